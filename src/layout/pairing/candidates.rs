//! The pairs that are worth a score: neighbours, and passages that share something rare.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::chinese::Chinese;
use super::english::English;
use super::unit::Units;
use crate::lexicon::Dictionary;

/// Maximum distance of neighbours, in units.
const NEAR: usize = 2;
/// Minimum rarity of a stem that makes a candidate: it is in one of 20 passages at most.
const RARE: f32 = 3.0;
/// Weight of a shared number or Latin word, as of a stem of this rarity.
const EXACT: f32 = 6.0;
/// Maximum number of candidates of a passage that are not its neighbours.
const MAX_FAR: usize = 10;
/// Maximum number of passages that share a stem, if it makes candidates.
const MAX_SHARING: usize = 40;

/// Returns the candidates, as positions among the Chinese and the English units, in order.
pub(super) fn candidates(
    dictionary: &Dictionary,
    units: &Units,
    zh: &[Chinese<'_>],
    en: &[English],
) -> BTreeSet<(usize, usize)> {
    let mut candidates = neighbours(units);
    let sharing = Sharing::new(en);
    for (i, chinese) in zh.iter().enumerate() {
        let mut votes: BTreeMap<usize, f32> = BTreeMap::new();
        for stem in rare_stems(dictionary, chinese) {
            let weight = dictionary.stems.rarity(stem);
            vote(
                sharing.stems.get(&stem),
                weight,
                &mut votes,
            );
        }
        for number in &chinese.numbers {
            vote(
                sharing.numbers.get(number),
                EXACT,
                &mut votes,
            );
        }
        for word in &chinese.latin {
            vote(
                sharing.latin.get(word.as_str()),
                EXACT,
                &mut votes,
            );
        }
        let mut best: Vec<(usize, f32)> = votes.into_iter().collect();
        best.sort_by(|a, b| {
            b.1.total_cmp(&a.1)
                .then(a.0.cmp(&b.0))
        });
        candidates.extend(
            best.iter()
                .take(MAX_FAR)
                .map(|(j, _)| (i, *j)),
        );
    }
    candidates
}

/// Returns the pairs of units that are close to each other.
fn neighbours(units: &Units) -> BTreeSet<(usize, usize)> {
    let mut near = BTreeSet::new();
    let mut first = 0;
    for (i, zh) in units.zh.iter().enumerate() {
        while first < units.en.len() && units.en[first].place + NEAR < zh.place {
            first += 1;
        }
        let en = units.en[first..].iter().enumerate();
        let close = en.take_while(|(_, en)| en.place <= zh.place + NEAR);
        near.extend(close.map(|(j, _)| (i, first + j)));
    }
    near
}

/// Returns the rarest stem of each gloss of `chinese`, if it is rare.
fn rare_stems(dictionary: &Dictionary, chinese: &Chinese<'_>) -> BTreeSet<u32> {
    let glosses = chinese
        .words
        .iter()
        .flat_map(|word| &word.glosses);
    let rarity = |stem: &&u32| dictionary.stems.rarity(**stem);
    let rarest = glosses.filter_map(|gloss| {
        let mut stems = gloss.iter();
        let first = stems.next()?;
        let rarest = stems.fold(first, |a, b| {
            if rarity(&b) > rarity(&a) {
                b
            } else {
                a
            }
        });
        (rarity(&rarest) >= RARE).then_some(*rarest)
    });
    rarest.collect()
}

/// Which English units have a stem, a number or a word.
struct Sharing<'e> {
    stems: HashMap<u32, Vec<usize>>,
    numbers: HashMap<i64, Vec<usize>>,
    latin: HashMap<&'e str, Vec<usize>>,
}

impl<'e> Sharing<'e> {
    fn new(en: &'e [English]) -> Self {
        let mut sharing = Self {
            stems: HashMap::new(),
            numbers: HashMap::new(),
            latin: HashMap::new(),
        };
        for (j, english) in en.iter().enumerate() {
            for stem in english.stems.keys() {
                sharing
                    .stems
                    .entry(*stem)
                    .or_default()
                    .push(j);
            }
            for number in english
                .numbers
                .iter()
                .collect::<BTreeSet<_>>()
            {
                sharing
                    .numbers
                    .entry(*number)
                    .or_default()
                    .push(j);
            }
            for word in &english.latin {
                sharing
                    .latin
                    .entry(word)
                    .or_default()
                    .push(j);
            }
        }
        sharing
    }
}

/// Adds `weight` to the votes for `units`, unless these are many.
fn vote(units: Option<&Vec<usize>>, weight: f32, votes: &mut BTreeMap<usize, f32>) {
    let units = units.filter(|units| units.len() <= MAX_SHARING);
    for unit in units.into_iter().flatten() {
        *votes.entry(*unit).or_default() += weight;
    }
}
