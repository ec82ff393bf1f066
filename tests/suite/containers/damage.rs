//! A container or an entry that cannot be read keeps its last good version.

use super::{counts, current, ids, mail, reindex};
use crate::files::zip;
use crate::support::{Briefs, GARBAGE};

#[test]
fn an_unreadable_container_keeps_all_of_its_briefs() {
    let whole = zip(&[
        ("a.txt", b"Of barley, a."),
        ("sub/b.html", b"<p>Of barley, b.</p>"),
        ("c.mbox", mail(1, "barley").as_bytes()),
    ]);
    let briefs = Briefs::empty();
    briefs.write("export.zip", &whole);
    briefs.write("z.txt", "Of barley, z.");
    assert_eq!(
        counts(&reindex(&briefs)),
        [4, 0, 0, 0, 0]
    );
    let all = ids(&briefs, "barley");
    assert_eq!(all.len(), 4);
    for damaged in [
        &whole[..whole.len() / 2],
        b"",
        &zip(&[]),
        &zip(&[("picture.png", b"png")]),
    ] {
        briefs.write("export.zip", damaged);
        briefs.write(
            "z.txt",
            format!("Of barley, z, with {}.", damaged.len()),
        );
        for changed in [1, 0] {
            let report = reindex(&briefs);
            assert_eq!(
                counts(&report),
                [0, changed, 0, 1 - changed, 1],
                "{:?}",
                report.failed
            );
            assert!(report.failed[0].kept);
            assert_eq!(ids(&briefs, "barley"), all);
        }
        let out = briefs.run(&["index", "--rebuild"]);
        assert!(
            out.code == 2
                && out
                    .stderr
                    .contains("a rebuild would drop"),
            "{}",
            out.stderr
        );
    }
    // A link that leads nowhere.
    briefs.remove("export.zip");
    std::os::unix::fs::symlink(
        "/nowhere/at/all",
        briefs.corpus().join("export.zip"),
    )
    .expect("a link");
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 1, 1]
    );
    assert_eq!(ids(&briefs, "barley"), all);
    briefs.remove("export.zip");
    briefs.write("export.zip", &whole);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 4, 0]
    );
    briefs.remove("export.zip");
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 3, 1, 0]
    );
}

#[test]
fn a_damaged_entry_keeps_its_last_version_and_is_reported() {
    let with = |b: &[u8], d: &[u8]| {
        zip(&[
            ("a.txt", b"Of barley, a."),
            ("b.txt", b),
            ("c.zip", d),
            ("d.docx", d),
        ])
    };
    let briefs = Briefs::empty();
    briefs.write(
        "export.zip",
        zip(&[("a.txt", b"Of barley, a."), ("b.txt", b"Of barley, b.")]),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 0]
    );
    let all = ids(&briefs, "barley");
    briefs.write(
        "export.zip",
        with(
            GARBAGE,
            &zip(&[("f.zip", &zip(&[("e.txt", b"deep")]))]),
        ),
    );
    for _ in 0..2 {
        let report = reindex(&briefs);
        assert_eq!(
            counts(&report),
            [0, 0, 0, 1, 3],
            "{:?}",
            report.failed
        );
        let said: Vec<String> = report
            .failed
            .iter()
            .map(|f| f.error.to_string())
            .collect();
        assert!(
            said[0].contains("export.zip/b.txt: not UTF-8 text") && report.failed[0].kept,
            "{said:?}"
        );
        assert!(
            said[1].contains("export.zip/c.zip/f.zip: a zip inside a zip inside a zip")
                && !report.failed[1].kept,
            "{said:?}"
        );
        assert!(
            said[2].contains("export.zip/d.docx: not a Word file"),
            "{said:?}"
        );
        assert_eq!(ids(&briefs, "barley"), all);
    }
    briefs.write(
        "export.zip",
        zip(&[("a.txt", b"Of barley, a."), ("b.txt", b"Of millet, b.")]),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 1, 0, 1, 0]
    );
    assert_eq!(
        (
            ids(&briefs, "barley").len(),
            ids(&briefs, "millet").len()
        ),
        (1, 1)
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 2, 0]
    );
}

/// A zip of this file, marked as encrypted in its header and in the directory.
fn encrypted(name: &str, text: &[u8]) -> Vec<u8> {
    let mut bytes = zip(&[(name, text)]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes
            .windows(4)
            .position(|w| w == mark)
            .expect("a header");
        bytes[at + flags] |= 1;
    }
    bytes
}

#[test]
fn a_repaired_container_has_all_of_its_briefs_again() {
    let whole = zip(&[
        ("a.txt", b"Of barley and rye."),
        ("b.txt", b"Of barley and millet."),
    ]);
    for damaged in [
        encrypted("a.txt", b"Of barley and rye."),
        zip(&[("a.txt", b"\xff\x00\xfe damaged")]),
    ] {
        let briefs = Briefs::empty();
        briefs.write("x.zip", &whole);
        briefs.write("other.txt", "Of rice.");
        assert_eq!(
            counts(&reindex(&briefs)),
            [3, 0, 0, 0, 0]
        );
        briefs.write("x.zip", damaged);
        assert_eq!(
            counts(&reindex(&briefs)),
            [0, 0, 1, 1, 1]
        );
        briefs.write("x.zip", &whole);
        assert_eq!(
            counts(&reindex(&briefs)),
            [1, 0, 0, 2, 0]
        );
        assert_eq!(ids(&briefs, "barley").len(), 2);
        assert_eq!(ids(&briefs, "millet"), ["x.zip/b#1"]);
    }
}

#[test]
fn files_that_stay_unreadable_write_nothing() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", "Of barley.");
    briefs.write("bad.docx", "not a zip");
    briefs.write(
        "export.zip",
        zip(&[("b.txt", b"Of barley, b."), ("c.docx", b"not a zip")]),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 2]
    );
    reindex(&briefs);
    let state = current(&briefs);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 2, 2]
    );
    assert_eq!(current(&briefs), state);
    briefs.write("a.txt", "Of barley and rice.");
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 1, 0, 1, 2]
    );
    assert_ne!(current(&briefs), state);
}
