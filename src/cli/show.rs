//! `yinde show`

use std::io::Write;

use yinde::index::Index;
use yinde::{render, search};

use super::args::ShowArgs;
use super::{FOUND, Stop, read_or_build, stdout, style};

pub(super) fn run(args: &ShowArgs) -> Result<u8, Stop> {
    let index = read_or_build(&args.dir.index, Index::open)?;
    let passages = search::around(&index, &args.id, args.context)?;
    let mut out = stdout(args.color.color);
    let style = style(&out);
    render::text::passages(&passages, &args.id, style, &mut out)?;
    out.flush()?;
    Ok(FOUND)
}
