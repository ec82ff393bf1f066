//! Chinese characters to the plain form of all that count as equal: simplified, and no variant.

include!(concat!(
    env!("OUT_DIR"),
    "/simplified.rs"
));

/// Radicals, some of which stand for characters.
const RADICALS: std::ops::RangeInclusive<char> = '\u{2e80}'..='\u{2fdf}';

/// The plain form of a character, by the tables that the build script makes: `NEAR` is indexed by
/// code from `FROM` on and has 0 for a form that needs more than 16 bits, `OTHER` lists the other
/// pairs of codes in order.
pub(super) fn simplified(c: char) -> char {
    let code = u32::from(c);
    if code < FROM {
        return if RADICALS.contains(&c) {
            other(code).unwrap_or(c)
        } else {
            c
        };
    }
    let near = NEAR
        .get((code - FROM) as usize)
        .copied()
        .unwrap_or(0);
    let form = if near == 0 {
        other(code)
    } else {
        char::from_u32(u32::from(near))
    };
    form.unwrap_or(c)
}

/// Whether a variant is also a character of its own, which words are written with.
pub(super) fn has_words_of_its_own(c: char) -> bool {
    WORDS_OF_THEIR_OWN.contains(&c)
}

fn other(code: u32) -> Option<char> {
    let at = OTHER
        .binary_search_by_key(&code, |(from, _)| *from)
        .ok()?;
    char::from_u32(OTHER[at].1)
}
