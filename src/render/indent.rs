//! Indented lines of text for people.

use std::io::{self, Write};

use super::Style;
use super::style::DIM;
use super::wrap::lines;

/// Number of columns before the lines of a hit.
pub(super) const INDENT: usize = 4;

/// Writes a line after an indent.
pub(super) fn indented(line: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:INDENT$}{line}", "")
}

/// Writes `text` dimmed, on as many lines as it needs.
pub(super) fn dimmed(
    text: &str,
    indent: usize,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for line in lines(text, style.columns - indent) {
        let line = style.paint(DIM, &text[line]);
        writeln!(out, "{:indent$}{line}", "")?;
    }
    Ok(())
}
