//! Plans unquoted words: of a few words all must match, of a question or a long text one.

use tantivy::query::Occur;

use super::planned::{BoxedQuery, Clauses, Planned, unscored};
use super::planner::Planner;
use super::segment::Word;
use crate::analysis::{self, Token, stem, stop};
use crate::error::Result;
use crate::search::highlight::{HighlightTerm, phrase_tokens};
use crate::search::scoring::bm25::quantize;
use crate::search::scoring::parts::Constant;
use crate::search::scoring::union::Union;
use crate::search::scoring::weights;

/// A stretch of the query that is typed without spaces, such as a Han run or `COVID-19`.
struct Run<'a> {
    tokens: &'a [Token<'a>],
    /// The words to search for that it contains.
    words: &'a [&'a Word],
}

impl Run<'_> {
    /// Returns whether it is a single word that cannot be scattered.
    fn is_short_word(&self) -> bool {
        matches!(self.words, [word] if word.is_short() && self.tokens.len() == word.length())
    }

    fn has_han(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| token.han)
    }
}

/// A run as it is planned.
struct PlannedRun {
    /// Queries that must all match.
    required: Vec<Planned>,
    /// Queries for its words in the passage's own text only.
    in_text: Vec<BoxedQuery>,
    /// A query for the run as a phrase, to add to the score.
    verbatim: Option<Planned>,
}

