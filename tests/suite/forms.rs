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

const LAWS: &str = "\
Brief #4: Laws

第二十四条规定国家尊重劳动。

Article 24 protects labour.

第24條談勞動。

Under Art. 24, labour is free.

Chapter IV has the rules, and article 240 is another.

第四章规定监督。

The second paragraph of Article 24 is short.

见宪法第二十四条第二款。

第二百四十条另有规定。

Article 105, item (3).
";

#[test]
fn a_part_of_a_law_is_found_in_either_numbering() {
    let briefs = Briefs::of(&[("l.txt", LAWS)]);
    let in_chinese = [hit("l#2", "form 第二十四条"), hit("l#9", "form 第二十四条")];
    let in_digits = [hit("l#4", "form 第24条")];
    let in_english = [
        hit("l#3", "form Article 24"),
        hit("l#5", "form Art. 24"),
        hit("l#8", "form Article 24"),
    ];
    let forms = |query: &str| {
        let mut found = found(&briefs, &[query, "-n", "0"]);
        found.retain(|(_, way)| way != "itself ");
        found.sort();
        found
    };
    let sorted = |parts: &[&[(String, String)]]| {
        let mut all = parts.concat();
        all.sort();
        all
    };
    for query in ["第二十四条", "宪法第二十四条"] {
        let own: &[_] = if query == "第二十四条" {
            &[]
        } else {
            &in_chinese[..1]
        };
        assert_eq!(
            forms(query),
            sorted(&[&in_digits, &in_english, own]),
            "{query}"
        );
    }
    for query in ["第24条", "第 24 條", "第２４条"] {
        assert_eq!(
            forms(query),
            sorted(&[&in_chinese, &in_english]),
            "{query}"
        );
    }
    for query in ["Article 24", "article 24"] {
        let art = &in_english[1..2];
        assert_eq!(
            forms(query),
            sorted(&[&in_chinese, &in_digits, art]),
            "{query}"
        );
    }
    for (query, id, form) in [
        ("第四章", "l#6", "Chapter IV"),
        ("Chapter four", "l#7", "第四章"),
        ("第三项", "l#11", "item 3"),
        ("第一百零五条", "l#11", "Article 105"),
        ("Article 240", "l#10", "第二百四十条"),
        ("second paragraph", "l#9", "第二款"),
    ] {
        let form = hit(id, &format!("form {form}"));
        assert!(
            forms(query).contains(&form),
            "{query}: {:?}",
            forms(query)
        );
    }
    assert_eq!(
        forms("第二十四条第二款"),
        [hit(
            "l#8",
            "form Article 24 second paragraph"
        )]
    );
}

#[test]
fn a_quoted_part_of_a_law_is_found_as_it_is() {
    let briefs = Briefs::of(&[("l.txt", LAWS)]);
    for (query, total) in [("\"第24条\"", 1), ("\"Article 24\"", 2), ("第二十四条", 2)] {
        let answer = ask(&briefs, &[query]);
        assert_eq!(answer["total"], total, "{query}");
        let is_quoted = query.starts_with('"');
        assert_eq!(
            answer["forms"].is_null(),
            is_quoted,
            "{query}"
        );
        let plain = found(&briefs, &[query, "--exact-only"]);
        assert_eq!(plain.len(), total, "{query}");
    }
    // These name no part.
    for query in ["Article June", "第二次", "art 24", "Article 10000", "第条"] {
        assert!(
            ask(&briefs, &[query])["forms"].is_null(),
            "{query}"
        );
    }
}
