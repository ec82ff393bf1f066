//! The looks of a whole text, by which the rules of plain text judge single paragraphs.

use super::block::Paragraph;
use super::heading::{may_be_heading, without_colon};
use super::item::starts_item;

/// Returns whether at least two paragraphs meet the condition.
pub(super) fn has_two(paragraphs: &[Paragraph<'_>], condition: fn(&str) -> bool) -> bool {
    let matching = paragraphs
        .iter()
        .filter(|p| condition(&p.text));
    matching.take(2).count() == 2
}

/// Returns whether blank lines separate most paragraphs. Items of a list need none.
pub(super) fn is_spaced(paragraphs: &[Paragraph<'_>]) -> bool {
    let mut apart = 0;
    for paragraph in paragraphs {
        if paragraph.gap_before || starts_item(&paragraph.text) {
            apart += 1;
        }
    }
    apart * 10 >= paragraphs.len() * 6
}

/// Returns the paragraph from which on there are only lists and their headings.
pub(super) fn lists_from(paragraphs: &[Paragraph<'_>]) -> usize {
    let mut lines = paragraphs
        .iter()
        .map(|paragraph| &*paragraph.text);
    let last_other = lines.rposition(is_other_than_list);
    last_other.map_or(0, |last| last + 1)
}

fn is_other_than_list(line: &str) -> bool {
    !starts_item(line) && !may_be_heading(without_colon(line))
}
