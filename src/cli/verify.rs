//! `yinde verify`

use std::io::Write;
use std::time::Instant;

use yinde::index::{self, Verified};
use yinde::render::safe;

use super::args::{ColorWhen, IndexDir};
use super::{FAILED, FOUND, Stop, stdout};

pub(super) fn run(args: &IndexDir) -> Result<u8, Stop> {
    let start = Instant::now();
    let Verified {
        manifest,
        bytes,
        damaged,
    } = index::verify(&args.index)?;
    for problem in &damaged {
        anstream::eprintln!("yinde: {}", safe(&problem.to_string()));
    }
    let mut out = stdout(ColorWhen::Never);
    let files = manifest.files.len();
    let seconds = start.elapsed().as_secs_f64();
    if damaged.is_empty() {
        writeln!(
            out,
            "{}: sound: {} briefs, {} passages; {bytes} bytes in {files} files read in {seconds:.2} s",
            args.index.display(),
            manifest.briefs,
            manifest.passages,
        )?;
    } else {
        writeln!(
            out,
            "{}: {} of {files} files are damaged",
            args.index.display(),
            damaged.len()
        )?;
    }
    out.flush()?;
    Ok(if damaged.is_empty() { FOUND } else { FAILED })
}
