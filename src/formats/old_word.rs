//! Old Word files (.doc), by another program. Files of other formats with this extension are read
//! as what they are.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

#[cfg(feature = "docx")]
use super::libre_office;
use super::program::{self, Program};
use super::read::Refusal;
use super::rtf;
use crate::layout::page::Page;

/// Maximum size of the text of a file, in bytes.
const MAX_TEXT: u64 = 16 << 20;
const REMEDY: &str =
    "install antiword, catdoc or LibreOffice (Debian: antiword), or save it as .docx";

/// The programs that write text, of which the first that is installed is used. Each writes a
/// paragraph a line.
const PROGRAMS: [Program; 2] = [
    Program {
        reads: "a .doc",
        name: "antiword",
        arguments: &["-m", "UTF-8.txt", "-w", "0", "-"],
        remedy: REMEDY,
    },
    Program {
        reads: "a .doc",
        name: "catdoc",
        arguments: &["-w", "-d", "utf-8"],
        remedy: REMEDY,
    },
];

/// The mark that antiword writes for a picture.
const PICTURE: &str = "[pic]";
/// Minimum length of the line that antiword draws above notes.
const MIN_RULE: usize = 20;
/// Number of letters for each character that cannot be read, from which on a text is legible.
const MIN_LETTERS_PER_UNKNOWN: usize = 4;

/// The first bytes of all files of Word from 6 to 2003, and of other programs.
#[cfg(feature = "docx")]
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The first bytes of a file of Word 2.
#[cfg(feature = "docx")]
const WORD_2: &[u8] = b"\xdb\xa5";

/// The instruction of a field, which catdoc writes before the text of the field.
static INSTRUCTION: LazyLock<Regex> = LazyLock::new(|| {
    let names = "HYPERLINK|PAGEREF|NOTEREF|REF|TOC|SEQ|STYLEREF|INCLUDEPICTURE|MERGEFIELD\
        |TITLE|SUBJECT|AUTHOR|FILENAME|DATE|TIME|PAGE|NUMPAGES";
    let argument = r#"\s+(?:\\[@*#]?\s?\w+|["“”][^"“”\n]*["“”]|_[A-Z]\w+)"#;
    // Two blanks on either side are the marks of the field.
    let alone = r"\s{2,}(?:PAGE|NUMPAGES|DATE|TIME|TITLE|SUBJECT|AUTHOR|FILENAME)\s{2,}";
    Regex::new(&format!(
        r"\s*\b(?:{names})(?:{argument})+\s*|{alone}"
    ))
    .expect("a constant pattern")
});

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if rtf::starts_like_one(bytes) {
        return rtf::read(bytes);
    }
    #[cfg(feature = "docx")]
    if bytes.starts_with(b"PK") {
        return super::docx::read(bytes);
    }
    #[cfg(feature = "html")]
    if has_start(bytes, &["<html", "<!doctype html"]) {
        return super::html::read(bytes);
    }
    #[cfg(feature = "mail")]
    if has_start(bytes, &["mime-version:"]) {
        return super::mhtml::read(bytes);
    }
    let mut refusal = None;
    let mut poor = None;
    for program in PROGRAMS {
        if !is_installed(program.name) {
            continue;
        }
        match text(&program, bytes) {
            Ok(text) if !is_legible(&text) => poor = poor.or(Some(text)),
            Ok(text) => return Ok(page(&text)),
            Err(reason) => refusal = Some(reason),
        }
    }
    #[cfg(feature = "docx")]
    if is_word(bytes) && is_installed(libre_office::NAME) {
        return super::docx::read(&libre_office::to_docx(bytes)?);
    }
    match (poor, refusal) {
        (Some(text), _) => Ok(page(&text)),
        (None, Some(refusal)) => Err(refusal),
        // Says what to install.
        (None, None) => text(&PROGRAMS[0], bytes).map(|text| page(&text)),
    }
}

