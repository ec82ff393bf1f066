//! Reads one state of an index in a cluster, for searches.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::{Value, json};
use tantivy::schema::{Field, Schema};

use super::client::{Client, shards};
use super::document::PASSAGE;
use super::state::Committed;
use super::translate::Translator;
use super::vocabulary::{self, Words};
use super::{briefs, indices, pages, trouble};
use crate::error::Result;
use crate::index::{
    BriefRecord, ColumnLabels, Elsewhere, Fields, Gathered, Keep, Manifest, Shape, StoredPassage,
    Wanted, schema,
};

/// Maximum number of terms whose frequencies are asked for at a time.
const FREQUENCIES: usize = 500;
/// Maximum number of frequencies that are remembered.
const REMEMBERED: usize = 100_000;
/// Maximum number of passages that the cluster orders by score; more are fetched all.
pub(super) const MOST_ORDERED: usize = 10_000;
/// The factor of the score of a passage that is a heading, as the ranking has it.
const HEADING: f64 = 0.6;

/// One state of an index in a cluster.
pub(crate) struct Reader {
    client: Client,
    committed: Committed,
    manifest: Manifest,
    pub(super) translator: Translator,
    pub(super) fields: Fields,
    /// The path of searches.
    path: String,
    frequencies: Mutex<HashMap<(Field, String), u64>>,
    /// Whole lists of words, by field.
    pub(super) words: Mutex<HashMap<Field, Words>>,
    /// The columns that have labels.
    columns: OnceLock<Vec<String>>,
    /// Whether an answer of some shards will do.
    allows_partial: bool,
    /// The fewest shards that answered a search, and the number of all, if some did not.
    missed: Mutex<Option<(u64, u64)>>,
}

impl Reader {
    /// Connects to the index at the address `place`, and reads its state.
    ///
    /// # Errors
    /// Returns an error if there is no index, another version made it, or the cluster cannot be
    /// used.
    pub(crate) fn open(place: &Path, allows_partial: bool) -> Result<Self> {
        let client = Client::connect(place)?;
        let committed = Committed::read(&client)?;
        let (schema, fields) = schema::schema();
        let path = format!(
            "{}/_search",
            indices::path(&committed.index)
        );
        Ok(Self {
            client,
            manifest: committed.state.manifest(),
            committed,
            translator: Translator { schema, fields },
            fields,
            path,
            frequencies: Mutex::default(),
            words: Mutex::default(),
            columns: OnceLock::new(),
            allows_partial,
            missed: Mutex::default(),
        })
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.translator.schema
    }

    /// Returns the query of all passages of this state that also match `clauses`.
    pub(super) fn visible(&self, clauses: Vec<Value>) -> Value {
        let (mut filter, must_not) = self
            .committed
            .state
            .visible(PASSAGE);
        filter.extend(clauses);
        json!({"bool": {"filter": filter, "must_not": must_not}})
    }

    /// Sends a search.
    ///
    /// # Errors
    /// Returns an error if it is not answered as a whole, unless some shards will do.
    pub(super) fn search(&self, body: &Value) -> Result<Value> {
        self.search_at(&self.path, body)
    }

