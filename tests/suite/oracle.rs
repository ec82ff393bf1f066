//! A naive search, to compare with: a plain scan finds the texts that contain a phrase. It goes
//! over whole texts step by step, with regular expressions and without a shortcut.

use std::collections::HashMap;
use std::sync::LazyLock;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use regex::{Captures, Regex};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

const HAN: &str = "\u{2e80}-\u{2fdf}\u{3005}\u{3007}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\
    \u{f900}-\u{faff}\u{20000}-\u{3ffff}";

/// Compiles a pattern, in which `HAN` stands for the ranges of Han characters.
fn pattern(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("HAN", HAN)).expect("a pattern")
}

/// `text` without differences of case, width, script and accents, and without what is no part of a
/// word.
pub(crate) fn normalize(text: &str) -> String {
    let text = without_notes(&without_invisible(text));
    let text = with_zeros(&with_apostrophes(&text));
    let text = with_sentence_ends(&text);
    let compatible: String = straight(&text).nfkc().collect();
    let lower = straight(&compatible).to_lowercase();
    let bare: String = lower
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .collect();
    let plain: String = bare.nfc().map(plain_form).collect();
    without_points(&with_plain_letters(&plain))
}

fn without_invisible(text: &str) -> String {
    static INVISIBLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern("[\u{ad}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}™®©℠]")
    });
    INVISIBLE
        .replace_all(text, "")
        .into_owned()
}

/// A number is a note's mark by the text before it, in which other marks don't count.
fn without_notes(text: &str) -> String {
    const MARKS: &str = "¹²³⁰⁴-⁹①-⑳";
    static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("[{MARKS}]")));
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        let long = r"(?:\p{L}{3}|\p{L}{2}['’]\p{L}|[HAN])";
        let short = format!(r"[\p{{Alphabetic}}\p{{N}}--[{MARKS}]]");
        let no_formula = "[.,;:!?%‰”»」』》】]";
        let between = format!(r#"[.,;:!?%‰)\]"'”’»。，；：！？、）】》」』{MARKS}]*"#);
        pattern(&format!(
            "(?:{long}{between}|{short}{between}{no_formula}{between})$"
        ))
    });
    let mut kept = String::new();
    for (at, c) in text.char_indices() {
        let is_mark = MARK.is_match(&text[at..at + c.len_utf8()]);
        if !is_mark || !BEFORE.is_match(&text[..at]) {
            kept.push(c);
        }
    }
    kept
}

fn with_apostrophes(text: &str) -> String {
    static STROKE: LazyLock<Regex> = LazyLock::new(|| pattern("(\\p{L})[´`′](\\p{L})"));
    STROKE
        .replace_all(text, "$1'$2")
        .into_owned()
}

fn with_zeros(text: &str) -> String {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern("○([〇一二三四五六七八九○])"));
    static AFTER: LazyLock<Regex> = LazyLock::new(|| pattern("([〇一二三四五六七八九])○"));
    let mut text = text.to_owned();
    loop {
        let before = BEFORE.replace_all(&text, "〇$1");
        let replaced = AFTER
            .replace_all(&before, "$1〇")
            .into_owned();
        if replaced == text {
            return text;
        }
        text = replaced;
    }
}

fn with_sentence_ends(text: &str) -> String {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern("([a-z])\\.([A-Z])"));
    END.replace_all(text, "$1. $2")
        .into_owned()
}

/// `text` with straight quotation marks.
fn straight(text: &str) -> String {
    let marks = |c: char| match c {
        '‘' | '’' | '‛' | 'ʼ' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '＂' | '「' | '」' | '『' | '』' => '"',
        _ => c,
    };
    text.chars().map(marks).collect()
}

fn plain_form(c: char) -> char {
    thread_local!(static T2S: OpenCC = OpenCC::from_config(BuiltinConfig::T2s).expect("a table"));
    static VARIANTS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let rows = include_str!("../../src/analysis/data/variants.tsv").lines();
        let pairs = rows
            .filter(|row| !row.starts_with('#'))
            .filter_map(|row| row.split_once('\t'));
        let only = |text: &str| text.parse().expect("a character");
        pairs
            .map(|(variant, plain)| (only(variant), only(plain)))
            .collect()
    });
    if c.is_ascii() {
        return c;
    }
    let simplified = || {
        T2S.with(|t2s| {
            t2s.convert(&c.to_string())
                .chars()
                .next()
        })
    };
    VARIANTS
        .get(&c)
        .copied()
        .or_else(simplified)
        .unwrap_or(c)
}

