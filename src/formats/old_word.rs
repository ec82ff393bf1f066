//! Old Word files (.doc), as plain text by another program. Files of other formats with this
//! extension are read as what they are.

use std::path::Path;

use super::program::{self, Program};
use super::read::Refusal;
use super::rtf;
use crate::layout::page::Page;

/// Maximum size of the text of a file, in bytes.
const MAX_TEXT: u64 = 16 << 20;
const REMEDY: &str = "install antiword or catdoc (Debian: antiword), or save it as .docx";

/// The programs, of which the first that is installed is used. Each writes a paragraph a line.
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

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if rtf::starts_like_one(bytes) {
        return rtf::read(bytes);
    }
    #[cfg(feature = "docx")]
    if bytes.starts_with(b"PK") {
        return super::docx::read(bytes);
    }
    let text = text(bytes)?;
    let mut page = Page::default();
    for paragraph in text.lines() {
        page.push_plain(&without_rules(paragraph));
    }
    Ok(page)
}

/// Returns the text that the first program finds which can read the file.
fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let installed = PROGRAMS
        .iter()
        .filter(|program| is_installed(program.name));
    let mut refusal = None;
    for program in installed {
        let output = program.run(bytes, program::read_text::<MAX_TEXT>)?;
        let Some(reason) = output.complaint else {
            return Ok(output.result);
        };
        refusal = Some(Refusal::because(format!(
            "{} cannot read it ({reason}); save it as .docx",
            program.name
        )));
    }
    match refusal {
        Some(refusal) => Err(refusal),
        // Says what to install.
        None => PROGRAMS[0]
            .run(bytes, program::read_text::<MAX_TEXT>)
            .map(|output| output.result),
    }
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
