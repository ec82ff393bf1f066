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

/// The instruction of a field, which catdoc writes before the text of the field.
static INSTRUCTION: LazyLock<Regex> = LazyLock::new(|| {
    let names = "HYPERLINK|PAGEREF|NOTEREF|REF|TOC|SEQ|STYLEREF|INCLUDEPICTURE|MERGEFIELD\
        |TITLE|SUBJECT|AUTHOR|FILENAME|DATE|TIME|PAGE|NUMPAGES";
    let argument = r#"\s+(?:\\[@*#]?\s?\w+|["“”][^"“”\n]*["“”]|_[A-Z]\w+)"#;
    Regex::new(&format!(
        r"\s*\b(?:{names})(?:{argument})+\s*"
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
    let mut refusal = None;
    for program in PROGRAMS {
        if !is_installed(program.name) {
            continue;
        }
        match text(&program, bytes) {
            Ok(text) => return Ok(page(&text)),
            Err(reason) => refusal = Some(reason),
        }
    }
    #[cfg(feature = "docx")]
    if is_installed(libre_office::NAME) {
        return super::docx::read(&libre_office::to_docx(bytes)?);
    }
    match refusal {
        Some(refusal) => Err(refusal),
        // Says what to install.
        None => text(&PROGRAMS[0], bytes).map(|text| page(&text)),
    }
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

fn page(text: &str) -> Page {
    let mut page = Page::default();
    for paragraph in text.lines() {
        let paragraph = INSTRUCTION.replace_all(paragraph, " ");
        page.push_plain(&without_rules(&paragraph));
    }
    page
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
