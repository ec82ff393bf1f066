//! Which spellings of a grapheme are equal. Each rule is a function; [`normalize_grapheme`] applies
//! them in this order:
//!
//! | rule                   | equal                | reason                                       |
//! |------------------------|----------------------|----------------------------------------------|
//! | [`is_invisible`]       | `data\u{ad}base`     | readers can't see that a character is there  |
//! | [`is_trade_sign`]      | `TikTok™` `TikTok`   | a sign is no part of the word                |
//! | compatibility (NFKC)   | `Ａ` `A`, `ﬁ` `fi`   | the same character in another presentation   |
//! | [`straight_quote`]     | `“` `「` `"`         | editors and keyboards choose the quotes      |
//! | lower case             | `Party` `party`      | headings and starts of sentences             |
//! | [`without_accents`]    | `café` `cafe`        | readers type names without them              |
//! | [`plain_letter`]       | `Łódź` `Lodz`        | some letters have a stroke for an accent     |
//! | [`simplified`]         | `習` `习`, `衞` `卫` | one language has several scripts and forms   |
//!
//! Accents are told from letters by decomposing a grapheme (NFD), which is composed again (NFC)
//! before the last rule. A shortcut does all of it for the characters of which most texts consist.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::grapheme::is_plain_han;
use super::simplified::simplified;

/// Marks of Chinese texts that are normalized already.
const CHINESE_MARKS: [char; 9] = ['、', '。', '《', '》', '〈', '〉', '【', '】', '—'];

const APOSTROPHES: [char; 5] = ['\u{2018}', '\u{2019}', '\u{201b}', '\u{2bc}', '\u{ff07}'];
const QUOTATION_MARKS: [char; 9] = [
    '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ff02}', '「', '」', '『', '』',
];

/// Adds the normalized form of one grapheme.
pub(super) fn normalize_grapheme(grapheme: &str, out: &mut String) {
    let mut chars = grapheme.chars();
    if let (Some(single), None) = (chars.next(), chars.next())
        && let Some(form) = common_form(single)
    {
        out.push(form);
    } else {
        apply_rules(grapheme, out);
    }
}

/// The form of a character that is common in texts, if it is a grapheme by itself. Returns `None`
/// for all other characters.
pub(super) fn common_form(c: char) -> Option<char> {
    match c {
        // CR may join LF.
        '\r' => None,
        '\0'..='\u{7f}' => Some(c.to_ascii_lowercase()),
        '\u{ff01}'..='\u{ff5e}' => full_width_form(c),
        _ if is_plain_han(c) => Some(simplified(c)),
        _ if CHINESE_MARKS.contains(&c) => Some(c),
        _ => Some(straight_quote(c)).filter(|quote| *quote != c),
    }
}

/// The form of a full-width form of an ASCII character.
fn full_width_form(c: char) -> Option<char> {
    let ascii = char::from_u32(u32::from(c) - 0xfee0)?;
    Some(ascii.to_ascii_lowercase())
}

/// Applies all rules.
fn apply_rules(grapheme: &str, out: &mut String) {
    let shown = grapheme
        .chars()
        .filter(|c| !is_invisible(*c) && !is_trade_sign(*c));
    let compatible = shown.nfkc();
    // After NFKC, which makes quotes of other characters: 「 of its half-width form.
    let lower_case = compatible
        .map(straight_quote)
        .flat_map(char::to_lowercase);
    let bare = without_accents(lower_case.nfd());
    for c in bare.nfc() {
        match plain_letter(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(simplified(c)),
        }
    }
}

/// Leaves the combining marks of Latin letters out. Marks of other scripts stay: they distinguish
/// letters (й from и) or are vowels.
fn without_accents(decomposed: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut after_latin = false;
    for c in decomposed {
        let is_mark = is_combining_mark(c);
        if !is_mark {
            after_latin = is_latin(c);
        }
        if !(is_mark && after_latin) {
            out.push(c);
        }
    }
    out
}

/// The ASCII quote for a curly, full-width or corner quote; any other character itself.
fn straight_quote(c: char) -> char {
    if APOSTROPHES.contains(&c) {
        '\''
    } else if QUOTATION_MARKS.contains(&c) {
        '"'
    } else {
        c
    }
}

pub(super) fn is_latin(c: char) -> bool {
    c.is_alphabetic() && unicode_script::Script::from(c) == unicode_script::Script::Latin
}

/// The plain letters for a letter that has a stroke for an accent, or that joins two letters.
fn plain_letter(c: char) -> Option<&'static str> {
    let plain = match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    };
    Some(plain)
}

/// Whether a character shows nothing and separates nothing: soft hyphens, zero-width spaces and
/// joiners, controls of direction, byte order marks, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Whether a character says who owns the word before it.
fn is_trade_sign(c: char) -> bool {
    matches!(c, '™' | '®' | '©' | '℠')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortcut_agrees_with_the_rules_on_every_character() {
        for c in '\0'..=char::MAX {
            let (mut shortcut, mut rules) = (String::new(), String::new());
            normalize_grapheme(&c.to_string(), &mut shortcut);
            apply_rules(&c.to_string(), &mut rules);
            assert_eq!(shortcut, rules, "{c:?}");
        }
    }
}
