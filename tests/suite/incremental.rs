//! Indexing again: only changes are indexed, nothing is lost, and the answers do not depend on the
//! history.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use yinde::indexing::{self, Options, Report};

use super::support::{Briefs, Hit, Ran, project, yinde};

fn brief(number: usize, word: &str) -> String {
    format!(
        "Brief #{number}: Ports, Rice\n\nA lede with {word}.\n\n1. Ports\n\n\
         The harbour board spoke of united front work 统战工作 in issue {number}.\n\n\
         党是领导一切的，{word}。\n\n2. Rice\n\nPrices of {word} held, said the board.\n"
    )
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

fn current(briefs: &Briefs) -> String {
    std::fs::read_to_string(briefs.index().join("CURRENT")).expect("CURRENT")
}

#[test]
fn a_run_reports_exactly_what_it_changed() {
    let briefs = Briefs::empty();
    for n in 1..=4 {
        briefs.write(&format!("b{n}.txt"), brief(n, "barley"));
    }
    assert_eq!(
        counts(&reindex(&briefs)),
        [4, 0, 0, 0, 0]
    );
    let before = current(&briefs);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 4, 0]
    );
    assert_eq!(
        current(&briefs),
        before,
        "nothing changed, so nothing was written"
    );
    briefs.write("b1.txt", brief(1, "millet"));
    briefs.write("b2.txt", brief(2, "barley"));
    briefs.remove("b3.txt");
    std::fs::rename(
        briefs.corpus().join("b4.txt"),
        briefs.corpus().join("c4.txt"),
    )
    .expect("a rename");
    let dry = briefs.run(&["index", "--dry-run"]);
    let lines: Vec<&str> = dry.stdout.lines().collect();
    assert_eq!(
        lines[..4],
        ["+ c4.txt", "~ b1.txt", "- b3.txt", "- b4.txt"]
    );
    let summary = "Would add 1 brief, update 1, remove 2 (1 unchanged). Nothing was written.";
    assert_eq!(lines[4..], [summary]);
    assert_eq!(
        current(&briefs),
        before,
        "a dry run writes nothing"
    );
    let report = reindex(&briefs);
    assert_eq!(counts(&report), [1, 1, 2, 1, 0]);
    assert_eq!(
        (report.updated, report.removed),
        (
            vec!["b1.txt".to_owned()],
            vec!["b3.txt".to_owned(), "b4.txt".to_owned()]
        )
    );
    assert_eq!(
        briefs.places("millet"),
        [
            ("b1.txt".into(), 3),
            ("b1.txt".into(), 9),
            ("b1.txt".into(), 13)
        ]
    );
    let sources: Vec<String> = briefs
        .places("\"harbour board\"")
        .into_iter()
        .map(|(source, _)| source)
        .collect();
    assert_eq!(sources, ["b1.txt", "b2.txt", "c4.txt"]);
    let verified = briefs.run(&["verify"]).stdout;
    let start = "index: OK (3 briefs, 21 passages; ";
    assert!(
        verified.starts_with(start),
        "{verified}"
    );
}

#[test]
fn a_dry_run_creates_no_index() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", brief(1, "barley"));
    let out = briefs.run(&["index", "--dry-run", "--json"]);
    assert!(
        out.stdout
            .contains("\"changes\":{\"added\":[\"a.txt\"]"),
        "{}",
        out.stdout
    );
    assert!(!briefs.index().exists());
}

