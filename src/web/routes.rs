//! The table of pages, and which of them an address names.

use super::address::{Params, path_part};
use super::assets;
use super::layout;
use super::pages;
use super::reply::{Problem, Reply};
use super::site::{Ask, Site};
use super::words;

/// The start of the addresses of the API, with its version.
const API: &str = "/api/v1/";
/// The format of pages.
const HTML: &str = "html";
/// The endings of addresses, with the formats that they name.
const ENDINGS: [(&str, &str); 11] = [
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("csv", "csv"),
    ("md", "markdown"),
    ("atom", "atom"),
    ("svg", "svg"),
    ("ris", "ris"),
    ("bib", "bibtex"),
    ("html", "html"),
    ("tsv", "tsv"),
    ("tmx", "tmx"),
];

/// A page: a row of the table.
struct Page {
    /// The first part of its address.
    name: &'static str,
    /// Whether the rest of the address is an id.
    has_id: bool,
    /// Whether it goes through all matches or all briefs.
    is_long: bool,
    answer: fn(&Ask<'_>) -> Result<Reply, Problem>,
}

impl Page {
    const fn new(name: &'static str, answer: fn(&Ask<'_>) -> Result<Reply, Problem>) -> Self {
        Self {
            name,
            has_id: false,
            is_long: false,
            answer,
        }
    }

    const fn with_id(self) -> Self {
        Self {
            has_id: true,
            ..self
        }
    }

    const fn long(self) -> Self {
        Self {
            is_long: true,
            ..self
        }
    }
}

/// All pages. A new one is a file and a row.
static PAGES: &[Page] = &[
    Page::new("search", pages::search::answer),
    Page::new("brief", pages::brief::answer).with_id(),
    Page::new("kwic", pages::kwic::answer).long(),
    Page::new("trends", pages::trends::answer).long(),
    Page::new("plot", pages::plot::answer).long(),
    Page::new("collocates", pages::collocates::answer).long(),
    Page::new("keyness", pages::keyness::answer).long(),
    Page::new("similar", pages::similar::answer)
        .with_id()
        .long(),
    Page::new("cite", pages::cite::answer).with_id(),
    Page::new("pairs", pages::pairs::answer)
        .with_id()
        .long(),
    Page::new(
        "translations",
        pages::translations::answer,
    )
    .long(),
    Page::new("glossary", pages::glossary::answer).long(),
    Page::new("saved", pages::saved::answer).long(),
    Page::new("status", pages::status::answer),
    Page::new("help", pages::help::answer),
    Page::new("api", pages::api::answer),
    Page::new("schema.json", pages::api::schema),
    Page::new(
        "opensearch.xml",
        pages::opensearch::answer,
    ),
    Page::new("desk.css", assets::css),
    Page::new("desk.js", assets::js),
    Page::new("icon.svg", assets::icon),
];

/// A request that some page answers.
pub(super) struct Route {
    page: &'static Page,
    /// The rest of the path, decoded.
    rest: String,
    /// The format that the path or a parameter names.
    format: Option<String>,
    is_api: bool,
    params: Params,
}

/// Returns the page that an address names, by its path and its parameters.
pub(super) fn route(path: &str, query: &str) -> Result<Route, Problem> {
    let params = Params::parse(query);
    let is_api = path.starts_with(API);
    let below = path
        .strip_prefix(API)
        .or_else(|| path.strip_prefix('/'))
        .unwrap_or(path);
    let (first, rest) = match below.split_once('/') {
        Some((first, rest)) => (first, Some(rest)),
        None => (below, None),
    };
    let first = if first.is_empty() && rest.is_none() {
        "search"
    } else {
        first
    };
    let (page, ending) = page(first).ok_or_else(not_found)?;
    if rest.is_some_and(|_| !page.has_id) {
        return Err(not_found());
    }
    let rest = path_part(rest.unwrap_or_default()).ok_or_else(not_found)?;
    let format = params.get("format").or(ending);
    Ok(Route {
        page,
        rest: rest.into_owned(),
        format: format.map(str::to_owned),
        is_api,
        params: params.without("format"),
    })
}

/// Returns the page of this name, which may have an ending, and the format of the ending.
fn page(name: &str) -> Option<(&'static Page, Option<&'static str>)> {
    let named = |name: &str| {
        PAGES
            .iter()
            .find(|page| page.name == name)
    };
    if let Some(page) = named(name) {
        return Some((page, None));
    }
    let (name, format) = without_ending(name)?;
    Some((named(name)?, Some(format)))
}

/// Splits a name into what is before its ending, and the format that the ending names.
fn without_ending(name: &str) -> Option<(&str, &'static str)> {
    let (before, ending) = name.rsplit_once('.')?;
    let format = ENDINGS
        .iter()
        .find(|(known, _)| *known == ending)?;
    Some((before, format.1))
}

fn not_found() -> Problem {
    Problem::new(404, words::NO_PAGE, words::PAGES_ARE)
}

/// Returns the answer to a request that no page answers.
pub(super) fn failure(site: &Site, problem: &Problem, path: &str) -> Reply {
    if path.starts_with("/api/") || without_ending(path).is_some() {
        return problem.reply();
    }
    let ask = Ask {
        site,
        opened: &site.live.current(),
        page: "",
        id: "",
        format: HTML,
        params: &Params::default(),
    };
    layout::problem(&ask, problem)
}

impl Route {
    /// Whether it goes through all matches or all briefs.
    pub(super) fn is_long(&self) -> bool {
        self.page.is_long
    }

    /// Returns the answer, which says so if the request cannot be answered.
    pub(super) fn answer(&self, site: &Site) -> Reply {
        let opened = site.live.current();
        let is_brief = |id: &str| {
            opened
                .briefs
                .iter()
                .any(|brief| brief.id == id)
        };
        let mut id = self.rest.as_str();
        let mut format = self.format.as_deref();
        // A brief may be called `figures.csv`.
        if format.is_none()
            && !is_brief(id)
            && let Some((before, named)) = without_ending(id)
        {
            (id, format) = (before, Some(named));
        }
        let usual = if self.is_api {
            "json"
        } else {
            HTML
        };
        let ask = Ask {
            site,
            opened: &opened,
            page: self.page.name,
            id,
            format: format.unwrap_or(usual),
            params: &self.params,
        };
        let answered = (self.page.answer)(&ask);
        answered.unwrap_or_else(|problem| {
            if ask.is_page() {
                layout::problem(&ask, &problem)
            } else {
                problem.reply()
            }
        })
    }
}
