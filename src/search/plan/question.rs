//! Plans a question: any of its words will do, and passages are ranked by all that its text tells.
//!
//! A question is answered in two phases. A plain score of its words draws candidates; then
//! [`ranking`](crate::search::scoring::ranking) ranks these. A query that doesn't score finds all
//! that match, for those who want them all or count their labels.

use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::candidates::Question;
use super::clauses::is_wordless;
use super::planned::{BoxedQuery, Clauses, Planned, unscored};
use super::planner::Planner;
use super::ranked::{Ranked, Ranker, is_short};
use super::segment::Word;
use super::stretch::Stretch;
use crate::analysis::Token;
use crate::error::Result;
use crate::query::Query;
use crate::search::highlight::{HighlightTerm, phrase_tokens};
use crate::search::scoring::weights;

/// The parts of a question.
struct Parts<'q> {
    stretches: Vec<Stretch>,
    /// Everything else.
    others: Vec<&'q Query>,
}

impl Planner<'_> {
    /// Plans `parts`, all of which a passage would have to match, as a question, if they are one.
    pub(super) fn as_question(self, parts: &[Query]) -> Result<Option<Planned>> {
        let Parts { stretches, others } = self.split(parts);
        if stretches
            .iter()
            .all(|stretch| stretch.is_quoted)
        {
            return Ok(None);
        }
        let mut words = Vec::new();
        for stretch in &stretches {
            let tokens = stretch.tokens();
            words.extend(self.segment(
                &stretch.text,
                &stretch.normalized,
                &tokens,
            )?);
        }
        let content = self.content(&words)?;
        let count = if self.is_relaxed {
            words.len()
        } else {
            content.len()
        };
        let is_alone = stretches.len() == 1 && count < 2;
        let is_any = self.is_question || self.is_relaxed || super::words::is_long(&content);
        if content.is_empty() || !is_any || is_alone && !has_anchor(&others) {
            return Ok(None);
        }
        self.question(&stretches, &content, &others)
            .map(Some)
    }

    /// Splits the text of a question from the other parts. In a question, quotation marks are not
    /// demands.
    fn split(self, parts: &[Query]) -> Parts<'_> {
        let mut stretches = Vec::new();
        let mut others = Vec::new();
        for part in parts {
            match part {
                Query::Words(words) => stretches.push(Stretch::new(words.join(" "), false)),
                Query::Phrase(text, 0) if self.is_question && !is_wordless(text) => {
                    stretches.push(Stretch::new(text.clone(), true));
                }
                other => others.push(other),
            }
        }
        Parts { stretches, others }
    }

    fn question(
        self,
        stretches: &[Stretch],
        content: &[&Word],
        others: &[&Query],
    ) -> Result<Planned> {
        let required = self.required(others)?;
        let is_optional = has_anchor(others);
        let mut ranker = Ranker::new(self.with_k1(weights::K1_QUESTION));
        ranker.add_words(content)?;
        for stretch in stretches {
            ranker.add_stretch(stretch, content)?;
        }
        for other in others {
            if let Query::Phrase(text, 0) = other {
                ranker.add_phrase(text)?;
            }
        }
        let made = ranker.finish(stretches)?;

        let mut matching = Vec::new();
        for stretch in stretches {
            matching.extend(self.han_runs(stretch, stretches.len() == 1));
        }
        let mut clauses = Clauses::new();
        if !is_optional {
            clauses.add_query(Occur::Must, any_of(&made, &matching));
        }
        let required = required.map(|planned| clauses.absorb(planned));
        if let Some(required) = &required {
            clauses.add_query(Occur::Must, required.box_clone());
        }
        let mut planned = clauses.into_simplest();
        planned
            .highlights
            .extend(self.question_highlights(stretches, content)?);
        for stretch in stretches
            .iter()
            .filter(|stretch| stretch.is_quoted)
        {
            planned
                .not_demanded
                .push(format!("“{}”", stretch.text));
        }
        planned.any_words = !self.is_question && !self.is_relaxed;
        planned.question = Some(Question {
            ranking: made.ranking,
            draws: made.draws,
            matching,
            joins: made.joins,
            required,
            words_are_optional: is_optional,
        });
        Ok(planned)
    }

    /// Plans the parts besides the text, which must match.
    fn required(self, others: &[&Query]) -> Result<Option<Planned>> {
        let others: Vec<Query> = others
            .iter()
            .map(|other| (*other).clone())
            .collect();
        if others.is_empty() {
            return Ok(None);
        }
        let mut planned = self
            .without_question()
            .all(&others)?;
        planned.reasons.clear();
        planned.query = unscored(planned.query);
        Ok(Some(planned))
    }

    /// Returns a phrase for each run of Han characters, which only matches, so that an unquoted run
    /// finds what the quoted one finds. A run that is all of the stretch is searched for verbatim
    /// already.
    fn han_runs(self, stretch: &Stretch, is_alone: bool) -> Vec<BoxedQuery> {
        let tokens = stretch.tokens();
        let is_verbatim = |run: &[Token<'_>]| run.len() == tokens.len() && is_short(run);
        let runs = tokens.chunk_by(|a, b| a.han && b.han && a.range.end == b.range.start);
        runs.filter(|run| run.len() > 1 && !(is_alone && is_verbatim(run)))
            .map(|run| self.exact(&phrase_tokens(run), 1.0))
            .collect()
    }

    fn question_highlights(
        self,
        stretches: &[Stretch],
        content: &[&Word],
    ) -> Result<Vec<HighlightTerm>> {
        let mut highlights = Vec::new();
        for stretch in stretches {
            let tokens = stretch.tokens();
            if tokens.len() > 1 {
                highlights.push(HighlightTerm::phrase(&tokens));
            }
        }
        highlights.extend(self.word_highlights(content)?);
        Ok(highlights)
    }
}

/// Returns a query for the passages that have one of the words, or match otherwise.
fn any_of(ranked: &Ranked, matching: &[BoxedQuery]) -> BoxedQuery {
    let mut members = Vec::new();
    for draw in &ranked.draws {
        let term = ranked.ranking.terms[draw.term]
            .term
            .clone();
        let query: BoxedQuery = Box::new(TermQuery::new(
            term,
            IndexRecordOption::Basic,
        ));
        members.push((Occur::Should, query));
    }
    for query in ranked.joins.iter().chain(matching) {
        members.push((Occur::Should, query.box_clone()));
    }
    unscored(Box::new(BooleanQuery::new(members)))
}

/// Returns whether a part finds passages by itself, so that the words need not match.
fn has_anchor(others: &[&Query]) -> bool {
    others
        .iter()
        .any(|other| match other {
            Query::Phrase(text, _) | Query::Prefix(text) => !is_wordless(text),
            Query::Any(_) | Query::All(_) => true,
            _ => false,
        })
}
