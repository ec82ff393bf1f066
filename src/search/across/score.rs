//! Scores passages by the translations of a query: BM25, in which all words of a unit count as one
//! word, each by its share.

use std::cmp::Ordering;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocAddress, Term};

use super::coherence::{Choice, Together, cohere, soften};
use super::languages::Passages;
use super::postings;
use super::units::{Unit, Units};
use crate::error::Result;
use crate::index::Index;
use crate::model::Lang;

/// The parameters of BM25.
const K1: f32 = 0.9;
const B: f32 = 0.6;
/// Maximum number of words of a query that all must be matched.
const MAX_REQUIRED: usize = 3;
/// Scores are multiples of this.
const STEP: f32 = 1.0 / 1024.0;

/// A passage with its score.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scored {
    pub address: DocAddress,
    pub score: f32,
    /// The words that it has.
    pub choices: Vec<Choice>,
    /// The units that it has words of, by number, and what each adds to the score.
    pub parts: Vec<(usize, f32)>,
}

/// A word that a passage has, and how often.
struct Found {
    address: DocAddress,
    choice: Choice,
    count: u32,
}

/// Scores passages in `target` that have enough of `units`, and changes the shares of these to
/// those that were used. A passage that `allows` refuses is left out.
pub(super) fn score(
    index: &Index,
    units: &mut Units,
    target: Lang,
    allows: &dyn Fn(DocAddress) -> bool,
) -> Result<Vec<Scored>> {
    let words = units
        .units
        .iter()
        .flat_map(|unit| &unit.words);
    if !postings::gather(index, words, target)? {
        return Ok(Vec::new());
    }
    let in_language = Passages::in_language(index, target)?;
    let mut found = Vec::new();
    for (at, unit) in units.units.iter().enumerate() {
        for (word, choice) in unit.words.iter().zip(0..) {
            for (address, count) in postings::of(index, word)? {
                if !in_language.contain(address) {
                    continue;
                }
                found.push(Found {
                    address,
                    choice: (at, choice),
                    count,
                });
            }
        }
    }
    found.sort_unstable_by_key(|found| (found.address, found.choice));
    let mut together = Together::default();
    for passage in found.chunk_by(|a, b| a.address == b.address) {
        let choices: Vec<Choice> = passage
            .iter()
            .map(|found| found.choice)
            .collect();
        together.add(&choices);
    }
    // Chinese has more words for an English one than English for a Chinese one, of which most are
    // wrong. Measured: coherence helps in this direction only.
    if target == Lang::Zh {
        cohere(&mut units.units, &together);
        soften(&mut units.units);
    }
    let scorer = Scorer::new(index, units, &together, target)?;
    let mut passages = scorer.all(&found, true, allows);
    if passages.is_empty() {
        // As in one language: all words, else the best of them.
        passages = scorer.all(&found, false, allows);
    }
    passages.sort_by(order);
    Ok(passages)
}

/// Compares two passages: the one with the higher score is less.
fn order(a: &Scored, b: &Scored) -> Ordering {
    let by_score = b.score.total_cmp(&a.score);
    by_score.then(a.address.cmp(&b.address))
}

/// Returns the number of passages that have words of `lang`.
fn passages_in(index: &Index, lang: Lang) -> Result<u64> {
    let mut passages = 0;
    for lang in [lang, Lang::Mixed] {
        let term = Term::from_field_text(index.fields.lang, &lang.to_string());
        passages += index.doc_freq(&term)?;
    }
    Ok(passages)
}

struct Scorer<'a> {
    units: &'a Units,
    /// Rarity of each unit.
    idf: Vec<f32>,
    /// Lengths of the passages of each segment.
    lengths: Vec<FieldNormReader>,
    average: f32,
}

