//! Results to bytes: one file a format. Nothing here opens an index.

pub mod bench;
pub mod brief;
pub mod csv;
pub mod html;
pub mod json;
pub mod list;
pub mod markdown;
pub mod outline;
pub mod text;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::analysis::token::is_han;
use crate::index::{BriefLabel, StoredPassage};
use crate::model::Section;
use crate::search::{Counts, Group, Hit, Near, Request, Results, Unknown, Why};

/// Labels of a facet that people are shown.
const FACET_LABELS: usize = 8;
/// Months, the latest first.
const FACET_MONTHS: usize = 24;

/// An answer with what was asked.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// What was made of it.
    pub request: &'a Request,
    /// What was found.
    pub results: &'a Results,
}

/// How people's output is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Width of the page in display columns.
    pub columns: usize,
    /// Whether matches are coloured; else they stand between « and ».
    pub color: bool,
}

/// A facet as people are shown it.
struct Facet<'a> {
    name: &'a str,
    /// The labels that most hits have, with their counts.
    labels: Vec<(&'a str, usize)>,
    /// How many labels are not shown.
    more: usize,
}

fn facets(counts: &Counts) -> impl Iterator<Item = Facet<'_>> {
    counts
        .iter()
        .filter(|(_, labels)| !labels.is_empty())
        .map(|(name, labels)| {
            let mut sorted: Vec<_> = labels
                .iter()
                .map(|(label, count)| (label.as_str(), *count))
                .collect();
            sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            // Months say something in their order.
            let most = if *name == "month" {
                FACET_MONTHS
            } else {
                FACET_LABELS
            };
            if *name == "month" {
                sorted.sort_by(|a, b| b.0.cmp(a.0));
            }
            let more = sorted.len().saturating_sub(most);
            sorted.truncate(most);
            Facet {
                name,
                labels: sorted,
                more,
            }
        })
}

/// The hits, brief by brief where they are grouped.
fn parts(results: &Results) -> Vec<(Option<&Group>, &[Hit])> {
    let Some(groups) = &results.groups else {
        return vec![(None, &results.hits)];
    };
    let mut rest = results.hits.as_slice();
    let part = |group: &Group| {
        let (hits, after) = rest.split_at(group.shown.min(rest.len()));
        rest = after;
        hits
    };
    let hits: Vec<&[Hit]> = groups.briefs.iter().map(part).collect();
    groups.briefs.iter().map(Some).zip(hits).collect()
}

/// A brief's title, its number before it where it doesn't hold that itself.
fn title(brief: &BriefLabel) -> String {
    match &brief.issue {
        Some(issue) if !brief.title.contains(issue.as_str()) => {
            format!("{} {}", label(brief), brief.title)
        }
        _ => brief.title.clone(),
    }
}

/// `1 passage`, `2 passages`
fn passages(count: usize) -> String {
    format!(
        "{count} {}",
        if count == 1 { "passage" } else { "passages" }
    )
}

/// How much was found and what of it is here: `1–10 of 34 passages`.
fn count(answer: &Answer<'_>) -> String {
    let Answer {
        request, results, ..
    } = answer;
    let total = results.total;
    if total == 0 {
        return "no passages".into();
    }
    if let Some(groups) = &results.groups {
        let briefs = if groups.total == 1 { "brief" } else { "briefs" };
        let first = request.offset + 1;
        let last = request.offset + groups.briefs.len();
        return format!(
            "{} with {}",
            span(first, last, groups.total, briefs),
            passages(total)
        );
    }
    let (first, last) = match results.hits.as_slice() {
        [] => (request.offset + 1, request.offset),
        [first, .., last] => (first.rank, last.rank),
        [only] => (only.rank, only.rank),
    };
    span(
        first,
        last,
        total,
        if total == 1 { "passage" } else { "passages" },
    )
}

fn span(first: usize, last: usize, total: usize, noun: &str) -> String {
    match () {
        () if last < first => format!("{total} {noun}, none from {first} on,"),
        () if first == 1 && last == total => format!("{total} {noun}"),
        () if first == last => format!("{first} of {total} {noun}"),
        () => format!("{first}–{last} of {total} {noun}"),
    }
}

/// The filters that are no part of the query: `only issue 42, lang zh`.
fn only(request: &Request) -> Option<String> {
    let filters: Vec<String> = request.filters.iter().map(ToString::to_string).collect();
    (!filters.is_empty()).then(|| format!("only {}", filters.join(", ")))
}