#[test]
fn a_brief_that_turned_unreadable_keeps_its_last_good_version() {
    let briefs = Briefs::of(&[
        ("a.txt", &brief(1, "barley")),
        ("b.txt", &brief(2, "barley")),
    ]);
    briefs.write(
        "a.txt",
        b"\xe4\xb8\xad\xe6\x96\x87 then \xff\xff garbage",
    );
    briefs.write("b.txt", brief(2, "millet"));
    for _ in 0..2 {
        let out = briefs.run(&["index"]);
        assert_eq!(out.code, 2);
        assert!(
            out.stderr
                .contains("a.txt: not UTF-8 text")
                && out
                    .stderr
                    .contains("keeps its last good version"),
            "{}",
            out.stderr
        );
        assert_eq!(
            briefs.places("barley"),
            [
                ("a.txt".into(), 3),
                ("a.txt".into(), 9),
                ("a.txt".into(), 13)
            ]
        );
        assert_eq!(briefs.places("millet").len(), 3);
    }
    let out = briefs.run(&["index", "--rebuild"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("a rebuild would drop"),
        "{}",
        out.stderr
    );
    assert_eq!(briefs.places("barley").len(), 3);
    // A link that leads nowhere is unreadable too, and not removed.
    briefs.remove("a.txt");
    std::os::unix::fs::symlink(
        "/nowhere/at/all",
        briefs.corpus().join("a.txt"),
    )
    .expect("a link");
    assert_eq!(briefs.run(&["index"]).code, 2);
    assert_eq!(briefs.places("barley").len(), 3);
    briefs.remove("a.txt");
    assert_eq!(briefs.run(&["index"]).code, 0);
    assert_eq!(briefs.places("barley").len(), 0);
}

#[test]
fn a_missing_or_emptied_root_is_an_error() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    std::fs::rename(
        briefs.corpus(),
        briefs.folder().join("elsewhere"),
    )
    .expect("a rename");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("no such folder"),
        "{}",
        out.stderr
    );
    std::fs::create_dir(briefs.corpus()).expect("an empty corpus");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.contains("--allow-empty"),
        "{}",
        out.stderr
    );
    assert_eq!(briefs.places("barley").len(), 3);
    assert_eq!(
        briefs
            .run(&["index", "--allow-empty"])
            .code,
        0
    );
    assert_eq!(briefs.places("barley").len(), 0);
    // From empty to full again.
    briefs.write("a.txt", brief(1, "barley"));
    assert_eq!(briefs.run(&["index"]).code, 0);
    assert_eq!(briefs.places("barley").len(), 3);
}

#[test]
fn equal_paths_under_two_roots_are_two_briefs() {
    let briefs = Briefs::empty();
    for (folder, word) in [("one/notes", "barley"), ("two/notes", "millet")] {
        let folder = briefs.folder().join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("same.txt"), brief(1, word)).expect("a brief");
        std::fs::write(
            folder.join(format!("{word}.txt")),
            brief(2, word),
        )
        .expect("a brief");
    }
    assert_eq!(
        briefs
            .run(&["index", "one/notes", "two/notes", "one/notes"])
            .code,
        0
    );
    let ids = |word: &str| -> Vec<String> {
        let mut ids: Vec<String> = briefs
            .search(&[word, "--limit", "0"])
            .hits
            .into_iter()
            .map(|h| h.id)
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(
        ids("\"lede with barley\""),
        ["barley#2", "one/notes/same#2"]
    );
    assert_eq!(
        ids("\"lede with millet\""),
        ["millet#2", "two/notes/same#2"]
    );
}

#[test]
fn briefs_that_differ_only_in_extension_have_distinct_ids() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    assert_eq!(
        briefs
            .search(&["barley", "--limit", "1"])
            .hits[0]
            .id
            .split('#')
            .next(),
        Some("a")
    );
    briefs.write(
        "a.md",
        "# Brief #2: Rice\n\nA line of barley.\n",
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 1, 0, 0, 0]
    );
    let ids: std::collections::BTreeSet<String> = briefs
        .search(&["barley", "--limit", "0"])
        .hits
        .into_iter()
        .map(|h| h.id)
        .collect();
    assert_eq!(
        ids.into_iter().collect::<Vec<_>>(),
        ["a.md#2", "a.txt#2", "a.txt#5", "a.txt#7"]
    );
    briefs.remove("a.md");
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 1, 1, 0, 0]
    );
    assert_eq!(
        briefs
            .search(&["barley", "--limit", "1"])
            .hits[0]
            .id
            .split('#')
            .next(),
        Some("a")
    );
}

