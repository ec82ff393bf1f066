//! `yinde show`

use yinde::error::Error;
use yinde::index::{Index, StoredPassage};
use yinde::render;
use yinde::search::{self, brief, brief::Named};

use super::args::ShowArgs;
use super::{FOUND, Stop, page, read_or_build};

pub(super) fn run(args: &ShowArgs) -> Result<u8, Stop> {
    let dir = &args.dir.index;
    let index = read_or_build(dir, Index::open)?;
    // The list of briefs is read only where it is needed, for it is long.
    match search::around(&index, &args.id, args.context) {
        Ok(passages) => passages_of(args, &passages)?,
        Err(Error::NoPassage { .. }) => {
            let (index, briefs) = read_or_build(dir, Index::open_with_briefs)?;
            match brief::named(&briefs, &args.id)? {
                Named::Brief(record) => {
                    let passages = search::passages(&index, &record.id, 1..=u32::MAX)?;
                    page(args.color.color, |style, out| render::brief::render(record, &passages, style, out))?;
                }
                Named::Passage(_) => passages_of(args, &search::around(&index, &args.id, args.context)?)?,
            }
        }
        Err(e) => return Err(e.into()),
    }
    Ok(FOUND)
}

fn passages_of(args: &ShowArgs, passages: &[StoredPassage]) -> Result<(), Stop> {
    Ok(page(args.color.color, |style, out| render::text::passages(passages, &args.id, style, out))?)
}
