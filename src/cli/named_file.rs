//! Files that the user names: lists of queries and terms, settings.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Maximum size of such a file, in bytes.
const MAX_BYTES: u64 = 16 << 20;

/// Returns the text of a file.
///
/// # Errors
/// Returns an error if the file cannot be read, is not UTF-8, too large, or a pipe or device, which
/// could be read for ever. What the shell hands over, as with `<(…)`, is read.
pub(super) fn read(path: &Path) -> io::Result<String> {
    let metadata = fs::metadata(path)?;
    let is_stored = metadata.is_file() || metadata.is_dir();
    if !is_stored && !is_handed_over(path) {
        return Err(io::Error::other(
            "not a regular file; save what it contains in one",
        ));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!(
            "more than {MAX_BYTES} bytes; split it"
        )));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("not UTF-8 text; save it as UTF-8"))
}

fn is_handed_over(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path == Path::new("/dev/stdin")
}
