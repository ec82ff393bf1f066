//! Plans the structure of a query: parts that must match, may match or are excluded.

use tantivy::query::{AllQuery, Occur};

use super::planned::{Clauses, Planned, unscored};
use super::planner::Planner;
use crate::analysis::{self, stop};
use crate::error::Result;
use crate::query::{Filter, Query};

/// Returns `query` with all of `filters` added.
pub(in crate::search) fn whole(query: &Query, filters: &[Filter]) -> Query {
    let mut parts = match query {
        Query::All(parts) => parts.clone(),
        _ => vec![query.clone()],
    };
    for filter in filters {
        parts.push(Query::Filter(filter.clone()));
    }
    Query::All(parts)
}

/// Returns whether `text` has no words, only punctuation.
pub(in crate::search) fn is_wordless(text: &str) -> bool {
    !analysis::has_words(text)
}

impl Planner<'_> {
    /// Plans any query.
    pub(super) fn query(self, query: &Query) -> Result<Planned> {
        match query {
            Query::Words(words) => self.words(&words.join(" ")),
            Query::Phrase(text, slop) => Ok(self.phrase(text, *slop)),
            Query::Prefix(text) => self.prefix(text),
            Query::Filter(filter) => Ok(self.filter(filter)?.unscored()),
            Query::Not(_) => self.all(std::slice::from_ref(query)),
            Query::All(parts) => self.all(parts),
            Query::Any(parts) => self.any(parts),
        }
    }

    /// Plans alternatives.
    fn any(self, parts: &[Query]) -> Result<Planned> {
        let scales = self.scales(parts)?;
        let mut alternatives = Vec::with_capacity(parts.len());
        for (part, scale) in parts.iter().zip(scales) {
            let planned = self.scaled(scale).query(part)?;
            alternatives.push(planned.optional());
        }
        Ok(Planned::any(alternatives))
    }

    pub(super) fn all(self, parts: &[Query]) -> Result<Planned> {
        let mut clauses = Clauses::new();
        let mut filters = Vec::new();
        let says_more = parts.iter().any(says_something);
        for part in parts {
            match part {
                // A lone mark between words and phrases asks for nothing.
                _ if parts.len() > 1 && is_lone_mark(part) => {}
                Query::Filter(filter) => filters.push(filter),
                Query::Not(inside) => {
                    let excluded = self
                        .negated()
                        .query(inside)?
                        .excluded();
                    clauses.add(Occur::MustNot, excluded);
                }
                Query::Words(words) if says_more && !says_something(part) => {
                    let mut ranking = self.query(part)?.optional();
                    ranking
                        .not_required
                        .extend(words.iter().cloned());
                    clauses.add(Occur::Should, ranking);
                }
                _ => clauses.add(Occur::Must, self.query(part)?),
            }
        }
        // Clauses that only exclude need something to exclude from, and filters something to
        // narrow. A query of neither matches nothing.
        let has_clauses = !clauses.is_empty() || !filters.is_empty();
        if has_clauses && clauses.only_exclude() {
            clauses.add_query(
                Occur::Must,
                unscored(Box::new(AllQuery)),
            );
        }
        for same_field in by_field(filters) {
            clauses.add(
                Occur::Must,
                self.any_filter(&same_field)?,
            );
        }
        Ok(clauses.into_simplest())
    }

    /// Plans filters of one field, of which a passage must match one.
    fn any_filter(self, filters: &[&Filter]) -> Result<Planned> {
        let mut alternatives = Vec::with_capacity(filters.len());
        for filter in filters {
            alternatives.push(self.filter(filter)?);
        }
        Ok(Planned::any(alternatives).unscored())
    }
}

/// Returns whether a passage must match `query` for more than words that say little.
fn says_something(query: &Query) -> bool {
    match query {
        Query::Words(words) => words
            .iter()
            .any(|word| !is_wordless(word) && !is_function_word(word)),
        Query::Phrase(text, _) | Query::Prefix(text) => !is_wordless(text),
        Query::Any(_) | Query::All(_) => true,
        Query::Filter(_) | Query::Not(_) => false,
    }
}

/// Returns whether `word`, which need not be normalized, says little by itself.
pub(in crate::search) fn is_function_word(word: &str) -> bool {
    stop::is_function_word(&analysis::normalize(word).text)
}

fn is_lone_mark(query: &Query) -> bool {
    match query {
        Query::Words(words) => words
            .iter()
            .all(|word| is_wordless(word)),
        Query::Phrase(text, _) | Query::Prefix(text) => is_wordless(text),
        _ => false,
    }
}

/// Groups filters by field, in the order in which the fields first occur.
fn by_field(filters: Vec<&Filter>) -> Vec<Vec<&Filter>> {
    let mut groups: Vec<Vec<&Filter>> = Vec::new();
    for filter in filters {
        let of_field = groups
            .iter_mut()
            .find(|group| group[0].field == filter.field);
        match of_field {
            Some(group) => group.push(filter),
            None => groups.push(vec![filter]),
        }
    }
    groups
}
