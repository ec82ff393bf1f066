//! Readers that live longer than a run, such as a server.

use yinde::Error;
use yinde::index::Index;
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::search::{self, Request};

use super::support::Briefs;

fn reindex(briefs: &Briefs) {
    let corpus = [briefs.corpus()];
    let options = Options::default();
    indexing::reindex(
        &corpus,
        &briefs.index(),
        options,
        &|_| {},
    )
    .expect("a run");
}

fn open(briefs: &Briefs) -> Index {
    Index::open(&briefs.index()).expect("an index")
}

fn total(index: &Index, word: &str) -> usize {
    let request = Request::new(query::parse(word).expect("a query"));
    search::search(index, &request)
        .expect("an answer")
        .total
}

fn is_current(index: &Index) -> bool {
    index.is_current().expect("CURRENT")
}

#[test]
fn open_index_notices_a_run_and_still_answers() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Crops\n\nA field of barley.\n",
    )]);
    let old = open(&briefs);
    // This one searches for the first time when its files have no names any more.
    let unread = open(&briefs);
    assert!(is_current(&old));
    assert!(
        old.reopen()
            .expect("CURRENT")
            .is_none()
    );

    briefs.write(
        "a.txt",
        "Brief #1: Crops\n\nA field of millet.\n",
    );
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
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Crops\n\nA field of barley.\n",
    )]);
    let index = open(&briefs);
    reindex(&briefs);
    assert!(is_current(&index));
}

#[test]
fn index_built_again_in_the_same_folder_is_newer_despite_its_name() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Crops\n\nA field of barley.\n",
    )]);
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
