//! Files of kinds that are not read are counted, and nothing else is.

use crate::support::Briefs;

#[test]
fn files_of_other_kinds_are_counted() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", "Of barley.");
    for name in ["a.png", "b.PNG", "sub/c.png", "talk.mp3", "Makefile"] {
        briefs.write(name, "\u{1}");
    }
    briefs.write("config.json", "{\"name\": \"yinde\"}");
    briefs.write("config.xml", "<config/>");
    // Neither is a brief, but for other reasons than its kind.
    briefs.write("README.md", "# Read me");
    briefs.write(".hidden.png", "\u{1}");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout
            .ends_with("left out: 3 .png, 1 .json, 1 .mp3, 1 without an extension, 1 .xml\n"),
        "{}",
        out.stdout
    );
    let out = briefs.run(&["index", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out.stdout).expect("JSON");
    assert_eq!(report["left_out"]["png"], 3);
    assert_eq!(report["left_out"]["no extension"], 1);
    let out = briefs.run(&["index", "--dry-run"]);
    assert!(
        out.stdout
            .contains("left out: 3 .png"),
        "{}",
        out.stdout
    );
}

#[test]
fn where_all_is_read_nothing_is_said() {
    let briefs = Briefs::of(&[("good.txt", "Of barley.")]);
    let out = briefs.run(&["index"]);
    assert!(
        !out.stdout.contains("left out"),
        "{}",
        out.stdout
    );
}
