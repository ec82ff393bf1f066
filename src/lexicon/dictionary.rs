//! The dictionary in memory: CC-CEDICT and our own terms, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::english::gloss_stems;
use super::lines::Lines;
use super::list::{self, Term};
use super::stems::{RARITY_STEPS, Stems};
use super::table::{Packed, Table};

/// CC-CEDICT, reduced to Chinese words and English stems. `data/README.md` has its licence.
const CEDICT: &[u8] = include_bytes!("data/cedict.bin");

/// Steps of a stored commonness in one unit of it.
pub const COMMON_STEPS: f32 = 16.0;
/// Minimum commonness of a word of our own, and of a user's, in steps.
const OWN_COMMON: u8 = 80;
const USERS_COMMON: u8 = 240;
/// Rarity of a word of one character, and of a longer word, that was never seen.
const UNKNOWN_RARITY: [f32; 2] = [3.0, 8.0];

/// A dictionary: tables over the same stems.
#[derive(Debug)]
pub struct Dictionary {
    /// The stems of all glosses.
    pub stems: Stems,
    /// The lists, those with more authority first: a user's, our own, CC-CEDICT.
    pub tables: Vec<Table>,
    /// The terms of the lists but for CC-CEDICT.
    pub terms: Vec<Term>,
}

/// Returns the dictionary, which the first call reads.
#[must_use]
pub fn dictionary() -> &'static Dictionary {
    static READ: LazyLock<Dictionary> = LazyLock::new(|| dictionary_with(&[]));
    &READ
}

/// Reads the dictionary, with a user's terms before its own.
#[must_use]
pub fn dictionary_with(user: &[Term]) -> Dictionary {
    // The data file is a part of the program, and tests read it.
    let packed = Packed::from_bytes(CEDICT).unwrap_or_default();
    Dictionary::new(packed, user, list::own())
}

impl Dictionary {
    /// Returns the dictionary of the data file `packed`, a user's list and our own.
    #[must_use]
    pub fn new(packed: Packed, user: &[Term], own: &[Term]) -> Self {
        let mut stems = Stems::new(
            Lines::new(packed.stems),
            packed.stem_rarity,
        );
        let large = Table::new(
            Lines::new(packed.words),
            packed.common,
            packed.rarity,
            packed.glosses,
        );
        let mut tables = Vec::new();
        for (terms, common) in [(user, USERS_COMMON), (own, OWN_COMMON)] {
            if !terms.is_empty() {
                tables.push(table_of(
                    terms, common, &large, &mut stems,
                ));
            }
        }
        tables.push(large);
        Self {
            stems,
            tables,
            terms: [user, own].concat(),
        }
    }

    /// Calls `visit` with each gloss of a normalized word in any list: the numbers of its stems.
    pub fn for_each_gloss_of<'d>(&'d self, word: &str, mut visit: impl FnMut(&'d [u32])) {
        for table in &self.tables {
            if let Some(number) = table.find(word) {
                for gloss in table.glosses(number) {
                    visit(gloss);
                }
            }
        }
    }

    /// Returns how rare a normalized word is: the logarithm of one more than the number of passages
    /// for each passage that has it.
    #[must_use]
    pub fn rarity(&self, word: &str) -> f32 {
        let large = self.tables.last();
        let steps = large.and_then(|large| {
            let number = large.find(word)?;
            Some(large.rarity[number as usize])
        });
        let steps = steps.unwrap_or(0);
        if steps > 0 {
            return f32::from(steps) / RARITY_STEPS;
        }
        let is_long = word.chars().nth(1).is_some();
        UNKNOWN_RARITY[usize::from(is_long)]
    }

    /// Returns how common a normalized word is: the logarithm of one more than its count in a large
    /// corpus; `None` if no list has it.
    #[must_use]
    pub fn common(&self, word: &str) -> Option<f32> {
        let tables = self.tables.iter().rev();
        let mut found = tables.filter_map(|table| {
            let number = table.find(word)?;
            Some(f32::from(table.common[number as usize]) / COMMON_STEPS)
        });
        found.next()
    }

    /// Calls `found` with each word that `text` starts with, as its length in bytes and its
    /// commonness.
    pub fn words_at(&self, text: &str, mut found: impl FnMut(usize, f32)) {
        for table in &self.tables {
            table.words_at(text, |length, number| {
                let common = table.common[number as usize];
                found(length, f32::from(common) / COMMON_STEPS);
            });
        }
    }
}

/// Returns the table of `terms`, which are at least as common as `least`.
fn table_of(terms: &[Term], least: u8, large: &Table, stems: &mut Stems) -> Table {
    let mut glosses: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
    for term in terms {
        let translations = translations(term, stems);
        for form in &term.zh {
            if let Some(word) = list::word(form) {
                glosses
                    .entry(word)
                    .or_default()
                    .extend(translations.iter().cloned());
            }
        }
    }
    let (mut lines, mut common, mut flat) = (String::new(), Vec::new(), Vec::new());
    for (word, translations) in &glosses {
        let number = large.words.find(word);
        common.push(number.map_or(least, |n| {
            large.common[n as usize].max(least)
        }));
        lines.push_str(word);
        lines.push('\n');
        for stems in translations {
            flat.push(u32::try_from(stems.len()).unwrap_or(u32::MAX));
            flat.extend(stems);
        }
        flat.push(0);
    }
    Table::new(
        Lines::new(lines),
        common,
        Vec::new(),
        flat,
    )
}

/// Returns the English forms of a term, as numbers of stems.
fn translations(term: &Term, stems: &mut Stems) -> Vec<Vec<u32>> {
    let mut translations = Vec::new();
    for form in &term.en {
        let gloss = gloss_stems(form);
        if !gloss.is_empty() {
            let numbers = gloss
                .iter()
                .map(|stem| stems.number_or_add(stem));
            translations.push(numbers.collect());
        }
    }
    translations
}
