//! The threads of a run.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Calls `run` in a pool with a thread for each core or, if the system starts no more threads, in
/// this one.
///
/// Rayon's own pool would end the program if a thread cannot be started.
pub(super) fn with_threads<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    match pool() {
        Some(pool) => pool.install(run),
        None => run(),
    }
}

fn pool() -> Option<ThreadPool> {
    if let Ok(pool) = ThreadPoolBuilder::new().build() {
        return Some(pool);
    }
    let this_one = ThreadPoolBuilder::new().num_threads(1);
    this_one
        .use_current_thread()
        .build()
        .ok()
}
