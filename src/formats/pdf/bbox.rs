//! The output of `pdftotext -bbox-layout`: pages, lines, words and their boxes, a tag a line.
//!
//! It is XML, but with control characters that a strict parser refuses. So it is read by its lines.

use std::io::{self, BufRead};

use super::glyphs;
use super::legible::Tally;
use super::rules::MAX_PAGE_LINES;
use super::word::Word;
use crate::formats::program::OutputReader;

/// Maximum size of the words of a file together, in bytes.
const MAX_TEXT: usize = 16 << 20;
/// Maximum number of words in a file: those that so much text has.
const MAX_WORDS: usize = MAX_TEXT / 4;
/// Maximum length of a line of the output, in bytes.
const MAX_LINE: u64 = 1 << 20;
/// Maximum height and width of a page that is laid out, in points: ten metres.
const MAX_PLACE: f64 = 30_000.0;

/// The words of a file.
#[derive(Default)]
pub(super) struct Extract {
    /// The title in the properties of the file.
    pub title: Option<String>,
    /// The time at which the file was made: `2021-05-18T08:30:00Z`.
    pub created: Option<String>,
    pub pages: Vec<RawPage>,
    /// How much of the text can be read.
    pub tally: Tally,
    words: usize,
    bytes: usize,
}

/// The words of a page.
pub(super) struct RawPage {
    pub height: f64,
    /// Lines as poppler sees them, in its order.
    pub lines: Vec<Vec<Word>>,
}

impl Extract {
    /// Returns whether no page has a word.
    pub(super) fn is_blank(&self) -> bool {
        self.words == 0
    }

    /// Returns whether a page has more lines than a page of a brief.
    pub(super) fn is_crowded(&self) -> bool {
        self.pages
            .iter()
            .any(|page| page.lines.len() > MAX_PAGE_LINES)
    }

    fn push(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Title(title) => self.title = Some(glyphs::unescaped(title)),
            Tag::Created(time) => self.created = Some(glyphs::unescaped(time)),
            Tag::Page { height } => self.pages.push(RawPage {
                height,
                lines: Vec::new(),
            }),
            Tag::Line => {
                if let Some(page) = self.pages.last_mut() {
                    page.lines.push(Vec::new());
                }
            }
            Tag::Word { sides, text } => self.push_word(sides, text),
        }
    }

    fn push_word(&mut self, [left, top, right, bottom]: [f64; 4], written: &str) {
        self.tally
            .add(&glyphs::unescaped(written));
        let text = glyphs::read(written);
        if text.is_empty() || right < left {
            return;
        }
        let lines = self
            .pages
            .last_mut()
            .map(|page| &mut page.lines);
        if let Some(line) = lines.and_then(|lines| lines.last_mut()) {
            self.words += 1;
            self.bytes += text.len();
            line.push(Word {
                left,
                right,
                top,
                bottom,
                base: bottom,
                chars: text.chars().count(),
                text,
                has_mark_size: false,
            });
        }
    }
}

/// Reads the output of the program.
///
/// # Errors
/// Returns an error if there is more text than the limit allows.
pub(super) fn read(output: &mut OutputReader) -> io::Result<Extract> {
    let mut extract = Extract::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        if read_line(output, &mut line)? == 0 {
            return Ok(extract);
        }
        let line = String::from_utf8_lossy(&line);
        if let Some(tag) = tag(line.trim()) {
            extract.push(tag);
        }
        if extract.bytes > MAX_TEXT || extract.words > MAX_WORDS {
            return Err(io::Error::other(format!(
                "more than {MAX_TEXT} bytes of text; split it"
            )));
        }
    }
}

/// Reads a line to the end of `line`, and the next one too if a word goes on: some fonts draw a
/// character that is a line end elsewhere. Returns the number of bytes.
fn read_line(output: &mut OutputReader, line: &mut Vec<u8>) -> io::Result<usize> {
    loop {
        let length = io::Read::take(&mut *output, MAX_LINE).read_until(b'\n', line)?;
        let trimmed = line.trim_ascii();
        let is_open_word = trimmed.starts_with(b"<word ") && !trimmed.ends_with(b"</word>");
        if length == 0 || !is_open_word || line.len() as u64 > MAX_LINE {
            return Ok(line.len());
        }
    }
}

/// A line of the output that says something.
#[derive(Clone, Copy)]
enum Tag<'a> {
    Title(&'a str),
    Created(&'a str),
    Page {
        height: f64,
    },
    Line,
    /// The left, upper, right and lower side, and the text with escapes.
    Word {
        sides: [f64; 4],
        text: &'a str,
    },
}

fn tag(line: &str) -> Option<Tag<'_>> {
    if let Some(rest) = line.strip_prefix("<word ") {
        let (attributes, text) = rest.split_once('>')?;
        return Some(Tag::Word {
            sides: numbers(attributes)?,
            text: text.strip_suffix("</word>")?,
        });
    }
    if line.starts_with("<line ") {
        return Some(Tag::Line);
    }
    if let Some(attributes) = line.strip_prefix("<page ") {
        let [_, height] = numbers(attributes)?;
        return Some(Tag::Page { height });
    }
    if let Some(rest) = line.strip_prefix("<title>") {
        return Some(Tag::Title(
            rest.strip_suffix("</title>")?,
        ));
    }
    let rest = line.strip_prefix("<meta name=\"CreationDate\" content=\"")?;
    Some(Tag::Created(rest.split('"').next()?))
}

/// Returns the numbers in quotation marks, if there are as many as asked for.
fn numbers<const N: usize>(attributes: &str) -> Option<[f64; N]> {
    let mut values = attributes
        .split('"')
        .skip(1)
        .step_by(2);
    let mut numbers = [0.0; N];
    for number in &mut numbers {
        let value: f64 = values.next()?.parse().ok()?;
        if !(-MAX_PLACE..=MAX_PLACE).contains(&value) {
            return None;
        }
        *number = value;
    }
    Some(numbers)
}
