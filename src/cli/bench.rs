//! `yinde bench`

use std::io::Write;

use yinde::bench::{self, Report};
use yinde::index::Index;
use yinde::{Error, render};

use super::args::{BenchArgs, ColorWhen};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::stdout;

pub(super) fn run(args: &BenchArgs) -> Result<u8, Stop> {
    let file = args
        .queries
        .as_ref()
        .map(|path| std::fs::read_to_string(path).map_err(Error::io(path, "read")));
    let text = file.transpose()?;
    let queries = bench::queries(text.as_deref().unwrap_or(bench::QUERIES));
    let before = args.baseline.as_deref().map(read_report).transpose()?;
    let index = read_or_build(&args.dir.index, Index::open)?;
    let report = if args.cold {
        let program = std::env::current_exe().map_err(Stop::Output)?;
        bench::cold(&index, &program, &queries, args.rounds.max(1))?
    } else {
        bench::warm(&index, &queries, args.rounds.max(1), args.threads.max(1))?
    };
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::bench::json(&report, &mut out)?;
    } else {
        render::bench::table(&report, &mut out)?;
    }
    let mut code = FOUND;
    if let Some(before) = before {
        let mut comparison = Vec::new();
        let worst = render::bench::compared(&report, &before, &mut comparison)?;
        // With --json stdout is for the program that reads it.
        if args.json {
            std::io::stderr().write_all(&comparison)?;
        } else {
            writeln!(out)?;
            out.write_all(&comparison)?;
        }
        code = if args
            .max_regress
            .is_some_and(|percent| worst > 1.0 + percent / 100.0)
        {
            NOTHING
        } else {
            FOUND
        };
    }
    out.flush()?;
    Ok(code)
}

fn read_report(path: &std::path::Path) -> Result<Report, Error> {
    let json = std::fs::read(path).map_err(Error::io(path, "read"))?;
    serde_json::from_slice(&json)
        .map_err(|e| Error::io(path, "read a report of yinde bench --json in")(e.into()))
}
