//! One state of an index in a cluster, as searches see it.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tantivy::schema::Schema;

use super::client::{Client, shards};
use super::document::PASSAGE;
use super::mapping::ADDED;
use super::state::Committed;
use super::translate::Translator;
use super::{indices, trouble};
use crate::error::{Error, Result};
use crate::index::{Fields, schema};

/// One state of an index in a cluster.
pub(super) struct Shown {
    pub(super) client: Client,
    pub(super) committed: Committed,
    pub(super) translator: Translator,
    pub(super) fields: Fields,
    /// The path of searches.
    path: String,
    /// Whether an answer of some shards will do.
    pub(super) allows_partial: bool,
    /// The fewest shards that answered a search, and the number of all, if some did not.
    missed: Mutex<Option<(u64, u64)>>,
}

impl Shown {
    /// Connects to the index at the address `place`, and reads its state.
    pub(super) fn open(place: &Path, allows_partial: bool) -> Result<Self> {
        let client = Client::connect(place)?;
        let committed = Committed::read(&client)?;
        let (schema, fields) = schema::schema();
        let path = format!(
            "{}/_search",
            indices::path(&committed.index)
        );
        Ok(Self {
            client,
            committed,
            translator: Translator { schema, fields },
            fields,
            path,
            allows_partial,
            missed: Mutex::default(),
        })
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.translator.schema
    }

    /// Returns the names of the fields that are asked for of each passage.
    pub(super) fn wanted_fields(&self) -> Vec<&str> {
        let mut names = vec![ADDED];
        for (_, entry) in self.schema().fields() {
            names.push(entry.name());
        }
        names
    }

    /// Returns the query of all passages of this state that also match `clauses`.
    pub(super) fn visible(&self, clauses: Vec<Value>) -> Value {
        self.committed
            .state
            .visible(PASSAGE, clauses)
    }

    /// Sends a search.
    ///
    /// # Errors
    /// Returns an error if it is not answered as a whole, unless some shards will do.
    pub(super) fn search(&self, body: &Value) -> Result<Value> {
        self.search_at(&self.path, body)
    }

    /// Sends a search that scores by the statistics of all shards.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub(super) fn scored_search(&self, body: &Value) -> Result<Value> {
        let path = format!(
            "{}?search_type=dfs_query_then_fetch",
            self.path
        );
        self.search_at(&path, body)
    }

    fn search_at(&self, path: &str, body: &Value) -> Result<Value> {
        if !self.allows_partial {
            return self.client.search(path, body);
        }
        let answer = self.client.post(path, body)?;
        let (answered, all) = shards(&answer);
        if answered < all {
            let mut missed = self.missed_now();
            let fewest = missed.map_or(answered, |(fewest, _)| {
                fewest.min(answered)
            });
            *missed = Some((fewest, all));
        }
        Ok(answer)
    }

    fn missed_now(&self) -> MutexGuard<'_, Option<(u64, u64)>> {
        let missed = self.missed.lock();
        missed.unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the fewest shards that answered, and the number of all, if some did not.
    pub(super) fn missed(&self) -> Option<(u64, u64)> {
        *self.missed_now()
    }

    /// Returns the error for an answer that lacks something.
    pub(super) fn odd(&self, lacks: &str) -> Error {
        trouble::odd(&self.client.address.shown, lacks)
    }

    /// Returns an error if this is no longer one state.
    pub(super) fn check(&self) -> Result<()> {
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
}
