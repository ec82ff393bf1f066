//! Front matter in YAML and TOML, and briefs without it.

use yinde::formats::{self, Parsed};

use super::visible;

#[test]
fn a_brief_of_unknown_layout_has_its_file_name_as_title() {
    let Parsed {
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
fn unreadable_front_matter_is_kept_as_text_with_a_warning() {
    let text = "---\ntitle: [unclosed\n---\n\nThe body.\n";
    let Parsed {
        brief, warnings, ..
    } = formats::parse_text("a.md", text);
    assert_eq!(warnings.len(), 1);
    let kept: String = brief
        .passages
        .iter()
        .map(|p| visible(&p.text))
        .collect();
    // Markdown shows its lines as the underline of a heading and as a rule.
    assert_eq!(kept, visible(&text.replace("---", "")));
}

#[test]
fn front_matter_in_yaml_and_toml_says_the_same() {
    let yaml = "---\ntitle: Ports and rice\nissue: 12\ndate: 2021-05-18\nseries: Letter\n\
                topics: [Ports, Rice]\n---\n\nBody.\n";
    let toml = "+++\ntitle = \"Ports and rice\"\nissue = 12\ndate = 2021-05-18\n\
                series = \"Letter\"\ntopics = [\"Ports\", \"Rice\"]\n+++\n\nBody.\n";
    for text in [yaml, toml] {
        let Parsed {
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
