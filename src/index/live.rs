//! An index that a long-lived program keeps open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::open::Index;
use super::record::BriefRecord;
use crate::error::Result;

/// One state of an index with its briefs.
pub struct Opened {
    /// The index.
    pub index: Index,
    /// Its briefs, by source.
    pub briefs: Vec<BriefRecord>,
}

/// An index that follows the runs that change it. It may be shared between threads.
pub struct LiveIndex {
    root: PathBuf,
    opened: Mutex<Arc<Opened>>,
}

impl Opened {
    /// Opens the index in `root`.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open(root: &Path) -> Result<Self> {
        let (index, briefs) = Index::open_with_briefs(root)?;
        Ok(Self { index, briefs })
    }

    /// Opens the newer state, or returns `None` if this is current.
    fn reopen(&self) -> Result<Option<Self>> {
        if self.index.elsewhere().is_none() {
            let is_current = self.index.is_current()?;
            return (!is_current)
                .then(|| Self::open(self.index.root()))
                .transpose();
        }
        let Some(index) = self.index.reopen()? else {
            return Ok(None);
        };
        let briefs = index.briefs()?;
        Ok(Some(Self { index, briefs }))
    }
}

impl LiveIndex {
    /// Follows the index of `opened`.
    #[must_use]
    pub fn new(opened: Opened) -> Self {
        Self {
            root: opened.index.root().to_owned(),
            opened: Mutex::new(Arc::new(opened)),
        }
    }

    /// The folder of the index.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the current state, which is opened if it is new. If it cannot be opened, or the
    /// index is gone, returns the last state that could be: it can be searched all the same.
    #[must_use]
    pub fn current(&self) -> Arc<Opened> {
        let opened = Arc::clone(&self.lock());
        if let Ok(Some(newer)) = opened.reopen() {
            let newer = Arc::new(newer);
            *self.lock() = Arc::clone(&newer);
            return newer;
        }
        opened
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Opened>> {
        let opened = self.opened.lock();
        opened.unwrap_or_else(PoisonError::into_inner)
    }
}
