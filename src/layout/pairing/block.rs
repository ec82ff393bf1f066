//! Blocks: some passages of one language with some of the other that translate them together.

use std::collections::HashMap;
use std::ops::Range;

use super::chinese::Chinese;
use super::english::English;
use super::glosses::Glosses;
use super::score::{Setting, is_too_long, score};
use super::unit::{Unit, Units};
use crate::lexicon::Dictionary;
use crate::model::Kind;

/// Score from which on a pair is a probable translation.
const PROBABLE: f32 = -2.0;
/// Score from which on a pair may be a part of a larger block.
const MAY_BE_PART: f32 = -4.5;
/// Cost of each passage more than two.
const EXTRA: f32 = 1.0;
/// Cost of a heading that would translate something else.
const HEADING_MISMATCH: f32 = 6.0;
/// Maximum distance of neighbouring passages on one side of a block.
const MAX_GAP: usize = 2;
/// Numbers of passages on either side of the larger blocks.
const SHAPES: [(usize, usize); 5] = [(1, 2), (2, 1), (1, 3), (3, 1), (2, 2)];

/// Positions among the Chinese and among the English units, and what the block is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub zh: Range<usize>,
    pub en: Range<usize>,
    /// Log-odds.
    pub score: f32,
}

impl Block {
    /// Returns how much the block adds to a chain, which is above 0.
    pub(super) fn gain(&self) -> f32 {
        self.score - PROBABLE
    }
}

/// Where a block starts and ends, in Chinese and in English.
type Ends = (usize, usize, usize, usize);

/// All that blocks are scored by.
pub(super) struct Scorer<'a> {
    pub dictionary: &'a Dictionary,
    pub glosses: &'a Glosses<'a>,
    pub units: &'a Units<'a>,
    pub zh: &'a [Chinese],
    pub en: &'a [English],
}

impl Scorer<'_> {
    /// Returns the blocks that are at least probable, of the candidates and around them.
    pub(super) fn blocks(&self, candidates: &[(usize, usize)]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut larger = Vec::new();
        for (i, j) in candidates.iter().copied() {
            let (zh, en) = (i..i + 1, j..j + 1);
            if is_too_long(self.zh[i].han, self.en[j].words) {
                continue;
            }
            let Some(score) = self.score(&zh, &en, &self.zh[i], &self.en[j]) else {
                continue;
            };
            push(&mut blocks, zh, en, score);
            if score > MAY_BE_PART {
                self.add_around(i, j, &mut larger);
            }
        }
        larger.sort_unstable();
        larger.dedup();
        self.add_larger(&larger, &mut blocks);
        blocks
    }

    /// Adds those of the `larger` blocks, given by their ends, that are at least probable.
    fn add_larger(&self, larger: &[Ends], blocks: &mut Vec<Block>) {
        let mut english: HashMap<Range<usize>, English> = HashMap::new();
        let mut chinese = (0..0, Chinese::default());
        for (zh_start, zh_end, en_start, en_end) in larger.iter().copied() {
            let (zh, en) = (zh_start..zh_end, en_start..en_end);
            if !self.may_join(&zh, &en) {
                continue;
            }
            if chinese.0 != zh {
                let joined = Chinese::joined(&self.zh[zh.clone()]);
                chinese = (zh.clone(), joined);
            }
            let joined = || English::joined(&self.en[en.clone()]);
            let english = english
                .entry(en.clone())
                .or_insert_with(joined);
            if let Some(score) = self.score(&zh, &en, &chinese.1, english) {
                push(blocks, zh, en, score);
            }
        }
    }

    /// Adds the ends of the larger blocks that have the pair (`i`, `j`) in them.
    fn add_around(&self, i: usize, j: usize, around: &mut Vec<Ends>) {
        for (zh, en) in SHAPES {
            for zh_start in (i + 1).saturating_sub(zh)..=i {
                for en_start in (j + 1).saturating_sub(en)..=j {
                    let (zh_end, en_end) = (zh_start + zh, en_start + en);
                    if zh_end <= self.zh.len() && en_end <= self.en.len() {
                        around.push((zh_start, zh_end, en_start, en_end));
                    }
                }
            }
        }
    }

    /// Returns whether the units on each side are close, all or none of them headings, and of
    /// lengths that may translate each other.
    fn may_join(&self, zh: &Range<usize>, en: &Range<usize>) -> bool {
        let han = self.zh[zh.clone()]
            .iter()
            .map(|zh| zh.han);
        let words = self.en[en.clone()]
            .iter()
            .map(|en| en.words);
        if is_too_long(han.sum(), words.sum()) {
            return false;
        }
        let (zh, en) = (
            &self.units.zh[zh.clone()],
            &self.units.en[en.clone()],
        );
        let is_close = |pair: &[Unit<'_>]| pair[1].passage - pair[0].passage <= MAX_GAP;
        let headings = headings(zh) + headings(en);
        zh.windows(2)
            .chain(en.windows(2))
            .all(is_close)
            && (headings == 0 || headings == zh.len() + en.len())
    }

    fn score(
        &self,
        zh: &Range<usize>,
        en: &Range<usize>,
        chinese: &Chinese,
        english: &English,
    ) -> Option<f32> {
        let (zh, en) = (
            &self.units.zh[zh.clone()],
            &self.units.en[en.clone()],
        );
        let setting = Setting {
            distance: distance(zh, en),
            both_quoted: zh[0].kind == Kind::Quote && en[0].kind == Kind::Quote,
        };
        let extra = u8::try_from(zh.len() + en.len() - 2).unwrap_or(u8::MAX);
        let mut score = score(
            self.dictionary,
            self.glosses,
            chinese,
            english,
            setting,
        )?;
        score -= EXTRA * f32::from(extra);
        if (headings(zh) > 0) != (headings(en) > 0) {
            score -= HEADING_MISMATCH;
        }
        Some(score)
    }
}

fn push(blocks: &mut Vec<Block>, zh: Range<usize>, en: Range<usize>, score: f32) {
    let block = Block { zh, en, score };
    if block.gain() > 0.0 {
        blocks.push(block);
    }
}

fn headings(units: &[Unit<'_>]) -> usize {
    let headings = units
        .iter()
        .filter(|unit| unit.kind == Kind::Heading);
    headings.count()
}

/// Returns the distance of the nearest ends; 0 if it is more than two.
fn distance(zh: &[Unit<'_>], en: &[Unit<'_>]) -> i64 {
    let ends = |units: &[Unit<'_>]| [units[0].place, units[units.len() - 1].place];
    let mut nearest = 0_i64;
    for zh in ends(zh) {
        for en in ends(en) {
            let apart = i64::try_from(en).unwrap_or(0) - i64::try_from(zh).unwrap_or(0);
            if apart.abs() <= 2 && (nearest == 0 || apart.abs() < nearest.abs()) {
                nearest = apart;
            }
        }
    }
    nearest
}
