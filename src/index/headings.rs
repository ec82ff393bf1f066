//! The headings above a passage, which help to find it.

use std::collections::HashSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::analyzer;
use crate::model::{Brief, Kind, Passage};

/// Maximum length of the headings above a passage, in characters. All passages of a section share
/// them, so a heading that is as long as a brief must not be indexed whole with each.
const MAX_HEADINGS: usize = 1000;

/// The terms of the headings above passages of a brief. Many passages share their headings, so
/// each text is analysed once.
pub(super) struct Headings<'a> {
    brief: &'a Brief,
    terms: FxHashMap<String, Above>,
    /// The passage before, if it is no heading, with its terms.
    before: Option<(&'a Passage, Above)>,
}

/// The terms of the headings above a passage.
#[derive(Clone, Default)]
pub(super) struct Above {
    pub(super) terms: Arc<str>,
    /// Number of terms.
    pub(super) count: u64,
}

impl<'a> Headings<'a> {
    pub(super) fn of(brief: &'a Brief) -> Self {
        Self {
            brief,
            terms: FxHashMap::default(),
            before: None,
        }
    }

    /// Returns the terms of the headings above `passage`.
    pub(super) fn above(&mut self, passage: &'a Passage) -> Above {
        if passage.kind == Kind::Heading {
            return self.read(passage);
        }
        if let Some((before, above)) = &self.before
            && has_same_labels(before, passage)
        {
            return above.clone();
        }
        let above = self.read(passage);
        self.before = Some((passage, above.clone()));
        above
    }

    fn read(&mut self, passage: &Passage) -> Above {
        let text = headings_above(self.brief, passage);
        let entry = self.terms.entry(text);
        let above = entry.or_insert_with_key(|text| {
            let terms = analyzer::words(text);
            Above {
                count: analyzer::count(&terms),
                terms: terms.into(),
            }
        });
        above.clone()
    }
}

/// Returns whether two passages of a brief have the same section and topics.
pub(super) fn has_same_labels(a: &Passage, b: &Passage) -> bool {
    a.section == b.section && a.topics == b.topics
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