#[test]
fn links_loops_odd_names_and_huge_files() {
    let briefs = Briefs::empty();
    briefs.write("sub/a.txt", brief(1, "barley"));
    let link = std::os::unix::fs::symlink::<&Path, std::path::PathBuf>;
    link(
        Path::new(".."),
        briefs.corpus().join("sub/loop"),
    )
    .expect("a link");
    link(
        Path::new("sub/a.txt"),
        briefs.corpus().join("linked.txt"),
    )
    .expect("a link");
    let odd = std::ffi::OsStr::from_bytes(b"odd\xff.txt");
    let odder = std::ffi::OsStr::from_bytes(b"odd\xfe.txt");
    std::fs::write(
        briefs.corpus().join(odd),
        brief(2, "barley"),
    )
    .expect("a brief");
    std::fs::write(
        briefs.corpus().join(odder),
        brief(3, "barley"),
    )
    .expect("a brief");
    briefs.write(".hidden.txt", brief(4, "barley"));
    briefs.write(".git/x.txt", brief(4, "barley"));
    briefs.write("README.md", "barley");
    let huge = std::fs::File::create(briefs.corpus().join("huge.txt")).expect("a file");
    huge.set_len(65 << 20)
        .expect("a hole");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    assert_eq!(
        out.stderr.lines().count(),
        1,
        "{}",
        out.stderr
    );
    assert!(
        out.stderr
            .contains("huge.txt: too large (68157440 bytes; the maximum is 67108864)"),
        "{}",
        out.stderr
    );
    let sources: Vec<String> = briefs
        .places("lede")
        .into_iter()
        .map(|(source, _)| source)
        .collect();
    assert_eq!(
        sources,
        ["linked.txt", "odd%FE.txt", "odd%FF.txt", "sub/a.txt"]
    );
}

#[test]
fn older_encodings_are_decoded() {
    let text = "Brief #5: Ports, Rice\n\nThe harbour board said “統一戰線” and the united front.\n";
    let simplified = "简报第5期：港口、稻米\n\n港口管理局谈到统一战线工作，要求各部门加强协调，稳定粮食价格，并公布收费清单。\n";
    let traditional = "簡報第5期：港口、稻米\n\n港口管理局談到統一戰線工作，要求各部門加強協調，穩定糧食價格，並公布收費清單。\n";
    let western = "Brief #5: Ports\n\nThe caf\u{e9} owner\u{2019}s \u{201c}na\u{ef}ve\u{201d} \
        letter cost \u{20ac}5, and the united front held.\n";
    let utf16 = |text: &str, big: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xfeff)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    let briefs = Briefs::empty();
    briefs.write(
        "bom.txt",
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
    );
    briefs.write("le.txt", utf16(text, false, true));
    briefs.write("be.txt", utf16(text, true, true));
    briefs.write("le-bare.txt", utf16(text, false, false));
    briefs.write("be-bare.txt", utf16(text, true, false));
    let encoded = |encoding: &'static encoding_rs::Encoding, text: &'static str| {
        encoding.encode(text).0.into_owned()
    };
    briefs.write(
        "gb.txt",
        encoded(encoding_rs::GB18030, simplified),
    );
    briefs.write(
        "big5.txt",
        encoded(encoding_rs::BIG5, traditional),
    );
    briefs.write(
        "western.txt",
        encoded(encoding_rs::WINDOWS_1252, western),
    );
    let out = briefs.run(&["index"]);
    assert_eq!((out.code, out.stderr.as_str()), (0, ""));
    let sources = |query: &str| -> Vec<String> {
        briefs
            .places(query)
            .into_iter()
            .map(|(source, _)| source)
            .collect()
    };
    let wide = [
        "be-bare.txt",
        "be.txt",
        "big5.txt",
        "bom.txt",
        "gb.txt",
        "le-bare.txt",
        "le.txt",
    ];
    assert_eq!(sources("\"统一战线\""), wide);
    assert_eq!(
        sources("\"naive letter cost €5\""),
        ["western.txt"]
    );
    assert_eq!(
        sources("issue:5 \"united front\""),
        [
            "be-bare.txt",
            "be.txt",
            "bom.txt",
            "le-bare.txt",
            "le.txt",
            "western.txt"
        ]
    );
    // Cut in the middle of a character: the error names the offset, in bytes of the file.
    let mut cut = encoded(encoding_rs::GB18030, simplified);
    let length = cut.len() - 2;
    cut.truncate(length);
    cut.push(0xff);
    briefs.write("cut.txt", &cut);
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.contains("cut.txt: not ")
            && out
                .stderr
                .contains("(invalid byte at offset "),
        "{}",
        out.stderr
    );
}

