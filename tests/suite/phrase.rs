//! A quoted phrase finds exactly the passages that contain it.

use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use yinde::index::Index;
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::search::{self, Request};

use super::oracle;

/// What texts are made of: words of both languages, in both scripts and widths, and all that stands
/// between them.
const FRAGMENTS: &[&str] = &[
    "united",
    "front",
    "United",
    "FRONT",
    "the",
    "Party's",
    "Party’s",
    "party",
    "work",
    "COVID-19",
    "5G",
    "WeChat",
    "Xi’s",
    "don't",
    "U.S.",
    "café",
    "naïve",
    "ＵＮＩＴＥＤ",
    "1.4",
    "2020",
    "统战",
    "統戰",
    "工作",
    "统一战线",
    "統一戰線",
    "党",
    "黨",
    "领导",
    "領導",
    "一切",
    "的",
    "东西",
    "東西",
    "学",
    "學",
    "国务院",
    "國務院",
    "發展",
    "发展",
    "后",
    "後",
    "，",
    "。",
    "、",
    ",",
    ".",
    ":",
    ";",
    "!",
    "？",
    "—",
    "…",
    "“",
    "”",
    "「",
    "」",
    "《",
    "》",
    "(",
    ")",
    "（",
    "）",
    "-",
    "/",
    " ",
    " ",
    " ",
    "\u{3000}",
    "\u{a0}",
    "·",
    "%",
];

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 3..30).prop_map(|parts| {
        let mut line = String::new();
        for part in parts {
            // English words stand apart; the rest may touch.
            if line.ends_with(|c: char| c.is_ascii_alphanumeric())
                && part.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                line.push(' ');
            }
            line.push_str(part);
        }
        line
    })
}

/// How the query differs from the text that it was cut from.
#[derive(Debug, Clone, Copy)]
enum Spelling {
    AsIs,
    Traditional,
    Simplified,
    Upper,
    FullWidth,
}

/// Characters of the fragments in their two forms.
const FORMS: &[(char, char)] = &[
    ('统', '統'),
    ('战', '戰'),
    ('线', '線'),
    ('党', '黨'),
    ('领', '領'),
    ('导', '導'),
    ('东', '東'),
    ('学', '學'),
    ('国', '國'),
    ('务', '務'),
    ('发', '發'),
    ('后', '後'),
];

fn spell(text: &str, spelling: Spelling) -> String {
    let form = |c: char| {
        let pair = FORMS
            .iter()
            .find(|(simplified, traditional)| [*simplified, *traditional].contains(&c));
        match (spelling, pair) {
            (Spelling::Traditional, Some((_, traditional))) => *traditional,
            (Spelling::Simplified, Some((simplified, _))) => *simplified,
            (Spelling::FullWidth, _) if c.is_ascii_alphanumeric() => {
                char::from_u32(c as u32 + 0xfee0).expect("full width")
            }
            _ => c,
        }
    };
    let text: String = text.chars().map(form).collect();
    if matches!(spelling, Spelling::Upper) {
        text.to_uppercase()
    } else {
        text
    }
}

#[derive(Debug, Clone)]
struct Cut {
    line: prop::sample::Index,
    start: prop::sample::Index,
    chars: usize,
    spelling: Spelling,
}

fn cut() -> impl Strategy<Value = Cut> {
    let spelling = prop::sample::select(vec![
        Spelling::AsIs,
        Spelling::Traditional,
        Spelling::Simplified,
        Spelling::Upper,
        Spelling::FullWidth,
    ]);
    (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        1..24usize,
        spelling,
    )
        .prop_map(|(line, start, chars, spelling)| Cut {
            line,
            start,
            chars,
            spelling,
        })
}

