//! `yinde upgrade`

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use yinde::indexing;
use yinde::render::{self, safe};

use super::args::{ChangeArgs, ColorWhen};
use super::count::counted;
use super::exit::{FOUND, Stop};
use super::hint::command;
use super::output::stdout;

/// The outcome as JSON.
#[derive(Serialize)]
struct JsonUpgraded<'a> {
    upgraded: bool,
    from: Option<&'a str>,
    briefs: Option<usize>,
    passages: Option<usize>,
    not_reread: &'a [String],
}

pub(super) fn run(args: &ChangeArgs) -> Result<u8, Stop> {
    let index = &args.plain.dir.index;
    let wait = Duration::from_secs(u64::from(args.wait));
    let upgraded = indexing::upgrade(index, wait)?;
    let mut out = stdout(ColorWhen::Never);
    if args.plain.json {
        let manifest = upgraded
            .as_ref()
            .map(|upgraded| &upgraded.manifest);
        let json = JsonUpgraded {
            upgraded: upgraded.is_some(),
            from: upgraded
                .as_ref()
                .map(|upgraded| upgraded.from.as_str()),
            briefs: manifest.map(|manifest| manifest.briefs),
            passages: manifest.map(|manifest| manifest.passages),
            not_reread: upgraded
                .as_ref()
                .map_or(&[], |upgraded| &upgraded.not_reread),
        };
        render::json::line(&json, &mut out)?;
    } else {
        write!(
            out,
            "{}: ",
            safe(&index.to_string_lossy())
        )?;
        match upgraded {
            None => writeln!(out, "up to date")?,
            Some(upgraded) => write_upgraded(
                &args.plain.dir.index,
                &upgraded,
                &mut out,
            )?,
        }
    }
    out.flush()?;
    Ok(FOUND)
}

fn write_upgraded(
    root: &Path,
    upgraded: &indexing::Upgraded,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let manifest = &upgraded.manifest;
    writeln!(
        out,
        "brought up to date from an earlier version ({}, {})",
        counted(manifest.briefs, "brief"),
        counted(manifest.passages, "passage"),
    )?;
    match upgraded.not_reread.len() {
        0 => Ok(()),
        briefs => writeln!(
            out,
            "{} stay as parsed before, until {} reads them again",
            counted(briefs, "brief"),
            command(root, &["index"])
        ),
    }
}
