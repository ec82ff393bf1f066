//! Standard output.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use yinde::render::Style;

use super::args::ColorWhen;
use super::pager;

/// The variable that sets the width of text that no terminal shows.
const COLUMNS: &str = "COLUMNS";
/// Minimum width of text, in columns.
const MIN_COLUMNS: usize = 20;
/// Maximum width of text, in columns: longer lines are hard to read.
const MAX_COLUMNS: usize = 120;

/// Standard output, with a buffer: an answer is not written line by line.
pub(super) type Stdout = io::BufWriter<AutoStream<io::StdoutLock<'static>>>;

/// Returns standard output, with colour as the user and the terminal want.
pub(super) fn stdout(color: ColorWhen) -> Stdout {
    let choice = match color {
        ColorWhen::Auto => AutoStream::choice(&io::stdout()),
        ColorWhen::Always => ColorChoice::Always,
        ColorWhen::Never => ColorChoice::Never,
    };
    io::BufWriter::new(AutoStream::new(
        io::stdout().lock(),
        choice,
    ))
}

/// Writes a message to stderr, if it can be written: that nobody can read it must not end a run,
/// whose work may be done.
pub(super) fn tell(message: impl Display) {
    let _ = writeln!(anstream::stderr(), "yinde: {message}");
}

/// Returns the style that suits `out` and the terminal.
pub(super) fn style(out: &Stdout) -> Style {
    let columns = columns();
    Style {
        columns: columns.map_or(Style::UNBROKEN, |columns| {
            columns.clamp(MIN_COLUMNS, MAX_COLUMNS)
        }),
        color: out.get_ref().current_choice() != ColorChoice::Never,
    }
}

/// Returns the width of the terminal or, if the output goes elsewhere, the one in `$COLUMNS`.
/// Without either, lines are not broken: programs and people who paste want whole lines.
fn columns() -> Option<usize> {
    if io::stdout().is_terminal() {
        let terminal = terminal_size::terminal_size();
        return terminal.map(|(width, _)| usize::from(width.0));
    }
    env::var(COLUMNS).ok()?.parse().ok()
}

/// Writes the text that `render` makes, through a pager if it is longer than the terminal.
pub(super) fn page(
    color: ColorWhen,
    render: impl FnOnce(Style, &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = stdout(color);
    let mut text = Vec::new();
    render(style(&out), &mut text)?;
    if !pager::page(&text)? {
        out.write_all(&text)?;
    }
    out.flush()
}
