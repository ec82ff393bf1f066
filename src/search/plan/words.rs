//! What unquoted words match, and what they score.

use std::collections::HashSet;

use tantivy::query::{BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur};
use tantivy::schema::Field;

use super::cut::{Form, Word};
use super::{Boxed, Planner, unscored};
use crate::analysis::{self, Token, stem, stop};
use crate::error::Result;
use crate::model::Lang;
use crate::query::Query;
use crate::search::highlight::{HighlightTerm, phrase_tokens};
use crate::search::plan::weights;
use crate::search::scoring::leaf;
use crate::search::scoring::union::Union;

impl Planner<'_> {
    /// Unquoted words. Of a few, all must be there, one of them in the passage's own text; of a
    /// question, one.
    pub(in crate::search) fn words(&mut self, text: &str) -> Result<Boxed> {
        let normalized = analysis::normalize(text).text;
        let tokens = analysis::tokens(&normalized);
        let words = self.cut(&normalized, &tokens)?;
        let mut content: Vec<&Word> = words
            .iter()
            .filter(|w| !stop::is_function_word(w.text()))
            .collect();
        if self.asks && !content.iter().all(|w| stop::names_an_answer(w.text())) {
            content.retain(|w| !stop::names_an_answer(w.text()));
        }
        if content.is_empty() {
            content = words.iter().collect();
        }
        let mut seen = HashSet::new();
        content.retain(|word| seen.insert(word.text()));
        self.rarest(&mut content)?;
        self.mark(&tokens, &content)?;
        if content.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        if !self.denies && (self.asks || is_long(&content)) {
            self.k1 = weights::K1_QUESTION;
            let question = self.question(&tokens, &content);
            self.k1 = weights::K1;
            question
        } else {
            self.all_words(&normalized, &tokens, &content)
        }
    }

    fn mark(&mut self, tokens: &[Token<'_>], content: &[&Word]) -> Result<()> {
        if tokens.len() > 1 {
            self.needles.push(HighlightTerm::phrase(tokens));
        }
        for word in content {
            match &word.form {
                Form::English(text) => self.needles.push(HighlightTerm::Stem(stem::stem(text))),
                Form::Han(text) => {
                    self.needles
                        .push(HighlightTerm::phrase(&analysis::tokens(text)));
                    let parts = if text.chars().nth(2).is_some() {
                        self.parts(text)?
                    } else {
                        None
                    };
                    let parts = parts
                        .iter()
                        .flatten()
                        .map(|part| HighlightTerm::phrase(&analysis::tokens(part)));
                    self.needles.extend(parts);
                }
            }
        }
        Ok(())
    }

    fn all_words(
        &mut self,
        normalized: &str,
        tokens: &[Token<'_>],
        content: &[&Word],
    ) -> Result<Boxed> {
        let bound = content
            .iter()
            .map(|word| self.bound(word))
            .sum::<Result<f32>>()?;
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let mut own_texts: Vec<Boxed> = Vec::new();
        let mut bonuses: Vec<Boxed> = Vec::new();
        let mut rest = content;
        for run in typed_runs(normalized, tokens) {
            let end = run[run.len() - 1].range.end;
            let (inside, after) = rest.split_at(rest.partition_point(|word| word.at < end));
            rest = after;
            let mut words = Vec::new();
            let reasons = self.reasons.len();
            for word in inside {
                let (own, heading) = (self.own(word)?, self.heading(word));
                own_texts.push(own.box_clone());
                let each = if content.len() == 1 {
                    with_bonus(own, heading)
                } else {
                    Box::new(Union(vec![own, heading]))
                };
                words.push((Occur::Must, each));
            }
            // The text's own words may be others where the query's are cut in another way. What
            // stands verbatim is found all the same.
            if words.len() > 1 && run.iter().any(|token| token.han) {
                let all: Boxed = Box::new(BooleanQuery::new(words));
                self.score_only_with(reasons, &all);
                let verbatim = self.verbatim(run, bound);
                own_texts.push(verbatim.box_clone());
                words = vec![(Occur::Must, Box::new(Union(vec![all, verbatim])))];
            } else if run.len() > 1 {
                bonuses.push(self.verbatim(run, bound));
            }
            clauses.extend(words);
        }
        if content.len() > 1 {
            clauses.push((Occur::Must, unscored(Box::new(Union(own_texts)))));
        }
        let several = typed_runs(normalized, tokens).nth(1).is_some();
        if several {
            bonuses.push(self.verbatim(tokens, bound));
        }
        if !bonuses.is_empty() {
            clauses.push((Occur::Should, Box::new(Union(bonuses))));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// What stands verbatim comes before what has only the parts: its bonus is more than all parts
    /// can score, which is `bound`.
    fn verbatim(&mut self, run: &[Token<'_>], bound: f32) -> Boxed {
        let exact = self.exact(&phrase_tokens(run), 0, 1.0);
        let verbatim: Boxed = Box::new(ConstScoreQuery::new(
            exact,
            leaf::round(bound / weights::LEAST_SHARE),
        ));
        self.scores(&verbatim, || format!("“{}” verbatim", text(run)));
        verbatim
    }

    fn question(&mut self, tokens: &[Token<'_>], content: &[&Word]) -> Result<Boxed> {
        let own = content
            .iter()
            .map(|w| Ok((Occur::Should, self.own(w)?)))
            .collect::<Result<Vec<_>>>()?;
        let mut clauses: Vec<(Occur, Boxed)> =
            vec![(Occur::Must, Box::new(BooleanQuery::new(own)))];
        clauses.extend(content.iter().map(|w| (Occur::Should, self.heading(w))));
        for pair in pairs(tokens).take(weights::MOST_WORDS) {
            let in_a_row = self.exact(&phrase_tokens(pair), 0, weights::PAIR);
            self.scores(&in_a_row, || format!("“{}” in a row", text(pair)));
            clauses.push((Occur::Should, in_a_row));
        }
        let bound = content
            .iter()
            .map(|word| self.bound(word))
            .sum::<Result<f32>>()?;
        clauses.push(self.same_language(tokens, bound));
        if (2..=weights::MOST_VERBATIM).contains(&tokens.len()) {
            clauses.push((Occur::Should, self.verbatim(tokens, bound)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Of two answers to a question, the one in its own language is meant first.
    fn same_language(&mut self, tokens: &[Token<'_>], bound: f32) -> (Occur, Boxed) {
        let han = tokens.iter().filter(|t| t.han).count();
        let lang = if han * 2 >= tokens.len() {
            Lang::Zh
        } else {
            Lang::En
        };
        let same = self.term(self.index.fields.lang, &lang.to_string(), 1.0);
        let same: Boxed = Box::new(ConstScoreQuery::new(
            same,
            leaf::round(bound * weights::SAME_LANGUAGE),
        ));
        self.scores(&same, || format!("the question's language, {lang}"));
        (Occur::Should, same)
    }

    /// `word` in the passage's own text.
    fn own(&mut self, word: &Word) -> Result<Boxed> {
        let fields = self.index.fields;
        let ways: Vec<(&str, Boxed)> = match &word.form {
            Form::English(text) => vec![
                (
                    "in any form",
                    self.term(fields.english, &stem::stem(text), 1.0),
                ),
                (
                    "as typed",
                    self.term(fields.exact, text, weights::EXACT_FORM),
                ),
            ],
            Form::Han(text) if text.chars().nth(1).is_none() => vec![
                (
                    "as a character",
                    self.term(fields.exact, text, weights::CHARACTER),
                ),
                (
                    "as a word",
                    self.term(fields.chinese, text, weights::CHARACTER),
                ),
            ],
            Form::Han(text) => {
                let known = self.doc_freq(fields.chinese, text)? > 0;
                let short = text.chars().nth(2).is_none();
                let as_word = self.term(fields.chinese, text, 1.0);
                let in_a_row = || self.exact(&phrase_tokens(&analysis::tokens(text)), 0, 1.0);
                match (known, short) {
                    (true, true) => vec![("as a word", as_word)],
                    (true, false) => {
                        let mut ways = vec![as_word, in_a_row()];
                        ways.extend(self.parts(text)?.map(|parts| self.all_parts(&parts)));
                        vec![(
                            "whole, or all its parts",
                            Box::new(DisjunctionMaxQuery::new(ways)),
                        )]
                    }
                    (false, _) => vec![("in a row", in_a_row())],
                }
            }
        };
        for (how, way) in &ways {
            self.scores(way, || format!("“{}” {how}", word.text()));
        }
        // What has a word as typed has it in some form, and what has a word of one character has
        // the character: where there are two ways, the second matches only where the first does.
        Ok(ways
            .into_iter()
            .map(|(_, way)| way)
            .reduce(with_bonus)
            .unwrap_or_else(|| Box::new(EmptyQuery)))
    }

    fn all_parts(&self, parts: &[String]) -> Boxed {
        let all = parts.iter().map(|part| {
            (
                Occur::Must,
                self.term(self.index.fields.chinese, part, weights::PART),
            )
        });
        Box::new(BooleanQuery::new(all.collect()))
    }

    /// `word` in the headings above the passage.
    fn heading(&mut self, word: &Word) -> Boxed {
        let term = match &word.form {
            Form::English(text) => stem::stem(text),
            Form::Han(text) => text.clone(),
        };
        let heading = self.term(self.index.fields.heading, &term, weights::HEADING);
        self.scores(&heading, || format!("“{}” in a heading above", word.text()));
        heading
    }

    /// More than [`Self::own`] and [`Self::heading`] can score for `word` together.
    fn bound(&self, word: &Word) -> Result<f32> {
        let fields = &self.index.fields;
        let (field, term, characters) = match &word.form {
            Form::English(text) => (fields.english, stem::stem(text), vec![text.clone()]),
            Form::Han(text) => (
                fields.chinese,
                text.clone(),
                text.chars().map(String::from).collect(),
            ),
        };
        let exact = characters
            .iter()
            .map(|c| self.idf(fields.exact, c))
            .sum::<Result<f32>>()?;
        let idfs = self.idf(field, &term)? + exact + self.idf(fields.heading, &term)?;
        Ok(idfs * (weights::K1 + 1.0))
    }

    fn idf(&self, field: Field, term: &str) -> Result<f32> {
        Ok(leaf::idf(
            self.index.searcher.num_docs(),
            self.doc_freq(field, term)?,
        ))
    }
}

/// What `query` matches; where `bonus` matches too, its score comes on top.
fn with_bonus(query: Boxed, bonus: Boxed) -> Boxed {
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, query),
        (Occur::Should, bonus),
    ]))
}

/// Somewhere in `query` stands a question word or the mark that ends a question or a sentence.
pub(in crate::search) fn asks(query: &Query) -> bool {
    match query {
        Query::Words(words) => {
            let text = words.join(" ");
            let normalized = analysis::normalize(&text).text;
            let tokens = analysis::tokens(&normalized);
            let asks = |t: &Token<'_>| !t.han && stop::is_question_word(t.text);
            normalized.contains(['?', '。'])
                || normalized.ends_with('.') && tokens.last().is_some_and(|t| t.han)
                || tokens.len() > 3 && tokens.iter().any(asks)
                || stop::contains_question_word(&normalized)
        }
        Query::All(parts) | Query::Any(parts) => parts.iter().any(asks),
        _ => false,
    }
}

fn is_long(content: &[&Word]) -> bool {
    let han = content
        .iter()
        .filter(|w| matches!(w.form, Form::Han(_)))
        .count();
    content.len() > weights::ALL_MUST_MATCH || han > weights::ALL_HAN_MUST_MATCH
}

/// Each two characters or words that say something and have at most function words between them,
/// with these.
fn pairs<'a, 'b>(tokens: &'a [Token<'b>]) -> impl Iterator<Item = &'a [Token<'b>]> {
    let says = |t: &Token<'_>| t.han || !stop::is_function_word(t.text);
    let saying: Vec<usize> = (0..tokens.len()).filter(|&at| says(&tokens[at])).collect();
    let pairs: Vec<_> = saying
        .windows(2)
        .map(|two| &tokens[two[0]..=two[1]])
        .collect();
    pairs
        .into_iter()
        .filter(|pair| pair.len() <= weights::LONGEST_PAIR)
}

/// The texts of tokens that stand in a row, with a blank between words.
fn text(run: &[Token<'_>]) -> String {
    let mut out = String::new();
    for token in run {
        if !token.han && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(token.text);
    }
    out
}

/// Each stretch of the query that was typed without blanks: a Han run, `COVID-19`.
fn typed_runs<'a, 'b>(
    normalized: &str,
    tokens: &'a [Token<'b>],
) -> impl Iterator<Item = &'a [Token<'b>]> {
    tokens.chunk_by(|a, b| !normalized[a.range.end..b.range.start].contains(char::is_whitespace))
}
