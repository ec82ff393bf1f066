//! What a text says itself of its translations.

use super::{links, parsed};
use crate::support::Briefs;

const PAIR: &str = "房住不炒，因城施策。\n\nHomes are not for speculation, and each city adapts.\n";

#[test]
fn a_comment_pairs_its_neighbours() {
    let text = "# Ports\n\n海纳百川。\n\n<!-- yinde: translation -->\n\nNothing is too small.\n";
    let brief = parsed("a.md", text);
    assert_eq!(links(&brief), [(2, 3)].into());
    let twin = brief.passages[1].twins[0];
    assert_eq!(
        (twin.score, twin.probable),
        (100, false)
    );
    let silent = text.replace("<!-- yinde: translation -->\n\n", "");
    assert!(links(&parsed("a.md", &silent)).is_empty());
}

#[test]
fn a_comment_leaves_the_passage_after_it_alone() {
    let text = format!("# Ports\n\n{PAIR}");
    assert_eq!(
        links(&parsed("a.md", &text)),
        [(2, 3)].into()
    );
    let told = text.replace(
        "\n\nHomes",
        "\n\n<!-- yinde: no translation -->\n\nHomes",
    );
    assert!(links(&parsed("a.md", &told)).is_empty());
}

#[test]
fn a_comment_in_shown_text_says_nothing() {
    let text = "海纳百川。\n\n<!-- yinde: translation -->\n\nNothing is too small.\n";
    assert!(links(&parsed("a.txt", text)).is_empty());
}

#[test]
fn front_matter_turns_pairing_off() {
    for value in ["no", "false", "none"] {
        let text = format!("---\ntitle: Ports\nyinde-pairs: {value}\n---\n\n{PAIR}");
        let brief = parsed("a.md", &text);
        assert!(links(&brief).is_empty(), "{value}");
        assert_eq!(brief.passages.len(), 3, "{value}");
    }
    let text = format!("---\ntitle: Ports\nyinde-pairs: yes\n---\n\n{PAIR}");
    assert_eq!(
        links(&parsed("a.md", &text)),
        [(2, 3)].into()
    );
}

#[test]
fn other_briefs_change_no_pair() {
    let alone = Briefs::of(&[("a.txt", PAIR)]);
    let others = [
        ("a.txt", PAIR),
        (
            "b.txt",
            "房住不炒。\n\nHomes are for living in.\n",
        ),
        (
            "c.txt",
            "Each city adapts its policy to homes and to speculation.\n",
        ),
    ];
    let together = Briefs::of(&others);
    let list = |briefs: &Briefs| {
        briefs
            .run(&["pairs", "a", "--format", "json"])
            .stdout
    };
    assert!(
        list(&alone).contains("\"a#1\""),
        "{}",
        list(&alone)
    );
    assert_eq!(list(&alone), list(&together));
}
