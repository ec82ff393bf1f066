//! The shapes of queries in the cluster's query language.

use serde_json::{Value, json};
use tantivy::schema::{Field, Schema};

use super::mapping::ADDED;
use super::terms::short;
use crate::index::{Fields, Phrase, Shape};

/// Maximum number of terms that the prefix at the end of a phrase may stand for, as in a folder.
const MAX_EXPANSIONS: usize = 1000;
/// Maximum number of clauses of a query that score. The cluster allows 1,024 in all.
const MAX_SCORED: usize = 400;
/// The characters that mean something in a pattern with wildcards.
const WILDCARDS: [char; 3] = ['*', '?', '\\'];

/// Writes shapes in the cluster's query language.
pub(super) struct Translator {
    pub(super) schema: Schema,
    pub(super) fields: Fields,
}

impl Translator {
    /// Returns the name of a field.
    pub(super) fn name(&self, field: Field) -> &str {
        self.schema.get_field_name(field)
    }

    /// Returns a query that matches, and scores nothing.
    pub(super) fn filter(&self, shape: &Shape) -> Value {
        match shape {
            Shape::Scaled(part, _) | Shape::Constant(part, _) => self.filter(part),
            Shape::Any(parts) | Shape::Best(parts) => self.any(parts),
            Shape::Bool {
                must,
                should,
                must_not,
            } => self.clauses(must, should, must_not),
            Shape::Phrase(phrase) => self.phrase_filter(phrase),
            _ => self.leaf(shape),
        }
    }

    /// Returns a query that matches, and whose score is near to that of the ranking.
    pub(super) fn scored(&self, shape: &Shape) -> Value {
        let all = |parts: &[Shape]| -> Vec<Value> {
            let parts = parts.iter().take(MAX_SCORED);
            parts
                .map(|part| self.scored(part))
                .collect()
        };
        match shape {
            Shape::Scaled(part, factor) => {
                json!({"bool": {"must": [self.scored(part)], "boost": factor.max(0.0)}})
            }
            Shape::Constant(part, score) => {
                let filter = self.filter(part);
                json!({"constant_score": {"filter": filter, "boost": score.max(0.0)}})
            }
            Shape::Any(parts) => json!({"bool": {
                "filter": [self.filter(shape)],
                "should": all(parts),
            }}),
            Shape::Best(parts) => json!({"dis_max": {"queries": all(parts)}}),
            Shape::Bool {
                must,
                should,
                must_not,
            } if !must.is_empty() || !should.is_empty() => {
                let mut clauses = json!({
                    "must": all(must),
                    "should": all(should),
                    "must_not": self.filters(must_not),
                });
                if must.is_empty() {
                    clauses["filter"] = self.any(should);
                }
                json!({"bool": clauses})
            }
            Shape::Phrase(phrase) => self.phrase(phrase),
            _ => self.filter(shape),
        }
    }

    fn filters(&self, shapes: &[Shape]) -> Vec<Value> {
        shapes
            .iter()
            .map(|shape| self.filter(shape))
            .collect()
    }

    fn clauses(&self, must: &[Shape], should: &[Shape], must_not: &[Shape]) -> Value {
        if must.is_empty() && should.is_empty() {
            // Clauses that only exclude match nothing.
            return json!({"match_none": {}});
        }
        let mut filter = self.filters(must);
        if must.is_empty() {
            filter.push(self.any(should));
        }
        json!({"bool": {"filter": filter, "must_not": self.filters(must_not)}})
    }

    /// Returns a query for any of `parts`. The terms of a field are one clause.
    fn any(&self, parts: &[Shape]) -> Value {
        let mut terms: Vec<(Field, Vec<String>)> = Vec::new();
        let mut others = Vec::new();
        for part in parts {
            let Shape::Term(field, text) = bare(part) else {
                others.push(self.filter(part));
                continue;
            };
            let known = terms
                .iter_mut()
                .find(|(other, _)| other == field);
            match known {
                Some((_, texts)) => texts.push(text.clone()),
                None => terms.push((*field, vec![text.clone()])),
            }
        }
        for (field, texts) in terms {
            others.push(self.terms(field, &texts));
        }
        match others.len() {
            0 => json!({"match_none": {}}),
            1 => others.swap_remove(0),
            _ => json!({"bool": {"should": others, "minimum_should_match": 1}}),
        }
    }

