//! Briefs in the layouts that yinde knows are parsed into these outlines.

use std::fmt::Write;
use std::path::Path;

use yinde::formats::{self, Parsed};
use yinde::index::BriefRecord;

use super::support::{project, sample, shared};

/// A line for each passage: its line in the source, kind, language, section, topics, and the start
/// of its text.
pub(crate) fn outline(source: &str, text: &str) -> String {
    let Parsed {
        brief, warnings, ..
    } = formats::parse_text(source, text);
    let mut out = format!(
        "{} | issue {} | {} | {} | {}\n",
        brief.title,
        brief
            .issue
            .as_deref()
            .unwrap_or("-"),
        brief
            .date
            .map_or_else(|| "-".into(), |d| d.to_string()),
        brief
            .series
            .as_deref()
            .unwrap_or("-"),
        brief.topics.join("; "),
    );
    for passage in &brief.passages {
        let section = passage
            .section
            .map(|at| &brief.sections[at]);
        let title = section.map_or("-", |section| &section.title);
        let number = section
            .and_then(|section| section.number.as_deref())
            .unwrap_or("");
        let start: String = passage
            .text
            .chars()
            .take(24)
            .collect();
        let start = start.replace(['\n', '\r'], "⏎");
        writeln!(
            out,
            "{:>3} {:7} {:5} | {number} {title} | {} | {start}",
            passage.line,
            passage.kind.to_string(),
            passage.lang.to_string(),
            passage.topics.join("; ")
        )
        .expect("a string");
    }
    for warning in &warnings {
        writeln!(
            out,
            "warning {}: {}",
            warning.line, warning.message
        )
        .expect("a string");
    }
    out
}

#[test]
fn sample_briefs_have_these_outlines() {
    for source in [
        "brief-003.txt",
        "brief-004.txt",
        "brief-011.md",
        "brief-012.md",
        "2023/brief-013.txt",
        "2024/brief-014.txt",
    ] {
        let text = std::fs::read_to_string(
            project()
                .join("corpus")
                .join(source),
        )
        .expect("a brief");
        let name = source
            .rsplit('/')
            .next()
            .expect("a name");
        insta::assert_snapshot!(
            format!("outline_{name}"),
            outline(source, &text)
        );
    }
}

/// Source and text of every brief in a folder, sorted by source.
pub(crate) fn briefs_in(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path());
    let mut briefs: Vec<_> = files
        .map(|path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name")
                .to_owned();
            (
                name,
                std::fs::read_to_string(&path).expect("a brief"),
            )
        })
        .filter(|(name, _)| !name.starts_with("README"))
        .collect();
    briefs.sort();
    briefs
}

#[test]
fn layouts_have_these_outlines() {
    for (source, text) in briefs_in(&project().join("tests/layouts")) {
        insta::assert_snapshot!(
            format!("layout_{source}"),
            outline(&source, &text)
        );
    }
}

#[test]
fn shared_layouts_have_these_outlines() {
    let Some(folder) = shared("layouts") else {
        return;
    };
    for (source, text) in briefs_in(&folder) {
        insta::assert_snapshot!(
            format!("shared_{source}"),
            outline(&source, &text)
        );
    }
}

/// Issue and date of a brief with these first lines.
fn issue_and_date(source: &str, top: &str) -> (Option<String>, Option<String>) {
    let brief = formats::parse_text(
        source,
        format!("{top}\n\nThe ministry spoke, and that was all.\n\nNobody asked why.\n"),
    )
    .brief;
    (
        brief.issue,
        brief.date.map(|d| d.to_string()),
    )
}

#[test]
fn dates_and_issues_are_read_as_people_write_them() {
    for (top, issue, date) in [
        (
            "Brief #42: Ports, rice",
            Some("42"),
            None,
        ),
        (
            "Issue 12\n20 September 2020\nPorts and rice",
            Some("12"),
            Some("2020-09-20"),
        ),
        (
            "港口与稻米（第12期）\n\n2020年9月20日",
            Some("12"),
            Some("2020-09-20"),
        ),
        ("政策简报 第十二期", Some("12"), None),
        (
            "The Harbour Letter, No. 7\n\nSept. 20, 2020",
            Some("7"),
            Some("2020-09-20"),
        ),
        (
            "Policy Digest\nIssue: 2021/12\nDate range: May 11-18, 2021",
            Some("2021/12"),
            Some("2021-05-18"),
        ),
        (
            "The Harbour Letter 05.25.16",
            None,
            Some("2016-05-25"),
        ),
        (
            "Notes of the 2020 season\n\nSept. 20",
            None,
            Some("2020-09-20"),
        ),
        (
            "Notes of the season\n\nSept. 20",
            None,
            None,
        ),
        (
            "Ports and rice\n\nTuesday, March 02, 2021",
            None,
            Some("2021-03-02"),
        ),
        (
            "关于港口收费的通知\n国办发〔2019〕5号",
            None,
            None,
        ),
        (
            "二〇二〇年九月二十日\n\n港口与稻米",
            None,
            Some("2020-09-20"),
        ),
        (
            "Document No. 9 and the press",
            None,
            None,
        ),
        (
            "中华人民共和国主席令第12号令",
            None,
            None,
        ),
        (
            "Ports and rice\n\n03/04/2021",
            None,
            None,
        ),
        (
            "Ports and rice\n\n25/04/2021",
            None,
            Some("2021-04-25"),
        ),
    ] {
        let found = issue_and_date("notes.txt", top);
        assert_eq!(
            (found.0.as_deref(), found.1.as_deref()),
            (issue, date),
            "{top}"
        );
    }
    let of_year = issue_and_date(
        "2020-letter.txt",
        "Ports and rice\n\nSept. 20",
    );
    assert_eq!(of_year.1.as_deref(), Some("2020-09-20"));
}

#[test]
fn sample_briefs_have_numbers_dates_and_topics_in_sections() {
    let briefs = yinde::index::briefs(sample()).expect("the briefs");
    assert_eq!(briefs.len(), 14);
    for brief in &briefs {
        let source = &brief.label.source;
        let number = source
            .rsplit(['-', '/'])
            .next()
            .and_then(|name| name.split('.').next())
            .expect("a number");
        assert_eq!(
            brief.label.issue.as_deref(),
            Some(number.trim_start_matches('0')),
            "{source}"
        );
        assert!(brief.label.date.is_some(), "{source}");
        assert_sections_are_topics(brief);
    }
}

/// Each of the three numbered sections has its title among its topics.
fn assert_sections_are_topics(brief: &BriefRecord) {
    let source = &brief.label.source;
    let sections = brief
        .sections
        .iter()
        .map(|counted| &counted.section);
    let numbered: Vec<_> = sections
        .filter(|section| section.number.is_some())
        .collect();
    assert_eq!(numbered.len(), 3, "{source}");
    for section in numbered {
        let is_topic = brief.topics.iter().any(|counted| {
            let is_here = counted
                .section
                .is_some_and(|at| brief.sections[at].section == *section);
            is_here && counted.topic == section.title
        });
        assert!(is_topic, "{source}: {}", section.title);
    }
}
