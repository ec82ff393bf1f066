//! Concordances: the match in the middle of each line.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::beside;
use crate::across::Beside;
use crate::analysis::grapheme::{reach_left, reach_right};
use crate::desk::{Concordance, Line};
use crate::render::notes::notes;
use crate::render::safe::shorten;
use crate::render::style::{DIM, HIT, ID, PATH};
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::{Style, plural, safe};
use crate::search::stable_id;

/// Maximum width of the column of ids, in display columns.
const MAX_ID: usize = 22;
/// Width of the text on each side of the match where lines are not broken, in display columns.
const SIDE: usize = 60;

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
/// for people.
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
        let mut table = kwic_table(query, found);
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

/// `1 match`, `2 matches`
pub(super) fn matches(count: usize) -> String {
    if count == 1 {
        "1 match".to_owned()
    } else {
        format!("{count} matches")
    }
}

/// Returns the lines of `found` as a table.
pub(crate) fn kwic_table(query: &str, found: &Concordance) -> Table {
    let mut rows = Vec::new();
    for line in &found.lines {
        let label = &found.hit(line).passage.label;
        let [left, hit, right] = found.parts(line);
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
            Cell::from(left),
            Cell::from(hit),
            Cell::from(right),
            Cell::Text(stable_id(&found.hit(line).passage)),
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
        let [left, hit, right] = found
            .parts(line)
            .map(|part| safe(part).into_owned());
        let marks = if style.color {
            ["", ""]
        } else {
            ["«", "»"]
        };
        let left = end_of(&left, self.left - marks[0].width());
        let padding = " ".repeat(self.left - left.width() - marks[0].width());
        let hit = shorten(&hit, self.rest.saturating_sub(2)).into_owned();
        let room = if self.rest == usize::MAX {
            SIDE
        } else {
            self.rest
                .saturating_sub(hit.width() + marks[1].width())
        };
        let right = start_of(&right, room);
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

/// Returns the end of `text` that fits in `columns` display columns.
fn end_of(text: &str, columns: usize) -> String {
    let start = reach_left(text, text.len(), columns);
    if start == 0 {
        return text.to_owned();
    }
    let start = reach_left(
        text,
        text.len(),
        columns.saturating_sub(1),
    );
    format!("…{}", &text[start..])
}

/// Returns the start of `text` that fits in `columns` display columns.
fn start_of(text: &str, columns: usize) -> String {
    if reach_right(text, 0, columns) == text.len() {
        return text.to_owned();
    }
    let end = reach_right(text, 0, columns.saturating_sub(1));
    format!("{}…", &text[..end])
}
