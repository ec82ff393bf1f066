//! An index whose passages are elsewhere.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use tantivy::Term;

use super::added::AddedPassages;
use super::columns::AllColumns;
use super::elsewhere::Elsewhere;
use super::manifest::Manifest;
use super::open::{Index, Place};
use super::records::Records;
use super::schema;
use super::statistics::Statistics;
use super::view::{Known, View};
use crate::error::Result;

impl Index {
    /// Opens the index with the address `root`, whose passages are elsewhere.
    ///
    /// # Errors
    /// Returns an error if there is no memory for it.
    pub(crate) fn of_elsewhere(root: &Path, elsewhere: Arc<dyn Elsewhere>) -> Result<Self> {
        let known = Known::nothing()?;
        let manifest = elsewhere.manifest().clone();
        let view = Arc::new(View::new(Arc::clone(&elsewhere), known));
        let index = Self::seeing(root, manifest, view);
        Ok(Self {
            place: Place::Elsewhere(elsewhere),
            ..index
        })
    }

    /// Returns the index of the passages that `view` sees.
    fn seeing(root: &Path, manifest: Manifest, view: Arc<View>) -> Self {
        let (_, fields) = schema::schema();
        let searcher = view.known().searcher.clone();
        let statistics = Statistics::new(
            searcher.clone(),
            &fields,
            manifest.lengths,
        );
        let known = Arc::clone(&view);
        let frequencies = Box::new(move |term: &Term| known.frequency(term));
        Self {
            root: root.to_owned(),
            statistics: statistics.of_elsewhere(frequencies, manifest.passages as u64),
            records: Records::new(searcher.clone(), fields.record),
            columns: AllColumns::new(
                searcher.clone(),
                fields.exact,
                Vec::new(),
            ),
            manifest,
            fields,
            searcher,
            place: Place::View(view),
        }
    }

    /// Runs a search. If passages are elsewhere, it is run until it needs no more of them.
    ///
    /// # Errors
    /// Returns the error of the search, or an error if passages cannot be fetched.
    pub(crate) fn complete<T>(&self, search: impl Fn(&Self) -> Result<T>) -> Result<T> {
        let Place::Elsewhere(elsewhere) = &self.place else {
            return search(self);
        };
        let mut known = Known::nothing()?;
        loop {
            let view = Arc::new(View::new(Arc::clone(elsewhere), known));
            let index = Self::seeing(&self.root, self.manifest.clone(), view);
            let result = search(&index);
            let view = index.into_view();
            let more = view.map(View::fetch).transpose()?;
            if let Some(more) = more.flatten() {
                known = more;
                continue;
            }
            elsewhere.check()?;
            return result;
        }
    }

    /// Returns the view that it is, if nobody else uses it any more.
    fn into_view(self) -> Option<View> {
        drop(self.statistics);
        match self.place {
            Place::View(view) => Arc::into_inner(view),
            _ => None,
        }
    }

    /// Returns the view of passages that are elsewhere, if they are and a search runs.
    pub(crate) fn seen(&self) -> Option<&View> {
        match &self.place {
            Place::View(view) => Some(view),
            _ => None,
        }
    }

    /// Returns where the passages are, if that is elsewhere and this run of a search lacks nothing.
    pub(crate) fn ready(&self) -> Option<&dyn Elsewhere> {
        match &self.place {
            Place::View(view) => view.elsewhere(),
            _ => self.elsewhere(),
        }
    }

    /// Returns where the passages are, if that is elsewhere.
    pub(crate) fn elsewhere(&self) -> Option<&dyn Elsewhere> {
        match &self.place {
            Place::Folder(_) => None,
            Place::Elsewhere(elsewhere) => Some(&**elsewhere),
            Place::View(view) => Some(view.always()),
        }
    }

    /// Number of passages, as scores count them.
    pub(crate) fn num_docs(&self) -> u64 {
        match &self.place {
            Place::Folder(_) => self.searcher.num_docs(),
            _ => self.manifest.passages as u64,
        }
    }

    /// Returns those of the passages in memory that were first indexed on these days.
    pub(super) fn added_in_view(&self, days: RangeInclusive<u64>) -> Vec<AddedPassages> {
        let passages = self
            .seen()
            .map(|view| Arc::clone(&view.known().passages));
        let mut added = Vec::new();
        for found in passages
            .iter()
            .flat_map(|passages| passages.values())
        {
            if days.contains(&found.added) {
                added.push(AddedPassages {
                    source: found.source.clone(),
                    ordinals: Some(vec![found.ordinal..=found.ordinal]),
                });
            }
        }
        added
    }
}
