//! Makes the file operations of [`super::disk`] fail or records them, in tests.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::disk::Operation;
use super::trace;

/// Which operations under a folder fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    /// Number of operations that succeed first.
    pub after: usize,
    /// Number of operations that fail then.
    pub times: usize,
    pub kind: io::ErrorKind,
}

/// A fault, and the number of operations that it has seen.
struct ActiveFault {
    fault: Fault,
    operations: usize,
}

type ActiveFaults = HashMap<PathBuf, ActiveFault>;

static FAULTS: Mutex<Option<ActiveFaults>> = Mutex::new(None);

/// Counts or records an operation, and fails if a fault is due.
pub(super) fn begin(operation: Operation<'_>) -> io::Result<()> {
    let path = changed_path(operation);
    let mut faults = lock();
    for (root, active) in faults.get_or_insert_default() {
        if path.starts_with(root) {
            active.next_operation()?;
        }
    }
    drop(faults);
    trace::record(path, operation);
    Ok(())
}

fn changed_path(operation: Operation<'_>) -> &Path {
    match operation {
        Operation::CreateDir(path)
        | Operation::Create(path)
        | Operation::Append(path, _)
        | Operation::Link(_, path)
        | Operation::Rename(_, path)
        | Operation::RemoveFile(path)
        | Operation::RemoveDir(path)
        | Operation::Sync(path) => path,
    }
}

/// Calls `run` with a fault under `root`. Returns its result, and the number of operations.
pub(crate) fn with_fault<T>(root: &Path, fault: Fault, run: impl FnOnce() -> T) -> (T, usize) {
    let active = ActiveFault {
        fault,
        operations: 0,
    };
    let mut faults = lock();
    faults
        .get_or_insert_default()
        .insert(root.to_owned(), active);
    // The operations of `run` need the lock.
    drop(faults);
    let result = run();
    let ended = lock()
        .get_or_insert_default()
        .remove(root);
    (
        result,
        ended.map_or(0, |active| active.operations),
    )
}

fn lock() -> MutexGuard<'static, Option<ActiveFaults>> {
    FAULTS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

impl ActiveFault {
    fn next_operation(&mut self) -> io::Result<()> {
        let index = self.operations;
        self.operations += 1;
        let Fault { after, times, kind } = self.fault;
        if index >= after && index - after < times {
            return Err(io::Error::from(kind));
        }
        Ok(())
    }
}
