//! Front matter: names of values, and the lines of warnings. Text in UTF-32.

use std::fmt::Write;

use super::read;
use yinde::formats::Parsed;

fn brief(front: &str) -> Parsed {
    let text = format!("---\ntitle: Ports\n{front}---\n\nThe fees rise again.\n");
    let mut parts = read("a.md", text.into_bytes()).expect("a text");
    parts.remove(0).1.expect("a brief")
}

fn warnings(parsed: &Parsed) -> Vec<(usize, &str)> {
    let warnings = parsed.warnings.iter();
    warnings
        .map(|warning| (warning.line, warning.message.as_str()))
        .collect()
}

#[test]
fn a_name_stands_for_its_value() {
    for (front, topics) in [
        (
            "x: &b 经济\ntags: [*b, 贸易]\n",
            vec!["经济", "贸易"],
        ),
        (
            "x: &b [经济, 贸易]\ntags: *b\n",
            vec!["经济", "贸易"],
        ),
        (
            "x: &b 经济\ntags:\n  - *b\n",
            vec!["经济"],
        ),
        (
            "x: &a one\ny: &a two\ntags: [*a]\n",
            vec!["two"],
        ),
    ] {
        let parsed = brief(front);
        assert_eq!(parsed.brief.topics, topics, "{front}");
        assert_eq!(warnings(&parsed), [], "{front}");
    }
    let author = brief("x: &me Anne Writer\nauthor: *me\ndate: &day 2021-03-05\n");
    assert_eq!(author.brief.authors, ["Anne Writer"]);
    assert_eq!(
        author
            .brief
            .date
            .map(|day| day.to_string())
            .as_deref(),
        Some("2021-03-05")
    );
}

#[test]
fn names_of_nothing_or_too_much_are_taken_as_written() {
    let mut front = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..9 {
        let before = n - 1;
        let items = vec![format!("*a{before}"); 9].join(", ");
        writeln!(front, "a{n}: &a{n} [{items}]").expect("a string");
    }
    front.push_str("tags: *a8\n");
    for front in ["tags: [*nothing, 贸易]\n", "tags: &b [*b]\n", &front] {
        let parsed = brief(front);
        assert_eq!(parsed.brief.title, "Ports");
        assert!(!parsed.warnings.is_empty(), "{front}");
    }
}

#[test]
fn a_warning_of_a_date_names_its_line() {
    for (front, line) in [
        ("date: someday\n", 3),
        (
            "tags: [a]\nseries: Notes\ndate: someday\n",
            5,
        ),
        (
            "description: |\n  date: 2020\n\ndate: someday\n",
            6,
        ),
    ] {
        let parsed = brief(front);
        let expected = "unrecognized date \"someday\"; use YYYY-MM-DD";
        assert_eq!(
            warnings(&parsed),
            [(line, expected)],
            "{front}"
        );
    }
}

#[test]
fn text_in_utf_32_is_read() {
    let text = "The fees of ports rise.\n\n港口收费上涨，𠮷。\n";
    let bytes = |encode: fn(u32) -> [u8; 4]| -> Vec<u8> {
        let chars = "\u{feff}"
            .chars()
            .chain(text.chars());
        chars
            .flat_map(|c| encode(u32::from(c)))
            .collect()
    };
    for (encode, name) in [
        (
            u32::to_le_bytes as fn(u32) -> [u8; 4],
            "UTF-32LE",
        ),
        (u32::to_be_bytes, "UTF-32BE"),
    ] {
        let bytes = bytes(encode);
        let mut parts = read("a.txt", bytes.clone()).expect("a text");
        let passages = parts
            .remove(0)
            .1
            .expect("a brief")
            .brief
            .passages;
        assert_eq!(passages[1].text, "港口收费上涨，𠮷。");

        let html = read("a.html", bytes.clone()).expect("a page");
        assert_eq!(html.len(), 1);

        for cut in [&bytes[..bytes.len() - 1], &[&bytes[..], &[0; 4]].concat()] {
            let refused = match read("a.txt", cut.to_vec()) {
                Err(refusal) => format!("{refusal:?}"),
                Ok(mut parts) => match parts.remove(0).1 {
                    Err(refusal) => format!("{refusal:?}"),
                    Ok(_) => panic!("read"),
                },
            };
            assert!(refused.contains(name), "{refused}");
        }
    }
}
