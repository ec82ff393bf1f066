//! Runs of `yinde index`: incremental, whole or not at all, and as careful as with a folder.

use serde_json::{Value, json};

use crate::support::{Briefs, Cluster, name, text};

#[test]
fn only_what_changed_is_sent() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 20);
    let before = briefs.verify();
    assert_eq!(before["briefs"], 20);
    let run = briefs.state()["run"].clone();

    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.json()["unchanged"], 20, "{ran:?}");
    assert_eq!(
        briefs.state()["run"],
        run,
        "nothing was committed"
    );

    briefs.write(&name(3), &text(300));
    briefs.write("new.txt", &text(400));
    briefs.remove(&name(5));
    let report = briefs.index(&["--json"]).json();
    assert_eq!(
        report["changes"]["added"],
        json!(["new.txt"])
    );
    assert_eq!(
        report["changes"]["updated"],
        json!([name(3)])
    );
    assert_eq!(
        report["changes"]["removed"],
        json!([name(5)])
    );
    assert_eq!(report["unchanged"], 18);
    briefs.verify();
    let sent = format!("/{}/_search?size=0", briefs.name);
    let of_run = json!({
        "query": {"bool": {"filter": [
            {"term": {"since": briefs.state()["run"]}},
            {"term": {"doc": "passage"}},
        ]}},
        "track_total_hits": true,
    });
    let (_, answer) = briefs
        .cluster
        .ask("POST", &sent, Some(&of_run));
    let per_brief = before["passages"]
        .as_u64()
        .expect("a number")
        / 20;
    assert_eq!(
        answer["hits"]["total"]["value"],
        2 * per_brief
    );
}

#[test]
fn what_died_is_deleted_by_the_next_run() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 6);
    let whole = briefs.documents();
    briefs.write(&name(1), &text(100));
    briefs.remove(&name(2));
    briefs.index(&[]);
    let with_dead = briefs.documents();
    assert!(with_dead > whole);
    briefs.index(&[]);
    let per_brief = (whole - 2) / 6;
    assert_eq!(briefs.documents(), whole - per_brief);
    let state = briefs.state();
    assert_eq!(state["dead"], json!([]));
    assert_eq!(state["swept"], state["run"]);
    briefs.verify();
}

#[test]
fn a_dry_run_writes_nothing() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::empty(cluster);
    briefs.write(&name(1), &text(1));
    let ran = briefs.index(&["--dry-run"]);
    assert!(
        ran.stdout
            .contains("Would add 1 brief"),
        "{ran:?}"
    );
    assert!(briefs.indices().is_empty());
    briefs.index(&[]);
    let state = briefs.state();
    briefs.write(&name(1), &text(2));
    let ran = briefs.index(&["--dry-run"]);
    assert!(
        ran.stdout.contains("update 1"),
        "{ran:?}"
    );
    assert_eq!(briefs.state(), state);
}

#[test]
fn a_rebuild_writes_beside_and_takes_the_name() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 5);
    let (before, first) = (briefs.list(), briefs.indices());
    let ran = briefs.index(&["--rebuild"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.list(), before);
    briefs.verify();
    // A reader of the old index can finish.
    assert_eq!(briefs.indices().len(), 2);
    briefs.index(&[]);
    let last = briefs.indices();
    assert_eq!(last.len(), 1);
    assert_ne!(last[0].0, first[0].0);
    briefs.write("later.txt", &text(50));
    briefs.index(&[]);
    assert_eq!(briefs.verify()["briefs"], 6);
}

#[test]
fn the_last_good_version_stays() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 3);
    let before = briefs.list();
    let garbage = b"\xe4\xb8\xad\xe4\xb8\xad \xff \xff \xff \xff \xff \xff \xff \xff \xff";
    std::fs::write(briefs.corpus().join(name(1)), garbage).expect("a file");
    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(ran.json()["failed"][0]["kept"], true);
    assert_eq!(briefs.list(), before);
    let ran = briefs.index(&["--rebuild", "--json"]);
    assert_eq!(ran.trouble(), "would-lose");
    assert_eq!(briefs.list(), before);
    briefs.verify();
}

#[test]
fn a_folder_is_not_emptied_by_mistake() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 3);
    let before = briefs.list();
    for at in 0..3 {
        briefs.remove(&name(at));
    }
    assert_eq!(
        briefs.index(&["--json"]).trouble(),
        "emptied"
    );
    assert_eq!(briefs.list(), before);
    let ran = briefs.index(&["--allow-empty"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.verify()["passages"], 0);
}

