//! How much was found, and how much of it is shown.

use super::Answer;
use super::plural::{plural, plural_noun};
use crate::search::{Groups, Request};

/// Returns how much was found and how much of it is shown: `1–10 of 34 passages`. Hits that the
/// total doesn't count are named apart: `34 passages and 2 by other words`.
pub(crate) fn count(answer: &Answer<'_>) -> String {
    let results = answer.results;
    let others = results
        .hits
        .iter()
        .filter(|hit| hit.via.is_some());
    let others = others.count();
    if others > 0 {
        let own = counted(results.total);
        return format!("{own} and {others} by other words");
    }
    if results.total == 0 {
        return counted(0);
    }
    if let Some(groups) = &results.groups {
        let briefs = briefs(groups, answer.request);
        return format!(
            "{briefs} with {}",
            plural(results.total, "passage")
        );
    }
    let shown = match results.hits.as_slice() {
        [] => None,
        [only] => Some((only.rank, only.rank)),
        [first, .., last] => Some((first.rank, last.rank)),
    };
    shown_of(shown, results.total, "passage")
}

fn counted(passages: usize) -> String {
    if passages == 0 {
        return "no passages".to_owned();
    }
    plural(passages, "passage")
}

fn briefs(groups: &Groups, request: &Request) -> String {
    let first = request.offset + 1;
    let last = request.offset + groups.briefs.len();
    let shown = (first <= last).then_some((first, last));
    shown_of(shown, groups.total, "brief")
}

/// Returns `1–10 of 34 passages`, where `shown` is the first and the last rank.
fn shown_of(shown: Option<(usize, usize)>, total: usize, noun: &str) -> String {
    let noun = plural_noun(total, noun);
    match shown {
        None => format!("{total} {noun}"),
        Some((1, last)) if last == total => format!("{total} {noun}"),
        Some((first, last)) if first == last => format!("{first} of {total} {noun}"),
        Some((first, last)) => format!("{first}–{last} of {total} {noun}"),
    }
}

/// Says that the offset is larger than the number of hits, if it is.
pub(crate) fn past_the_end(answer: &Answer<'_>) -> String {
    let results = answer.results;
    let offset = answer.request.offset;
    let total = match &results.groups {
        Some(groups) => groups.total,
        None => results.total,
    };
    if offset > 0 && offset >= total && results.total > 0 && results.hits.is_empty() {
        format!("; offset {offset} is past the end")
    } else {
        String::new()
    }
}

/// Returns the filters that are not part of the query: `only issue 42, lang zh`.
pub(crate) fn filters(request: &Request) -> Option<String> {
    if request.filters.is_empty() {
        return None;
    }
    let filters: Vec<String> = request
        .filters
        .iter()
        .map(ToString::to_string)
        .collect();
    Some(format!("only {}", filters.join(", ")))
}
