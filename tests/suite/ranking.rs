//! The ranking of questions: against plain counting, and in two phases against ranking everything.

use std::collections::BTreeSet;
use std::fmt::Write;

use yinde::search::{self, Hit};
use yinde::{Index, Request};

use super::support::{Briefs, project};

fn ask(index: &Index, question: &str, limit: &str) -> Vec<Hit> {
    let request = Request::from_options(
        question,
        [("limit", limit), ("explain", "true")],
    )
    .expect("a request");
    search::search(index, &request)
        .expect("an answer")
        .hits
}

/// Returns the sentences of the sample briefs.
fn sentences() -> Vec<String> {
    let mut sentences = Vec::new();
    for number in 1..=9 {
        let path = project().join(format!("corpus/brief-00{number}.txt"));
        let text = std::fs::read_to_string(path).expect("a sample");
        let words: Vec<&str> = text.split_whitespace().collect();
        sentences.extend(
            words
                .chunks(14)
                .map(|chunk| chunk.join(" ")),
        );
    }
    sentences
}

/// An index of enough passages for candidates to be drawn: sentences of the samples, put together
/// in pairs.
fn many() -> (Briefs, usize) {
    let sentences = sentences();
    let mut text = String::from("Letter #1: Many\n\n");
    let mut passages = 0;
    for (step, n) in (1..13).flat_map(|step| (0..sentences.len()).map(move |n| (step, n))) {
        let other = &sentences[(n * 7 + step * 31) % sentences.len()];
        _ = write!(text, "{} {other}.\n\n", sentences[n]);
        passages += 1;
    }
    (
        Briefs::of(&[("a.txt", &text)]),
        passages,
    )
}

fn questions() -> Vec<String> {
    let sentences = sentences();
    let of_sentence = |sentence: &String| {
        let words: Vec<&str> = sentence.split(' ').collect();
        format!(
            "what {}?",
            words[2..9.min(words.len())].join(" ")
        )
    };
    sentences
        .iter()
        .filter(|s| s.split(' ').count() > 9)
        .step_by(3)
        .map(of_sentence)
        .collect()
}

#[test]
fn two_phases_find_what_ranking_everything_finds() {
    let (briefs, passages) = many();
    assert!(passages > 2_000, "{passages}");
    let index = Index::open(&briefs.index()).expect("an index");
    let ids = |hits: &[Hit]| -> Vec<String> {
        let ids = hits
            .iter()
            .map(|hit| hit.passage.label.id.clone());
        ids.take(10).collect()
    };
    let questions = questions();
    let (mut other_first, mut other_ten, mut drawn) = (0, 0, 0);
    for question in &questions {
        let two_phases = ask(&index, question, "10");
        let everything = ask(&index, question, "0");
        drawn += usize::from(everything.len() > 250);
        let (two_phases, everything) = (ids(&two_phases), ids(&everything));
        other_first += usize::from(two_phases.first() != everything.first());
        other_ten += usize::from(two_phases != everything);
    }
    assert!(
        drawn * 6 > questions.len(),
        "{drawn} of {}",
        questions.len()
    );
    assert!(
        other_first * 200 <= questions.len(),
        "{other_first} of {}",
        questions.len()
    );
    assert!(
        other_ten * 100 <= questions.len(),
        "{other_ten} of {}",
        questions.len()
    );
}

/// Briefs of many sentences, some of which were changed or removed after they were indexed.
fn changed() -> Briefs {
    let sentences = sentences();
    let briefs = Briefs::empty();
    for brief in 0..8 {
        let mut text = format!("Letter #{brief}: Reform and 经济\n\n");
        for n in 0..sentences.len() {
            let other = &sentences[(n * 7 + brief * 31) % sentences.len()];
            _ = write!(text, "{} {other}.\n\n", sentences[n]);
        }
        briefs.write(&format!("{brief}.txt"), &text);
    }
    assert_eq!(briefs.run(&["index"]).code, 0);
    briefs.write(
        "3.txt",
        "Letter #3: Short\n\nThe party and the state.\n",
    );
    briefs.remove("5.txt");
    assert_eq!(briefs.run(&["index"]).code, 0);
    briefs
}

/// Passages that cannot be among the best are not scored in full; if all are wanted, all are.
#[test]
fn the_best_are_the_first_of_all_in_order() {
    let briefs = changed();
    let index = Index::open(&briefs.index()).expect("an index");
    let words = [
        "the", "party", "reform", "统战", "经济", "工作", "国", "and", "reforms", "state",
    ];
    let mut queries: Vec<String> = words.map(str::to_owned).to_vec();
    for one in words {
        for other in words.into_iter().step_by(3) {
            queries.push(format!("{one} {other}"));
            queries.push(format!("{one} OR \"{other}\""));
            queries.push(format!("{one} -{other}"));
            queries.push(format!(
                "{one} ({other} OR reform) kind:prose"
            ));
        }
    }
    let shown = |hits: &[Hit]| -> Vec<(String, f32)> {
        let hits = hits.iter().take(10);
        hits.map(|hit| (hit.passage.label.id.clone(), hit.score))
            .collect()
    };
    let mut many = 0;
    for query in &queries {
        let best = ask(&index, query, "10");
        let all = ask(&index, query, "0");
        assert_eq!(shown(&best), shown(&all), "{query}");
        many += usize::from(all.len() > 300);
    }
    assert!(many > 20, "{many} of {}", queries.len());
}

