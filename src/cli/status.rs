//! `yinde status`

use std::io::{self, Write};

use yinde::index::Status;
use yinde::place;
use yinde::render::{self, safe};

use super::args::{ColorWhen, PlainArgs};
use super::count::counted;
use super::exit::{FOUND, Stop};
use super::output::stdout;

pub(super) fn run(args: &PlainArgs) -> Result<u8, Stop> {
    let status = place::status(&args.dir.index)?;
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::json::line(&status, &mut out)?;
    } else {
        write(&status, &mut out)?;
    }
    out.flush()?;
    Ok(FOUND)
}

fn write(status: &Status, out: &mut impl Write) -> io::Result<()> {
    let mut line = |name: &str, value: &str| writeln!(out, "{name:<10}{}", safe(value));
    line("index", &status.index)?;
    for folder in &status.folders {
        let briefs = counted(folder.briefs, "brief");
        let missing = if folder.exists {
            ""
        } else {
            ", but the folder is missing"
        };
        line(
            "folder",
            &format!("{} ({briefs}{missing})", folder.path),
        )?;
    }
    let briefs = counted(status.briefs, "brief");
    let passages = counted(status.passages, "passage");
    line(
        "briefs",
        &format!("{briefs}, {passages}"),
    )?;
    if let Some([first, last]) = &status.dates {
        line("dates", &format!("{first} to {last}"))?;
    }
    let bytes = usize::try_from(status.bytes).unwrap_or(usize::MAX);
    line("size", &counted(bytes, "byte"))?;
    line("version", &version(status))?;
    let changed = status.changed.as_deref();
    let changed = changed.map(in_words);
    line(
        "changed",
        changed
            .as_deref()
            .unwrap_or("unknown"),
    )?;
    let last_run = status.last_run.as_deref();
    line(
        "last run",
        last_run.unwrap_or("unknown"),
    )?;
    line(
        "kept",
        &counted(status.earlier.len(), "earlier state"),
    )?;
    for problem in &status.problems {
        line("problem", problem)?;
    }
    Ok(())
}

/// `format 7, up to date`: without the versions of all that made it, which only programs compare.
fn version(status: &Status) -> String {
    let format = status.version.split(',').next();
    let state = if status.is_current {
        "up to date"
    } else {
        "out of date"
    };
    format!(
        "{}, {state}",
        format.unwrap_or_default()
    )
}

/// Returns a time such as `2026-11-25T09:30:00Z` as people read it.
fn in_words(time: &str) -> String {
    time.replace('T', " ")
        .replace('Z', " UTC")
}
