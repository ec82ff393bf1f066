//! Words of two scripts are alternatives where no passage has all of them.

use crate::analysis::token::is_han;
use crate::query::Query;

/// Returns `query` with its words in an alphabet and its Chinese words as alternatives, or `None`
/// if it has not both.
pub(in crate::search) fn by_script(query: &Query) -> Option<Query> {
    match query {
        Query::Words(words) => {
            let (chinese, others): (Vec<String>, Vec<String>) = words
                .iter()
                .cloned()
                .partition(|word| word.contains(is_han));
            let has_both = !chinese.is_empty() && !others.is_empty();
            has_both.then(|| {
                Query::Any(vec![
                    Query::Words(others),
                    Query::Words(chinese),
                ])
            })
        }
        Query::All(parts) => {
            let (at, split) = parts
                .iter()
                .enumerate()
                .find_map(|(at, part)| Some((at, by_script(part)?)))?;
            let mut parts = parts.clone();
            parts[at] = split;
            Some(Query::All(parts))
        }
        _ => None,
    }
}
