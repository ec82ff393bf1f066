//! `--across`: passages in the other language, by translations and by their own.

use serde_json::Value;

use super::support::{Briefs, search_json};

const NOTICE: &str = "\
Brief #1: Harbours

The united front needs friends among the boatmen.

The ministry of agriculture sent rice.
";
const CHINESE: &str = "\
第2期：港口

统战工作要靠船工。

农业农村部送来大米。

渔民今天休息。
";
const PAIRED: &str = "\
Brief #3: Quays

房住不炒，码头也不炒。

Homes are not for speculation, and neither are quays.

Nobody has asked the seagulls about it.
";

fn briefs() -> Briefs {
    Briefs::of(&[("a.txt", NOTICE), ("b.txt", CHINESE), ("c.txt", PAIRED)])
}

/// The ids of the hits, in order.
fn ids(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"]
        .as_array()
        .expect("hits");
    hits.iter()
        .map(|hit| hit["id"].as_str().expect("an id"))
        .collect()
}

fn ask(briefs: &Briefs, args: &[&str]) -> Value {
    search_json(briefs, args).1
}

#[test]
fn an_english_query_finds_chinese_and_says_by_which_words() {
    let briefs = briefs();
    let answer = ask(&briefs, &["united front", "--across"]);
    assert_eq!(ids(&answer), ["a#2", "b#2"]);
    assert_eq!(
        answer["hits"][1]["via"]["words"][0],
        "统战"
    );
    assert_eq!(
        answer["hits"][1]["via"]["way"],
        "translated"
    );
    assert!(
        answer["hits"][0]
            .get("via")
            .is_none(),
        "{answer}"
    );
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["across"]["total"], 1);
    assert_eq!(answer["across"]["via"][0], "统战");
    let text = briefs
        .run(&["search", "united front", "--across"])
        .stdout;
    assert!(
        text.contains("1 passage in the other language, via 统战"),
        "{text}"
    );
}

#[test]
fn a_chinese_query_finds_english() {
    let answer = ask(&briefs(), &["统一战线", "--across"]);
    assert_eq!(ids(&answer), ["a#2", "b#2"]);
    assert_eq!(
        answer["hits"][0]["via"]["words"][0],
        "united front"
    );
    // Its short form comes last.
    assert_eq!(answer["hits"][1]["via"]["way"], "form");
}

#[test]
fn a_phrase_crosses_as_a_whole() {
    let briefs = briefs();
    assert_eq!(
        ids(&ask(
            &briefs,
            &["\"united front\"", "--across"]
        )),
        ["a#2", "b#2"]
    );
    // Neither "front" nor "needs" alone is what the phrase asks for.
    assert_eq!(
        ids(&ask(
            &briefs,
            &["\"front needs\"", "--across"]
        )),
        ["a#2"]
    );
}

#[test]
fn nothing_crosses_unless_it_is_asked_for() {
    let briefs = briefs();
    for query in ["united front", "\"united front\"", "统战", "rice OR 大米"] {
        let plain = ask(&briefs, &[query]);
        let across = ask(&briefs, &[query, "--across"]);
        assert!(plain.get("across").is_none(), "{plain}");
        assert_eq!(
            plain["total"], across["total"],
            "{query}"
        );
        let own = ids(&plain);
        let all = ids(&across);
        assert!(
            own.iter()
                .all(|id| all.contains(id)),
            "{own:?} {all:?}"
        );
    }
}

#[test]
fn filters_and_exclusions_hold_in_the_other_language() {
    let briefs = briefs();
    let of = |query: &str| ids(&ask(&briefs, &[query, "--across"])).join(" ");
    assert_eq!(of("united front lang:zh"), "b#2");
    assert_eq!(of("united front issue:1"), "a#2");
    assert_eq!(of("united front issue:2"), "b#2");
    assert_eq!(of("united front -船工"), "a#2");
}

