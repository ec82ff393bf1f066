//! A naive model of the desk: generated briefs, and counts of their plain text.

use std::collections::BTreeMap;

use proptest::test_runner::TestRng;
use yinde::Index;
use yinde::index::BriefRecord;
use yinde::search::Request;

use crate::support::{Briefs, below};

/// English words that are no function words, and are their own stems' only form here.
const ENGLISH: &[&str] = &["harbour", "fee", "ship", "board", "quay", "pilot", "crane"];
/// Chinese words of two characters that every dictionary has.
const CHINESE: &[&str] = &["经济", "工作", "企业", "干部", "市场", "港口"];

/// A generated brief.
pub(super) struct NaiveBrief {
    pub(super) id: String,
    /// The date, or an empty string.
    pub(super) date: String,
    /// Its passages, the title first, as tokens with their positions.
    pub(super) passages: Vec<Vec<Token>>,
}

/// A word, or a Han character, and its position. Clause punctuation takes a position too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) position: usize,
}

/// Briefs, and what a naive reader makes of them.
pub(super) struct Naive {
    pub(super) briefs: Vec<NaiveBrief>,
    pub(super) indexed: Briefs,
}

/// Generates and indexes so many briefs.
pub(super) fn naive(rng: &mut TestRng, count: usize) -> Naive {
    let indexed = Briefs::empty();
    let mut briefs = Vec::new();
    for number in 0..count {
        let name = format!("b{number:04}");
        let date = if below(rng, 8) == 0 {
            String::new()
        } else {
            let (year, month) = (2017 + below(rng, 6), 1 + below(rng, 12));
            format!(
                "{year}-{month:02}-{:02}",
                1 + below(rng, 28)
            )
        };
        let mut lines = vec![format!("Paper {number}")];
        for _ in 0..=below(rng, 5) {
            lines.push(line(rng));
        }
        let front = if date.is_empty() {
            format!("---\ntitle: {}\n---\n\n", lines[0])
        } else {
            format!(
                "---\ntitle: {}\ndate: {date}\n---\n\n",
                lines[0]
            )
        };
        indexed.write(
            &format!("{name}.txt"),
            front + &lines[1..].join("\n\n") + "\n",
        );
        briefs.push(NaiveBrief {
            id: name,
            date,
            passages: lines
                .iter()
                .map(|line| tokens(line))
                .collect(),
        });
    }
    let out = indexed.run(&["index", "--quiet"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    briefs.sort_by(|a, b| {
        (a.date.is_empty(), &a.date, &a.id).cmp(&(b.date.is_empty(), &b.date, &b.id))
    });
    Naive { briefs, indexed }
}

/// A sentence of words, with clause punctuation here and there. Chinese words are apart from one
/// another, so that everyone cuts them alike.
fn line(rng: &mut TestRng) -> String {
    let is_chinese = below(rng, 2) == 0;
    let mut line = String::new();
    for _ in 0..8 + below(rng, 30) {
        if is_chinese {
            line += CHINESE[below(rng, CHINESE.len())];
            line += ["，", "“", "-"][below(rng, 3)];
        } else {
            line += ENGLISH[below(rng, ENGLISH.len())];
            line += [" ", " ", " ", ", "][below(rng, 4)];
        }
    }
    format!(
        "{}.",
        line.trim_end_matches([' ', ',', '，', '“', '-'])
    )
}

/// Splits a text of the generator's into tokens.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut position = 0;
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if !word.is_empty() {
            let text = std::mem::take(&mut word);
            tokens.push(Token { text, position });
            position += 1;
        }
        match c {
            ',' | '，' | '.' => position += 1,
            ' ' | '“' | '-' => {}
            han => {
                let text = han.to_string();
                tokens.push(Token { text, position });
                position += 1;
            }
        }
    }
    tokens
}

/// Returns the number of times that `phrase` occurs in a passage: a row of its tokens.
pub(super) fn occurrences(passage: &[Token], phrase: &str) -> usize {
    let phrase = tokens(phrase);
    let (mut at, mut count) = (0, 0);
    while at + phrase.len() <= passage.len() {
        let here = &passage[at..at + phrase.len()];
        let is_match = here
            .iter()
            .zip(&phrase)
            .all(|(token, wanted)| {
                let offset = token.position - here[0].position;
                token.text == wanted.text && offset == wanted.position
            });
        if is_match {
            count += 1;
            at += phrase.len();
        } else {
            at += 1;
        }
    }
    count
}

impl NaiveBrief {
    pub(super) fn count(&self, phrase: &str) -> usize {
        let passages = self.passages.iter();
        passages
            .map(|passage| occurrences(passage, phrase))
            .sum()
    }

    pub(super) fn tokens(&self) -> usize {
        self.passages
            .iter()
            .map(Vec::len)
            .sum()
    }
}

impl Naive {
    pub(super) fn open(&self) -> (Index, Vec<BriefRecord>) {
        Index::open_with_briefs(&self.indexed.index()).expect("an index")
    }

    /// Returns the counts of `phrase` by the start of the date, of so many characters.
    pub(super) fn by_date(&self, phrase: &str, length: usize) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for brief in &self.briefs {
            let period = brief
                .date
                .get(..length)
                .unwrap_or("no date");
            *counts
                .entry(period.to_owned())
                .or_default() += brief.count(phrase);
        }
        counts
    }
}

/// Returns a request for a phrase.
pub(super) fn phrase(text: &str) -> (String, Request) {
    let query = format!("\"{text}\"");
    let request = Request::from_options(&query, []).expect("a query");
    (query, request)
}

/// Phrases to count.
pub(super) const PHRASES: &[&str] = &[
    "harbour",
    "ship board",
    "fee fee",
    "quay pilot crane",
    "经济",
    "工作企业",
    "济工",
];
