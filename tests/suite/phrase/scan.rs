//! Phrases find the passages that a plain scan finds.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use yinde::formats;
use yinde::index::Index;
use yinde::search::Hit;

use super::texts::{Cut, cut, line, phrase};
use super::{hits, indexed, lines};
use crate::oracle;
use crate::support::{project, sample};

#[test]
fn a_quoted_phrase_finds_exactly_the_passages_that_contain_it() {
    let corpora = (
        prop::collection::vec(line(), 8..40),
        prop::collection::vec(cut(), 60),
    );
    let mut runner = TestRunner::new(Config {
        cases: 40,
        ..Config::default()
    });
    runner
        .run(&corpora, |(texts, cuts)| {
            assert_phrases_are_found(&texts, &cuts)
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

fn assert_phrases_are_found(texts: &[String], cuts: &[Cut]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir()?;
    let index = indexed(folder.path(), texts);
    for cut in cuts {
        let phrase = phrase(texts, cut);
        let hits = hits(&index, &format!("\"{phrase}\""));
        assert_marked_whole(&hits, &phrase);
        // A line of blanks is no passage, and contains no phrase.
        let wanted: Vec<usize> = (0..texts.len())
            .filter(|&n| oracle::contains(&texts[n], &phrase))
            .map(|n| 2 * n + 1)
            .collect();
        prop_assert_eq!(
            lines(&hits),
            wanted,
            "phrase {:?} in {:#?}",
            phrase,
            texts
        );
    }
    Ok(())
}

/// Each hit has marks, and each mark is the whole phrase.
fn assert_marked_whole(hits: &[Hit], phrase: &str) {
    let wanted = token_texts(phrase);
    for hit in hits {
        let text = &hit.passage.text;
        assert!(
            !hit.spans.is_empty(),
            "{phrase:?} is not marked in {text:?}"
        );
        for span in &hit.spans {
            let marked = &text[span.clone()];
            assert_eq!(
                token_texts(marked),
                wanted,
                "marked {marked:?} for {phrase:?}"
            );
        }
    }
}

/// The texts of the tokens, without their positions.
fn token_texts(text: &str) -> Vec<String> {
    oracle::tokens(text)
        .into_iter()
        .map(|(_, token)| token)
        .collect()
}

#[test]
fn the_sample_corpus_is_searched_like_a_plain_scan() {
    let index = Index::open(sample()).expect("the sample");
    for phrase in [
        "united front",
        "United Front",
        "UNITED FRONT WORK",
        "united. Front",
        "统战工作",
        "統戰工作",
        "统战，工作",
        "统一战线",
        "統一戰線",
        "5G网络",
        "WeChat微信",
        "COVID-19",
        "房住不炒",
        "数据",
        "data. Security",
        "private economy",
        "the",
        "的",
    ] {
        let hits = hits(&index, &format!("\"{phrase}\""));
        for hit in &hits {
            let label = &hit.passage.label;
            let source = sample_text(&label.brief.source);
            let [start, end] = label.bytes;
            let text = &hit.passage.text;
            assert!(
                is_shown_of(text, &source[start..end]),
                "the text is that of its bytes: {text}"
            );
            assert!(
                oracle::contains(text, phrase),
                "{phrase:?} in {}",
                label.id
            );
        }
        assert_eq!(
            hits.len(),
            count_by_scan(phrase),
            "{phrase:?}"
        );
    }
}

/// Whether `text` is what is shown of `source`: all of it, but for marks of Markdown. The sample
/// briefs have no characters written as numbers or names.
fn is_shown_of(text: &str, source: &str) -> bool {
    let mut source = source.chars();
    text.chars()
        .all(|shown| source.any(|written| written == shown))
}

/// The number of passages that contain `phrase`, by a scan of the sample briefs, parsed anew.
fn count_by_scan(phrase: &str) -> usize {
    let mut count = 0;
    for record in yinde::index::briefs(sample()).expect("the briefs") {
        let source = &record.label.source;
        let brief = formats::parse_text(source, sample_text(source)).brief;
        count += brief
            .passages
            .iter()
            .filter(|passage| oracle::contains(&passage.text, phrase))
            .count();
    }
    count
}

fn sample_text(source: &str) -> String {
    let path = project()
        .join("corpus")
        .join(source);
    std::fs::read_to_string(path).expect("a brief")
}

/// The words of the random texts below; a text is a list of their numbers.
const WORDS: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

fn words(numbers: &[usize]) -> String {
    let words: Vec<&str> = numbers
        .iter()
        .map(|&n| WORDS[n])
        .collect();
    words.join(" ")
}

/// Whether some stretch of `line`, `slop` words longer than the phrase, has each word at least as
/// often as the phrase does.
fn is_near(line: &[usize], phrase: &[usize], slop: usize) -> bool {
    let count = |words: &[usize], word: usize| {
        words
            .iter()
            .filter(|&&n| n == word)
            .count()
    };
    let has_all = |stretch: &[usize]| {
        (0..WORDS.len()).all(|word| count(stretch, word) >= count(phrase, word))
    };
    let length = (phrase.len() + slop).min(line.len());
    line.windows(length).any(has_all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn words_near_each_other_are_those_of_a_plain_scan(
        texts in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..9), 3..12),
        phrase in prop::collection::vec(0..WORDS.len(), 2..5),
        slop in 1..4usize,
    ) {
        let folder = tempfile::tempdir()?;
        let spelled: Vec<String> = texts.iter().map(|text| words(text)).collect();
        let index = indexed(folder.path(), &spelled);
        let hits = hits(&index, &format!("\"{}\"~{slop}", words(&phrase)));
        let wanted: Vec<usize> = (0..texts.len())
            .filter(|&n| is_near(&texts[n], &phrase, slop))
            .map(|n| 2 * n + 1)
            .collect();
        prop_assert_eq!(lines(&hits), wanted);
        prop_assert!(hits.iter().all(|hit| !hit.spans.is_empty()));
    }
}
