//! Character references in HTML, as browsers read them.

use encoding_rs::WINDOWS_1252;
use pulldown_cmark::{Event, Parser};

/// Maximum length of a name, in bytes.
const MAX_NAME: usize = 32;

/// Names that browsers read without a semicolon too, of the characters from U+00A0 on.
const LATIN_1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];
/// The other names of that kind.
const OTHERS: [(&str, &str); 10] = [
    ("amp", "&"),
    ("AMP", "&"),
    ("lt", "<"),
    ("LT", "<"),
    ("gt", ">"),
    ("GT", ">"),
    ("quot", "\""),
    ("QUOT", "\""),
    ("COPY", "©"),
    ("REG", "®"),
];

/// A character reference.
pub(super) struct Reference {
    pub(super) text: String,
    /// Length of the reference, in bytes.
    pub(super) length: usize,
}

/// Returns the character reference with which `text` starts.
pub(super) fn reference(text: &str) -> Option<Reference> {
    let name = text.strip_prefix('&')?;
    match name.strip_prefix('#') {
        Some(number) => numeric(number),
        None => named(name),
    }
}

/// Returns `text` with its character references replaced.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if let Some(reference) = reference(rest) {
            out.push_str(&reference.text);
            reference.length
        } else {
            out.push('&');
            1
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn numeric(number: &str) -> Option<Reference> {
    let (digits, radix, mark) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, "&#x".len()),
        None => (number, 10, "&#".len()),
    };
    let rest = digits.trim_start_matches(|c: char| c.is_digit(radix));
    let length = digits.len() - rest.len();
    if length == 0 {
        return None;
    }
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(rest.starts_with(';'));
    Some(Reference {
        text: character(code).to_string(),
        length: mark + length + semicolon,
    })
}

/// Returns the character of a number. Numbers of control characters are read as in windows-1252.
fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(0) => char::REPLACEMENT_CHARACTER,
        Ok(byte @ 0x80..=0x9f) => {
            let bytes = [byte];
            let text = WINDOWS_1252
                .decode_without_bom_handling(&bytes)
                .0;
            text.chars()
                .next()
                .unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn named(text: &str) -> Option<Reference> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let length = text.len() - rest.len();
    if length == 0 || length > MAX_NAME {
        return None;
    }
    let name = &text[..length];
    if rest.starts_with(';')
        && let Some(text) = with_semicolon(name)
    {
        let length = "&;".len() + length;
        return Some(Reference { text, length });
    }
    let latin = (0xa0_u32..).zip(LATIN_1);
    let latin = latin.map(|(code, name)| (name, character(code).to_string()));
    let others = OTHERS.map(|(name, text)| (name, text.to_owned()));
    let known = latin
        .chain(others)
        .filter(|(known, _)| name.starts_with(known));
    let (name, text) = known.max_by_key(|(known, _)| known.len())?;
    let length = "&".len() + name.len();
    Some(Reference { text, length })
}

/// Returns the text of `&name;`, which HTML and Markdown share.
fn with_semicolon(name: &str) -> Option<String> {
    let written = format!("&{name};");
    let text: String = Parser::new(&written)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (text != written).then_some(text)
}
