//! The outline of a brief: links to its sections and sub-headings.

use maud::{Markup, html};

use super::reading::Reading;
use crate::index::StoredPassage;
use crate::render::label::numbered;
use crate::web::text::{Text, lang};
use crate::web::words;

/// Maximum number of entries. Of more, only sections are listed.
const MAX_ENTRIES: usize = 80;

/// A line of the outline.
pub(super) struct Entry {
    pub title: String,
    /// Whether it is a sub-heading.
    pub is_below: bool,
    /// Position of its first passage in the brief.
    pub first: usize,
}

/// The outline of a brief.
pub(super) struct Outline {
    pub entries: Vec<Entry>,
    /// Number of entries that are not listed.
    pub more: usize,
}

/// Returns the outline of a brief's passages.
pub(super) fn outline(passages: &[StoredPassage]) -> Outline {
    let mut entries = entries(passages);
    if entries.len() > MAX_ENTRIES {
        entries.retain(|entry| !entry.is_below);
    }
    let more = entries
        .len()
        .saturating_sub(MAX_ENTRIES);
    entries.truncate(MAX_ENTRIES);
    Outline { entries, more }
}

fn entries(passages: &[StoredPassage]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut before: Option<&StoredPassage> = None;
    for (first, passage) in passages.iter().enumerate() {
        let section = &passage.label.section;
        let sub_heading = &passage.sub_heading;
        let is_new = before.is_none_or(|before| before.label.section != *section);
        if is_new && let Some(section) = section {
            entries.push(Entry {
                title: numbered(section),
                is_below: false,
                first,
            });
        }
        let is_new = is_new || before.is_none_or(|before| before.sub_heading != *sub_heading);
        if is_new && let Some(title) = sub_heading {
            entries.push(Entry {
                title: title.clone(),
                is_below: true,
                first,
            });
        }
        before = Some(passage);
    }
    entries
}

/// Returns the outline as a list of links.
pub(super) fn list(outline: &Outline, reading: &Reading<'_>) -> Markup {
    html! {
        @if !outline.entries.is_empty() {
            ul {
                @for entry in &outline.entries {
                    li.below[entry.is_below] {
                        a href=(Text(reading.address_of(entry.first))) lang=(lang(&entry.title)) {
                            (Text(&entry.title))
                        }
                    }
                }
                @if outline.more > 0 { li { (words::and_more(outline.more)) } }
            }
        }
    }
}
