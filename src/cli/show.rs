//! `yinde show`

use yinde::index::Index;
use yinde::render;
use yinde::search::{self, brief, brief::Named};

use super::args::ShowArgs;
use super::{FOUND, Stop, page, read_or_build};

pub(super) fn run(args: &ShowArgs) -> Result<u8, Stop> {
    let (index, briefs) = read_or_build(&args.dir.index, Index::open_with_briefs)?;
    match brief::named(&briefs, &args.id)? {
        Named::Brief(record) => {
            let passages = brief::passages(&index, record)?;
            page(args.color.color, |style, out| render::brief::render(record, &passages, style, out))?;
        }
        Named::Passage(_) => {
            let passages = search::around(&index, &args.id, args.context)?;
            page(args.color.color, |style, out| render::text::passages(&passages, &args.id, style, out))?;
        }
    }
    Ok(FOUND)
}
