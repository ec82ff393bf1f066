//! Front matter: YAML between `---` lines or TOML between `+++` lines at the very top of a brief.
//!
//! Front matter that follows the rules of its language is read by them. Any other is read key by
//! key (`lenient`), so that a value with a colon or a bracket in it costs at most that value.

mod data;
mod dialect;
mod key;
mod lenient;
mod meaning;
mod names;
mod toml;
mod value;
mod yaml;

use std::ops::Range;

pub(crate) use self::data::FrontMatter;
use self::dialect::{DIALECTS, Dialect};
use crate::model::Warning;

/// A brief's text, split into front matter and body.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub front: FrontMatter,
    /// Start of the body, in bytes of the whole text.
    pub body_start: usize,
    /// Problems in the front matter.
    pub warnings: Vec<Warning>,
}

/// Splits `text` into front matter and body. Lines between fences that are no keys and values
/// belong to the body.
pub(crate) fn split(text: &str) -> Split {
    let without_mark = text.trim_start_matches('\u{feff}');
    let start = text.len() - without_mark.len();
    for dialect in &DIALECTS {
        if let Some(fenced) = find_fenced(text, start, dialect) {
            return read(text, start, &fenced, dialect);
        }
    }
    Split {
        body_start: start,
        ..Split::default()
    }
}

fn read(text: &str, start: usize, fenced: &Fenced, dialect: &Dialect) -> Split {
    let mut warnings = Vec::new();
    let inside = fenced.inside.clone();
    let entries = match dialect::entries(dialect, text, inside.clone()) {
        Ok(entries) => entries,
        Err(problem) => match lenient::entries(dialect, text, inside, &mut warnings) {
            Some(entries) => entries,
            None => return as_text(start, &problem),
        },
    };
    let front = meaning::read(text, &entries, &mut warnings);
    Split {
        front,
        body_start: fenced.end,
        warnings,
    }
}

/// Returns a brief without front matter, with a warning.
fn as_text(body_start: usize, problem: &str) -> Split {
    let message = format!("the front matter cannot be parsed and is taken as text: {problem}");
    Split {
        body_start,
        warnings: vec![Warning { line: 1, message }],
        ..Split::default()
    }
}

/// Front matter and the fences around it, in bytes of the whole text.
struct Fenced {
    /// The lines between the fences.
    inside: Range<usize>,
    /// End of the second fence.
    end: usize,
}

/// Finds the lines from byte `start` on that are between the fences of `dialect`.
fn find_fenced(text: &str, start: usize, dialect: &Dialect) -> Option<Fenced> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != dialect.opening {
        return None;
    }
    let inside_start = start + first.len();
    let mut at = inside_start;
    for line in lines {
        let end = at + line.len();
        if dialect
            .closing
            .contains(&line.trim_end())
        {
            let inside = inside_start..at;
            return Some(Fenced { inside, end });
        }
        at = end;
    }
    None
}
