//! A naive search, to compare with: a plain scan finds the texts that contain a phrase.

use std::ops::Range;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// `text` without differences of case, width, script and accents.
pub(crate) fn normalize(text: &str) -> String {
    thread_local!(static T2S: OpenCC = OpenCC::from_config(BuiltinConfig::T2s).expect("a table"));
    let quotes = |c: char| match c {
        '‘' | '’' | '‛' | 'ʼ' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '＂' | '「' | '」' | '『' | '』' => '"',
        _ => c,
    };
    let compatible: String = text
        .chars()
        .map(quotes)
        .nfkc()
        .map(quotes)
        .collect();
    let bare: String = compatible
        .to_lowercase()
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .collect();
    bare.nfc()
        .map(|c| T2S.with(|t2s| t2s.convert(&c.to_string())))
        .collect()
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{3ffff}').contains(&c)
}

/// Marks that end a clause, so that no phrase goes on after them.
const CLAUSE_MARKS: [char; 15] = [
    ',', '.', ';', ':', '!', '?', '、', '。', '，', '；', '：', '！', '？', '…', '—',
];

/// The Han characters and the words of UAX #29, with their positions.
pub(crate) fn tokens(text: &str) -> Vec<(usize, String)> {
    let normalized = normalize(text);
    let mut position = 0;
    let mut end = 0;
    let mut tokens = Vec::new();
    for (at, token) in pieces(&normalized) {
        if !tokens.is_empty() {
            let is_separated = normalized[end..at].contains(CLAUSE_MARKS);
            position += 1 + usize::from(is_separated);
        }
        end = at + token.len();
        let token = token
            .strip_suffix("'s")
            .unwrap_or(token);
        tokens.push((position, token.to_owned()));
    }
    tokens
}

/// The pieces of `normalized` that are tokens, and where they start.
fn pieces(normalized: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in normalized.char_indices() {
        if is_han(c) {
            pieces.extend(words(normalized, start..at));
            start = at + c.len_utf8();
            pieces.push((at, &normalized[at..start]));
        }
    }
    pieces.extend(words(
        normalized,
        start..normalized.len(),
    ));
    pieces
}

fn words(normalized: &str, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let start = range.start;
    normalized[range]
        .unicode_word_indices()
        .map(move |(at, word)| (start + at, word))
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
