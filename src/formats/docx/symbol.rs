//! Characters that Word stores as a number in a font of symbols.

/// The letters of the font Symbol from `A` on, with those that are none left as they are.
const GREEK_CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
/// The letters of the font Symbol from `a` on.
const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
/// Other characters of the font Symbol.
const SIGNS: [(u32, char); 16] = [
    (0xa3, '≤'),
    (0xab, '↔'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xd2, '®'),
    (0xd4, '™'),
];
/// The fonts of symbols put their characters here.
const PRIVATE: u32 = 0xf000;

/// Returns the character with the hexadecimal number `code` in `font`. A character that Unicode
/// doesn't have keeps its private number.
pub(super) fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    let own = match code.checked_sub(PRIVATE) {
        Some(own @ 0x20..=0xff) => own,
        _ => code,
    };
    if font.eq_ignore_ascii_case("symbol") {
        return symbol(own);
    }
    let is_of_symbols = font
        .to_ascii_lowercase()
        .contains("dings");
    if is_of_symbols {
        return char::from_u32(code);
    }
    char::from_u32(own)
}

fn symbol(own: u32) -> Option<char> {
    let letters = |letters: &str, first: char| {
        let at = own.checked_sub(u32::from(first))?;
        letters
            .chars()
            .nth(usize::try_from(at).ok()?)
    };
    let mut signs = SIGNS.iter();
    if let Some((_, sign)) = signs.find(|(code, _)| *code == own) {
        return Some(*sign);
    }
    letters(GREEK_SMALL, 'a')
        .or_else(|| letters(GREEK_CAPITALS, 'A'))
        .or_else(|| char::from_u32(own))
}
