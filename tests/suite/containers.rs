//! Files that hold several briefs: each is a brief of its own, and none is lost with its file.

use yinde::indexing::{self, Options, Report};

use super::files::{docx, paragraph, zip};
use super::support::Briefs;

fn mail(number: usize, word: &str) -> String {
    format!(
        "From a@b.example Tue May 18 08:30:00 2021\nFrom: a@b.example\nSubject: Issue {number}: Ports\n\
         Message-ID: <{number}@b.example>\n\nThe board spoke of {word}.\n\n"
    )
}

fn feed(numbers: &[usize]) -> String {
    let item = |n: &usize| {
        format!(
            "<item><title>Issue {n}</title><guid>{}</guid><description>Of barley {n}.</description></item>",
            n % 2
        )
    };
    let items: String = numbers.iter().map(item).collect();
    format!("<rss><channel>{items}</channel></rss>")
}

fn reindex(briefs: &Briefs) -> Report {
    indexing::reindex(
        &[briefs.corpus()],
        &briefs.index(),
        Options::default(),
        &|_| {},
    )
    .expect("it indexes")
}

fn counts(report: &Report) -> [usize; 5] {
    [
        report.added.len(),
        report.updated.len(),
        report.removed.len(),
        report.unchanged,
        report.failed.len(),
    ]
}

fn ids(briefs: &Briefs, query: &str) -> Vec<String> {
    let mut ids: Vec<String> = briefs
        .search(&[query, "--limit", "0"])
        .hits
        .into_iter()
        .map(|h| h.id)
        .collect();
    ids.sort();
    ids
}

fn current(briefs: &Briefs) -> String {
    std::fs::read_to_string(briefs.index().join("CURRENT")).expect("CURRENT")
}

#[test]
fn only_what_changed_in_a_mailbox_is_indexed_again() {
    let briefs = Briefs::empty();
    briefs.write(
        "list.mbox",
        mail(1, "barley") + &mail(2, "barley"),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 0]
    );
    let state = current(&briefs);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 2, 0]
    );
    assert_eq!(
        current(&briefs),
        state,
        "nothing changed, so nothing was written"
    );
    briefs.write(
        "list.mbox",
        mail(1, "barley") + &mail(2, "barley") + &mail(3, "barley"),
    );
    let report = reindex(&briefs);
    assert_eq!(counts(&report), [1, 0, 0, 2, 0]);
    assert_eq!(
        report.added,
        ["list.mbox/3-b-example.eml"]
    );
    let all = [
        "list.mbox/1-b-example#2",
        "list.mbox/2-b-example#2",
        "list.mbox/3-b-example#2",
    ];
    assert_eq!(ids(&briefs, "barley"), all);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 3, 0]
    );
    briefs.write(
        "list.mbox",
        mail(2, "millet") + &mail(3, "barley"),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 1, 1, 1, 0]
    );
    assert_eq!(
        (
            ids(&briefs, "barley"),
            ids(&briefs, "millet")
        ),
        (
            vec![all[2].to_owned()],
            vec![all[1].to_owned()]
        )
    );
    let dry = briefs.run(&["index", "--dry-run"]);
    assert_eq!(
        dry.stdout,
        "Would add 0 briefs, update 0, remove 0 (2 unchanged). Nothing was written.\n"
    );
    briefs.remove("list.mbox");
    briefs.write("other.txt", "Of rice.");
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 0, 2, 0, 0]
    );
}

#[test]
fn an_entry_keeps_its_id_when_the_feed_grows_at_the_top() {
    let briefs = Briefs::empty();
    briefs.write("feed.xml", feed(&[2, 1]));
    briefs.write(
        "settings.xml",
        "<settings><title>Of barley</title></settings>",
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 0]
    );
    let before = ids(&briefs, "barley");
    // Two of the entries have the same guid.
    briefs.write("feed.xml", feed(&[4, 3, 2, 1]));
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 2, 0]
    );
    let after = ids(&briefs, "barley");
    assert_eq!(after.len(), 4);
    assert!(
        before
            .iter()
            .all(|id| after.contains(id)),
        "{before:?} {after:?}"
    );
}

