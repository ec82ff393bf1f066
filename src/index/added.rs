//! The days on which passages were first indexed, so that a search can ask what is new.
//!
//! **A passage is known by the letters and digits of its text**, in its brief or in a brief of the
//! same content. So an edit elsewhere in its brief, other punctuation or another name of its file
//! does not make it new, nor does a rebuild.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::generation::Generation;
use super::labels::date_number;
use super::names::ADDED;
use super::record::{self, BriefRecord};
use crate::analysis::token::is_han;
use crate::error::{Error, Result};

/// A day as a number: 20200920, or 0 if it is not known.
pub(crate) type Day = u64;

/// A hash of a passage's letters and digits.
pub(crate) type Mark = [u8; 3];

/// The days of all passages of an index, by the source of their brief.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Added(pub(crate) BTreeMap<String, AddedBrief>);

/// The days of a brief's passages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AddedBrief {
    /// The start of the hash of the brief's bytes, or 0 if that is not known.
    content: u64,
    /// The marks of its passages, in order, one after the other. None if only a day for all of
    /// them is known.
    marks: Vec<u8>,
    runs: Vec<Run>,
}

/// Passages in a row that have the same day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// Ordinal of the first.
    first: u32,
    /// Ordinal of the last.
    last: u32,
    day: Day,
}

/// The passages of a brief that were first indexed in some range of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddedPassages {
    /// The brief's source.
    pub source: String,
    /// Their ordinals, in order; `None` for all passages of the brief.
    pub ordinals: Option<Vec<RangeInclusive<u32>>>,
}

impl Added {
    /// Reads the days of the passages of `generation`. If it has none recorded, they are taken for
    /// those of the day on which it was made.
    ///
    /// # Errors
    /// Returns an error if the record or the list of briefs is damaged.
    pub(super) fn read(generation: &Generation) -> Result<Self> {
        match Self::recorded(generation)? {
            Some(added) => Ok(added),
            None => Ok(Self::made(
                generation,
                &generation.briefs()?,
            )),
        }
    }

    /// As [`Added::read`], but a damaged record counts as none, and so does a damaged list.
    pub(super) fn readable(generation: &Generation) -> Self {
        Self::read(generation).unwrap_or_else(|_| {
            let briefs = generation.briefs();
            Self::made(generation, &briefs.unwrap_or_default())
        })
    }

    fn recorded(generation: &Generation) -> Result<Option<Self>> {
        let Some(file) = generation.manifest.file(ADDED) else {
            return Ok(None);
        };
        let path = generation.path.join(ADDED);
        Self::from_bytes(&file.read(&path)?)
            .map(Some)
            .map_err(|problem| Error::damaged(&path, problem))
    }

    fn made(generation: &Generation, briefs: &[BriefRecord]) -> Self {
        let day = day_of(&generation.manifest.made);
        let whole = |brief: &BriefRecord| AddedBrief {
            content: content(&brief.hash),
            marks: Vec::new(),
            runs: vec![Run {
                first: 0,
                last: u32::MAX,
                day,
            }],
        };
        let briefs = briefs.iter();
        Self(
            briefs
                .map(|brief| (brief.label.source.clone(), whole(brief)))
                .collect(),
        )
    }

    /// Returns what [`Added::to_bytes`] turned into `bytes`, or what is wrong with `bytes`.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let plain = record::unpack(bytes)?;
        postcard::from_bytes(&plain).map_err(|e| e.to_string())
    }

    /// Returns the bytes in which the index keeps the days.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        record::pack(self)
    }

    /// Returns the passages that were first indexed on these days.
    pub(super) fn within(&self, days: &RangeInclusive<Day>) -> Vec<AddedPassages> {
        let mut found = Vec::new();
        for (source, brief) in &self.0 {
            let runs = brief.runs.iter();
            let wanted: Vec<RangeInclusive<u32>> = runs
                .filter(|run| days.contains(&run.day))
                .map(|run| run.first..=run.last)
                .collect();
            if !wanted.is_empty() {
                let is_whole = wanted.len() == brief.runs.len();
                found.push(AddedPassages {
                    source: source.clone(),
                    ordinals: (!is_whole).then_some(wanted),
                });
            }
        }
        found
    }
}

impl AddedBrief {
    fn push(&mut self, ordinal: u32, mark: Mark, day: Day) {
        self.marks.extend(mark);
        match self.runs.last_mut() {
            Some(run) if run.day == day && run.last + 1 == ordinal => run.last = ordinal,
            _ => self.runs.push(Run {
                first: ordinal,
                last: ordinal,
                day,
            }),
        }
    }

    /// Returns the first day of each mark.
    fn days(&self) -> HashMap<Mark, Day> {
        let mut days = HashMap::new();
        let (marks, _) = self.marks.as_chunks();
        let each = self.runs.iter();
        let each = each.flat_map(|run| (run.first..=run.last).map(|_| run.day));
        for (&mark, day) in marks.iter().zip(each) {
            let known = days.entry(mark).or_insert(day);
            *known = day.min(*known);
        }
        days
    }
}

