//! `yinde list`

use std::io::{self, IsTerminal, Write};

use yinde::render::{self, list};

use super::args::{ColorWhen, ListArgs, Listing};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::{Stdout, stdout, style};

pub(super) fn run(args: &ListArgs) -> Result<u8, Stop> {
    let briefs = read_or_build(&args.dir.index, yinde::index::briefs)?;
    let table = match args.what {
        Listing::Issues => list::issues(&briefs),
        Listing::Sections => list::sections(&briefs),
        Listing::Topics => list::topics(&briefs),
    };
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::json::line(&table.json, &mut out)?;
    } else {
        table.print(columns(&out), &mut out)?;
    }
    out.flush()?;
    Ok(if briefs.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

/// Returns the width of a table. A program that reads the table needs whole cells.
fn columns(out: &Stdout) -> usize {
    if io::stdout().is_terminal() {
        style(out).columns
    } else {
        usize::MAX
    }
}
