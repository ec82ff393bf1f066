//! The frame of every page: head, search box, views, footer.

use maud::{DOCTYPE, Markup, html};

use super::address::Params;
use super::assets;
use super::reply::{Problem, Reply};
use super::site::Ask;
use super::text::{DOT, Text, lang};
use super::words;
use crate::render::plural;

/// The views of a query: the page, and its name.
const VIEWS: [(&str, &str); 6] = [
    ("search", words::PASSAGES),
    ("kwic", words::LINES),
    ("trends", words::TRENDS),
    ("plot", words::PLOT),
    ("collocates", words::COLLOCATES),
    ("keyness", words::KEYNESS),
];

/// The parts of a page besides its body.
#[derive(Default)]
pub(super) struct Frame {
    /// The title, before the program's name.
    pub title: String,
    /// Elements of the head, for programs that read them.
    pub head: Option<Markup>,
    /// The same answer in other formats: the name, and the address.
    pub formats: Vec<(&'static str, String)>,
}

/// Returns the answer in other formats, by the endings of the page's address.
pub(super) fn formats(ask: &Ask<'_>, endings: &[&'static str]) -> Vec<(&'static str, String)> {
    let mut formats = Vec::new();
    for &ending in endings {
        let (name, ending) = match ending {
            "json" => ("JSON", "json"),
            "csv" => ("CSV", "csv"),
            "atom" => ("Atom", "atom"),
            "md" => ("Markdown", "md"),
            "svg" => ("SVG", "svg"),
            other => (other, other),
        };
        let params = ask
            .params
            .without("offset")
            .without("cursor");
        let path = format!("/{}.{ending}", ask.page);
        formats.push((name, params.address(&path)));
    }
    formats
}

/// Returns the page with this body.
pub(super) fn page(ask: &Ask<'_>, frame: &Frame, body: &Markup) -> Reply {
    let title = if frame.title.is_empty() {
        words::NAME.to_owned()
    } else {
        format!("{} · {}", frame.title, words::NAME)
    };
    let (css, js, icon) = (
        assets::address("desk.css"),
        assets::address("desk.js"),
        assets::address("icon.svg"),
    );
    Reply::page(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (Text(title)) }
                link rel="icon" href=(icon);
                link rel="stylesheet" href=(css);
                link rel="search" type="application/opensearchdescription+xml"
                    title=(words::NAME) href="/opensearch.xml";
                @for (name, address) in &frame.formats {
                    @if *name == "Atom" {
                        link rel="alternate" type="application/atom+xml" title=(words::FEED)
                            href=(Text(address));
                    }
                }
                @if let Some(head) = &frame.head { (head) }
                script src=(js) defer {}
            }
            body {
                a.skip href="#answer" { (words::SKIP) }
                (top(ask))
                (body)
                p.meta role="status" {}
                (footer(ask, frame))
            }
        }
    })
}

fn top(ask: &Ask<'_>) -> Markup {
    let shared = ask.shared();
    let is_view = VIEWS
        .iter()
        .any(|(page, _)| *page == ask.page);
    let action = if is_view {
        path(ask.page)
    } else {
        "/"
    };
    let query = all_queries(ask);
    html! {
        header.top {
            div.bar {
                a.brand href="/" { (words::NAME) " " span lang="zh-Hans" { (words::NAME_ZH) } }
                form.q role="search" action=(action) {
                    input #q name="q" type="search" value=(Text(&query)) lang=(lang(&query))
                        aria-label=(words::SEARCH_LABEL) autocomplete="off"
                        autocapitalize="off" spellcheck="false";
                    @for (name, value) in shared.iter().filter(|(name, _)| *name != "q") {
                        input type="hidden" name=(Text(name)) value=(Text(value));
                    }
                    button { (words::SEARCH) }
                }
                nav.views aria-label=(words::VIEWS) {
                    @for (page, name) in VIEWS {
                        @let current = (page == ask.page).then_some("page");
                        a href=(Text(shared.address(path(page)))) aria-current=[current] { (name) }
                    }
                }
            }
        }
    }
}

/// Returns the queries as the box has them: trends may have several.
fn all_queries(ask: &Ask<'_>) -> String {
    let queries: Vec<&str> = ask.params.values("q").collect();
    queries.join(" | ")
}

/// Returns the address of a view.
pub(super) fn path(page: &str) -> &'static str {
    match page {
        "kwic" => "/kwic",
        "trends" => "/trends",
        "plot" => "/plot",
        "collocates" => "/collocates",
        "keyness" => "/keyness",
        _ => "/",
    }
}

fn footer(ask: &Ask<'_>, frame: &Frame) -> Markup {
    let briefs = plural(ask.opened.briefs.len(), "brief");
    let passages = plural(ask.opened.index.passages(), "passage");
    html! {
        footer {
            p {
                a href="/status" { (briefs) ", " (passages) }
                @for (name, address) in &frame.formats {
                    (DOT) a href=(Text(address)) { (name) }
                }
                (DOT) a href="/saved" { (words::SAVED) }
                (DOT) a href="/pairs" { (words::PAIRS) }
                (DOT) a href="/glossary" { (words::GLOSSARY) }
                (DOT) a href="/help" { (words::HELP) }
                (DOT) a href="/api" { (words::API) }
            }
            p.keys {
                @for (key, use_) in words::KEYS {
                    kbd { (key) } " " (use_) " "
                }
            }
        }
    }
}

/// Returns the page that says what is wrong with a request.
pub(super) fn problem(ask: &Ask<'_>, problem: &Problem) -> Reply {
    let frame = Frame {
        title: problem.error.clone(),
        ..Frame::default()
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (Text(&problem.error)) }
                @if let Some(hint) = &problem.hint { p { (Text(hint)) } }
                p { a href="/" { (words::TO_START) } (DOT) a href="/help" { (words::HELP) } }
            }
        }
    };
    Reply {
        status: problem.status,
        ..page(ask, &frame, &body)
    }
}

/// Returns links to the pages before and after this one of an answer with `total` results.
pub(super) fn pager(ask: &Ask<'_>, offset: usize, limit: usize, total: usize) -> Markup {
    let params = ask
        .params
        .without("offset")
        .without("cursor");
    pager_of(
        path(ask.page),
        &params,
        offset,
        limit,
        total,
    )
}

/// Returns links to the pages before and after this one of the answer at `path`.
pub(super) fn pager_of(
    path: &str,
    params: &Params,
    offset: usize,
    limit: usize,
    total: usize,
) -> Markup {
    let at = |offset: usize| -> Params {
        if offset == 0 {
            params.clone()
        } else {
            params.with("offset", &offset.to_string())
        }
    };
    let after = offset.saturating_add(limit);
    html! {
        nav.pager aria-label=(words::PAGES) {
            @if offset > 0 {
                a rel="prev" href=(Text(at(offset.saturating_sub(limit)).address(path))) {
                    (words::BEFORE)
                }
            }
            @if after < total {
                a rel="next" href=(Text(at(after).address(path))) {
                    (words::next(limit.min(total - after)))
                }
            }
        }
    }
}
