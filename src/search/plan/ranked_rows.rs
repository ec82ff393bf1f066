//! The rows of tokens that rank a question: neighbours, phrases.

use std::collections::HashSet;

use tantivy::Term;

use super::ranked::Ranker;
use super::segment::Word;
use super::stretch::Stretch;
use super::words::text_of;
use crate::analysis::analyzer::GAP;
use crate::analysis::{self, Token, stop};
use crate::error::Result;
use crate::search::highlight::{PhraseToken, phrase_tokens};
use crate::search::scoring::ranking::{RankedField, RankedRow, RowScore};
use crate::search::scoring::weights;

impl Ranker<'_> {
    /// Adds the neighbours in a stretch of the text, and the stretch itself if it was quoted.
    pub(super) fn add_stretch(&mut self, stretch: &Stretch, content: &[&Word]) -> Result<()> {
        let tokens = stretch.tokens();
        if stretch.is_quoted && tokens.len() > 1 {
            let what = format!("the phrase “{}”", stretch.text);
            self.add_row(&phrase_tokens(&tokens), 1.0, what)?;
        }
        let characters: HashSet<char> = content
            .iter()
            .filter(|word| word.is_han)
            .flat_map(|word| word.text.chars())
            .collect();
        let mut seen = HashSet::new();
        for pair in pairs(&tokens) {
            let is_bigram = pair.iter().all(|token| token.han);
            let is_content = pair.iter().any(|token| {
                token
                    .text
                    .starts_with(|c| characters.contains(&c))
            });
            let text = text_of(pair);
            if is_bigram && !is_content || !seen.insert(text.clone()) {
                continue;
            }
            let what = format!("“{text}” in a row");
            let phrase = phrase_tokens(pair);
            if is_bigram {
                let factor = weights::BIGRAM * self.bigram_idf(&text)?;
                self.add_counted(&phrase, factor, what);
            } else {
                self.add_row(&phrase, weights::PAIR, what)?;
            }
        }
        Ok(())
    }

    /// Adds a phrase that must match.
    pub(super) fn add_phrase(&mut self, text: &str) -> Result<()> {
        let normalized = analysis::normalize(text).text;
        let phrase = phrase_tokens(&analysis::tokens(&normalized));
        self.add_row(
            &phrase,
            1.0,
            format!("the phrase “{text}”"),
        )
    }

    /// Adds tokens in a row, which score by the sum of their idfs.
    pub(super) fn add_row(
        &mut self,
        phrase: &[PhraseToken],
        weight: f32,
        what: String,
    ) -> Result<()> {
        let mut idfs = 0.0;
        for token in phrase {
            idfs += self.idf(RankedField::Exact, &token.text)?;
        }
        self.add_counted(phrase, weight * idfs, what);
        Ok(())
    }

    fn add_counted(&mut self, phrase: &[PhraseToken], factor: f32, what: String) {
        let score = RowScore::Counted(factor);
        let tokens = self.numbered(phrase);
        self.ranked
            .ranking
            .rows
            .push(RankedRow {
                tokens,
                score,
                what,
            });
    }

    /// Returns the idf of two Han characters in a row. Those that are a word of the index are as
    /// rare as the word, about; of others only the characters are known. The mean of both ranks
    /// best.
    pub(super) fn bigram_idf(&mut self, text: &str) -> Result<f32> {
        let mut characters = 0.0;
        for c in text.chars() {
            characters += self.idf(RankedField::Exact, &c.to_string())?;
        }
        let chinese = self.field(RankedField::Chinese);
        if self
            .planner
            .doc_freq(chinese, text)?
            == 0
        {
            return Ok(characters);
        }
        let word = self.idf(RankedField::Chinese, text)?;
        Ok(f32::midpoint(characters, word))
    }

    /// Returns the tokens of a phrase, and the gaps between them, by number.
    pub(super) fn numbered(&mut self, phrase: &[PhraseToken]) -> Vec<(u32, usize)> {
        let mut numbered = Vec::with_capacity(phrase.len());
        let mut next = 0;
        for token in phrase {
            if token.offset > next {
                numbered.push((next, self.number(GAP)));
            }
            numbered.push((token.offset, self.number(&token.text)));
            next = token.offset + 1;
        }
        numbered
    }

    fn number(&mut self, token: &str) -> usize {
        let next = self.tokens.len();
        let number = *self
            .tokens
            .entry(token.to_owned())
            .or_insert(next);
        if number == next {
            let exact = self.field(RankedField::Exact);
            self.ranked
                .ranking
                .tokens
                .push(Term::from_field_text(exact, token));
        }
        number
    }
}

/// Returns all pairs of two neighbouring characters or words, function words not counted, together
/// with the function words between them.
fn pairs<'a>(tokens: &'a [Token<'a>]) -> Vec<&'a [Token<'a>]> {
    let mut pairs = Vec::new();
    let mut before = None;
    for (at, token) in tokens.iter().enumerate() {
        if !token.han && stop::is_function_word(token.text) {
            continue;
        }
        if let Some(start) = before.replace(at) {
            let pair = &tokens[start..=at];
            if pair.len() <= weights::LONGEST_PAIR {
                pairs.push(pair);
            }
        }
    }
    pairs
}