    fn leaf(&self, shape: &Shape) -> Value {
        match shape {
            Shape::All => json!({"match_all": {}}),
            Shape::Term(field, text) => json!({"term": {
                self.name(*field): {"value": short(text)},
            }}),
            Shape::Terms(field, texts) => self.terms(*field, texts),
            Shape::PhraseStarting(phrase) => self.phrase_starting(phrase),
            Shape::Near { field, terms, gaps } => json!({"intervals": {
                self.name(*field): {"match": {
                    "query": list(terms),
                    "ordered": false,
                    "max_gaps": gaps,
                }},
            }}),
            Shape::Starting(field, start) => json!({"prefix": {
                self.name(*field): {"value": start},
            }}),
            Shape::Between { field, first, last } => {
                let mut range = json!({});
                if let Some(first) = first {
                    range["gte"] = json!(first);
                }
                if let Some(last) = last {
                    range["lte"] = json!(last);
                }
                let exists = self.has(*field);
                let range = json!({"range": {self.name(*field): range}});
                json!({"bool": {"filter": [exists, range]}})
            }
            Shape::Added { first, last } => {
                let last = (*last).min(i32::MAX as u64);
                json!({"range": {ADDED: {"gte": first, "lte": last}}})
            }
            Shape::Has(field) => self.has(*field),
            _ => json!({"match_none": {}}),
        }
    }

    fn has(&self, field: Field) -> Value {
        json!({"exists": {"field": self.name(field)}})
    }

    fn terms(&self, field: Field, texts: &[String]) -> Value {
        let texts: Vec<_> = texts
            .iter()
            .map(|text| short(text))
            .collect();
        json!({"terms": {self.name(field): texts}})
    }

    /// A phrase of two terms that are a pair is where the pair is.
    fn phrase_filter(&self, phrase: &Phrase) -> Value {
        match (
            phrase.terms.as_slice(),
            phrase.pairs.as_slice(),
        ) {
            ([_, _], [pair]) => self.pair(pair),
            _ => self.phrase(phrase),
        }
    }

    fn pair(&self, pair: &str) -> Value {
        json!({"term": {self.name(self.fields.pairs): {"value": short(pair)}}})
    }

    fn phrase(&self, phrase: &Phrase) -> Value {
        let name = self.name(phrase.field);
        let terms: Option<Vec<String>> = phrase
            .terms
            .iter()
            .cloned()
            .collect();
        let Some(terms) = terms else {
            return self.with_holes(phrase);
        };
        if let [term] = terms.as_slice() {
            return json!({"term": {name: {"value": short(term)}}});
        }
        let matching = json!({"match_phrase": {name: {"query": list(&terms)}}});
        if phrase.pairs.is_empty() {
            return matching;
        }
        let pairs = phrase.pairs.iter();
        let pairs: Vec<Value> = pairs
            .map(|pair| self.pair(pair))
            .collect();
        json!({"bool": {"must": [matching], "filter": pairs}})
    }

    /// Returns a query for terms in their order and near to their places: the index in memory
    /// compares the places.
    fn with_holes(&self, phrase: &Phrase) -> Value {
        let terms: Vec<String> = phrase
            .terms
            .iter()
            .flatten()
            .cloned()
            .collect();
        let holes = phrase.terms.len() - terms.len();
        json!({"intervals": {self.name(phrase.field): {"match": {
            "query": list(&terms),
            "ordered": true,
            "max_gaps": holes,
        }}}})
    }

    fn phrase_starting(&self, phrase: &Phrase) -> Value {
        let mut terms: Vec<String> = phrase
            .terms
            .iter()
            .flatten()
            .cloned()
            .collect();
        let last = terms.pop().unwrap_or_default();
        let mut pattern = String::new();
        for c in last.chars() {
            if WILDCARDS.contains(&c) {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern.push('*');
        let before = json!({"match": {"query": list(&terms), "ordered": true, "max_gaps": 0}});
        let starting = json!({"wildcard": {
            "pattern": pattern,
            "max_expansions": MAX_EXPANSIONS,
        }});
        json!({"intervals": {self.name(phrase.field): {"all_of": {
            "ordered": true,
            "max_gaps": 0,
            "intervals": [before, starting],
        }}}})
    }
}

/// Returns terms as a text that the cluster's analyser splits into them.
fn list(terms: &[String]) -> String {
    let terms: Vec<_> = terms
        .iter()
        .map(|term| short(term))
        .collect();
    terms.join("\n")
}

/// Returns the shape without its factors.
fn bare(shape: &Shape) -> &Shape {
    match shape {
        Shape::Scaled(part, _) | Shape::Constant(part, _) => bare(part),
        _ => shape,
    }
}
