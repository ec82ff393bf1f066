//! Random texts of both languages, and phrases cut from them.

use proptest::prelude::*;

/// The parts of random texts: words of both languages, in both scripts and widths, and all that
/// occurs between words.
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

/// A line of text.
pub(super) fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 3..30).prop_map(|parts| {
        let mut line = String::new();
        for part in parts {
            // A blank separates English words; other parts may touch.
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

/// How a phrase differs from the text that it was cut from.
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

/// Where a phrase is cut from the lines, and how it is spelled.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    line: prop::sample::Index,
    start: prop::sample::Index,
    chars: usize,
    spelling: Spelling,
}

pub(super) fn cut() -> impl Strategy<Value = Cut> {
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

/// A piece of a line, in whole characters, without the quotation marks, which would end the phrase.
pub(super) fn phrase(lines: &[String], cut: &Cut) -> String {
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
    let end = line.len().min(start + cut.chars);
    let piece: String = line[start..end].iter().collect();
    spell(&piece, cut.spelling)
}
