//! The state of an index in a cluster: the run that was committed last, and what readers leave out.
//!
//! The cluster knows no transactions, so a run adds its documents first, which nobody sees, and
//! then writes this one document: from then on all of the run is seen.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Body, Client, Method};
use super::indices;
use super::mapping::{DATA, DOC, SINCE, VERSION};
use super::trouble;
use crate::error::{Error, Result};
use crate::index::{self, FORMAT, Manifest, TokenCounts};

/// The id of the document, and the value of its field `doc`.
const STATE: &str = "state";
/// Maximum number of runs that are remembered as given up.
const MAX_ABANDONED: usize = 200;

/// The contents of the state document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    format: u32,
    fingerprint: String,
    /// Number of the run that was committed last.
    pub(crate) run: u64,
    /// The last run whose dead may be deleted already.
    pub(crate) swept: u64,
    /// The versions of briefs whose passages nobody sees any more, though they are still there.
    pub(crate) dead: Vec<String>,
    /// The same for the records of briefs.
    pub(super) dead_briefs: Vec<String>,
    /// The runs before this one that were never committed, of which documents may be left.
    pub(super) abandoned: Vec<u64>,
    /// Number of briefs.
    pub(crate) briefs: usize,
    /// Number of passages.
    pub(crate) passages: usize,
    /// Length of the text, in bytes.
    pub(crate) bytes: usize,
    /// Number of terms in each field.
    pub(crate) lengths: TokenCounts,
    /// Checksum of the checksums of all briefs, by source.
    pub(super) checksum: u64,
    /// Time at which it was made: `2026-11-25T09:30:00Z`.
    pub(crate) made: String,
    /// Who wrote it: no two writes have the same token.
    pub(super) token: String,
    /// The index that takes the place of this one.
    pub(super) next: Option<String>,
}

/// A state as it is in the cluster.
#[derive(Debug, Clone)]
pub(crate) struct Committed {
    pub(crate) state: State,
    /// The same as the cluster has it, which may be in the form of another version.
    data: Value,
    /// The index that it is in, which the address's name means.
    pub(crate) index: String,
    pub(super) place: Place,
}

/// By which the cluster knows whether a document changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    seq_no: u64,
    primary_term: u64,
}

impl Place {
    pub(super) fn of(answer: &Value) -> Option<Self> {
        Some(Self {
            seq_no: answer["_seq_no"].as_u64()?,
            primary_term: answer["_primary_term"].as_u64()?,
        })
    }

    /// Returns the condition of a write that only this place may be written over.
    pub(super) fn condition(place: Option<Self>) -> String {
        match place {
            None => "op_type=create".to_owned(),
            Some(place) => format!(
                "if_seq_no={}&if_primary_term={}",
                place.seq_no, place.primary_term
            ),
        }
    }
}

/// The versions that made an index.
#[derive(Deserialize)]
struct Version {
    format: u32,
    fingerprint: String,
}

impl State {
    /// Returns the state of an index of which nothing was written before this run.
    pub(super) fn just_before(run: u64) -> Self {
        Self {
            run: run.saturating_sub(1),
            ..Self::default()
        }
    }

    /// Returns what is known of a state in the form of another version, which only a rebuild can
    /// replace. `None` if no version wrote it.
    fn of_another_form(data: &Value) -> Option<Self> {
        let version: Version = serde_json::from_value(data.clone()).ok()?;
        // One that says that it has the form of this version is damaged.
        let is_damaged = version.format == FORMAT;
        Some(Self {
            format: if is_damaged {
                0
            } else {
                version.format
            },
            fingerprint: version.fingerprint,
            run: data["run"].as_u64().unwrap_or(0),
            ..Self::default()
        })
    }

    /// Returns the state with the versions of this program.
    pub(super) fn of_this_version(self) -> Self {
        Self {
            format: FORMAT,
            fingerprint: index::fingerprint(),
            ..self
        }
    }

    /// Returns what a folder's manifest would tell.
    pub(crate) fn manifest(&self) -> Manifest {
        Manifest {
            format: self.format,
            fingerprint: self.fingerprint.clone(),
            files: Vec::new(),
            briefs: self.briefs,
            passages: self.passages,
            bytes: self.bytes,
            lengths: self.lengths,
            in_order: Vec::new(),
            made: self.made.clone(),
            keep: 0,
            earlier: Vec::new(),
        }
    }

    /// Returns the query of the documents of the kind `doc` that a reader of this state sees and
    /// that also match `clauses`.
    pub(crate) fn visible(&self, doc: &str, clauses: Vec<Value>) -> Value {
        let mut filter = vec![
            json!({"term": {DOC: doc}}),
            json!({"range": {SINCE: {"lte": self.run}}}),
        ];
        filter.extend(clauses);
        let dead = if doc == super::document::PASSAGE {
            &self.dead
        } else {
            &self.dead_briefs
        };
        let mut must_not = Vec::new();
        if !dead.is_empty() {
            must_not.push(json!({"terms": {VERSION: dead}}));
        }
        if !self.abandoned.is_empty() {
            must_not.push(json!({"terms": {SINCE: self.abandoned}}));
        }
        json!({"bool": {"filter": filter, "must_not": must_not}})
    }

    /// Notes the runs from the one after this state to before `run` as given up.
    pub(super) fn abandon_until(&mut self, run: u64) {
        self.abandoned
            .extend(self.run + 1..run);
        let more = self
            .abandoned
            .len()
            .saturating_sub(MAX_ABANDONED);
        self.abandoned.drain(..more);
    }
}

