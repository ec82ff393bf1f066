//! A line end that a program put into a paragraph changes nothing that a search finds.

use yinde::index::Index;
use yinde::{Request, formats, indexing, model, search};

use super::layouts::{briefs_in, outline};
use super::support::{Briefs, project, shared};

/// The words of a passage as a person reads them: a word that a hyphen splits at a line end is one
/// word, and a line end between Chinese characters is nothing. Markup and marks are blanks.
fn words_read(text: &str) -> Vec<String> {
    let mut read = String::new();
    let mut lines = text
        .lines()
        .map(str::trim)
        .peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or("");
        let start_of_word = line
            .strip_suffix('-')
            .filter(|start| start.ends_with(char::is_alphabetic))
            .filter(|_| next.starts_with(char::is_lowercase));
        if let Some(start) = start_of_word {
            read.push_str(start);
        } else if line.ends_with(is_han) && next.starts_with(is_han) {
            read.push_str(line);
        } else {
            read.extend([line, " "]);
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

/// Quoted, each run of `length` words of each passage finds that passage.
fn every_run_of_words_is_found(briefs: &[(String, String)], length: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a corpus");
    for (source, text) in briefs {
        std::fs::write(corpus.join(source), text).expect("a brief");
    }
    let dir = folder.path().join("index");
    let options = indexing::Options::default();
    let report = indexing::reindex(&[corpus], &dir, options, &|_| {}).expect("a run");
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
            let length = length.min(words.len()).max(1);
            for run in words.windows(length) {
                assert_is_found(&index, run, &id);
            }
        }
    }
}

/// The words in a row, quoted, find the passage and are marked in it. Words of marks alone are no
/// phrase.
fn assert_is_found(index: &Index, words: &[String], id: &str) {
    if !words
        .concat()
        .contains(char::is_alphanumeric)
    {
        return;
    }
    let phrase = format!("\"{}\"", words.join(" "));
    let mut request = Request::new(yinde::query::parse(&phrase).expect("a phrase"));
    request.limit = None;
    let found = search(index, &request).expect("an answer");
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

#[test]
fn every_run_of_words_of_a_layout_is_found() {
    let mut briefs = briefs_in(&project().join("tests/layouts"));
    if let Some(folder) = shared("layouts") {
        briefs.extend(briefs_in(&folder));
    }
    for length in [1, 3, 8] {
        every_run_of_words_is_found(&briefs, length);
    }
}

#[test]
fn hyphenated_words_are_found_joined_and_as_written() {
    let briefs = Briefs::of(&[(
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
            "the last word of one reading is no neighbour of the first word of the other: {phrase}"
        );
    }
    let answer = briefs.search(&["\"one analyst put\""]);
    assert_eq!(
        answer.hits[0].marked(),
        ["one ana-\nlyst put"]
    );
}

#[test]
fn chinese_words_are_found_over_a_line_end() {
    let briefs = Briefs::of(&[(
        "cut.txt",
        "Ports\n\n\
         The board calls this work a plan of openness, a gongkai (公\n\
         开) plan, with its own port charges (港口收\n\
         费).\n",
    )]);
    for query in ["\"公开\"", "公开", "\"港口收费\"", "收费", "港口收费"] {
        assert_eq!(
            briefs.places(query),
            [("cut.txt".to_owned(), 3)],
            "{query}"
        );
    }
}

#[test]
fn line_ends_of_all_systems_give_the_same_outline() {
    let text = "Brief #7: Ports, rice\n\nA lede of one line.\n\n\
                1. Ports\n\nThe ministry spoke.\n\n2. Rice\n\nPrices held.\n";
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
fn phrases_are_found_over_the_ends_of_hard_wrapped_lines() {
    let briefs = Briefs::of(&[(
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
