//! Front matter that breaks the rules of its language, read key by key, as a person reads it.

use std::ops::Range;

use super::dialect::{self, Dialect};
use super::key::{self, Key};
use super::value::{Content, Entry, Value, unquoted, without_comment};
use crate::model::Warning;

/// Maximum length of a key, in characters.
const MAX_KEY: usize = 40;
/// Maximum number of words in a key.
const MAX_KEY_WORDS: usize = 4;
/// Maximum number of entries. Each is parsed by itself, which takes some microseconds.
const MAX_ENTRIES: usize = 10_000;
/// Maximum number of warnings about values.
const MAX_WARNINGS: usize = 20;
/// First characters of unindented lines that belong to the entry before: items of a list, comments
/// and closing brackets.
const CONTINUATIONS: [char; 5] = ['-', '*', '#', ']', '}'];
/// The separators of all languages, and the Chinese colon.
const SEPARATORS: [char; 3] = [':', '=', '：'];

/// Returns the entries of the front matter in `inside`, bytes of `text`, and adds to `warnings`
/// which values cannot be parsed. Returns `None` if the lines are no front matter.
pub(super) fn entries(
    dialect: &Dialect,
    text: &str,
    inside: Range<usize>,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<Entry>> {
    let lines = entry_lines(dialect, text, inside)?;
    if lines.len() > MAX_ENTRIES {
        return None;
    }
    let mut entries = Vec::with_capacity(lines.len());
    let mut found = Vec::new();
    for lines in lines {
        if let Some(entry) = by_standard(dialect, text, &lines) {
            entries.push(entry);
            continue;
        }
        let entry = as_written(text, &lines);
        if found.len() < MAX_WARNINGS {
            found.extend(warning(dialect, text, &entry));
        }
        entries.push(entry);
    }
    let mut keys = entries.iter();
    if !keys.any(|entry| key::meaning(&entry.key).is_some()) {
        return None;
    }
    warnings.append(&mut found);
    Some(entries)
}

/// The lines of an entry, in bytes of the whole text.
struct EntryLines {
    key: Range<usize>,
    /// Everything after the key and its separator.
    written: Range<usize>,
}

impl EntryLines {
    fn span(&self) -> Range<usize> {
        self.key.start..self.written.end
    }
}

/// Splits front matter at the lines that start with a key. Returns `None` if a line belongs to no
/// entry: text that is not indented, above all keys or below a blank line.
fn entry_lines(dialect: &Dialect, text: &str, inside: Range<usize>) -> Option<Vec<EntryLines>> {
    let mut splitter = Splitter {
        dialect,
        entries: Vec::new(),
        indent: None,
        follows_blank: false,
        has_tables: false,
    };
    let mut end = inside.start;
    for line in text[inside].split_inclusive('\n') {
        let start = end;
        end += line.len();
        splitter.take(line, start)?;
    }
    Some(splitter.entries)
}

/// Goes through the lines of front matter.
struct Splitter<'d> {
    dialect: &'d Dialect,
    entries: Vec<EntryLines>,
    /// Length of the white space before the keys, in bytes.
    indent: Option<usize>,
    /// Whether the last line is blank.
    follows_blank: bool,
    /// Whether the tables of TOML have begun, in which other keys are.
    has_tables: bool,
}

impl Splitter<'_> {
    /// Takes the line that starts at `start`. Returns `None` if it belongs to no entry.
    fn take(&mut self, line: &str, start: usize) -> Option<()> {
        let bare = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - bare.len();
        let end = start + line.len();
        let is_blank = bare.trim().is_empty();
        let is_silent = is_blank || bare.starts_with('#');
        let is_loose = !is_blank && self.is_loose(bare, indent);
        if let Some(length) = self.key_length(bare, indent, is_silent) {
            let key = start + indent..start + indent + length;
            let separator = bare[length..].chars().next();
            let after = key.end + separator.map_or(0, char::len_utf8);
            let written = after.min(end)..end;
            self.entries
                .push(EntryLines { key, written });
        } else if let Some(entry) = self.entries.last_mut() {
            if is_loose {
                return None;
            }
            entry.written.end = end;
        } else if !is_silent {
            return None;
        }
        self.follows_blank = is_blank;
        Some(())
    }

    /// Returns the length of the key of a line, in bytes; of the head of a table, all of it.
    fn key_length(&mut self, bare: &str, indent: usize, is_silent: bool) -> Option<usize> {
        if is_silent || *self.indent.get_or_insert(indent) != indent {
            return None;
        }
        if self.dialect.separator == '=' && bare.starts_with('[') {
            self.has_tables = true;
            return Some(bare.trim_end().len());
        }
        if self.has_tables {
            return None;
        }
        key_length(self.dialect, bare)
    }

    /// Returns whether a line that has no key is a paragraph of its own.
    fn is_loose(&self, bare: &str, indent: usize) -> bool {
        let is_indented = self
            .indent
            .is_some_and(|keys| indent > keys);
        let goes_on = is_indented || self.has_tables || bare.starts_with(CONTINUATIONS);
        self.follows_blank && !goes_on
    }
}

