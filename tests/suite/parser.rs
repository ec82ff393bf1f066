//! The parser loses nothing, whatever it is given.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use yinde::formats;
use yinde::model::Brief;

use super::support::project;

/// Cases of each property; `PARSER_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PARSER_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1500)
}

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

fn visible(text: &str) -> String {
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

/// Passages in order, none overlapping, each the text of its span, on the line that it says.
pub(crate) fn is_sound(brief: &Brief, text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for (n, passage) in brief.passages.iter().enumerate() {
        prop_assert_eq!(passage.ordinal as usize, n + 1);
        prop_assert!(
            passage.span.start >= end,
            "passages overlap"
        );
        prop_assert_eq!(
            &text[passage.span.clone()],
            passage.text.as_str()
        );
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

/// The outline is sound, and every character that shows is in it, but for what front matter says
/// under known keys.
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
        prop_assert_eq!(kept, visible(text));
    }
    Ok(())
}

/// The texts of the layouts' fixtures.
fn fixtures() -> Vec<String> {
    let files = std::fs::read_dir(project().join("tests/layouts")).expect("a folder");
    files
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a brief"))
        .collect()
}

/// `text` with a stretch of it replaced.
fn mutated(text: &str, from: prop::sample::Index, to: prop::sample::Index, put: &str) -> String {
    let borders: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let from = from.index(borders.len());
    let length = to.index(40);
    let to = (from + length).min(borders.len() - 1);
    [&text[..borders[from]], put, &text[borders[to]..]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_character_is_lost(text in text(), markdown in any::<bool>()) {
        loses_nothing(if markdown { "a.md" } else { "a.txt" }, &text)?;
    }

    #[test]
    fn no_character_of_a_mutated_layout_is_lost(
        fixture in prop::sample::select(fixtures()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::sample::select(FRAGMENTS)), 1..8),
        markdown in any::<bool>(),
    ) {
        let text = changes.iter().fold(fixture, |text, (from, to, put)| mutated(&text, *from, *to, put));
        loses_nothing(if markdown { "a.md" } else { "a.txt" }, &text)?;
    }

    #[test]
    fn no_text_at_all_makes_it_panic(text in "\\PC{0,200}", name in "[a-z]{1,3}\\.(txt|md|TXT|text)") {
        let brief = formats::parse_text(&name, &text).brief;
        is_sound(&brief, &text)?;
    }
}

#[test]
fn a_layout_that_is_unknown_still_gives_passages_and_the_file_name_as_title() {
    let formats::Parsed {
        brief, warnings, ..
    } = formats::parse_text(
        "notes/odd.txt",
        "lower case, no title; only text.\nand more of it.",
    );
    assert_eq!(brief.title, "notes/odd");
    assert!(!brief.passages.is_empty());
    assert_eq!(warnings, []);
}

#[test]
fn front_matter_that_cannot_be_read_is_kept_as_text_and_said() {
    let text = "---\ntitle: [unclosed\n---\n\nThe body.\n";
    let formats::Parsed {
        brief, warnings, ..
    } = formats::parse_text("a.md", text);
    assert_eq!(warnings.len(), 1);
    let kept: String = brief
        .passages
        .iter()
        .map(|p| visible(&p.text))
        .collect();
    assert_eq!(kept, visible(text));
}

#[test]
fn front_matter_in_yaml_and_toml_says_the_same() {
    let yaml = "---\ntitle: Ports and rice\nissue: 12\ndate: 2021-05-18\nseries: Letter\ntopics: [Ports, Rice]\n---\n\nBody.\n";
    let toml = "+++\ntitle = \"Ports and rice\"\nissue = 12\ndate = 2021-05-18\nseries = \"Letter\"\ntopics = [\"Ports\", \"Rice\"]\n+++\n\nBody.\n";
    for text in [yaml, toml] {
        let formats::Parsed {
            brief, warnings, ..
        } = formats::parse_text("a.md", text);
        assert_eq!(warnings, []);
        assert_eq!(brief.title, "Ports and rice");
        assert_eq!(brief.issue.as_deref(), Some("12"));
        assert_eq!(
            brief
                .date
                .map(|d| d.to_string())
                .as_deref(),
            Some("2021-05-18")
        );
        assert_eq!(brief.series.as_deref(), Some("Letter"));
        assert_eq!(brief.topics, ["Ports", "Rice"]);
        assert_eq!(
            brief
                .passages
                .last()
                .map(|p| p.text.as_str()),
            Some("Body.")
        );
    }
}

/// Texts that are made to take long, by name; at scale 10 they have lines of 10 MB and 10,000
/// levels.
fn hostile(scale: usize) -> Vec<(&'static str, String)> {
    let (many, long) = (1_000 * scale, 1_000_000 * scale);
    let lines = |make: &dyn Fn(usize) -> String| {
        (0..5_000 * scale).fold(String::new(), |mut text, i| {
            writeln!(text, "{}", make(i)).expect("a string");
            text
        })
    };
    vec![
        ("a line of letters", "a".repeat(long)),
        (
            "a line of words",
            "word ".repeat(long / 5),
        ),
        (
            "a line of Chinese",
            "港".repeat(long / 3),
        ),
        (
            "a line of blanks",
            format!("a{}b", " ".repeat(long)),
        ),
        (
            "only line ends",
            format!("港{}口", "\n".repeat(long / 4)),
        ),
        (
            "a line of hyphens",
            "-".repeat(long / 4),
        ),
        (
            "hyphens and line ends",
            "a-\n".repeat(long / 12),
        ),
        (
            "nested quotations",
            format!("{} deep", "> ".repeat(many)),
        ),
        (
            "nested quotations without blanks",
            format!("{} deep", ">".repeat(many)),
        ),
        (
            "nested items",
            (0..200 * scale).fold(String::new(), |text, i| {
                text + &" ".repeat(2 * i) + "- a\n"
            }),
        ),
        (
            "items on one line",
            format!("{}a", "- ".repeat(many)),
        ),
        ("open brackets", "[".repeat(many * 10)),
        (
            "nested links",
            format!(
                "{}a{}",
                "[".repeat(many),
                "](b)".repeat(many)
            ),
        ),
        (
            "open emphasis",
            "*a _b ".repeat(many * 2),
        ),
        (
            "marks of headings",
            "#".repeat(long / 4),
        ),
        (
            "backticks",
            (1..200 * scale).fold(String::new(), |text, i| {
                text + &"`".repeat(i) + " "
            }),
        ),
        ("tags", "<b>".repeat(many * 5)),
        (
            "an open comment",
            "<!-- ".repeat(many * 5),
        ),
        (
            "wide tables",
            format!(
                "|{}\n|{}\n",
                "a|".repeat(many),
                "-|".repeat(many)
            ) + &"|a\n".repeat(many),
        ),
        (
            "footnotes",
            lines(&|i| format!("[^{i}]: a")),
        ),
        (
            "headings in a row",
            lines(&|_| "Ports\n".into()),
        ),
        (
            "headings in Markdown",
            lines(&|_| "## Ports\n".into()),
        ),
        (
            "ones",
            lines(&|_| "1. Ports\n\nFees.\n".into()),
        ),
        (
            "a long count",
            lines(&|i| format!("{}. Ports\n\nFees.\n", i % 1000)),
        ),
        (
            "announced",
            lines(&|_| "The ports say:\n".into()),
        ),
        (
            "lists with colons",
            lines(&|_| "This Week on Ports:\n- a\n".into()),
        ),
        (
            "quotations",
            lines(&|i| {
                if i % 2 == 0 {
                    "“open\n".into()
                } else {
                    "港口收费\n".into()
                }
            }),
        ),
        (
            "an original of many lines",
            "港口收费规定。\n\n".repeat(5_000 * scale)
                + &"The ports charge fees, and that is a rule.\n\n".repeat(5_000 * scale),
        ),
        (
            "labels",
            lines(&|_| "CHAPTER SIX\n".into()),
        ),
        (
            "running heads",
            lines(&|i| format!("{i} The harbour board\n")),
        ),
        (
            "dates",
            lines(&|_| "20 September 2020".into()),
        ),
        (
            "open front matter",
            format!(
                "---\n{}",
                lines(&|i| format!("key{i}: a"))
            ),
        ),
        (
            "front matter",
            format!(
                "---\n{}---\n",
                (0..many).fold(String::new(), |t, i| t + &format!(
                    "key{i}: a\n"
                ))
            ),
        ),
        (
            "nested front matter",
            format!("---\na: {}\n---\n", "[".repeat(many)),
        ),
        (
            "carriage returns",
            "a\r".repeat(long / 20),
        ),
    ]
}

/// The parsers take a small part of this; what takes longer the longer it gets takes minutes. Tests
/// are built without optimisation, and machines are busy.
const PATIENCE: Duration = Duration::from_secs(20);

fn hostile_text_is_read_in_time(scale: usize) {
    for (name, text) in hostile(scale) {
        for source in ["a.txt", "a.md"] {
            let start = Instant::now();
            let brief = formats::parse_text(source, &text).brief;
            assert!(
                start.elapsed() < PATIENCE,
                "{name} as {source}: {:?}",
                start.elapsed()
            );
            assert!(
                !brief.passages.is_empty(),
                "{name} as {source}"
            );
        }
    }
}

#[test]
fn hostile_text_is_read_in_time_and_gives_passages() {
    hostile_text_is_read_in_time(1);
}

#[test]
#[ignore = "minutes without optimisation: lines of 10 MB, 10,000 levels"]
fn hostile_text_at_full_size_is_read_in_time() {
    hostile_text_is_read_in_time(10);
}
