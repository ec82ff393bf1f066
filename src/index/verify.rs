//! Checks every byte of an index.

use std::path::Path;

use super::checksum::FileRecord;
use super::consistency;
use super::generation::Generation;
use super::manifest::Manifest;
use super::pointer::{self, MAX_TRIES};
use crate::error::{Error, Result};

/// The outcome of [`verify`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Verified {
    /// The contents of the index.
    pub manifest: Manifest,
    /// Number of bytes in the undamaged files.
    pub bytes: u64,
    /// An error for each damaged file.
    pub damaged: Vec<Error>,
    /// A message for each part that does not agree with another, if no file is damaged.
    pub disagreements: Vec<String>,
}

impl Verified {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.disagreements.is_empty()
    }
}

/// Reads every byte of every file that a search of the index in `root` depends on, and compares it
/// with the recorded checksums. Then checks that the list of briefs, the passages and the segments
/// agree.
///
/// # Errors
/// Returns an error if there is no index, or its manifest or its checksums are damaged.
pub fn verify(root: &Path) -> Result<Verified> {
    for _ in 1..MAX_TRIES {
        let before = pointer::state(root);
        let verified = verify_once(root)?;
        // A file that a run removed meanwhile is not damaged.
        if verified.is_sound() || pointer::state(root) == before {
            return Ok(verified);
        }
    }
    verify_once(root)
}

fn verify_once(root: &Path) -> Result<Verified> {
    let generation = pointer::retry_if_replaced(root, Generation::current)?;
    let Generation { path, manifest, .. } = &generation;
    let mut bytes = 0;
    let mut damaged = Vec::new();
    for file in &manifest.files {
        let whole = path.join(&file.name);
        match FileRecord::of(&whole, &file.name) {
            Ok(found) if found.is_same(file) => bytes += found.bytes,
            Ok(_) => damaged.push(Error::damaged(
                &whole,
                "checksum mismatch",
            )),
            Err(e) => damaged.push(e),
        }
    }
    let disagreements = if damaged.is_empty() {
        consistency::disagreements(root, &generation)?
    } else {
        Vec::new()
    };
    Ok(Verified {
        manifest: generation.manifest,
        bytes,
        damaged,
        disagreements,
    })
}
