//! Concordances: the match in the middle of each line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::beside;
use crate::across::Beside;
use crate::analysis::grapheme::{reach_left, reach_right};
use crate::desk::{Concordance, Line, near};
use crate::render::notes::notes;
use crate::render::plural::matches;
use crate::render::safe::shorten;
use crate::render::style::{DIM, HIT, ID, PATH};
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::{Style, plural, safe};
use crate::search::stable_id;

/// Maximum width of the column of ids, in display columns.
const MAX_ID: usize = 22;
/// Width of the text on each side of the match where lines are not broken, in display columns.
const SIDE: usize = 60;

/// Length up to which a passage is whole in tables, in bytes. Of a longer one, each match has a
/// part: the whole passage for each of its matches would grow with the square of its length.
const WHOLE: usize = 10_000;
/// Number of characters on each side of a match in such a part.
const PART: usize = 500;
/// Number of characters beside a match among which those are that fit on a line.
const NEAR: usize = 240;

/// The columns of the lines with their translations.
const COLUMNS: [&str; 14] = [
    "id",
    "issue",
    "date",
    "section",
    "lang",
    "line",
    "left",
    "hit",
    "right",
    "stable_id",
    "twin_id",
    "twin_line",
    "twin",
    "twin_sure",
];
/// Number of columns of the lines alone.
const ALONE: usize = COLUMNS.len() - beside::CELLS;

/// Writes the lines of `found`, which answer `query`, and `translations` of their matches if there
/// are some: one for each line. The text before and after a match is that of the whole passage, but
/// for people and in a passage of more than 10,000 bytes, which has 500 characters of either.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn kwic(
    query: &str,
    found: &Concordance,
    translations: Option<&[Option<Beside>]>,
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format != TableFormat::Text {
        let mut table = kwic_table(query, found, &found.lines);
        if let Some(translations) = translations {
            add_translations(&mut table, translations);
        }
        return table.write(format, style, out);
    }
    text(
        query,
        found,
        translations.unwrap_or_default(),
        style,
        out,
    )
}

/// `10 matches in 6 passages of 1 brief for "united front"`
fn summary(query: &str, found: &Concordance) -> String {
    format!(
        "{} in {} of {} for {query}",
        matches(found.lines.len()),
        plural(found.passages(), "passage"),
        plural(found.briefs().len(), "brief")
    )
}

/// Returns `lines`, which are some of those of `found`, as a table.
pub(crate) fn kwic_table(query: &str, found: &Concordance, lines: &[Line]) -> Table {
    let mut rows = Vec::new();
    let mut ids: HashMap<usize, String> = HashMap::new();
    for line in lines {
        let label = &found.hit(line).passage.label;
        let [left, hit, right] = beside_match(found, line);
        let stable_id = ids
            .entry(line.hit)
            .or_insert_with(|| stable_id(&found.hit(line).passage));
        let section = label.section.as_ref();
        rows.push(vec![
            Cell::from(label.id.as_str()),
            Cell::from(&label.brief.issue),
            Cell::from(&label.brief.date),
            section.map_or(Cell::None, |section| {
                section.title.as_str().into()
            }),
            Cell::from(label.lang.as_str()),
            Cell::from(label.line),
            Cell::from(left.as_ref()),
            Cell::from(hit.as_ref()),
            Cell::from(right.as_ref()),
            Cell::from(stable_id.as_str()),
        ]);
    }
    Table {
        head: vec![summary(query, found)],
        facts: vec![
            ("query", query.into()),
            ("matches", found.lines.len().into()),
            ("passages", found.passages().into()),
            ("briefs", found.briefs().len().into()),
        ],
        columns: &COLUMNS[..ALONE],
        rows,
    }
}

/// Returns the text before a match, the match and the text after it, as tables have them.
fn beside_match<'a>(found: &'a Concordance, line: &Line) -> [Cow<'a, str>; 3] {
    let [left, hit, right] = found.parts(line);
    if found.hit(line).passage.text.len() <= WHOLE {
        return [left, hit, right].map(Cow::Borrowed);
    }
    let (before, after) = (
        near::last(left, PART),
        near::first(right, PART),
    );
    let before = if before.len() < left.len() {
        format!("…{before}").into()
    } else {
        left.into()
    };
    let after = if after.len() < right.len() {
        format!("{after}…").into()
    } else {
        right.into()
    };
    [before, hit.into(), after]
}

/// Adds the translations of the lines to the rows of a table, one for each.
pub(crate) fn add_translations(table: &mut Table, translations: &[Option<Beside>]) {
    table.columns = &COLUMNS;
    for (row, translation) in table
        .rows
        .iter_mut()
        .zip(translations)
    {
        row.extend(beside::cells(translation.as_ref()));
    }
}

