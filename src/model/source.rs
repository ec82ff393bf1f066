//! Paths of briefs below the corpus folder.

/// Returns `source` without its extension: `2024/brief-014` for `2024/brief-014.txt`.
///
/// A name that starts with its only full stop has no extension: `.txt` stays as it is.
#[must_use]
pub fn stem(source: &str) -> &str {
    let name_start = source
        .rfind('/')
        .map_or(0, |slash| slash + 1);
    match source[name_start..].rfind('.') {
        Some(dot) if dot > 0 => &source[..name_start + dot],
        _ => source,
    }
}
