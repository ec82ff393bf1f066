//! The names of briefs, sections and places.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::safe::shorten;
use super::{fit, safe};
use crate::index::{BriefLabel, StoredPassage};
use crate::model::{Section, Twin};
use crate::search::{Above, Via, Way};

/// Separates the headings of a path.
pub(crate) const SEPARATOR: &str = " › ";
/// Minimum width of a heading in a path, in display columns.
const MIN_PART: usize = 4;

/// Returns a brief's title, with its issue before it unless the title contains that.
pub(crate) fn title(brief: &BriefLabel) -> String {
    match &brief.issue {
        Some(issue) if !brief.title.contains(issue.as_str()) => {
            format!(
                "{} {}",
                issue_or_title(brief),
                brief.title
            )
        }
        _ => brief.title.clone(),
    }
}

/// Returns `#42`, or a brief's title if it has no issue.
pub(crate) fn issue_or_title(brief: &BriefLabel) -> String {
    match &brief.issue {
        Some(issue) if issue.starts_with(|c: char| c.is_ascii_digit()) => format!("#{issue}"),
        Some(issue) => issue.clone(),
        None => brief.title.clone(),
    }
}

/// Returns the issue with its series, since several series may have an issue of that number:
/// `Harbour Notes #42`.
fn issue_in_series(brief: &BriefLabel) -> String {
    match (&brief.series, &brief.issue) {
        (Some(series), Some(_)) => format!("{series} {}", issue_or_title(brief)),
        _ => issue_or_title(brief),
    }
}

/// Returns the headings above a passage: `#42 › 1 Party leadership › The Party leads all`.
pub(crate) fn path(passage: &StoredPassage) -> String {
    path_parts(passage).join(SEPARATOR)
}

/// Returns the headings above a passage within so many columns. The longest ones are shortened in
/// the middle, so that each of them is seen.
pub(crate) fn path_within(passage: &StoredPassage, columns: usize) -> String {
    let parts = path_parts(passage);
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .collect();
    let path = joined_within(&parts, columns).join(SEPARATOR);
    fit(&path, columns).into_owned()
}

/// Returns the parts of a path of at most so many columns. The longest ones are shortened.
pub(super) fn joined_within<'a>(parts: &[&'a str], columns: usize) -> Vec<Cow<'a, str>> {
    let mut widths: Vec<usize> = parts
        .iter()
        .map(|part| part.width())
        .collect();
    let separators = SEPARATOR.width() * (parts.len() - 1);
    let room = columns.saturating_sub(separators);
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > MIN_PART => *widest -= 1,
            _ => break,
        }
    }
    parts
        .iter()
        .zip(widths)
        .map(|(part, width)| shorten(part, width))
        .collect()
}

/// A heading above a passage, on one line.
pub(crate) struct Heading {
    pub text: String,
    /// The matches in it, in bytes.
    pub spans: Vec<Range<usize>>,
}

impl Heading {
    /// Returns a heading as it is shown. Its spans are dropped if it is not shown as it is written.
    fn new(text: &str, spans: Vec<Range<usize>>) -> Self {
        let shown = safe(text);
        let spans = if shown == text {
            spans
        } else {
            Vec::new()
        };
        Self {
            text: shown.into_owned(),
            spans,
        }
    }
}

/// Returns the headings above a passage, with the matches that `above` tells.
pub(crate) fn headings(passage: &StoredPassage, above: &Above) -> Vec<Heading> {
    let brief = &passage.label.brief;
    let first = match brief.issue {
        Some(_) => Vec::new(),
        None => above.title.clone(),
    };
    let mut headings = vec![Heading::new(&issue_in_series(brief), first)];
    match &passage.label.section {
        Some(section) => {
            let numbered = numbered(section);
            let number = numbered.len() - section.title.len();
            let spans = above.section.iter();
            let spans = spans.map(|span| span.start + number..span.end + number);
            headings.push(Heading::new(&numbered, spans.collect()));
        }
        None if brief.issue.is_some() => {
            headings.push(Heading::new(
                &brief.title,
                above.title.clone(),
            ));
        }
        None => {}
    }
    if let Some(heading) = &passage.sub_heading {
        headings.push(Heading::new(
            heading,
            above.sub_heading.clone(),
        ));
    }
    headings
}

fn path_parts(passage: &StoredPassage) -> Vec<String> {
    let headings = headings(passage, &Above::default()).into_iter();
    headings
        .map(|heading| heading.text)
        .collect()
}

/// Returns a section's title with its number: `1 Party leadership`.
pub(crate) fn numbered(section: &Section) -> String {
    match &section.number {
        Some(number) => format!("{number} {}", section.title),
        None => section.title.clone(),
    }
}

/// Returns a passage's source and line: `brief-042.txt:23`.
pub(crate) fn place(passage: &StoredPassage) -> String {
    let label = &passage.label;
    safe(&format!(
        "{}:{}",
        label.brief.source, label.line
    ))
    .into_owned()
}

/// Returns a passage's ordinal in its brief, as its id spells it.
pub(crate) fn ordinal(passage: &StoredPassage) -> &str {
    let id = &passage.label.id;
    id.rsplit_once('#')
        .map_or("", |(_, ordinal)| ordinal)
}

/// Returns the id of a twin of `passage`.
pub(super) fn twin_id(passage: &StoredPassage, twin: Twin) -> String {
    let id = &passage.label.id;
    let brief = id
        .rsplit_once('#')
        .map_or("", |(brief, _)| brief);
    format!("{brief}#{}", twin.ordinal)
}

/// Says which passages translate `passage` or are translated by it: `= #24, probably #25`.
pub(super) fn twins(passage: &StoredPassage) -> Option<String> {
    let twin = |twin: &Twin| {
        let probably = if twin.probable {
            "probably "
        } else {
            ""
        };
        format!("{probably}#{}", twin.ordinal)
    };
    let twins: Vec<String> = passage
        .twins
        .iter()
        .map(twin)
        .collect();
    (!twins.is_empty()).then(|| format!("= {}", twins.join(", ")))
}

/// Says by which words a hit was found, if not by those of the query: `via 统战, 统一战线`.
pub(super) fn way(via: &Via) -> String {
    let words = via.words.join(", ");
    match via.way {
        Way::Twin if words.is_empty() => "via its translation".to_owned(),
        Way::Twin => format!("via its translation: {words}"),
        Way::Pinyin => format!("pinyin: {words}"),
        _ => format!("via {words}"),
    }
}
