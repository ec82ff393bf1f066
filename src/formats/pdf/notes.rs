//! Notes: small type at a column's foot that starts with a mark.

use super::band::bands;
use super::cells::cells;
use super::line::Line;
use super::line_text::{Vocabulary, join, line_text};
use super::marks::{ends_sentence, note_number, starts_note};
use super::rules::NOTE_SIZE;
use super::size::BodyType;

/// The text of a document and its notes.
pub(super) struct SplitNotes {
    /// The bands of each column, without notes.
    pub text: Vec<Vec<Vec<Line>>>,
    /// The lines of all notes.
    pub notes: Vec<Line>,
}

/// Takes the notes from the feet of columns.
pub(super) fn split_notes(columns: Vec<Vec<Line>>, body: &BodyType, em: f64) -> SplitNotes {
    let mut text = Vec::with_capacity(columns.len());
    let mut notes: Vec<Line> = Vec::new();
    for column in columns {
        let bands = bands(column, em).into_iter();
        let mut rows: Vec<Vec<Line>> = bands
            .map(|band| cells(band, body, em))
            .collect();
        let small = small_rows(&rows, body);
        let goes_on = notes
            .last()
            .is_some_and(|last| !ends_sentence(&last.spaced()))
            && rows[small..]
                .iter()
                .all(|row| row.len() == 1);
        let starts = rows[small..]
            .iter()
            .position(|row| starts_note(&line_text(&row[0])));
        let start = match (goes_on, starts) {
            (true, _) => small,
            (false, Some(at)) => small + at,
            (false, None) => rows.len(),
        };
        notes.extend(
            rows.split_off(start)
                .into_iter()
                .flatten(),
        );
        text.push(rows);
    }
    SplitNotes { text, notes }
}

/// Returns the index of the first of the last rows that are in small type.
fn small_rows(rows: &[Vec<Line>], body: &BodyType) -> usize {
    let is_small = |row: &Vec<Line>| {
        let last = row.last();
        last.is_some_and(|line| body.size(line) < NOTE_SIZE)
    };
    let large = rows
        .iter()
        .rposition(|row| !is_small(row));
    large.map_or(0, |at| at + 1)
}

/// A note, and the page on which it starts.
pub(super) struct Note {
    pub page: usize,
    pub text: String,
}

/// Returns the notes that these lines are. A note begins with a sign, a raised number or the number
/// after that of the note before it.
pub(super) fn notes(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut number = 0;
    for line in lines {
        let text = line_text(line);
        let own = note_number(&text);
        let is_next = own.is_some_and(|(own, raised)| own == number + 1 || own == 1 || raised);
        let has_sign = text.starts_with(|c| matches!(c, '*' | '†' | '‡' | '①'..='⑳'));
        if is_next && let Some((own, _)) = own {
            number = own;
        }
        match notes.last_mut() {
            Some(note) if !is_next && !has_sign => join(&mut note.text, &text, vocabulary),
            _ => notes.push(Note {
                page: line.page,
                text,
            }),
        }
    }
    notes
}