    fn search_at(&self, path: &str, body: &Value) -> Result<Value> {
        if !self.allows_partial {
            return self.client.search(path, body);
        }
        let answer = self.client.post(path, body)?;
        let (answered, all) = shards(&answer);
        if answered < all {
            let missed = self.missed.lock();
            let mut missed = missed.unwrap_or_else(PoisonError::into_inner);
            let fewest = missed.map_or(answered, |(fewest, _)| {
                fewest.min(answered)
            });
            *missed = Some((fewest, all));
        }
        Ok(answer)
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
                self.translator.filter(&term),
            );
        }
        let answer = self.search(&json!({
            "size": 0,
            "track_total_hits": false,
            "query": self.visible(Vec::new()),
            "aggs": {"terms": {"filters": {"filters": filters}}},
        }))?;
        let buckets = &answer["aggregations"]["terms"]["buckets"];
        let counts = (0..terms.len()).map(|at| buckets[at.to_string()]["doc_count"].as_u64());
        let counts: Option<Vec<u64>> = counts.collect();
        counts.ok_or_else(|| self.odd("frequencies"))
    }

    pub(super) fn odd(&self, lacks: &str) -> crate::Error {
        trouble::odd(&self.client.address.shown, lacks)
    }

    /// Returns the best passages, by a score near to that of the ranking.
    fn best(&self, wanted: &Wanted, keep: usize) -> Result<Gathered> {
        let matching = self
            .translator
            .filter(&wanted.matching);
        let mut query = self.visible(vec![matching]);
        if wanted.scoring.is_empty() {
            query["bool"]["must"] = self
                .translator
                .scored(&wanted.matching);
        } else {
            let should = Shape::Any(wanted.scoring.clone());
            query["bool"]["should"] = self.translator.scored(&should);
        }
        let kind = self
            .translator
            .name(self.fields.kind);
        let source = self
            .translator
            .name(self.fields.source);
        let ordinal = self
            .translator
            .name(self.fields.ordinal);
        let heading = crate::model::Kind::Heading.to_string();
        let body = json!({
            "query": {"function_score": {
                "query": query,
                "functions": [{"filter": {"term": {kind: heading}}, "weight": HEADING}],
            }},
            "size": keep,
            "sort": ["_score", {source: "asc"}, {ordinal: "asc"}],
            "track_total_hits": true,
            "_source": self.wanted_fields(),
        });
        let path = format!(
            "{}?search_type=dfs_query_then_fetch",
            self.path
        );
        let answer = self.search_at(&path, &body)?;
        let total = total(&answer).ok_or_else(|| self.odd("number of hits"))?;
        let found = pages::found(self, &answer)?;
        Ok(Gathered { total, found })
    }

    /// Returns how many passages match.
    fn total(&self, matching: &Shape) -> Result<usize> {
        let answer = self.search(&json!({
            "size": 0,
            "track_total_hits": true,
            "query": self.visible(vec![self.translator.filter(matching)]),
        }))?;
        total(&answer).ok_or_else(|| self.odd("number of hits"))
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
        vocabulary::terms(self, field, start)
    }

    fn count(&self, matching: &Shape) -> Result<usize> {
        self.total(matching)
    }

    fn labels(
        &self,
        matching: &Shape,
        columns: &[&'static str],
    ) -> Result<Vec<Option<ColumnLabels>>> {
        if self.columns.get().is_none() {
            let there = vocabulary::columns(self, columns)?;
            self.columns.get_or_init(|| there);
        }
        let there = self
            .columns
            .get()
            .map_or(&[][..], Vec::as_slice);
        let query = self.visible(vec![self.translator.filter(matching)]);
        vocabulary::labels(self, &query, columns, there)
    }

    fn gather(&self, wanted: &Wanted) -> Result<Gathered> {
        match wanted.keep {
            Keep::Best(keep) if keep <= MOST_ORDERED => self.best(wanted, keep),
            Keep::Dated { keep, newest } if keep <= MOST_ORDERED => {
                let total = self.total(&wanted.matching)?;
                let found = pages::dated(self, &wanted.matching, keep, newest)?;
                Ok(Gathered { total, found })
            }
            _ => {
                let found = pages::all(self, &wanted.matching)?;
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
        pages::of_brief(self, brief_id, &ordinals)
    }

    fn briefs(&self) -> Result<Vec<BriefRecord>> {
        let entries = briefs::read(&self.client, &self.committed);
        self.check()?;
        let records = entries?.into_iter();
        Ok(records
            .map(|entry| entry.record)
            .collect())
    }

    fn check(&self) -> Result<()> {
        if self
            .committed
            .still_holds(&self.client)?
        {
            return Ok(());
        }
        Err(trouble::error(
            &self.client.address.shown,
            "changed",
            "runs changed the index while it was read; ask again",
        ))
    }

    fn is_current(&self) -> Result<bool> {
        let now = Committed::read(&self.client)?;
        let is_same_run = now.state.run == self.committed.state.run;
        Ok(is_same_run && now.index == self.committed.index)
    }

    fn reopen(&self) -> Result<Arc<dyn Elsewhere>> {
        let place = &self.client.address.shown;
        Ok(Arc::new(Self::open(
            place,
            self.allows_partial,
        )?))
    }

    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn missed(&self) -> Option<(u64, u64)> {
        let missed = self.missed.lock();
        *missed.unwrap_or_else(PoisonError::into_inner)
    }
}