/// Returns whether a file starts with one of these, in any case.
#[cfg(feature = "html")]
fn has_start(bytes: &[u8], starts: &[&str]) -> bool {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    starts.iter().any(|start| {
        let head = bytes.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// Returns whether a file may be one of Word's. `LibreOffice` takes everything else for text.
#[cfg(feature = "docx")]
fn is_word(bytes: &[u8]) -> bool {
    if !bytes.starts_with(COMPOUND_FILE) {
        return bytes.starts_with(WORD_2);
    }
    let name: Vec<u8> = "WordDocument"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes
        .windows(name.len())
        .any(|window| window == name)
}

/// Returns the text that `program` finds in a file.
fn text(program: &Program, bytes: &[u8]) -> Result<String, Refusal> {
    let output = program.run(bytes, program::read_text::<MAX_TEXT>)?;
    let Some(reason) = output.complaint else {
        return Ok(output.result);
    };
    Err(Refusal::because(format!(
        "{} cannot read it ({reason}); save it as .docx",
        program.name
    )))
}

/// Returns whether a program could read the characters of a file: it writes a question mark for
/// each that it cannot, as in Chinese files of the oldest kind, and nothing for a whole file.
fn is_legible(text: &str) -> bool {
    let (mut letters, mut unknown) = (0, 0);
    for c in text.chars() {
        letters += usize::from(c.is_alphanumeric());
        unknown += usize::from(matches!(
            c,
            '?' | char::REPLACEMENT_CHARACTER
        ));
    }
    letters > 0 && unknown * MIN_LETTERS_PER_UNKNOWN <= letters
}

fn page(text: &str) -> Page {
    let mut page = Page::default();
    let text = without_marks(text);
    for paragraph in text.lines() {
        let paragraph = INSTRUCTION.replace_all(paragraph, " ");
        page.push_plain(&without_rules(&paragraph));
    }
    page
}

/// Returns the text without what antiword puts in it: a mark for each picture, a line above the
/// notes at the end, and the marks of these, which would be read as words.
fn without_marks(text: &str) -> String {
    let text = text.replace(PICTURE, "");
    let lines: Vec<&str> = text.lines().collect();
    let Some(rule) = lines
        .iter()
        .rposition(|line| is_rule(line))
    else {
        return text;
    };
    let notes = lines[rule + 1..].iter();
    let count = (1..)
        .zip(
            notes
                .clone()
                .filter(|line| line.starts_with('[')),
        )
        .take_while(|(number, line)| line.starts_with(&mark(*number)))
        .count();
    if count == 0 {
        return text;
    }
    let mut out = without_numbers(&lines[..rule].join("\n"), count);
    out.push('\n');
    out + &without_numbers(
        &notes
            .copied()
            .collect::<Vec<_>>()
            .join("\n"),
        count,
    )
}

fn is_rule(line: &str) -> bool {
    line.len() >= MIN_RULE
        && line
            .bytes()
            .all(|byte| byte == b'-')
}

fn mark(number: usize) -> String {
    format!("[{number}]")
}

/// Returns `text` without the first of each of the marks 1 to `count`, which are in that order.
fn without_numbers(text: &str, count: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for number in 1..=count {
        if let Some((before, after)) = rest.split_once(&mark(number)) {
            out.push_str(before);
            rest = after;
        }
    }
    out + rest
}

/// Returns a row of a table without the blanks and bars that draw it.
fn without_rules(line: &str) -> String {
    let Some(row) = line.trim().strip_prefix('|') else {
        return line.to_owned();
    };
    let cells: Vec<&str> = row
        .trim_end_matches('|')
        .split('|')
        .map(str::trim)
        .collect();
    cells.join(" | ")
}

/// Returns whether a program is in one of the folders of programs.
fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path);
    folders.any(|folder| {
        Path::new(&folder)
            .join(name)
            .is_file()
    })
}
