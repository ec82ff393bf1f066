//! Pairs the passages of one brief.

use std::collections::BTreeSet;

use super::block::{Block, Scorer};
use super::candidates::{Sharing, candidates};
use super::chain;
use super::chinese::{Chinese, latin};
use super::english::English;
use super::glosses::Glosses;
use super::unit::{Units, units};
use crate::analysis::normalize::normalize_text;
use crate::lexicon::{Dictionary, dictionary};
use crate::model::{Passage, Twin};

/// Score of a pair that the text names, in percent.
const CERTAIN: u8 = 100;

/// The pairs that a text names itself, and the passages that it leaves alone.
#[derive(Debug, Default)]
pub(in crate::layout) struct Options {
    /// Passages that translate each other, by index.
    pub told: Vec<(usize, usize)>,
    /// Passages that have no translation, by index.
    pub alone: BTreeSet<usize>,
}

/// Notes on each of `passages` which others translate it or are translated by it.
pub(in crate::layout) fn pair(passages: &mut [Passage], options: &Options) {
    for (a, b) in &options.told {
        link(passages, *a, *b, CERTAIN, false);
    }
    let is_told = |at: &usize| {
        options
            .told
            .iter()
            .any(|(a, b)| a == at || b == at)
    };
    let units = units(passages, |at| {
        is_told(&at) || options.alone.contains(&at)
    });
    if units.zh.is_empty() || units.en.is_empty() {
        return;
    }
    let mut links = Vec::new();
    for block in blocks(dictionary(), &units) {
        let score = percent(block.score);
        let probable = block.score < 0.0;
        for zh in &units.zh[block.zh.clone()] {
            for en in &units.en[block.en.clone()] {
                links.push((zh.passage, en.passage, score, probable));
            }
        }
    }
    for (zh, en, score, probable) in links {
        link(passages, zh, en, score, probable);
    }
}

fn blocks(dictionary: &Dictionary, units: &Units<'_>) -> Vec<Block> {
    let texts: Vec<String> = units
        .zh
        .iter()
        .map(|unit| normalize_text(&unit.text))
        .collect();
    let latin: BTreeSet<String> = texts
        .iter()
        .flat_map(|text| latin(text))
        .collect();
    let en: Vec<English> = units
        .en
        .iter()
        .map(|unit| English::new(dictionary, &unit.text, &latin))
        .collect();
    let sharing = Sharing::new(&en);
    let stems = sharing.stems.keys().copied();
    let mut glosses = Glosses::new(dictionary, stems.collect());
    let zh: Vec<Chinese> = texts
        .iter()
        .map(|text| Chinese::new(dictionary, &mut glosses, text))
        .collect();
    let candidates = candidates(
        dictionary, units, &zh, &glosses, &sharing,
    );
    let scorer = Scorer {
        dictionary,
        glosses: &glosses,
        units,
        zh: &zh,
        en: &en,
    };
    let blocks = scorer.blocks(&candidates);
    let chain = chain::best(&blocks, en.len());
    chain.into_iter().cloned().collect()
}

/// Makes two passages twins of each other.
fn link(passages: &mut [Passage], a: usize, b: usize, score: u8, probable: bool) {
    for (of, other) in [(a, b), (b, a)] {
        let ordinal = passages[other].ordinal;
        passages[of].twins.push(Twin {
            ordinal,
            score,
            probable,
        });
    }
}

/// Returns the probability of log-odds, in percent.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a percentage fits a byte"
)]
fn percent(score: f32) -> u8 {
    (100.0 / (1.0 + (-score).exp())).round() as u8
}
