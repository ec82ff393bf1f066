//! The issue and the topics that a title line names.

use yinde::formats;
use yinde::model::Brief;

fn brief(top: &str) -> Brief {
    let text = format!(
        "{top}\n\nThe harbour board met again and spoke of the tolls that it had set.\n\n\
         It did not say when it would meet.\n"
    );
    formats::parse_text("a.txt", &text).brief
}

/// `line` is the title, and names this issue and these topics.
fn names(line: &str, issue: Option<&str>, topics: &[&str]) {
    let brief = brief(line);
    assert_eq!(brief.title, line);
    assert_eq!(brief.issue.as_deref(), issue, "{line}");
    assert_eq!(brief.topics, topics, "{line}");
}

#[test]
fn issues_are_numbers_after_a_word_or_a_sign_of_their_own() {
    let both = ["Ports", "rice"];
    for line in [
        "Brief #42: Ports, rice",
        "Brief 42: Ports, rice",
        "Issue No. 42: Ports, rice",
        "Newsletter #042 – Ports, rice",
        "China Neican #42: Ports, rice",
        "Vol. 3 No. 42: Ports, rice",
        "Vol. 42: Ports, rice",
        "#42: Ports, rice",
        "[#42]: Ports, rice",
        "The Harbour Letter | #42: Ports, rice",
        "Brief ＃42： Ports， rice",
        "Brief #４２： Ports， rice",
    ] {
        names(line, Some("42"), &both);
    }
    names(
        "China Policy Brief No. 17/2021",
        Some("17/2021"),
        &[],
    );
}

#[test]
fn issues_in_chinese_are_numbers() {
    let both = ["统战", "经济"];
    for (line, issue) in [
        ("第四十二期：统战、经济", "42"),
        ("第四十二期 统战、经济", "42"),
        ("第42期：统战、经济", "42"),
        ("第４２期：统战、经济", "42"),
        ("【第42期】统战、经济", "42"),
        ("【第四十二期】 统战、经济", "42"),
        ("简报第42期 统战、经济", "42"),
        ("简报（第42期）统战、经济", "42"),
        ("第十期：统战、经济", "10"),
        ("第一百二十辑：统战、经济", "120"),
        ("第一〇三期：统战、经济", "103"),
    ] {
        names(line, Some(issue), &both);
    }
}

#[test]
fn other_numbers_are_no_issues() {
    for line in [
        "See #3422",
        "See #3422 for the rest",
        "PKCS #1: RSA, keys",
        "The #1 problem: rice, ports",
        "Newsletter of 2020",
        "Document No. 9: rice, ports",
    ] {
        names(line, None, &[]);
    }
    let brief = brief("Ports and rice\n\nSee #3422");
    assert_eq!(brief.title, "Ports and rice");
    assert_eq!(brief.issue, None);
}

#[test]
fn topics_follow_the_day_of_an_edition() {
    for line in [
        "Newsletter 2020-09-20: Ports, rice",
        "Newsletter 20 September 2020: Ports, rice",
        "2020-09-20: Ports, rice",
        "The Harbour Letter, September 20, 2020: Ports, rice",
        "简报 2020年9月20日：Ports、rice",
    ] {
        names(line, None, &["Ports", "rice"]);
        assert_eq!(
            brief(line)
                .date
                .map(|date| date.to_string())
                .as_deref(),
            Some("2020-09-20")
        );
    }
}

#[test]
fn a_dateline_is_no_part_of_the_title() {
    for (line, date) in [
        ("Beijing, 5 March 2021", "2021-03-05"),
        ("2021年3月5日，北京", "2021-03-05"),
        (
            "March 5, 2021 · 8 min read",
            "2021-03-05",
        ),
    ] {
        for title in ["China Policy Brief No. 17/2021", "Policy Brief No. 17"] {
            let brief = brief(&format!("{title}\n{line}"));
            assert_eq!(brief.title, title);
            assert!(
                brief.topics.is_empty(),
                "{:?}",
                brief.topics
            );
            assert_eq!(
                brief
                    .date
                    .map(|date| date.to_string())
                    .as_deref(),
                Some(date)
            );
        }
    }
}
