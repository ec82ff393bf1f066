//! The parser loses nothing, whatever it is given.

use proptest::prelude::*;
use yinde::brief::{self, Brief};

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
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.concat())
}

fn visible(text: &str) -> String {
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    text.chars().filter(|c| !blank(c)).collect()
}

/// Passages in order, none overlapping, each the text of its span, on the line that it says.
pub(crate) fn is_sound(brief: &Brief, text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for (n, passage) in brief.passages.iter().enumerate() {
        prop_assert_eq!(passage.ordinal as usize, n + 1);
        prop_assert!(passage.span.start >= end, "passages overlap");
        prop_assert_eq!(&text[passage.span.clone()], passage.text.as_str());
        let lines = text[..passage.span.start].replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(passage.line, lines.matches('\n').count() + 1);
        prop_assert!(passage.section.is_none_or(|s| s < brief.sections.len()));
        end = passage.span.end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_character_of_plain_text_is_lost(text in text()) {
        let (brief, _) = brief::parse("a.txt", &text);
        is_sound(&brief, &text)?;
        // Front matter is metadata; none here starts with it.
        prop_assume!(!text.trim_start_matches('\u{feff}').starts_with("---") && !text.trim_start_matches('\u{feff}').starts_with("+++"));
        let kept: String = brief.passages.iter().map(|p| visible(&p.text)).collect();
        prop_assert_eq!(kept, visible(&text));
    }

    #[test]
    fn no_character_of_markdown_is_lost(text in text()) {
        let (brief, _) = brief::parse("a.md", &text);
        is_sound(&brief, &text)?;
        prop_assume!(!text.trim_start_matches('\u{feff}').starts_with("---") && !text.trim_start_matches('\u{feff}').starts_with("+++"));
        let kept: String = brief.passages.iter().map(|p| visible(&p.text)).collect();
        prop_assert_eq!(kept, visible(&text));
    }

    #[test]
    fn no_text_at_all_makes_it_panic(text in "\\PC{0,200}", name in "[a-z]{1,3}\\.(txt|md|TXT|text)") {
        let (brief, _) = brief::parse(&name, &text);
        is_sound(&brief, &text)?;
    }
}

#[test]
fn a_layout_that_is_unknown_still_gives_passages_and_the_file_name_as_title() {
    let (brief, warnings) = brief::parse("notes/odd.txt", "lower case, no title; only text.\nand more of it.");
    assert_eq!(brief.title, "notes/odd");
    assert!(!brief.passages.is_empty());
    assert_eq!(warnings, []);
}

#[test]
fn front_matter_that_cannot_be_read_is_kept_as_text_and_said() {
    let text = "---\ntitle: [unclosed\n---\n\nThe body.\n";
    let (brief, warnings) = brief::parse("a.md", text);
    assert_eq!(warnings.len(), 1);
    let kept: String = brief.passages.iter().map(|p| visible(&p.text)).collect();
    assert_eq!(kept, visible(text));
}

#[test]
fn front_matter_in_yaml_and_toml_says_the_same() {
    let yaml = "---\ntitle: Ports and rice\nissue: 12\ndate: 2021-05-18\nseries: Letter\ntopics: [Ports, Rice]\n---\n\nBody.\n";
    let toml = "+++\ntitle = \"Ports and rice\"\nissue = 12\ndate = 2021-05-18\nseries = \"Letter\"\ntopics = [\"Ports\", \"Rice\"]\n+++\n\nBody.\n";
    for text in [yaml, toml] {
        let (brief, warnings) = brief::parse("a.md", text);
        assert_eq!(warnings, []);
        assert_eq!(brief.title, "Ports and rice");
        assert_eq!(brief.issue.as_deref(), Some("12"));
        assert_eq!(brief.date.map(|d| d.to_string()).as_deref(), Some("2021-05-18"));
        assert_eq!(brief.series.as_deref(), Some("Letter"));
        assert_eq!(brief.topics, ["Ports", "Rice"]);
        assert_eq!(brief.passages.last().map(|p| p.text.as_str()), Some("Body."));
    }
}