#[test]
fn an_index_of_another_version_is_refused_until_rebuilt() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    let pointer = current(&briefs);
    let generation = briefs.index().join(
        pointer
            .split(' ')
            .next()
            .expect("a name"),
    );
    let manifest = std::fs::read_to_string(generation.join("manifest.json")).expect("a manifest");
    // The manifest of an older version may have nothing but its version.
    let (head, _) = manifest
        .split_once(",\"files\"")
        .expect("its files");
    let older = head.replace("fold-2", "fold-0") + "}";
    std::fs::write(generation.join("manifest.json"), &older).expect("a manifest");
    let name = pointer
        .split(' ')
        .next()
        .expect("a name");
    std::fs::write(
        briefs.index().join("CURRENT"),
        format!(
            "{name} {}\n",
            blake3::hash(older.as_bytes()).to_hex()
        ),
    )
    .expect("CURRENT");
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
        assert!(
            out.stderr
                .contains("another version")
                && out
                    .stderr
                    .contains("yinde index FOLDER --index index --rebuild"),
            "{}",
            out.stderr
        );
    }
    assert_eq!(
        briefs
            .run(&["index", "--rebuild"])
            .code,
        0
    );
    assert_eq!(briefs.places("barley").len(), 3);
}

#[test]
fn the_second_writer_reports_who_holds_the_lock() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    let session = yinde::index::Session::open(&briefs.index(), false).expect("the lock");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    let holder = format!(
        "process {} since 20",
        std::process::id()
    );
    assert!(
        out.stderr.contains(&holder),
        "{}",
        out.stderr
    );
    assert_eq!(
        briefs.places("barley").len(),
        3,
        "searches go on"
    );
    drop(session);
    assert_eq!(briefs.run(&["index"]).code, 0);
}

#[test]
fn two_concurrent_writers_leave_a_correct_index() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    for round in 0..10 {
        briefs.write("a.txt", brief(round, "millet"));
        let children: Vec<_> = (0..2)
            .map(|_| {
                briefs
                    .command(&["index", "--quiet"])
                    .stderr(std::process::Stdio::piped())
                    .spawn()
                    .expect("it runs")
            })
            .collect();
        let outs: Vec<Ran> = children
            .into_iter()
            .map(|c| {
                Ran::of(
                    c.wait_with_output()
                        .expect("it ends"),
                )
            })
            .collect();
        assert!(
            outs.iter().any(|o| o.code == 0),
            "{outs:?}"
        );
        assert!(
            outs.iter().all(|o| o.code == 0
                || o.stderr
                    .contains("another run is writing")),
            "{outs:?}"
        );
        assert_eq!(
            briefs
                .places(&format!("\"issue {round}\""))
                .len(),
            1
        );
    }
}

/// Set when the writer ends, even if it panics.
struct Done<'a>(&'a std::sync::atomic::AtomicBool);
impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(
            true,
            std::sync::atomic::Ordering::Relaxed,
        );
    }
}

#[test]
fn readers_see_either_the_old_or_the_new_state() {
    let briefs = Briefs::of(&[
        ("a.txt", &brief(1, "barley")),
        ("b.txt", &brief(2, "barley")),
    ]);
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = || {
            let mut reads = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) || reads < 10 {
                let index =
                    yinde::index::Index::open(&briefs.index()).expect("it opens while runs go on");
                let found = |word: &str| {
                    let request =
                        yinde::search::Request::new(yinde::query::parse(word).expect("a query"));
                    yinde::search::search(&index, &request)
                        .expect("an answer")
                        .total
                };
                // Both briefs change in each run: all of one word or all of the other.
                let both = (found("\"barley\""), found("\"millet\""));
                assert!(
                    both == (6, 0) || both == (0, 6),
                    "{both:?}"
                );
                yinde::index::briefs(&briefs.index()).expect("the briefs");
                reads += 1;
            }
            reads
        };
        let readers: Vec<_> = (0..2)
            .map(|_| scope.spawn(reader))
            .collect();
        let writing = Done(&done);
        for round in 0..50 {
            let word = if round % 2 == 0 {
                "millet"
            } else {
                "barley"
            };
            briefs.write("a.txt", brief(1, word));
            briefs.write("b.txt", brief(2, word));
            assert_eq!(reindex(&briefs).updated.len(), 2);
        }
        drop(writing);
        assert!(
            readers
                .into_iter()
                .all(|r| r.join().expect("no panic") > 0)
        );
    });
}

