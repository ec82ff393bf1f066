//! Which paragraphs are quotations, where the layout doesn't mark them.
//!
//! In an English brief, in this order: a paragraph in Chinese is quoted, unless it is the page's
//! furniture; so is one that translates a Chinese one just before it; so is one that a paragraph
//! ending with a colon announces; so is one wholly in quotation marks; so are those from an opening
//! mark to the one that closes it.

use super::block::{Block, Level, Mark};
use super::boilerplate::is_boilerplate;
use super::language;
use crate::model::Lang;

/// Paragraphs that one pair of quotation marks may hold.
const MAX_OPEN: usize = 8;
/// Paragraphs in a row of one original that a translation may come after.
const MAX_RUN: usize = 40;

/// English words for each Han character of the original, at the least and at the most, in a
/// translation.
const WORDS_PER_HAN: std::ops::RangeInclusive<f64> = 0.35..=1.6;

/// Marks the quotations among the paragraphs of `text`.
pub(super) fn mark(text: &str, main: Lang, blocks: &mut [Block]) {
    let langs: Vec<Lang> = blocks
        .iter()
        .map(|b| language::of(&text[b.span.clone()]))
        .collect();
    let mut open_until = 0;
    for i in 0..blocks.len() {
        open_until = open_until.max(closing(text, blocks, i).map_or(0, |last| last + 1));
        if blocks[i].mark != Mark::Prose {
            continue;
        }
        let paragraph = &text[blocks[i].span.clone()];
        let chinese_in_english =
            main == Lang::En && langs[i] == Lang::Zh && !is_boilerplate(paragraph);
        let translates = main == Lang::En
            && original_of(text, blocks, &langs, i).is_some_and(|o| is_translation(o, paragraph));
        let in_marks = i < open_until || is_in_quotation_marks(paragraph);
        if chinese_in_english || translates || in_marks || is_announced(text, main, blocks, i) {
            blocks[i].mark = Mark::Quote;
        }
    }
}

/// The paragraph that closes the quotation that block `i` opens and doesn't close. Each one between
/// may open it anew.
fn closing(text: &str, blocks: &[Block], i: usize) -> Option<usize> {
    let paragraph = |j: usize| &text[blocks[j].span.clone()];
    let open = |text: &str| text.starts_with('“') && !text.contains('”');
    let goes_on = |j: &usize| {
        blocks[*j].mark == Mark::Prose && !paragraph(*j).trim_start_matches('“').contains('“')
    };
    if blocks[i].mark != Mark::Prose
        || !open(paragraph(i))
        || paragraph(i)['“'.len_utf8()..].contains('“')
    {
        return None;
    }
    (i + 1..blocks.len())
        .take(MAX_OPEN)
        .take_while(goes_on)
        .find(|&j| paragraph(j).contains('”'))
}

/// The Chinese quotation that block `i` would translate: after a run of quotations, as many
/// paragraphs.
fn original_of<'a>(text: &'a str, blocks: &[Block], langs: &[Lang], i: usize) -> Option<&'a str> {
    let quote_in = |j: usize, lang: Lang| blocks[j].mark == Mark::Quote && langs[j] == lang;
    let done = (0..i)
        .rev()
        .take(MAX_RUN)
        .take_while(|&j| quote_in(j, Lang::En))
        .count();
    let run_end = i - done;
    let run = (0..run_end)
        .rev()
        .take(MAX_RUN)
        .take_while(|&j| quote_in(j, Lang::Zh))
        .count();
    if done >= run {
        return None;
    }
    let run_start = run_end - run;
    // Where the translation came first, what follows the original is the brief's own prose again.
    let translated_before = run_start > 0
        && quote_in(run_start - 1, Lang::En)
        && is_translation(
            &text[blocks[run_start].span.clone()],
            &text[blocks[run_start - 1].span.clone()],
        )
        && !(run_start > 1 && quote_in(run_start - 2, Lang::Zh));
    (!translated_before).then(|| &text[blocks[run_start + done].span.clone()])
}

/// `paragraph` can be the English of `original`: about as long, and a text of its own.
pub(super) fn is_translation(original: &str, paragraph: &str) -> bool {
    let (han, _) = language::han_and_words(original);
    let (_, words) = language::han_and_words(paragraph);
    #[expect(clippy::cast_precision_loss, reason = "a ratio needs no more")]
    let ratio = words as f64 / han.max(1) as f64;
    language::of(original) == Lang::Zh
        && language::of(paragraph) == Lang::En
        && WORDS_PER_HAN.contains(&ratio)
        && !ends_with_colon(paragraph)
        && !is_aside(paragraph)
}

fn is_announced(text: &str, main: Lang, blocks: &[Block], i: usize) -> bool {
    // Under the title of a Chinese document stand those whom it is addressed to, and a colon.
    let addressed = main == Lang::Zh
        && i > 1
        && matches!(
            blocks[i - 2].mark,
            Mark::Heading {
                level: Level::Title,
                ..
            }
        );
    i > 0
        && !addressed
        && blocks[i - 1].mark == Mark::Prose
        && ends_with_colon(&text[blocks[i - 1].span.clone()])
        && !is_aside(&text[blocks[i].span.clone()])
        && !is_key_and_value(&text[blocks[i].span.clone()])
}

/// `Issue: 2021/12`: a name of one or two words and what it is.
fn is_key_and_value(paragraph: &str) -> bool {
    paragraph
        .split_once([':', '：'])
        .is_some_and(|(key, value)| {
            let (han, words) = language::han_and_words(key);
            let own_line = paragraph.len() <= 120
                && !paragraph.contains('\n')
                && !paragraph.contains(['“', '"', '「']);
            (1..=2).contains(&(words + han / 2))
                && key.starts_with(|c: char| !c.is_lowercase())
                && own_line
                && {
                    let (han, words) = language::han_and_words(value);
                    han + words <= 6
                }
        })
}

pub(super) fn ends_with_colon(paragraph: &str) -> bool {
    paragraph.ends_with([':', '：'])
}

/// A remark in brackets: `(emphasis added)`.
fn is_aside(paragraph: &str) -> bool {
    paragraph.starts_with(['(', '（', '[']) && paragraph.ends_with([')', '）', ']'])
}

fn is_in_quotation_marks(paragraph: &str) -> bool {
    let pairs = [('“', '”'), ('「', '」'), ('"', '"')];
    pairs.iter().any(|&(open, close)| {
        let inside = paragraph
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| !inside.contains([open, close]))
    })
}
