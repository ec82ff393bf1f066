//! Queries for shapes, made of tantivy's own queries only.

use std::collections::HashSet;
use std::ops::Bound;

use tantivy::collector::DocSetCollector;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, ExistsQuery, Occur, PhraseQuery, Query, RangeQuery,
    RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Term};

use super::other::Other;
use crate::analysis::analyzer;
use crate::index::{Elsewhere, Found, Phrase, Shape, passage_from_bytes, schema};

type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Other {
    /// Returns a query for the passages of a shape without parts.
    fn query(&self, shape: &Shape) -> Box<dyn Query> {
        match shape {
            Shape::All => Box::new(AllQuery),
            Shape::Term(field, text) => term_query(*field, text),
            Shape::Terms(field, texts) => {
                Box::new(TermSetQuery::new(texts.iter().map(
                    |text| Term::from_field_text(*field, text),
                )))
            }
            Shape::Phrase(phrase) => phrase_query(phrase),
            Shape::PhraseStarting(phrase) => self.starting(phrase),
            Shape::Near { terms, gaps, .. } => self.near(terms, *gaps),
            Shape::Starting(field, start) => {
                let pattern = format!("{}(.|\n)*", regex::escape(start));
                let query = RegexQuery::from_pattern(&pattern, *field);
                Box::new(query.expect("a pattern"))
            }
            Shape::Between { field, first, last } => {
                let bound = |day: &Option<u64>, other: u64| {
                    let day = day.unwrap_or(other);
                    Bound::Included(Term::from_field_u64(*field, day))
                };
                Box::new(RangeQuery::new(
                    bound(first, 0),
                    bound(last, u64::MAX - 1),
                ))
            }
            Shape::Added { first, last } => self.added(*first, *last),
            Shape::Has(_) => Box::new(ExistsQuery::new(
                schema::DATE.to_owned(),
                false,
            )),
            _ => Box::new(EmptyQuery),
        }
    }

    /// Returns the passages of a shape.
    pub(super) fn found(&self, shape: &Shape) -> HashSet<DocAddress> {
        match shape {
            Shape::Scaled(part, _) | Shape::Constant(part, _) => self.found(part),
            Shape::Any(parts) | Shape::Best(parts) => self.any(parts),
            Shape::Bool { must, should, .. } if must.is_empty() && should.is_empty() => {
                HashSet::new()
            }
            Shape::Bool {
                must,
                should,
                must_not,
            } => {
                let mut found = if must.is_empty() {
                    self.any(should)
                } else {
                    self.found(&Shape::All)
                };
                for part in must {
                    let also = self.found(part);
                    found.retain(|address| also.contains(address));
                }
                let excluded = self.any(must_not);
                found.retain(|address| !excluded.contains(address));
                found
            }
            _ => {
                let query = self.query(shape);
                let found = self
                    .index
                    .searcher
                    .search(&*query, &DocSetCollector);
                found.expect("a search")
            }
        }
    }

    fn any(&self, shapes: &[Shape]) -> HashSet<DocAddress> {
        let found = shapes.iter();
        found
            .flat_map(|shape| self.found(shape))
            .collect()
    }

    fn starting(&self, phrase: &Phrase) -> Box<dyn Query> {
        let mut any = Clauses::new();
        let last = phrase
            .terms
            .last()
            .cloned()
            .flatten();
        let words = self.terms(
            phrase.field,
            &last.expect("a last term"),
        );
        for (word, _) in words.expect("terms") {
            let mut whole = phrase.clone();
            *whole
                .terms
                .last_mut()
                .expect("a term") = Some(word);
            any.push((Occur::Should, phrase_query(&whole)));
        }
        Box::new(BooleanQuery::new(any))
    }

    fn added(&self, first: u64, last: u64) -> Box<dyn Query> {
        let mut any = Clauses::new();
        let added = self.index.added(first, last);
        for added in added.expect("days") {
            assert_eq!(added.ordinals, None, "all on one day");
            let source = term_query(self.index.fields.source, &added.source);
            any.push((Occur::Should, source));
        }
        Box::new(BooleanQuery::new(any))
    }

    /// Returns a query for the passages that have terms in some window of so many positions more
    /// than there are terms: their texts are gone through.
    fn near(&self, terms: &[String], gaps: u32) -> Box<dyn Query> {
        let length = terms.len() + gaps as usize;
        let mut any = Clauses::new();
        for (_, found) in &self.documents {
            if Self::is_near(found, terms, length) {
                any.push((Occur::Should, self.one(found)));
            }
        }
        Box::new(BooleanQuery::new(any))
    }

    fn is_near(found: &Found, terms: &[String], length: usize) -> bool {
        let passage = passage_from_bytes(&found.stored).expect("a passage");
        let exact = analyzer::terms_with_links(&passage.text, &passage.links).exact;
        let mut parts = exact
            .split("\n\n")
            .map(|part| part.lines().collect::<Vec<_>>());
        parts.any(|tokens| {
            (0..tokens.len()).any(|start| {
                let end = (start + length).min(tokens.len());
                has_all(&tokens[start..end], terms)
            })
        })
    }

    /// Returns a query for one passage.
    fn one(&self, found: &Found) -> Box<dyn Query> {
        let fields = &self.index.fields;
        let ordinal = Term::from_field_u64(fields.ordinal, found.ordinal.into());
        let ordinal = Bound::Included(ordinal);
        Box::new(BooleanQuery::intersection(vec![
            term_query(fields.source, &found.source),
            Box::new(RangeQuery::new(
                ordinal.clone(),
                ordinal,
            )),
        ]))
    }
}

fn phrase_query(phrase: &Phrase) -> Box<dyn Query> {
    let mut terms = Vec::new();
    for (at, text) in phrase.terms.iter().enumerate() {
        let term = text
            .iter()
            .map(|text| Term::from_field_text(phrase.field, text));
        terms.extend(term.map(|term| (at, term)));
    }
    match terms.as_slice() {
        [(_, one)] => Box::new(TermQuery::new(
            one.clone(),
            IndexRecordOption::Basic,
        )),
        _ => Box::new(PhraseQuery::new_with_offset(terms)),
    }
}

/// Whether `tokens` have each of `terms`, as often as these do.
fn has_all(tokens: &[&str], terms: &[String]) -> bool {
    let count = |all: &mut dyn Iterator<Item = &str>, term: &str| {
        all.filter(|other| *other == term)
            .count()
    };
    terms.iter().all(|term| {
        let wanted = count(
            &mut terms.iter().map(String::as_str),
            term,
        );
        count(&mut tokens.iter().copied(), term) >= wanted
    })
}

fn term_query(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(
        term,
        IndexRecordOption::Basic,
    ))
}