/// A change to a corpus.
#[derive(Debug, Clone)]
enum Change {
    Write(usize, usize),
    Rename(usize, usize),
    Delete(usize),
    /// An indexing run, of which some are rebuilds.
    Run(bool),
}

const WORDS: &[&str] = &["barley", "millet", "统战工作", "數據安全", "tariff"];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        5 => (0..8usize, 0..WORDS.len()).prop_map(|(n, w)| Change::Write(n, w)),
        1 => (0..8usize, 0..8usize).prop_map(|(a, b)| Change::Rename(a, b)),
        2 => (0..8usize).prop_map(Change::Delete),
        3 => (0..12usize).prop_map(|n| Change::Run(n == 0)),
    ]
}

/// Returns what `search` prints, without the time.
fn answers(index: &Path) -> Vec<String> {
    let queries = [
        "\"united front\"",
        "united front",
        "barley",
        "统战工作",
        "\"数据安全\"",
        "harbour board said",
        "prices millet tariff barley",
        "what did the board say of rice?",
        "barley OR 统战",
        "一切 board",
        "lang:zh",
        "har*",
    ];
    let answer = |query: &str| {
        let args = [
            "search", query, "--format", "json", "--limit", "0", "--facets", "--index",
        ];
        let out = Ran::of(
            yinde()
                .args(args)
                .arg(index)
                .output()
                .expect("it runs"),
        );
        assert!(out.code < 2, "{}", out.stderr);
        let (before, after) = out
            .stdout
            .split_once("\"took_us\":")
            .expect("the time");
        format!(
            "{before}{}",
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        )
    };
    queries
        .iter()
        .map(|q| answer(q))
        .collect()
}

