//! The list of briefs while a run changes it. The records are packed, since an archive may have a
//! hundred thousand, and a packed record takes a fifth of the memory.

use std::collections::BTreeMap;

use super::record::{self, BriefRecord};

/// Briefs by source, each packed.
#[derive(Debug, Default)]
pub(super) struct BriefList(BTreeMap<String, Box<[u8]>>);

impl BriefList {
    /// Returns the list of these briefs.
    pub(super) fn of(briefs: impl IntoIterator<Item = BriefRecord>) -> Self {
        let mut list = Self::default();
        for brief in briefs {
            list.insert(&brief);
        }
        list
    }

    /// Returns the number of briefs.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is a brief with this source.
    pub(super) fn has(&self, source: &str) -> bool {
        self.0.contains_key(source)
    }

    /// Returns the brief with this source.
    pub(super) fn get(&self, source: &str) -> Option<BriefRecord> {
        unpacked(self.0.get(source)?)
    }

    /// Adds a brief in place of another of the same source. Returns whether there was another.
    pub(super) fn insert(&mut self, brief: &BriefRecord) -> bool {
        let source = brief.label.source.clone();
        self.0
            .insert(source, packed(brief))
            .is_some()
    }

    /// Changes the brief with this source, if there is one. Its source must stay.
    pub(super) fn change(&mut self, source: &str, change: impl FnOnce(&mut BriefRecord)) {
        if let Some(bytes) = self.0.get_mut(source)
            && let Some(mut brief) = unpacked(bytes)
        {
            change(&mut brief);
            *bytes = packed(&brief);
        }
    }

    /// Removes the brief with this source.
    pub(super) fn remove(&mut self, source: &str) {
        self.0.remove(source);
    }

    /// Returns all sources, in order.
    pub(super) fn sources(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// Returns all briefs, by source, unpacked one after the other.
    pub(super) fn records(&self) -> impl Iterator<Item = BriefRecord> {
        self.0
            .values()
            .filter_map(|bytes| unpacked(bytes))
    }

    /// Returns whether these are all of its briefs, and as they are here.
    pub(super) fn is(&self, briefs: &[BriefRecord]) -> bool {
        let is_same = |brief: &BriefRecord| {
            let bytes = self.0.get(&brief.label.source);
            bytes.is_some_and(|bytes| **bytes == *packed(brief))
        };
        let are_as_many = self.len() == briefs.len();
        are_as_many && briefs.iter().all(is_same)
    }

    /// Returns the bytes in which the index keeps the list; see [`record::read_briefs`].
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let number = postcard::to_allocvec(&self.len()).unwrap_or_default();
        let briefs = self.0.values();
        record::compress(std::iter::once(number.as_slice()).chain(briefs.map(|bytes| &**bytes)))
    }
}

// Neither of these can fail: one turns plain data into bytes, the other reads its bytes.

fn packed(brief: &BriefRecord) -> Box<[u8]> {
    let bytes = postcard::to_allocvec(brief);
    bytes
        .unwrap_or_default()
        .into_boxed_slice()
}

fn unpacked(bytes: &[u8]) -> Option<BriefRecord> {
    postcard::from_bytes(bytes).ok()
}