/// BM25 with the k1 and b of questions, counted in plain text.
fn bm25(texts: &[Vec<&str>], at: usize, word: &str) -> f32 {
    let count = |text: &[&str]| {
        text.iter()
            .filter(|w| **w == word)
            .count()
    };
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let number = |n: usize| n as f32;
    let total = number(texts.len());
    let with = number(
        texts
            .iter()
            .filter(|text| count(text) > 0)
            .count(),
    );
    let average = number(texts.iter().map(Vec::len).sum()) / total;
    let idf = (1.0 + (total - with + 0.5) / (with + 0.5)).ln();
    let norm = 0.8 * (1.0 - 0.75 + 0.75 * number(texts[at].len()) / average);
    let times = number(count(&texts[at]));
    idf * 1.8 * times / (times + norm)
}

#[test]
fn each_word_scores_as_counted_in_plain_text() {
    let texts = [
        "letter one",
        "tea coffee tea",
        "tea and wool",
        "wool wool wool",
        "coffee",
        "salt pepper tea",
    ];
    let briefs = Briefs::of(&[("a.txt", &texts.join("\n\n"))]);
    let index = Index::open(&briefs.index()).expect("an index");
    let split: Vec<Vec<&str>> = texts
        .iter()
        .map(|text| text.split(' ').collect())
        .collect();
    let mut compared = 0;
    for hit in ask(
        &index,
        "who drinks tea or coffee or wool?",
        "9",
    ) {
        let at = hit.passage.label.line / 2;
        for part in hit
            .explanation
            .expect("reasons")
            .parts
        {
            for word in ["tea", "coffee", "wool"] {
                if part.what == format!("“{word}” in any form") {
                    let expected = bm25(&split, at, word);
                    assert!(
                        (part.score - expected).abs() < 0.01,
                        "{word} in {:?}",
                        texts[at]
                    );
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, 7);
}

/// Two passages of the same words: the one that begins with the question's subject comes first.
#[test]
fn a_passage_that_begins_with_the_subject_comes_first() {
    let late = "本馆于一九二〇年由上海市政府创立，馆长为王先生，东方图书馆";
    let early = "东方图书馆于一九二〇年由上海市政府创立，馆长为王先生，本馆";
    let late_english = "Of the three ports named here, one is Port Arthur";
    let early_english = "Port Arthur is one of the three ports named here, Of";
    let texts = [late, early, late_english, early_english];
    let briefs = Briefs::of(&[("a.txt", &texts.join("\n\n"))]);
    let index = Index::open(&briefs.index()).expect("an index");
    for (question, first) in [
        ("东方图书馆由谁创立？", early),
        ("where is Port Arthur?", early_english),
    ] {
        let hits = ask(&index, question, "4");
        assert_eq!(
            hits[0].passage.text, first,
            "{question}"
        );
    }
}

#[test]
fn the_mark_does_not_matter() {
    let (briefs, _) = many();
    let index = Index::open(&briefs.index()).expect("an index");
    for question in questions().iter().step_by(5) {
        let without = question.trim_end_matches('?');
        let ids = |question: &str| -> Vec<String> {
            let hits = ask(&index, question, "5");
            hits.into_iter()
                .map(|hit| hit.passage.label.id)
                .collect()
        };
        assert_eq!(
            ids(question),
            ids(without),
            "{question}"
        );
    }
}

#[test]
fn both_languages_are_among_the_first_hits() {
    let briefs = Briefs::of(&[("a.txt", &both_languages())]);
    let index = Index::open(&briefs.index()).expect("an index");
    for query in [
        "\"united front\" OR 统战",
        "security OR 安全",
        "统战 united front",
    ] {
        let hits = ask(&index, query, "10");
        let languages: Vec<String> = hits
            .iter()
            .map(|hit| hit.passage.label.lang.to_string())
            .collect();
        for language in ["en", "zh"] {
            let count = languages
                .iter()
                .filter(|l| *l == language)
                .count();
            assert!(count >= 3, "{query}: {languages:?}");
        }
    }
}

fn both_languages() -> String {
    let mut text = String::from("Letter #1: Both\n\n");
    for n in 0..20 {
        // Passages of different lengths, as people write them.
        let more = "with others ".repeat(n % 7 + 1);
        _ = write!(
            text,
            "The united front met {n} times {more}about security.\n\n"
        );
        let more = "和其他人".repeat(n % 7 + 1);
        _ = write!(
            text,
            "第{n}次统战会议{more}讨论了安全问题。\n\n"
        );
        _ = write!(text, "Nothing of {n} is said here.\n\n");
        _ = write!(text, "这里没有说第{n}个问题。\n\n");
    }
    text
}

#[test]
fn a_pasted_page_is_a_question() {
    let (briefs, _) = many();
    let index = Index::open(&briefs.index()).expect("an index");
    let page: Vec<String> = sentences()
        .into_iter()
        .take(40)
        .collect();
    let hits = ask(&index, &page.join(" "), "5");
    let texts: BTreeSet<&str> = hits
        .iter()
        .map(|hit| hit.passage.text.as_str())
        .collect();
    assert_eq!(texts.len(), 5);
}