/// The days of the passages of an index that is being written.
pub(crate) struct AddedNow {
    before: Added,
    /// The sources of briefs before, by their content.
    by_content: HashMap<u64, String>,
    now: Added,
    today: Day,
    /// The brief that was begun last, and the days of its passages before.
    last: (String, Known),
}

/// The days of the passages of a brief in the index before.
#[derive(Default)]
enum Known {
    #[default]
    Nothing,
    /// All of them had this day.
    All(Day),
    ByMark(HashMap<Mark, Day>),
}

impl AddedNow {
    /// Returns the days of an index that contains what `now` tells, and contained before what
    /// `before` tells.
    pub(crate) fn new(before: Added, now: Added) -> Self {
        let mut by_content = HashMap::new();
        for (source, brief) in &before.0 {
            if brief.content != 0 {
                by_content.insert(brief.content, source.clone());
            }
        }
        Self {
            before,
            by_content,
            now,
            today: today(),
            last: Default::default(),
        }
    }

    /// Begins a brief, whose passages are noted next.
    pub(crate) fn begin(&mut self, source: &str, hash: &str) {
        let content = content(hash);
        let brief = AddedBrief {
            content,
            ..AddedBrief::default()
        };
        self.now
            .0
            .insert(source.to_owned(), brief);
        self.last = (
            source.to_owned(),
            self.known(source, content),
        );
    }

    /// Notes the next passage of a brief that was begun. Returns the day on which it was first
    /// indexed.
    pub(crate) fn note(&mut self, source: &str, ordinal: u32, mark: Mark) -> Day {
        if self.last.0 != source {
            let brief = self.now.0.get(source);
            let content = brief.map_or(0, |brief| brief.content);
            self.last = (
                source.to_owned(),
                self.known(source, content),
            );
        }
        let day = match &self.last.1 {
            Known::Nothing => None,
            Known::All(day) => Some(*day),
            Known::ByMark(days) => days.get(&mark).copied(),
        };
        let day = day.unwrap_or(self.today);
        if let Some(brief) = self.now.0.get_mut(source) {
            brief.push(ordinal, mark, day);
        }
        day
    }

    fn known(&self, source: &str, content: u64) -> Known {
        let before = &self.before.0;
        let same = || before.get(self.by_content.get(&content)?);
        let Some(brief) = before.get(source).or_else(same) else {
            return Known::Nothing;
        };
        match brief.runs.first() {
            Some(run) if brief.marks.is_empty() => Known::All(run.day),
            _ => Known::ByMark(brief.days()),
        }
    }

    /// Returns the days of the briefs for which `is_there` is true of the source.
    pub(crate) fn finish(mut self, is_there: impl Fn(&str) -> bool) -> Added {
        self.now
            .0
            .retain(|source, _| is_there(source));
        self.now
    }
}

/// Returns the mark of a passage with this text. A text without letters and digits is marked by all
/// that it has.
pub(super) fn mark(text: &str) -> Mark {
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Most of a text is ASCII or Han, which have no other case.
        let ascii = rest
            .bytes()
            .take_while(u8::is_ascii)
            .count();
        let (plain, other) = rest.split_at(ascii);
        let plain = plain
            .bytes()
            .filter(u8::is_ascii_alphanumeric);
        letters.extend(plain.map(|byte| char::from(byte.to_ascii_lowercase())));
        rest = other;
        if ascii == 0 {
            rest = &rest[c.len_utf8()..];
            if is_han(c) && c.is_alphanumeric() {
                letters.push(c);
            } else if c.is_alphanumeric() {
                letters.extend(c.to_lowercase());
            }
        }
    }
    let marked = if letters.is_empty() {
        text
    } else {
        &letters
    };
    let hash = blake3::hash(marked.as_bytes());
    let bytes = hash.as_bytes();
    [bytes[0], bytes[1], bytes[2]]
}

/// Returns the start of a hash in hexadecimal as a number; 0 if there is none.
fn content(hash: &str) -> u64 {
    let start = hash.get(..16);
    let number = start.and_then(|start| u64::from_str_radix(start, 16).ok());
    number.unwrap_or(0)
}

/// Returns the day of a time as a manifest has it: `2026-11-25T09:30:00Z`.
fn day_of(time: &str) -> Day {
    let day: Option<jiff::civil::Date> = time
        .get(..10)
        .and_then(|day| day.parse().ok());
    day.map_or(0, date_number)
}

/// Returns the day in Greenwich, as the manifest has its time.
#[cfg(not(test))]
fn today() -> Day {
    let now = jiff::Timestamp::now();
    day_of(&now.strftime("%FT%TZ").to_string())
}

#[cfg(test)]
use tests::today;

#[cfg(test)]
#[path = "added_tests.rs"]
mod tests;