#[test]
fn a_container_that_cannot_be_read_keeps_all_of_its_briefs() {
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
    // A link that leads nowhere now.
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
fn a_damaged_part_keeps_its_last_good_version_and_is_said_each_time() {
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
            b"\xe4\xb8\xad\xe6\x96\x87 then \xff\xff garbage",
            &zip(&[("e.txt", b"deep")]),
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
            said[1].contains("export.zip/c.zip: a zip inside a zip") && !report.failed[1].kept,
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

#[test]
fn names_in_an_archive_that_lead_out_of_it_or_are_there_twice() {
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

#[test]
fn an_encrypted_file_is_said_and_the_rest_is_read() {
    let briefs = Briefs::empty();
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
fn the_answers_are_those_of_one_build_whatever_came_before() {
    let (long, fresh) = (Briefs::empty(), Briefs::empty());
    let states: [&[usize]; 5] = [&[1], &[1, 2, 3], &[3, 1], &[4, 3, 1], &[4, 1, 2]];
    for state in states {
        let mails: String = state
            .iter()
            .map(|n| mail(*n, "barley and rice"))
            .collect();
        let texts: Vec<(String, String)> = state
            .iter()
            .map(|n| {
                (
                    format!("p/{n}.md"),
                    format!("# Issue {n}\n\nOf barley {n}.\n"),
                )
            })
            .collect();
        let files: Vec<(&str, &[u8])> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes()))
            .collect();
        for briefs in [&long, &fresh] {
            briefs.write("list.mbox", &mails);
            briefs.write("feed.rss", feed(state));
            briefs.write("export.zip", zip(&files));
        }
        reindex(&long);
    }
    reindex(&fresh);
    let answer = |briefs: &Briefs, args: &[&str]| {
        let out = briefs
            .run(&[args, &["--format", "jsonl", "--limit", "0"]].concat())
            .stdout;
        assert!(!out.is_empty(), "{args:?}");
        out
    };
    for query in ["barley", "\"of barley\"", "rice -issue:4", "issue"] {
        assert_eq!(
            answer(&long, &["search", query]),
            answer(&fresh, &["search", query]),
            "{query}"
        );
    }
}

#[test]
fn a_feed_that_turns_bad_keeps_its_briefs() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", "Of rice.");
    briefs.write("feed.xml", feed(&[2, 1]));
    briefs.write(
        "export.zip",
        zip(&[
            ("feed.xml", feed(&[3]).as_bytes()),
            ("other.xml", b"<config/>"),
        ]),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [4, 0, 0, 0, 0]
    );
    let all = ids(&briefs, "barley");
    assert_eq!(all.len(), 3);
    for bad in [
        &b"<!DOCTYPE html><html><body>Error 503</body></html>"[..],
        b"",
    ] {
        briefs.write("feed.xml", bad);
        briefs.write(
            "export.zip",
            zip(&[("feed.xml", bad), ("other.xml", b"<config/>")]),
        );
        let report = reindex(&briefs);
        assert_eq!(
            counts(&report),
            [0, 0, 0, 1, 2],
            "{:?}",
            report.failed
        );
        assert!(
            report
                .failed
                .iter()
                .all(|failure| failure.kept)
        );
        assert_eq!(ids(&briefs, "barley"), all);
    }
    briefs.remove("feed.xml");
    briefs.remove("export.zip");
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 3, 1, 0]
    );
}

#[test]
fn xml_is_a_feed_by_its_first_element() {
    let briefs = Briefs::empty();
    let long = format!(
        "<?xml version=\"1.0\"?><!-- {} <html> -->",
        "x".repeat(5000)
    );
    briefs.write("long.xml", long + &feed(&[1]));
    briefs.write(
        "prefixed.xml",
        "<!DOCTYPE feed [<!ENTITY a \"<b>\">]><a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:id>1</a:id>\
         <a:title>Issue 1</a:title><a:content>Of barley.</a:content></a:entry></a:feed>",
    );
    briefs.write(
        "other.xml",
        "<config><!-- <rss> --><feed>Of barley.</feed></config>",
    );
    let report = reindex(&briefs);
    assert_eq!(
        counts(&report),
        [2, 0, 0, 0, 0],
        "{:?}",
        report.added
    );
    assert_eq!(ids(&briefs, "barley").len(), 2);
}

