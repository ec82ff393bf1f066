//! `/cite/ID`: a passage or a brief as people and other programs cite it; without an id, all hits
//! of a query.

use maud::{Markup, html};

use super::{cited, options, target};
use crate::index::BriefRecord;
use crate::render::cite::{CITATION_FORMATS, CitationFormat, Reference};
use crate::search::{self, State};
use crate::web::address::page_of;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::Text;
use crate::web::words;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let references = references(ask)?;
    if ask.is_page() {
        return page(ask, &references);
    }
    let name = if ask.format == "json" {
        "csl-json"
    } else {
        ask.format
    };
    let format = CitationFormat::named(name).ok_or_else(|| {
        let names = CITATION_FORMATS.iter();
        let names: Vec<&str> = names
            .map(|format| format.name)
            .collect();
        Problem::new(
            404,
            words::NO_FORMAT,
            &words::formats_are(&names),
        )
    })?;
    let mut body = Vec::new();
    format.render(&references, &mut body)?;
    Ok(Reply::new(kind(name), body))
}

fn kind(format: &str) -> &'static str {
    match format {
        "csl-json" => "application/vnd.citationstyles.csl+json",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "bibtex" => "application/x-bibtex; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

fn references(ask: &Ask<'_>) -> Result<Vec<Reference>, Problem> {
    if !ask.id.is_empty() {
        return Ok(vec![one(ask)?]);
    }
    if ask.query().is_empty() {
        return Err(Problem::new(
            404,
            words::NOTHING_TO_CITE,
            words::CITE_WHAT,
        ));
    }
    let limit = options::limit(ask, "0", options::MAX_ROWS)?;
    let mut request = options::request(ask, ask.query(), &["limit"])?;
    request.limit = Some(limit);
    let results = search::search(&ask.opened.index, &request)?;
    let mut references = Vec::new();
    for hit in &results.hits {
        let source = &hit.passage.label.brief.source;
        let briefs = &ask.opened.briefs;
        let record = briefs.binary_search_by(|brief| brief.label.source.cmp(source));
        if let Ok(at) = record {
            references.push(cited::reference(
                ask,
                &briefs[at],
                Some(&hit.passage),
            ));
        }
    }
    Ok(references)
}

/// Returns the reference to the passage or brief that the address names.
fn one(ask: &Ask<'_>) -> Result<Reference, Problem> {
    let found = target::find(ask.opened, ask.id)?;
    let Some(id) = &found.passage else {
        return Ok(cited::reference(
            ask,
            found.record,
            None,
        ));
    };
    let passages = search::around(&ask.opened.index, id, 0)?;
    Ok(cited::reference(
        ask,
        found.record,
        passages.first(),
    ))
}

fn page(ask: &Ask<'_>, references: &[Reference]) -> Result<Reply, Problem> {
    if ask.id.is_empty() {
        let formats = cited::ENDINGS.map(|(_, ending)| ending);
        return Ok(many(
            ask,
            references,
            &layout::formats(ask, &formats),
        ));
    }
    let found = target::find(ask.opened, ask.id)?;
    let reference = &references[0];
    let title = words::about(words::CITE, &reference.id);
    let frame = Frame {
        title: title.clone(),
        head: Some(head(
            ask,
            found.record,
            found.passage.as_deref(),
        )?),
        ..Frame::default()
    };
    let path = page_of("cite", &reference.id);
    let back = page_of("brief", &reference.id) + "#here";
    let missing = reference.missing();
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (Text(&title)) }
                p { a href=(Text(back)) { (Text(&reference.brief.title)) } }
                @if found.state != State::Same { p.meta { (words::MOVED) } }
                @if !missing.is_empty() { p.meta { (words::left_out(&missing)) } }
                @for format in CITATION_FORMATS { (in_one_format(format, reference, &path)) }
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}

fn head(ask: &Ask<'_>, record: &BriefRecord, id: Option<&str>) -> Result<Markup, Problem> {
    let passages = match id {
        Some(id) => search::around(&ask.opened.index, id, 0)?,
        None => Vec::new(),
    };
    Ok(cited::head(
        ask,
        record,
        passages.first(),
    ))
}

fn in_one_format(format: &CitationFormat, reference: &Reference, path: &str) -> Markup {
    let mut endings = cited::ENDINGS.iter();
    let ending = endings.find(|(name, _)| *name == format.name);
    html! {
        section.box aria-label=(format.name) {
            strong { (words::style(format.name)) } " " span.meta { (format.help) } " "
            (cited::copy(format.name))
            @if let Some((_, ending)) = ending {
                " " a href=(Text(format!("{path}.{ending}"))) { "." (ending) }
            }
            pre id=(format.name) { (cited::lines(&cited::in_format(format, reference))) }
        }
    }
}

/// Returns the footnotes to all hits of a query.
fn many(ask: &Ask<'_>, references: &[Reference], formats: &[(&'static str, String)]) -> Reply {
    /// Maximum number of footnotes on a page.
    const MAX_ON_PAGE: usize = 50;
    let frame = Frame {
        title: words::about(words::CITE, ask.query()),
        formats: formats.to_vec(),
        ..Frame::default()
    };
    let shown = references.iter().take(MAX_ON_PAGE);
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::citations(references.len())) }
                p {
                    @for (name, address) in formats { a href=(Text(address)) { "." (name) } " " }
                }
                @for reference in shown {
                    pre { (cited::lines(&cited::in_format(&CITATION_FORMATS[0], reference))) }
                }
            }
        }
    };
    layout::page(ask, &frame, &body)
}
