//! Other forms of a query's words: short forms, names, acronyms, pinyin, and lists of terms.

use serde_json::Value;

use super::support::{Briefs, search_json};

const ENGLISH: &str = "\
Brief #1: Names

Xi spoke to the boatmen.

Xi Jinping visited the quay.

The Politburo Standing Committee met on Monday.

The PBSC met again on Tuesday.
";
const CHINESE: &str = "\
第2期：名称

统战工作要靠船工。

统一战线要靠渔民。

习近平到码头看望大家。

全国人民代表大会今天开会。

中国人民大学的学生今天放假。

民营经济很重要，重庆也是。
";

fn briefs() -> Briefs {
    Briefs::of(&[("a.txt", ENGLISH), ("b.txt", CHINESE)])
}

fn ask(briefs: &Briefs, args: &[&str]) -> Value {
    search_json(briefs, args).1
}

/// The id of each hit, with the way and the words by which it was found.
fn ways(answer: &Value) -> Vec<(String, String)> {
    let hits = answer["hits"]
        .as_array()
        .expect("hits");
    let way = |hit: &Value| {
        let words = hit["via"]["words"].as_array();
        let words: Vec<&str> = words
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let way = hit["via"]["way"].as_str();
        format!(
            "{} {}",
            way.unwrap_or("itself"),
            words.join(" ")
        )
    };
    hits.iter()
        .map(|hit| {
            (
                hit["id"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                way(hit),
            )
        })
        .collect()
}

fn found(briefs: &Briefs, args: &[&str]) -> Vec<(String, String)> {
    ways(&ask(briefs, args))
}

fn hit(id: &str, way: &str) -> (String, String) {
    (id.to_owned(), way.to_owned())
}

#[test]
fn pinyin_finds_the_word_that_it_spells() {
    let briefs = briefs();
    let answer = ask(&briefs, &["tongzhan"]);
    assert_eq!(answer["total"], 0);
    assert_eq!(answer["forms"]["total"], 1);
    assert_eq!(
        ways(&answer),
        [hit("b#2", "pinyin 统战")]
    );
    // A reading that is not the usual one of a character.
    assert_eq!(
        found(&briefs, &["chongqing"]),
        [hit("b#7", "pinyin 重庆")]
    );
    assert_eq!(
        found(&briefs, &["minying jingji"]).len(),
        1
    );
}

#[test]
fn homophones_in_characters_find_nothing() {
    let (code, answer) = search_json(&briefs(), &["通战"]);
    assert_eq!(code, 1);
    assert_eq!(answer["total"], 0);
    assert_eq!(ways(&answer), []);
}

#[test]
fn an_acronym_and_a_name_find_the_full_forms_after_their_own() {
    let briefs = briefs();
    assert_eq!(
        found(&briefs, &["PBSC"]),
        [
            hit("a#5", "itself "),
            hit(
                "a#4",
                "form Politburo Standing Committee"
            )
        ]
    );
    let of_name = ask(&briefs, &["Xi"]);
    assert_eq!(of_name["total"], 2);
    let last = ways(&of_name).pop();
    assert_eq!(last, Some(hit("b#4", "form 习近平")));
}

#[test]
fn a_form_of_several_names_searches_all_and_says_so() {
    let answer = ask(&briefs(), &["人大"]);
    let mut ids: Vec<String> = ways(&answer)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    ids.sort();
    assert_eq!(ids, ["b#5", "b#6"]);
    let notes = answer["notes"].to_string();
    assert!(
        notes.contains("全国人民代表大会 or 中国人民大学"),
        "{notes}"
    );
}

#[test]
fn phrases_and_plain_searches_have_their_own_words_only() {
    let briefs = briefs();
    for args in [
        ["\"tongzhan\"", "--limit", "10"],
        ["\"Xi\"", "--limit", "10"],
        ["\"统一战线\"", "--limit", "10"],
        ["tongzhan", "--exact-only", "--facets"],
        ["PBSC", "--exact-only", "--facets"],
    ] {
        let hits = found(&briefs, &args);
        assert!(
            hits.iter()
                .all(|(_, way)| way == "itself "),
            "{args:?}: {hits:?}"
        );
    }
    let mut command = briefs.command(&["search", "tongzhan"]);
    command.env("YINDE_PLAIN", "1");
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_pages_of_other_forms_follow_the_hits() {
    let briefs = briefs();
    let whole = found(&briefs, &["Xi", "-n", "0"]);
    for (at, expected) in whole.iter().enumerate() {
        let offset = at.to_string();
        let page = found(
            &briefs,
            &["Xi", "-n", "1", "--offset", &offset],
        );
        assert_eq!(
            page.as_slice(),
            std::slice::from_ref(expected),
            "{at}"
        );
    }
}

#[test]
fn a_list_of_the_users_comes_first_and_changes_no_phrase() {
    let briefs = briefs();
    let list = briefs.folder().join("terms.tsv");
    let text = "zh\ten\ten_short\n码头\tharbour works\tHW\n";
    std::fs::write(&list, text).expect("a file");
    let list = list.to_str().expect("a path");
    let with = |query: &str| {
        found(
            &briefs,
            &[query, "--across", "--glossary", list],
        )
    };
    assert_eq!(
        with("harbour works"),
        [hit("b#4", "translated 码头")]
    );
    assert_eq!(
        found(&briefs, &["HW", "--glossary", list]),
        [hit("b#4", "form 码头")]
    );
    assert_eq!(
        found(
            &briefs,
            &["\"码头\"", "--glossary", list]
        ),
        found(&briefs, &["\"码头\""])
    );
}

#[test]
fn a_list_without_columns_is_an_error_that_says_what_is_missing() {
    let briefs = briefs();
    let list = briefs.folder().join("terms.tsv");
    std::fs::write(&list, "码头,quay\n").expect("a file");
    let path = list.to_str().expect("a path");
    let ran = briefs.run(&["search", "quay", "--glossary", path]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("terms.tsv") && ran.stderr.contains("zh and en"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_glossary_lists_terms_with_where_and_how_often() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Terms\n\nThey call it united front work 统战工作, and mean it.\n",
        ),
        (
            "b.txt",
            "Brief #2: Terms\n\nMore united front work 统战工作 was needed.\n",
        ),
    ]);
    assert_eq!(briefs.run(&["index"]).code, 0);
    let ran = briefs.run(&["glossary", "--export", "tsv"]);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(
        lines[1],
        "统战工作\t\tunited front work\t\tterm\t2\tyes\ta#2 b#2"
    );
    // The list is one that a search reads.
    let list = briefs.folder().join("terms.tsv");
    std::fs::write(&list, &ran.stdout).expect("a file");
    let path = list.to_str().expect("a path");
    let ran = briefs.run(&["search", "work", "--across", "--glossary", path]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let json = briefs.run(&["glossary", "-f", "json"]);
    let json: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["rows"][0]["uses"], 2);
}
