//! The characters of a text that are nearest to one of its ends: what is beside a match, without
//! reading all of a long passage for each match in it.

/// Returns the first `count` characters of `text`, or all.
pub(crate) fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    end.map_or(text, |(end, _)| &text[..end])
}

/// Returns the last `count` characters of `text`, or all.
pub(crate) fn last(text: &str, count: usize) -> &str {
    let before = count.checked_sub(1);
    let start = before.map(|before| {
        text.char_indices()
            .rev()
            .nth(before)
    });
    match start {
        Some(Some((start, _))) => &text[start..],
        Some(None) => text,
        None => "",
    }
}
