//! Counts the labels of the passages that match, in one segment.

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::candidate::Counts;

/// The labels of some fields, and how many passages have each.
pub(super) struct FacetCounter {
    fields: Vec<FieldCounter>,
}

struct FieldCounter {
    /// The name to count under.
    name: &'static str,
    labels: StrColumn,
    /// By the number of the label in the column.
    counts: Vec<usize>,
}

impl FacetCounter {
    /// Opens the fast `fields`, each with the name to count under.
    pub(super) fn open(
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
        Ok(Self { fields: counters })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    // Most searches count nothing: this is kept out of the loop over the matches.
    #[inline(never)]
    pub(super) fn count(&mut self, doc: DocId) {
        for field in &mut self.fields {
            for ord in field.labels.term_ords(doc) {
                let at = usize::try_from(ord).unwrap_or(usize::MAX);
                if let Some(count) = field.counts.get_mut(at) {
                    *count += 1;
                }
            }
        }
    }

    /// Returns the counts of the labels that occurred.
    pub(super) fn into_counts(self) -> Counts {
        let mut all = Counts::new();
        for field in self.fields {
            let counts = all.entry(field.name).or_default();
            for (ord, count) in (0..).zip(field.counts) {
                if count > 0 {
                    counts.insert(label(&field.labels, ord), count);
                }
            }
        }
        all
    }
}

fn label(labels: &StrColumn, ord: u64) -> String {
    let mut label = String::new();
    // A label that cannot be read is shown as an empty one.
    let _ = labels.ord_to_str(ord, &mut label);
    label
}
