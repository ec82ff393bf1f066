//! The files of a damaged generation: which there are, and which of their bytes are certainly those
//! that were written. Others are not read, since the search library trusts its files.

use std::fs;
use std::io;
use std::path::Path;

use tantivy::HasLen;
use tantivy::directory::footer::Footer;
use tantivy::directory::{Directory, FileSlice, MmapDirectory, OwnedBytes};

use super::checksum::{self, FileRecord};
use super::earlier;
use super::manifest::{FORMAT, Manifest};
use super::names::{self, CHECKSUMS, MANIFEST, MARK};
use super::read::{self, unreadable};
use crate::error::{Error, Result};

/// Number of bytes of a file that are checked at a time.
const CHUNK: usize = 1 << 20;
/// Minimum length of a file with tantivy's footer, in bytes.
const FOOTER: usize = 8;

/// The files of a generation.
pub(super) struct Salvaged {
    /// The records by which the files can be read: no byte that may be wrong agrees with them.
    pub(super) files: Vec<FileRecord>,
    /// The version of the generation's layout.
    pub(super) format: u32,
}

/// Returns the files of the generation in `folder`, whose manifest has this hash if it is known.
///
/// If the manifest or the checksums are damaged, a file is right if its hash or its checksums agree
/// with what is left of these, or if it agrees with the checksum that tantivy adds to its files.
/// Of others, the blocks can be read that have their checksum.
pub(super) fn files(folder: &Path, hash: Option<&str>, problems: &mut Vec<Error>) -> Salvaged {
    let Listed {
        mut files,
        format,
        problem_of_list,
        problem_of_checksums,
    } = listed(folder, hash);
    let is_list_right = problem_of_list.is_none();
    let is_right = is_list_right && problem_of_checksums.is_none();
    problems.extend(problem_of_list);
    problems.extend(problem_of_checksums);
    if is_right {
        return Salvaged { files, format };
    }
    if !is_list_right {
        add_unlisted(folder, &mut files);
    }
    if format == FORMAT {
        add_checksums(folder, &mut files);
    }
    let files = files.into_iter();
    let files = files.map(|file| readable(folder, file));
    Salvaged {
        files: files.collect(),
        format,
    }
}

/// The files that a manifest lists.
struct Listed {
    files: Vec<FileRecord>,
    format: u32,
    /// Why the list may be wrong.
    problem_of_list: Option<Error>,
    /// Why the files have no checksums of their blocks.
    problem_of_checksums: Option<Error>,
}

fn listed(folder: &Path, hash: Option<&str>) -> Listed {
    let path = folder.join(MANIFEST);
    let read = read::read_file(&path).and_then(|bytes| {
        let manifest = serde_json::from_slice::<Manifest>(&bytes);
        let manifest = manifest.map_err(|e| Error::damaged(&path, e))?;
        Ok((manifest, checksum::hash(&bytes)))
    });
    match read {
        Ok((mut manifest, its_hash)) => {
            let is_right = hash.is_none_or(|hash| hash == its_hash);
            let is_known = earlier::form(manifest.format).is_some();
            Listed {
                problem_of_list: (!is_right).then(|| Error::damaged(&path, "checksum mismatch")),
                problem_of_checksums: manifest
                    .read_checksums(folder)
                    .err(),
                format: if is_known || is_right {
                    manifest.format
                } else {
                    FORMAT
                },
                files: own(manifest.files),
            }
        }
        Err(problem) => Listed {
            files: Vec::new(),
            format: FORMAT,
            problem_of_list: Some(problem),
            problem_of_checksums: None,
        },
    }
}

/// Returns those of `files` whose names are those of a generation's files.
fn own(mut files: Vec<FileRecord>) -> Vec<FileRecord> {
    files.retain(|file| is_of_content(&file.name));
    files
}

fn is_of_content(name: &str) -> bool {
    names::is_of_generation(name) && !matches!(name, MANIFEST | CHECKSUMS | MARK)
}

/// Adds the files in `folder` that a damaged manifest does not list, and sorts all by name.
fn add_unlisted(folder: &Path, files: &mut Vec<FileRecord>) {
    let entries = fs::read_dir(folder);
    for entry in entries
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_listed = files
            .iter()
            .any(|file| file.name == name);
        if is_of_content(&name) && !is_listed {
            files.push(FileRecord {
                bytes: read::length(&entry.path()).unwrap_or_default(),
                name: name.into_owned(),
                hash: String::new(),
                blocks: OwnedBytes::empty(),
            });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
}

/// Adds the checksums of the files' blocks, if they are as many as these have. One of them may be
/// damaged.
fn add_checksums(folder: &Path, files: &mut [FileRecord]) {
    let Some(length) = checksum::packed_length(files) else {
        return;
    };
    if let Ok(packed) = read::read(&folder.join(CHECKSUMS), length) {
        checksum::unpack(files, packed);
    }
}

/// Returns the record by which a file can be read. `file` is what is known of it.
fn readable(folder: &Path, file: FileRecord) -> FileRecord {
    let path = folder.join(&file.name);
    let Ok(found) = FileRecord::of(&path, &file.name) else {
        // Opening it tells why it cannot be read.
        return file;
    };
    let has_blocks = !file.blocks.is_empty();
    if found.hash == file.hash || has_blocks && found.blocks == file.blocks {
        return found;
    }
    if has_blocks && found.bytes == file.bytes {
        return file;
    }
    let is_right = if names::is_of_segment(&file.name) {
        agrees_with_footer(folder, &file.name).unwrap_or(false)
    } else {
        file.hash.is_empty()
    };
    if is_right {
        return found;
    }
    FileRecord {
        blocks: OwnedBytes::empty(),
        ..file
    }
}

/// Returns whether a file has the checksum that tantivy added to it.
fn agrees_with_footer(folder: &Path, name: &str) -> Result<bool> {
    let path = folder.join(name);
    let mapped = MmapDirectory::open(folder).map_err(|e| Error::index(folder)(e.into()))?;
    let file = mapped.get_file_handle(Path::new(name));
    let file = FileSlice::new(file.map_err(|e| Error::index(&path)(e.into()))?);
    if file.len() < FOOTER {
        return Ok(false);
    }
    let read = || -> io::Result<bool> {
        let (footer, content) = Footer::extract_footer(file)?;
        let mut hasher = crc32fast::Hasher::new();
        for start in (0..content.len()).step_by(CHUNK) {
            let end = content.len().min(start + CHUNK);
            hasher.update(&content.read_bytes_slice(start..end)?);
        }
        Ok(hasher.finalize() == footer.crc)
    };
    read().map_err(unreadable(&path))
}
