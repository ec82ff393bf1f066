//! Reads one state of an index in a cluster, for searches.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tantivy::schema::Field;

use super::shown::Shown;
use super::state::Committed;
use super::vocabulary::Vocabulary;
use super::{briefs, pages, paging};
use crate::error::Result;
use crate::index::{
    BriefRecord, ColumnLabels, Elsewhere, Gathered, Keep, Manifest, Shape, StoredPassage, Wanted,
};
use crate::search::HEADING_PASSAGE;

/// Maximum number of terms whose frequencies are asked for at a time.
const FREQUENCIES: usize = 500;
/// Maximum number of frequencies that are remembered.
const REMEMBERED: usize = 100_000;
/// Maximum number of passages that the cluster orders by score; more are fetched all.
const MOST_ORDERED: usize = 10_000;

/// One state of an index in a cluster, and what is known of it.
pub(crate) struct Reader {
    shown: Shown,
    manifest: Manifest,
    frequencies: Mutex<HashMap<(Field, String), u64>>,
    vocabulary: Vocabulary,
}

impl Reader {
    /// Connects to the index at the address `place`, and reads its state. With `allows_partial`, an
    /// answer of some shards will do.
    ///
    /// # Errors
    /// Returns an error if there is no index, another version made it, or the cluster cannot be
    /// used.
    pub(crate) fn open(place: &Path, allows_partial: bool) -> Result<Self> {
        let shown = Shown::open(place, allows_partial)?;
        Ok(Self {
            manifest: shown.committed.state.manifest(),
            shown,
            frequencies: Mutex::default(),
            vocabulary: Vocabulary::default(),
        })
    }

    fn known(&self, terms: &[(Field, String)]) -> Vec<Option<u64>> {
        let known = self.frequencies.lock();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        terms
            .iter()
            .map(|term| known.get(term).copied())
            .collect()
    }

    fn remember(&self, term: (Field, String), frequency: u64) {
        let known = self.frequencies.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        if known.len() < REMEMBERED {
            known.insert(term, frequency);
        }
    }

    fn ask_frequencies(&self, terms: &[(Field, String)]) -> Result<Vec<u64>> {
        let mut filters = serde_json::Map::new();
        for (at, (field, text)) in terms.iter().enumerate() {
            let term = Shape::Term(*field, text.clone());
            filters.insert(
                at.to_string(),
                self.shown.translator.filter(&term),
            );
        }
        let answer = self.shown.search(&json!({
            "size": 0,
            "track_total_hits": false,
            "query": self.shown.visible(Vec::new()),
            "aggs": {"terms": {"filters": {"filters": filters}}},
        }))?;
        let buckets = &answer["aggregations"]["terms"]["buckets"];
        let count = |at: usize| {
            let bucket = &buckets[at.to_string()];
            bucket["doc_count"].as_u64()
        };
        let counts: Option<Vec<u64>> = (0..terms.len())
            .map(count)
            .collect();
        counts.ok_or_else(|| self.shown.odd("frequencies"))
    }

    /// Returns the best passages, by a score near to that of the ranking.
    fn best(&self, wanted: &Wanted, keep: usize) -> Result<Gathered> {
        let Shown {
            translator, fields, ..
        } = &self.shown;
        let matching = translator.filter(&wanted.matching);
        let mut query = self.shown.visible(vec![matching]);
        if wanted.scoring.is_empty() {
            query["bool"]["must"] = translator.scored(&wanted.matching);
        } else {
            let should = Shape::Any(wanted.scoring.clone());
            query["bool"]["should"] = translator.scored(&should);
        }
        let kind = translator.name(fields.kind);
        let source = translator.name(fields.source);
        let ordinal = translator.name(fields.ordinal);
        let heading = crate::model::Kind::Heading.to_string();
        let body = json!({
            "query": {"function_score": {
                "query": query,
                "functions": [{"filter": {"term": {kind: heading}}, "weight": HEADING_PASSAGE}],
            }},
            "size": keep,
            "sort": ["_score", {source: "asc"}, {ordinal: "asc"}],
            "track_total_hits": true,
            "_source": self.shown.wanted_fields(),
        });
        let answer = self.shown.scored_search(&body)?;
        let total = total(&answer).ok_or_else(|| self.shown.odd("number of hits"))?;
        let hits = paging::hits(&self.shown.client, &answer)?;
        let found = pages::found(&self.shown, hits)?;
        Ok(Gathered { total, found })
    }

