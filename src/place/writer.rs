//! Where a run writes: a folder or a cluster.

#[cfg(feature = "cluster")]
use crate::cluster;
use crate::error::{Error, Result};
use crate::index::{self, BriefRecord, Container, Manifest, NewBrief};

/// Makes one new state of an index. If it is dropped without [`Writer::commit`], the index stays as
/// it was.
pub(crate) enum Writer {
    Folder(Box<index::Writer>),
    #[cfg(feature = "cluster")]
    Cluster(Box<cluster::Writer>),
}

/// A brief that was added but that the engine does not take. The index keeps its last version.
pub(crate) struct Refused {
    pub(crate) source: String,
    pub(crate) error: Error,
}

impl Writer {
    /// Analyses the passages of briefs and adds them, and removes those that the index has of the
    /// same sources. Many threads can call this at once.
    ///
    /// # Errors
    /// Returns an error if the engine fails. The writer must then be dropped.
    pub(crate) fn add(&self, briefs: &[NewBrief]) -> Result<()> {
        match self {
            Self::Folder(writer) => writer.add(briefs),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => writer.add(briefs),
        }
    }

    /// Adds briefs of an earlier version, in the order of their sources, as they are stored.
    ///
    /// # Errors
    /// As [`Writer::add`], and if they cannot be read.
    pub(crate) fn add_stored(&self, sources: &[String]) -> Result<()> {
        match self {
            Self::Folder(writer) => writer.add_each(sources, |source| writer.stored(source)),
            #[cfg(feature = "cluster")]
            Self::Cluster(_) => Ok(()),
        }
    }

    /// Returns the sources of the briefs of an earlier version that are not added yet, nor removed.
    pub(crate) fn stored_sources(&self) -> Vec<String> {
        match self {
            Self::Folder(writer) => writer.stored_sources(),
            #[cfg(feature = "cluster")]
            Self::Cluster(_) => Vec::new(),
        }
    }

    /// Removes the brief with this source.
    pub(crate) fn remove(&self, source: &str) {
        match self {
            Self::Folder(writer) => writer.remove(source),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => writer.remove(source),
        }
    }

    /// Notes that the unchanged brief with this source is under the corpus folder `root` now, in
    /// this container.
    pub(crate) fn set_place(&self, source: &str, root: &str, container: Option<&Container>) {
        match self {
            Self::Folder(writer) => writer.set_place(source, root, container),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => writer.set_place(source, root, container),
        }
    }

    /// Returns the briefs of the new state so far, by source.
    pub(crate) fn briefs(&self) -> Vec<BriefRecord> {
        match self {
            Self::Folder(writer) => writer.briefs(),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => writer.briefs(),
        }
    }

    /// Returns the sources of the briefs that are still as an earlier version parsed them.
    pub(crate) fn outdated(&self) -> Vec<String> {
        match self {
            Self::Folder(writer) => writer.outdated(),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => index::outdated(writer.briefs().into_iter()),
        }
    }

    /// Whether the list of briefs is still `before`, so that nothing was added, removed or moved.
    pub(crate) fn is_unchanged_from(&self, before: &[BriefRecord]) -> bool {
        match self {
            Self::Folder(writer) => writer.is_unchanged_from(before),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => writer.is_unchanged_from(before),
        }
    }

    /// Waits until the engine has all briefs that were added. Returns those that it refused.
    ///
    /// # Errors
    /// As [`Writer::add`].
    #[cfg_attr(
        not(feature = "cluster"),
        expect(clippy::unnecessary_wraps, reason = "a folder takes every brief")
    )]
    pub(crate) fn settle(&self) -> Result<Vec<Refused>> {
        match self {
            Self::Folder(_) => Ok(Vec::new()),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => {
                let refused = writer.settle()?.into_iter();
                Ok(refused
                    .map(|(source, error)| Refused { source, error })
                    .collect())
            }
        }
    }

    /// Makes the new state the one that searches see.
    ///
    /// # Errors
    /// Returns an error if anything fails before. The index is then as it was.
    pub(crate) fn commit(self) -> Result<Manifest> {
        match self {
            Self::Folder(writer) => writer.commit(),
            #[cfg(feature = "cluster")]
            Self::Cluster(writer) => writer.commit(),
        }
    }
}
