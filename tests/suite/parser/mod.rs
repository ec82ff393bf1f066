//! The parser loses no character of any text.

mod bad_bytes;
mod datelines;
mod front_matter;
mod front_matter_values;
mod hostile;
mod mail_headers;
mod markdown;
mod markdown_titles;
mod official;
mod page_encodings;
mod title_lines;
mod two_languages;
mod wraps;

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use yinde::formats;
use yinde::model::{Brief, Kind, Passage};

use super::layouts::briefs_in;
use super::support::project;

/// Number of cases of each property; `PARSER_CASES` sets another.
fn cases() -> u32 {
    std::env::var("PARSER_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1500)
}

/// The parts of random briefs.
const FRAGMENTS: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\t",
    "1. ",
    "2. ",
    "3. ",
    "I. ",
    "一、",
    "（一）",
    "第一章 ",
    "## ",
    "# ",
    "##",
    "> ",
    "- ",
    "  • ",
    "* ",
    "|",
    "```",
    "---\n",
    "+++\n",
    "title: x\n",
    "title: x: y\n",
    "title: >\n  a\n  b\n",
    "'title': \"a \\\" b\"\n",
    "标题：港口\n",
    "tags: [a\n",
    "summary: x: y\n",
    "title = \"x\"\n",
    "...\n",
    "Brief #4: a, b, c",
    "Brief #7: Ports",
    "10 min read",
    "The Party leads all",
    "统战工作",
    "党是领导一切的。",
    "，",
    "。",
    "A sentence that ends here.",
    "An announcement:",
    "：",
    "“quoted”",
    "(emphasis added)",
    "2020年9月20日",
    "[link](x)",
    "<b>",
    "</b>",
    "<!-- -->",
    "&amp;",
    "é",
    "e\u{301}",
    "🀄",
    "\u{0}",
    "\u{1b}[31m",
    "~~~",
    "[^1]: ",
    "***",
    "1.1 ",
    "CHAPTER SIX",
    "Chapter 2\n",
    "第二条 ",
    "１．",
    "100 Chapter 6",
    "- 12 -",
    "© 2020 The Letter",
    "THE ESSENTIAL FOUR",
    "AnchorPOLITICS",
    "EnglishChinese (Simplified)French",
    "5.16 — Ports (A. Writer):",
    "港口收费公示制度 a public notice system",
    "Issue: 2021/12",
    "第12期",
    "国办发〔2019〕5号",
    "05.25.16",
    "Sept. 20",
    "By A. Writer",
    "目录",
    "Ports ..... 12",
    "Ports (3)",
    "“an open quotation",
    "closed.”",
    "the harbour board leased a second quay in the year and then ana-\nlyst",
    "要进一步加强新时代民营经济统战工\n作",
    "> > ",
    "lang: zh\n",
    "author: A. Writer\n",
    "[extra]\n",
    "**Bold**",
    "| a | b |\n|---|---|\n| c | d |\n",
    "||a||b||\n",
    "===\n",
    "{{< figure >}}",
    "\u{ad}",
    "\u{c}",
    "\u{2028}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.concat())
}

/// `text` without blanks.
pub(crate) fn visible(text: &str) -> String {
    let blank = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
            )
    };
    text.chars()
        .filter(|c| !blank(c))
        .collect()
}

/// Whether a passage is the title that the front matter gives.
fn is_title_of_front_matter(brief: &Brief, passage: &Passage, text: &str) -> bool {
    let top = text.trim_start_matches('\u{feff}');
    let is_above_body = top.starts_with("---") || top.starts_with("+++");
    is_above_body && passage.kind == Kind::Heading && passage.text == brief.title
}