fn text(
    query: &str,
    found: &Concordance,
    translations: &[Option<Beside>],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let summary = summary(query, found);
    writeln!(
        out,
        "{}",
        style.paint(PATH, &safe(&summary))
    )?;
    for note in notes(&found.results) {
        writeln!(
            out,
            "{}",
            style.paint(DIM, &safe(&note))
        )?;
    }
    let ids = found
        .lines
        .iter()
        .map(|line| safe(&found.hit(line).passage.label.id).width());
    let hits = found
        .lines
        .iter()
        .map(|line| safe(found.parts(line)[1]).width());
    let layout = Layout::new(
        ids.max().unwrap_or_default(),
        hits.max().unwrap_or_default(),
        style,
    );
    let mut translations = translations.iter();
    for line in &found.lines {
        writeln!(
            out,
            "{}",
            layout.line(found, line, style)
        )?;
        if let Some(Some(translation)) = translations.next() {
            writeln!(
                out,
                "{}",
                layout.translation(translation, style)
            )?;
        }
    }
    Ok(())
}

/// The widths of the columns.
struct Layout {
    id: usize,
    left: usize,
    /// Width of the match and the text after it.
    rest: usize,
}

impl Layout {
    /// Lays lines out whose widest id and match have these widths.
    fn new(id: usize, hit: usize, style: Style) -> Self {
        if style.columns == Style::UNBROKEN {
            return Self {
                id,
                left: SIDE,
                rest: usize::MAX,
            };
        }
        let id = id
            .min(MAX_ID)
            .min(style.columns / 3);
        let room = style.columns - id - 2;
        let hit = hit.min(room / 2);
        let left = (room - hit) / 2;
        Self {
            id,
            left,
            rest: room - left,
        }
    }

    fn line(&self, found: &Concordance, line: &Line, style: Style) -> String {
        let [all_left, hit, all_right] = found.parts(line);
        let left = near::last(all_left, NEAR);
        let right = near::first(all_right, NEAR);
        let is_cut_left = left.len() < all_left.len();
        let is_cut_right = right.len() < all_right.len();
        let [left, hit, right] = [left, hit, right].map(|part| safe(part).into_owned());
        let marks = if style.color {
            ["", ""]
        } else {
            ["«", "»"]
        };
        let left = end_of(
            &left,
            is_cut_left,
            self.left - marks[0].width(),
        );
        let padding = " ".repeat(self.left - left.width() - marks[0].width());
        let hit = shorten(&hit, self.rest.saturating_sub(2)).into_owned();
        let room = if self.rest == usize::MAX {
            SIDE
        } else {
            self.rest
                .saturating_sub(hit.width() + marks[1].width())
        };
        let right = start_of(&right, is_cut_right, room);
        let id = safe(&found.hit(line).passage.label.id).into_owned();
        let id = shorten(&id, self.id).into_owned();
        let id_padding = " ".repeat(self.id - id.width() + 2);
        let id = style.paint(ID, &id);
        let hit = style.paint(
            HIT,
            &format!("{}{hit}{}", marks[0], marks[1]),
        );
        format!("{id}{id_padding}{padding}{left}{hit}{right}")
            .trim_end()
            .to_owned()
    }

    /// Returns the line under that of a match.
    fn translation(&self, translation: &Beside, style: Style) -> String {
        let place = beside::place(translation);
        let room = match self.rest {
            usize::MAX => 2 * SIDE,
            rest => (self.left + rest).saturating_sub(place.width() + 1),
        };
        let text = beside::shown(translation, room);
        let line = style.paint(DIM, &format!("{place} {text}"));
        format!("{}{line}", " ".repeat(self.id + 2))
    }
}

/// Returns the end of `text` that fits in `columns` display columns. It may itself be cut.
fn end_of(text: &str, is_cut: bool, columns: usize) -> String {
    let start = reach_left(text, text.len(), columns);
    if start == 0 && !is_cut {
        return text.to_owned();
    }
    let start = reach_left(
        text,
        text.len(),
        columns.saturating_sub(1),
    );
    format!("…{}", &text[start..])
}

/// Returns the start of `text` that fits in `columns` display columns. It may itself be cut.
fn start_of(text: &str, is_cut: bool, columns: usize) -> String {
    if reach_right(text, 0, columns) == text.len() && !is_cut {
        return text.to_owned();
    }
    let end = reach_right(text, 0, columns.saturating_sub(1));
    format!("{}…", &text[..end])
}