    /// Returns how many passages match.
    fn total(&self, matching: &Shape) -> Result<usize> {
        let answer = self.shown.search(&json!({
            "size": 0,
            "track_total_hits": true,
            "query": self.shown.visible(vec![self.shown.translator.filter(matching)]),
        }))?;
        total(&answer).ok_or_else(|| self.shown.odd("number of hits"))
    }
}

fn total(answer: &Value) -> Option<usize> {
    let total = answer["hits"]["total"]["value"].as_u64()?;
    usize::try_from(total).ok()
}

impl Elsewhere for Reader {
    fn frequencies(&self, terms: &[(Field, String)]) -> Result<Vec<u64>> {
        let mut known = self.known(terms);
        let unknown: Vec<usize> = (0..terms.len())
            .filter(|at| known[*at].is_none())
            .collect();
        for some in unknown.chunks(FREQUENCIES) {
            let asked: Vec<(Field, String)> = some
                .iter()
                .map(|at| terms[*at].clone())
                .collect();
            let frequencies = self.ask_frequencies(&asked)?;
            for ((at, term), frequency) in some
                .iter()
                .zip(asked)
                .zip(frequencies)
            {
                known[*at] = Some(frequency);
                self.remember(term, frequency);
            }
        }
        Ok(known
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect())
    }

    fn terms(&self, field: Field, start: &str) -> Result<Vec<(String, u64)>> {
        self.vocabulary
            .terms(&self.shown, field, start)
    }

    fn count(&self, matching: &Shape) -> Result<usize> {
        self.total(matching)
    }

    fn labels(
        &self,
        matching: &Shape,
        columns: &[&'static str],
    ) -> Result<Vec<Option<ColumnLabels>>> {
        let query = self.shown.visible(vec![
            self.shown
                .translator
                .filter(matching),
        ]);
        self.vocabulary
            .labels(&self.shown, &query, columns)
    }

    fn gather(&self, wanted: &Wanted) -> Result<Gathered> {
        match wanted.keep {
            Keep::Best(keep) if keep <= MOST_ORDERED => self.best(wanted, keep),
            Keep::Dated { keep, newest } if keep <= MOST_ORDERED => {
                let total = self.total(&wanted.matching)?;
                let found = pages::dated(
                    &self.shown,
                    &wanted.matching,
                    keep,
                    newest,
                )?;
                Ok(Gathered { total, found })
            }
            _ => {
                let found = pages::all(&self.shown, &wanted.matching)?;
                let total = found.len();
                Ok(Gathered { total, found })
            }
        }
    }

    fn passages(
        &self,
        brief_id: &str,
        ordinals: RangeInclusive<u32>,
    ) -> Result<Vec<StoredPassage>> {
        pages::of_brief(&self.shown, brief_id, &ordinals)
    }

    fn briefs(&self) -> Result<Vec<BriefRecord>> {
        let entries = briefs::read(
            &self.shown.client,
            &self.shown.committed,
        );
        self.shown.check()?;
        let records = entries?.into_iter();
        Ok(records
            .map(|entry| entry.record)
            .collect())
    }

    fn check(&self) -> Result<()> {
        self.shown.check()
    }

    fn is_current(&self) -> Result<bool> {
        let now = Committed::read(&self.shown.client)?;
        let is_same_run = now.state.run == self.shown.committed.state.run;
        Ok(is_same_run && now.index == self.shown.committed.index)
    }

    fn reopen(&self) -> Result<Arc<dyn Elsewhere>> {
        let place = &self.shown.client.address.shown;
        Ok(Arc::new(Self::open(
            place,
            self.shown.allows_partial,
        )?))
    }

    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn missed(&self) -> Option<(u64, u64)> {
        self.shown.missed()
    }
}