/// A piece of a line, from one border of a character to another; quotation marks would end the
/// phrase.
fn phrase(lines: &[String], cut: &Cut) -> String {
    let line: Vec<char> = cut
        .line
        .get(lines)
        .chars()
        .filter(|c| !"“”„「」『』\"".contains(*c))
        .collect();
    if line.is_empty() {
        return String::new();
    }
    let start = cut.start.index(line.len());
    let piece: String = line[start..line.len().min(start + cut.chars)]
        .iter()
        .collect();
    spell(&piece, cut.spelling)
}

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
        .run(&corpora, |(lines, cuts)| {
            let folder = tempfile::tempdir()?;
            let index = indexed(folder.path(), &lines);
            for cut in &cuts {
                let phrase = phrase(&lines, cut);
                let mut found = hits(&index, &phrase);
                found.sort_unstable();
                // A line of nothing but blanks is no passage, and no phrase is in it.
                let wanted: Vec<usize> = (0..lines.len())
                    .filter(|&n| oracle::contains(&lines[n], &phrase))
                    .map(|n| 2 * n + 1)
                    .collect();
                prop_assert_eq!(
                    &found,
                    &wanted,
                    "phrase {:?} in {:#?}",
                    phrase,
                    lines
                );
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

/// Indexes a brief with these lines and a blank line between each two.
fn indexed(folder: &std::path::Path, lines: &[String]) -> Index {
    let corpus = folder.join("corpus");
    std::fs::create_dir(&corpus).expect("a corpus");
    std::fs::write(
        corpus.join("brief.txt"),
        lines.join("\n\n"),
    )
    .expect("a brief");
    index(&[corpus], &folder.join("index"))
}

fn index(roots: &[PathBuf], dir: &std::path::Path) -> Index {
    indexing::reindex(roots, dir, Options::default(), &|_| {}).expect("it indexes");
    Index::open(dir).expect("it opens")
}

/// The lines of the passages that a quoted phrase finds, each with the phrase marked whole.
fn hits(index: &Index, phrase: &str) -> Vec<usize> {
    let mut request = Request::new(query::parse(&format!("\"{phrase}\"")).expect("a query"));
    request.limit = None;
    let results = search::search(index, &request).expect("an answer");
    assert_eq!(results.total, results.hits.len());
    let wanted: Vec<String> = oracle::tokens(phrase)
        .into_iter()
        .map(|(_, token)| token)
        .collect();
    for hit in &results.hits {
        let text = &hit.passage.text;
        let marked: Vec<&str> = hit
            .spans
            .iter()
            .map(|span| &text[span.clone()])
            .collect();
        assert!(
            !marked.is_empty(),
            "{phrase:?} is not marked in {:?}",
            hit.passage.text
        );
        for piece in marked {
            let tokens: Vec<String> = oracle::tokens(piece)
                .into_iter()
                .map(|(_, token)| token)
                .collect();
            assert_eq!(
                tokens, wanted,
                "marked {piece:?} for {phrase:?}"
            );
        }
    }
    results
        .hits
        .iter()
        .map(|h| h.passage.label.line)
        .collect()
}

#[test]
fn the_sample_corpus_is_searched_like_a_plain_scan() {
    let index = Index::open(super::support::sample()).expect("the sample");
    let phrases = [
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
    ];
    let corpus = super::support::project().join("corpus");
    for phrase in phrases {
        let mut request = Request::new(query::parse(&format!("\"{phrase}\"")).expect("a query"));
        request.limit = None;
        let hits = search::search(&index, &request)
            .expect("an answer")
            .hits;
        for hit in &hits {
            let source = std::fs::read_to_string(corpus.join(&hit.passage.label.brief.source))
                .expect("a brief");
            let [start, end] = hit.passage.label.bytes;
            assert_eq!(
                hit.passage.text,
                source[start..end],
                "the span is the text's"
            );
            assert!(
                oracle::contains(&hit.passage.text, phrase),
                "{phrase:?} in {}",
                hit.passage.label.id
            );
        }
        // Each brief's passages, parsed anew, scanned plainly.
        let mut wanted = 0;
        for record in yinde::index::briefs(super::support::sample()).expect("the briefs") {
            let text = std::fs::read_to_string(corpus.join(&record.label.source)).expect("a brief");
            let brief = yinde::formats::parse_text(&record.label.source, &text).brief;
            wanted += brief
                .passages
                .iter()
                .filter(|p| oracle::contains(&p.text, phrase))
                .count();
        }
        assert_eq!(hits.len(), wanted, "{phrase:?}");
    }
}

#[test]
fn words_near_each_other_are_found_by_one_rule_and_marked_by_the_same() {
    let text = "alpha xx bb xx cc here.\n\nbb xx alpha there.\n\nthe harbour once.\n\nharbour and harbour twice.\n\n单人房间。\n\n人人都好。\n";
    let briefs = super::support::Briefs::of(&[("a.txt", text)]);
    let lines = |query: &str| -> Vec<usize> {
        briefs
            .places(query)
            .into_iter()
            .map(|(_, line)| line)
            .collect()
    };
    assert_eq!(lines("\"alpha bb cc\"~2"), [1]);
    assert_eq!(
        lines("\"alpha bb cc\"~1"),
        Vec::<usize>::new()
    );
    assert_eq!(lines("\"alpha bb\"~1"), [1, 3]);
    assert_eq!(lines("\"harbour harbour\"~2"), [7]);
    assert_eq!(lines("\"人人\"~2"), [11]);
    assert_eq!(
        lines("\"alpha xx cc\"~2"),
        [1],
        "a word in the middle stands there twice"
    );
    assert_eq!(lines("\"bb alpha\"~4294967295"), [1, 3]);
    assert_eq!(
        lines("\"bb alpha\"~99999999999"),
        [1, 3]
    );
    for hit in briefs
        .search(&["\"alpha bb\"~1"])
        .hits
    {
        assert!(
            ["alpha xx bb", "bb xx alpha"].contains(&hit.marked()[0]),
            "{:?}",
            hit.marked()
        );
    }
}

#[test]
fn unquoted_chinese_finds_its_words_and_no_lone_character_of_an_unknown_one() {
    let briefs = super::support::Briefs::of(&[(
        "a.txt",
        "海外企业学习交通。\n\n统战工作要做好。\n\n讲统战，工作也要做。\n\n上面没有别的东西。\n\n企业的规定。\n\n他在统战部开展工作。\n",
    )]);
    let lines = |query: &str| -> Vec<usize> {
        briefs
            .places(query)
            .into_iter()
            .map(|(_, line)| line)
            .collect()
    };
    for unknown in ["上海", "就业", "两会", "大会", "上海港"] {
        assert_eq!(
            lines(unknown),
            Vec::<usize>::new(),
            "{unknown}"
        );
    }
    // The run as it stands comes first, its words apart after it.
    let found: Vec<usize> = briefs
        .search(&["统战工作"])
        .hits
        .iter()
        .map(|h| h.line)
        .collect();
    assert_eq!(found.first(), Some(&3), "{found:?}");
    assert!(found.contains(&5), "{found:?}");
    assert_eq!(lines("海"), [1]);
    assert_eq!(lines("企业的"), [1, 9]);
}

#[test]
fn odd_queries_mean_what_users_expect() {
    let text = "The united front works.\n\nNothing here of it, only front.\n\nThe minister’s “résumé” is long.\n";
    let briefs = super::support::Briefs::of(&[(
        "a.txt",
        &format!("Brief #1: Ports, Rice\n\n1. Ports\n\n{text}\n2. Rice\n\nPrices.\n"),
    )]);
    let lines = |query: &str| -> Vec<usize> {
        briefs
            .places(query)
            .into_iter()
            .map(|(_, line)| line)
            .collect()
    };
    assert_eq!(lines("front NOT united"), [7]);
    assert_eq!(lines("front AND united"), [5]);
    assert_eq!(lines("topic: \"ports\" front"), [5, 7]);
    assert_eq!(lines("front topic:\"ports"), [5, 7]);
    assert_eq!(lines("\"united fr*\""), [5]);
    assert_eq!(lines("\"minister’s “résumé”\""), [9]);
    assert_eq!(lines("“united front\""), [5]);
    assert_eq!(
        lines("“united front\" OR “only front”"),
        [5, 7]
    );
    assert_eq!(lines("united \"，\""), [5]);
    assert_eq!(lines("united \"*\""), [5]);
    assert_eq!(
        lines("front (united OR only) -here"),
        [5]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn words_near_each_other_are_those_of_a_plain_scan(
        lines in prop::collection::vec(prop::collection::vec(0..4usize, 1..9), 3..12),
        phrase in prop::collection::vec(0..4usize, 2..5),
        slop in 1..4usize,
    ) {
        const WORDS: [&str; 4] = ["alpha", "beta", "gamma", "delta"];
        let text = |numbers: &[usize]| numbers.iter().map(|&n| WORDS[n]).collect::<Vec<_>>().join(" ");
        let folder = tempfile::tempdir()?;
        let index = indexed(folder.path(), &lines.iter().map(|line| text(line)).collect::<Vec<_>>());
        let query = query::parse(&format!("\"{}\"~{slop}", text(&phrase)))?;
        let mut request = Request::new(query);
        request.limit = None;
        let results = search::search(&index, &request)?;
        let mut found: Vec<usize> = results.hits.iter().map(|h| h.passage.label.line).collect();
        found.sort_unstable();
        // Some stretch of the length has each word as often as the phrase does.
        let enough = |stretch: &[usize]| (0..4).all(|w| {
            let count = |words: &[usize]| words.iter().filter(|&&n| n == w).count();
            count(stretch) >= count(&phrase)
        });
        let near = |line: &Vec<usize>| {
            let length = (phrase.len() + slop).min(line.len());
            line.windows(length).any(enough)
        };
        let wanted: Vec<usize> = (0..lines.len()).filter(|&n| near(&lines[n])).map(|n| 2 * n + 1).collect();
        prop_assert_eq!(found, wanted);
        prop_assert!(results.hits.iter().all(|hit| !hit.spans.is_empty()));
    }
}