impl Planner<'_> {
    /// Plans words that are a part of a query.
    pub(super) fn words(self, text: &str) -> Result<Planned> {
        let normalized = analysis::normalize(text);
        let tokens = analysis::tokens(&normalized.text);
        let words = self.segment(text, &normalized, &tokens)?;
        let content = self.content(&words)?;
        let any_will_do =
            !self.is_negated && content.len() > 1 && (self.is_question || is_long(&content));
        let mut planned = if content.is_empty() {
            Planned::nothing()
        } else if any_will_do {
            self.any_word(&tokens, &content)?
        } else {
            self.all_words(&normalized.text, &tokens, &content)?
        };
        if tokens.len() > 1 {
            planned
                .highlights
                .push(HighlightTerm::phrase(&tokens));
        }
        planned
            .highlights
            .extend(self.word_highlights(&content)?);
        if !self.is_question {
            planned.any_words = any_will_do;
            planned.not_required = not_required(&words, &content);
        }
        Ok(planned)
    }

    /// Returns what to highlight of words: each of them, and the words that make up a long Chinese
    /// one.
    pub(super) fn word_highlights(self, content: &[&Word]) -> Result<Vec<HighlightTerm>> {
        let mut highlights = Vec::new();
        for word in content {
            if !word.is_han {
                highlights.push(HighlightTerm::Stem(stem::stem(
                    &word.text,
                )));
                continue;
            }
            highlights.push(HighlightTerm::phrase(
                &analysis::tokens(&word.text),
            ));
            if word.length() > 2 {
                for part in self
                    .parts(&word.text)?
                    .iter()
                    .flatten()
                {
                    highlights.push(HighlightTerm::phrase(
                        &analysis::tokens(part),
                    ));
                }
            }
        }
        Ok(highlights)
    }

    /// Plans words of which one must match, in the text; the text verbatim comes first.
    fn any_word(self, tokens: &[Token<'_>], content: &[&Word]) -> Result<Planned> {
        let bound = self.bound(content)?;
        let mut own = Vec::with_capacity(content.len());
        let mut headings = Vec::with_capacity(content.len());
        for word in content {
            own.push(self.own(word)?);
            headings.push(self.heading(word));
        }
        let verbatim = self.verbatim(tokens, bound);
        own.push(verbatim);
        Ok(Planned::any(own).with_bonus(Planned::any(headings)))
    }

    /// Plans words that must all match, in the passage's text or in a heading above it, and one of
    /// them in its text.
    fn all_words(
        self,
        normalized: &str,
        tokens: &[Token<'_>],
        content: &[&Word],
    ) -> Result<Planned> {
        let bound = self.bound(content)?;
        let mut clauses = Clauses::new();
        let mut in_text = Vec::new();
        let mut bonuses = Vec::new();
        let runs = runs(normalized, tokens, content);
        for run in &runs {
            let run = self.run(run, bound, content.len() == 1)?;
            in_text.extend(run.in_text);
            for required in run.required {
                clauses.add(Occur::Must, required);
            }
            if let Some(verbatim) = run.verbatim {
                bonuses.push(clauses.absorb(verbatim));
            }
        }
        if content.len() > 1 {
            let one_in_text = unscored(Box::new(Union(in_text)));
            clauses.add_query(Occur::Must, one_in_text);
        }
        if runs.len() > 1 {
            bonuses.push(clauses.absorb(self.verbatim(tokens, bound)));
        }
        if !bonuses.is_empty() {
            clauses.add_query(Occur::Should, Box::new(Union(bonuses)));
        }
        Ok(clauses.into_planned())
    }

    /// Plans a run whose words must all match. `is_only_word` says that the query has no other
    /// word.
    fn run(self, run: &Run<'_>, bound: f32, is_only_word: bool) -> Result<PlannedRun> {
        let mut required = Vec::new();
        let mut in_text = Vec::new();
        for word in run.words {
            let own = self.own(word)?;
            in_text.push(own.query.box_clone());
            let heading = self.heading(word);
            // An only word must match the text: the heading then adds to its score.
            required.push(if is_only_word {
                own.with_bonus(heading)
            } else {
                Planned::union(vec![own, heading])
            });
        }
        let mut verbatim = None;
        if required.len() > 1 && run.has_han() {
            // The passage was segmented with a dictionary, and the query with the index's words.
            // The two may disagree, so the run also matches as a phrase.
            let phrase = self.verbatim(run.tokens, bound);
            in_text.push(phrase.query.box_clone());
            let words = Planned::all(required).optional();
            required = vec![Planned::union(vec![words, phrase])];
        } else if run.tokens.len() > 1 && !run.is_short_word() {
            verbatim = Some(self.verbatim(run.tokens, bound));
        }
        Ok(PlannedRun {
            required,
            in_text,
            verbatim,
        })
    }

    /// Plans a stretch of the query as a phrase, with a score that is greater than `bound`, the
    /// most that its words can score: a passage with the phrase comes before any passage with only
    /// the words.
    ///
    /// The collector may still multiply the score of the passage with the phrase by
    /// [`weights::LEAST_FACTOR`], and the score of the other by 1. So that the order holds, the
    /// bound is divided by that factor.
    pub(super) fn verbatim(self, run: &[Token<'_>], bound: f32) -> Planned {
        let phrase = self.exact(&phrase_tokens(run), 1.0);
        let score = quantize(self.scale * bound / weights::LEAST_FACTOR);
        let query = Box::new(Constant {
            query: phrase,
            score,
        });
        self.scored(query, || {
            format!("“{}” verbatim", text_of(run))
        })
    }
}

/// Returns the words that say little and are not searched for, each once.
fn not_required(words: &[Word], content: &[&Word]) -> Vec<String> {
    let mut dropped: Vec<String> = Vec::new();
    for word in words {
        let is_content = content
            .iter()
            .any(|kept| kept.text == word.text);
        if stop::is_function_word(&word.text) && !is_content && !dropped.contains(&word.text) {
            dropped.push(word.text.clone());
        }
    }
    dropped
}

/// Returns whether so many words are rather a sentence.
pub(super) fn is_long(content: &[&Word]) -> bool {
    let han = content
        .iter()
        .filter(|word| word.is_han)
        .count();
    content.len() > weights::ALL_MUST_MATCH || han > weights::ALL_HAN_MUST_MATCH
}

/// Splits the query into runs. `content` has the words to search for, in order.
fn runs<'a>(normalized: &str, tokens: &'a [Token<'a>], content: &'a [&'a Word]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let mut rest = content;
    for tokens in tokens.chunk_by(|a, b| are_joined(normalized, a, b)) {
        let end = tokens
            .last()
            .map_or(0, |token| token.range.end);
        let count = rest.partition_point(|word| word.at < end);
        let (words, after) = rest.split_at(count);
        runs.push(Run { tokens, words });
        rest = after;
    }
    runs
}

/// Returns whether no space separates two tokens.
fn are_joined(normalized: &str, token: &Token<'_>, next: &Token<'_>) -> bool {
    let between = &normalized[token.range.end..next.range.start];
    !between.contains(char::is_whitespace)
}

/// Returns the text of tokens in a row, with spaces before English words.
pub(super) fn text_of(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for token in tokens {
        if !token.han && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(token.text);
    }
    text
}
