//! Searches in parts of segments, and on several cores: they must answer as on one, to the last bit
//! of a score.

use std::cell::Cell;
use std::path::Path;

use super::elsewhere_tests::{printed, queries};
use super::scoring::partitions::Sizes;
use super::{Request, across};
use crate::index::Index;
use crate::indexing::{self, Options};

/// The smallest parts that there can be.
const SMALLEST: Sizes = Sizes {
    large: 0,
    many_postings: 1,
    step: 64,
};

thread_local!(static SIZES: Cell<Sizes> = const { Cell::new(Sizes::USUAL) });

/// Returns the sizes that this test uses.
pub(super) fn sizes() -> Sizes {
    SIZES.get()
}

#[test]
fn answers_in_parts_are_those_of_the_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("index");
    // Two runs, so that there are two segments, and deleted passages in one of them.
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for folders in [&[corpus.join("2023")][..], &[corpus.clone()][..]] {
        let options = Options {
            allow_empty: true,
            ..Options::default()
        };
        indexing::reindex(folders, &root, options, &|_| {}).expect("a run");
    }
    let index = Index::open(&root).expect("an index");
    let options: [&[(&str, &str)]; 5] = [
        &[],
        &[("facets", "true"), ("limit", "3")],
        &[("limit", "0")],
        &[("sort", "newest"), ("limit", "7")],
        &[("lang", "zh")],
    ];
    for query in queries() {
        for options in options {
            let Ok(request) = Request::from_options(&query, options.iter().copied()) else {
                continue;
            };
            let whole = printed(across::search(&index, &request));
            SIZES.set(SMALLEST);
            let in_parts = printed(across::search(&index, &request));
            SIZES.set(Sizes::USUAL);
            assert_eq!(whole, in_parts, "{query:?} {options:?}");
        }
    }
}