/// What must be said besides the hits, a line each: what was looked for as well, labels that are
/// not there, and where nothing was found, why.
fn notes(results: &Results) -> Vec<String> {
    let near = |near: &[Near]| {
        near.iter()
            .map(|near| format!("{} ({})", near.text, near.passages))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(
        results
            .widened
            .iter()
            .map(|w| format!("also looked for, near {}: {}", w.text, near(&w.near))),
    );
    lines.extend(
        results
            .relaxed
            .iter()
            .map(|phrase| format!("{phrase} is in no passage; its words were looked for")),
    );
    lines.extend(results.unknown.iter().map(unknown));
    let Some(nothing) = &results.nothing else {
        return lines;
    };
    for missing in &nothing.missing {
        let near = if missing.near.is_empty() {
            String::new()
        } else {
            format!("; near it: {}", near(&missing.near))
        };
        lines.push(format!("{} is in no passage{near}", missing.text));
    }
    if lines.is_empty() {
        lines.push("no passage has all that is asked for".into());
    }
    lines.extend(
        nothing
            .without
            .iter()
            .map(|w| format!("without {}: {}", w.part, passages(w.total))),
    );
    lines
}

/// `no topic is called econmy; near it: economy; there are: economy, WeChat and 12 more`
fn unknown(unknown: &Unknown) -> String {
    let Unknown {
        field,
        value,
        near,
        there,
        more,
    } = unknown;
    let near = if near.is_empty() {
        String::new()
    } else {
        format!("; near it: {}", near.join(", "))
    };
    let there = match (there.as_slice(), more) {
        ([], _) => "none".into(),
        (there, 0) => there.join(", "),
        (there, more) => format!("{} and {more} more", there.join(", ")),
    };
    format!("no {field} is called {value}{near}; there are: {there}")
}

/// Why a hit has its score: `7.31 = 4.20 “economy” in any form + …, × 0.60 a heading`.
fn why(hit: &Hit, why: &Why) -> String {
    let parts: Vec<String> = why
        .parts
        .iter()
        .map(|part| format!("{:.2} {}", part.score, part.what))
        .collect();
    let sum = if parts.is_empty() {
        "0.00, nothing of it is ranked".into()
    } else {
        parts.join(" + ")
    };
    let shares = why.shares.iter().filter(|share| share.score < 0.995);
    let shares: Vec<String> = shares
        .map(|share| format!(" × {:.2} for {}", share.score, share.what))
        .collect();
    match shares.as_slice() {
        [] => format!("{:.2} = {sum}", hit.score),
        shares => format!("{:.2} = ({sum}){}", hit.score, shares.concat()),
    }
}

/// What of a brief's hits is not shown: `and 2 more`.
fn more(group: &Group) -> Option<String> {
    let more = group.total - group.shown;
    (more > 0).then(|| format!("and {more} more"))
}

/// `#42 › 1 Party leadership › The Party leads all`
fn path(p: &StoredPassage) -> String {
    let mut parts = vec![label(&p.label.brief)];
    match &p.label.section {
        Some(section) => parts.push(numbered(section)),
        None if p.label.brief.issue.is_some() => parts.push(p.label.brief.title.clone()),
        None => {}
    }
    parts.extend(p.sub_heading.clone());
    safe(&parts.join(" › ")).into_owned()
}

/// `1 Party leadership`
fn numbered(section: &Section) -> String {
    section
        .number
        .iter()
        .chain([&section.title])
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `#42`, or a brief's title where it has no number.
fn label(brief: &BriefLabel) -> String {
    match &brief.issue {
        Some(issue) if issue.starts_with(|c: char| c.is_ascii_digit()) => format!("#{issue}"),
        Some(issue) => issue.clone(),
        None => brief.title.clone(),
    }
}

/// `brief-042.txt:23`
fn place(p: &StoredPassage) -> String {
    safe(&format!("{}:{}", p.label.brief.source, p.label.line)).into_owned()
}

/// `text` on one line, without what could move a terminal's cursor, change its colours or turn its
/// text around: a line end or a tab becomes a blank (or nothing, in the middle of Chinese), every
/// other such character U+FFFD.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return text.into();
    }
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\r' if joins_chinese(out.chars().next_back(), chars.peek().copied()) => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(if is_unsafe(c) { '\u{fffd}' } else { c }),
        }
    }
    out.into()
}

/// No blank belongs between these two where a line ended between them.
fn joins_chinese(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let word = |c: char| c.is_alphanumeric() && !is_han(c);
    (is_han(before) || is_han(after)) && !word(before) && !word(after)
}

/// Control characters of ASCII and Latin-1, and those that override the direction of text.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `text` cut to `columns` display columns, the last of which is then `…`.
#[must_use]
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    let mut width = 1;
    let kept = text.graphemes(true).take_while(|g| {
        width += g.width();
        width <= columns
    });
    (kept.collect::<String>() + "…").into()
}
