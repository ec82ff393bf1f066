//! From the entries of front matter to the metadata of a brief.

use std::collections::HashSet;
use std::ops::Range;

use super::data::FrontMatter;
use super::key::{self, Key};
use super::names;
use super::value::{Content, Entry, Value, unquoted, without_comment};
use crate::analysis::token::is_han;
use crate::layout::blank::trimmed;
use crate::layout::{date, written_date};
use crate::lexicon::numbers::issue_number;
use crate::model::{Lang, Warning};

/// Keys of which each occurrence counts, or none.
const MAY_REPEAT: [Key; 5] = [Key::Topics, Key::Authors, Key::Source, Key::Url, Key::Data];
/// Values that stand for none.
const NONE: [&str; 5] = ["", "~", "null", "Null", "NULL"];
/// Values with which some programs say whether a brief is published, not when.
const NO_DATES: [&str; 4] = ["true", "false", "yes", "no"];
/// Values that turn something off.
const OFF: [&str; 4] = ["no", "none", "off", "false"];
/// Maximum number of warnings about front matter.
const MAX_WARNINGS: usize = 40;
/// Maximum number of authors.
const MAX_AUTHORS: usize = 500;

/// An entry whose key means something.
struct Known<'a> {
    key: Key,
    /// Rank of the key's spelling among those of the same meaning.
    rank: usize,
    entry: &'a Entry,
}

/// Reads the entries of front matter in `text`, and adds to `warnings` which keys are written
/// twice.
pub(super) fn read(text: &str, entries: &[Entry], warnings: &mut Vec<Warning>) -> FrontMatter {
    let mut known = Vec::with_capacity(entries.len());
    let mut front = FrontMatter::default();
    let mut names = HashSet::new();
    for entry in entries {
        let Some((key, rank)) = key::meaning(&entry.key) else {
            front
                .unknown
                .extend(trimmed(text, entry.span.clone()));
            continue;
        };
        let is_repeated = !names.insert(&entry.key) && !MAY_REPEAT.contains(&key);
        if is_repeated && warnings.len() < MAX_WARNINGS {
            warnings.push(repeated(text, entry));
        }
        if key == Key::Source && address(text, entry).is_none() {
            front
                .unknown
                .extend(trimmed(text, entry.span.clone()));
        }
        known.push(Known { key, rank, entry });
    }
    known.sort_by_key(|known| known.rank);
    Reader { text, known }.read(&mut front);
    front
}

/// Returns the line of an entry, from 1.
fn line_of(text: &str, entry: &Entry) -> usize {
    let before = &text[..entry.span.start];
    1 + before.matches('\n').count()
}

fn repeated(text: &str, entry: &Entry) -> Warning {
    let line = line_of(text, entry);
    let message = format!(
        "{:?} is written twice; the first counts",
        entry.key
    );
    Warning { line, message }
}

/// The entries that mean something, the best spelling of each meaning first.
struct Reader<'a> {
    text: &'a str,
    known: Vec<Known<'a>>,
}

impl<'a> Reader<'a> {
    fn read(&self, front: &mut FrontMatter) {
        self.read_title(front);
        front.issue = self
            .first_text(Key::Issue)
            .map(|issue| issue_label(&issue));
        front.date = self.date();
        front.date_line = front
            .date
            .as_ref()
            .and_then(|date| self.line_of_date(date));
        front.series = self.first_text(Key::Series);
        front.topics = self.topics();
        front.lang = self.find(Key::Lang, |text| lang(&text));
        front.year = self.find(Key::Year, |text| date::year(&text));
        front.authors = self.authors();
        front.url = self
            .entries(Key::Url)
            .chain(self.entries(Key::Source))
            .find_map(|entry| address(self.text, entry));
        front.publisher = self.first_text(Key::Publisher);
        front.accessed = self.find(Key::Accessed, |text| {
            written_date::find(&text, None)
        });
        front.unpaired = self
            .first_text(Key::Pairs)
            .is_some_and(|text| {
                let mut values = OFF.iter();
                values.any(|value| value.eq_ignore_ascii_case(&text))
            });
    }