#[test]
fn any_history_answers_like_a_fresh_build() {
    let mut runner = TestRunner::new(Config {
        cases: 12,
        ..Config::default()
    });
    runner
        .run(
            &prop::collection::vec(change(), 10..60),
            |changes| {
                let briefs = Briefs::of(&[("b0.txt", &brief(0, "barley"))]);
                let mut model: BTreeMap<usize, usize> = BTreeMap::from([(0, 0)]);
                let name = |n: usize| format!("b{n}.txt");
                for change in &changes {
                    match *change {
                        Change::Write(n, w) => {
                            briefs.write(&name(n), brief(n, WORDS[w]));
                            model.insert(n, w);
                        }
                        // The last brief stays: an empty corpus is refused.
                        Change::Delete(n) if model.contains_key(&n) && model.len() > 1 => {
                            briefs.remove(&name(n));
                            model.remove(&n);
                        }
                        Change::Rename(a, b) if a != b && model.contains_key(&a) => {
                            std::fs::rename(
                                briefs.corpus().join(name(a)),
                                briefs.corpus().join(name(b)),
                            )
                            .expect("a rename");
                            let word = model
                                .remove(&a)
                                .expect("it is there");
                            model.insert(b, word);
                        }
                        Change::Run(rebuild) => {
                            let options = Options {
                                rebuild,
                                ..Options::default()
                            };
                            indexing::reindex(
                                &[briefs.corpus()],
                                &briefs.index(),
                                options,
                                &|_| {},
                            )
                            .expect("it indexes");
                            for (w, word) in WORDS.iter().enumerate() {
                                let phrase = format!("\"lede with {word}\"");
                                let found: Vec<String> = briefs
                                    .places(&phrase)
                                    .into_iter()
                                    .map(|(source, _)| source)
                                    .collect();
                                let wanted: Vec<String> = model
                                    .iter()
                                    .filter(|(_, v)| **v == w)
                                    .map(|(n, _)| name(*n))
                                    .collect();
                                prop_assert_eq!(
                                    found,
                                    wanted,
                                    "{} after {:?}",
                                    word,
                                    changes
                                );
                            }
                        }
                        _ => {}
                    }
                }
                reindex(&briefs);
                let fresh = briefs.folder().join("fresh");
                indexing::reindex(
                    &[briefs.corpus()],
                    &fresh,
                    Options::default(),
                    &|_| {},
                )
                .expect("it indexes");
                prop_assert_eq!(
                    answers(&briefs.index()),
                    answers(&fresh)
                );
                prop_assert_eq!(
                    yinde::index::verify(&briefs.index())
                        .expect("a manifest")
                        .damaged
                        .len(),
                    0
                );
                Ok(())
            },
        )
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn many_small_runs_leave_few_files_and_few_deleted_passages() {
    let briefs = Briefs::empty();
    for n in 0..40 {
        briefs.write(&format!("b{n}.txt"), brief(n, "barley"));
        reindex(&briefs);
        briefs.write("b0.txt", brief(0, &format!("word{n}")));
        reindex(&briefs);
    }
    let index = yinde::index::Index::open(&briefs.index()).expect("it opens");
    let segments = index.segments();
    assert!(
        segments.len() <= 8,
        "{} segments",
        segments.len()
    );
    let deleted: u32 = segments
        .iter()
        .map(|segment| segment.deleted)
        .sum();
    assert!(
        deleted as usize * 10 <= index.passages(),
        "{deleted} deleted"
    );
    assert_eq!(
        index.manifest().files.len(),
        index
            .segment_files()
            .expect("a list")
            .iter()
            .filter(|f| briefs
                .index()
                .join(
                    current(&briefs)
                        .split(' ')
                        .next()
                        .expect("a name")
                )
                .join(f)
                .exists())
            .count()
            + 2
    );
}

#[test]
fn ties_are_broken_by_source_regardless_of_indexing_order() {
    let text = "The ministry meets again.\n\n".repeat(40);
    let briefs = Briefs::empty();
    // After this many runs segments are merged, and are not in the order of sources any longer.
    for n in (10..32).rev() {
        briefs.write(&format!("b{n}.txt"), &text);
        reindex(&briefs);
        let found = briefs.search(&["ministry", "--limit", "15"]);
        let sources: Vec<&str> = found
            .hits
            .iter()
            .map(|hit| hit.brief.source.as_str())
            .collect();
        assert_eq!(sources, vec![format!("b{n}.txt"); 15]);
        let ids: Vec<&str> = found
            .hits
            .iter()
            .map(|hit| hit.id.as_str())
            .collect();
        let mut in_order = ids.clone();
        in_order.sort_by_key(|id| {
            id.rsplit('#')
                .next()
                .and_then(|ordinal| ordinal.parse::<u32>().ok())
        });
        assert_eq!(ids, in_order);
    }
    let built_up = briefs
        .search(&["ministry", "--limit", "100"])
        .hits;
    briefs.run(&["index", "--rebuild"]);
    let at_once = briefs
        .search(&["ministry", "--limit", "100"])
        .hits;
    let ids = |hits: &[Hit]| {
        hits.iter()
            .map(|hit| hit.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&built_up), ids(&at_once));
}

#[test]
fn the_sample_corpus_indexed_brief_by_brief_answers_like_one_build() {
    let briefs = Briefs::empty();
    let mut sources: Vec<String> = yinde::index::briefs(super::support::sample())
        .expect("the briefs")
        .into_iter()
        .map(|b| b.label.source)
        .collect();
    sources.reverse();
    for source in &sources {
        briefs.write(
            source,
            std::fs::read(
                project()
                    .join("corpus")
                    .join(source),
            )
            .expect("a brief"),
        );
        reindex(&briefs);
    }
    assert_eq!(
        answers(&briefs.index()),
        answers(super::support::sample())
    );
}

#[test]
fn an_empty_root_is_an_error_even_if_another_root_has_problems() {
    let briefs = Briefs::empty();
    let two = |name: &str| briefs.folder().join(name);
    for (folder, word) in [("one", "barley"), ("two", "millet")] {
        std::fs::create_dir(two(folder)).expect("a folder");
        std::fs::write(
            two(folder).join("same.txt"),
            brief(1, word),
        )
        .expect("a brief");
    }
    assert_eq!(
        briefs
            .run(&["index", "one", "two"])
            .code,
        0
    );
    // A link that leads nowhere hides only the brief of its own name, which is kept.
    std::fs::remove_file(two("one").join("same.txt")).expect("a brief");
    std::os::unix::fs::symlink("/nowhere", two("one").join("same.txt")).expect("a link");
    std::os::unix::fs::symlink("/nowhere", two("two").join("other.txt")).expect("a link");
    let out = briefs.run(&["index", "one", "two"]);
    assert_eq!(out.code, 2);
    let kept: Vec<&str> = out
        .stderr
        .lines()
        .filter(|line| line.contains("keeps its last good version"))
        .collect();
    assert_eq!(kept.len(), 1, "{}", out.stderr);
    assert!(
        kept[0].contains("one/same.txt"),
        "{}",
        out.stderr
    );
    assert_eq!(
        (
            briefs.places("barley").len(),
            briefs.places("millet").len()
        ),
        (3, 3)
    );
    // One root has no brief at all, and the other has a problem.
    std::fs::remove_file(two("one").join("same.txt")).expect("a link");
    let out = briefs.run(&["index", "one", "two"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.contains("--allow-empty"),
        "{}",
        out.stderr
    );
    assert_eq!(briefs.places("barley").len(), 3);
}

#[test]
fn a_root_that_is_no_longer_listed_is_an_error() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    let other = briefs.folder().join("other");
    std::fs::create_dir(&other).expect("a folder");
    std::fs::write(other.join("b.txt"), brief(2, "millet")).expect("a brief");
    let out = briefs.run(&["index", "other"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("contains 1 brief from this folder, but the folder is not listed now"),
        "{}",
        out.stderr
    );
    assert_eq!(
        briefs
            .run(&["index", "corpus", "other"])
            .code,
        0
    );
    assert_eq!(
        (
            briefs.places("barley").len(),
            briefs.places("millet").len()
        ),
        (3, 3)
    );
    assert_eq!(
        briefs
            .run(&["index", "corpus", "--allow-empty"])
            .code,
        0
    );
    assert_eq!(
        (
            briefs.places("barley").len(),
            briefs.places("millet").len()
        ),
        (3, 0)
    );
    // A corpus that moved is the same corpus, and briefs can be removed from it.
    std::fs::rename(
        briefs.corpus(),
        briefs.folder().join("moved"),
    )
    .expect("a rename");
    let report = briefs.run(&["index", "moved"]);
    assert!(
        report
            .stdout
            .contains("0 added, 0 updated, 0 removed, 1 unchanged"),
        "{}",
        report.stdout
    );
    std::fs::write(
        briefs.folder().join("moved/c.txt"),
        brief(3, "tariff"),
    )
    .expect("a brief");
    std::fs::remove_file(briefs.folder().join("moved/a.txt")).expect("gone");
    assert_eq!(briefs.run(&["index", "moved"]).code, 0);
    assert_eq!(
        (
            briefs.places("barley").len(),
            briefs.places("tariff").len()
        ),
        (0, 3)
    );
}

#[test]
fn a_second_file_with_the_same_source_is_reported() {
    let briefs = Briefs::empty();
    for path in ["A/x.txt", "A/A/x.txt", "B/x.txt"] {
        let path = briefs.folder().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(
            &path,
            brief(1, &format!("word{}", path.display())),
        )
        .expect("a brief");
    }
    let out = briefs.run(&["index", "A", "B"]);
    assert!(
        out.stdout.contains("3 added"),
        "{} {}",
        out.stdout,
        out.stderr
    );
    assert_eq!(
        briefs
            .places("\"united front work\"")
            .len(),
        3
    );
    let odd = std::ffi::OsStr::from_bytes(b"B/%FF\xff.txt");
    std::fs::write(
        briefs.folder().join(odd),
        brief(2, "barley"),
    )
    .expect("a brief");
    std::fs::write(
        briefs.folder().join("B/%FF%FF.txt"),
        brief(3, "barley"),
    )
    .expect("a brief");
    let out = briefs.run(&["index", "A", "B"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("%FF.txt; rename one of them"),
        "{}",
        out.stderr
    );
}

#[test]
fn unknown_encodings_are_refused() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", brief(1, "barley"));
    let english = "The harbour board said at length that the fees would fall this year and not the \
        next one. ";
    let english = english.repeat(3);
    let encoded = |encoding: &'static encoding_rs::Encoding, word: &str| {
        encoding
            .encode(&format!("{english}{word}\n"))
            .0
            .into_owned()
    };
    briefs.write(
        "sjis.txt",
        encoded(encoding_rs::SHIFT_JIS, "テスト日本語"),
    );
    briefs.write(
        "euc-jp.txt",
        encoded(
            encoding_rs::EUC_JP,
            "テスト日本語の文章",
        ),
    );
    briefs.write(
        "euc-kr.txt",
        encoding_rs::EUC_KR
            .encode("항구 요금은 올해 내리고 내년에는 내리지 않는다고 항만청이 밝혔다. 쌀값은 그대로다.")
            .0,
    );
    briefs.write(
        "utf-32.txt",
        "\u{feff}The harbour"
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect::<Vec<u8>>(),
    );
    briefs.write(
        "gb-term.txt",
        encoding_rs::GB18030
            .encode(&format!("{english}“统一战线”工作\n"))
            .0,
    );
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    for name in ["sjis.txt", "euc-jp.txt", "euc-kr.txt", "utf-32.txt"] {
        assert!(
            out.stderr.contains(name),
            "{name}: {}",
            out.stderr
        );
    }
    assert_eq!(
        briefs.places("\"统一战线工作\""),
        [("gb-term.txt".into(), 1)]
    );
}

#[test]
fn briefs_out_of_sight_keep_their_sources() {
    let briefs = Briefs::empty();
    let at = |path: &str| briefs.folder().join(path);
    for folder in ["r1", "r2", "real"] {
        std::fs::create_dir(at(folder)).expect("a folder");
    }
    std::fs::write(at("r1/one.txt"), brief(1, "barley")).expect("a brief");
    std::fs::write(at("real/k.txt"), brief(2, "millet")).expect("a brief");
    std::os::unix::fs::symlink(at("real"), at("r2/s")).expect("a link");
    assert_eq!(
        briefs
            .run(&["index", "r1", "r2"])
            .code,
        0
    );
    // The linked folder goes out of sight, and the other root has a brief of the same path.
    std::fs::rename(at("real"), at("gone")).expect("a rename");
    std::fs::create_dir(at("r1/s")).expect("a folder");
    std::fs::write(at("r1/s/k.txt"), brief(3, "tariff")).expect("a brief");
    // Links that could never have been briefs are ignored.
    for name in ["r1/.#one.txt", "r1/picture.jpg", "r1/README.md"] {
        std::os::unix::fs::symlink("/nowhere", at(name)).expect("a link");
    }
    let out = briefs.run(&["index", "r1", "r2"]);
    assert_eq!(
        (out.code, out.stderr.lines().count()),
        (2, 1),
        "{}",
        out.stderr
    );
    assert_eq!(
        (
            briefs.places("millet").len(),
            briefs.places("tariff").len()
        ),
        (3, 3)
    );
}

#[test]
fn an_ordinary_deletion_is_not_refused_because_of_another_root() {
    let briefs = Briefs::empty();
    for (path, number) in [("a/1.txt", 1), ("a/2.txt", 2), ("a/3.txt", 3)] {
        let path = briefs.folder().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, brief(number, "barley")).expect("a brief");
    }
    std::fs::create_dir(briefs.folder().join("b")).expect("a folder");
    assert_eq!(
        briefs
            .run(&["index", "a", "b", "--allow-empty"])
            .code,
        0
    );
    std::fs::remove_file(briefs.folder().join("a/1.txt")).expect("gone");
    assert_eq!(
        briefs
            .run(&["index", "a", "b"])
            .code,
        0
    );
    // A folder that moved and lost a brief on the way.
    std::fs::rename(
        briefs.folder().join("a"),
        briefs.folder().join("c"),
    )
    .expect("a rename");
    std::fs::remove_file(briefs.folder().join("c/2.txt")).expect("gone");
    let out = briefs.run(&["index", "c"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert_eq!(briefs.places("barley").len(), 3);
}