fn with_plain_letters(text: &str) -> String {
    let letters = [
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("ß", "ss"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("þ", "th"),
        ("ı", "i"),
    ];
    let replaced = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    letters
        .iter()
        .fold(text.to_owned(), replaced)
}

/// `text` without the points of acronyms.
fn without_points(text: &str) -> String {
    static ACRONYM: LazyLock<Regex> =
        LazyLock::new(|| pattern("(^|[^\\w]|[HAN])((?:[^\\W\\d_HAN]\\.)+)([^\\W\\d_HAN]?)"));
    let mut text = text.to_owned();
    let mut from = 0;
    while let Some(found) = ACRONYM.captures_at(&text, from) {
        let (end, replaced) = without_points_of(&text, &found);
        let start = found
            .get(0)
            .expect("a match")
            .start();
        text.replace_range(start..end, &replaced);
        from = start + replaced.len();
    }
    text
}

/// What may be an acronym: its end in `text`, and what it becomes.
fn without_points_of(text: &str, found: &Captures<'_>) -> (usize, String) {
    let (before, points, last) = (&found[1], &found[2], &found[3]);
    let end = found.get(0).expect("a match").end();
    let is_word = |text: &str| text.starts_with(|c: char| is_word_character(c) || c == '_');
    let letters = points.replace('.', "");
    if !last.is_empty() && !is_word(&text[end..]) {
        return (end, format!("{before}{letters}{last}"));
    }
    let end = end - last.len();
    match points.matches('.').count() {
        0 | 1 => (end, format!("{before}{points}")),
        _ if is_word(&text[end..]) && !text[end..].starts_with('_') => {
            (end, format!("{before}{letters}. "))
        }
        _ => (end, format!("{before}{letters}")),
    }
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

fn is_han(c: char) -> bool {
    static ONE: LazyLock<Regex> = LazyLock::new(|| pattern("[HAN]"));
    !c.is_ascii() && ONE.is_match(&c.to_string())
}

/// The words and the Han characters of `text`, with their positions.
pub(crate) fn tokens(text: &str) -> Vec<(usize, String)> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern("[HAN]|[^\\W_HAN]+"));
    static CLAUSE: LazyLock<Regex> = LazyLock::new(|| pattern("[,.;:!?、。，；：！？…—]"));
    let normalized = normalize(text);
    let mut tokens: Vec<(usize, String)> = Vec::new();
    let mut end = 0;
    for piece in TOKEN.find_iter(&normalized) {
        let between = &normalized[end..piece.start()];
        match tokens.last_mut() {
            Some((_, word)) if joins(word, between, piece.as_str()) => {
                word.push_str(between);
                word.push_str(piece.as_str());
            }
            None => tokens.push((0, piece.as_str().to_owned())),
            Some((before, _)) => {
                let is_separated = between != "." && CLAUSE.is_match(between);
                let position = *before + 1 + usize::from(is_separated);
                tokens.push((position, piece.as_str().to_owned()));
            }
        }
        end = piece.end();
    }
    for (_, token) in &mut tokens {
        if let Some(word) = token.strip_suffix("'s") {
            *token = word.to_owned();
        }
    }
    tokens
}

/// Whether what is between two pieces makes one word of them.
fn joins(word: &str, between: &str, next: &str) -> bool {
    let after = |kind: fn(char) -> bool| word.ends_with(kind) && next.starts_with(kind);
    match between {
        "'" => {
            word.ends_with(char::is_alphabetic)
                && next.starts_with(|c: char| c.is_alphabetic() && !is_han(c))
        }
        "." | "," | "⁄" => after(char::is_numeric),
        _ => false,
    }
}

/// Whether `text` has the tokens of `phrase` in a row.
pub(crate) fn contains(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (tokens(text), tokens(phrase));
    let Some((first, _)) = phrase.first() else {
        return false;
    };
    text.windows(phrase.len())
        .any(|row| {
            row.iter()
                .zip(&phrase)
                .all(|((here, found), (at, token))| here - row[0].0 == at - first && found == token)
        })
}
