//! The notes beside the hits: why nothing was found, similar spellings, explanations of scores.

use serde_json::Value;

use super::support::{Briefs, search_json};

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Money, tea\n\n1. Money\n\nThe united front is at work.\n\n\
             统一战线是法宝。\n\nTariffs rose.\n",
        ),
        (
            "b.txt",
            "Brief #2: Tea\n\n1. Tea\n\nThe United Nations met; united we stand.\n\n\
             民营经济统战工作意见。\n",
        ),
    ])
}

fn total(briefs: &Briefs, args: &[&str]) -> u64 {
    let (_, answer) = search_json(briefs, args);
    answer["total"]
        .as_u64()
        .expect("a number")
}

/// Returns the similar spellings of a missing word, each with its number of passages.
fn near(value: &Value) -> Vec<String> {
    let near = value["near"]
        .as_array()
        .expect("a list");
    near.iter()
        .map(|n| {
            format!(
                "{} {}",
                n["text"].as_str().expect("text"),
                n["passages"]
            )
        })
        .collect()
}

#[test]
fn similar_spellings_are_suggested_but_only_fuzzy_finds_them() {
    let briefs = briefs();
    for (typed, offered) in [
        ("untied", "united 2"),
        ("tarrifs", "tariffs 1"),
        ("\"untied front\"", "united front 1"),
        // Another character, one of the same sound, several of the same sound.
        ("统站工作", "统战工作 1"),
        ("\"统一站线\"", "统一战线 1"),
        ("統一站線", "统一战线 1"),
        ("民赢经济统战", "民营经济统战 1"),
    ] {
        let (_, answer) = search_json(&briefs, &[typed]);
        let missing = &answer["nothing"]["missing"][0];
        assert_eq!(missing["text"], typed);
        assert_eq!(
            near(missing)
                .first()
                .map(String::as_str),
            Some(offered),
            "{typed}"
        );
        let (code, fuzzy) = search_json(&briefs, &["--fuzzy", typed]);
        assert!(
            code == 0 && fuzzy["total"].as_u64() > Some(0),
            "{typed}"
        );
        assert!(
            near(&fuzzy["widened"][0]).contains(&offered.to_owned()),
            "{typed}"
        );
    }
}

#[test]
fn no_spelling_is_suggested_for_words_unlike_any_other() {
    let briefs = briefs();
    for far in ["xylophone", "鲸鱼座", "\"front united\"", "42"] {
        let (_, answer) = search_json(&briefs, &[far]);
        assert_eq!(
            near(&answer["nothing"]["missing"][0]),
            [""; 0],
            "{far}"
        );
        assert_eq!(
            search_json(&briefs, &["--fuzzy", far]).0,
            1,
            "{far}"
        );
    }
}

/// Returns the parts without which the query would find passages, each with their number.
fn without(briefs: &Briefs, args: &[&str]) -> Vec<String> {
    let (_, answer) = search_json(briefs, args);
    let without = answer["nothing"]["without"]
        .as_array()
        .expect("a list");
    without
        .iter()
        .map(|without| {
            let part = without["part"].as_str();
            format!(
                "{} {}",
                part.expect("a part"),
                without["total"]
            )
        })
        .collect()
}

#[test]
fn the_count_without_each_part_of_the_query_is_reported() {
    let briefs = briefs();
    assert_eq!(
        without(&briefs, &["united zebra"]),
        ["zebra 2"]
    );
    // Each word has passages, but no passage has both.
    assert_eq!(
        without(&briefs, &["tariffs", "nations"]),
        ["tariffs 1", "nations 1"]
    );
    assert_eq!(
        without(
            &briefs,
            &["\"united front\"", "--issue", "2"]
        ),
        ["issue 2 1"]
    );
    assert_eq!(
        without(&briefs, &["united -we zebra"]),
        ["zebra 1"]
    );
    assert_eq!(without(&briefs, &["zebra"]), [""; 0]);
}

