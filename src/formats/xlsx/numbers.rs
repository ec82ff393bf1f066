//! Numbers of a spreadsheet: which are days, and how a person sees them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::formats::read::Refusal;
use crate::formats::xml::{self, XmlEvent};

/// The formats of numbers by the number of a cell's style.
#[derive(Default)]
pub(super) struct NumberFormats {
    /// The form of numbers in each style.
    styles: Vec<Shown>,
    /// Whether days are counted from 1904.
    from_1904: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number,
    Percent,
    Day,
}

impl NumberFormats {
    pub(super) fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut custom: Vec<(u32, Shown)> = Vec::new();
        let mut styles = Vec::new();
        let mut in_cell_styles = false;
        for event in xml::events(xml) {
            match event? {
                XmlEvent::Start(tag) => {
                    let id = tag
                        .attribute("numFmtId")
                        .and_then(|id| id.parse().ok());
                    match (tag.name.as_str(), id) {
                        ("cellXfs", _) => in_cell_styles = true,
                        ("numFmt", Some(id)) => {
                            let code = tag
                                .attribute("formatCode")
                                .unwrap_or_default();
                            custom.push((id, shown_by_code(&code)));
                        }
                        ("xf", id) if in_cell_styles => {
                            let id = id.unwrap_or(0);
                            let own = custom
                                .iter()
                                .find(|(other, _)| *other == id);
                            styles.push(own.map_or_else(|| shown_by_id(id), |(_, shown)| *shown));
                        }
                        _ => {}
                    }
                }
                XmlEvent::End(tag) if tag.name == "cellXfs" => in_cell_styles = false,
                _ => {}
            }
        }
        Ok(Self {
            styles,
            from_1904: false,
        })
    }

    pub(super) fn with_epoch(self, from_1904: bool) -> Self {
        Self { from_1904, ..self }
    }

    /// Returns a number as its style shows it.
    pub(super) fn shown(&self, value: &str, style: usize) -> String {
        let Ok(number) = value.parse::<f64>() else {
            return value.to_owned();
        };
        let shown = match self.styles.get(style) {
            Some(Shown::Day) => self
                .day(number)
                .map(|day| day.to_string()),
            Some(Shown::Percent) => Some(format!("{}%", rounded(number * 100.0))),
            _ => None,
        };
        shown.unwrap_or_else(|| rounded(number))
    }

    /// Returns the day of a number of days.
    fn day(&self, number: f64) -> Option<Date> {
        let epoch = if self.from_1904 {
            date(1904, 1, 1)
        } else {
            date(1899, 12, 30)
        };
        if !(1.0..3_000_000.0).contains(&number) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is in range")]
        let days = number as i32;
        epoch.checked_add(days.days()).ok()
    }
}

/// Returns a number without the digits that binary fractions add: 0.1 + 0.2 is 0.3.
fn rounded(number: f64) -> String {
    let text = format!("{number:.10}");
    let text = text
        .trim_end_matches('0')
        .trim_end_matches('.');
    if text == "-0" {
        "0"
    } else {
        text
    }
    .to_owned()
}

/// Returns what a format shows that all programs know by its number.
fn shown_by_id(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        9 | 10 => Shown::Percent,
        _ => Shown::Number,
    }
}

/// Returns what a code such as `yyyy"年"m"月"` shows.
fn shown_by_code(code: &str) -> Shown {
    let mut is_quoted = false;
    let mut is_in_brackets = false;
    let mut letters = String::new();
    for c in code.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '[' => is_in_brackets = true,
            ']' => is_in_brackets = false,
            _ if is_quoted || is_in_brackets => {}
            _ => letters.extend(c.to_lowercase()),
        }
    }
    if letters.contains('y') || letters.contains('d') && letters.contains('m') {
        Shown::Day
    } else if letters.contains('%') {
        Shown::Percent
    } else {
        Shown::Number
    }
}
