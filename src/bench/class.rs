//! The classes of queries.

use crate::analysis::token::is_han;
use crate::query::Query;

/// Returns the class of a query, by its language and its form: `zh phrase`, `en filter`.
#[must_use]
pub fn query_class(text: &str, query: &Query) -> String {
    let has_latin = text.contains(|c: char| c.is_ascii_alphabetic());
    let script = if !text.contains(is_han) {
        "en"
    } else if has_latin {
        "mixed"
    } else {
        "zh"
    };
    format!("{script} {}", query_form(text, query))
}

fn query_form(text: &str, query: &Query) -> &'static str {
    match query {
        Query::Phrase(_, 0) => "phrase",
        Query::Phrase(..) => "near",
        Query::Prefix(_) => "prefix",
        Query::Words(_) if text.contains(['?', '？']) => "question",
        Query::Words(words) if words.len() == 1 => "word",
        Query::Words(_) => "words",
        Query::All(parts)
            if parts
                .iter()
                .any(|p| matches!(p, Query::Filter(_))) =>
        {
            "filter"
        }
        _ => "boolean",
    }
}
