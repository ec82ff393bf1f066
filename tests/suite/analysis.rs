//! The shortcuts for common characters change no result.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use yinde::analysis::language::{CHINESE, ENGLISH};
use yinde::analysis::token::{is_clause_mark, is_han};
use yinde::analysis::{Token, analyzer, normalize, segment, stem, tokens};

/// Letters, marks and blanks. Many join their neighbours, some only between certain others.
const TEXTS: &str = "[ a-cA-C19_'’.,:;\"/%(\\-\t—…“”é党習。，１Ａא\u{301}\u{200d}\u{ad}\u{fe0f}\
    \u{202f}\u{e33}👩🇨🇳각]{0,16}";

/// A piece of a text that can be a token.
struct Piece<'a> {
    at: usize,
    text: &'a str,
    han: bool,
}

/// The Han characters of a text, and the words of UAX #29 in each stretch between them, without any
/// shortcut.
fn pieces(normalized: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let han = normalized
        .char_indices()
        .filter(|(_, c)| is_han(*c));
    for (at, c) in han {
        push_words(
            &mut pieces,
            start,
            &normalized[start..at],
        );
        start = at + c.len_utf8();
        pieces.push(Piece {
            at,
            text: &normalized[at..start],
            han: true,
        });
    }
    push_words(&mut pieces, start, &normalized[start..]);
    pieces
}

fn push_words<'a>(pieces: &mut Vec<Piece<'a>>, start: usize, stretch: &'a str) {
    for (at, word) in stretch.unicode_word_indices() {
        let after_marks = word.trim_start_matches('_');
        let bare = after_marks.trim_end_matches('_');
        if !bare.is_empty() {
            pieces.push(Piece {
                at: start + at + word.len() - after_marks.len(),
                text: bare,
                han: false,
            });
        }
    }
}

fn tokens_of_pieces(normalized: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for Piece { at, text, han } in pieces(normalized) {
        let position = tokens.last().map_or(0, |last| {
            let between = &normalized[last.range.end..at];
            last.position + 1 + u32::from(between.contains(is_clause_mark))
        });
        tokens.push(Token {
            text: text
                .strip_suffix("'s")
                .unwrap_or(text),
            range: at..at + text.len(),
            position,
            han,
        });
    }
    tokens
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn words_are_those_of_the_standard(text in TEXTS) {
        let normalized = normalize(&text).text;
        for normalized in [normalized.replace('\t', "\n"), normalized] {
            prop_assert_eq!(tokens(&normalized), tokens_of_pieces(&normalized));
        }
    }

    /// The search relies on it: it looks for a word as typed only where its stem occurs, and for a
    /// Chinese word only where its characters occur.
    #[test]
    fn words_of_a_language_come_with_their_exact_tokens(
        text in TEXTS,
        hyphenated in "[ab习党 .\\-\\n]{0,16}",
    ) {
        for text in [text, hyphenated] {
            let terms = analyzer::terms(&text);
            let (english, chinese) = (terms.words_of(ENGLISH), terms.words_of(CHINESE));
            let has = |list: &str, term: &str| list.lines().any(|line| line == term);
            let exact = terms.exact.lines();
            for token in exact.filter(|token| !token.is_empty() && *token != analyzer::GAP) {
                let has_stem = token.starts_with(is_han) || has(english, &stem::stem(token));
                prop_assert!(has_stem, "{:?} in {:?}", token, terms);
            }
            for c in chinese.lines().flat_map(str::chars) {
                prop_assert!(has(&terms.exact, &c.to_string()), "{:?} in {:?}", c, terms);
            }
            let normalized = normalize(&text).text;
            let segmented = segment::words(&normalized);
            prop_assert_eq!(chinese.lines().collect::<Vec<_>>(), segmented);
        }
    }

    #[test]
    fn a_text_is_normalized_by_grapheme_and_leads_back_to_it(text in TEXTS) {
        let normalized = normalize(&text);
        let mut at = 0;
        for (source, grapheme) in text.grapheme_indices(true) {
            let alone = normalize(grapheme).text;
            let range = at..at + alone.len();
            let found = normalized.text.get(range.clone());
            prop_assert_eq!(found, Some(alone.as_str()), "{:?}", grapheme);
            if !range.is_empty() {
                let whole = source..source + grapheme.len();
                prop_assert_eq!(normalized.source(range.clone()), whole, "{:?}", grapheme);
            }
            at = range.end;
        }
        prop_assert_eq!(at, normalized.text.len());
    }
}
