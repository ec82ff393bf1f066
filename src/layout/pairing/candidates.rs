//! The pairs that are worth a score: neighbours, and passages that share something rare.

use rustc_hash::FxHashMap;

use super::chinese::Chinese;
use super::english::English;
use super::glosses::Glosses;
use super::unit::Units;
use crate::lexicon::Dictionary;

/// Maximum distance of neighbours, in units.
const NEAR: usize = 2;
/// Weight of a shared number or Latin word, as of a stem of this rarity.
const EXACT: f32 = 6.0;
/// Maximum number of candidates of a passage that are not its neighbours.
const MAX_FAR: usize = 10;
/// Maximum number of passages that share a stem, if it makes candidates.
const MAX_SHARING: usize = 40;

/// Which English units have a stem, a number or a word, by their positions.
pub(super) struct Sharing<'e> {
    pub stems: FxHashMap<u32, Vec<usize>>,
    numbers: FxHashMap<i64, Vec<usize>>,
    latin: FxHashMap<&'e str, Vec<usize>>,
}

impl<'e> Sharing<'e> {
    pub(super) fn new(en: &'e [English]) -> Self {
        let mut sharing = Self {
            stems: FxHashMap::default(),
            numbers: FxHashMap::default(),
            latin: FxHashMap::default(),
        };
        for (j, english) in en.iter().enumerate() {
            for stem in &english.stems {
                add(
                    sharing
                        .stems
                        .entry(*stem)
                        .or_default(),
                    j,
                );
            }
            for number in &english.numbers {
                let units = sharing.numbers.entry(*number);
                add(units.or_default(), j);
            }
            for word in &english.latin {
                add(
                    sharing
                        .latin
                        .entry(word)
                        .or_default(),
                    j,
                );
            }
        }
        sharing
    }
}

/// Adds a unit, the last one so far, unless it is there.
fn add(units: &mut Vec<usize>, unit: usize) {
    if units.last() != Some(&unit) {
        units.push(unit);
    }
}

/// Returns the candidates, as positions among the Chinese and the English units, in order.
pub(super) fn candidates(
    dictionary: &Dictionary,
    units: &Units<'_>,
    zh: &[Chinese],
    glosses: &Glosses<'_>,
    sharing: &Sharing<'_>,
) -> Vec<(usize, usize)> {
    let mut candidates = neighbours(units);
    let mut votes = Votes::new(units.en.len());
    for (i, chinese) in zh.iter().enumerate() {
        for stem in glosses.rare(&chinese.words) {
            let weight = dictionary.stems.rarity(stem);
            votes.add(sharing.stems.get(&stem), weight);
        }
        for number in &chinese.numbers {
            votes.add(sharing.numbers.get(number), EXACT);
        }
        for word in &chinese.latin {
            let units = sharing.latin.get(word.as_str());
            votes.add(units, EXACT);
        }
        let best = votes.take_best();
        candidates.extend(best.into_iter().map(|j| (i, j)));
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates
}

/// Returns the pairs of units that are close to each other.
fn neighbours(units: &Units<'_>) -> Vec<(usize, usize)> {
    let mut near = Vec::new();
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

/// The votes for each English unit.
struct Votes {
    weights: Vec<f32>,
    /// The units with votes.
    given: Vec<usize>,
}

impl Votes {
    fn new(units: usize) -> Self {
        Self {
            weights: vec![0.0; units],
            given: Vec::new(),
        }
    }

    /// Adds `weight` to the votes for `units`, unless these are many.
    fn add(&mut self, units: Option<&Vec<usize>>, weight: f32) {
        let units = units.filter(|units| units.len() <= MAX_SHARING);
        for unit in units.into_iter().flatten() {
            if self.weights[*unit] == 0.0 {
                self.given.push(*unit);
            }
            self.weights[*unit] += weight;
        }
    }

    /// Returns the units with the most votes, and forgets all votes.
    fn take_best(&mut self) -> Vec<usize> {
        let mut best = std::mem::take(&mut self.given);
        best.sort_unstable_by(|a, b| {
            self.weights[*b]
                .total_cmp(&self.weights[*a])
                .then(a.cmp(b))
        });
        for unit in &best {
            self.weights[*unit] = 0.0;
        }
        best.truncate(MAX_FAR);
        best
    }
}
