//! An answer to be rendered.

use super::files::Files;
use crate::search::{Group, Hit, Request, Results};

/// The results of a search with the query and the request that they answer.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The query, as typed.
    pub query: &'a str,
    /// The request.
    pub request: &'a Request,
    /// The results.
    pub results: &'a Results,
    /// The files that the hits are in, if they are known.
    pub files: Option<&'a Files>,
}

/// Hits to be shown together: those of a brief, or all if they are not grouped.
pub(crate) struct Part<'a> {
    pub group: Option<&'a Group>,
    pub hits: &'a [Hit],
}

impl<'a> Answer<'a> {
    /// Returns the hits, brief by brief if they are grouped.
    pub(crate) fn parts(&self) -> Vec<Part<'a>> {
        let mut rest = self.results.hits.as_slice();
        let Some(groups) = &self.results.groups else {
            return vec![Part {
                group: None,
                hits: rest,
            }];
        };
        let mut parts = Vec::new();
        for group in &groups.briefs {
            let (hits, after) = rest.split_at(group.shown.min(rest.len()));
            rest = after;
            parts.push(Part {
                group: Some(group),
                hits,
            });
        }
        parts
    }
}

/// Says how many hits of a brief are not shown: `and 2 more`.
pub(super) fn more(group: &Group) -> Option<String> {
    let more = group.total - group.shown;
    (more > 0).then(|| format!("and {more} more"))
}
