//! Options of `search` that are filters, and the values of filters.

use serde_json::json;

use crate::support::{Briefs, sample, search as run_search, search_json};

/// Returns the ids of all hits in the sample briefs.
fn sample_ids(args: &[&str]) -> Vec<String> {
    let answer = run_search(
        sample(),
        &[args, &["--limit", "0"]].concat(),
    );
    answer
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}

#[test]
fn options_mean_the_same_as_filters_in_the_query() {
    for (option, value, typed) in [
        ("--issue", "5", "issue:5"),
        ("--issue", "#5", "issue:#5"),
        (
            "--section",
            "United front",
            "section:\"united front\"",
        ),
        ("--section", "二", "section:二"),
        (
            "--topic",
            "data security",
            "topic:\"Data Security\"",
        ),
        ("--lang", "zh", "lang:zh"),
        ("--since", "2022", "since:2022-01-01"),
        ("--until", "2019-06", "until:2019-06-30"),
    ] {
        let as_option = sample_ids(&["统战 OR the", option, value]);
        assert!(
            !as_option.is_empty(),
            "{option} {value}"
        );
        let as_filter = sample_ids(&[&format!("(统战 OR the) {typed}")]);
        assert_eq!(as_option, as_filter, "{option} {value}");
        // The excluded filter finds the rest.
        let rest = sample_ids(&[&format!("(统战 OR the) -{typed}")]);
        let all = sample_ids(&["统战 OR the"]);
        assert_eq!(
            as_option.len() + rest.len(),
            all.len(),
            "{option} {value}"
        );
    }
}

/// Three briefs about tea, of 2020, of 2021 and without a date.
fn tea() -> Briefs {
    Briefs::of(&[
        (
            "a.md",
            "---\ntitle: Spring plan\ndate: 2020-03-05\n---\n\n\
             # Tea\n\nTea is green.\n\n- tea in a list\n",
        ),
        (
            "b.md",
            "---\ntitle: Autumn plan\ndate: 2021-10-01\n---\n\nTea is black.\n",
        ),
        (
            "c.md",
            "---\ntitle: No date\n---\n\nTea has no date.\n",
        ),
    ])
}

fn total(briefs: &Briefs, args: &[&str]) -> Option<u64> {
    let (_, answer) = search_json(briefs, args);
    answer["total"].as_u64()
}

#[test]
fn dates_select_days_months_years_and_ranges() {
    let briefs = tea();
    let text = "tea (kind:prose OR kind:item)";
    for (dates, expected) in [
        ("2020", 2),
        ("2020-03", 2),
        ("2020-03-06..", 1),
        ("..2020", 2),
        ("2020..2021", 3),
        ("2020-03-05..2021-10-01", 3),
        ("2019", 0),
    ] {
        let by_option = total(&briefs, &[text, "--date", dates]);
        assert_eq!(by_option, Some(expected), "{dates}");
        let filter = format!("date:{dates}");
        let by_filter = total(&briefs, &[text, &filter]);
        assert_eq!(by_filter, Some(expected), "{filter}");
    }
    let two = ["--date", "2019..2020", "--date", "2021"];
    let by_two = total(&briefs, &[&[text], &two[..]].concat());
    assert_eq!(by_two, Some(3));
    let (_, answer) = search_json(&briefs, &["tea", "--facets"]);
    assert_eq!(
        answer["facets"]["month"],
        json!({"2020-03": 3, "2021-10": 1, "no date": 1})
    );
}

#[test]
fn kinds_and_titles_are_filters() {
    let briefs = tea();
    for (query, expected) in [
        ("kind:item tea", 1),
        ("kind:heading tea", 1),
        ("title:\"spring plan\" kind:prose", 1),
        ("title:plan kind:prose", 2),
    ] {
        assert_eq!(
            total(&briefs, &[query]),
            Some(expected),
            "{query}"
        );
    }
}

#[test]
fn invalid_values_of_filters_are_errors() {
    let briefs = tea();
    for (query, message) in [
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
        let out = briefs.run(&["search", query]);
        assert_eq!(out.code, 2, "{query}: {}", out.stderr);
        assert!(
            out.stderr.contains(message),
            "{query}: {}",
            out.stderr
        );
    }
}
