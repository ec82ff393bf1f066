//! Promise 1, written naively: which texts contain a phrase, by a plain scan of normalized text.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

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

/// Tokens with their positions: a Han character, or a word of UAX #29.
pub(crate) fn tokens(text: &str) -> Vec<(usize, String)> {
    let normalized = normalize(text);
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut word = 0;
    let mut take = |from: usize, to: usize| {
        for (at, w) in normalized[from..to].unicode_word_indices() {
            found.push((from + at, w.to_owned()));
        }
    };
    for (at, c) in normalized.char_indices() {
        if is_han(c) {
            take(word, at);
            word = at + c.len_utf8();
        }
    }
    take(word, normalized.len());
    found.extend(
        normalized
            .char_indices()
            .filter(|(_, c)| is_han(*c))
            .map(|(at, c)| (at, c.to_string())),
    );
    found.sort();
    let mut position = 0;
    let mut end = 0;
    let mut out = Vec::new();
    for (n, (at, token)) in found.into_iter().enumerate() {
        let parted = normalized[end..at].contains([
            ',', '.', ';', ':', '!', '?', '、', '。', '，', '；', '：', '！', '？', '…', '—',
        ]);
        position += usize::from(n > 0) + usize::from(n > 0 && parted);
        end = at + token.len();
        out.push((
            position,
            token
                .strip_suffix("'s")
                .unwrap_or(&token)
                .to_owned(),
        ));
    }
    out
}

/// `text` has the tokens of `phrase` in a row.
pub(crate) fn contains(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (tokens(text), tokens(phrase));
    let Some((first, _)) = phrase.first() else {
        return false;
    };
    text.windows(phrase.len())
        .any(|row| {
            row.iter()
                .zip(&phrase)
                .all(|((p, t), (at, token))| p - row[0].0 == at - first && t == token)
        })
}