    fn entries(&self, key: Key) -> impl Iterator<Item = &'a Entry> {
        let known = self
            .known
            .iter()
            .filter(move |known| known.key == key);
        known.map(|known| known.entry)
    }

    /// Returns the first of the texts under `key` of which `read` makes something.
    fn find<T>(&self, key: Key, read: impl Fn(String) -> Option<T>) -> Option<T> {
        let mut texts = self.texts(key);
        texts.find_map(read)
    }

    fn texts(&self, key: Key) -> impl Iterator<Item = String> {
        self.entries(key)
            .filter_map(|entry| text_of(self.text, entry))
    }

    fn first_text(&self, key: Key) -> Option<String> {
        self.texts(key).next()
    }

    fn read_title(&self, front: &mut FrontMatter) {
        for entry in self.entries(Key::Title) {
            if let Some(title) = text_of(self.text, entry) {
                let place = trimmed(self.text, entry.written.clone());
                front.title_span = place.map(|place| self.place_of(&title, place));
                front.title = Some(title);
                return;
            }
        }
    }

    /// Returns where `title` is in `place`, or `place` itself if it is not written as it is read.
    fn place_of(&self, title: &str, place: Range<usize>) -> Range<usize> {
        match self.text[place.clone()].find(title) {
            Some(at) => place.start + at..place.start + at + title.len(),
            None => place,
        }
    }

    /// Returns the first date that is understood or, if none is, the first.
    fn date(&self) -> Option<String> {
        let dates = self
            .texts(Key::Date)
            .chain(self.texts(Key::Created));
        let dates = dates.filter(|date| !NO_DATES.contains(&date.as_str()));
        let dates: Vec<String> = dates.collect();
        let year = self.find(Key::Year, |text| date::year(&text));
        let understood = dates
            .iter()
            .find(|date| written_date::find(date, year).is_some());
        let date = understood.or_else(|| dates.first());
        date.cloned()
    }

    /// Returns the line of the first entry that gives this date.
    fn line_of_date(&self, date: &str) -> Option<usize> {
        let mut entries = self
            .entries(Key::Date)
            .chain(self.entries(Key::Created));
        let entry = entries.find(|entry| text_of(self.text, entry).as_deref() == Some(date))?;
        Some(line_of(self.text, entry))
    }

    fn topics(&self) -> Vec<String> {
        let mut topics = Vec::new();
        for entry in self.entries(Key::Topics) {
            for topic in self.items(entry) {
                let topic = topic.trim_start_matches('#').trim();
                if !topic.is_empty() {
                    topics.push(topic.to_owned());
                }
            }
        }
        topics
    }

    /// Returns the items of a list, of a text with commas or of hash tags.
    fn items(&self, entry: &Entry) -> Vec<String> {
        if let Content::List(_) | Content::Map(_) = entry.value.content {
            let items = entry.value.items().into_iter();
            let texts = items.map(|item| item.text(self.text).to_owned());
            return texts.collect();
        }
        let Some(text) = text_of(self.text, entry) else {
            return Vec::new();
        };
        let is_tagged = text
            .split_whitespace()
            .all(|word| word.starts_with('#'));
        let items =
            text.split(|c: char| [',', '，', '、'].contains(&c) || is_tagged && c.is_whitespace());
        items
            .map(|item| item.trim().to_owned())
            .collect()
    }

    fn authors(&self) -> Vec<String> {
        let mut authors: Vec<String> = Vec::new();
        for entry in self.entries(Key::Authors) {
            for name in self.names(entry) {
                if authors.len() < MAX_AUTHORS && !authors.contains(&name) {
                    authors.push(name);
                }
            }
        }
        authors
    }

    fn names(&self, entry: &Entry) -> Vec<String> {
        match &entry.value.content {
            Content::List(items) => items
                .iter()
                .filter_map(|item| self.name(item))
                .collect(),
            Content::Map(_) => self
                .name(&entry.value)
                .into_iter()
                .collect(),
            _ => match text_of(self.text, entry) {
                Some(text) => names::split(&text),
                None => Vec::new(),
            },
        }
    }

    /// Returns the name in an item of a list of authors.
    fn name(&self, item: &Value) -> Option<String> {
        let name = item.get("name").unwrap_or(item);
        let name = match (item.get("given"), item.get("family")) {
            (Some(given), Some(family)) => {
                format!(
                    "{} {}",
                    given.text(self.text),
                    family.text(self.text)
                )
            }
            _ => name.text(self.text).to_owned(),
        };
        (!name.is_empty()).then_some(name)
    }
}

/// Returns the address that is the value of an entry.
fn address(text: &str, entry: &Entry) -> Option<String> {
    let address = text_of(text, entry)?;
    let is_address = address.contains("://") && !address.contains(char::is_whitespace);
    is_address.then_some(address)
}

/// Returns the value of an entry as a text on one line, if it is not empty.
///
/// YAML takes some signs at the start of a text for its own, and `#` after a space for a comment. A
/// person reads them as part of the text: `[Draft]`, `Brief #42`.
fn text_of(text: &str, entry: &Entry) -> Option<String> {
    let written = &text[entry.written.clone()];
    let value = match &entry.value.content {
        Content::Plain(value) if is_cut(written, value) => {
            unquoted(without_comment(first_line(written))).to_owned()
        }
        Content::Plain(value) if NONE.contains(&value.trim()) => return None,
        Content::Plain(value) | Content::Quoted(value) => value.clone(),
        Content::List(_) | Content::Map(_) => without_comment(written.trim()).to_owned(),
    };
    let has_lines = written.trim().contains('\n');
    let value = on_one_line(&value, has_lines);
    (!value.is_empty()).then_some(value)
}

/// Returns whether a value without quotation marks lacks something of its first line that is no
/// comment.
fn is_cut(written: &str, value: &str) -> bool {
    let line = without_comment(first_line(written)).trim();
    if NONE.contains(&value.trim()) {
        return line.starts_with(['#', '!', '&']);
    }
    let has_lines = written.trim().contains('\n');
    !has_lines && line.len() > value.trim().len()
}

fn first_line(written: &str) -> &str {
    let first = written.lines().next();
    first.unwrap_or_default().trim()
}

/// Replaces each run of white space with a space. Where lines were joined, there is none between
/// Han characters.
fn on_one_line(value: &str, has_lines: bool) -> String {
    let mut line = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        let is_between_han = line.ends_with(is_han) && word.starts_with(is_han);
        if !line.is_empty() && !(has_lines && is_between_han) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Returns the label of an issue without a sign before it and, if it is a number, without zeros.
fn issue_label(issue: &str) -> String {
    let label = issue
        .trim_start_matches(['#', '№'])
        .trim();
    if let Some(number) = issue_number(label) {
        return number.to_string();
    }
    let is_number = label
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    let bare = label.trim_start_matches('0');
    if is_number && !bare.is_empty() {
        bare.to_owned()
    } else {
        label.to_owned()
    }
}

/// Returns the language of a tag or a name: `zh-Hans`, `en_GB`, `Chinese`.
fn lang(name: &str) -> Option<Lang> {
    let name = name.to_lowercase();
    match name.split(['-', '_']).next()? {
        "zh" | "chinese" | "中文" => Some(Lang::Zh),
        "en" | "english" => Some(Lang::En),
        _ => None,
    }
}
