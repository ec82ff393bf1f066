//! [`Query`] to tantivy's query: the only place where the ranking is composed.

mod cut;
pub(in crate::search) mod weights;
mod words;

pub(in crate::search) use words::asks;

use std::collections::BTreeSet;
use std::ops::Bound;

use jiff::civil::Date;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query as TantivyQuery, RangeQuery,
    TermSetQuery,
};
use tantivy::schema::Field;

use crate::analysis::analyzer::GAP;
use crate::analysis::{self, pairs};
use crate::error::{Error, Result};
use crate::index::{Fields, Index, date_number, normalize_label};
use crate::query::Query;
use crate::query::filter::{self, Filter};
use crate::search::highlight::{HighlightTerm, PhraseToken, phrase_tokens};
use crate::search::scoring::leaf::Leaf;
use crate::search::terms::{each_term, words_starting};

/// Most words that the last word of a phrase may stand for.
const MAX_EXPANSIONS: usize = 1000;

type Boxed = Box<dyn TantivyQuery>;

/// A query as tantivy runs it, and what to mark in its hits.
pub(in crate::search) struct Plan {
    /// Matches and scores passages.
    pub query: Boxed,
    /// What matched in a passage's own text.
    pub needles: Vec<HighlightTerm>,
    /// Labels that are asked for and that no passage has.
    pub unknown: Vec<(filter::Field, String)>,
    /// What scores, in words, if asked for. What matches and scores nothing is not among it.
    pub reasons: Vec<(String, Boxed)>,
}

/// Lowers `query`, narrowed by `filters` (any of one field's, and one of every field's).
///
/// With `explain`, what scores is named.
///
/// # Errors
/// Where the index cannot be read.
pub(in crate::search) fn plan(
    index: &Index,
    query: &Query,
    filters: &[Filter],
    explain: bool,
) -> Result<Plan> {
    let asks = asks(query);
    let (needles, unknown, reasons) = (Vec::new(), Vec::new(), Vec::new());
    let mut lowering = Planner {
        index,
        needles,
        unknown,
        reasons,
        explain,
        asks,
        denies: false,
        k1: weights::K1,
    };
    let query = lowering.lower(&whole(query, filters))?;
    let Planner {
        needles,
        unknown,
        reasons,
        ..
    } = lowering;
    Ok(Plan {
        query,
        needles,
        unknown,
        reasons,
    })
}

/// `query` and all of `filters`.
pub(in crate::search) fn whole(query: &Query, filters: &[Filter]) -> Query {
    let mut parts = if let Query::All(parts) = query {
        parts.clone()
    } else {
        vec![query.clone()]
    };
    parts.extend(filters.iter().cloned().map(Query::Filter));
    Query::All(parts)
}

struct Planner<'a> {
    index: &'a Index,
    needles: Vec<HighlightTerm>,
    unknown: Vec<(filter::Field, String)>,
    reasons: Vec<(String, Boxed)>,
    explain: bool,
    /// The query is a question or a sentence, not a list of words.
    asks: bool,
    /// What is lowered must not be there: all of it, not the best of it.
    denies: bool,
    /// BM25's k1 for the leaves that are made.
    k1: f32,
}

