//! The parts of an author's name.

use crate::analysis::has_han;

/// A name in parts, or whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// `A. Writer`: the given names and the family name.
    Person { given: &'a str, family: &'a str },
    /// A Chinese name, a single word, or an organisation.
    Whole(&'a str),
}

/// Words that only names of organisations have, in lower case.
const ORGANISATIONS: &str = "\
    the of and for institute institution centre center university college committee ministry \
    department bureau association council group network foundation team staff editors office \
    society academy agency press library news project programme program initiative forum";

/// Maximum number of words in the name of a person.
const MAX_WORDS: usize = 4;

impl<'a> Name<'a> {
    pub(super) fn parse(name: &'a str) -> Self {
        if let Some((family, given)) = name.split_once(',')
            && !given.contains(',')
            && !given.trim().is_empty()
            && !family.trim().is_empty()
        {
            return Self::Person {
                given: given.trim(),
                family: family.trim(),
            };
        }
        let words = name.split_whitespace();
        let is_organisation = words.clone().any(|word| {
            let word = word.to_lowercase();
            let mut known = ORGANISATIONS.split_whitespace();
            let is_odd = |c: char| c == '&' || c.is_ascii_digit();
            known.any(|known| known == word) || word.contains(is_odd)
        });
        let count = words.count();
        if is_organisation || has_han(name) || !(2..=MAX_WORDS).contains(&count) {
            return Self::Whole(name);
        }
        let name = name.trim();
        let (given, family) = name.split_at(family_start(name));
        if given.is_empty() {
            return Self::Whole(name);
        }
        Self::Person {
            given: given.trim(),
            family,
        }
    }

    /// Returns `Writer, A.`.
    pub(super) fn inverted(&self) -> String {
        match self {
            Self::Person { given, family } => format!("{family}, {given}"),
            Self::Whole(name) => (*name).to_owned(),
        }
    }

    /// Returns `A. Writer`.
    pub(super) fn in_order(&self) -> String {
        match self {
            Self::Person { given, family } => format!("{given} {family}"),
            Self::Whole(name) => (*name).to_owned(),
        }
    }

    /// Returns the family name and the initials, or the whole name.
    pub(super) fn initials(&self) -> (String, Vec<char>) {
        match self {
            Self::Person { given, family } => {
                let words = given.split([' ', '.', '-']);
                let initials = words.filter_map(|word| word.chars().next());
                (
                    (*family).to_owned(),
                    initials
                        .flat_map(char::to_uppercase)
                        .collect(),
                )
            }
            Self::Whole(name) => ((*name).to_owned(), Vec::new()),
        }
    }
}

/// Returns the byte at which the family name starts: the last word, with the words in small letters
/// before it (`van Writer`).
fn family_start(name: &str) -> usize {
    let mut start = name.len();
    for word in name.split_whitespace().rev() {
        let is_last = start == name.len();
        if !is_last && !word.starts_with(char::is_lowercase) {
            break;
        }
        start = word.as_ptr() as usize - name.as_ptr() as usize;
    }
    start
}
