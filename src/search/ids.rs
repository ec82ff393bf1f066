//! Ids: of a passage (`brief-042#23`) or of a brief (`brief-042`).

use crate::error::{Error, Result};
use crate::index::BriefRecord;
use crate::model::stem;

/// How ids look, for a message.
const FORM: &str = "ids look like brief-042#23, as search prints them";

/// Maximum number of ids suggested in place of one that does not exist.
const MAX_SUGGESTIONS: usize = 3;

/// One edit is allowed for each of this many typed characters.
const CHARACTERS_PER_EDIT: usize = 3;

/// The passage or brief that an id names.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    /// A brief.
    Brief(&'a BriefRecord),
    /// A passage of a brief.
    Passage(&'a BriefRecord),
}

/// Returns what `id` names among `briefs`: a brief by its id or source, or a passage.
///
/// # Errors
/// Returns an error that suggests similar ids if `id` names nothing.
pub fn named<'a>(briefs: &'a [BriefRecord], id: &str) -> Result<Named<'a>> {
    let is_named = |brief: &&BriefRecord| brief.id == id || brief.label.source == id;
    if let Some(brief) = briefs.iter().find(is_named) {
        return Ok(Named::Brief(brief));
    }
    // Without a brief's id before it, `#42` is the number of an issue.
    let (brief_id, ordinal) = match id.rsplit_once('#') {
        Some((brief_id, ordinal)) if !brief_id.is_empty() => (brief_id, ordinal),
        _ => (id, ""),
    };
    let of_id = briefs
        .iter()
        .find(|brief| brief.id == brief_id);
    let brief = of_id.or_else(|| {
        briefs
            .iter()
            .find(|brief| brief.label.source == brief_id)
    });
    let Some(brief) = brief.filter(|_| !ordinal.is_empty()) else {
        let hint = namesakes(briefs, brief_id, without_hash(ordinal))
            .unwrap_or_else(|| similar_briefs(briefs, brief_id));
        return Err(error(id, hint));
    };
    if has_passage(brief, ordinal) {
        Ok(Named::Passage(brief))
    } else {
        Err(error(id, ordinals(brief)))
    }
}

/// Returns the error for the id of a `brief` where that of a passage is needed.
#[must_use]
pub fn whole_brief(brief: &BriefRecord) -> Error {
    Error::NeedsPassage {
        id: brief.id.clone(),
        hint: ordinals(brief),
    }
}

/// Splits a passage's id into its brief's id and its ordinal.
pub(super) fn split(id: &str) -> Option<(&str, u32)> {
    let (brief_id, ordinal) = id.rsplit_once('#')?;
    Some((brief_id, ordinal.parse().ok()?))
}

/// The error for an id that no passage has, if nothing more is known.
pub(super) fn no_passage(id: &str) -> Error {
    error(id, FORM.to_owned())
}

fn error(id: &str, hint: String) -> Error {
    Error::NoPassage {
        id: id.to_owned(),
        hint,
    }
}

/// Whether `ordinal`, as typed, is that of a passage. `07` is not, though it parses as 7.
fn has_passage(brief: &BriefRecord, ordinal: &str) -> bool {
    (1..=brief.passages).any(|known| known.to_string() == ordinal)
}

fn ordinals(brief: &BriefRecord) -> String {
    match brief.passages {
        0 => format!("{} has no passages", brief.id),
        1 => format!(
            "{} has one passage, {}#1",
            brief.id, brief.id
        ),
        last => format!("{} has passages 1 to {last}", brief.id),
    }
}

/// Returns an ordinal without the hash that may follow it.
fn without_hash(ordinal: &str) -> &str {
    ordinal
        .split_once('~')
        .map_or(ordinal, |(ordinal, _)| ordinal)
}

/// Names the briefs whose path without its ending is `id`: their passages with this `ordinal`, or
/// the briefs where there is none.
fn namesakes(briefs: &[BriefRecord], id: &str, ordinal: &str) -> Option<String> {
    let named = briefs
        .iter()
        .filter(|brief| stem(&brief.label.source) == id);
    let ids: Vec<String> = named
        .map(|brief| {
            if has_passage(brief, ordinal) {
                format!("{}#{ordinal}", brief.id)
            } else {
                brief.id.clone()
            }
        })
        .collect();
    (!ids.is_empty()).then(|| did_you_mean(&ids))
}

/// `did you mean brief-042, brief-043 or brief-044?`
fn did_you_mean<T: AsRef<str>>(ids: &[T]) -> String {
    let ids: Vec<&str> = ids
        .iter()
        .map(AsRef::as_ref)
        .collect();
    match ids.as_slice() {
        [] => String::new(),
        [one] => format!("did you mean {one}?"),
        [others @ .., last] => format!(
            "did you mean {} or {last}?",
            others.join(", ")
        ),
    }
}

/// Names the briefs that `id` may have meant: those of that issue or file name or, if there are
/// none, those with a similar id.
fn similar_briefs(briefs: &[BriefRecord], id: &str) -> String {
    let typed = id.to_lowercase();
    let mut similar = Vec::new();
    for brief in briefs {
        if let Some(distance) = distance(brief, &typed) {
            similar.push((distance, brief.id.as_str()));
        }
    }
    similar.sort_unstable();
    if similar
        .first()
        .is_some_and(|(distance, _)| *distance == 0)
    {
        similar.retain(|(distance, _)| *distance == 0);
    }
    similar.truncate(MAX_SUGGESTIONS);
    let ids: Vec<&str> = similar
        .into_iter()
        .map(|(_, id)| id)
        .collect();
    if ids.is_empty() {
        return format!("{FORM}, and brief-042 is a whole brief");
    }
    did_you_mean(&ids)
}

/// Returns the edit distance from `typed`, in lower case, to the id of `brief` or to the file name
/// in it; 0 if it is the brief's issue; `None` if it is too large.
fn distance(brief: &BriefRecord, typed: &str) -> Option<usize> {
    let id = brief.id.to_lowercase();
    let name = id.rsplit('/').next().unwrap_or(&id);
    let issue = brief
        .label
        .issue
        .as_ref()
        .map(|issue| issue.to_lowercase());
    if name == typed || issue.as_deref() == Some(typed.trim_start_matches('#')) {
        return Some(0);
    }
    let distance = strsim::osa_distance(&id, typed).min(strsim::osa_distance(name, typed));
    (distance <= typed.chars().count() / CHARACTERS_PER_EDIT).then_some(distance)
}
