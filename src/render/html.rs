//! One self-contained page of HTML: no script, no link, no other file.
//!
//! **Nothing of a brief is markup**: all of it goes through `text`, and the page's policy forbids
//! everything that it does not contain.

use std::io::{self, Write};

use super::answer::{Part, more};
use super::facet::{Facet, facets};
use super::label::{path, place, title};
use super::notes::notes;
use super::summary::{count, filters, past_the_end};
use super::{Answer, plural, safe, snippet};
use crate::analysis::token::is_han;
use crate::model::{BriefLabel, Lang};
use crate::search::{Group, Hit};

const STYLE: &str = include_str!("page.css");
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes `answer` as a page.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    head(answer, out)?;
    header(answer, out)?;
    writeln!(out, "<main>")?;
    for part in answer.parts() {
        section(&part, answer.request.full, out)?;
    }
    writeln!(out, "</main>")?;
    if let Some(counts) = &answer.results.facets {
        writeln!(out, "<aside>")?;
        for facet in facets(counts) {
            table(&facet, out)?;
        }
        writeln!(out, "</aside>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn head(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let query = text(answer.query);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{query} · yinde</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
}

fn header(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lang = lang(answer.query);
    let query = text(answer.query);
    writeln!(
        out,
        "<header>\n<h1 lang=\"{lang}\">{query}</h1>"
    )?;
    let count = count(answer);
    writeln!(
        out,
        "<p>{count}{}</p>",
        past_the_end(answer)
    )?;
    for line in filters(answer.request)
        .iter()
        .chain(&notes(answer.results))
    {
        element("p", line, out)?;
    }
    writeln!(out, "</header>")
}

/// Writes the hits of a brief under its title, or all hits.
fn section(part: &Part<'_>, full: bool, out: &mut dyn Write) -> io::Result<()> {
    let Some(group) = part.group else {
        return list(part.hits, 2, full, out);
    };
    writeln!(out, "<section>")?;
    brief(group, out)?;
    list(part.hits, 3, full, out)?;
    if let Some(more) = more(group) {
        writeln!(out, "<p>{more}</p>")?;
    }
    writeln!(out, "</section>")
}

fn brief(group: &Group, out: &mut dyn Write) -> io::Result<()> {
    element("h2", &title(&group.brief), out)?;
    let source = text(&group.brief.source);
    let date = date(&group.brief);
    let passages = plural(group.total, "passage");
    writeln!(
        out,
        "<p>{source}{date} · {passages}</p>"
    )
}

/// Writes `hits` as a list, with headings of this level.
fn list(hits: &[Hit], level: u8, full: bool, out: &mut dyn Write) -> io::Result<()> {
    if hits.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ol>")?;
    for found in hits {
        hit(found, level, full, out)?;
    }
    writeln!(out, "</ol>")
}

fn hit(hit: &Hit, level: u8, full: bool, out: &mut dyn Write) -> io::Result<()> {
    let passage = &hit.passage;
    writeln!(out, "<li value=\"{}\">", hit.rank)?;
    element(
        &format!("h{level}"),
        &path(passage),
        out,
    )?;
    let id = text(&passage.label.id);
    let place = text(&place(passage));
    let date = date(&passage.label.brief);
    writeln!(
        out,
        "<p><code>{id}</code> · {place}{date}</p>"
    )?;
    // A mixed passage too needs a Chinese font for its Han characters, which others would show in
    // Japanese forms.
    let is_english = passage.label.lang == Lang::En;
    let lang = if is_english {
        "en"
    } else {
        "zh"
    };
    write!(out, "<blockquote lang=\"{lang}\">")?;
    for piece in snippet::of_hit(hit, full) {
        let text = text(&piece.text);
        if piece.hit {
            write!(out, "<mark>{text}</mark>")?;
        } else {
            write!(out, "{text}")?;
        }
    }
    writeln!(out, "</blockquote>\n</li>")
}

fn table(facet: &Facet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let caption = text(facet.name);
    writeln!(
        out,
        "<table>\n<caption>{caption}</caption>\n<tbody>"
    )?;
    let highest = facet.highest_count();
    for label in &facet.labels {
        let lang = lang(label.text);
        let text = text(label.text);
        let count = label.count;
        writeln!(
            out,
            "<tr><th scope=\"row\" lang=\"{lang}\">{text}</th><td>{count}</td>\
             <td><meter max=\"{highest}\" value=\"{count}\">{count}</meter></td></tr>"
        )?;
    }
    if facet.more > 0 {
        let more = facet.more;
        writeln!(
            out,
            "<tr><td colspan=\"3\">and {more} more</td></tr>"
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// Writes an element that contains `content`.
fn element(name: &str, content: &str, out: &mut dyn Write) -> io::Result<()> {
    let lang = lang(content);
    writeln!(
        out,
        "<{name} lang=\"{lang}\">{}</{name}>",
        text(content)
    )
}

/// Returns the date of a brief with the dot before it, or nothing.
fn date(brief: &BriefLabel) -> String {
    match &brief.date {
        Some(date) => format!(" · {}", text(date)),
        None => String::new(),
    }
}

/// Returns the language by which a browser chooses the font of a label.
pub(crate) fn lang(label: &str) -> &'static str {
    if label.contains(is_han) {
        "zh"
    } else {
        "en"
    }
}

/// Returns `text` on one line, escaped for an element or an attribute.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in safe(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            c => out.push(c),
        }
    }
    out
}
