//! Snippets hold at every width, and each marked piece is a match.

use std::ops::Range;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use yinde::analysis::{self, Token};
use yinde::render::{self, Piece};
use yinde::search::highlight::{HighlightTerm, Matcher, PhraseToken, phrase_tokens, spans};

use super::oracle;

const TEXT: &str = "As Socialism with Chinese Characteristics enters a new era, \
    加强民营经济统战工作是实现党对民营经济领导的重要方式。\
    The united front “works”: a United Front e\u{301}lan, 統戰工作、统战工作；\
    and naïve readers—of COVID-19 reports—know 👩‍👩‍👧 it. \
    Pneumonoultramicroscopicsilicovolcanoconiosis-like words and \
    党政军民学,东西南北中,党是领导一切的。 United. Front stands apart.";

/// The snippet of `text` for `phrase`.
fn snippet(text: &str, phrase: HighlightTerm, columns: usize) -> Vec<Piece> {
    let terms = [phrase];
    render::snippet(
        text,
        &spans(text, &Matcher::new(&terms)),
        columns,
    )
}

fn text(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect()
}

fn phrase(text: &str) -> HighlightTerm {
    let normalized = analysis::normalize(text).text;
    HighlightTerm::phrase(&analysis::tokens(&normalized))
}

#[test]
fn snippets_of_all_widths_are_of_the_passage_and_mark_matches() {
    for query in [
        "united front",
        "统战工作",
        "党是领导一切的",
        "naïve",
        "élan",
        "COVID-19",
        "nothing here",
    ] {
        for columns in 1..=300 {
            let pieces = snippet(TEXT, phrase(query), columns);
            let shown = text(&pieces);
            let bare = shown.trim_matches('…');
            assert!(
                TEXT.contains(bare),
                "{columns}: {shown:?}"
            );
            let marked: Vec<&str> = pieces
                .iter()
                .filter(|p| p.hit)
                .map(|p| p.text.as_str())
                .collect();
            for piece in &marked {
                assert_eq!(
                    oracle::tokens(piece),
                    oracle::tokens(query),
                    "{columns}: {piece:?}"
                );
            }
            // A match is shown even where it is wider than the room.
            assert_eq!(
                marked.is_empty(),
                query == "nothing here",
                "{columns}: {shown:?}"
            );
            let widest = marked
                .iter()
                .map(|m| m.width())
                .max()
                .unwrap_or(0);
            assert!(
                shown.width() <= columns.max(widest + 2),
                "{columns}: {} columns: {shown:?}",
                shown.width()
            );
        }
    }
}

#[test]
fn a_snippet_starts_and_ends_between_words() {
    for columns in 20..=200 {
        let shown = text(&snippet(
            TEXT,
            phrase("united front"),
            columns,
        ));
        let bare = shown.trim_matches('…');
        let start = TEXT
            .find(bare)
            .expect("part of the text");
        let end = start + bare.len();
        assert!(
            !is_in_word(start),
            "{columns}: {shown:?}"
        );
        assert!(!is_in_word(end), "{columns}: {shown:?}");
    }
}

/// Whether `at` in the text is between two letters of a word.
fn is_in_word(at: usize) -> bool {
    let (before, after) = TEXT.split_at(at);
    before.ends_with(|c: char| c.is_ascii_alphanumeric())
        && after.starts_with(|c: char| c.is_ascii_alphanumeric())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_are_whole_characters_in_order_and_apart(
        source in "\\PC{0,120}",
        from in 0..40usize,
        length in 1..12usize,
    ) {
        let piece: String = source.chars().skip(from).take(length).collect();
        let found = spans(&source, &Matcher::new(&[phrase(&piece)]));
        let mut end = 0;
        for span in &found {
            prop_assert!(span.start >= end && span.end > span.start);
            prop_assert!(source.is_char_boundary(span.start));
            prop_assert!(source.is_char_boundary(span.end));
            end = span.end;
        }
        for columns in [1, 7, 40, 300] {
            let shown = text(&snippet(&source, phrase(&piece), columns));
            let bare = shown.strip_prefix('…').unwrap_or(&shown);
            let bare = bare.strip_suffix('…').unwrap_or(bare);
            prop_assert!(source.contains(bare) || source.contains(&shown));
        }
    }
}

/// The range that `term` matches at token `i`, by definition.
fn matched(tokens: &[Token<'_>], term: &HighlightTerm, i: usize) -> Option<Range<usize>> {
    let (shape, open) = match term {
        HighlightTerm::Stem(stem) => {
            let same = !tokens[i].han && analysis::stem::stem(tokens[i].text) == *stem;
            return same.then(|| tokens[i].range.clone());
        }
        HighlightTerm::Phrase(shape, _) => (shape, false),
        HighlightTerm::Prefix(shape) => (shape, true),
    };
    let here = tokens.get(i..i + shape.len())?;
    let is_match = here
        .iter()
        .zip(shape)
        .enumerate()
        .all(
            |(n, (token, PhraseToken { offset, text }))| {
                let goes_on = open && n + 1 == shape.len() && token.text.starts_with(text);
                token.position - here[0].position == *offset && (token.text == text || goes_on)
            },
        );
    is_match.then(|| here[0].range.start..here[here.len() - 1].range.end)
}

/// A term of the first `length` of these tokens, of the kind with this number.
fn term(tokens: &[Token<'_>], length: usize, kind: u8) -> Option<HighlightTerm> {
    let tokens = &tokens[..length.min(tokens.len())];
    let first = tokens.first()?;
    let mut shape = phrase_tokens(tokens);
    Some(match kind {
        0 => HighlightTerm::Phrase(shape, 0),
        1 => HighlightTerm::Stem(analysis::stem::stem(first.text)),
        _ => {
            let last = &mut shape.last_mut()?.text;
            *last = last.chars().take(length).collect();
            HighlightTerm::Prefix(shape)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// The matcher looks for tokens only where a term may start, which must not change its matches.
    #[test]
    fn every_term_is_found_wherever_it_occurs(
        text in "([ a-cé.,'_’—“\\-习党統。，１s9]|words|the ){0,24}",
        picks in prop::collection::vec((0..24usize, 1..4usize, 0..3u8), 1..4),
    ) {
        let normalized = analysis::normalize(&text);
        let tokens = analysis::tokens(&normalized.text);
        let terms: Vec<HighlightTerm> = picks
            .into_iter()
            .filter_map(|(from, length, kind)| term(tokens.get(from..)?, length, kind))
            .collect();
        let mut expected: Vec<Range<usize>> = (0..tokens.len())
            .flat_map(|i| terms.iter().map(move |term| (i, term)))
            .filter_map(|(i, term)| matched(&tokens, term, i))
            .map(|range| normalized.source(range))
            .collect();
        expected.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        expected.retain(|span| span.start >= end && { end = span.end; true });
        prop_assert_eq!(spans(&text, &Matcher::new(&terms)), expected);
    }
}
