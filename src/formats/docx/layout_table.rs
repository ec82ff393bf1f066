//! Tables that lay out a page: their cells hold headings, quotations or much text, so that each
//! block is one of the page.

use crate::layout::page::BlockKind;

/// Number of blocks from which on a cell is a column of text.
const TEXT_BLOCKS: usize = 4;

/// Returns whether a row lays out a page, by the kinds of the blocks in its cells. Other rows are
/// data, of which each is a passage.
pub(super) fn lays_out(cells: &[Vec<BlockKind>]) -> bool {
    cells.len() == 1
        || cells
            .iter()
            .any(|cell| is_column(cell))
}

fn is_column(cell: &[BlockKind]) -> bool {
    let has_style = cell.iter().any(|kind| match kind {
        BlockKind::Heading(rank) => *rank < super::paragraph::BOLD_RANK,
        BlockKind::Quote => true,
        BlockKind::Item | BlockKind::Row | BlockKind::Prose => false,
    });
    cell.len() >= TEXT_BLOCKS || cell.len() > 1 && has_style
}
