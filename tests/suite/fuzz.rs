//! Any text at all is a query that is answered or refused, never a panic, and soon.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;
use yinde::Error;
use yinde::index::Index;
use yinde::query;
use yinde::search::{self, Request, Results, Sort};

use super::support::{Briefs, sample, shared};

/// What queries are made of: the grammar, words of both languages, and all that could be taken for
/// either.
const FRAGMENTS: &[&str] = &[
    // The grammar, and what looks like it.
    "\"",
    "\"",
    "“",
    "”",
    "„",
    "‟",
    "＂",
    "「",
    "」",
    "『",
    "』",
    "'",
    "’",
    "«",
    "»",
    "(",
    ")",
    "（",
    "）",
    "-",
    "－",
    "–",
    "*",
    "＊",
    "~",
    "～",
    "~2",
    "~99",
    "～３",
    ":",
    "：",
    "OR",
    "NOT",
    "AND",
    "or",
    "not",
    "ＯＲ",
    "|",
    "&",
    "!",
    "+",
    "\\",
    "topic:",
    "topic：",
    "section:",
    "issue:",
    "issue:#",
    "lang:",
    "lang:en",
    "lang:zh",
    "lang:mixed",
    "since:",
    "until:",
    "since:2020",
    "until:2021-02-29",
    "date:",
    "date:2020..2021",
    "date:..",
    "date:2021..",
    "title:",
    "kind:",
    "kind:item",
    "kind:quote",
    "foo:",
    "http://",
    "42",
    "2020",
    "2020-09",
    "3.8%",
    "$18.2",
    "1.4",
    "10:30",
    // Words.
    "united",
    "front",
    "Front",
    "FRONT",
    "untied",
    "work",
    "works",
    "worked",
    "the",
    "of",
    "a",
    "what",
    "Party",
    "party's",
    "Party’s",
    "Xi’s",
    "U.S.",
    "COVID-19",
    "5G",
    "WeChat",
    "AT&T",
    "C++",
    "economy",
    "econ",
    "ing",
    "zebra",
    "naïve",
    "é",
    "e\u{301}",
    "ＵＮＩＴＥＤ",
    "don't",
    "'s",
    "don",
    "统",
    "战",
    "统战",
    "統戰",
    "工作",
    "统一战线",
    "統一戰線",
    "领导",
    "党",
    "的",
    "了",
    "一",
    "经济",
    "习近平",
    "网络",
    "站线",
    "鲸鱼",
    "什么",
    "怎么样",
    "ひらがな",
    "한국어",
    "العربية",
    "русский",
    "ไทย",
    "𠀀",
    "𪚥",
    "㐀",
    // What stands between.
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "\u{3000}",
    "\u{a0}",
    "\t",
    "\n",
    "\r\n",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{200d}",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{301}",
    "\u{fe0f}",
    "\u{20dd}",
    ",",
    "，",
    "。",
    ".",
    "、",
    "；",
    "?",
    "？",
    "…",
    "—",
    "/",
    "%",
    "#",
    "@",
    "<b>",
    "&amp;",
    "🐉",
    "👩‍👩‍👧",
    "🇨🇳",
    "ﷺ",
    "ﬁ",
    "Ⅷ",
    "½",
    "①",
    "㎏",
];

/// What is answered within this is answered at once.
const AT_ONCE: Duration = Duration::from_millis(100);

fn below(rng: &mut TestRng, n: usize) -> usize {
    usize::try_from(rng.next_u64() % n as u64).expect("a small number")
}

/// A query: well formed, or fragments in any order.
fn text(rng: &mut TestRng) -> String {
    if below(rng, 3) == 0 {
        return (0..=below(rng, 3))
            .map(|_| operand(rng, 2))
            .collect::<Vec<_>>()
            .join(" ");
    }
    let fragments = 1 + below(rng, 6);
    let blanks = below(rng, 2) == 0;
    let mut text = String::new();
    for n in 0..fragments {
        if blanks && n > 0 {
            text.push(' ');
        }
        if below(rng, 16) == 0 {
            text.extend(char::from_u32(
                u32::try_from(below(rng, 0x11_0000)).expect("a number"),
            ));
        } else {
            text.push_str(FRAGMENTS[below(rng, FRAGMENTS.len())]);
        }
    }
    text
}

/// Words that stand in briefs, some of them side by side.
const WORDS: &[&str] = &[
    "united", "front", "work", "of", "the", "Party", "party's", "统战", "工作", "的", "领导",
    "china", "zebra",
];
const FILTERS: &[&str] = &[
    "lang:en",
    "lang:zh",
    "topic:united",
    "section:2",
    "kind:quote",
    "since:2020",
    "date:..2021",
];

