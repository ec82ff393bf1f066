//! Labels as people are shown them: with matches marked, as written, each once.

use crate::support::{Briefs, sample, yinde};

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports, Tolls\n\n1. Ports\n\nOutlook for Quays\n\n\
             Nobody knows what comes.\n\n\
             2. Tolls\n\nXi’s Economic Statism is a phrase. Fujian is a place.\n\n\
             Further reading\n\n• Brief #0, on ports.\n",
        ),
        (
            "b.txt",
            "簡報第2期：港口\n\n延伸阅读\n\n統戰工作不是單行道。\n",
        ),
    ])
}

#[test]
fn matches_in_the_headings_above_are_marked() {
    let briefs = briefs();
    let text = briefs
        .run(&["search", "ports nobody"])
        .stdout;
    assert!(
        text.contains("#1 › 1 «Ports» › Outlook for Quays"),
        "{text}"
    );
    let colour = briefs
        .run(&["search", "ports nobody", "--color", "always"])
        .stdout;
    assert!(
        colour.contains("\u{1b}[1m\u{1b}[31mPorts\u{1b}[0m"),
        "{colour}"
    );
    // At twenty columns the heading is shortened, and what is left of it is no match.
    let narrow = briefs
        .command(&["search", "quays nobody"])
        .env("COLUMNS", "30")
        .output()
        .expect("it runs");
    let narrow = String::from_utf8(narrow.stdout).expect("UTF-8");
    assert!(narrow.contains('…'), "{narrow}");
}

#[test]
fn lists_of_references_are_no_topics() {
    for args in [
        &["list", "topics"][..],
        &["search", "ports", "--facets"],
        &["search", "統戰", "--facets", "-f", "markdown"],
    ] {
        let mut command = yinde();
        let out = command
            .args(args)
            .arg("--index")
            .arg(sample())
            .output()
            .expect("it runs");
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        let topics = text
            .rsplit("topic")
            .next()
            .unwrap_or_default();
        assert!(
            !topics.contains("Further reading") && !topics.contains("延伸阅读"),
            "{args:?}: {topics}"
        );
    }
    for (label, is_topic) in [
        ("Further reading", false),
        ("FURTHER READING:", false),
        ("延伸閱讀", false),
        ("**** (6 document(s))", false),
        ("12", false),
        ("—", false),
        ("Reading the budget", true),
        ("Sources of revenue", true),
        ("COVID-19", true),
        ("民营经济", true),
        ("Ports (and piers)", true),
    ] {
        assert_eq!(
            yinde::search::is_topic(label),
            is_topic,
            "{label}"
        );
    }
}

#[test]
fn suggestions_are_as_passages_write_them() {
    let briefs = briefs();
    for (query, said) in [
        ("Fujan", "similar: Fujian (1)"),
        (
            "\"Xi’s economc statism\"",
            "similar: Xi’s Economic Statism (1)",
        ),
        ("\"統占工作\"", "similar: 統戰工作 (1)"),
        ("phrse", "similar: phrase (1)"),
    ] {
        let text = briefs
            .run(&["search", query])
            .stdout;
        assert!(text.contains(said), "{query}: {text}");
    }
    let title = briefs
        .run(&["search", "nobody", "--title", "Prts"])
        .stdout;
    assert!(
        title.contains("Brief #1: Ports, Tolls"),
        "{title}"
    );
    assert!(
        title.contains("簡報第2期：港口"),
        "{title}"
    );
}

#[test]
fn under_its_brief_a_hit_repeats_neither_title_nor_source() {
    let briefs = briefs();
    let text = briefs
        .run(&["search", "nobody", "--group", "issue"])
        .stdout;
    assert_eq!(
        text.matches("a.txt").count(),
        1,
        "{text}"
    );
    assert!(
        text.contains("  1 › 1 Ports › Outlook for Quays\n    a#4  line 7\n"),
        "{text}"
    );
}
