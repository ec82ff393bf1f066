//! Random queries.

use proptest::test_runner::TestRng;
use rand_core::Rng;

/// The parts of queries: the grammar, words of both languages, and all that could be taken for
/// either.
const FRAGMENTS: &[&str] = &[
    // The grammar, and its look-alikes.
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
    // All that occurs between words.
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

/// A random number less than `n`.
fn below(rng: &mut TestRng, n: usize) -> usize {
    usize::try_from(rng.next_u64() % n as u64).expect("a small number")
}

/// A query: well formed, or fragments in any order.
pub(super) fn text(rng: &mut TestRng) -> String {
    if below(rng, 3) == 0 {
        return (0..=below(rng, 3))
            .map(|_| operand(rng, 2))
            .collect::<Vec<_>>()
            .join(" ");
    }
    let fragments = 1 + below(rng, 6);
    let has_blanks = below(rng, 2) == 0;
    let mut text = String::new();
    for n in 0..fragments {
        if has_blanks && n > 0 {
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

/// Words that occur in briefs, some of them side by side.
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

fn word(rng: &mut TestRng) -> &'static str {
    WORDS[below(rng, WORDS.len())]
}

/// A part of a well-formed query, in up to `depth` parentheses.
fn operand(rng: &mut TestRng, depth: usize) -> String {
    let kinds = if depth > 0 {
        12
    } else {
        8
    };
    match below(rng, kinds) {
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
