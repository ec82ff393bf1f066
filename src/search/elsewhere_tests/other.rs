//! An index that plays a cluster.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::schema::Field;
use tantivy::{DocAddress, Term};

use super::documents;
use crate::error::Result;
use crate::index::{
    BriefRecord, ColumnLabels, Elsewhere, FieldValue, Found, Gathered, Index, Manifest, Shape,
    StoredPassage, Wanted, schema,
};
use crate::search;
use crate::search::terms::each_term;

/// An index that plays a cluster.
pub(super) struct Other {
    pub(super) index: Arc<Index>,
    pub(super) documents: Vec<(DocAddress, Found)>,
    pub(super) asked: AtomicUsize,
}

impl Other {
    pub(super) fn of(index: Arc<Index>) -> Self {
        Self {
            documents: documents::of(&index),
            index,
            asked: AtomicUsize::new(0),
        }
    }

    fn matching(&self, shape: &Shape) -> Vec<&(DocAddress, Found)> {
        let found = self.found(shape);
        let documents = self.documents.iter();
        documents
            .filter(|(address, _)| found.contains(address))
            .collect()
    }
}

impl Elsewhere for Other {
    fn frequencies(&self, terms: &[(Field, String)]) -> Result<Vec<u64>> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let terms = terms.iter();
        terms
            .map(|(field, text)| {
                self.index
                    .doc_freq(&Term::from_field_text(*field, text))
            })
            .collect()
    }

    fn terms(&self, field: Field, start: &str) -> Result<Vec<(String, u64)>> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        each_term(
            &self.index,
            field,
            Some(start),
            |text, passages| {
                *all.entry(text.to_owned())
                    .or_default() += passages;
            },
        )?;
        Ok(all.into_iter().collect())
    }

    fn count(&self, matching: &Shape) -> Result<usize> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        Ok(self.matching(matching).len())
    }

    fn labels(
        &self,
        matching: &Shape,
        columns: &[&'static str],
    ) -> Result<Vec<Option<ColumnLabels>>> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let (schema, _) = schema::schema();
        let matching = self.matching(matching);
        let count = |column: &&str| {
            let field = schema
                .get_field(column)
                .expect("a field");
            let mut labels: BTreeMap<String, usize> = BTreeMap::new();
            for (_, found) in &matching {
                for (other, value) in &found.values {
                    if let FieldValue::Text(text) = value
                        && *other == field
                    {
                        *labels
                            .entry(text.clone())
                            .or_default() += 1;
                    }
                }
            }
            let is_there = self
                .documents
                .iter()
                .any(|(_, found)| {
                    found
                        .values
                        .iter()
                        .any(|(other, _)| *other == field)
                });
            is_there.then(|| labels.into_iter().collect())
        };
        Ok(columns.iter().map(count).collect())
    }

    fn gather(&self, wanted: &Wanted) -> Result<Gathered> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let matching = self.matching(&wanted.matching);
        let mut found: Vec<Found> = matching
            .iter()
            .map(|(_, found)| found.clone())
            .collect();
        let total = found.len();
        // Some that do not match, which must change nothing.
        let others = self
            .documents
            .iter()
            .step_by(7 + total % 5);
        found.extend(others.map(|(_, found)| found.clone()));
        Ok(Gathered { total, found })
    }

    fn passages(
        &self,
        brief_id: &str,
        ordinals: RangeInclusive<u32>,
    ) -> Result<Vec<StoredPassage>> {
        search::passages(&self.index, brief_id, ordinals)
    }

    fn briefs(&self) -> Result<Vec<BriefRecord>> {
        self.index.briefs()
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }

    fn is_current(&self) -> Result<bool> {
        Ok(true)
    }

    fn reopen(&self) -> Result<Arc<dyn Elsewhere>> {
        Ok(Arc::new(Self::of(Arc::clone(
            &self.index,
        ))))
    }

    fn missed(&self) -> Option<(u64, u64)> {
        None
    }

    fn manifest(&self) -> &Manifest {
        self.index.manifest()
    }
}
