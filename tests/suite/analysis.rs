//! The shortcuts that nearly all of every text takes change nothing.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use yinde::analysis::language::{CHINESE, ENGLISH};
use yinde::analysis::token::{is_clause_mark, is_han};
use yinde::analysis::{Token, analyzer, normalize, stem, tokens};

/// Letters, marks and blanks of which much joins, and much of what joins only between some others.
const TEXTS: &str = "[ a-cA-C19_'’.,:;\"/%(\\-\t—…“”é党習。，１Ａא\u{301}\u{200d}\u{ad}\u{fe0f}\u{202f}\u{e33}👩🇨🇳각]{0,16}";

/// UAX #29 over each stretch between Han characters, without any shortcut.
fn tokens_of_each_stretch(normalized: &str) -> Vec<Token<'_>> {
    let mut pieces: Vec<(usize, &str, bool)> = Vec::new();
    let mut start = 0;
    let hans = normalized
        .char_indices()
        .filter(|(_, c)| is_han(*c))
        .map(|(at, c)| (at, at + c.len_utf8(), true));
    for (at, end, han) in hans.chain([(normalized.len(), normalized.len(), false)]) {
        let words = normalized[start..at].unicode_word_indices();
        pieces.extend(words.map(|(i, word)| {
            let bare = word.trim_start_matches('_');
            (
                start + i + word.len() - bare.len(),
                bare.trim_end_matches('_'),
                false,
            )
        }));
        pieces.push((at, &normalized[at..end], han));
        start = end;
    }
    pieces.retain(|(_, word, _)| !word.is_empty());
    let mut end = 0;
    let mut next = 0;
    let token = |(at, word, han): (usize, &'_ str, bool)| {
        let range = at..at + word.len();
        let parted = end > 0 && normalized[end..at].contains(is_clause_mark);
        let position = if parted { next + 1 } else { next };
        (end, next) = (range.end, position + 1);
        let text = &normalized[range.clone()];
        Token {
            text: text.strip_suffix("'s").unwrap_or(text),
            range,
            position,
            han,
        }
    };
    pieces.into_iter().map(token).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn words_are_those_of_the_standard(text in TEXTS) {
        let normalized = normalize(&text).text;
        for normalized in [normalized.replace('\t', "\n"), normalized] {
            prop_assert_eq!(tokens(&normalized), tokens_of_each_stretch(&normalized));
        }
    }

    /// The search relies on it: it looks for the second only where the first stands.
    #[test]
    fn what_has_a_word_as_typed_has_its_stem_and_what_has_a_chinese_word_has_its_characters(text in TEXTS, hyphenated in "[ab习党 .\\-\\n]{0,16}") {
        for text in [text, hyphenated] {
            let terms = analyzer::terms(&text);
            let has = |list: &str, term: &str| list.lines().any(|line| line == term);
            for token in terms.exact.lines().filter(|token| !token.is_empty() && *token != analyzer::GAP) {
                let han = token.chars().next().is_some_and(is_han);
                prop_assert!(han || has(terms.words_of(ENGLISH), &stem::stem(token)), "{:?} in {:?}", token, terms);
            }
            for c in terms.words_of(CHINESE).lines().flat_map(str::chars) {
                prop_assert!(has(&terms.exact, &c.to_string()), "{:?} in {:?}", c, terms);
            }
        }
    }

    #[test]
    fn a_text_folds_as_its_graphemes_do_and_leads_back_to_them(text in TEXTS) {
        let normalized = normalize(&text);
        let mut at = 0;
        for (source, grapheme) in text.grapheme_indices(true) {
            let alone = normalize(grapheme).text;
            let range = at..at + alone.len();
            prop_assert_eq!(normalized.text.get(range.clone()), Some(alone.as_str()), "{:?}", grapheme);
            if !range.is_empty() {
                prop_assert_eq!(normalized.source(range.clone()), source..source + grapheme.len(), "{:?}", grapheme);
            }
            at = range.end;
        }
        prop_assert_eq!(at, normalized.text.len());
    }
}