#[test]
fn a_container_that_comes_back_whole_has_all_of_its_briefs_again() {
    let briefs = Briefs::empty();
    let whole = zip(&[("a.txt", b"Of barley, a."), ("b.txt", b"Of barley, b.")]);
    briefs.write("export.zip", &whole);
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 0]
    );
    let mut damaged = zip(&[("a.txt", b"Of barley, a.")]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = damaged
            .windows(4)
            .position(|w| w == mark)
            .expect("a header");
        damaged[at + flags] |= 1;
    }
    briefs.write("export.zip", damaged);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 1, 0, 1]
    );
    briefs.write("export.zip", &whole);
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 0, 0, 1, 0]
    );
    assert_eq!(ids(&briefs, "barley").len(), 2);
}

#[test]
fn what_cannot_be_read_every_time_writes_nothing() {
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

#[test]
fn files_of_one_name_in_an_archive_are_said() {
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
fn names_that_are_no_text_do_not_collide() {
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
fn of_two_parts_with_one_source_the_one_that_can_be_read_is_indexed() {
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
fn a_sentence_does_not_part_a_mail_and_blank_lines_may_come_first() {
    let briefs = Briefs::empty();
    let first = mail(
        1,
        "barley\n\nFrom me at 10:30:00 hello barley",
    );
    let zoned = mail(2, "barley").replace("08:30:00 2021", "08:30:00 +0000 2021");
    briefs.write(
        "list.mbox",
        format!("\n\r\n{first}{zoned}"),
    );
    briefs.write("empty.mbox", "");
    let report = reindex(&briefs);
    assert_eq!(
        counts(&report),
        [2, 0, 0, 0, 0],
        "{:?}",
        report.failed
    );
    assert!(
        briefs
            .places("\"hello barley\"")
            .iter()
            .all(|(source, _)| source == "list.mbox/1-b-example.eml")
    );
    assert_eq!(
        briefs
            .places("\"hello barley\"")
            .len(),
        1
    );
}

#[test]
fn a_feed_that_is_none_any_more_keeps_its_entries_and_is_named() {
    let briefs = Briefs::empty();
    briefs.write("other.txt", "Of rice.");
    let long = format!(
        "<?xml version=\"1.0\"?><!--{}-->\n{}",
        "x".repeat(5000),
        feed(&[1, 2])
    );
    briefs.write("feed.xml", long);
    briefs.write("settings.xml", "<settings/>");
    assert_eq!(
        counts(&reindex(&briefs)),
        [3, 0, 0, 0, 0]
    );
    briefs.write(
        "feed.xml",
        "<html><body>502 Bad Gateway</body></html>",
    );
    let report = reindex(&briefs);
    assert_eq!(counts(&report), [0, 0, 0, 1, 1]);
    assert!(report.failed[0].kept);
    assert_eq!(ids(&briefs, "barley").len(), 2);
}

#[test]
fn what_a_damaged_container_lost_comes_back_with_it() {
    let briefs = Briefs::empty();
    let whole = zip(&[("a.txt", b"Of barley."), ("b.txt", b"Of millet.")]);
    briefs.write("x.zip", &whole);
    briefs.write("other.txt", "Of rice.");
    assert_eq!(
        counts(&reindex(&briefs)),
        [3, 0, 0, 0, 0]
    );
    briefs.write(
        "x.zip",
        zip(&[("a.txt", b"\xff\x00\xfe damaged")]),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 1, 1, 1]
    );
    briefs.write("x.zip", &whole);
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 0, 0, 2, 0]
    );
    assert_eq!(ids(&briefs, "millet"), ["x.zip/b#1"]);
}

#[test]
fn a_zip_inside_a_zip_is_refused_whatever_stands_before_it() {
    let inner = zip(&[("a.txt", b"Of barley.")]);
    let briefs = Briefs::empty();
    let hidden = [b"x".as_slice(), &inner].concat();
    briefs.write(
        "x.zip",
        zip(&[
            ("one.zip", &hidden),
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
