//! The words of a question, and what scores with them.

use std::collections::HashSet;

use super::ranked::Ranker;
use super::segment::Word;
use crate::analysis::{self, stem};
use crate::error::Result;
use crate::search::highlight::phrase_tokens;
use crate::search::scoring::ranking::RankedField;
use crate::search::scoring::weights;

impl Ranker<'_> {
    /// Adds words, each in the text and in the headings above.
    pub(super) fn add_words(&mut self, content: &[&Word]) -> Result<()> {
        let scales = self.scales(content)?;
        for word in content {
            if word.is_han {
                self.add_chinese(word, scales[1])?;
            } else {
                self.add_english(word, scales[0])?;
            }
        }
        self.add_characters(content)
    }

    /// Returns the factors for the words of an alphabet and for Chinese ones, if there are both:
    /// with them, the sums of the weights of both are equal. A name or a number in a Chinese
    /// question says much, and has no characters and bigrams that score beside it.
    fn scales(&mut self, content: &[&Word]) -> Result<[f32; 2]> {
        let mut sums = [0.0; 2];
        for word in content {
            let field = if word.is_han {
                RankedField::Chinese
            } else {
                RankedField::English
            };
            sums[usize::from(word.is_han)] += self.idf(field, &word.term())?;
        }
        let [english, chinese] = sums;
        if english == 0.0 || chinese == 0.0 {
            return Ok([1.0; 2]);
        }
        let mean = f32::midpoint(english, chinese);
        Ok([mean / english, mean / chinese])
    }

    fn add_english(&mut self, word: &Word, scale: f32) -> Result<()> {
        let text = &word.text;
        let english = self.field(RankedField::English);
        if let Some(capitals) = &word.in_capitals
            && self
                .planner
                .doc_freq(english, capitals)?
                > 0
        {
            let what = format!("“{capitals}” in capitals");
            return self.add_draw(
                RankedField::English,
                capitals,
                scale,
                0.0,
                what,
            );
        }
        let stem = stem::stem(text);
        let weight = scale * weights::TYPED_IN_QUESTION;
        let typed = weight * self.idf(RankedField::Exact, text)?;
        let what = format!("“{text}” in any form");
        self.add_draw(
            RankedField::English,
            &stem,
            scale,
            typed,
            what,
        )?;
        let what = format!("“{text}” as typed");
        self.add_term(RankedField::Exact, text, weight, what)?;
        self.add_heading(&stem, text, scale)
    }

    fn add_heading(&mut self, term: &str, text: &str, scale: f32) -> Result<()> {
        let what = format!("“{text}” in a heading above");
        let weight = scale * weights::HEADING;
        self.add_term(RankedField::Heading, term, weight, what)
    }

    fn add_chinese(&mut self, word: &Word, scale: f32) -> Result<()> {
        let text = &word.text;
        if word.length() == 1 {
            let what = format!("“{text}” as a character");
            let weight = scale * weights::CHARACTER;
            self.add_draw(
                RankedField::Exact,
                text,
                weight,
                0.0,
                what,
            )?;
        }
        let chinese = self.field(RankedField::Chinese);
        if self
            .planner
            .doc_freq(chinese, text)?
            == 0
        {
            return self.add_unknown(word, scale);
        }
        let what = format!("“{text}” as a word");
        let beside = self.beside_chinese(text)?;
        self.add_draw(
            RankedField::Chinese,
            text,
            scale,
            beside,
            what,
        )?;
        if word.length() > 2 {
            for part in self
                .planner
                .parts(text)?
                .unwrap_or_default()
            {
                let what = format!("“{part}” as a part of “{text}”");
                let weight = scale * weights::PART;
                let beside = self.beside_chinese(&part)?;
                self.add_draw(
                    RankedField::Chinese,
                    &part,
                    weight,
                    beside,
                    what,
                )?;
            }
        }
        self.add_heading(text, text, scale)
    }

    /// Adds a word that the index doesn't have as such: its characters in a row.
    fn add_unknown(&mut self, word: &Word, scale: f32) -> Result<()> {
        if word.length() == 1 {
            return Ok(());
        }
        let phrase = phrase_tokens(&analysis::tokens(&word.text));
        let what = format!("“{}” in a row", word.text);
        self.add_row(&phrase, scale, what)?;
        let query = self.planner.exact(&phrase, 1.0);
        self.ranked.joins.push(query);
        Ok(())
    }

    /// Adds the Han characters of the words, each once.
    fn add_characters(&mut self, content: &[&Word]) -> Result<()> {
        let mut seen = HashSet::new();
        for word in content
            .iter()
            .filter(|word| word.is_han && word.length() > 1)
        {
            for c in word
                .text
                .chars()
                .filter(|c| seen.insert(*c))
            {
                let character = c.to_string();
                let what = format!("the character “{c}”");
                let weight = weights::CHARACTER_IN_QUESTION;
                self.add_term(
                    RankedField::Exact,
                    &character,
                    weight,
                    what,
                )?;
            }
        }
        Ok(())
    }

    /// Returns what the characters of a Chinese word score beside it, alone and in a row.
    fn beside_chinese(&mut self, word: &str) -> Result<f32> {
        let (mut sum, mut before) = (0.0, None);
        for c in word.chars() {
            sum += weights::CHARACTER_IN_QUESTION * self.idf(RankedField::Exact, &c.to_string())?;
            if let Some(before) = before.replace(c) {
                sum += weights::BIGRAM * self.bigram_idf(&format!("{before}{c}"))?;
            }
        }
        Ok(sum)
    }
}
