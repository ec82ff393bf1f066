//! Makes the ranking of a question: which terms and rows of tokens score, and how much.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::Term;
use tantivy::schema::Field;

use super::planned::{BoxedQuery, Planned};
use super::planner::Planner;
use super::segment::Word;
use super::stretch::Stretch;
use super::words::text_of;
use crate::analysis::{self, Token, stem};
use crate::error::Result;
use crate::model::Lang;
use crate::search::highlight::phrase_tokens;
use crate::search::scoring::bm25::{approximate, idf, norms, quantize};
use crate::search::scoring::ranking::{
    Bonus, RankedField, RankedRow, RankedTerm, Ranking, RowScore,
};
use crate::search::scoring::weights;

/// A ranking, and the queries that find what it ranks.
pub(super) struct Ranked {
    pub ranking: Ranking,
    /// The words by which candidates are drawn.
    pub draws: Vec<Term>,
    /// Queries whose passages are candidates too.
    pub joins: Vec<BoxedQuery>,
    /// Queries for the passages that match.
    pub matching: Vec<Planned>,
}

/// A ranking that is being made.
pub(super) struct Ranker<'a> {
    planner: Planner<'a>,
    pub(super) ranked: Ranked,
    /// The number of each token of the ranking.
    pub(super) tokens: HashMap<String, usize>,
    idfs: BTreeMap<(u32, String), f32>,
}

impl<'a> Ranker<'a> {
    pub(super) fn new(planner: Planner<'a>) -> Self {
        let ranking = Ranking {
            k1: planner.k1,
            ..Ranking::default()
        };
        Self {
            planner,
            ranked: Ranked {
                ranking,
                draws: Vec::new(),
                joins: Vec::new(),
                matching: Vec::new(),
            },
            tokens: HashMap::new(),
            idfs: BTreeMap::new(),
        }
    }

    pub(super) fn field(&self, field: RankedField) -> Field {
        let fields = &self.planner.index.fields;
        match field {
            RankedField::Exact => fields.exact,
            RankedField::English => fields.english,
            RankedField::Chinese => fields.chinese,
            RankedField::Heading => fields.heading,
        }
    }

    pub(super) fn idf(&mut self, field: RankedField, term: &str) -> Result<f32> {
        let index = self.planner.index;
        let field = self.field(field);
        let key = (field.field_id(), term.to_owned());
        if let Some(idf) = self.idfs.get(&key) {
            return Ok(*idf);
        }
        let frequency = self.planner.doc_freq(field, term)?;
        let idf = idf(index.searcher.num_docs(), frequency);
        self.idfs.insert(key, idf);
        Ok(idf)
    }

    /// Adds a term with the weight `weight`, which scores for `what`.
    fn add_term(
        &mut self,
        field: RankedField,
        text: &str,
        weight: f32,
        what: String,
    ) -> Result<Term> {
        let term = Term::from_field_text(self.field(field), text);
        let factor = weight * self.idf(field, text)?;
        self.ranked
            .ranking
            .terms
            .push(RankedTerm {
                term: term.clone(),
                field,
                factor,
                what,
            });
        Ok(term)
    }

