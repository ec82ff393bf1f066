//! `yinde restore`

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use yinde::index::EarlierState;
use yinde::indexing;
use yinde::place;
use yinde::render::{self, safe};

use super::args::{ColorWhen, RestoreArgs};
use super::count::counted;
use super::exit::{FOUND, NOTHING, Stop};
use super::hint::command;
use super::output::stdout;

/// The outcome as JSON.
#[derive(Serialize)]
struct JsonRestored<'a> {
    restored: &'a str,
    briefs: usize,
    passages: usize,
}

pub(super) fn run(args: &RestoreArgs) -> Result<u8, Stop> {
    let plain = &args.change.plain;
    let root = &plain.dir.index;
    let Some(state) = &args.state else {
        return list(root, plain.json);
    };
    let wait = Duration::from_secs(u64::from(args.change.wait));
    let manifest = indexing::restore(root, state, wait)?;
    let mut out = stdout(ColorWhen::Never);
    if plain.json {
        let json = JsonRestored {
            restored: state,
            briefs: manifest.briefs,
            passages: manifest.passages,
        };
        render::json::line(&json, &mut out)?;
    } else {
        writeln!(
            out,
            "{}: as in {state} ({}, {})",
            safe(&root.to_string_lossy()),
            counted(manifest.briefs, "brief"),
            counted(manifest.passages, "passage")
        )?;
    }
    out.flush()?;
    Ok(FOUND)
}

/// Lists the states that are kept, the latest first.
fn list(root: &Path, json: bool) -> Result<u8, Stop> {
    let kept = place::earlier_states(root)?;
    let mut out = stdout(ColorWhen::Never);
    if json {
        render::json::line(&kept, &mut out)?;
    } else if kept.is_empty() {
        writeln!(
            out,
            "{}: no earlier states are kept; keep some with: {}",
            safe(&root.to_string_lossy()),
            command(root, &["index", "--keep", "N"])
        )?;
    }
    for state in &kept {
        if !json {
            write_state(state, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if kept.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

fn write_state(state: &EarlierState, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{}  {}  {}, {}",
        safe(&state.generation),
        safe(&state.made),
        counted(state.briefs, "brief"),
        counted(state.passages, "passage")
    )
}
