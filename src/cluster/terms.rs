//! Terms as the cluster has them: those of the folder's index, in lists that it splits at the ends
//! of lines.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Length of a term, in bytes, beyond which a short form stands for it. The cluster takes no term
/// of more than 32,766 bytes.
const LONG: usize = 16_000;
/// Length of a term, in bytes, beyond which a folder's index leaves it out.
const LONGEST: usize = 65_530;
/// Length of the start of a term that its short form keeps, in bytes at most: no query is as long,
/// so that a query of how a term starts finds it.
const KEPT: usize = 12_000;
/// A character that no term has.
const MARK: char = '\u{1f}';

/// Returns the form in which the cluster has a term.
///
/// A term that a folder's index leaves out keeps its place, since the places of others follow.
#[must_use]
pub(crate) fn short(term: &str) -> Cow<'_, str> {
    if term.len() <= LONG {
        return Cow::Borrowed(term);
    }
    if term.len() > LONGEST {
        return Cow::Owned(MARK.to_string());
    }
    let start = &term[..term.floor_char_boundary(KEPT)];
    let hash = blake3::hash(term.as_bytes());
    Cow::Owned(format!(
        "{start}{MARK}{}",
        hash.to_hex()
    ))
}

/// Returns the readings in a list of terms, a value of the cluster's field each. An empty line in
/// the list separates them.
pub(super) fn readings(list: &str) -> Vec<String> {
    let mut readings = Vec::new();
    let mut reading = String::new();
    for term in list.lines() {
        if !term.is_empty() {
            reading.push_str(&short(term));
            reading.push('\n');
        } else if !reading.is_empty() {
            readings.push(std::mem::take(&mut reading));
        }
    }
    if !reading.is_empty() {
        readings.push(reading);
    }
    readings
}

/// Returns the distinct terms in a list.
pub(super) fn distinct(list: &str) -> BTreeSet<Cow<'_, str>> {
    let terms = list.lines();
    terms
        .filter(|term| !term.is_empty())
        .map(short)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LONG, LONGEST, MARK, readings, short};

    #[test]
    fn an_empty_line_ends_a_reading() {
        assert_eq!(
            readings("a\nb\n\nc\n\n\nd\n"),
            ["a\nb\n", "c\n", "d\n"]
        );
        assert!(readings("").is_empty());
        assert_eq!(readings("\n\nx\n"), ["x\n"]);
    }

    #[test]
    fn long_terms_stay_apart_and_keep_their_places() {
        let plain = "é".repeat(LONG / 2);
        assert_eq!(short(&plain), plain);
        let long = "é".repeat(LONG);
        let other = format!("{long}a");
        assert!(short(&long).len() < LONG);
        assert_ne!(short(&long), short(&other));
        let longest = "é".repeat(LONGEST);
        assert_eq!(short(&longest), MARK.to_string());
        assert_eq!(
            readings(&format!("a\n{longest}\nb\n")),
            [format!("a\n{MARK}\nb\n")]
        );
    }
}
