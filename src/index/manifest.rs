//! The manifest of a generation: its files, its size, and the versions that made it.

use std::collections::HashSet;
use std::fmt::{self, Display};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksum::{self, FileRecord};
use super::names::{self, CHECKSUMS, MANIFEST};
use super::read;
use super::statistics::TokenCounts;
use crate::analysis;
use crate::error::{Error, Result};
use crate::formats::{self, decode};

/// Version of the layout of an index.
pub const FORMAT: u32 = 7;

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
    /// Time at which it was made: `2026-11-25T09:30:00Z`.
    #[serde(default)]
    pub made: String,
    /// Number of earlier generations that are kept.
    #[serde(default)]
    pub keep: usize,
    /// The earlier generations that are kept, the latest first.
    #[serde(default)]
    pub earlier: Vec<EarlierState>,
}

/// An earlier generation that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EarlierState {
    /// Its name.
    pub generation: String,
    /// BLAKE3 of its manifest, in hexadecimal.
    pub hash: String,
    /// Time at which it was made.
    pub made: String,
    /// Number of briefs.
    pub briefs: usize,
    /// Number of passages.
    pub passages: usize,
}

impl Manifest {
    /// Parses the manifest in `bytes`, of a generation of the index in `root`, after comparing it
    /// with its `hash`. It may be that of another version.
    ///
    /// # Errors
    /// Returns an error if it is damaged, or if it lacks what this version needs to read it.
    pub(super) fn parse(root: &Path, generation: &Path, bytes: &[u8], hash: &str) -> Result<Self> {
        let path = generation.join(MANIFEST);
        if checksum::hash(bytes) != hash {
            let problem = "its checksum is not the one in CURRENT";
            return Err(Error::damaged(&path, problem));
        }
        let parsed = serde_json::from_slice::<Self>(bytes);
        let manifest = match parsed {
            Ok(manifest) => manifest,
            // Other versions may write other fields.
            Err(error) => return Err(unparsed(root, &path, bytes, &error)),
        };
        manifest.check_names(&path)?;
        Ok(manifest)
    }

    /// Whether this version wrote it.
    pub(super) fn is_current(&self) -> bool {
        self.format == FORMAT && self.fingerprint == fingerprint()
    }

    /// Returns the version that wrote it, in words.
    pub(super) fn version(&self) -> String {
        let version = Version {
            format: self.format,
            fingerprint: self.fingerprint.clone(),
        };
        version.to_string()
    }

    /// Returns an error if a file's name leads out of the generation's folder, or is not unique,
    /// or if an earlier generation's name leads out of the index.
    fn check_names(&self, path: &Path) -> Result<()> {
        let mut seen = HashSet::new();
        for FileRecord { name, .. } in &self.files {
            let is_name = names::is_of_generation(name) && name != MANIFEST;
            if !is_name || !seen.insert(name) {
                let problem = format!("it lists a file {name:?}, which a generation cannot have");
                return Err(Error::damaged(path, problem));
            }
        }
        for EarlierState { generation, .. } in &self.earlier {
            if !names::is_generation(generation) {
                let problem = format!("it lists {generation:?}, which is no generation");
                return Err(Error::damaged(path, problem));
            }
        }
        Ok(())
    }

    /// Reads the checksums of the files' blocks. The manifests of earlier versions have them.
    ///
    /// # Errors
    /// Returns an error if they cannot be read, or are not those of the files.
    pub(super) fn read_checksums(&mut self, generation: &Path) -> Result<()> {
        if self.format != FORMAT {
            return Ok(());
        }
        let path = generation.join(CHECKSUMS);
        let has_wrong_length = || {
            let problem = "it has more or fewer checksums than the files have blocks";
            Error::damaged(&path, problem)
        };
        // Before it is read: a wrong length could be very large.
        let recorded = self
            .file(CHECKSUMS)
            .map(|file| file.bytes);
        if recorded.is_some() && recorded != checksum::packed_length(&self.files) {
            return Err(has_wrong_length());
        }
        let packed = self.read(generation, CHECKSUMS)?;
        checksum::unpack(&mut self.files, packed).ok_or_else(has_wrong_length)
    }

    /// Reads the whole of the file with this name, in the folder `generation`.
    ///
    /// # Errors
    /// Returns an error if the file is not listed, cannot be read or is not the one that was
    /// recorded.
    pub(super) fn read(&self, generation: &Path, name: &str) -> Result<Vec<u8>> {
        let path = generation.join(name);
        match self.file(name) {
            Some(recorded) => recorded.read(&path),
            None => Err(Error::damaged(
                &path,
                "the manifest does not list it",
            )),
        }
    }

    /// Returns the record of the file with this name.
    pub(super) fn file(&self, name: &str) -> Option<&FileRecord> {
        self.files
            .iter()
            .find(|file| file.name == name)
    }
}

/// Whether the file at `path` is a manifest, of any version.
pub(super) fn has_version(path: &Path) -> bool {
    let bytes = read::read_file(path).unwrap_or_default();
    serde_json::from_slice::<Version>(&bytes).is_ok()
}

/// The fields that the manifests of all versions have.
#[derive(Deserialize)]
struct Version {
    format: u32,
    fingerprint: String,
}

impl Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "format {}, {}",
            self.format, self.fingerprint
        )
    }
}

/// Returns the error for a manifest that cannot be parsed.
fn unparsed(root: &Path, path: &Path, bytes: &[u8], error: &serde_json::Error) -> Error {
    match serde_json::from_slice::<Version>(bytes) {
        Ok(version) if version.format != FORMAT || version.fingerprint != fingerprint() => {
            Error::Version {
                path: root.to_owned(),
                found: version.to_string(),
                can_upgrade: false,
            }
        }
        _ => Error::damaged(path, error),
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