/// Passages are in order and don't overlap; each has the text of its span, and the right line. In
/// Markdown, the span has marks too.
pub(crate) fn is_sound(brief: &Brief, text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for (n, passage) in brief.passages.iter().enumerate() {
        prop_assert_eq!(passage.ordinal as usize, n + 1);
        prop_assert!(
            passage.span.start >= end,
            "passages overlap"
        );
        let source = &text[passage.span.clone()];
        if is_markdown(&brief.source) || may_be_markdown(text) {
            prop_assert!(!visible(source).is_empty());
        // A title may be written with escapes, or over several lines.
        } else if !is_title_of_front_matter(brief, passage, text) {
            prop_assert_eq!(source, passage.text.as_str());
        }
        let lines = text[..passage.span.start]
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        prop_assert_eq!(
            passage.line,
            lines.matches('\n').count() + 1
        );
        prop_assert!(
            passage
                .section
                .is_none_or(|s| s < brief.sections.len())
        );
        end = passage.span.end;
    }
    Ok(())
}

fn is_markdown(source: &str) -> bool {
    let ending = Path::new(source).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

/// Whether a text may be read as Markdown whatever its file is called.
fn may_be_markdown(text: &str) -> bool {
    let headings = text
        .lines()
        .filter(|line| line.starts_with('#'));
    headings.count() > 1
}

/// The outline is sound, and has every visible character, except in front matter, whose known keys
/// become metadata. What is visible of Markdown is what its parser says.
fn loses_nothing(source: &str, text: &str) -> Result<(), TestCaseError> {
    let brief = formats::parse_text(source, text).brief;
    is_sound(&brief, text)?;
    let top = text.trim_start_matches('\u{feff}');
    if !top.starts_with("---") && !top.starts_with("+++") {
        let kept: String = brief
            .passages
            .iter()
            .map(|p| visible(&p.text))
            .collect();
        let shown = markdown::shown(top);
        let is_whole = kept == visible(text);
        let is_shown = !shown.is_empty() && markdown::without_marks(&kept) == shown;
        if is_markdown(source) && !shown.is_empty() {
            prop_assert_eq!(markdown::without_marks(&kept), shown);
        } else {
            prop_assert!(
                is_whole || may_be_markdown(text) && is_shown,
                "{kept:?}"
            );
        }
    }
    Ok(())
}

/// The texts of the layouts' fixtures.
fn fixtures() -> Vec<String> {
    briefs_in(&project().join("tests/layouts"))
        .into_iter()
        .map(|(_, text)| text)
        .collect()
}

/// A change of a text: a stretch of it is replaced.
#[derive(Debug, Clone)]
struct Change {
    start: Index,
    length: Index,
    replacement: &'static str,
}

fn change() -> impl Strategy<Value = Change> {
    let parts = (
        any::<Index>(),
        any::<Index>(),
        prop::sample::select(FRAGMENTS),
    );
    parts.prop_map(|(start, length, replacement)| Change {
        start,
        length,
        replacement,
    })
}

fn mutated(text: &str, change: &Change) -> String {
    let borders: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let start = change.start.index(borders.len());
    let length = change.length.index(40);
    let end = (start + length).min(borders.len() - 1);
    let (before, after) = (
        &text[..borders[start]],
        &text[borders[end]..],
    );
    [before, change.replacement, after].concat()
}

fn source(markdown: bool) -> &'static str {
    if markdown {
        "a.md"
    } else {
        "a.txt"
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_character_is_lost(text in text(), markdown in any::<bool>()) {
        loses_nothing(source(markdown), &text)?;
    }

    #[test]
    fn no_character_of_a_mutated_layout_is_lost(
        fixture in prop::sample::select(fixtures()),
        changes in prop::collection::vec(change(), 1..8),
        markdown in any::<bool>(),
    ) {
        let text = changes.iter().fold(fixture, |text, change| mutated(&text, change));
        loses_nothing(source(markdown), &text)?;
    }

    #[test]
    fn passages_of_any_text_are_sound(
        text in "\\PC{0,200}",
        name in "[a-z]{1,3}\\.(txt|md|TXT|text)",
    ) {
        let brief = formats::parse_text(&name, &text).brief;
        is_sound(&brief, &text)?;
    }
}
