//! The characters of a word: from those that fonts use to those that people read.

/// Ligatures, and the letters that they join.
const LIGATURES: [(char, &str); 7] = [
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬅ', "st"),
    ('ﬆ', "st"),
];

const SOFT_HYPHEN: char = '\u{ad}';
/// The hyphen that this reader uses for a break: few people write it.
pub(super) const HYPHEN: char = '\u{2010}';

/// Returns a word of poppler's output as people read it, without XML's escapes.
pub(super) fn read(word: &str) -> String {
    let word = unescaped(word);
    let mut chars = word.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && is_private(only)
    {
        // LaTeX's bullet is U+0088, Word's is U+F0B7.
        return "•".to_owned();
    }
    let mut text = String::with_capacity(word.len());
    for c in word.chars() {
        match LIGATURES
            .iter()
            .find(|(ligature, _)| *ligature == c)
        {
            Some((_, letters)) => text.push_str(letters),
            None if is_invisible(c) => {}
            None => text.push(c),
        }
    }
    without_soft_hyphens(&text)
}

/// Returns a word without soft hyphens. One at its end is a break. (Chromium writes a hyphen after
/// it.)
fn without_soft_hyphens(word: &str) -> String {
    if !word.contains(SOFT_HYPHEN) {
        return word.trim().to_owned();
    }
    let bare = word.trim_end_matches(['-', HYPHEN]);
    let is_broken = bare.ends_with(SOFT_HYPHEN);
    let mut text = if is_broken {
        bare
    } else {
        word
    }
    .replace(SOFT_HYPHEN, "");
    if is_broken && !text.is_empty() {
        text.push(HYPHEN);
    }
    text.trim().to_owned()
}

/// Returns whether a character means nothing without its font.
pub(super) fn is_private(c: char) -> bool {
    c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

/// Returns text with the five escapes of XML and numbers of characters resolved.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest
            .find(';')
            .filter(|end| *end < 10);
        let known = end.and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (c, length) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let number = name.strip_prefix('#');
    let code = number.and_then(
        |number| match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
    );
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => char::from_u32(code?),
    }
}
