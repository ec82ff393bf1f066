//! `yinde list`

use std::io::Write;

use yinde::place;
use yinde::render::{self, list};

use super::args::{ColorWhen, ListArgs, Listing};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::{stdout, style};

pub(super) fn run(args: &ListArgs) -> Result<u8, Stop> {
    let briefs = read_or_build(&args.dir.index, place::briefs)?;
    let table = match args.what {
        Listing::Issues => list::issues(&briefs),
        Listing::Sections => list::sections(&briefs),
        Listing::Topics => list::topics(&briefs),
    };
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::json::line(&table.json, &mut out)?;
    } else {
        table.print(style(&out).columns, &mut out)?;
    }
    out.flush()?;
    Ok(if briefs.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}