/// Something that a query may consist of, in up to `depth` parentheses.
fn operand(rng: &mut TestRng, depth: usize) -> String {
    let word = |rng: &mut TestRng| WORDS[below(rng, WORDS.len())];
    match below(
        rng,
        if depth > 0 {
            12
        } else {
            8
        },
    ) {
        0..=2 => word(rng).to_owned(),
        3 => format!("\"{} {}\"", word(rng), word(rng)),
        4 => format!(
            "\"{} {} {}\"",
            word(rng),
            word(rng),
            word(rng)
        ),
        5 => format!(
            "\"{} {}\"~{}",
            word(rng),
            word(rng),
            below(rng, 5)
        ),
        6 => word(rng)
            .chars()
            .take(1 + below(rng, 3))
            .chain(['*'])
            .collect(),
        7 => FILTERS[below(rng, FILTERS.len())].to_owned(),
        8 | 9 => format!("-{}", operand(rng, depth - 1)),
        10 => format!(
            "({} {})",
            operand(rng, depth - 1),
            operand(rng, depth - 1)
        ),
        _ => format!(
            "({} OR {})",
            operand(rng, depth - 1),
            operand(rng, depth - 1)
        ),
    }
}

/// What came of many queries.
#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    searched: usize,
    found: usize,
    refused: usize,
    /// Those that took too long each of four times, and what they took at the best.
    slow: Vec<(Duration, String)>,
    /// Those that made the program panic, and those that were answered with an error that is not
    /// about the query.
    wrong: BTreeMap<String, String>,
    /// What took the longest.
    slowest: (Duration, String),
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.searched += other.searched;
        self.found += other.found;
        self.refused += other.refused;
        self.slow.extend(other.slow);
        self.wrong.extend(other.wrong);
        self.slowest = self
            .slowest
            .clone()
            .max(other.slowest);
    }

    /// Asks for `text`, searching `index` if there is one; `options` chooses how.
    fn ask(&mut self, index: Option<&Index>, text: &str, options: usize) {
        self.asked += 1;
        self.searched += usize::from(index.is_some());
        let (mut took, answer) = answer(index, text, options);
        // The machine may have had something else to do.
        for _ in 0..3 {
            if took > AT_ONCE {
                took = took.min(self::answer(index, text, options).0);
            }
        }
        if took > AT_ONCE {
            eprintln!("{took:?} for {text:?} with {options}");
            self.slow
                .push((took, text.to_owned()));
        }
        if took > self.slowest.0 {
            self.slowest = (took, text.to_owned());
        }
        match answer {
            Ok(results) => self.found += usize::from(results.is_some_and(|r| r.total > 0)),
            Err(Answered::Refused) => self.refused += 1,
            Err(Answered::Wrong(what)) => {
                self.wrong
                    .insert(text.to_owned(), what);
            }
        }
    }
}

enum Answered {
    Refused,
    Wrong(String),
}

fn answer(
    index: Option<&Index>,
    text: &str,
    options: usize,
) -> (
    Duration,
    Result<Option<Results>, Answered>,
) {
    let start = Instant::now();
    let answer = catch_unwind(AssertUnwindSafe(|| {
        let query = query::parse(text)?;
        index
            .map(|index| search::search(index, &request(query, options)))
            .transpose()
    }));
    let answer = match answer {
        Ok(Ok(results)) => Ok(results),
        Ok(Err(Error::Query { .. })) => Err(Answered::Refused),
        Ok(Err(other)) => Err(Answered::Wrong(other.to_string())),
        Err(_) => Err(Answered::Wrong("a panic".to_owned())),
    };
    (start.elapsed(), answer)
}

/// A search as it is by default, or with one of the options.
fn request(query: query::Query, options: usize) -> Request {
    let mut request = Request::new(query);
    match options % 32 {
        0 => request.fuzzy = true,
        1 => request.explain = true,
        2 => {
            request.facets = true;
            request.limit = Some(1);
            request.offset = 3;
        }
        3 => request.group = Some(3),
        4 => {
            request.sort = Sort::Date;
            request.limit = None;
        }
        _ => {}
    }
    request
}

/// Asks `cases` texts in as many threads as there are cores; of those it searches for one in
/// `every`.
fn fuzz(index: &Path, cases: usize, every: usize) -> Tally {
    let index = Index::open(index).expect("an index");
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let mut all = Tally::default();
    std::thread::scope(|scope| {
        let part = |thread: usize| {
            let seed = [u8::try_from(thread % 256).expect("a byte"); 32];
            let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
            let mut tally = Tally::default();
            for n in 0..cases.div_ceil(threads) {
                let text = text(&mut rng);
                tally.ask(
                    (n % every == 0).then_some(&index),
                    &text,
                    n / every,
                );
                if tally.asked.is_multiple_of(500_000) {
                    eprintln!(
                        "{} asked, {} wrong, {} too slow",
                        tally.asked,
                        tally.wrong.len(),
                        tally.slow.len()
                    );
                }
            }
            tally
        };
        let running: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || part(thread)))
            .collect();
        for thread in running {
            all.add(thread.join().expect("a tally"));
        }
    });
    all
}

