//! One page of HTML that needs nothing besides itself: no script, no link, no other file.
//!
//! **Nothing of a brief is markup**: all of it goes through `text`, and the page forbids whatever
//! it doesn't hold.

use std::io::{self, Write};

use super::{
    Answer, Facet, count, facets, more, notes, only, parts, passages, path, place, safe, title,
};
use crate::analysis::token::is_han;
use crate::model::Lang;
use crate::search::{Group, Hit};

const STYLE: &str = include_str!("page.css");
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes `answer` as a page.
///
/// # Errors
/// Where `out` fails.
pub fn render(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    let query = text(answer.query);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{query} · yinde</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1 lang=\"{}\">{query}</h1>\n",
        lang(answer.query)
    )?;
    writeln!(out, "<p>{}</p>", count(answer).trim_end_matches(','))?;
    for line in only(answer.request).iter().chain(&notes(answer.results)) {
        writeln!(out, "<p lang=\"{}\">{}</p>", lang(line), text(line))?;
    }
    writeln!(out, "</header>\n<main>")?;
    for (group, hits) in parts(answer.results) {
        part(group, hits, out)?;
    }
    writeln!(out, "</main>")?;
    if let Some(counts) = &answer.results.facets {
        writeln!(out, "<aside>")?;
        facets(counts).try_for_each(|facet| self::facet(&facet, out))?;
        writeln!(out, "</aside>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn part(group: Option<&Group>, hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    if let Some(Group { brief, total, .. }) = group {
        let title = title(brief);
        let date = brief
            .date
            .as_ref()
            .map(|date| format!(" · {}", text(date)))
            .unwrap_or_default();
        writeln!(
            out,
            "<section>\n<h2 lang=\"{}\">{}</h2>",
            lang(&title),
            text(&title)
        )?;
        writeln!(
            out,
            "<p>{}{date} · {}</p>",
            text(&brief.source),
            passages(*total)
        )?;
    }
    if !hits.is_empty() {
        writeln!(out, "<ol>")?;
        hits.iter()
            .try_for_each(|hit| self::hit(hit, if group.is_some() { 3 } else { 2 }, out))?;
        writeln!(out, "</ol>")?;
    }
    if let Some(more) = group.and_then(more) {
        writeln!(out, "<p>{more}</p>")?;
    }
    if group.is_some() {
        writeln!(out, "</section>")
    } else {
        Ok(())
    }
}

fn hit(hit: &Hit, level: u8, out: &mut impl Write) -> io::Result<()> {
    let p = &hit.passage;
    let path = path(p);
    let date = p
        .label
        .brief
        .date
        .as_ref()
        .map(|date| format!(" · {}", text(date)))
        .unwrap_or_default();
    writeln!(
        out,
        "<li value=\"{}\">\n<h{level} lang=\"{}\">{}</h{level}>",
        hit.rank,
        lang(&path),
        text(&path)
    )?;
    writeln!(
        out,
        "<p><code>{}</code> · {}{date}</p>",
        text(&p.label.id),
        text(&place(p))
    )?;
    // A mixed passage too needs a Chinese font for its Han characters, which others would show in
    // Japanese forms.
    let lang = if p.label.lang == Lang::En { "en" } else { "zh" };
    write!(out, "<blockquote lang=\"{lang}\">")?;
    for piece in &hit.snippet {
        let text = text(&piece.text);
        if piece.hit {
            write!(out, "<mark>{text}</mark>")?;
        } else {
            write!(out, "{text}")?;
        }
    }
    writeln!(out, "</blockquote>\n</li>")
}

fn facet(facet: &Facet<'_>, out: &mut impl Write) -> io::Result<()> {
    let most = facet
        .labels
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(1);
    writeln!(
        out,
        "<table>\n<caption>{}</caption>\n<tbody>",
        text(facet.name)
    )?;
    for (label, count) in &facet.labels {
        writeln!(
            out,
            "<tr><th scope=\"row\" lang=\"{}\">{}</th><td>{count}</td>\
             <td><meter max=\"{most}\" value=\"{count}\">{count}</meter></td></tr>",
            lang(label),
            text(label)
        )?;
    }
    if facet.more > 0 {
        writeln!(
            out,
            "<tr><td colspan=\"3\">and {} more</td></tr>",
            facet.more
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// The language by which a browser is to choose the font of a label.
fn lang(label: &str) -> &'static str {
    if label.contains(is_han) { "zh" } else { "en" }
}

/// `text` on one line, for an element or an attribute.
fn text(text: &str) -> String {
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
