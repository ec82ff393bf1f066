//! Whole indexing runs in which file operations fail: no failure damages an index.

use std::io::ErrorKind;

use crate::error::Error;
use crate::index::faults::{Fault, with_fault};
use crate::small_corpus::{Corpus, RunNumber, assert_clean, assert_indexed, assert_not_mixed};

#[test]
fn a_full_disk_at_any_operation_leaves_the_old_index() {
    fail_every_operation(
        ErrorKind::StorageFull,
        RunNumber::Second,
    );
}

#[test]
fn a_full_disk_in_the_first_run_leaves_nothing_half_done() {
    fail_every_operation(ErrorKind::StorageFull, RunNumber::First);
}

#[test]
fn an_io_error_at_any_operation_leaves_the_old_index() {
    fail_every_operation(ErrorKind::Other, RunNumber::Second);
}

/// Makes each operation of a run fail in turn, first once, then with all that follow, until a run
/// has no more operations.
fn fail_every_operation(kind: ErrorKind, run: RunNumber) {
    for times in [1, usize::MAX] {
        let mut after = 0;
        while after < fail_run(Fault { after, times, kind }, run) {
            after += 1;
        }
        assert!(
            after > 20,
            "few operations were tried: {after}"
        );
    }
}

/// Makes a run fail, then runs it again. Returns the number of operations of the run that failed.
fn fail_run(fault: Fault, run: RunNumber) -> usize {
    let corpus = Corpus::before(run);
    let index = corpus.index();
    let (outcome, operations) = with_fault(&index, fault, || corpus.reindex());
    match outcome {
        Ok(_) => assert_indexed(&index, run),
        // If only what follows the rename failed, the index is in the new state.
        Err(error) if fault.kind == ErrorKind::StorageFull && !tells_full_disk(&error) => {
            panic!("{error} hides a full disk, with {fault:?}")
        }
        Err(_) if corpus.has_index() => assert_not_mixed(&index, &format!("{fault:?}")),
        Err(_) => assert!(
            run == RunNumber::First,
            "the old index is gone after {}",
            fault.after
        ),
    }
    corpus
        .reindex()
        .expect("the next run works");
    assert_indexed(&index, run);
    assert_clean(&index);
    operations
}

fn tells_full_disk(error: &Error) -> bool {
    let message = error.to_string();
    message.contains("no storage space")
}
