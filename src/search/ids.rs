//! Whole briefs, and what an id means.

use crate::error::{Error, Result};
use crate::index::BriefRecord;

/// What ids look like.
pub(super) const IDS: &str = "ids look like brief-042#23, as search prints them";

/// Ids that are offered in the place of one that isn't there.
const MOST_NEAR: usize = 3;

/// What an id names.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    /// A brief.
    Brief(&'a BriefRecord),
    /// A passage of a brief.
    Passage(&'a BriefRecord),
}

/// What `id` names among `briefs`: one of them by its id or source, or a passage.
///
/// # Errors
/// Where it names nothing: which ids are near.
pub fn named<'a>(briefs: &'a [BriefRecord], id: &str) -> Result<Named<'a>> {
    if let Some(brief) = briefs.iter().find(|b| b.id == id || b.label.source == id) {
        return Ok(Named::Brief(brief));
    }
    // An id may be an issue's number: `#42`.
    let (brief_id, ordinal) = id
        .rsplit_once('#')
        .filter(|(brief, _)| !brief.is_empty())
        .unwrap_or((id, ""));
    let Some(brief) = briefs
        .iter()
        .find(|b| b.id == brief_id && !ordinal.is_empty())
    else {
        return Err(no_passage(id, near(briefs, brief_id)));
    };
    // `07` is no ordinal, though it reads as one.
    let there = (1..=brief.passages).any(|n| n.to_string() == ordinal);
    if there {
        Ok(Named::Passage(brief))
    } else {
        Err(no_passage(id, ordinals(brief)))
    }
}

pub(super) fn no_passage(id: &str, hint: String) -> Error {
    Error::NoPassage {
        id: id.to_owned(),
        hint,
    }
}

fn ordinals(brief: &BriefRecord) -> String {
    match brief.passages {
        0 => format!("{} has no passages", brief.id),
        1 => format!("{} has one passage, {}#1", brief.id, brief.id),
        last => format!("{} has passages 1 to {last}", brief.id),
    }
}

/// The briefs that may have been meant by `id`: of this issue, or spelt like it.
fn near(briefs: &[BriefRecord], id: &str) -> String {
    let asked = id.to_lowercase();
    let issue = asked.trim_start_matches('#');
    let distance = |brief: &BriefRecord| {
        let known = brief.id.to_lowercase();
        let name = known
            .rsplit_once('/')
            .map_or(known.as_str(), |(_, name)| name);
        if name == asked
            || brief
                .label
                .issue
                .as_ref()
                .is_some_and(|label| label.to_lowercase() == issue)
        {
            return Some(0);
        }
        let distance = strsim::osa_distance(&known, &asked).min(strsim::osa_distance(name, &asked));
        (distance <= asked.chars().count() / 3).then_some(distance)
    };
    let mut near: Vec<_> = briefs
        .iter()
        .filter_map(|brief| Some((distance(brief)?, brief.id.as_str())))
        .collect();
    near.sort_unstable();
    if near.first().is_some_and(|(distance, _)| *distance == 0) {
        near.retain(|(distance, _)| *distance == 0);
    }
    let near: Vec<&str> = near.into_iter().take(MOST_NEAR).map(|(_, id)| id).collect();
    match near.as_slice() {
        [] => format!("{IDS}, and brief-042 is a whole brief"),
        [one] => format!("there is {one}"),
        [others @ .., last] => format!("there are {} and {last}", others.join(", ")),
    }
}
