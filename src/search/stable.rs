//! Ids that outlive changes of a brief: `brief-042#23~k3fa` names the passage by a hash of its
//! text, and by its ordinal if no passage has that text any longer.

use super::ids::{self, Named};
use super::passages::passages;
use crate::analysis;
use crate::error::{Error, Result};
use crate::index::{BriefRecord, Index, StoredPassage};
use crate::model::stem;

/// Separates the ordinal from the hash.
const MARK: char = '~';
/// Number of letters of the hash.
const LETTERS: usize = 4;
/// The letters, five bits each.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Returns the id of `passage` with the hash of its normalized text: `brief-042#23~k3fa`.
#[must_use]
pub fn stable_id(passage: &StoredPassage) -> String {
    format!(
        "{}{MARK}{}",
        passage.label.id,
        hash(&passage.text)
    )
}

/// A passage that an id names, with or without a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolved {
    /// The id that the passage has now, without a hash.
    pub id: String,
    /// Whether the passage is where the id says, and as it was.
    pub state: State,
}

/// The state of a passage compared with an id that has a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has the id and the text, as far as the id tells.
    Same,
    /// Its text is elsewhere in the brief, or the brief has another id, than when the id was made.
    Moved,
    /// No passage of the brief has the text. The passage with the ordinal is named instead.
    Changed,
}

/// Returns the passage that `id` names. With a hash, that is the passage of the brief with the
/// hash, the nearest one to the ordinal if there are several; else the passage with the ordinal.
///
/// The id of a brief changes when a file of the same name but for its ending comes or goes:
/// `brief-042` and `brief-042.txt` are the same brief at different times. With a hash, all briefs
/// that may have had the id are searched. Without one, a path names the brief of that path.
///
/// # Errors
/// Returns an error if there is no such passage, or if the index cannot be read.
pub fn resolve(index: &Index, id: &str) -> Result<Resolved> {
    let Some((plain, hash)) = split(id) else {
        return without_hash(index, id);
    };
    let (brief_id, ordinal) = ids::split(plain).ok_or_else(|| ids::no_passage(id))?;
    let all = passages(index, brief_id, 1..=u32::MAX)?;
    if let Some(passage) = nearest(&all, hash, ordinal) {
        let state = if passage.label.id == plain {
            State::Same
        } else {
            State::Moved
        };
        return Ok(resolved(passage, state));
    }
    for other in other_ids(index, brief_id)? {
        let all = passages(index, &other, 1..=u32::MAX)?;
        if let Some(passage) = nearest(&all, hash, ordinal) {
            return Ok(resolved(passage, State::Moved));
        }
    }
    let mut there = all.iter();
    match there.find(|passage| passage.label.id == plain) {
        Some(passage) => Ok(resolved(passage, State::Changed)),
        None => without_hash(index, plain).and_then(|found| changed(index, id, found)),
    }
}

/// As [`resolve`], for the id of a passage of a brief; a brief alone is refused.
///
/// # Errors
/// Returns an error if `id` names a brief or nothing, or if the index cannot be read.
pub fn resolve_passage(index: &Index, briefs: &[BriefRecord], id: &str) -> Result<Resolved> {
    let found = match resolve(index, id) {
        Err(Error::NoPassage { .. }) => Resolved {
            id: id.to_owned(),
            state: State::Same,
        },
        found => found?,
    };
    match ids::named(briefs, &found.id)? {
        Named::Passage(_) => Ok(found),
        Named::Brief(brief) => Err(ids::whole_brief(brief)),
    }
}

/// Returns the passage with the ordinal in `id`, whose brief may be named by its path.
fn without_hash(index: &Index, id: &str) -> Result<Resolved> {
    let mut found = Resolved {
        id: id.to_owned(),
        state: State::Same,
    };
    if let Some((brief_id, ordinal)) = ids::split(id)
        && stem(brief_id) != brief_id
        && passages(index, brief_id, ordinal..=ordinal)?.is_empty()
    {
        let briefs = index.briefs()?;
        let mut briefs = briefs.iter();
        if let Some(brief) = briefs.find(|brief| brief.label.source == brief_id) {
            found.id = format!("{}#{ordinal}", brief.id);
        }
    }
    Ok(found)
}

/// Returns the passage that was `found` in place of the one with `id`, if it exists.
fn changed(index: &Index, id: &str, found: Resolved) -> Result<Resolved> {
    let (brief_id, ordinal) = ids::split(&found.id).ok_or_else(|| ids::no_passage(id))?;
    if passages(index, brief_id, ordinal..=ordinal)?.is_empty() {
        return Err(ids::no_passage(id));
    }
    Ok(Resolved {
        state: State::Changed,
        ..found
    })
}

/// Returns the passage with this hash that is nearest to the ordinal.
fn nearest<'p>(all: &'p [StoredPassage], hash: &str, ordinal: u32) -> Option<&'p StoredPassage> {
    let distance = |passage: &&StoredPassage| {
        ids::split(&passage.label.id).map(|(_, other)| other.abs_diff(ordinal))
    };
    all.iter()
        .filter(|passage| self::hash(&passage.text) == hash)
        .min_by_key(distance)
}

fn resolved(passage: &StoredPassage, state: State) -> Resolved {
    Resolved {
        id: passage.label.id.clone(),
        state,
    }
}

/// Returns the ids of the other briefs that `brief_id` may have named: first that of this path,
/// then those with the same path but for the ending.
fn other_ids(index: &Index, brief_id: &str) -> Result<Vec<String>> {
    let mut others = Vec::new();
    for brief in index.briefs()? {
        let source = brief.label.source.as_str();
        let is_namesake = [brief_id, stem(brief_id)].contains(&stem(source));
        if brief.id != brief_id && (source == brief_id || is_namesake) {
            others.push((source != brief_id, brief.id));
        }
    }
    others.sort_unstable();
    let ids = others.into_iter().map(|(_, id)| id);
    Ok(ids.collect())
}

/// Splits an id into the id without a hash, and the hash; `None` if it has no hash.
fn split(id: &str) -> Option<(&str, &str)> {
    let (plain, hash) = id.rsplit_once(MARK)?;
    let is_hash = hash.len() == LETTERS
        && hash
            .bytes()
            .all(|letter| ALPHABET.contains(&letter));
    let names_passage = ids::split(plain).is_some();
    (is_hash && names_passage).then_some((plain, hash))
}

fn hash(text: &str) -> String {
    let normalized = analysis::normalize(text).text;
    let hash = blake3::hash(normalized.as_bytes());
    let bytes = hash.as_bytes();
    let bits = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let letter = |n: usize| {
        let five = bits >> (27 - 5 * n) & 31;
        char::from(ALPHABET[five as usize])
    };
    (0..LETTERS).map(letter).collect()
}
