//! Power cuts during a run, by its recorded file operations: whatever of them reached the disk, the
//! index has the old state or the new one, and the next run works.

use std::time::Duration;

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;

use crate::error::Error;
use crate::index::trace::{Disk, Recorded, Unsynced, with_trace};
use crate::index::{Index, Session};
use crate::small_corpus::{Corpus, RunNumber, assert_clean, assert_indexed, assert_not_mixed};

/// A run of which the operations were recorded.
struct Trace {
    run: RunNumber,
    corpus: Corpus,
    /// The disk before the run.
    before: Disk,
    operations: Vec<Recorded>,
}

impl Trace {
    fn of(run: RunNumber) -> Self {
        let corpus = Corpus::before(run);
        let index = corpus.index();
        let before = Disk::read(&index);
        let (outcome, operations) = with_trace(&index, || corpus.reindex());
        outcome.expect("a run");
        assert!(operations.len() > 30);
        Self {
            run,
            corpus,
            before,
            operations,
        }
    }

    /// Checks the index that a power cut after `done` operations leaves.
    fn cut(&self, done: usize, is_written: &mut dyn FnMut(Unsynced) -> bool) {
        let mut disk = self.before.clone();
        for operation in &self.operations[..done] {
            disk.apply(operation);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let index = folder.path().join("index");
        disk.write(&index, is_written);
        let context = format!(
            "after {done} of {} operations: {:?}",
            self.operations.len(),
            self.operations.get(done)
        );
        match Index::open(&index) {
            Ok(_) if done == self.operations.len() => assert_indexed(&index, self.run),
            Ok(_) if self.run == RunNumber::First => assert_indexed(&index, self.run),
            Ok(_) => assert_not_mixed(&index, &context),
            Err(Error::NoIndex { .. }) => assert!(
                self.run == RunNumber::First && done < self.operations.len(),
                "no index {context}"
            ),
            Err(error) => panic!("{context}: {error}"),
        }
        let again = self.corpus.reindex_into(&index);
        again.unwrap_or_else(|error| panic!("{context}: {error}"));
        assert_indexed(&index, self.run);
        assert_clean(&index);
    }

    /// Cuts the power after each operation, with all names on the disk in the order in which they
    /// were made, with and without the bytes that were not synced.
    fn cut_in_order(&self) {
        for done in 0..=self.operations.len() {
            self.cut(done, &mut |_| true);
            self.cut(done, &mut |what| what == Unsynced::Name);
        }
    }

    /// Cuts the power after each operation, with any of the names and bytes that were not synced.
    fn cut_out_of_order(&self, times: usize, seed: u8) {
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        for done in 0..=self.operations.len() {
            for _ in 0..times {
                self.cut(done, &mut |_| rng.next_u32() >> 31 == 0);
            }
        }
    }

    /// Cuts the power after each of the last operations, with any of those that were not synced:
    /// while the earlier generation is removed. The next run removes what is left of it.
    fn cut_while_removing(&self, times: usize, seed: u8) {
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let is_removal = |operation: &Recorded| matches!(operation, Recorded::Remove(_));
        let removals = self.operations.iter().rev();
        let removals = removals.take_while(|operation| {
            is_removal(operation) || matches!(operation, Recorded::Sync(_))
        });
        let first = self.operations.len() - removals.count();
        assert!(first + 5 < self.operations.len());
        for done in first..=self.operations.len() {
            for _ in 0..times {
                let mut disk = self.before.clone();
                for operation in &self.operations[..done] {
                    disk.apply(operation);
                }
                let folder = tempfile::tempdir().expect("a folder");
                let index = folder.path().join("index");
                // Most of them are, so that all that shows whose the rest is may be gone.
                disk.write(&index, &mut |_| {
                    rng.next_u32() >> 29 != 0
                });
                let session = Session::open(&index, false, Duration::ZERO);
                drop(session.expect("the index opens"));
                assert_clean(&index);
            }
        }
    }
}

#[test]
fn power_cuts_while_a_generation_is_removed_leave_nothing_of_it() {
    let trace = Trace::of(RunNumber::Second);
    trace.cut_while_removing(40, 4);
}

#[test]
fn power_cuts_in_a_later_run_leave_the_old_or_the_new_index() {
    let trace = Trace::of(RunNumber::Second);
    trace.cut_in_order();
    trace.cut_out_of_order(2, 1);
}

#[test]
fn power_cuts_in_a_first_run_leave_nothing_stuck() {
    let trace = Trace::of(RunNumber::First);
    trace.cut_in_order();
    trace.cut_out_of_order(2, 2);
}

#[test]
#[ignore = "takes minutes"]
fn many_power_cuts_leave_the_old_or_the_new_index() {
    for run in [RunNumber::First, RunNumber::Second] {
        Trace::of(run).cut_out_of_order(12, 3);
    }
}
