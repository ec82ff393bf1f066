//! A search over passages that are elsewhere: some of them in memory, and what is known of all.
//!
//! A search is run again until it needs nothing more. If it asks for the frequency of a term or for
//! passages that are not known yet, that is noted, and the rest of the run is answered as if there
//! were nothing; then all that was noted is fetched at once. So no code of a search waits for an
//! answer from far away, and a question of twenty words asks two or three times and not sixty.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::elsewhere::{Elsewhere, Keep, Wanted};
use super::memory::{self, Passages};
use crate::error::Result;

/// All that is known so far.
#[derive(Clone)]
pub(super) struct Known {
    frequencies: HashMap<(Field, String), u64>,
    /// The number of passages that match, by the request for them.
    totals: HashMap<String, usize>,
    pub(super) passages: Arc<Passages>,
    pub(super) searcher: Searcher,
}

/// The things that a run of a search lacked.
#[derive(Default)]
struct Needs {
    frequencies: BTreeSet<(Field, String)>,
    passages: Option<Wanted>,
}

/// The passages that are elsewhere, as a run of a search sees them.
pub(crate) struct View {
    elsewhere: Arc<dyn Elsewhere>,
    known: Known,
    needs: Mutex<Needs>,
}

impl Known {
    pub(super) fn nothing() -> Result<Self> {
        let passages = Passages::new();
        Ok(Self {
            frequencies: HashMap::new(),
            totals: HashMap::new(),
            searcher: memory::searcher(&passages)?,
            passages: Arc::new(passages),
        })
    }
}

impl View {
    pub(super) fn new(elsewhere: Arc<dyn Elsewhere>, known: Known) -> Self {
        Self {
            elsewhere,
            known,
            needs: Mutex::default(),
        }
    }

    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// Where the passages are, unless something was noted that must be fetched first: then this run
    /// of the search is repeated anyway.
    pub(crate) fn elsewhere(&self) -> Option<&dyn Elsewhere> {
        let needs = self.needs();
        let is_whole = needs.frequencies.is_empty() && needs.passages.is_none();
        is_whole.then_some(&*self.elsewhere)
    }

    /// Where the passages are, for what does not follow from anything that was noted.
    pub(super) fn always(&self) -> &dyn Elsewhere {
        &*self.elsewhere
    }

    /// Returns the number of passages that have a term, or 0 and notes the term.
    pub(super) fn frequency(&self, term: &Term) -> u64 {
        let value = term.value();
        let text = value.as_str().unwrap_or_default();
        let key = (term.field(), text.to_owned());
        if let Some(frequency) = self.known.frequencies.get(&key) {
            return *frequency;
        }
        let mut needs = self.needs();
        if needs.passages.is_none() {
            needs.frequencies.insert(key);
        }
        0
    }

    /// Returns the number of passages that match, whose wanted ones are in memory; or notes that
    /// they are wanted.
    pub(crate) fn gathered(&self, wanted: Wanted) -> Option<usize> {
        if let Some(total) = self.known.totals.get(&key(&wanted)) {
            return Some(*total);
        }
        let mut needs = self.needs();
        if needs.frequencies.is_empty() && needs.passages.is_none() {
            needs.passages = Some(wanted);
        }
        None
    }

    fn needs(&self) -> MutexGuard<'_, Needs> {
        let needs = self.needs.lock();
        needs.unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches what the run lacked. Returns what is known then; `None` if it lacked nothing.
    pub(super) fn fetch(self) -> Result<Option<Known>> {
        let needs = self.needs.into_inner();
        let needs = needs.unwrap_or_else(PoisonError::into_inner);
        let mut known = self.known;
        if !needs.frequencies.is_empty() {
            let terms: Vec<_> = needs
                .frequencies
                .into_iter()
                .collect();
            let frequencies = self.elsewhere.frequencies(&terms)?;
            known
                .frequencies
                .extend(terms.into_iter().zip(frequencies));
            return Ok(Some(known));
        }
        let Some(wanted) = needs.passages else {
            return Ok(None);
        };
        let gathered = self.elsewhere.gather(&wanted)?;
        known.note(&wanted, gathered.total);
        let mut passages = Arc::unwrap_or_clone(known.passages);
        for found in gathered.found {
            passages.insert(
                (found.source.clone(), found.ordinal),
                found,
            );
        }
        known.searcher = memory::searcher(&passages)?;
        known.passages = Arc::new(passages);
        Ok(Some(known))
    }
}

impl Known {
    /// Notes the number of passages that match.
    fn note(&mut self, wanted: &Wanted, total: usize) {
        self.totals
            .insert(key(wanted), total);
        let enough = match wanted.keep {
            Keep::All => true,
            Keep::Best(keep) | Keep::Dated { keep, .. } => total <= keep,
        };
        if enough {
            // All that match are there, whatever is wanted of them.
            let all = Wanted {
                keep: Keep::All,
                scoring: Vec::new(),
                ..wanted.clone()
            };
            self.totals.insert(key(&all), total);
        }
    }
}

/// A text that is the same for the same request only.
fn key(wanted: &Wanted) -> String {
    format!("{wanted:?}")
}
