//! The command line: one file a command. It ranks nothing and knows no field of the index.

mod args;
mod bench;
mod completions;
mod filters;
mod index;
mod list;
mod negation;
mod pager;
mod progress;
mod search;
mod show;
mod verify;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use yinde::indexing::Options;

use args::{Cli, ColorWhen, Command};

/// Something was found or done.
const FOUND: u8 = 0;
/// Nothing was found.
const NOTHING: u8 = 1;
/// An error, which has been printed or is returned.
const FAILED: u8 = 2;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error(transparent)]
    Yinde(#[from] yinde::Error),
    #[error("cannot write the answer: {0}")]
    Output(#[from] io::Error),
}

/// Runs what the arguments say.
pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse_from(negation::arguments()).command {
        Command::Index(args) => index::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::List(args) => list::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man => completions::man(),
    };
    match outcome {
        Ok(code) => code.into(),
        // Whoever read the answer has read enough.
        Err(Stop::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => FOUND.into(),
        Err(stop) => {
            let lines = stop.to_string();
            let lines: Vec<_> = lines.lines().map(yinde::render::safe).collect();
            anstream::eprintln!("yinde: {}", lines.join("\n"));
            FAILED.into()
        }
    }
}

/// An answer is written at once, not line by line.
type Stdout = io::BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>;

/// Standard output, with colour as asked and as the terminal can.
fn stdout(color: ColorWhen) -> Stdout {
    let choice = match color {
        ColorWhen::Auto => anstream::AutoStream::choice(&io::stdout()),
        ColorWhen::Always => anstream::ColorChoice::Always,
        ColorWhen::Never => anstream::ColorChoice::Never,
    };
    io::BufWriter::new(anstream::AutoStream::new(io::stdout().lock(), choice))
}

/// Writes the text that `render` makes, through a pager where it is longer than the terminal.
fn page(
    color: ColorWhen,
    render: impl FnOnce(yinde::render::Style, &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = stdout(color);
    let mut text = Vec::new();
    render(style(&out), &mut text)?;
    if !pager::page(&text)? {
        out.write_all(&text)?;
    }
    out.flush()
}

/// How `out` and the terminal want text rendered.
fn style(out: &Stdout) -> yinde::render::Style {
    let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    let color = out.get_ref().current_choice() != anstream::ColorChoice::Never;
    yinde::render::Style {
        columns: columns.clamp(20, 120),
        color,
    }
}

/// Reads the index with `read`. Where there is none yet and the default corpus is here, builds it
/// first.
fn read_or_build<T>(dir: &Path, read: fn(&Path) -> yinde::Result<T>) -> Result<T, Stop> {
    match read(dir) {
        Err(yinde::Error::NoIndex { .. }) => {
            let corpus =
                std::env::var_os("YINDE_CORPUS").map_or_else(|| "corpus".into(), PathBuf::from);
            if !corpus.is_dir() {
                return Err(yinde::Error::NoIndex {
                    path: dir.to_owned(),
                }
                .into());
            }
            anstream::eprintln!(
                "yinde: no index in {} yet: indexing {}",
                dir.display(),
                corpus.display()
            );
            let report = index::reindex(&[corpus], dir, Options::default(), false)?;
            index::complain(&report);
            Ok(read(dir)?)
        }
        read => Ok(read?),
    }
}
