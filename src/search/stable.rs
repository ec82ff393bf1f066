//! Ids that outlive changes of a brief: `brief-042#23~k3fa` names the passage by a hash of its
//! text, and by its ordinal if no passage has that text any longer.

use super::ids;
use super::passages::passages;
use crate::analysis;
use crate::error::{Error, Result};
use crate::index::{Index, StoredPassage};

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
    /// Its text is elsewhere in the brief than when the id was made.
    Moved,
    /// No passage of the brief has the text. The passage with the ordinal is named instead.
    Changed,
}

/// Returns the passage that `id` names. With a hash, that is the passage of the brief with the
/// hash, the nearest one to the ordinal if there are several; else the passage with the ordinal.
///
/// # Errors
/// Returns an error if there is no such passage, or if the index cannot be read.
pub fn resolve(index: &Index, id: &str) -> Result<Resolved> {
    let Some((plain, hash)) = split(id) else {
        return Ok(Resolved {
            id: id.to_owned(),
            state: State::Same,
        });
    };
    let (brief_id, ordinal) = ids::split(plain).ok_or_else(|| ids::no_passage(id))?;
    let all = passages(index, brief_id, 1..=u32::MAX)?;
    let distance = |passage: &&StoredPassage| {
        ids::split(&passage.label.id).map(|(_, other)| other.abs_diff(ordinal))
    };
    let same_text = all
        .iter()
        .filter(|passage| self::hash(&passage.text) == hash);
    let resolved = |passage: &StoredPassage, state| Resolved {
        id: passage.label.id.clone(),
        state,
    };
    match same_text.min_by_key(distance) {
        Some(passage) if passage.label.id == plain => Ok(resolved(passage, State::Same)),
        Some(passage) => Ok(resolved(passage, State::Moved)),
        None => {
            let there = all
                .iter()
                .find(|passage| passage.label.id == plain);
            let there: Result<&StoredPassage, Error> = there.ok_or_else(|| ids::no_passage(id));
            Ok(resolved(there?, State::Changed))
        }
    }
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
