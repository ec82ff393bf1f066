//! Plans a single word: how it matches a passage's own text and the headings above it, and the most
//! that it can score.

use tantivy::Term;
use tantivy::schema::Field;

use super::planned::{BoxedQuery, Planned};
use super::planner::Planner;
use super::segment::Word;
use crate::analysis::{self, stem};
use crate::error::Result;
use crate::search::highlight::phrase_tokens;
use crate::search::scoring::bm25::idf;
use crate::search::scoring::parts::BestPart;
use crate::search::scoring::row::Row;
use crate::search::scoring::weights;

impl Planner<'_> {
    /// Plans `word` in the passage's own text.
    ///
    /// A word may match in two fields. The second then only adds to the score, because its matches
    /// are a subset of the first's: a passage with a word as typed has its stem, and a passage with
    /// a word of one character has the character.
    pub(super) fn own(self, word: &Word) -> Result<Planned> {
        match word.length() {
            _ if !word.is_han => self.english(word),
            0 | 1 => Ok(self.character(&word.text)),
            2 => self.short_chinese(&word.text),
            _ => self.long_chinese(&word.text),
        }
    }

    fn english(self, word: &Word) -> Result<Planned> {
        let fields = &self.index.fields;
        let text = &word.text;
        let stem = stem::stem(text);
        let within = Term::from_field_text(fields.english, &stem);
        let stem = self.term(fields.english, &stem, 1.0);
        if let Some(in_capitals) = self.in_capitals(word)? {
            return Ok(Planned::new(stem)
                .unscored()
                .with_bonus(in_capitals));
        }
        let exact = self.term_within(
            within,
            fields.exact,
            text,
            weights::EXACT_FORM,
        );
        let in_any_form = self.scored(stem, || format!("“{text}” in any form"));
        Ok(in_any_form.with_bonus(self.scored(exact, || format!("“{text}” as typed"))))
    }

    /// Plans a word that says little unless it is in capitals, and is typed and indexed so.
    fn in_capitals(self, word: &Word) -> Result<Option<Planned>> {
        let Some(capitals) = &word.in_capitals else {
            return Ok(None);
        };
        let english = self.index.fields.english;
        if self.doc_freq(english, capitals)? == 0 {
            return Ok(None);
        }
        let term = self.term(english, capitals, 1.0);
        Ok(Some(self.scored(term, || {
            format!("“{capitals}” in capitals")
        })))
    }

    fn character(self, text: &str) -> Planned {
        let fields = &self.index.fields;
        let character = self.term(fields.exact, text, weights::CHARACTER);
        let word = self.term_within(
            Term::from_field_text(fields.exact, text),
            fields.chinese,
            text,
            weights::CHARACTER,
        );
        let as_character = self.scored(character, || {
            format!("“{text}” as a character")
        });
        as_character.with_bonus(self.scored(word, || format!("“{text}” as a word")))
    }

    fn short_chinese(self, text: &str) -> Result<Planned> {
        if !self.is_known(text)? {
            return Ok(self.characters(text));
        }
        Ok(
            self.scored(self.word_in_a_row(text), || {
                format!("“{text}” as a word, or inside a longer one")
            }),
        )
    }

    /// Returns a query for a known word wherever its characters are in a row.
    fn word_in_a_row(self, text: &str) -> BoxedQuery {
        let fields = &self.index.fields;
        let characters = text.chars();
        let characters = characters.map(|c| Term::from_field_text(fields.exact, &c.to_string()));
        Box::new(Row {
            word: Term::from_field_text(fields.chinese, text),
            characters: characters.collect(),
            weight: self.scale,
            k1: self.k1,
        })
    }

    /// Plans a word that may be made up of shorter ones.
    fn long_chinese(self, text: &str) -> Result<Planned> {
        if !self.is_known(text)? {
            return Ok(self.characters(text));
        }
        let mut ways = vec![self.word_in_a_row(text)];
        if let Some(parts) = self.parts(text)? {
            ways.push(self.all_parts(&parts));
        }
        let best_way = Box::new(BestPart(ways));
        Ok(self.scored(best_way, || {
            format!("“{text}” whole, or all its parts")
        }))
    }

    /// Returns whether the index has `text` as a Chinese word.
    fn is_known(self, text: &str) -> Result<bool> {
        Ok(self.doc_freq(self.index.fields.chinese, text)? > 0)
    }

    /// Plans a word that the index doesn't have as such.
    fn characters(self, text: &str) -> Planned {
        let characters = self.characters_in_a_row(text);
        self.scored(characters, || {
            format!("“{text}” in a row")
        })
    }

    fn characters_in_a_row(self, text: &str) -> BoxedQuery {
        self.exact(
            &phrase_tokens(&analysis::tokens(text)),
            1.0,
        )
    }

    fn all_parts(self, parts: &[String]) -> BoxedQuery {
        let chinese = self.index.fields.chinese;
        let mut terms = Vec::with_capacity(parts.len());
        for part in parts {
            terms.push(Planned::new(self.term(
                chinese,
                part,
                weights::PART,
            )));
        }
        Planned::all(terms).query
    }

    /// Plans `word` in the headings above the passage.
    pub(super) fn heading(self, word: &Word) -> Planned {
        let term = word.term();
        let heading = self.term(
            self.index.fields.heading,
            &term,
            weights::HEADING,
        );
        self.scored(heading, || {
            format!("“{}” in a heading above", word.text)
        })
    }

    /// Returns more than [`Self::own`] and [`Self::heading`] can score for all `words` together.
    pub(super) fn bound(self, words: &[&Word]) -> Result<f32> {
        let mut bound = 0.0;
        for word in words {
            bound += self.bound_of(word)?;
        }
        Ok(bound)
    }

    /// BM25 scores at most a term's idf times k1 + 1, and each weight is at most 1.
    fn bound_of(self, word: &Word) -> Result<f32> {
        let fields = &self.index.fields;
        let term = word.term();
        let field = if word.is_han {
            fields.chinese
        } else {
            fields.english
        };
        let idfs = self.idf(field, &term)? + self.exact_idf(word)?;
        let idfs = idfs + self.idf(fields.heading, &term)?;
        Ok(idfs * (weights::K1 + 1.0))
    }

    /// Returns the idf of `word` in the exact field, where a Chinese word is a phrase of its
    /// characters.
    fn exact_idf(self, word: &Word) -> Result<f32> {
        let exact = self.index.fields.exact;
        if !word.is_han {
            return self.idf(exact, &word.text);
        }
        let mut sum = 0.0;
        for character in word.text.chars() {
            sum += self.idf(exact, &character.to_string())?;
        }
        Ok(sum)
    }

    pub(super) fn idf(self, field: Field, term: &str) -> Result<f32> {
        let passages = self.index.num_docs();
        Ok(idf(
            passages,
            self.doc_freq(field, term)?,
        ))
    }
}
