//! `yinde show`

use std::io::Write;

use std::path::Path;

use yinde::index::Index;
use yinde::{outline, render, search};

use super::args::ShowArgs;
use super::{FAILED, FOUND, Stop, read_or_build, stdout, style};

pub(super) fn run(args: &ShowArgs) -> Result<u8, Stop> {
    if let Some(file) = &args.outline {
        return show_outline(file, args);
    }
    let id = args.id.as_deref().unwrap_or_default();
    let index = read_or_build(&args.dir.index, Index::open)?;
    let passages = search::around(&index, id, args.context)?;
    let mut out = stdout(args.color.color);
    let style = style(&out);
    render::text::passages(&passages, id, style, &mut out)?;
    out.flush()?;
    Ok(FOUND)
}

fn show_outline(file: &Path, args: &ShowArgs) -> Result<u8, Stop> {
    let mut out = stdout(args.color.color);
    let style = style(&out);
    let (mut written, mut code) = (Ok(()), FOUND);
    let mut blank = "";
    outline::outline(file, &mut |_, parsed| match parsed {
        Ok(parsed) if written.is_ok() => {
            written = write!(out, "{blank}").and_then(|()| render::outline::brief(&parsed, style, &mut out));
            blank = "\n";
        }
        Ok(_) => {}
        Err(error) => {
            anstream::eprintln!("yinde: {}", render::safe(&error.to_string()));
            code = FAILED;
        }
    })?;
    written?;
    out.flush()?;
    Ok(code)
}
