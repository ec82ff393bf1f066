//! Damage to an index: which errors tell it, and which index it is.

use std::io;
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

/// Whether tantivy's error means that a file of the index is damaged or missing.
pub(super) fn tells_damage(error: &TantivyError) -> bool {
    match error {
        // A file that cannot be opened at this moment, say for want of memory, is not damaged.
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
            is_bad_data(io_error)
        }
        TantivyError::IoError(io_error) => is_bad_data(io_error),
        TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenReadError(_) => true,
        _ => false,
    }
}

fn is_bad_data(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, UnexpectedEof};
    matches!(
        error.kind(),
        InvalidData | UnexpectedEof
    )
}

/// Returns the folder of the index that `path` belongs to. That is `path` itself, unless it is
/// `CURRENT`, a generation (`g-000007`) or a file in a generation.
pub(super) fn index_of(path: &Path) -> &Path {
    let generation = path
        .ancestors()
        .take(2)
        .find(|folder| is_generation(folder));
    let inside = generation.or_else(|| {
        path.ends_with("CURRENT")
            .then_some(path)
    });
    inside
        .and_then(Path::parent)
        .unwrap_or(path)
}

fn is_generation(folder: &Path) -> bool {
    let name = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let number = name
        .strip_prefix("g-")
        .unwrap_or_default();
    !number.is_empty()
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit())
}
