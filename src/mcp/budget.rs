//! How much an assistant can take in at a time.

/// Maximum length of the text of a result, in tokens as assistants count. The data beside it is
/// about as long, and clients cut results at 25,000 tokens.
pub(super) const MAX_TOKENS: usize = 9_000;
/// Number of ASCII characters that make a token, at least: identifiers and figures have short ones.
const ASCII_PER_TOKEN: usize = 3;

/// Returns an estimate of the number of tokens in `text`, on the high side: another character than
/// ASCII counts as two.
pub(super) fn tokens(text: &str) -> usize {
    let ascii = text
        .bytes()
        .filter(u8::is_ascii)
        .count();
    let others = text
        .chars()
        .filter(|c| !c.is_ascii())
        .count();
    ascii.div_ceil(ASCII_PER_TOKEN) + 2 * others
}

/// Returns `text` cut to so many tokens, with `…` if something is cut off.
pub(super) fn cut(text: &str, most: usize) -> String {
    if tokens(text) <= most {
        return text.to_owned();
    }
    let (mut ascii, mut others) = (0, 0);
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            ascii += 1;
        } else {
            others += 1;
        }
        if ascii / ASCII_PER_TOKEN + 2 * others >= most {
            return format!("{}…", &text[..at]);
        }
    }
    text.to_owned()
}
