//! Plans a query: [`Query`] to the query that tantivy runs.
//!
//! The ranking is composed here and nowhere else; its numbers are in `scoring/weights.rs`.
//!
//! Each step takes a part of the query and returns a [`Planned`]. The [`Planner`] is the read-only
//! context of the steps.

mod asks;
mod candidates;
mod clauses;
mod filters;
mod phrase;
mod planned;
mod planner;
mod question;
mod ranked;
mod ranked_rows;
mod ranked_words;
mod reach;
mod segment;
mod stretch;
mod word;
mod words;

pub(in crate::search) use asks::asks;
pub(in crate::search) use candidates::Question;
pub(in crate::search) use clauses::{is_function_word, is_wordless, whole};
pub(in crate::search) use filters::label_field;
pub(in crate::search) use planned::Planned;

pub(in crate::search) use planner::Options;

use planner::Planner;

use crate::error::Result;
use crate::index::Index;
use crate::query::{Filter, Query};

/// Plans `query`, narrowed by `filters`: a passage must match one filter of each field.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(in crate::search) fn plan(
    index: &Index,
    query: &Query,
    filters: &[Filter],
    options: Options,
) -> Result<Planned> {
    let planner = Planner::new(index, options, asks(query));
    let whole = whole(query, filters);
    if let Query::All(parts) = &whole
        && let Some(planned) = planner.as_question(parts)?
    {
        return Ok(planned);
    }
    planner.query(&whole)
}
