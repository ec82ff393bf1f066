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
fn an_unclosed_list_is_read_as_written_with_a_warning() {
    let text = "---\ntitle: [unclosed\n---\n\nThe body.\n";
    let parsed = formats::parse_text("a.md", text);
    assert_eq!(parsed.warnings.len(), 1);
    assert_eq!(parsed.brief.title, "[unclosed");
    assert_eq!(
        texts(&parsed),
        ["[unclosed", "The body."]
    );
}

#[test]
fn unreadable_front_matter_is_kept_as_text_with_a_warning() {
    let text = "---\nharbour: [unclosed\n---\n\nThe body.\n";
    let parsed = formats::parse_text("a.md", text);
    assert_eq!(parsed.warnings.len(), 1);
    let kept = texts(&parsed).concat();
    // Markdown shows its lines as the underline of a heading and as a rule.
    assert_eq!(
        visible(&kept),
        visible(&text.replace("---", ""))
    );
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

/// The brief with this front matter in YAML, and a body of one paragraph.
pub(super) fn yaml(front: &str) -> Parsed {
    formats::parse_text(
        "a.md",
        format!("---\n{front}\n---\n\nMango here.\n"),
    )
}

pub(super) fn toml(front: &str) -> Parsed {
    formats::parse_text(
        "a.md",
        format!("+++\n{front}\n+++\n\nMango here.\n"),
    )
}

pub(super) fn day(parsed: &Parsed) -> String {
    parsed
        .brief
        .date
        .map_or("none".to_owned(), |day| day.to_string())
}

/// The texts of all passages.
pub(super) fn texts(parsed: &Parsed) -> Vec<&str> {
    let passages = parsed.brief.passages.iter();
    passages
        .map(|p| p.text.as_str())
        .collect()
}

#[test]
fn signs_of_yaml_in_a_title_are_read_as_a_person_reads_them() {
    let titles = [
        "The Party: what next",
        "Ports: rice: sheds",
        "[Draft] plan",
        "[Draft]",
        "{Draft} plan",
        "\"Quoted\" and more",
        "\"Ports\" or \"rice\"",
        "'Ports' and rice",
        "It's",
        "@harbour",
        "`code`",
        "#1 of 3",
        "Brief #42: Ports",
        "*Ports*",
        "&c and more",
        "!Ports",
        "%5 of rice",
        "- a dash",
        "> 5 sheds",
        "| a bar",
        "? a question",
        "\"unclosed",
        "12.10",
        "2024",
        "No",
        "党：下一步",
    ];
    for title in titles {
        let parsed = yaml(&format!(
            "date: 2024-03-01\ntitle: {title}\ntags: [统战]"
        ));
        assert_eq!(parsed.brief.title, title);
        assert_eq!(day(&parsed), "2024-03-01", "{title}");
        assert_eq!(parsed.brief.topics, ["统战"], "{title}");
        assert_eq!(texts(&parsed), [title, "Mango here."]);
        let span = parsed.brief.passages[0]
            .span
            .clone();
        assert_eq!(&parsed.text[span], title);
        assert_eq!(parsed.brief.passages[0].line, 3);
    }
}

#[test]
fn a_comment_after_a_title_is_none_of_it() {
    for title in ["Ports # a comment", "\"Ports\" # a comment", "Ports: # x"] {
        let read = yaml(&format!("title: {title}"))
            .brief
            .title;
        assert_eq!(read.trim_end_matches(':'), "Ports");
    }
}

#[test]
fn a_bad_value_costs_only_its_key_and_is_named() {
    let parsed = yaml("title: A: b\nissue: [4\nsummary: c: d\nlayout: {{ e\ndate: 2024-03-01");
    assert_eq!(parsed.brief.title, "A: b");
    assert_eq!(day(&parsed), "2024-03-01");
    assert_eq!(
        texts(&parsed),
        ["A: b", "summary: c: d", "Mango here."]
    );
    let lines: Vec<usize> = parsed
        .warnings
        .iter()
        .map(|w| w.line)
        .collect();
    assert_eq!(lines, [2, 3]);
    assert!(
        parsed.warnings[0]
            .message
            .contains("\"title\"")
    );
    assert!(
        parsed.warnings[1]
            .message
            .contains("\"issue\"")
    );
}

#[test]
fn text_between_rules_is_text() {
    let prose = [
        "Ports: a view",
        "Plain prose, and nothing else.",
        "Title: Ports\n\nA paragraph of prose.\n\n- a list",
        "Some prose\ntitle: Ports",
        "- a\n- b",
    ];
    for (n, front) in prose.into_iter().enumerate() {
        let text = format!("---\n{front}\n---\n\nThe body.\n");
        let parsed = formats::parse_text("a.md", text.as_str());
        let kept: String = texts(&parsed).concat();
        // A single key with a value is front matter, of which nothing is lost either.
        let expected = if n == 0 {
            format!("{front}The body.")
        } else {
            text
        };
        // Markdown shows hyphens at the start of a line as rules, underlines or bullets.
        let without_marks = |text: &str| visible(text).replace('-', "");
        assert_eq!(
            without_marks(&kept),
            without_marks(&expected)
        );
    }
}

#[test]
fn keys_and_separators_as_people_write_them() {
    let fronts = [
        "title: Ports\ntopics: [a, b]",
        "Title: Ports\nTOPICS: [a, b]",
        "  title: Ports\n  topics: [a, b]",
        "title:\tPorts\ntopics:\n\t- a\n\t- b",
        "title:Ports\ntopics: a, b",
        "标题：Ports\n标签：a、b",
        "{\"title\": \"Ports\", \"topics\": [\"a\", \"b\"]}",
        "title: Ports\ntags: #a #b",
        "title: Ports\ntags: [#a, #b]",
        "title: Ports\ntags: [a, b",
        "title: Ports\ntags: a\ncategories: b",
        "title: Ports\ntitle: Rice\ntags:\n- a\n- b",
        "title = Ports\ntopics = a, b",
        "# a comment\ntitle: Ports\n\ntopics:\n# another\n- a\n- b",
    ];
    for front in fronts {
        let brief = yaml(front).brief;
        assert_eq!(brief.title, "Ports", "{front}");
        assert_eq!(brief.topics, ["a", "b"], "{front}");
        assert_eq!(
            brief
                .passages
                .last()
                .map(|p| p.text.as_str()),
            Some("Mango here."),
            "{front}"
        );
    }
}

#[test]
fn topics_with_colons_and_apostrophes_are_topics() {
    let front = "title: T\ntags:\n  - Party: what next\n  - It's\n  - \"a, b\"";
    assert_eq!(
        yaml(front).brief.topics,
        ["Party: what next", "It's", "a, b"]
    );
}

#[test]
fn titles_over_lines_and_with_escapes_are_passages() {
    let titles = [
        (
            ">\n  Ports and\n  rice",
            "Ports and rice",
        ),
        (
            ">-\n  Ports and\n  rice",
            "Ports and rice",
        ),
        (
            "|\n  Ports and\n  rice",
            "Ports and rice",
        ),
        ("Ports and\n  rice", "Ports and rice"),
        (
            "\"Ports and\n  rice\"",
            "Ports and rice",
        ),
        ("'Ports and\n  rice'", "Ports and rice"),
        ("Ports: and\n  rice", "Ports: and rice"),
        (
            r#""The \"port\" of \u4e2d""#,
            "The \"port\" of 中",
        ),
        ("'It''s a port'", "It's a port"),
        (
            "关于加强\n  渡轮工作的意见",
            "关于加强渡轮工作的意见",
        ),
    ];
    for (written, title) in titles {
        let front = format!("title: {written}\nsummary: x");
        let parsed = yaml(&front);
        assert_eq!(parsed.brief.title, title);
        assert_eq!(
            texts(&parsed),
            [title, "summary: x", "Mango here."]
        );
        let span = parsed.brief.passages[0]
            .span
            .clone();
        let place = &parsed.text[span];
        assert!(
            place == written || place == title,
            "{place:?}"
        );
    }
    let parsed = toml("title = \"\"\"\nPorts \\u4e2d\n\"\"\"\nsummary = \"x\"");
    assert_eq!(
        texts(&parsed),
        ["Ports 中", "summary = \"x\"", "Mango here."]
    );
}

#[test]
fn bad_toml_costs_only_its_key() {
    let fronts = [
        "title = Ports: rice\ndate = 2024-03-08\ntags = [\"a\"]",
        "title = \"Ports: rice\"\ndate = 2024-3-8\ntags = [a]",
        "title = 'Ports: rice'\ntitle = \"Rice\"\ndate = 2024-03-08\ntags = [\"a\"]",
        "title: Ports: rice\ndate = 2024-03-08T08:00:00+08:00\n[taxonomies]\ntags = [\"a\"]",
    ];
    for front in fronts {
        let parsed = toml(front);
        assert_eq!(
            parsed.brief.title, "Ports: rice",
            "{front}"
        );
        assert_eq!(day(&parsed), "2024-03-08", "{front}");
        assert_eq!(parsed.brief.topics, ["a"], "{front}");
        assert_ne!(parsed.warnings, [], "{front}");
    }
    let parsed = toml("title = The \"ports\"\n[extra]\neditor = \"A. Writer\"");
    assert_eq!(
        texts(&parsed),
        [
            "The \"ports\"",
            "[extra]\neditor = \"A. Writer\"",
            "Mango here."
        ]
    );
}
