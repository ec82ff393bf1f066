//! Indexes of other versions of yinde.

use std::fs;

use super::super::support::Briefs;
use super::{brief, found, generation, run_index};

/// Makes an index of an older version, whose manifest may have nothing but its version.
fn age(briefs: &Briefs) {
    let generation = generation(briefs);
    let path = generation.join("manifest.json");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    let (head, _) = manifest
        .split_once(",\"files\"")
        .expect("its files");
    let older = head.replace("fold-3", "fold-0") + "}";
    fs::write(&path, &older).expect("a manifest");

    let name = generation
        .file_name()
        .expect("a name")
        .to_string_lossy();
    let checksum = blake3::hash(older.as_bytes()).to_hex();
    let pointer = format!("{name} {checksum}\n");
    fs::write(briefs.index().join("CURRENT"), pointer).expect("CURRENT");
}

#[test]
fn an_index_of_another_version_is_refused_until_rebuilt() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    age(&briefs);
    for args in [
        &["search", "barley"][..],
        &["index"],
        &["list", "issues"],
        &["verify"],
    ] {
        let out = briefs.run(args);
        assert_eq!(
            (out.code, out.stdout.as_str()),
            (2, ""),
            "{args:?}"
        );
        for message in [
            "another version",
            "yinde index FOLDER --index index --rebuild",
        ] {
            assert!(
                out.stderr.contains(message),
                "{}",
                out.stderr
            );
        }
    }
    run_index(&briefs, &["--rebuild"]);
    assert_eq!(found(&briefs, ["barley"]), [3]);
}