impl Planner<'_> {
    fn lower(&mut self, query: &Query) -> Result<Boxed> {
        match query {
            Query::Words(words) => self.words(&words.join(" ")),
            Query::Phrase(text, slop) => Ok(self.phrase(text, *slop)),
            Query::Prefix(text) => self.prefix(text),
            Query::Filter(filter) => Ok(unscored(self.filter(filter)?)),
            Query::Not(_) => self.all(std::slice::from_ref(query)),
            Query::All(parts) => self.all(parts),
            Query::Any(parts) => {
                let parts = parts
                    .iter()
                    .map(|p| Ok((Occur::Should, self.by_itself(p)?)))
                    .collect::<Result<_>>()?;
                Ok(Box::new(BooleanQuery::new(parts)))
            }
        }
    }

    fn all(&mut self, parts: &[Query]) -> Result<Boxed> {
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let mut filters: Vec<&Filter> = Vec::new();
        // Of a question with a phrase in it the phrase must be there; the words around it say which
        // passage is best.
        let anchored = self.asks
            && parts
                .iter()
                .any(|part| matches!(part, Query::Phrase(text, _) if !is_wordless(text)));
        for part in parts {
            match part {
                // A lone mark between words and phrases asks for nothing.
                Query::Words(words) if parts.len() > 1 && words.iter().all(|w| is_wordless(w)) => {}
                Query::Phrase(text, _) | Query::Prefix(text)
                    if parts.len() > 1 && is_wordless(text) => {}
                Query::Filter(filter) => filters.push(filter),
                Query::Not(inside) => {
                    // What must not be there is not marked, and scores nothing.
                    let (marked, reasons) = (self.needles.len(), self.reasons.len());
                    let denied = std::mem::replace(&mut self.denies, true);
                    clauses.push((Occur::MustNot, self.lower(inside)?));
                    self.denies = denied;
                    self.needles.truncate(marked);
                    self.reasons.truncate(reasons);
                }
                part @ Query::Words(_) if anchored => {
                    clauses.push((Occur::Should, self.by_itself(part)?));
                }
                part => clauses.push((Occur::Must, self.lower(part)?)),
            }
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot)
            || clauses.is_empty() && !filters.is_empty()
        {
            clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        while let Some(first) = filters.first() {
            let field = first.field();
            let (same, others): (Vec<_>, Vec<_>) = filters.iter().partition(|f| f.field() == field);
            let any = same
                .into_iter()
                .map(|f| Ok((Occur::Should, self.filter(f)?)))
                .collect::<Result<Vec<_>>>()?;
            clauses.push((Occur::Must, unscored(Box::new(BooleanQuery::new(any)))));
            filters = others;
        }
        Ok(match clauses.len() {
            0 => Box::new(EmptyQuery),
            1 => clauses.swap_remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        })
    }

    fn phrase(&mut self, text: &str, slop: u32) -> Boxed {
        let normalized = analysis::normalize(text).text;
        let shape = phrase_tokens(&analysis::tokens(&normalized));
        self.needles
            .push(HighlightTerm::Phrase(shape.clone(), slop));
        let phrase = self.exact(&shape, slop, 1.0);
        self.scores(&phrase, || match slop {
            0 => format!("the phrase “{text}”"),
            _ => format!("“{text}” within {slop}"),
        });
        phrase
    }

    /// Notes what `query` scores for.
    fn scores(&mut self, query: &Boxed, why: impl FnOnce() -> String) {
        if self.explain {
            self.reasons.push((why(), query.box_clone()));
        }
    }

    /// Lowers what a passage may match or not: what is in it scores only where it matches as a
    /// whole.
    fn by_itself(&mut self, query: &Query) -> Result<Boxed> {
        let before = self.reasons.len();
        let lowered = self.lower(query)?;
        self.score_only_with(before, &lowered);
        Ok(lowered)
    }

    /// The reasons from the `from`th on count only where `whole` matches.
    fn score_only_with(&mut self, from: usize, whole: &Boxed) {
        for (_, query) in &mut self.reasons[from..] {
            let both = vec![
                (Occur::Must, query.box_clone()),
                (Occur::Must, unscored(whole.box_clone())),
            ];
            *query = Box::new(BooleanQuery::new(both));
        }
    }

    /// Tokens at their positions in the exact field: what decides every phrase.
    fn exact(&self, shape: &[PhraseToken], slop: u32, weight: f32) -> Boxed {
        if shape.is_empty() {
            return Box::new(EmptyQuery);
        }
        let gaps = if slop == 0 { gaps(shape) } else { Vec::new() };
        let all = shape
            .iter()
            .map(|token| (token.offset, token.text.as_str()))
            .chain(gaps);
        let mut terms: Vec<_> = all
            .map(|(at, token)| {
                (
                    at as usize,
                    Term::from_field_text(self.index.fields.exact, token),
                )
            })
            .collect();
        terms.sort_by_key(|(at, _)| *at);
        let pairs = if slop == 0 {
            self.pairs(shape)
        } else {
            Vec::new()
        };
        Box::new(Leaf {
            terms,
            pairs,
            slop,
            weight,
            k1: self.k1,
        })
    }

    /// The pairs in a phrase that are terms.
    fn pairs(&self, shape: &[PhraseToken]) -> Vec<Term> {
        let side_by_side = shape
            .windows(2)
            .filter(|two| two[1].offset == two[0].offset + 1);
        let pairs = side_by_side.filter_map(|two| pairs::pair(&two[0].text, &two[1].text));
        pairs
            .map(|pair| Term::from_field_text(self.index.fields.pairs, &pair))
            .collect()
    }

    /// Words that begin like `text`. All of them are found, however many there are.
    fn prefix(&mut self, text: &str) -> Result<Boxed> {
        let normalized = analysis::normalize(text).text;
        let tokens = analysis::tokens(&normalized);
        let shape = phrase_tokens(&tokens);
        self.needles.push(HighlightTerm::Prefix(shape.clone()));
        let Some((PhraseToken { offset, text: last }, before)) = shape.split_last() else {
            return Ok(Box::new(EmptyQuery));
        };
        if before.is_empty() {
            // No word goes on with the last character that there is.
            let end = format!("{last}{}", char::MAX);
            let [start, end] = [last, &end]
                .map(|text| Bound::Included(Term::from_field_text(self.index.fields.exact, text)));
            let range: Boxed = Box::new(RangeQuery::new(start, end));
            self.scores(&range, || format!("a word that begins with “{text}”"));
            return Ok(range);
        }
        let words = words_starting(self.index, self.index.fields.exact, last)?;
        if words.len() > MAX_EXPANSIONS {
            let problem = format!(
                "{} words begin with {last:?}, too many for a phrase; type more letters",
                words.len()
            );
            return Err(Error::Query {
                problem,
                query: text.to_owned(),
                column: 0,
            });
        }
        let phrases = words.into_iter().map(|word| {
            let mut shape = before.to_vec();
            shape.push(PhraseToken {
                offset: *offset,
                text: word,
            });
            (Occur::Should, self.exact(&shape, 0, 1.0))
        });
        let phrases: Boxed = Box::new(BooleanQuery::new(phrases.collect()));
        self.scores(&phrases, || format!("a phrase that begins with “{text}”"));
        Ok(phrases)
    }

    fn filter(&mut self, filter: &Filter) -> Result<Boxed> {
        let fields = self.index.fields;
        let day = |date: &Option<Date>| match date {
            Some(date) => Bound::Included(Term::from_field_u64(fields.date, date_number(*date))),
            None => Bound::Unbounded,
        };
        Ok(match filter {
            Filter::Kind(kind) => self.term(fields.kind, &kind.to_string(), 1.0),
            Filter::Lang(lang) => self.term(fields.lang, &lang.to_string(), 1.0),
            // Passages of briefs without a date have no number, and so are in no range.
            Filter::Dates(_, first, last) => Box::new(RangeQuery::new(day(first), day(last))),
            Filter::Label(named, value) => {
                let field = label_field(&fields, *named);
                let terms = self.labels(field, &normalize_label(value))?;
                if terms.is_empty() {
                    self.unknown.push((*named, value.clone()));
                }
                Box::new(TermSetQuery::new(
                    terms
                        .iter()
                        .map(|label| Term::from_field_text(field, label)),
                ))
            }
        })
    }

    /// The labels that `value` (normalized) means: the one that it is; else those that begin with
    /// it; else those that have it inside, at the start of a word. A number is that number and no
    /// other.
    fn labels(&self, field: Field, value: &str) -> Result<Vec<String>> {
        if self.doc_freq(field, value)? > 0 {
            return Ok(vec![value.to_owned()]);
        }
        if value.chars().all(|c| c.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let begin = words_starting(self.index, field, value)?;
        if !begin.is_empty() {
            return Ok(begin);
        }
        let starts_word = |label: &str, at: usize| {
            label[..at]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric() || analysis::token::is_han(c))
        };
        let inside = |label: &str| {
            label
                .match_indices(value)
                .any(|(at, _)| starts_word(label, at))
        };
        let mut found = BTreeSet::new();
        each_term(self.index, field, None, |label, _| {
            if inside(label) {
                found.insert(label.to_owned());
            }
        })?;
        Ok(found.into_iter().collect())
    }

    fn doc_freq(&self, field: Field, term: &str) -> Result<u64> {
        self.index.doc_freq(&Term::from_field_text(field, term))
    }

    fn term(&self, field: Field, text: &str, weight: f32) -> Boxed {
        Box::new(Leaf {
            terms: vec![(0, Term::from_field_text(field, text))],
            pairs: Vec::new(),
            slop: 0,
            weight,
            k1: self.k1,
        })
    }
}

/// The index's field for labels of `named`.
pub(in crate::search) fn label_field(fields: &Fields, named: filter::Field) -> Field {
    match named {
        filter::Field::Section => fields.section,
        filter::Field::Topic => fields.topic,
        filter::Field::Title => fields.title,
        _ => fields.issue,
    }
}

pub(in crate::search) fn is_wordless(text: &str) -> bool {
    analysis::tokens(&analysis::normalize(text).text).is_empty()
}

/// The positions in a phrase where clause punctuation stands.
fn gaps(shape: &[PhraseToken]) -> Vec<(u32, &'static str)> {
    let parted = shape
        .windows(2)
        .filter(|pair| pair[1].offset - pair[0].offset > 1);
    parted.map(|pair| (pair[0].offset + 1, GAP)).collect()
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
