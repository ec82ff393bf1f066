//! Counts the labels of the passages that match, in one segment.

use std::collections::BTreeMap;

use tantivy::columnar::{ColumnIndex, RowId, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::candidate::Counts;

/// Number of passages whose labels are read at once.
const BATCH: usize = 1_024;

/// The labels of some fields, and how many passages have each.
pub(in crate::search) struct FacetCounter {
    fields: Vec<FieldCounter>,
    /// Passages whose labels are still to be counted.
    docs: Vec<DocId>,
    room: Room,
}

struct FieldCounter {
    /// The name to count under.
    name: &'static str,
    labels: StrColumn,
    /// By the number of the label in the column.
    counts: Vec<usize>,
}

impl FieldCounter {
    fn count(&mut self, docs: &[DocId], room: &mut Room) {
        let column = self.labels.ords();
        // Most fields have one label for each passage, which is at the passage's number.
        let rows = if matches!(column.index, ColumnIndex::Full) {
            docs
        } else {
            room.docs.clear();
            room.rows.clear();
            column
                .index
                .docids_to_rowids(docs, &mut room.docs, &mut room.rows);
            &room.rows
        };
        room.ords.resize(rows.len(), 0);
        column
            .values
            .get_vals(rows, &mut room.ords);
        for ord in &room.ords {
            let at = usize::try_from(*ord).unwrap_or(usize::MAX);
            if let Some(count) = self.counts.get_mut(at) {
                *count += 1;
            }
        }
    }

    /// Returns the labels that occurred, in order, with their counts.
    fn into_labels(self) -> Vec<(String, usize)> {
        let (ords, mut counted) = occurring(&self.counts);
        let mut labels = Vec::with_capacity(ords.len());
        // The labels are read in their order: each block of the dictionary is unpacked once. A
        // label that cannot be read is left out.
        let _ = self
            .labels
            .dictionary()
            .sorted_ords_to_term_cb(&ords, |label| {
                let label = String::from_utf8_lossy(label).into_owned();
                labels.extend(
                    counted
                        .next()
                        .map(|count| (label, count)),
                );
            });
        labels
    }
}

/// Room for the numbers of labels, which is used again and again.
#[derive(Default)]
struct Room {
    docs: Vec<DocId>,
    rows: Vec<RowId>,
    ords: Vec<u64>,
}

impl FacetCounter {
    /// Opens the fast `fields`, each with the name to count under.
    pub(in crate::search) fn open(
        fields: &[(&'static str, &'static str)],
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut counters = Vec::with_capacity(fields.len());
        for (field, name) in fields {
            if let Some(labels) = reader.fast_fields().str(field)? {
                let counts = vec![0; labels.dictionary().num_terms()];
                counters.push(FieldCounter {
                    name,
                    labels,
                    counts,
                });
            }
        }
        Ok(Self {
            fields: counters,
            docs: Vec::new(),
            room: Room::default(),
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    // Most searches count nothing: this is kept out of the loop over the matches.
    #[inline(never)]
    pub(in crate::search) fn count(&mut self, doc: DocId) {
        self.docs.push(doc);
        if self.docs.len() >= BATCH {
            self.count_batch();
        }
    }

    /// Counts the passages of a batch, one column after the other.
    fn count_batch(&mut self) {
        for field in &mut self.fields {
            field.count(&self.docs, &mut self.room);
        }
        self.docs.clear();
    }

    /// Returns the counts of the labels that occurred.
    pub(in crate::search) fn into_counts(mut self) -> Counts {
        self.count_batch();
        let mut all = Counts::new();
        for field in self.fields {
            let name = field.name;
            // Of labels in order, a map is made at once.
            let labels = BTreeMap::from_iter(field.into_labels());
            all.insert(name, labels);
        }
        all
    }
}

/// Returns the numbers of the labels that occurred, and how often each did.
fn occurring(counts: &[usize]) -> (Vec<u64>, impl Iterator<Item = usize>) {
    let numbered = (0..)
        .zip(counts)
        .filter(|(_, count)| **count > 0);
    let (ords, counted): (Vec<u64>, Vec<usize>) = numbered
        .map(|(ord, count)| (ord, *count))
        .unzip();
    (ords, counted.into_iter())
}
