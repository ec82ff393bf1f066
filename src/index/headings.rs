//! The headings above a passage, which help to find it.

use std::collections::{HashMap, HashSet};

use crate::analysis::analyzer;
use crate::model::{Brief, Kind, Passage};

/// Maximum length of the headings above a passage, in characters. All passages of a section share
/// them, so a heading that is as long as a brief must not be indexed whole with each.
const MAX_HEADINGS: usize = 1000;

/// The terms of the headings above passages of a brief. Many passages share their headings, so
/// each text is analysed once.
pub(super) struct Headings<'a> {
    brief: &'a Brief,
    terms: HashMap<String, String>,
}

impl<'a> Headings<'a> {
    pub(super) fn of(brief: &'a Brief, passages: &[Passage]) -> Self {
        let mut terms = HashMap::new();
        for passage in passages {
            let entry = terms.entry(headings_above(brief, passage));
            entry.or_insert_with_key(|text| analyzer::words(text));
        }
        Self { brief, terms }
    }

    /// Returns the terms of the headings above `passage`.
    pub(super) fn above(&self, passage: &Passage) -> &str {
        let terms = self
            .terms
            .get(&headings_above(self.brief, passage));
        terms.map_or("", String::as_str)
    }
}

/// Returns the headings above a passage, one a line. A passage that is itself a heading is not one
/// of them.
fn headings_above(brief: &Brief, passage: &Passage) -> String {
    let mut above: Vec<&str> = vec![&brief.title];
    if let Some(section) = passage.section {
        above.push(&brief.sections[section].title);
    }
    for topic in &passage.topics {
        above.push(topic);
    }
    if passage.kind == Kind::Heading {
        above.retain(|heading| {
            !passage
                .text
                .contains(heading.trim())
        });
    }
    let mut seen = HashSet::new();
    above.retain(|heading| seen.insert(*heading));
    let mut text = above.join("\n");
    if let Some((end, _)) = text
        .char_indices()
        .nth(MAX_HEADINGS)
    {
        text.truncate(end);
    }
    text
}
