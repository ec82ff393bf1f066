//! `yinde status`

use std::io::{self, Write};

use yinde::index::{self, Status};
use yinde::render::{self, safe};

use super::args::{ColorWhen, PlainArgs};
use super::count::counted;
use super::exit::{FOUND, Stop};
use super::output::stdout;

pub(super) fn run(args: &PlainArgs) -> Result<u8, Stop> {
    let status = index::status(&args.dir.index)?;
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
    line("version", &status.version)?;
    line(
        "changed",
        status
            .changed
            .as_deref()
            .unwrap_or("unknown"),
    )?;
    line(
        "last run",
        status
            .last_run
            .as_deref()
            .unwrap_or("unknown"),
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
