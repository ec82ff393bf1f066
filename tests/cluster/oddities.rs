//! Odd names, odd texts, and indices that are not yinde's.

use serde_json::json;

use crate::support::{Briefs, Cluster, Ran, text, yinde};

#[test]
fn a_foreign_index_is_refused_and_untouched() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::empty(cluster);
    briefs.write("a.txt", &text(1));
    let index = format!("/{}", briefs.name);
    let mapping = json!({"mappings": {"properties": {"title": {"type": "text"}}}});
    let other = format!("{index}-other");
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &index, Some(&mapping))
            .0,
        200
    );
    let state = format!("{index}/_doc/state");
    let document = json!({"title": "mine"});
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &state, Some(&document))
            .0,
        201
    );
    let before = briefs.indices();
    let refused = |args: &[&str]| {
        let ran = briefs.run(args);
        assert_eq!(
            ran.trouble(),
            "foreign-index",
            "{args:?}"
        );
    };
    let all = || {
        refused(&["index", "corpus", "--json"]);
        refused(&["index", "corpus", "--rebuild", "--json"]);
        refused(&["status", "--json"]);
        refused(&["verify", "--json"]);
    };
    all();
    assert_eq!(briefs.indices(), before);
    let (_, answer) = briefs
        .cluster
        .ask("GET", &state, None);
    assert_eq!(answer["_source"], document);

    // The same behind an alias, and behind one of several indices.
    briefs
        .cluster
        .ask("DELETE", &index, None);
    for behind in [format!("{index}-1"), other] {
        assert_eq!(
            briefs
                .cluster
                .ask("PUT", &behind, Some(&mapping))
                .0,
            200
        );
        let alias = format!("{behind}/_alias{index}");
        assert_eq!(
            briefs
                .cluster
                .ask("PUT", &alias, None)
                .0,
            200
        );
        all();
    }
}

#[test]
fn the_index_behind_a_name_is_not_written_by_its_own() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 2);
    let before = briefs.state();
    let mut command = yinde();
    command
        .current_dir(briefs.folder())
        .args(["index", "corpus", "--json", "--index"])
        .arg(format!("{}-1", briefs.address()));
    let ran = Ran::of(
        command
            .output()
            .expect("the program runs"),
    );
    assert_eq!(ran.trouble(), "foreign-index");
    assert_eq!(briefs.state(), before);
}

#[test]
fn an_index_that_is_deleted_meanwhile_is_not_made_by_mistake() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 2);
    let (index, _) = briefs.indices().remove(0);
    briefs
        .cluster
        .ask("DELETE", &format!("/{index}"), None);
    let ran = briefs.run(&["list", "issues", "--json"]);
    assert_eq!(ran.trouble(), "no-index");
    assert!(briefs.indices().is_empty());
}

#[test]
fn deep_paths_long_tokens_and_long_passages() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::empty(cluster);
    // An id of the cluster has at most 512 bytes.
    let deep = format!(
        "{}/brief.txt",
        "a-folder-with-a-long-name/".repeat(40)
    );
    briefs.write(&deep, "Brief #1: Deep\n\nHarbours.\n");
    briefs.write(
        "港口/简报.txt",
        "Brief #2: 港口\n\n统一战线。\n",
    );
    let token = "x".repeat(40_000);
    let longer = "é".repeat(40_000);
    let longest = "y".repeat(80_000);
    briefs.write(
        "tokens.txt",
        &format!("Brief #3: Tokens\n\nbefore {token} between {longer} and {longest} after\n"),
    );
    let sentence = "The notice of 统一战线 speaks of harbours at length. ";
    let long = sentence.repeat((10 << 20) / sentence.len());
    briefs.write(
        "long.txt",
        &format!("Brief #4: Long\n\n{long}\n"),
    );
    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["added"], 4);
    let verified = briefs.verify();
    assert_eq!(verified["briefs"], 4);
    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.json()["unchanged"], 4, "{ran:?}");
    finds_what_a_folder_finds(&briefs, &token);
}

/// Compares what searches find with an index of the same briefs in a folder.
fn finds_what_a_folder_finds(briefs: &Briefs, token: &str) {
    let in_folder = |args: &[&str]| {
        let mut command = yinde();
        command
            .current_dir(briefs.folder())
            .args(args)
            .args(["--index", "index"]);
        Ran::of(
            command
                .output()
                .expect("the program runs"),
        )
    };
    assert_eq!(in_folder(&["index", "corpus"]).code, 0);
    let start = format!("{}*", &token[..100]);
    // No query is longer than 10,000 bytes.
    let long_start = format!("{}*", &token[..9000]);
    for query in [
        "harbours",
        "统一战线",
        "before",
        "after",
        "\"between\"",
        &start,
        &long_start,
        "source:港口",
    ] {
        let args = ["search", query, "--format", "csv"];
        let (here, there) = (in_folder(&args), briefs.run(&args));
        assert!(here.code < 2, "{}", here.stderr);
        let which: String = query.chars().take(20).collect();
        assert!(here.stdout == there.stdout, "{which}");
        assert_eq!(here.code, there.code, "{which}");
    }
}