/// Returns the length of the key that `line` starts with, in bytes. A key that means something may
/// have any separator after it, and no space.
fn key_length(dialect: &Dialect, line: &str) -> Option<usize> {
    let length = line.find(SEPARATORS)?;
    let name = line[..length].trim();
    let mut after = line[length..].chars();
    let separator = after.next()?;
    let is_apart = after
        .next()
        .is_none_or(char::is_whitespace);
    let is_usual = separator == dialect.separator && (is_apart || separator == '=');
    let is_known = key::meaning(name).is_some();
    (is_key(name) && (is_usual || is_known)).then_some(length)
}

/// Returns whether `name` looks like a key rather than the start of a sentence.
fn is_key(name: &str) -> bool {
    let is_of_key = |c: char| c.is_alphanumeric() || " -_.\"'".contains(c);
    !name.starts_with(CONTINUATIONS)
        && !name.is_empty()
        && name.chars().count() <= MAX_KEY
        && name.split_whitespace().count() <= MAX_KEY_WORDS
        && name.chars().all(is_of_key)
}

/// Reads an entry by itself. Tabs at the start of a line count as spaces, and the Chinese colon as
/// a colon.
fn by_standard(dialect: &Dialect, text: &str, lines: &EntryLines) -> Option<Entry> {
    let span = lines.span();
    let written = &text[span.clone()];
    let mut entry = read_alone(dialect, written, 0..written.len());
    if entry.is_none() {
        // Each replacement is as long as what it replaces, so that all places stay the same.
        let mended = with_spaces(&written.replacen('：', ":  ", 1));
        entry = read_alone(dialect, &mended, 0..mended.len());
    }
    let mut entry = entry?;
    entry.value.shift(span.start);
    Some(Entry {
        span,
        written: lines.written.clone(),
        ..entry
    })
}

/// Returns the entry that the front matter consists of, if there is exactly one.
fn read_alone(dialect: &Dialect, text: &str, inside: Range<usize>) -> Option<Entry> {
    let mut entries = dialect::entries(dialect, text, inside).ok()?;
    let entry = entries.pop()?;
    entries.is_empty().then_some(entry)
}

/// Replaces the tabs at the start of each line with spaces.
fn with_spaces(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - rest.len();
        spaced.extend(std::iter::repeat_n(' ', indent));
        spaced.push_str(rest);
    }
    spaced
}

/// Takes the value of an entry as it is written: the items between brackets or after hyphens, or
/// else all of it.
fn as_written(text: &str, lines: &EntryLines) -> Entry {
    let written = &text[lines.written.clone()];
    let start = lines.written.start + (written.len() - written.trim_start().len());
    let end = start + written.trim().len();
    let items = in_brackets(written.trim()).or_else(|| after_hyphens(written.trim()));
    let content = match items {
        Some(items) => Content::List(placed(text, start, &items)),
        None => Content::Plain(joined(written)),
    };
    Entry {
        key: text[lines.key.clone()]
            .trim()
            .to_owned(),
        span: lines.span(),
        written: lines.written.clone(),
        value: Value {
            content,
            span: start..end,
        },
    }
}

/// Returns the parts between commas of a list in brackets. The closing bracket may be missing.
fn in_brackets(written: &str) -> Option<Vec<&str>> {
    let inside = written.strip_prefix('[')?;
    let inside = inside
        .strip_suffix(']')
        .unwrap_or(inside);
    let is_in_pieces = inside.contains(['[', ']']);
    (!is_in_pieces).then(|| {
        inside
            .split([',', '，', '、'])
            .collect()
    })
}

/// Returns the items of a list of lines that all start with a hyphen.
fn after_hyphens(written: &str) -> Option<Vec<&str>> {
    let lines = written.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.strip_prefix("- "))
        .collect()
}

/// Returns a value for each of these parts of `text` from `start` on.
fn placed(text: &str, start: usize, items: &[&str]) -> Vec<Value> {
    let mut values = Vec::with_capacity(items.len());
    let mut at = start;
    for item in items {
        let bare = unquoted(without_comment(item));
        if bare.is_empty() {
            continue;
        }
        let Some(found) = text[at..].find(bare) else {
            continue;
        };
        let span = at + found..at + found + bare.len();
        at = span.end;
        values.push(Value {
            content: Content::Plain(bare.to_owned()),
            span,
        });
    }
    values
}

/// Joins the lines of a value, without a comment, the mark of a block and quotation marks.
fn joined(written: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for (at, line) in written.lines().enumerate() {
        let line = without_comment(line).trim();
        let is_block_mark = at == 0 && [">", ">-", "|", "|-"].contains(&line);
        if !line.is_empty() && !is_block_mark {
            lines.push(line);
        }
    }
    unquoted(&lines.join(" ")).to_owned()
}

/// Returns the warning about a value that is taken as written, if its key means something.
fn warning(dialect: &Dialect, text: &str, entry: &Entry) -> Option<Warning> {
    let (key, _) = key::meaning(&entry.key)?;
    if key == Key::Data {
        return None;
    }
    let line = 1 + text[..entry.span.start]
        .matches('\n')
        .count();
    let message = format!(
        "the value of {:?} is not {} and is taken as written; put it in quotation marks",
        entry.key, dialect.name
    );
    Some(Warning { line, message })
}
