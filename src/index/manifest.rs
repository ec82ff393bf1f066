//! The manifest of a generation: its files, its size, and the versions that made it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksum::{self, FileRecord};
use super::names::MANIFEST;
use super::statistics::TokenCounts;
use crate::analysis;
use crate::error::{Error, Result};
use crate::formats::{self, decode};

/// Version of the layout of an index.
pub const FORMAT: u32 = 6;

/// The contents of a generation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Manifest {
    /// [`FORMAT`] of the version that wrote it.
    pub format: u32,
    /// The versions of the code that made its terms and passages; see [`fingerprint`].
    pub fingerprint: String,
    /// Every file but the manifest itself.
    pub files: Vec<FileRecord>,
    /// Number of briefs.
    pub briefs: usize,
    /// Number of passages.
    pub passages: usize,
    /// Length of the text, in bytes.
    pub bytes: usize,
    /// Number of terms in each field.
    pub lengths: TokenCounts,
    /// Ids of the segments whose passages are in the order of sources, and in that of their brief.
    pub in_order: Vec<String>,
}

impl Manifest {
    /// Parses the manifest in `bytes`, of a generation of the index in `root`, after comparing it
    /// with its `hash`.
    ///
    /// # Errors
    /// Returns an error if it is damaged or another version wrote it.
    pub(super) fn parse(root: &Path, generation: &Path, bytes: &[u8], hash: &str) -> Result<Self> {
        let path = generation.join(MANIFEST);
        if checksum::hash(bytes) != hash {
            let problem = "its checksum is not the one in CURRENT";
            return Err(Error::damaged(&path, problem));
        }
        let parsed = serde_json::from_slice::<Self>(bytes);
        let version = match &parsed {
            Ok(manifest) => manifest.version(),
            // Other versions may write other fields.
            Err(_) => serde_json::from_slice(bytes).map_err(|e| Error::damaged(&path, e))?,
        };
        version.check(root)?;
        parsed.map_err(|e| Error::damaged(&path, e))
    }

    fn version(&self) -> Version {
        Version {
            format: self.format,
            fingerprint: self.fingerprint.clone(),
        }
    }

    /// Returns the record of the file with this name.
    pub(super) fn file(&self, name: &str) -> Option<&FileRecord> {
        self.files
            .iter()
            .find(|file| file.name == name)
    }
}

/// The fields that the manifests of all versions have.
#[derive(Deserialize)]
struct Version {
    format: u32,
    fingerprint: String,
}

impl Version {
    /// Returns an error if this is not the version that would be written now.
    fn check(self, root: &Path) -> Result<()> {
        if self.format == FORMAT && self.fingerprint == fingerprint() {
            return Ok(());
        }
        Err(Error::Version {
            path: root.to_owned(),
            found: format!(
                "format {}, {}",
                self.format, self.fingerprint
            ),
        })
    }
}

/// Returns the versions of the decoder, the parsers and the analysis. An index with another
/// fingerprint is refused, since a query would not find what it contains.
#[must_use]
pub fn fingerprint() -> String {
    format!(
        "{} {} {}",
        analysis::FINGERPRINT,
        formats::FINGERPRINT,
        decode::FINGERPRINT
    )
}
