//! The names of the files and folders of an index.

use std::fs;
use std::path::Path;

/// The file that names the generation in force, with its manifest's hash.
pub(super) const CURRENT: &str = "CURRENT";
/// A new `CURRENT` before it is renamed.
pub(super) const NEW_CURRENT: &str = "CURRENT.new";
/// The file that the run that writes has locked.
pub(super) const LOCK: &str = "LOCK";

/// In a generation: the list of its files.
pub(super) const MANIFEST: &str = "manifest.json";
/// In a generation: the list of its briefs.
pub(super) const BRIEFS: &str = "briefs";
/// In a generation: tantivy's list of segments. It has the same name in every generation.
pub(super) const META: &str = "meta.json";

/// The start of a generation's name; a number follows.
pub(super) const GENERATION: &str = "g-";

/// Returns the name of the generation with this number.
pub(super) fn generation(number: u64) -> String {
    format!("{GENERATION}{number:06}")
}

/// Returns the number of the generation with this name, or `None` if its number is too large.
pub(super) fn number(name: &str) -> Option<u64> {
    name.strip_prefix(GENERATION)?
        .parse()
        .ok()
}

/// Whether `name` is a generation's.
pub(super) fn is_generation(name: &str) -> bool {
    let Some(number) = name.strip_prefix(GENERATION) else {
        return false;
    };
    !number.is_empty()
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit())
}

/// Returns the names of the generations in the index in `root`, in no order.
pub(super) fn generations(root: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        if let Ok(name) = entry.file_name().into_string()
            && is_generation(&name)
        {
            names.push(name);
        }
    }
    names
}