impl<'a> Scorer<'a> {
    #[expect(clippy::cast_precision_loss, reason = "a score needs no more")]
    fn new(index: &Index, units: &'a Units, together: &Together, target: Lang) -> Result<Self> {
        let field = match target {
            Lang::Zh => index.fields.chinese,
            _ => index.fields.english,
        };
        let mut lengths = Vec::new();
        for segment in index.searcher.segment_readers() {
            let reader = segment.get_fieldnorms_reader(field);
            lengths.push(reader.map_err(index.error())?);
        }
        let passages = passages_in(index, target)?.max(1) as f32;
        let tokens = index
            .statistics()
            .total_num_tokens(field);
        let tokens = tokens.map_err(index.error())? as f32;
        let idf = units.units.iter().enumerate();
        Ok(Self {
            units,
            idf: idf
                .map(|(at, unit)| idf_of(at, unit, together, passages))
                .collect(),
            lengths,
            average: (tokens / passages).max(1.0),
        })
    }

    /// Returns the passages with enough words, and with all words of a short query if they are
    /// `required`.
    fn all(
        &self,
        found: &[Found],
        required: bool,
        allows: &dyn Fn(DocAddress) -> bool,
    ) -> Vec<Scored> {
        let passages = found.chunk_by(|a, b| a.address == b.address);
        let enough = passages
            .filter(|passage| self.is_enough(passage, required) && allows(passage[0].address));
        enough
            .filter_map(|passage| self.passage(passage))
            .collect()
    }

    /// Returns the score of a passage with these words, if it is above 0.
    #[expect(clippy::cast_precision_loss, reason = "a score needs no more")]
    fn passage(&self, found: &[Found]) -> Option<Scored> {
        let address = found[0].address;
        let length = &self.lengths[address.segment_ord as usize];
        let length = length.fieldnorm(address.doc_id) as f32;
        let norm = K1 * (1.0 - B + B * length / self.average);
        let mut score = 0.0;
        let mut parts = Vec::new();
        for of_unit in found.chunk_by(|a, b| a.choice.0 == b.choice.0) {
            let at = of_unit[0].choice.0;
            let unit = &self.units.units[at];
            let counts = of_unit.iter();
            let count: f32 = counts
                .map(|found| unit.words[found.choice.1].share * found.count as f32)
                .sum();
            let part = unit.weight * self.idf[at] * count * (K1 + 1.0) / (count + norm);
            parts.push((at, part));
            score += part;
        }
        let score = (score / STEP).round() * STEP;
        let choices = found
            .iter()
            .map(|found| found.choice);
        (score > 0.0).then(|| Scored {
            address,
            score,
            choices: choices.collect(),
            parts,
        })
    }

    /// Returns whether a passage has enough of the query: a translation and, if they are
    /// `required`, all of few words.
    fn is_enough(&self, found: &[Found], required: bool) -> bool {
        let units = found.iter().filter_map(|found| {
            let unit = &self.units.units[found.choice.0];
            (unit.words[found.choice.1].share > 0.0).then_some(unit)
        });
        let mut covered = vec![false; self.units.count];
        let mut is_translated = false;
        for unit in units {
            is_translated |= unit.is_translated;
            for word in &unit.covers {
                covered[*word] = true;
            }
        }
        let all = covered
            .iter()
            .all(|covered| *covered);
        is_translated && (all || !required || self.units.count > MAX_REQUIRED)
    }
}

/// Returns how rare a unit is.
#[expect(clippy::cast_precision_loss, reason = "a score needs no more")]
fn idf_of(at: usize, unit: &Unit, together: &Together, passages: f32) -> f32 {
    let words = unit.words.iter().enumerate();
    let with: f32 = words
        .map(|(word, choice)| {
            let count = together
                .alone
                .get(&(at, word))
                .copied()
                .unwrap_or(0);
            choice.share * count as f32
        })
        .sum();
    let with = with.max(0.5);
    (1.0 + ((passages - with + 0.5) / (with + 0.5)).max(0.0)).ln()
}