#[test]
fn an_unknown_label_is_reported_with_the_known_ones() {
    let briefs = briefs();
    let (code, answer) = search_json(&briefs, &["united", "--topic", "mony"]);
    let unknown = &answer["unknown"][0];
    assert_eq!(
        (
            code,
            &unknown["field"],
            &unknown["value"]
        ),
        (1, &"topic".into(), &"mony".into())
    );
    assert_eq!(
        unknown["near"],
        serde_json::json!(["Money"])
    );
    assert!(
        unknown["there"]
            .as_array()
            .expect("a list")
            .contains(&"Tea".into()),
        "{unknown}"
    );
    // With a known topic beside it there are hits, and the note as well.
    let (code, answer) = search_json(
        &briefs,
        &["united", "--topic", "mony", "--topic", "tea"],
    );
    assert_eq!(
        (code, &answer["unknown"][0]["value"]),
        (0, &"mony".into())
    );
    let (_, answer) = search_json(&briefs, &["title:xyz united"]);
    assert_eq!(answer["unknown"][0]["field"], "title");
    let text = briefs
        .run(&["search", "united", "--section", "9"])
        .stdout;
    assert!(
        text.contains("no section \"9\"; sections: Money, Tea"),
        "{text}"
    );
}

/// Returns the scores in a list of the parts of a score.
fn scores(list: &Value) -> Vec<f64> {
    let parts = list.as_array().expect("a list");
    parts
        .iter()
        .map(|part| {
            part["score"]
                .as_f64()
                .expect("a number")
        })
        .collect()
}

#[test]
fn the_parts_of_an_explained_score_make_the_score() {
    let briefs = briefs();
    for query in [
        "united front",
        "\"united front\"",
        "统战工作",
        "民营经济 统战",
        "unit* -we",
        "lang:en",
        "what is united?",
        "front tea OR united",
        "民营经济统战工作 OR 法宝",
        "“统战工作”是什么？",
        "\"united front\" OR nations -we",
    ] {
        let (_, answer) = search_json(&briefs, &["--explain", query]);
        let hits = answer["hits"]
            .as_array()
            .expect("hits");
        assert!(!hits.is_empty(), "{query}");
        for hit in hits {
            let parts: f64 = scores(&hit["why"]["parts"])
                .iter()
                .sum();
            let shares: f64 = scores(&hit["why"]["shares"])
                .iter()
                .product();
            let score = hit["score"]
                .as_f64()
                .expect("a score");
            let difference = (parts * shares - score).abs();
            assert!(difference < 0.01, "{query}: {hit}");
        }
    }
    let out = briefs.run(&["search", "--explain", "united nations"]);
    let part = "“united” in any form +";
    assert!(
        out.stdout.contains(part),
        "{}",
        out.stdout
    );
}

#[test]
fn a_phrase_that_does_not_occur_is_relaxed_in_a_question_only() {
    let briefs = briefs();
    let (code, answer) = search_json(
        &briefs,
        &["What did the \"zebra crossing\" do at the united front?"],
    );
    assert_eq!(
        (code, &answer["relaxed"]),
        (
            0,
            &serde_json::json!(["\"zebra crossing\""])
        )
    );
    let text = briefs
        .run(&["search", "统一战线为什么是“斑马法宝”？"])
        .stdout;
    assert!(
        text.contains("no passage contains \"斑马法宝\"; searched for its words instead"),
        "{text}"
    );
    // A phrase that occurs is not required either, but comes first.
    let (_, answer) = search_json(
        &briefs,
        &["Which locomotive has the \"united front\" in it?"],
    );
    assert_eq!(
        (&answer["total"], &answer["relaxed"]),
        (&2.into(), &Value::Null)
    );
    let first = answer["hits"][0]["snippet"].to_string();
    assert!(
        first.contains("united front"),
        "{answer}"
    );
    // Phrases of other queries are always required.
    assert_eq!(
        search_json(&briefs, &["united \"zebra crossing\""]).0,
        1
    );
}

#[test]
fn a_group_is_excluded_only_if_all_of_it_matches() {
    let briefs = briefs();
    for question in ["what is the united front at?", "united front"] {
        let excluding = format!("{question} -(united zebra)");
        assert_eq!(
            total(&briefs, &[question]),
            total(&briefs, &[&excluding]),
            "{question}"
        );
    }
}

#[test]
fn fuzzy_finds_no_less() {
    let briefs = briefs();
    for query in [
        "how did the united front go?",
        "united nations",
        "统一战线为什么是法宝？",
        "\"united front\" tariffs",
    ] {
        let exact = total(&briefs, &[query]);
        assert!(
            total(&briefs, &["--fuzzy", query]) >= exact,
            "{query}"
        );
    }
}

#[test]
fn all_missing_words_of_a_question_are_reported() {
    let (_, answer) = search_json(&briefs(), &["what is \"zzz qqq\" ?"]);
    let missing = answer["nothing"]["missing"]
        .as_array()
        .expect("a list");
    let texts: Vec<_> = missing
        .iter()
        .map(|missing| &missing["text"])
        .collect();
    assert_eq!(texts, ["what", "zzz", "qqq"]);
}
