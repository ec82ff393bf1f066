//! Names of briefs.

/// A source path without its extension.
#[must_use]
pub fn stem(source: &str) -> &str {
    let name_start = source.rfind('/').map_or(0, |slash| slash + 1);
    match source[name_start..].rfind('.') {
        Some(dot) if dot > 0 => &source[..name_start + dot],
        _ => source,
    }
}