#[test]
fn any_text_is_answered_or_refused() {
    let tally = fuzz(sample(), 100_000, 20);
    assert!(
        tally.wrong.is_empty(),
        "{:#?}",
        tally.wrong
    );
    // What is asked is neither all nonsense nor all sense.
    assert!(
        tally.found * 10 > tally.searched,
        "{} of {}",
        tally.found,
        tally.searched
    );
    assert!(
        tally.refused * 100 > tally.asked && tally.refused * 2 < tally.asked,
        "{}",
        tally.refused
    );
}

/// `QUERY_CASES=10000000 cargo test --profile fast --test suite ten_million -- --ignored
/// --nocapture`
#[test]
#[ignore = "half an hour, and only optimised"]
fn ten_million_texts_are_answered_at_once() {
    let Some(brief) = shared("corpus/brief-042.txt") else {
        return;
    };
    let text = std::fs::read_to_string(brief).expect("the real brief");
    let briefs = Briefs::of(&[("brief-042.txt", &text)]);
    let cases = std::env::var("QUERY_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000_000);
    let start = Instant::now();
    let tally = fuzz(&briefs.index(), cases, 1);
    let Tally {
        asked,
        found,
        refused,
        slowest: (longest, text),
        ..
    } = &tally;
    eprintln!(
        "{asked} queries in {:?}: {found} found something, {refused} were refused",
        start.elapsed()
    );
    eprintln!(
        "{} were wrong, {} too slow; the slowest took {longest:?}: {text:?}",
        tally.wrong.len(),
        tally.slow.len()
    );
    assert!(
        tally.wrong.is_empty() && tally.slow.is_empty(),
        "{:#?} {:#?}",
        tally.wrong,
        tally.slow
    );
}

/// Each of them as long as it is said to be, in bytes.
fn monsters(bytes: usize) -> Vec<String> {
    const PARTS: &[&str] = &[
        "(",
        ")",
        "()",
        "(a ",
        "(a OR ",
        "\"",
        "\" ",
        "“",
        "-",
        "- ",
        "-a ",
        "OR ",
        "a OR ",
        "NOT ",
        "AND ",
        "*",
        "* ",
        "a* ",
        "统* ",
        "\"a b",
        "\"a b\" ",
        "\"the of\"~9 ",
        "\"united fr*\" ",
        "~2",
        ":",
        "topic:",
        "topic:x ",
        "topic:\"",
        "lang:zh ",
        "since:2020 ",
        "-lang:en ",
        "a",
        "a ",
        "united front ",
        "zebra ",
        "untied ",
        "统",
        "统战工作",
        "党的领导",
        "的",
        "鲸鱼 ",
        "统战，",
        "what ",
        "\u{301}",
        "👩‍👩‍👧",
        "\u{3000}",
        "\0",
        "ﷺ",
        "-\"",
        "-(",
    ];
    PARTS
        .iter()
        .map(|part| part.repeat(bytes / part.len()))
        .collect()
}

#[test]
fn what_is_too_long_is_refused_at_once() {
    let deep = [
        "(".repeat(100_000),
        "(a ".repeat(100_000) + &")".repeat(100_000),
        "-(".repeat(100_000),
    ];
    let many = ["\"", "-", "OR", "*", "- ", "OR ", "* ", "a* "].map(|part| part.repeat(100_000));
    for text in monsters(1_000_000)
        .into_iter()
        .chain(deep)
        .chain(many)
    {
        let (took, answer) = answer(None, &text, 9);
        let start: String = text.chars().take(10).collect();
        assert!(
            matches!(answer, Err(Answered::Refused)),
            "{start}…"
        );
        assert!(took < AT_ONCE, "{start}… took {took:?}");
    }
}

#[test]
fn what_is_as_long_as_it_may_be_is_answered_or_refused() {
    let index = Index::open(sample()).expect("an index");
    for text in monsters(10_000) {
        let (took, answer) = answer(Some(&index), &text, 9);
        let start: String = text.chars().take(20).collect();
        if let Err(Answered::Wrong(what)) = answer {
            panic!("{start}…: {what}");
        }
        if took > AT_ONCE {
            eprintln!(
                "{took:?} for {} bytes: {start}…",
                text.len()
            );
        }
    }
}
