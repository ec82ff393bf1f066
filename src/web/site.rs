//! All that the pages are made of, and how a request gets its answer.

use std::sync::Arc;

use super::address::Params;
use crate::index::{LiveIndex, Opened};
use crate::render::cite::Complete;
use crate::shell;

/// The index, and all that pages need besides.
pub(super) struct Site {
    pub live: Arc<LiveIndex>,
    pub complete: Complete,
    pub port: u16,
}

/// A request for a page.
pub(super) struct Ask<'a> {
    pub site: &'a Site,
    /// The state of the index that answers it.
    pub opened: &'a Opened,
    /// Name of the page.
    pub page: &'static str,
    /// The id that the address names, or nothing.
    pub id: &'a str,
    /// Name of the format; `html` is the page.
    pub format: &'a str,
    /// The parameters, without the format.
    pub params: &'a Params,
}

impl Ask<'_> {
    /// Whether a page is wanted.
    pub(super) fn is_page(&self) -> bool {
        self.format == "html"
    }

    /// Returns the query, as typed.
    pub(super) fn query(&self) -> &str {
        self.params
            .get("q")
            .unwrap_or_default()
    }

    /// Returns the parameters that all views of a query share: the query and the filters.
    pub(super) fn shared(&self) -> Params {
        self.params.only(is_shared)
    }

    /// Returns the end of a command for the index that the pages show: ` --index my.index`.
    pub(super) fn of_index(&self) -> String {
        format!(
            " --index {}",
            shell::path(self.site.live.root())
        )
    }

    /// Returns the parameters that are options of a request, without those called `own`.
    pub(super) fn options<'b>(&'b self, own: &'b [&str]) -> Vec<(&'b str, &'b str)> {
        let params = self.params.iter();
        let params = params.filter(|(name, _)| *name != "q" && !own.contains(name));
        params.collect()
    }
}

/// Whether a parameter is the query or a filter.
pub(super) fn is_shared(name: &str) -> bool {
    name == "q" || crate::query::Field::named(name).is_some()
}
