//! The headings above a hit, with the matches in them marked.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::Style;
use super::label::{Heading, SEPARATOR, headings, joined_within, path_within};
use super::style::{HIT, PATH};
use crate::search::Hit;

/// Number of columns of the marks around a match if there are no colours.
const MARKS: usize = 2;

/// Returns the headings above a hit within so many columns, with the matches in them marked. Under
/// the title of its brief, a hit has the headings below that.
pub(super) fn marked(hit: &Hit, is_under_title: bool, columns: usize, style: Style) -> String {
    let mut headings = headings(&hit.passage, &hit.above());
    let is_shortened = is_under_title && headings.len() > 1;
    if is_shortened {
        headings.remove(0);
    }
    let spans = headings.iter();
    let matches = spans
        .map(|heading| heading.spans.len())
        .sum::<usize>();
    // The same with colours, which need no marks: colours change nothing else.
    let mut marks = MARKS * matches;
    if is_shortened {
        marks += SEPARATOR.width();
    }
    let parts: Vec<&str> = headings
        .iter()
        .map(|heading| heading.text.as_str())
        .collect();
    let shown = joined_within(&parts, columns.saturating_sub(marks));
    let separators = SEPARATOR.width() * (parts.len() - 1);
    let widths = shown
        .iter()
        .map(|text| text.width());
    if widths.sum::<usize>() + separators + marks > columns {
        return style.paint(
            PATH,
            &path_within(&hit.passage, columns),
        );
    }
    let shown = shown.iter().zip(&headings);
    let painted: Vec<String> = shown
        .map(|(text, heading)| painted(text, heading, style))
        .collect();
    let before = if is_shortened {
        SEPARATOR.trim_start()
    } else {
        ""
    };
    style.paint(PATH, before) + &painted.join(&style.paint(PATH, SEPARATOR))
}

/// Returns a heading, of which `text` is what is shown, with its matches marked.
fn painted(text: &str, heading: &Heading, style: Style) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in &heading.spans {
        let shown = shown(span, &heading.text, text);
        // A heading may have an ellipsis of its own: only the same words are marked.
        let word = heading.text.get(span.clone());
        let is_same = text.get(shown.clone()) == word;
        if shown.start < at || shown.is_empty() || !is_same {
            continue;
        }
        out += &style.paint(PATH, &text[at..shown.start]);
        let matched = &text[shown.clone()];
        if style.color {
            out += &style.paint(HIT, matched);
        } else {
            out.extend(["«", matched, "»"]);
        }
        at = shown.end;
    }
    out + &style.paint(PATH, &text[at..])
}

/// Returns the place in `shown` of a span of `whole`, which may be shortened in its middle: nothing
/// if the span is not whole there.
fn shown(span: &Range<usize>, whole: &str, shown: &str) -> Range<usize> {
    if whole == shown {
        return span.clone();
    }
    let start = shown.find('…').unwrap_or(0);
    let end = whole.len() + start + '…'.len_utf8() - shown.len();
    if span.end <= start {
        span.clone()
    } else if span.start >= end {
        // The ellipsis may have more bytes than the letters that it stands for.
        let moved = |at: usize| at + shown.len() - whole.len();
        moved(span.start)..moved(span.end)
    } else {
        0..0
    }
}
