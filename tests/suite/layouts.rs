//! How briefs in the layouts that yinde knows are understood, as whole outlines.

use std::fmt::Write;
use std::path::Path;

use yinde::index::Index;
use yinde::{Request, indexing, search};
use yinde::{formats, model};

use super::support::{project, shared};

/// A line a passage: line of the source, kind, language, section, topics, and how the text begins.
pub(crate) fn outline(source: &str, text: &str) -> String {
    let formats::Parsed {
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
    for p in &brief.passages {
        let section = p
            .section
            .map_or("-", |s| &brief.sections[s].title);
        let number = p
            .section
            .and_then(|s| brief.sections[s].number.as_deref())
            .unwrap_or("");
        let start: String = p.text.chars().take(24).collect();
        let start = start.replace(['\n', '\r'], "⏎");
        writeln!(
            out,
            "{:>3} {:7} {:5} | {number} {section} | {} | {start}",
            p.line,
            p.kind.to_string(),
            p.lang.to_string(),
            p.topics.join("; ")
        )
        .expect("a string");
    }
    warnings
        .iter()
        .for_each(|w| writeln!(out, "warning {}: {}", w.line, w.message).expect("a string"));
    out
}

#[test]
fn the_sample_briefs() {
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

/// Source and text of every brief in a folder, by name.
fn briefs_in(folder: &Path) -> Vec<(String, String)> {
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
fn layouts_that_occur() {
    for (source, text) in briefs_in(&project().join("tests/layouts")) {
        insta::assert_snapshot!(
            format!("layout_{source}"),
            outline(&source, &text)
        );
    }
}

#[test]
fn layouts_of_others() {
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

/// The words of a passage as a person reads them: one that a hyphen parts at a line's end is one
/// word, and a line end in Chinese is nothing. Markup and marks are blanks.
fn words_read(text: &str) -> Vec<String> {
    let mut read = String::new();
    let mut lines = text
        .lines()
        .map(str::trim)
        .peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or("");
        let bare = line
            .strip_suffix('-')
            .filter(|l| l.ends_with(char::is_alphabetic));
        match bare.filter(|_| next.starts_with(char::is_lowercase)) {
            Some(parted) => read.push_str(parted),
            None if line.ends_with(is_han) && next.starts_with(is_han) => read.push_str(line),
            None => read.extend([line, " "]),
        }
    }
    read.split(|c: char| c.is_whitespace() || "<>{}[]|*#`=\"~^\\".contains(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Every run of `length` words of every passage, quoted, finds that passage.
fn every_run_of_words_is_found(briefs: &[(String, String)], length: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a corpus");
    briefs
        .iter()
        .for_each(|(source, text)| std::fs::write(corpus.join(source), text).expect("a brief"));
    let dir = folder.path().join("index");
    let report = indexing::reindex(
        &[corpus],
        &dir,
        indexing::Options::default(),
        &|_| {},
    )
    .expect("a run");
    assert_eq!(report.added.len(), briefs.len());
    let index = Index::open(&dir).expect("an index");
    for (source, text) in briefs {
        let brief = formats::parse_text(source, text).brief;
        for passage in &brief.passages {
            let words = words_read(&passage.text);
            let id = format!(
                "{}#{}",
                model::stem(source),
                passage.ordinal
            );
            for run in words.windows(length.min(words.len()).max(1)) {
                if !run
                    .concat()
                    .contains(char::is_alphanumeric)
                {
                    continue;
                }
                let phrase = format!("\"{}\"", run.join(" "));
                let mut request = Request::new(yinde::query::parse(&phrase).expect("a phrase"));
                request.limit = None;
                let found = search(&index, &request).expect("an answer");
                let hit = found
                    .hits
                    .iter()
                    .find(|hit| hit.passage.label.id == id);
                let hit = hit.unwrap_or_else(|| panic!("{phrase} is not found in {id}"));
                assert!(
                    !hit.spans.is_empty(),
                    "{phrase} is not marked in {id}"
                );
            }
        }
    }
}

#[test]
fn every_run_of_words_of_a_layout_is_found_by_a_phrase() {
    let mut briefs = briefs_in(&project().join("tests/layouts"));
    if let Some(folder) = shared("layouts") {
        briefs.extend(briefs_in(&folder));
    }
    for length in [1, 3, 8] {
        every_run_of_words_is_found(&briefs, length);
    }
}

#[test]
fn a_word_hyphenated_over_a_line_end_is_found_joined_and_as_it_is_written() {
    let briefs = super::support::Briefs::of(&[(
        "hyphens.txt",
        "Brief #7: Ports\n\n\
         When the harbour board agreed to a twenty-\n\
         year lease, it was clear that, as one ana-\n\
         lyst put it, the ships had arrived.\n\n\
         The chair was a Sino-\n\
         American firm, and the rules were new.\n",
    )]);
    let here = [("hyphens.txt".to_owned(), 3)];
    for phrase in [
        "analyst",
        "\"one analyst put it\"",
        "\"ana-lyst put it\"",
        "\"twenty-year lease\"",
        "\"twentyyear\"",
        "analysts",
    ] {
        assert_eq!(briefs.places(phrase), here, "{phrase}");
    }
    assert_eq!(
        briefs.places("\"Sino-American firm\""),
        [("hyphens.txt".to_owned(), 7)]
    );
    assert_eq!(briefs.places("\"SinoAmerican\""), []);
    for phrase in ["\"arrived when\"", "\"arrived when\"~5"] {
        assert_eq!(
            briefs.places(phrase),
            [],
            "the end of one reading is no neighbour of the other's start"
        );
    }
    let answer = briefs.search(&["\"one analyst put\""]);
    assert_eq!(
        answer.hits[0].marked(),
        ["one ana-\nlyst put"]
    );
}

#[test]
fn a_word_cut_by_a_line_end_in_chinese_is_found_quoted_and_not() {
    let briefs = super::support::Briefs::of(&[(
        "cut.txt",
        "Ports\n\nThe board calls this work a plan of openness, a gongkai (公\n开) plan, with its own port charges (港口收\n费).\n",
    )]);
    for query in ["\"公开\"", "公开", "\"港口收费\"", "收费", "港口收费"] {
        assert_eq!(
            briefs.places(query),
            [("cut.txt".to_owned(), 3)],
            "{query}"
        );
    }
}

/// Issue and date of a brief of these first lines.
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
fn dates_and_issue_numbers_as_people_write_them() {
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
        ("政策简报 第十二期", Some("十二"), None),
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
fn every_sample_brief_has_its_number_its_date_and_its_topics_in_their_sections() {
    let index = super::support::sample();
    let briefs = yinde::index::briefs(index).expect("the briefs");
    assert_eq!(briefs.len(), 14);
    for brief in &briefs {
        let number = brief
            .label
            .source
            .rsplit(['-', '/'])
            .next()
            .and_then(|n| n.split('.').next())
            .expect("a number");
        assert_eq!(
            brief.label.issue.as_deref(),
            Some(number.trim_start_matches('0')),
            "{}",
            brief.label.source
        );
        assert!(
            brief.label.date.is_some(),
            "{}",
            brief.label.source
        );
        let numbered: Vec<_> = brief
            .sections
            .iter()
            .filter(|counted| counted.section.number.is_some())
            .collect();
        assert_eq!(
            numbered.len(),
            3,
            "{}",
            brief.label.source
        );
        for counted in numbered {
            let section = &counted.section;
            let topics = brief.topics.iter().filter(|t| {
                t.section
                    .is_some_and(|at| brief.sections[at].section == *section)
            });
            assert!(
                topics
                    .clone()
                    .any(|t| t.topic == section.title),
                "{}: {}",
                brief.label.source,
                section.title
            );
        }
    }
}

#[test]
fn line_ends_make_no_difference() {
    let text = "Brief #7: Ports, rice\n\nA lede of one line.\n\n1. Ports\n\nThe ministry spoke.\n\n2. Rice\n\nPrices held.\n";
    let unix = outline("a.txt", text);
    assert_eq!(
        outline("a.txt", &text.replace('\n', "\r\n")),
        unix
    );
    assert_eq!(
        outline("a.txt", &text.replace('\n', "\r")),
        unix
    );
}

#[test]
fn hard_wrapped_lines_are_one_passage_and_a_phrase_is_found_over_the_line_end() {
    let briefs = super::support::Briefs::of(&[(
        "wrapped.txt",
        "Brief #7: Ports\n\n\
         When the harbour board leased a second quay it was clear that the united\n\
         front of the owners had broken, and that each would now look for an own\n\
         way out of the agreement.\n\n\
         国务院办公厅印发的意见提出，要进一步加强新时代民营经济统战工\n\
         作，支持民营企业参与国家重大战略，推动民营企业改革创新，转\n\
         型升级。\n",
    )]);
    assert_eq!(
        briefs.places("\"united front\""),
        [("wrapped.txt".into(), 3)]
    );
    assert_eq!(
        briefs.places("\"统战工作\""),
        [("wrapped.txt".into(), 7)]
    );
}
