//! Notes on an answer besides its hits, one line each.

use super::label::way;
use super::plural::plural;
use crate::search::{Across, Missing, OtherForms, Results, Suggestion, UnknownLabel};

/// Maximum number of forms of a word that people are shown.
const MAX_FORMS: usize = 4;

/// Returns the notes on `results`: what the search did otherwise than the query may have been
/// meant, spellings that were searched as well, phrases that were searched as words, labels that no
/// passage has, and why there are no hits.
#[must_use]
pub fn notes(results: &Results) -> Vec<String> {
    let mut notes: Vec<String> = results
        .notes
        .iter()
        .map(ToString::to_string)
        .collect();
    notes.extend(results.across.as_ref().map(across));
    notes.extend(results.forms.as_ref().map(forms));
    for expanded in &results.expanded {
        notes.push(format!(
            "also searched for spellings similar to {:?}: {}",
            expanded.text,
            spellings(&expanded.similar)
        ));
    }
    for phrase in &results.relaxed {
        let note = format!("no passage contains {phrase}; searched for its words instead");
        notes.push(note);
    }
    notes.extend(
        results
            .unknown
            .iter()
            .map(unknown_label),
    );
    let Some(zero_hits) = &results.zero_hits else {
        return notes;
    };
    notes.extend(
        zero_hits
            .missing
            .iter()
            .map(missing),
    );
    if notes.is_empty() {
        notes.push("no passage matches all parts of the query".to_owned());
    }
    // Where the best of some words are shown, the reader sees what the other words find.
    if results.total > 0 {
        return notes;
    }
    for without in &zero_hits.without {
        let passages = plural(without.total, "passage");
        notes.push(format!(
            "without {}: {passages}",
            quoted(&without.part)
        ));
    }
    notes
}

/// `12 passages in the other language, via 统战, 统一战线`
fn across(across: &Across) -> String {
    let passages = plural(across.total, "passage");
    let via = across.via.join(", ");
    if via.is_empty() {
        format!("{passages} in the other language")
    } else {
        format!("{passages} in the other language, via {via}")
    }
}

/// `12 passages in other forms: via 统战`
fn forms(forms: &OtherForms) -> String {
    let passages = plural(forms.total, "passage");
    let ways = forms.ways.iter().map(|via| {
        let mut shown = via.clone();
        shown.words.truncate(MAX_FORMS);
        let more = if shown.words.len() < via.words.len() {
            ", …"
        } else {
            ""
        };
        way(&shown) + more
    });
    let ways: Vec<String> = ways.collect();
    format!(
        "{passages} in other forms: {}",
        ways.join("; ")
    )
}

/// `no passage contains "untied"; similar: united (2)`
fn missing(missing: &Missing) -> String {
    let text = quoted(&missing.text);
    if missing.similar.is_empty() {
        return format!("no passage contains {text}");
    }
    let similar = spellings(&missing.similar);
    format!("no passage contains {text}; similar: {similar}")
}

/// `united (2), unite (1)`
fn spellings(suggestions: &[Suggestion]) -> String {
    let spelling = |s: &Suggestion| format!("{} ({})", s.written, s.passages);
    let spellings: Vec<String> = suggestions
        .iter()
        .map(spelling)
        .collect();
    spellings.join(", ")
}

/// Returns the note on a label that no passage has:
/// `no topic "econmy"; did you mean "Private economy"; topics: WeChat and 12 more`
#[must_use]
pub fn unknown_label(unknown: &UnknownLabel) -> String {
    let field = unknown.field;
    let mut parts = vec![format!("no {field} {}", quoted(&unknown.value))];
    if !unknown.similar.is_empty() {
        let similar: Vec<String> = unknown
            .similar
            .iter()
            .map(|label| quoted(label))
            .collect();
        parts.push(format!(
            "did you mean {}",
            similar.join(" or ")
        ));
    }
    let examples = unknown.examples.join(", ");
    parts.push(
        match (unknown.examples.len(), unknown.more) {
            (0, _) => format!("the index has no {field}s"),
            (_, 0) => format!("{field}s: {examples}"),
            (_, more) => format!("{field}s: {examples} and {more} more"),
        },
    );
    parts.join("; ")
}

/// Returns `text` in quotation marks, unless it contains some.
fn quoted(text: &str) -> String {
    if text.contains('"') {
        text.to_owned()
    } else {
        format!("\"{text}\"")
    }
}
