//! What is said where nothing is found, and what only `--fuzzy` finds.

use serde_json::Value;

use crate::support::Briefs;

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Money, tea\n\n1. Money\n\nThe united front is at work.\n\n统一战线是法宝。\n\nTariffs rose.\n",
        ),
        (
            "b.txt",
            "Brief #2: Tea\n\n1. Tea\n\nThe United Nations met; united we stand.\n\n民营经济统战工作意见。\n",
        ),
    ])
}

fn json(briefs: &Briefs, args: &[&str]) -> (i32, Value) {
    let out = briefs.run(&[&["search", "--format", "json"], args].concat());
    (
        out.code,
        serde_json::from_str(&out.stdout).expect("JSON"),
    )
}

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
fn near_spellings_are_offered_and_are_no_hits() {
    let briefs = briefs();
    for (typed, offered) in [
        ("untied", "united 2"),
        ("tarrifs", "tariffs 1"),
        ("\"untied front\"", "united front 1"),
        // One other character, another of the same sound, several of the same sound.
        ("统站工作", "统战工作 1"),
        ("\"统一站线\"", "统一战线 1"),
        ("統一站線", "统一战线 1"),
        ("民赢经济统战", "民营经济统战 1"),
    ] {
        let (code, answer) = json(&briefs, &[typed]);
        assert_eq!(
            (code, &answer["total"]),
            (1, &0.into()),
            "{typed}"
        );
        let missing = &answer["nothing"]["missing"][0];
        assert_eq!(missing["text"], typed);
        assert_eq!(
            near(missing)
                .first()
                .map(String::as_str),
            Some(offered),
            "{typed}"
        );
        let (code, fuzzy) = json(&briefs, &["--fuzzy", typed]);
        assert!(
            code == 0 && fuzzy["total"].as_u64() > Some(0),
            "{typed}"
        );
        assert!(
            near(&fuzzy["widened"][0]).contains(&offered.to_owned()),
            "{typed}"
        );
    }
    for far in ["xylophone", "鲸鱼座", "\"front united\"", "42"] {
        let (_, answer) = json(&briefs, &[far]);
        assert_eq!(
            near(&answer["nothing"]["missing"][0]),
            [""; 0],
            "{far}"
        );
        assert_eq!(
            json(&briefs, &["--fuzzy", far]).0,
            1,
            "{far}"
        );
    }
}

