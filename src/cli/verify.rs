//! `yinde verify`

use std::io::Write;

use yinde::index::{self, Verified};
use yinde::render::safe;

use super::args::{ColorWhen, IndexDir};
use super::count::counted;
use super::exit::{FAILED, FOUND, Stop};
use super::output::stdout;

pub(super) fn run(args: &IndexDir) -> Result<u8, Stop> {
    let verified = index::verify(&args.index)?;
    for problem in &verified.damaged {
        anstream::eprintln!("yinde: {}", safe(&problem.to_string()));
    }
    let is_sound = verified.damaged.is_empty();
    let verdict = if is_sound {
        sound(&verified)
    } else {
        damaged(&verified)
    };
    let mut out = stdout(ColorWhen::Never);
    writeln!(
        out,
        "{}: {verdict}",
        args.index.display()
    )?;
    out.flush()?;
    Ok(if is_sound {
        FOUND
    } else {
        FAILED
    })
}

/// `OK (4 briefs, 78 passages; 47,820 bytes in 14 files)`
fn sound(verified: &Verified) -> String {
    let manifest = &verified.manifest;
    let bytes = usize::try_from(verified.bytes).unwrap_or(usize::MAX);
    format!(
        "OK ({}, {}; {} in {})",
        counted(manifest.briefs, "brief"),
        counted(manifest.passages, "passage"),
        counted(bytes, "byte"),
        counted(manifest.files.len(), "file"),
    )
}

/// `1 of 14 files is damaged`
fn damaged(verified: &Verified) -> String {
    let damaged = verified.damaged.len();
    let files = counted(verified.manifest.files.len(), "file");
    let verb = if damaged == 1 {
        "is"
    } else {
        "are"
    };
    format!("{damaged} of {files} {verb} damaged")
}
