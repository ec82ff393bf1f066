//! Concordances of passages of any length: a line for a match does not grow with its passage.

use serde_json::Value;

use crate::support::Briefs;

/// Number of characters that a line has on each side of a match in a long passage.
const SIDE: usize = 500;

/// A passage of so many sentences, each with one match.
fn passage(sentences: usize) -> String {
    let sentence = |n| format!("Sentence {n} of 统战 speaks of the harbour and its fees. ");
    (0..sentences)
        .map(sentence)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

fn lines(briefs: &Briefs, query: &str) -> Vec<[String; 3]> {
    let out = briefs.run(&["kwic", query, "-f", "jsonl"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let rows = out.stdout.lines().map(|line| {
        let row: Value = serde_json::from_str(line).expect("JSON");
        ["left", "hit", "right"].map(|name| {
            row[name]
                .as_str()
                .expect("text")
                .to_owned()
        })
    });
    rows.collect()
}

#[test]
fn a_line_of_a_long_passage_has_what_is_near_its_match() {
    let text = passage(400);
    assert!(text.len() > 20_000);
    let briefs = Briefs::of(&[(
        "a.txt",
        &format!("Brief #1: Ports\n\n{text}\n"),
    )]);
    for query in ["harbour", "统战"] {
        let lines = lines(&briefs, query);
        assert_eq!(lines.len(), 400);
        let places = text.match_indices(query);
        for ([left, hit, right], (at, _)) in lines.iter().zip(places) {
            assert_eq!(hit, query);
            let before: Vec<char> = text[..at].chars().collect();
            let after: Vec<char> = text[at + query.len()..]
                .chars()
                .collect();
            let from = before.len().saturating_sub(SIDE);
            let to = after.len().min(SIDE);
            let mut expected: String = before[from..].iter().collect();
            if from > 0 {
                expected.insert(0, '…');
            }
            assert_eq!(*left, expected);
            let mut expected: String = after[..to].iter().collect();
            if to < after.len() {
                expected.push('…');
            }
            assert_eq!(*right, expected);
        }
        let shown = briefs.run(&["kwic", query]).stdout;
        assert_eq!(shown.lines().count(), 401);
        assert!(
            shown
                .lines()
                .skip(1)
                .all(|line| line.chars().count() < 160)
        );
    }
}

#[test]
fn a_line_of_a_shorter_passage_has_all_of_it() {
    let text = passage(150);
    assert!((8_000..10_000).contains(&text.len()));
    let briefs = Briefs::of(&[(
        "a.txt",
        &format!("Brief #1: Ports\n\n{text}\n"),
    )]);
    let lines = lines(&briefs, "harbour");
    assert_eq!(lines.len(), 150);
    assert!(
        lines
            .iter()
            .all(|parts| parts.concat() == text)
    );
}

#[test]
fn words_near_matches_in_a_long_passage_are_counted_once() {
    let briefs = Briefs::of(&[(
        "a.txt",
        &format!("Brief #1: Ports\n\n{}\n", passage(400)),
    )]);
    let out = briefs.run(&["collocates", "harbour", "--span", "1L,3R", "-f", "jsonl"]);
    let rows: Vec<Value> = out
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let fees = rows
        .iter()
        .find(|row| row["word"] == "fees");
    let fees = fees.expect("the word");
    assert_eq!(
        (
            &fees["with"],
            &fees["left"],
            &fees["all"]
        ),
        (&400.into(), &0.into(), &400.into())
    );
}
