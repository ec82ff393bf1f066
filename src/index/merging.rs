//! Merges segments at the end of a run.

use std::cmp::Reverse;

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexSortByField, IndexWriter, Order, TantivyDocument};

use super::schema::SOURCE;

/// A segment with a greater share of deleted passages is written again without them.
const MAX_DELETED: f32 = 0.04;
/// With more segments than this, all but the largest few are merged into one.
const MAX_SEGMENTS: usize = 8;
/// Number of segments that are left alone then.
const LARGEST_SEGMENTS: usize = 4;
/// Memory of a writer that adds nothing, in bytes: about the minimum that tantivy allows. It is not
/// taken.
const MEMORY: usize = 16 << 20;

/// Maximum number of segments that are sorted as they are merged: of each, about a megabyte of what
/// is stored is in memory then.
const MAX_SORTED: usize = 32;

/// Merges each group of segments of `index` into one segment. Few are merged by the sources of
/// their briefs: segments in order make a segment in order.
pub(super) fn merge(index: &tantivy::Index, groups: &[Vec<SegmentId>]) -> tantivy::Result<()> {
    for group in groups {
        let mut index = index.clone();
        // Only a merge sorts: passages are added in the order of sources, and sorting them would
        // take time and a second copy of what is stored.
        let by_source = (group.len() <= MAX_SORTED).then(|| IndexSortByField {
            field: SOURCE.to_owned(),
            order: Order::Asc,
        });
        index.settings_mut().sort_by_field = by_source;
        let mut writer: IndexWriter<TantivyDocument> = index.writer_with_num_threads(1, MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        writer.merge(group).wait()?;
    }
    Ok(())
}

/// Returns the groups of segments to merge, each into one segment: each segment with too many
/// deleted passages by itself, and, if there are too many segments, all but the largest together.
///
/// So the work of a run follows the size of its change and not that of the index.
pub(super) fn merges(segments: &[SegmentMeta]) -> Vec<Vec<SegmentId>> {
    let mut by_size: Vec<&SegmentMeta> = segments.iter().collect();
    by_size.sort_by_key(|segment| {
        (
            Reverse(segment.num_docs()),
            segment.id(),
        )
    });
    let small = if by_size.len() > MAX_SEGMENTS {
        by_size.split_off(LARGEST_SEGMENTS)
    } else {
        Vec::new()
    };
    let mut merges = Vec::new();
    for large in by_size {
        if is_wasteful(large) {
            merges.push(vec![large.id()]);
        }
    }
    if !small.is_empty() {
        merges.push(
            small
                .into_iter()
                .map(SegmentMeta::id)
                .collect(),
        );
    }
    merges
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn is_wasteful(segment: &SegmentMeta) -> bool {
    segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * MAX_DELETED
}