impl Committed {
    /// Reads the state of the index that the address names.
    ///
    /// # Errors
    /// Returns an error if there is no index, or if it is of another version.
    pub(crate) fn read(client: &Client) -> Result<Self> {
        let committed = Self::of_any_version(client)?;
        if committed.is_of_this_version() {
            return Ok(committed);
        }
        Err(committed.other_version(client))
    }

    /// Reads the state of the index that the address names, of this version or of one that stores
    /// briefs in the same form.
    ///
    /// # Errors
    /// As [`Committed::read`].
    pub(super) fn of_this_form(client: &Client) -> Result<Self> {
        let committed = Self::of_any_version(client)?;
        if committed.has_this_form() {
            return Ok(committed);
        }
        Err(committed.other_version(client))
    }

    /// Whether this version can read the records of its briefs.
    pub(super) fn has_this_form(&self) -> bool {
        self.state.format == FORMAT
    }

    /// Reads the state of the index that the address names, as any version has written it.
    ///
    /// # Errors
    /// Returns an error if there is no index, or if its state cannot be read.
    fn of_any_version(client: &Client) -> Result<Self> {
        if let Some(committed) = Self::find(client, &client.address.name)? {
            return Ok(committed);
        }
        // A name that is that of something else is refused here.
        indices::current(client)?;
        Err(Error::NoIndex {
            path: client.address.shown.clone(),
        })
    }

    /// Reads the state in the index or alias `name`. `None` if there is no index or no state.
    pub(super) fn find(client: &Client, name: &str) -> Result<Option<Self>> {
        let document = format!("{}/_doc/{STATE}", indices::path(name));
        let answer = client.ask(Method::Get, &document, Body::Nothing)?;
        let is_missing = answer.body["found"] == false;
        let is_no_index = answer.error_type() == "index_not_found_exception";
        if answer.status == 404 && (is_missing || is_no_index) {
            return Ok(None);
        }
        if answer.status == 400 {
            return Err(indices::foreign(client));
        }
        if !answer.is_success() {
            return Err(client.refusal(&answer));
        }
        Self::of(client, &answer.body).map(Some)
    }

    fn of(client: &Client, answer: &Value) -> Result<Self> {
        let data = &answer["_source"][DATA];
        let (Some(index), Some(place)) = (
            answer["_index"].as_str(),
            Place::of(answer),
        ) else {
            return Err(trouble::odd(
                &client.address.shown,
                "place of a document",
            ));
        };
        let state = match serde_json::from_value(data.clone()) {
            Ok(state) => state,
            Err(_) => State::of_another_form(data).ok_or_else(|| indices::foreign(client))?,
        };
        Ok(Self {
            state,
            data: data.clone(),
            index: index.to_owned(),
            place,
        })
    }

    pub(crate) fn is_of_this_version(&self) -> bool {
        self.has_this_form() && self.state.fingerprint == index::fingerprint()
    }

    /// Returns the error for an index of another version.
    pub(super) fn other_version(&self, client: &Client) -> Error {
        let State {
            format,
            fingerprint,
            ..
        } = &self.state;
        Error::Version {
            path: client.address.shown.clone(),
            found: format!("format {format}, {fingerprint}"),
            can_upgrade: false,
        }
    }

    /// Returns whether a reader of this state has missed nothing: what died since then is not being
    /// deleted yet, and its index is still the one that the address names.
    ///
    /// # Errors
    /// Returns an error if the state cannot be read.
    pub(crate) fn still_holds(&self, client: &Client) -> Result<bool> {
        let now = Self::find(client, &client.address.name)?;
        Ok(now.is_some_and(|now| now.index == self.index && now.state.swept <= self.state.run))
    }
}

/// Writes a state into `index`, over the one at `place`, or as the first.
///
/// # Errors
/// Returns an error if another state was written meanwhile, or if the cluster does not write.
pub(super) fn write(
    client: &Client,
    index: &str,
    state: &State,
    place: Option<Place>,
) -> Result<Committed> {
    let data = json!(state);
    let place = put(client, index, &data, place)?;
    Ok(Committed {
        state: state.clone(),
        data,
        index: index.to_owned(),
        place,
    })
}

/// Notes in the state `old`, of whatever version, that the index `next` takes its place.
///
/// # Errors
/// As [`write`].
pub(super) fn write_next(client: &Client, old: &Committed, next: &str, token: &str) -> Result<()> {
    let mut data = old.data.clone();
    data["next"] = json!(next);
    data["token"] = json!(token);
    put(
        client,
        &old.index,
        &data,
        Some(old.place),
    )?;
    Ok(())
}

fn put(client: &Client, index: &str, data: &Value, place: Option<Place>) -> Result<Place> {
    let document = format!(
        "{}/_doc/{STATE}?require_alias=true&{}",
        indices::path(&indices::write_alias(index)),
        Place::condition(place)
    );
    let body = json!({DOC: STATE, DATA: data});
    let answer = client.ask(
        Method::Put,
        &document,
        Body::Json(&body),
    )?;
    if answer.status == 409 {
        // If the answer to an earlier try got lost, the state is ours.
        return match Committed::find(client, index)? {
            Some(there) if there.data["token"] == data["token"] => Ok(there.place),
            _ => Err(overtaken(client)),
        };
    }
    if !answer.is_success() {
        return Err(client.refusal(&answer));
    }
    Place::of(&answer.body).ok_or_else(|| {
        trouble::odd(
            &client.address.shown,
            "place of a document",
        )
    })
}

/// Returns the error for a run that another one overtook.
pub(super) fn overtaken(client: &Client) -> Error {
    trouble::error(
        &client.address.shown,
        "overtaken",
        "another run wrote this index meanwhile, so nothing of this one is seen; run again",
    )
}
