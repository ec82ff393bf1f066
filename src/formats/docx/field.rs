//! The instructions of fields, such as links.

/// Returns the target of a link's instruction: `HYPERLINK "https://harbour.example" \h`.
pub(super) fn link_target(instruction: &str) -> Option<&str> {
    let rest = instruction
        .trim_start()
        .strip_prefix("HYPERLINK")?;
    let quoted = rest
        .trim_start()
        .strip_prefix('"')?;
    let (target, _) = quoted.split_once('"')?;
    Some(target)
}
