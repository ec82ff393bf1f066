//! Concordances with the translation of each match.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Briefs, Hit, Ran, sample, search, shared, yinde};

/// A term in both halves of a sentence, a sure pair, a probable one, and a passage without any.
const TEXT: &str = "\
Brief #7: Harbours

渔民今天不出海。

Fishermen stay at home today, since the storm has not passed and the boats are old.

码头工人的工资没有提高,但是雾季已经来了。

Dockers were paid no more, and fog came early.

The notice on united front work 统战工作 is out, and fishermen read it.
";

fn rows(index: &Path, args: &[&str]) -> Vec<Value> {
    let out = yinde()
        .args(args)
        .args(["-f", "json", "--index"])
        .arg(index)
        .output();
    let out = Ran::of(out.expect("it runs"));
    let answer: Value = serde_json::from_str(&out.stdout).expect("JSON");
    answer["rows"]
        .as_array()
        .expect("rows")
        .clone()
}

/// The terms that the passage with this id gives in both languages, in either order.
fn terms(pairs: &Value, id: &Value) -> Vec<[String; 2]> {
    let pairs = pairs
        .as_array()
        .expect("pairs")
        .iter();
    let here =
        pairs.filter(|pair| pair["kind"] == "term" && pair["zh"]["passages"][0]["id"] == *id);
    here.flat_map(|pair| {
        let [zh, en] = ["zh", "en"].map(|side| {
            let text = pair[side]["text"].as_str();
            text.expect("a text").to_owned()
        });
        [[zh.clone(), en.clone()], [en, zh]]
    })
    .collect()
}

/// The translation of a line by the twins of its passage or the terms of its sentence: its ids, its
/// text, how sure it is.
fn expected(row: &Value, hits: &[Hit], pairs: &Value) -> [Value; 3] {
    let hit = hits
        .iter()
        .find(|hit| row["id"] == hit.id);
    let twins = &hit.expect("the passage").twins;
    if !twins.is_empty() {
        let ids: Vec<&str> = twins
            .iter()
            .map(|twin| &*twin.id)
            .collect();
        let text = twins
            .iter()
            .filter_map(|twin| twin.text.as_deref());
        let is_probable = twins
            .iter()
            .any(|twin| twin.probable);
        return [
            json!(ids.join(" ")),
            json!(text.collect::<Vec<_>>().join(" ")),
            json!(if is_probable {
                "probable"
            } else {
                "yes"
            }),
        ];
    }
    let [left, hit, right] = ["left", "hit", "right"].map(|part| row[part].as_str().expect("text"));
    let text = [left, hit, right].concat();
    for [half, other] in terms(pairs, &row["id"]) {
        let at = text
            .find(&half)
            .expect("the term in its passage");
        if at < left.len() + hit.len() && left.len() < at + half.len() {
            return [row["id"].clone(), json!(other), row["twin_sure"].clone()];
        }
    }
    [Value::Null, Value::Null, Value::Null]
}

#[test]
fn each_line_has_the_translation_that_a_reader_finds() {
    let briefs = Briefs::of(&[("a.txt", TEXT)]);
    let index = briefs.index();
    for index in [sample(), &index] {
        let out = yinde()
            .args(["pairs", "-f", "json", "--index"])
            .arg(index)
            .output();
        let out = Ran::of(out.expect("it runs"));
        let pairs: Value = serde_json::from_str(&out.stdout).expect("JSON");
        let mut translated = 0;
        for query in [
            "统战",
            "\"united front\"",
            "经济",
            "party OR 党",
            "fishermen OR dockers",
            "work",
        ] {
            let hits = search(index, &[query, "--twins", "-n", "0"]).hits;
            let lines = rows(index, &["kwic", query, "--twins"]);
            let alone = rows(index, &["kwic", query]);
            assert_eq!(lines.len(), alone.len(), "{query}");
            for (line, alone) in lines.iter().zip(&alone) {
                let found = ["twin_id", "twin", "twin_sure"].map(|name| line[name].clone());
                assert_eq!(
                    found,
                    expected(line, &hits, &pairs),
                    "{query}: {line}"
                );
                translated += usize::from(!found[0].is_null());
                let (line, alone) = (
                    line.as_object(),
                    alone.as_object().expect("a row"),
                );
                let line = line.expect("a row");
                assert!(
                    alone
                        .iter()
                        .all(|(name, value)| line[name] == *value),
                    "{line:?}"
                );
                assert_eq!(line.len(), alone.len() + 4);
            }
            let mut sorted = rows(
                index,
                &["kwic", query, "--twins", "--sort", "right"],
            );
            let key = |row: &Value| row.to_string();
            sorted.sort_by_key(key);
            let mut lines = lines;
            lines.sort_by_key(key);
            assert_eq!(
                sorted, lines,
                "{query}: sorting only permutes"
            );
        }
        assert!(translated > 2, "{translated}");
    }
}

#[test]
fn probable_translations_and_terms_are_said_to_be_so() {
    let briefs = Briefs::of(&[("a.txt", TEXT)]);
    let text = briefs
        .run(&["kwic", "渔民 OR 雾季 OR 统战 OR fishermen", "--twins"])
        .stdout;
    for line in [
        "     = probably #3 Fishermen stay at home today, since the storm has not passed and \
         the boats are old.",
        "     = #5 Dockers were paid no more, and fog came early.",
        "     = probably #2 渔民今天不出海。",
        "     = in the passage: united front work",
    ] {
        assert!(
            text.lines()
                .any(|other| other == line),
            "{line} in {text}"
        );
    }
    // The last passage has no translation of its fishermen.
    assert_eq!(
        text.lines().count(),
        1 + 5 + 4,
        "{text}"
    );
}

#[test]
fn the_real_brief_is_shown_with_its_translations() {
    let Some(path) = shared("corpus/brief-042.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("a brief");
    let briefs = Briefs::of(&[("brief-042.txt", &text)]);
    let out = briefs.run(&["kwic", "统战", "--twins", "-f", "json"]);
    let answer: Value = serde_json::from_str(&out.stdout).expect("JSON");
    let rows = answer["rows"]
        .as_array()
        .expect("rows")
        .iter();
    let lines = rows.map(|row| {
        let numbers = (
            row["line"].as_u64(),
            row["twin_line"].as_u64(),
        );
        (
            numbers.0.expect("a line"),
            numbers.1.expect("a line"),
            row["twin_sure"].as_str(),
        )
    });
    let yes = Some("yes");
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [(11, 11, yes), (63, 65, yes), (73, 75, yes)]
    );
    assert_eq!(
        answer["rows"][0]["twin"],
        "Opinion on strengthening the united front work of the private sector in the new era"
    );
}