#[test]
fn a_translation_is_shown_with_its_original_and_counts_once() {
    let briefs = briefs();
    let answer = ask(&briefs, &["speculation", "--across"]);
    assert_eq!(ids(&answer), ["c#3"]);
    assert_eq!(
        answer["hits"][0]["twins"][0]["id"],
        "c#2"
    );
    assert_eq!(
        answer["hits"][0]["twins"][0]["text"],
        "房住不炒，码头也不炒。"
    );
}

#[test]
fn a_passage_is_found_through_its_translation() {
    let answer = ask(
        &briefs(),
        &["neither quays lang:zh", "--across"],
    );
    assert_eq!(ids(&answer), ["c#2"]);
    assert_eq!(answer["hits"][0]["via"]["way"], "twin");
    assert_eq!(
        answer["hits"][0]["twins"][0]["id"],
        "c#3"
    );
}

#[test]
fn pages_across_languages_add_up() {
    let briefs = briefs();
    let all = ask(
        &briefs,
        &["united front rice", "--across", "-n", "0"],
    );
    let all = ids(&all);
    assert!(all.len() > 1, "{all:?}");
    for (at, id) in all.iter().enumerate() {
        let offset = at.to_string();
        let page = ask(
            &briefs,
            &[
                "united front rice",
                "--across",
                "-n",
                "1",
                "--offset",
                &offset,
            ],
        );
        assert_eq!(ids(&page), [*id]);
    }
}

/// Removes the paths of hits and their twins, which name the folder of the corpus.
fn forget_folders(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("path");
            members
                .values_mut()
                .for_each(forget_folders);
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(forget_folders),
        _ => {}
    }
}

#[test]
fn answers_do_not_depend_on_the_order_of_indexing() {
    let together = briefs();
    let one_by_one = Briefs::empty();
    for (source, text) in [("c.txt", PAIRED), ("b.txt", CHINESE), ("a.txt", NOTICE)] {
        one_by_one.write(source, text);
        assert_eq!(one_by_one.run(&["index"]).code, 0);
    }
    for query in ["united front", "rice of the ministry", "统战 大米", "quays"] {
        let mut answers = [&together, &one_by_one].map(|briefs| {
            let mut answer = ask(briefs, &[query, "--across"]);
            answer["took_us"] = 0.into();
            forget_folders(&mut answer);
            answer
        });
        let [a, b] = &mut answers;
        assert_eq!(a, b, "{query}");
    }
}

#[test]
fn a_crossed_hit_explains_its_score_by_its_translations() {
    let answer = ask(
        &briefs(),
        &["united front", "--across", "--explain"],
    );
    let crossed = &answer["hits"][1];
    let parts = crossed["why"]["parts"]
        .as_array()
        .expect("parts");
    let what = parts[0]["what"]
        .as_str()
        .expect("words");
    assert!(
        what.starts_with("translated: ") && what.contains("统战"),
        "{what}"
    );
    let plain = ask(&briefs(), &["united front", "--across"]);
    assert!(
        plain["hits"][1]
            .get("why")
            .is_none()
    );
}

#[test]
fn a_number_is_no_word_of_the_other_language() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "简报第1期\n\n人口为14亿，国债5000亿元，赤字率由3%提高，2023年如此。\n",
        ),
        (
            "b.txt",
            "Brief #2: More\n\nRice rose by 3% in 2023 and by 5000 tons.\n",
        ),
    ]);
    for query in ["14亿", "5000亿", "3%", "2023"] {
        let answer = ask(&briefs, &[query, "--across"]);
        let via = answer["across"]["via"]
            .as_array()
            .expect("words");
        // What is announced is shown, and says by which words it was found.
        let crossed = answer["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .filter(|hit| hit.get("via").is_some());
        assert_eq!(
            answer["across"]["total"],
            crossed.count(),
            "{query}: {answer}"
        );
        assert_eq!(
            answer["across"]["total"] == 0,
            via.is_empty(),
            "{query}: {answer}"
        );
    }
}