    /// Adds a term by which candidates are drawn, and that matches.
    fn add_draw(
        &mut self,
        field: RankedField,
        text: &str,
        weight: f32,
        what: String,
    ) -> Result<()> {
        let term = self.add_term(field, text, weight, what)?;
        let query = self
            .planner
            .term(self.field(field), text, 1.0);
        self.ranked
            .matching
            .push(Planned::new(query));
        self.ranked.draws.push(term);
        Ok(())
    }

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
                what,
            );
        }
        let stem = stem::stem(text);
        let what = format!("“{text}” in any form");
        self.add_draw(RankedField::English, &stem, scale, what)?;
        let what = format!("“{text}” as typed");
        let weight = scale * weights::TYPED_IN_QUESTION;
        self.add_term(RankedField::Exact, text, weight, what)?;
        self.add_heading(&stem, text, scale)
    }

    fn add_heading(&mut self, term: &str, text: &str, scale: f32) -> Result<()> {
        let what = format!("“{text}” in a heading above");
        let weight = scale * weights::HEADING;
        self.add_term(RankedField::Heading, term, weight, what)?;
        Ok(())
    }

    fn add_chinese(&mut self, word: &Word, scale: f32) -> Result<()> {
        let text = &word.text;
        if word.length() == 1 {
            let what = format!("“{text}” as a character");
            let weight = scale * weights::CHARACTER;
            self.add_draw(RankedField::Exact, text, weight, what)?;
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
        self.add_draw(RankedField::Chinese, text, scale, what)?;
        if word.length() > 2 {
            for part in self
                .planner
                .parts(text)?
                .unwrap_or_default()
            {
                let what = format!("“{part}” as a part of “{text}”");
                let weight = scale * weights::PART;
                self.add_draw(
                    RankedField::Chinese,
                    &part,
                    weight,
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
        self.ranked
            .joins
            .push(query.box_clone());
        self.ranked
            .matching
            .push(Planned::new(query));
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

    /// Adds what is greater than the rest can be: the whole text verbatim, and a little for the
    /// question's language.
    pub(super) fn finish(mut self, stretches: &[Stretch]) -> Result<Ranked> {
        let bound = bound(&self.ranked.ranking);
        if self.planner.is_question {
            self.add_language(stretches, bound);
        }
        if let [stretch] = stretches {
            self.add_verbatim(&stretch.tokens(), bound);
        }
        let index = self.planner.index;
        let statistics = index.statistics();
        let passages = approximate(index.searcher.num_docs().max(1));
        for field in RankedField::ALL {
            let tokens = statistics.total_num_tokens(self.field(field));
            let tokens = tokens.map_err(index.error())?;
            let average = approximate(tokens) / passages;
            let norms = norms(
                average,
                self.planner.k1,
                weights::B_QUESTION,
            );
            self.ranked
                .ranking
                .norms
                .push(norms);
        }
        Ok(self.ranked)
    }

    /// Adds the whole text as a phrase. See [`Planner::verbatim`] for its score.
    fn add_verbatim(&mut self, tokens: &[Token<'_>], bound: f32) {
        if !(2..=weights::MOST_VERBATIM).contains(&tokens.len()) {
            return;
        }
        let phrase = phrase_tokens(tokens);
        let query = self.planner.exact(&phrase, 1.0);
        self.ranked.joins.push(query);
        let tokens_in_row = self.numbered(&phrase);
        self.ranked
            .ranking
            .rows
            .push(RankedRow {
                tokens: tokens_in_row,
                score: RowScore::Constant(quantize(bound / weights::LEAST_FACTOR)),
                what: format!("“{}” verbatim", text_of(tokens)),
            });
    }

    /// Adds a bonus for passages in the question's language: of two answers, that is the one that
    /// the user more likely wants.
    fn add_language(&mut self, stretches: &[Stretch], bound: f32) {
        let lang = language(stretches);
        self.ranked.ranking.language = Some(Bonus {
            term: Term::from_field_text(
                self.planner.index.fields.lang,
                &lang.to_string(),
            ),
            score: quantize(bound * weights::SAME_LANGUAGE),
            what: format!("the question's language, {lang}"),
        });
    }
}

/// Returns the most that all terms and counted rows can score together: BM25 scores at most a
/// factor times k1 + 1.
fn bound(ranking: &Ranking) -> f32 {
    let terms = ranking
        .terms
        .iter()
        .map(|term| term.factor);
    let rows = ranking
        .rows
        .iter()
        .map(|row| match row.score {
            RowScore::Counted(factor) => factor,
            RowScore::Constant(_) => 0.0,
        });
    terms.chain(rows).sum::<f32>() * (ranking.k1 + 1.0)
}

fn language(stretches: &[Stretch]) -> Lang {
    let (mut han, mut all) = (0, 0);
    for stretch in stretches {
        let tokens = stretch.tokens();
        han += tokens
            .iter()
            .filter(|token| token.han)
            .count();
        all += tokens.len();
    }
    if han * 2 >= all {
        Lang::Zh
    } else {
        Lang::En
    }
}
