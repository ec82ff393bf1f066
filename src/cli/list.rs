//! `yinde list`

use std::io::{IsTerminal, Write};

use yinde::render::{self, list};

use super::args::{ColorWhen, ListArgs, Listing};
use super::{FOUND, NOTHING, Stop, read_or_build, stdout, style};

pub(super) fn run(args: &ListArgs) -> Result<u8, Stop> {
    let briefs = read_or_build(&args.dir.index, yinde::index::briefs)?;
    let table = match args.what {
        Listing::Issues => list::issues(&briefs),
        Listing::Sections => list::sections(&briefs),
        Listing::Topics => list::topics(&briefs),
    };
    let mut out = stdout(ColorWhen::Never);
    // A script wants whole cells.
    let columns = if std::io::stdout().is_terminal() {
        style(&out).columns
    } else {
        usize::MAX
    };
    if args.json {
        render::json::line(&table.json, &mut out)?;
    } else {
        table.print(columns, &mut out)?;
    }
    out.flush()?;
    Ok(if briefs.is_empty() { NOTHING } else { FOUND })
}
