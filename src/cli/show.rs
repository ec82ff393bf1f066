//! `yinde show`

use std::io::Write;
use std::path::Path;

use yinde::error::Error;
use yinde::index::{Index, StoredPassage};
use yinde::indexing::outline;
use yinde::render;
use yinde::search::{
    self,
    ids::{self, Named},
};

use super::args::ShowArgs;
use super::exit::{FAILED, FOUND, Stop};
use super::first_run::read_or_build;
use super::output::{page, stdout, style, tell};

pub(super) fn run(args: &ShowArgs) -> Result<u8, Stop> {
    if let Some(file) = &args.outline {
        return show_outline(file, args);
    }
    let dir = &args.dir.index;
    let id = args
        .id
        .as_deref()
        .unwrap_or_default();
    let index = read_or_build(dir, Index::open)?;
    // The list of briefs is read only where it is needed, for it is long.
    match search::around(&index, id, args.context) {
        Ok(passages) => passages_of(args, id, &passages)?,
        Err(Error::NoPassage { .. }) => {
            let (index, briefs) = read_or_build(dir, Index::open_with_briefs)?;
            match ids::named(&briefs, id)? {
                Named::Brief(record) => {
                    let passages = search::passages(&index, &record.id, 1..=u32::MAX)?;
                    page(args.color.color, |style, out| {
                        render::brief::render(record, &passages, style, out)
                    })?;
                }
                Named::Passage(_) => {
                    passages_of(
                        args,
                        id,
                        &search::around(&index, id, args.context)?,
                    )?;
                }
            }
        }
        Err(e) => return Err(e.into()),
    }
    Ok(FOUND)
}

fn passages_of(args: &ShowArgs, id: &str, passages: &[StoredPassage]) -> Result<(), Stop> {
    Ok(page(args.color.color, |style, out| {
        render::text::passages(passages, id, style, out)
    })?)
}

fn show_outline(file: &Path, args: &ShowArgs) -> Result<u8, Stop> {
    let mut out = stdout(args.color.color);
    let style = style(&out);
    let (mut written, mut code) = (Ok(()), FOUND);
    let mut blank = "";
    outline::outline(file, &mut |_, parsed| match parsed {
        Ok(parsed) if written.is_ok() => {
            written = write!(out, "{blank}")
                .and_then(|()| render::outline::brief(&parsed, style, &mut out));
            blank = "\n";
        }
        Ok(_) => {}
        Err(error) => {
            tell(render::safe(&error.to_string()));
            code = FAILED;
        }
    })?;
    written?;
    out.flush()?;
    Ok(code)
}
