//! The right to write an index, in a folder or in a cluster.

use std::path::Path;
use std::time::Duration;

use super::writer::Writer;
#[cfg(feature = "cluster")]
use crate::cluster;
use crate::error::Result;
use crate::index::{self, BriefRecord};

/// The right to write an index, and the briefs that it contains before.
pub(crate) enum Session {
    Folder(Box<index::Session>),
    #[cfg(feature = "cluster")]
    Cluster(Box<cluster::Session>),
}

impl Session {
    /// Locks the index in `place`, which need not exist yet. If another run writes it, tries again
    /// for as long as `wait`. With `rebuild` nothing that it contains is kept.
    ///
    /// # Errors
    /// Returns an error if another run writes it, or it cannot be used.
    pub(crate) fn open(place: &Path, rebuild: bool, wait: Duration) -> Result<Self> {
        #[cfg(feature = "cluster")]
        if cluster::is_address(place) {
            let session = cluster::Session::open(place, rebuild, wait)?;
            return Ok(Self::Cluster(Box::new(session)));
        }
        let session = index::Session::open(place, rebuild, wait)?;
        Ok(Self::Folder(Box::new(session)))
    }

    /// Keeps this number of earlier states from now on.
    ///
    /// # Errors
    /// Returns an error if the engine keeps none.
    #[cfg_attr(
        not(feature = "cluster"),
        expect(
            clippy::unnecessary_wraps,
            reason = "a folder keeps as many as one wants"
        )
    )]
    pub(crate) fn keep(&mut self, states: usize) -> Result<()> {
        match self {
            Self::Folder(session) => session.keep(states),
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => return session.refuse_to_keep(states),
        }
        Ok(())
    }

    /// Uses no more than about this memory, in bytes. What is sent to a cluster takes little in any
    /// case.
    pub(crate) fn limit_memory(&mut self, bytes: u64) {
        match self {
            Self::Folder(session) => session.limit_memory(bytes),
            #[cfg(feature = "cluster")]
            Self::Cluster(_) => {}
        }
    }

    /// Makes the next state start with what an earlier state contains.
    ///
    /// # Errors
    /// Returns an error if no state of this name is kept, or if it cannot be read.
    pub(crate) fn go_back_to(&mut self, name: &str) -> Result<()> {
        match self {
            Self::Folder(session) => session.go_back_to(name),
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => match cluster::refuse_earlier_states(session.place())? {},
        }
    }

    /// The briefs that the index contains, by source.
    pub(crate) fn briefs(&self) -> Vec<BriefRecord> {
        match self {
            Self::Folder(session) => session.briefs(),
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => session.briefs().to_vec(),
        }
    }

    /// Whether a new state is to be written though no brief changed.
    pub(crate) fn must_write(&self) -> bool {
        match self {
            Self::Folder(session) => session.must_write(),
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => session.must_write(),
        }
    }

    /// The earlier version that made the index, in words. `None` if the index is up to date.
    pub(crate) fn earlier_version(&self) -> Option<String> {
        match self {
            Self::Folder(session) => session.earlier_version(),
            #[cfg(feature = "cluster")]
            Self::Cluster(_) => None,
        }
    }

    /// The run that held the right before and never gave it back, in words, if a folder's lock does
    /// not end with its run.
    pub(crate) fn took_over(&self) -> Option<String> {
        match self {
            Self::Folder(_) => None,
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => session.took_over(),
        }
    }

    /// Whether the index contains Chinese words.
    pub(crate) fn has_chinese(&self) -> bool {
        match self {
            Self::Folder(session) => session.has_chinese(),
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => session.has_chinese(),
        }
    }

    /// Starts a new state with all that the index contains, to which about `new_briefs` briefs with
    /// `bytes` of text will be added.
    ///
    /// # Errors
    /// Returns an error if the engine fails.
    pub(crate) fn write(self, bytes: usize, new_briefs: usize) -> Result<Writer> {
        match self {
            Self::Folder(session) => session
                .write(bytes, new_briefs)
                .map(|writer| Writer::Folder(Box::new(writer))),
            #[cfg(feature = "cluster")]
            Self::Cluster(session) => session
                .write()
                .map(|writer| Writer::Cluster(Box::new(writer))),
        }
    }
}