#[test]
fn a_folder_that_moved_costs_no_passages() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 4);
    let passages = || {
        let path = format!("/{}/_search?size=0", briefs.name);
        let body = json!({"aggs": {"v": {"terms": {"field": "version", "size": 100}}}});
        let (_, answer) = briefs
            .cluster
            .ask("POST", &path, Some(&body));
        let versions = answer["aggregations"]["v"]["buckets"]
            .as_array()
            .cloned();
        let mut versions: Vec<String> = versions
            .unwrap_or_default()
            .iter()
            .map(|bucket| bucket["key"].to_string())
            .filter(|version| !version.contains('b'))
            .collect();
        versions.sort();
        versions
    };
    let before = passages();
    let moved = briefs.folder().join("moved");
    std::fs::rename(briefs.corpus(), &moved).expect("a move");
    let moved = moved.to_str().expect("a path");
    let ran = briefs.run(&["index", moved]);
    assert_eq!(ran.code, 0, "{ran:?}");
    briefs.verify();
    assert_eq!(passages(), before);
    let status = briefs
        .run(&["status", "--json"])
        .json();
    assert_eq!(
        status["folders"][0]["path"],
        json!(moved)
    );
    // Without a folder, a run indexes those that the index has.
    let ran = briefs.run(&["index", "--json"]);
    assert_eq!(ran.json()["unchanged"], 4, "{ran:?}");
}

#[test]
fn an_index_of_another_version_is_refused_and_rebuilt() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 3);
    let mut state = briefs.state();
    state["fingerprint"] = json!("fold-0");
    refuse_and_rebuild(&briefs, &state);
    // One that has another form, as a later version may.
    let state = json!({"format": 1000, "fingerprint": "fold-9", "briefs": ["many"]});
    refuse_and_rebuild(&briefs, &state);
    // One that says that it has this form, and is damaged.
    let mut state = briefs.state();
    state["passages"] = json!("many");
    refuse_and_rebuild(&briefs, &state);
}

/// Writes the state of another version, which is refused until the index is rebuilt.
fn refuse_and_rebuild(briefs: &Briefs, state: &Value) {
    write_state(briefs, state);
    for args in [
        &["search", "harbours", "--format", "json"][..],
        &["list", "issues", "--json"],
        &["status", "--json"],
        &["verify", "--json"],
        &["upgrade", "--json"],
        &["index", "--json"],
    ] {
        let ran = briefs.run(args);
        assert_eq!(
            ran.trouble(),
            "version",
            "{args:?} {ran:?}"
        );
        assert!(
            ran.stderr.contains("--rebuild"),
            "{ran:?}"
        );
    }
    assert_eq!(briefs.state(), *state);
    let ran = briefs.index(&["--rebuild"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.verify()["briefs"], 3);
    briefs.index(&[]);
    assert_eq!(briefs.indices().len(), 1);
}

fn write_state(briefs: &Briefs, state: &Value) {
    let path = format!("/{}/_doc/state", briefs.name);
    let body = json!({"doc": "state", "data": state});
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &path, Some(&body))
            .0,
        200
    );
}

#[test]
fn a_rebuild_of_an_index_of_another_version_loses_no_brief() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 3);
    let other = briefs.folder().join("other");
    std::fs::create_dir(&other).expect("a folder");
    std::fs::write(other.join("x.txt"), text(9)).expect("a brief");
    let ran = briefs.index(&["other"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let before = briefs.list();
    let mut state = briefs.state();
    state["fingerprint"] = json!("fold-0");
    write_state(&briefs, &state);
    // A folder that is not named.
    let ran = briefs.index(&["--rebuild", "--json"]);
    assert_eq!(ran.trouble(), "not-named", "{ran:?}");
    // A brief that cannot be read now.
    let garbage = b"\xe4\xb8\xad\xe4\xb8\xad \xff \xff \xff \xff \xff \xff \xff \xff \xff";
    std::fs::write(briefs.corpus().join(name(1)), garbage).expect("a file");
    let ran = briefs.index(&["other", "--rebuild", "--json"]);
    assert_eq!(ran.trouble(), "would-lose", "{ran:?}");
    assert_eq!(briefs.state(), state);
    // Without a folder, a run reads those that the index has.
    briefs.write(&name(1), &text(1));
    let ran = briefs.run(&["index", "--rebuild", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.list(), before);
    assert_eq!(briefs.verify()["briefs"], 4);
}
