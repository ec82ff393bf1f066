//! Archives: the names of their files, encryption, archives in archives.

use super::{counts, ids, reindex};
use crate::files::{docx, paragraph, zip};
use crate::support::Briefs;

#[test]
fn names_that_lead_out_of_an_archive_or_repeat_are_refused() {
    let briefs = Briefs::empty();
    let gbk = encoding_rs::GBK
        .encode("简报第五期.txt")
        .0
        .into_owned();
    // The name is written as it is: the placeholder has its length.
    let placeholder = "x".repeat(gbk.len());
    let mut bytes = zip(&[
        ("../../etc/out.txt", b"Of barley, out."),
        ("/abs.txt", b"Of barley, abs."),
        ("./in/./a.txt", b"Of barley, a."),
        ("in/a.txt", b"Of barley, twice."),
        (&placeholder, b"Of barley, name."),
    ]);
    while let Some(at) = bytes
        .windows(gbk.len())
        .position(|w| w == placeholder.as_bytes())
    {
        bytes[at..at + gbk.len()].copy_from_slice(&gbk);
    }
    briefs.write("odd.zip", bytes);
    let report = reindex(&briefs);
    assert_eq!(
        counts(&report),
        [2, 0, 0, 0, 3],
        "{:?} {:?}",
        report.added,
        report.failed
    );
    assert_eq!(
        report.added,
        ["odd.zip/in/a.txt", "odd.zip/简报第五期.txt"]
    );
    assert_eq!(
        ids(&briefs, "barley"),
        ["odd.zip/in/a#1", "odd.zip/简报第五期#1"]
    );
}

/// A zip of two files, of which the second is marked as encrypted.
fn half_locked() -> Vec<u8> {
    let mut bytes = zip(&[("a.txt", b"Of barley, a."), ("b.txt", b"Of barley, b.")]);
    // The flag of encryption, in the second file's own header and in the directory.
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes
            .windows(4)
            .enumerate()
            .filter(|(_, w)| w == mark)
            .map(|(at, _)| at)
            .nth(1)
            .expect("a header");
        bytes[at + flags] |= 1;
    }
    bytes
}

#[test]
fn an_encrypted_file_is_reported_and_the_rest_is_read() {
    let briefs = Briefs::empty();
    let bytes = half_locked();
    briefs.write("locked.zip", bytes);
    let report = reindex(&briefs);
    assert_eq!(counts(&report), [1, 0, 0, 0, 1]);
    let said = report.failed[0].error.to_string();
    assert!(
        said.contains("locked.zip/b.txt: encrypted; unpack it"),
        "{said}"
    );
}

#[test]
fn files_of_the_same_name_are_reported() {
    let briefs = Briefs::empty();
    let mut bytes = zip(&[
        ("p.txt", b"Of barley, one."),
        ("q.txt", b"Of barley, two."),
        ("r.txt", b"Of barley, r."),
    ]);
    while let Some(at) = bytes
        .windows(5)
        .position(|w| w == b"q.txt")
    {
        bytes[at] = b'p';
    }
    briefs.write("twice.zip", bytes);
    let report = reindex(&briefs);
    assert_eq!(
        counts(&report),
        [2, 0, 0, 0, 1],
        "{:?} {:?}",
        report.added,
        report.failed
    );
    let said = report.failed[0].error.to_string();
    assert!(
        said.contains("twice.zip/p.txt: several files have this name"),
        "{said}"
    );
}

#[test]
fn names_that_are_not_text_do_not_collide() {
    let briefs = Briefs::empty();
    let mut bytes = zip(&[
        ("x1x.txt", b"Of barley, one."),
        ("x2x.txt", b"Of barley, two."),
    ]);
    for (name, byte) in [(b"x1x.txt", 0x81), (b"x2x.txt", 0xff)] {
        while let Some(at) = bytes
            .windows(7)
            .position(|w| w == name)
        {
            bytes[at + 1] = byte;
            bytes[at + 2] = 0xff;
        }
    }
    briefs.write("names.zip", bytes);
    let report = reindex(&briefs);
    assert_eq!(
        report.added,
        ["names.zip/x%81%FF.txt", "names.zip/x%FF%FF.txt"],
        "{:?}",
        report.failed
    );
}

#[test]
fn of_two_entries_with_one_source_the_readable_one_is_indexed() {
    let briefs = Briefs::empty();
    let bad: &[u8] = b"no Word file";
    let good = docx(&paragraph("", "Of barley."));
    briefs.write(
        "both.zip",
        zip(&[("./a.docx", bad), ("a.docx", &good)]),
    );
    reindex(&briefs);
    assert_eq!(ids(&briefs, "barley").len(), 1);
}

#[test]
fn a_zip_two_levels_down_is_refused_whatever_precedes_it() {
    let inner = zip(&[("a.txt", b"Of barley.")]);
    let briefs = Briefs::empty();
    let hidden = [b"x".as_slice(), &inner].concat();
    let middle = zip(&[("one.zip", &hidden)]);
    briefs.write(
        "x.zip",
        zip(&[
            ("middle.zip", &middle),
            ("two.mbox", &hidden),
            ("b.txt", b"Of millet."),
        ]),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 0, 0, 0, 2]
    );
    assert_eq!(ids(&briefs, "barley"), [""; 0]);
}

#[test]
fn the_status_of_a_zip_that_was_read_in_part_says_so() {
    let briefs = Briefs::empty();
    briefs.write("part.zip", half_locked());
    briefs.write("d.txt", "Of barley, d.");
    let status = |briefs: &Briefs| briefs.run(&["status"]).stdout;
    for _ in 0..2 {
        assert_eq!(briefs.run(&["index"]).code, 3);
        let said = status(&briefs);
        let problems: Vec<&str> = said
            .lines()
            .filter(|line| line.starts_with("problem"))
            .collect();
        assert_eq!(
            problems,
            [
                "problem   part.zip: 1 brief of it can be searched, but not all of it was read; \
              see why with: yinde index --index index"
            ]
        );
    }
    briefs.write(
        "part.zip",
        zip(&[("a.txt", b"Of barley, a.")]),
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    let said = status(&briefs);
    assert!(!said.contains("problem"), "{said}");
}
