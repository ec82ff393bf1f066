//! Faults: makes the file operations of [`super::disk`] fail under a folder, and sees what an index
//! makes of it.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What is to fail under a folder.
#[derive(Debug, Clone, Copy)]
struct Fault {
    /// Operations that still succeed.
    after: usize,
    /// How many fail then.
    times: usize,
    kind: io::ErrorKind,
    seen: usize,
}

static FAULTS: Mutex<Option<HashMap<PathBuf, Fault>>> = Mutex::new(None);

/// Counts an operation on `path`, and fails it where a fault is due.
pub(super) fn check_fault(path: &Path) -> io::Result<()> {
    let mut faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
    let fault = faults
        .as_mut()
        .and_then(|all| all.iter_mut().find(|(root, _)| path.starts_with(root)));
    let Some((_, fault)) = fault else {
        return Ok(());
    };
    fault.seen += 1;
    let due = fault.seen > fault.after && fault.seen - fault.after <= fault.times;
    if due {
        Err(io::Error::from(fault.kind))
    } else {
        Ok(())
    }
}

/// Runs `run` with a fault under `root`. Gives what it gave, and how many operations there were.
fn with_fault<T>(
    root: &Path,
    after: usize,
    times: usize,
    kind: io::ErrorKind,
    run: impl FnOnce() -> T,
) -> (T, usize) {
    let set = |fault: Option<Fault>| {
        let mut faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
        let faults = faults.get_or_insert_default();
        let before = faults.remove(root);
        if let Some(fault) = fault {
            faults.insert(root.to_owned(), fault);
        }
        before
    };
    set(Some(Fault {
        after,
        times,
        kind,
        seen: 0,
    }));
    let out = run();
    (out, set(None).map_or(0, |fault| fault.seen))
}

mod tests {
    use super::*;
    use crate::index::{self, Index};
    use crate::indexing::{self, Options, Report};
    use crate::query;
    use crate::search::{self, Request};

    struct Corpus {
        folder: tempfile::TempDir,
    }

    impl Corpus {
        fn new() -> Self {
            let corpus = Self {
                folder: tempfile::tempdir().expect("a folder"),
            };
            std::fs::create_dir(corpus.briefs()).expect("a corpus");
            corpus
        }

        fn briefs(&self) -> PathBuf {
            self.folder.path().join("corpus")
        }

        fn index(&self) -> PathBuf {
            self.folder.path().join("index")
        }

        fn write(&self, name: &str, text: &str) {
            std::fs::write(self.briefs().join(name), text).expect("a brief");
        }

        fn reindex(&self) -> crate::Result<Report> {
            indexing::reindex(&[self.briefs()], &self.index(), Options::default(), &|_| {})
        }

        /// Lines of `brief` that have `word`.
        fn found(&self, word: &str) -> Vec<(String, usize)> {
            let index = Index::open(&self.index()).expect("it opens");
            let mut request = Request::new(query::parse(&format!("\"{word}\"")).expect("a query"));
            request.limit = None;
            let hits = search::search(&index, &request).expect("an answer").hits;
            let mut found: Vec<_> = hits
                .into_iter()
                .map(|h| (h.passage.label.brief.source, h.passage.label.line))
                .collect();
            found.sort();
            found
        }
    }

    const OLD: &str =
        "Brief #1: Ports, Rice\n\nThe old harbour 旧港口 word.\n\nAnother paragraph.\n";
    const NEW: &str =
        "Brief #1: Ports, Rice\n\nThe new harbour 新港口 word.\n\nAnother paragraph.\n";

    /// Fails each operation in turn, once and for good, until a run has no more of them.
    fn every_operation(kind: io::ErrorKind, first_run: bool) {
        for times in [1, usize::MAX] {
            let mut after = 0;
            loop {
                let corpus = Corpus::new();
                corpus.write("a.txt", OLD);
                corpus.write("b.txt", "Brief #2: Debt\n\nThe harbour that stays.\n");
                if !first_run {
                    corpus.reindex().expect("the first run");
                    corpus.write("a.txt", NEW);
                }
                let (outcome, operations) =
                    with_fault(&corpus.index(), after, times, kind, || corpus.reindex());
                let wanted = if first_run { "old" } else { "new" };
                if outcome.is_ok() {
                    assert_eq!(
                        corpus.found(wanted).len(),
                        1,
                        "success after {after}, but it is not there"
                    );
                } else if index::briefs(&corpus.index()).is_ok() {
                    // The old state or, where only what follows the rename failed, the new one;
                    // never a mix.
                    let both = [corpus.found("old").len(), corpus.found("new").len()];
                    assert!(both == [1, 0] || both == [0, 1], "{both:?} after {after}");
                    assert_eq!(corpus.found("harbour").len(), 2);
                } else {
                    assert!(first_run, "the old index is gone after {after}");
                }
                corpus.reindex().expect("the next run works");
                assert_eq!(corpus.found(wanted).len(), 1);
                assert_eq!(corpus.found("harbour").len(), 2);
                assert_eq!(
                    index::verify(&corpus.index())
                        .expect("a manifest")
                        .damaged
                        .len(),
                    0
                );
                let left = std::fs::read_dir(corpus.index()).expect("a folder").count();
                assert_eq!(left, 3, "CURRENT, LOCK and one generation");
                if operations <= after {
                    assert!(after > 20, "few operations were tried: {after}");
                    break;
                }
                after += 1;
            }
        }
    }

    #[test]
    fn a_full_disk_at_any_operation_leaves_the_old_index() {
        every_operation(io::ErrorKind::StorageFull, false);
    }

    #[test]
    fn a_full_disk_in_the_first_run_leaves_nothing_half_done() {
        every_operation(io::ErrorKind::StorageFull, true);
    }

    #[test]
    fn an_io_error_at_any_operation_leaves_the_old_index() {
        every_operation(io::ErrorKind::Other, false);
    }
}
