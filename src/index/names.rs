//! The names of the files and folders of an index.

use std::collections::HashSet;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

/// The file that names the generation in force, with its manifest's hash.
pub(super) const CURRENT: &str = "CURRENT";
/// A new `CURRENT` before it is renamed.
pub(super) const NEW_CURRENT: &str = "CURRENT.new";
/// The file that the run that writes has locked.
pub(super) const LOCK: &str = "LOCK";

/// In a generation: the list of its files.
pub(super) const MANIFEST: &str = "manifest.json";
/// In a generation: the checksums of the blocks of its files.
pub(super) const CHECKSUMS: &str = "checksums";
/// In a generation: the list of its briefs.
pub(super) const BRIEFS: &str = "briefs";
/// In a generation: the days on which its passages were first indexed.
pub(super) const ADDED: &str = "added";
/// In a generation: tantivy's list of segments. It has the same name in every generation.
pub(super) const META: &str = "meta.json";
/// In a generation that is being made: the mark that yinde made the folder.
pub(super) const MARK: &str = "draft";

/// The start of a generation's name; a number follows.
const GENERATION: &str = "g-";
/// Number of digits of that number.
const DIGITS: RangeInclusive<usize> = 6..=18;
/// The largest number with as many digits.
const MAX_NUMBER: u64 = 999_999_999_999_999_999;
/// Number of hexadecimal digits with which the name of a segment's file starts.
const SEGMENT_ID: usize = 32;

/// Returns the name of the generation with this number.
fn generation(number: u64) -> String {
    format!("{GENERATION}{number:06}")
}

/// Returns the name of the generation after those with these names: a number above all of theirs
/// or, if there is none, the first that is free.
pub(super) fn next_generation(names: &[String]) -> String {
    let numbers = || {
        names
            .iter()
            .filter_map(|name| number(name))
    };
    let last = numbers().max().unwrap_or(0);
    if last < MAX_NUMBER {
        return generation(last + 1);
    }
    let taken: HashSet<u64> = numbers().collect();
    let free = (1..MAX_NUMBER).find(|number| !taken.contains(number));
    generation(free.unwrap_or(MAX_NUMBER))
}

/// Returns the number of the generation with this name, or `None` if no generation has such a name.
pub(super) fn number(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(GENERATION)?;
    let are_digits = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    if !are_digits || !DIGITS.contains(&digits.len()) {
        return None;
    }
    digits.parse().ok()
}

/// Whether `name` is a generation's.
pub(super) fn is_generation(name: &str) -> bool {
    number(name).is_some()
}

/// Whether `name` is that of a file of a segment: `0123…cdef.store`, `0123…cdef.7.del`.
pub(super) fn is_of_segment(name: &str) -> bool {
    let Some((id, ending)) = name.split_once('.') else {
        return false;
    };
    let mut digits = id.bytes();
    // A slash would lead out of the folder.
    let is_ending = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    id.len() == SEGMENT_ID
        && digits.all(|byte| byte.is_ascii_hexdigit())
        && ending.bytes().all(is_ending)
}

/// Whether `name` is that of a file in a generation.
pub(super) fn is_of_generation(name: &str) -> bool {
    matches!(
        name,
        MANIFEST | CHECKSUMS | BRIEFS | ADDED | META | MARK
    ) || is_of_segment(name)
}

/// Returns the names of the generations in the index in `root`, in ascending order.
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
    names.sort_by_key(|name| number(name));
    names
}
