//! Indexes that stay open while runs go on, as in a server.

use yinde::Error;
use yinde::index::Index;

use super::support::{Briefs, reindex, total};

const BARLEY: &str = "Brief #1: Crops\n\nA field of barley.\n";
const MILLET: &str = "Brief #1: Crops\n\nA field of millet.\n";

fn open(briefs: &Briefs) -> Index {
    Index::open(&briefs.index()).expect("an index")
}

fn is_current(index: &Index) -> bool {
    index.is_current().expect("CURRENT")
}

#[test]
fn open_index_notices_a_run_and_still_answers() {
    let briefs = Briefs::of(&[("a.txt", BARLEY)]);
    let old = open(&briefs);
    // This index is searched for the first time when its files are already removed.
    let unread = open(&briefs);
    assert!(is_current(&old));
    assert!(
        old.reopen()
            .expect("CURRENT")
            .is_none()
    );

    briefs.write("a.txt", MILLET);
    briefs.write(
        "b.txt",
        "Brief #2: Crops\n\nMore millet.\n",
    );
    reindex(&briefs);
    assert!(!is_current(&old));
    let new = old
        .reopen()
        .expect("an index")
        .expect("a newer state");
    assert!(is_current(&new));
    assert!(new.passages() > old.passages());
    assert_eq!(
        (
            total(&new, "barley"),
            total(&new, "millet")
        ),
        (0, 2)
    );
    for index in [&old, &unread] {
        assert_eq!(
            (
                total(index, "barley"),
                total(index, "millet")
            ),
            (1, 0)
        );
    }
}

#[test]
fn run_without_changes_leaves_an_open_index_current() {
    let briefs = Briefs::of(&[("a.txt", BARLEY)]);
    let index = open(&briefs);
    reindex(&briefs);
    assert!(is_current(&index));
}

#[test]
fn index_rebuilt_under_the_same_name_is_newer() {
    let briefs = Briefs::of(&[("a.txt", BARLEY)]);
    let old = open(&briefs);
    std::fs::remove_dir_all(briefs.index()).expect("removed");
    assert!(matches!(
        old.is_current(),
        Err(Error::NoIndex { .. })
    ));
    assert!(matches!(
        old.reopen(),
        Err(Error::NoIndex { .. })
    ));
    reindex(&briefs);
    assert!(
        briefs
            .index()
            .join("g-000001")
            .exists()
    );
    assert!(!is_current(&old));
    assert_eq!(total(&old, "barley"), 1);
}
