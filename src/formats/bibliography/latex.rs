//! LaTeX's spelling of letters, as plain text.

use unicode_normalization::UnicodeNormalization;

/// Accents, and the combining characters that they stand for.
const ACCENTS: [(char, char); 14] = [
    ('"', '\u{308}'),
    ('\'', '\u{301}'),
    ('`', '\u{300}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
    ('c', '\u{327}'),
    ('v', '\u{30c}'),
    ('u', '\u{306}'),
    ('H', '\u{30b}'),
    ('k', '\u{328}'),
    ('r', '\u{30a}'),
    ('d', '\u{323}'),
];
/// Letters and signs by name.
const NAMES: [(&str, &str); 15] = [
    ("ss", "ß"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("i", "i"),
    ("j", "j"),
    ("ldots", "…"),
    ("textendash", "–"),
];

/// Returns a value as people read it: without braces and commands, on one line.
pub(super) fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' => {}
            '~' => out.push(' '),
            '\\' => {
                let mut name = String::new();
                while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
                    name.push(letter);
                }
                if name.is_empty() {
                    name.extend(chars.next());
                }
                push_command(&mut out, &name, &mut chars);
            }
            c => out.push(c),
        }
    }
    let out = out
        .replace("---", "—")
        .replace("--", "–");
    let out = out
        .replace("``", "“")
        .replace("''", "”");
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ").nfc().collect()
}

/// Returns the address that a value is or has in `\\url{…}`: without braces, and without the
/// backslashes before signs that mean something in LaTeX.
pub(super) fn address(value: &str) -> String {
    let value = match value.split_once("\\url{") {
        Some((_, inside)) => inside
            .split_once('}')
            .map_or(inside, |(address, _)| address),
        None => value,
    };
    let value = value
        .replace("\\textasciitilde", "~")
        .replace("\\~{}", "~");
    let mut address = String::with_capacity(value.len());
    for c in value.trim().chars() {
        if !matches!(c, '{' | '}' | '\\') && !c.is_whitespace() {
            address.push(c);
        }
    }
    address
}

/// Adds what a command stands for.
fn push_command(
    out: &mut String,
    name: &str,
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
) {
    if let Some((_, text)) = NAMES
        .iter()
        .find(|(other, _)| *other == name)
    {
        out.push_str(text);
        chars.next_if_eq(&' ');
        return;
    }
    let mut letters = name.chars();
    let accent = match (letters.next(), letters.next()) {
        (Some(only), None) => ACCENTS
            .iter()
            .find(|(other, _)| *other == only),
        _ => None,
    };
    let Some((_, combining)) = accent else {
        // `\&` is the sign itself; of `\emph{word}`, the word is left.
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            out.push_str(name);
        }
        return;
    };
    while chars
        .next_if(|c| matches!(c, '{' | ' ' | '\\'))
        .is_some()
    {}
    out.extend(chars.next());
    out.push(*combining);
}
