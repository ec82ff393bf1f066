//! What is new: passages by the day on which they were first indexed, and the report of a run.

use serde_json::Value;

use crate::support::Briefs;

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports\n\nHarbour fees rose.\n",
        ),
        (
            "b.txt",
            "Brief #2: Quays\n\nThe harbour froze.\n",
        ),
    ])
}

fn count(briefs: &Briefs, days: &str) -> String {
    let out = briefs.run(&["search", "harbour", "--added", days, "--count"]);
    assert!(out.code < 2, "{days}: {}", out.stderr);
    out.stdout.trim().to_owned()
}

#[test]
fn passages_are_filtered_by_the_day_of_indexing() {
    let briefs = briefs();
    for (days, found) in [
        ("since:2020", "2"),
        ("SINCE:2020-01-01", "2"),
        ("2020..", "2"),
        ("until:2020", "0"),
        ("..2020", "0"),
        ("2020-06", "0"),
        ("since:2999", "0"),
    ] {
        assert_eq!(count(&briefs, days), found, "{days}");
    }
    let in_query = briefs.run(&["search", "harbour added:since:2020", "--count"]);
    assert_eq!(in_query.stdout, "2\n");
    let lines = briefs.run(&["kwic", "harbour", "--added", "until:2020"]);
    assert_eq!(lines.code, 1, "{}", lines.stdout);
    let bad = briefs.run(&["search", "harbour", "--added", "since:soon"]);
    assert_eq!(bad.code, 2);
    assert!(
        bad.stderr
            .contains("\"soon\" is not a date"),
        "{}",
        bad.stderr
    );
}

#[test]
fn a_run_names_every_change_and_what_is_new_for_saved_searches() {
    let briefs = briefs();
    let add = ["saved", "add", "ports", "harbour"];
    assert_eq!(briefs.run(&add).code, 0);
    briefs.write(
        "a.txt",
        "Brief #1: Ports\n\nA harbour line put in before.\n\nHarbour fees rose.\n",
    );
    briefs.remove("b.txt");
    briefs.write(
        "c.txt",
        "Brief #2: Quays\n\nThe harbour froze.\n",
    );
    briefs.write(
        "d.txt",
        "Brief #4: Piers\n\nNothing else.\n",
    );
    let out = briefs.run(&["index", "--json"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let report: Value = serde_json::from_str(&out.stdout).expect("JSON");
    let changes = &report["changes"];
    assert_eq!(
        changes["added"],
        serde_json::json!(["c.txt", "d.txt"])
    );
    assert_eq!(
        changes["updated"],
        serde_json::json!(["a.txt"])
    );
    assert_eq!(
        changes["removed"],
        serde_json::json!(["b.txt"])
    );
    assert_eq!(changes["renamed"][0]["from"], "b.txt");
    assert_eq!(changes["renamed"][0]["to"], "c.txt");
    let saved = &report["saved"][0];
    assert_eq!(saved["name"], "ports");
    let new = saved["passages"]
        .as_array()
        .expect("ids");
    assert_eq!(saved["new"], new.len());
    let put_in = briefs
        .search(&["put in before"])
        .hits[0]
        .stable_id
        .clone();
    assert!(new.contains(&put_in.into()), "{saved}");
    // A dry run looks at no saved search.
    let dry = briefs.run(&["index", "--json", "--dry-run"]);
    let dry: Value = serde_json::from_str(&dry.stdout).expect("JSON");
    assert!(dry.get("saved").is_none(), "{dry}");
}

#[test]
fn the_days_survive_a_rebuild_and_are_checked() {
    let briefs = briefs();
    assert_eq!(
        briefs
            .run(&["index", "--rebuild"])
            .code,
        0
    );
    assert_eq!(count(&briefs, "since:2020"), "2");
    let index = briefs.index();
    let current = std::fs::read_to_string(index.join("CURRENT")).expect("a pointer");
    let generation = current
        .split_whitespace()
        .next()
        .expect("its name");
    let file = index.join(generation).join("added");
    let mut bytes = std::fs::read(&file).expect("the days");
    bytes[5] ^= 1;
    std::fs::write(&file, bytes).expect("a damaged file");
    let damaged = briefs.run(&["search", "harbour", "--added", "since:2020"]);
    assert_eq!(damaged.code, 2, "{}", damaged.stdout);
    assert!(
        damaged.stderr.contains("added"),
        "{}",
        damaged.stderr
    );
    // Nothing else needs the file.
    assert_eq!(
        briefs
            .run(&["search", "harbour"])
            .code,
        0
    );
    assert_eq!(briefs.run(&["verify"]).code, 2);
    assert_eq!(briefs.run(&["repair"]).code, 0);
    assert_eq!(briefs.run(&["verify"]).code, 0);
    assert!(count(&briefs, "since:2020") == "2");
}