#[test]
fn it_says_how_many_there_are_without_each_part() {
    let briefs = briefs();
    let without = |args: &[&str]| {
        let (_, answer) = json(&briefs, args);
        let without = answer["nothing"]["without"]
            .as_array()
            .expect("a list")
            .clone();
        without
            .iter()
            .map(|w| {
                format!(
                    "{} {}",
                    w["part"].as_str().expect("a part"),
                    w["total"]
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(without(&["united zebra"]), ["zebra 2"]);
    // Each has passages, all together have none.
    assert_eq!(
        without(&["tariffs", "nations"]),
        ["tariffs 1", "nations 1"]
    );
    assert_eq!(
        without(&["\"united front\"", "--issue", "2"]),
        ["issue 2 1"]
    );
    assert_eq!(
        without(&["united -we zebra"]),
        ["zebra 1"]
    );
    assert_eq!(without(&["zebra"]), [""; 0]);
}

#[test]
fn an_unknown_label_says_which_there_are() {
    let briefs = briefs();
    let (code, answer) = json(&briefs, &["united", "--topic", "mony"]);
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
    // One that is there beside it: its hits, and the note all the same.
    let (code, answer) = json(
        &briefs,
        &["united", "--topic", "mony", "--topic", "tea"],
    );
    assert_eq!(
        (code, &answer["unknown"][0]["value"]),
        (0, &"mony".into())
    );
    let (_, answer) = json(&briefs, &["title:xyz united"]);
    assert_eq!(answer["unknown"][0]["field"], "title");
    let text = briefs
        .run(&["search", "united", "--section", "9"])
        .stdout;
    assert!(
        text.contains("no section \"9\"; sections: Money, Tea"),
        "{text}"
    );
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
        let (_, answer) = json(&briefs, &["--explain", query]);
        let hits = answer["hits"]
            .as_array()
            .expect("hits");
        assert!(!hits.is_empty(), "{query}");
        for hit in hits {
            let sum = |list: &Value| {
                list.as_array()
                    .expect("a list")
                    .iter()
                    .map(|r| {
                        r["score"]
                            .as_f64()
                            .expect("a number")
                    })
                    .collect::<Vec<_>>()
            };
            let parts: f64 = sum(&hit["why"]["parts"])
                .iter()
                .sum();
            let shares: f64 = sum(&hit["why"]["shares"])
                .iter()
                .product();
            let score = hit["score"]
                .as_f64()
                .expect("a score");
            assert!(
                (parts * shares - score).abs() < 0.01,
                "{query}: {hit}"
            );
        }
    }
    let text = briefs
        .run(&["search", "--explain", "united nations"])
        .stdout;
    assert!(
        text.contains("“united” in any form +"),
        "{text}"
    );
}

#[test]
fn dates_kinds_and_titles_narrow() {
    let briefs = Briefs::of(&[
        (
            "a.md",
            "---\ntitle: Spring plan\ndate: 2020-03-05\n---\n\n# Tea\n\nTea is green.\n\n- tea in a list\n",
        ),
        (
            "b.md",
            "---\ntitle: Autumn plan\ndate: 2021-10-01\n---\n\nTea is black.\n",
        ),
        (
            "c.md",
            "---\ntitle: No date\n---\n\nTea has no date.\n",
        ),
    ]);
    let total = |args: &[&str]| {
        json(
            &briefs,
            &[&["tea (kind:prose OR kind:item)"], args].concat(),
        )
        .1["total"]
            .as_u64()
    };
    for (dates, found) in [
        ("2020", 2),
        ("2020-03", 2),
        ("2020-03-06..", 1),
        ("..2020", 2),
        ("2020..2021", 3),
        ("2020-03-05..2021-10-01", 3),
        ("2019", 0),
    ] {
        assert_eq!(
            total(&["--date", dates]),
            Some(found),
            "{dates}"
        );
        assert_eq!(
            total(&[&format!("date:{dates}")]),
            Some(found),
            "date:{dates}"
        );
    }
    assert_eq!(
        total(&["--date", "2019..2020", "--date", "2021"]),
        Some(3)
    );
    let count = |query: &str| json(&briefs, &[query]).1["total"].as_u64();
    assert_eq!(count("kind:item tea"), Some(1));
    assert_eq!(count("kind:heading tea"), Some(1));
    assert_eq!(
        count("title:\"spring plan\" kind:prose"),
        Some(1)
    );
    assert_eq!(count("title:plan kind:prose"), Some(2));
    for (bad, said) in [
        (
            "date:2021..2020",
            "ends before it begins",
        ),
        ("date:..", "no date"),
        ("date:soon", "not a date"),
        (
            "kind:poem",
            "expected heading, prose, quote or item",
        ),
    ] {
        let out = briefs.run(&["search", bad]);
        assert!(
            out.code == 2 && out.stderr.contains(said),
            "{bad}: {}",
            out.stderr
        );
    }
    let months = json(&briefs, &["tea", "--facets"]).1["facets"]["month"].clone();
    assert_eq!(
        months,
        serde_json::json!({"2020-03": 3, "2021-10": 1})
    );
}

#[test]
fn a_phrase_in_a_question_is_kept_where_it_stands_and_named_where_it_does_not() {
    let briefs = briefs();
    let (code, answer) = json(
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
    // Where it stands, it must: the other words only say which is best.
    let (_, answer) = json(
        &briefs,
        &["Which locomotive has the \"united front\" in it?"],
    );
    assert_eq!(
        (&answer["total"], &answer["relaxed"]),
        (&1.into(), &Value::Null)
    );
    // What is no question means its quotation marks.
    assert_eq!(
        json(&briefs, &["united \"zebra crossing\""]).0,
        1
    );
}

#[test]
fn what_must_not_be_there_is_all_of_it_and_fuzzy_finds_no_less() {
    let briefs = briefs();
    let total = |args: &[&str]| {
        json(&briefs, args).1["total"]
            .as_u64()
            .expect("a number")
    };
    for question in ["what is the united front at?", "united front"] {
        assert_eq!(
            total(&[question]),
            total(&[&format!("{question} -(united zebra)")]),
            "{question}"
        );
    }
    for query in [
        "how did the united front go?",
        "united nations",
        "统一战线为什么是法宝？",
        "\"united front\" tariffs",
    ] {
        assert!(
            total(&["--fuzzy", query]) >= total(&[query]),
            "{query}"
        );
    }
    let (_, answer) = json(&briefs, &["what is \"zzz qqq\" ?"]);
    let missing: Vec<_> = answer["nothing"]["missing"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|m| &m["text"])
        .collect();
    assert_eq!(missing, ["what", "zzz", "qqq"]);
}
