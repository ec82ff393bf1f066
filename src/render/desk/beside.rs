//! The translations under the lines of a concordance.

use crate::across::Beside;
use crate::analysis::grapheme::{reach_left, reach_right};
use crate::render::label::ordinal;
use crate::render::safe;
use crate::render::table::Cell;

/// Number of cells of a translation.
pub(super) const CELLS: usize = 4;

/// Says where a translation is: `= #38`, `= probably #38, #39`, `= in the passage:`.
pub(crate) fn place(beside: &Beside) -> String {
    let probably = if beside.probable {
        "probably "
    } else {
        ""
    };
    if beside.inside {
        return format!("= {probably}in the passage:");
    }
    let passages = beside
        .passages
        .iter()
        .map(|passage| format!("#{}", ordinal(passage)));
    let passages: Vec<String> = passages.collect();
    format!("= {probably}{}", passages.join(", "))
}

/// Returns a translation on a line of so many display columns: whole if it fits, else the part that
/// agrees with the match and what is around it.
pub(crate) fn shown(beside: &Beside, columns: usize) -> String {
    let before = safe(&beside.text[..beside.part.start]);
    let after = safe(&beside.text[beside.part.start..]);
    let text = format!("{before}{after}");
    if reach_right(&text, 0, columns) == text.len() {
        return text;
    }
    // The dots at both ends take a column each.
    let room = columns.saturating_sub(2);
    let start = before
        .len()
        .min(reach_left(&text, text.len(), room));
    let end = reach_right(&text, start, room);
    let dots = |is_cut: bool| {
        if is_cut {
            "…"
        } else {
            ""
        }
    };
    [
        dots(start > 0),
        text[start..end].trim(),
        dots(end < text.len()),
    ]
    .concat()
}

/// Returns the cells of a translation: its ids, its first line, its text, how sure it is.
pub(super) fn cells(beside: Option<&Beside>) -> Vec<Cell> {
    let Some(beside) = beside else {
        return vec![Cell::None; CELLS];
    };
    let labels = beside
        .passages
        .iter()
        .map(|passage| &passage.label);
    let ids: Vec<&str> = labels
        .clone()
        .map(|label| label.id.as_str())
        .collect();
    let line = labels.clone().next();
    let sure = if beside.probable {
        "probable"
    } else {
        "yes"
    };
    vec![
        Cell::from(ids.join(" ").as_str()),
        line.map_or(Cell::None, |label| label.line.into()),
        Cell::from(beside.text.as_str()),
        Cell::from(sure),
    ]
}
