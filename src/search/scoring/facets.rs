//! Counts the labels of the passages that match, in one segment.

use tantivy::columnar::{ColumnIndex, StrColumn};
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
            let ords = field.labels.ords();
            // Most fields have one label for each passage, which is at the passage's number.
            if matches!(ords.index, ColumnIndex::Full) {
                add(
                    &mut field.counts,
                    ords.values.get_val(doc),
                );
                continue;
            }
            for ord in ords.values_for_doc(doc) {
                add(&mut field.counts, ord);
            }
        }
    }

    /// Returns the counts of the labels that occurred.
    pub(super) fn into_counts(self) -> Counts {
        let mut all = Counts::new();
        for field in self.fields {
            let counts = all.entry(field.name).or_default();
            let (ords, mut counted) = occurring(&field.counts);
            // The labels are read in their order: each block of the dictionary is unpacked once. A
            // label that cannot be read is left out.
            let _ = field
                .labels
                .dictionary()
                .sorted_ords_to_term_cb(&ords, |label| {
                    let label = String::from_utf8_lossy(label).into_owned();
                    counts.extend(
                        counted
                            .next()
                            .map(|count| (label, count)),
                    );
                });
        }
        all
    }
}

fn add(counts: &mut [usize], ord: u64) {
    let at = usize::try_from(ord).unwrap_or(usize::MAX);
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
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
