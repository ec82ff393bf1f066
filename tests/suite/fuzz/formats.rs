//! Changed files of each format are read or refused, never a panic, and soon.
//!
//! `YINDE_FUZZ_SECONDS=600 cargo test --test suite -- fuzz:: --nocapture --test-threads=1`

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use proptest::test_runner::TestRng;

use super::mutation::{changed, changed_inside};
use super::rounds::{Rounds, computed, seeded};
use crate::file_formats::{fixtures, read};
use crate::files::{docx, paragraph, zip};
use crate::parser::is_sound;
use crate::support::below;

/// Maximum time to read a file, in a build for tests.
const PATIENCE: Duration = Duration::from_secs(10);

/// Number of changed files that are changed further.
const POOL: usize = 200;

/// A name, whose ending tells the format, and the bytes.
type File = (&'static str, Vec<u8>);

/// Files with one of these endings.
fn with_endings(endings: &[&str]) -> Vec<File> {
    let mut files = fixtures();
    files.retain(|(name, _)| {
        endings
            .iter()
            .any(|ending| name.ends_with(ending))
    });
    files
}

#[derive(Default)]
struct Outcomes {
    read: usize,
    refused: usize,
    slowest: Duration,
}

/// Reads a file, and checks that each brief of it is sound.
fn check(name: &str, bytes: &[u8], outcomes: &mut Outcomes) {
    let start = computed();
    let parts = read(name, bytes.to_vec());
    let took = computed().saturating_sub(start);
    outcomes.slowest = outcomes.slowest.max(took);
    assert!(took < PATIENCE, "it took {took:?}");
    let parts = parts.unwrap_or_default();
    let mut is_read = false;
    for (source, parsed) in parts {
        let Ok(parsed) = parsed else {
            continue;
        };
        is_read = true;
        // With very many passages, checking the line of each takes long.
        if parsed.brief.passages.len() < 1000 {
            is_sound(&parsed.brief, &parsed.text).unwrap_or_else(|e| panic!("{source}: {e}"));
        }
    }
    if is_read {
        outcomes.read += 1;
    } else {
        outcomes.refused += 1;
    }
}

/// Changes a file in its bytes or, if it is a zip, mostly in those of the files inside.
fn next(files: &[File], rng: &mut TestRng) -> File {
    let (name, bytes) = &files[below(rng, files.len())];
    let (_, other) = &files[below(rng, files.len())];
    let inside = if below(rng, 4) > 0 {
        changed_inside(bytes, other, rng)
    } else {
        None
    };
    (
        name,
        inside.unwrap_or_else(|| changed(bytes, other, rng)),
    )
}

/// Reads changed files, and files that are changed further.
fn fuzz(what: &str, good: &[File], few: usize) {
    let mut rng = seeded();
    let mut rounds = Rounds::new(few);
    let mut outcomes = Outcomes::default();
    let mut pool = good.to_vec();
    while rounds.begin() {
        let (name, bytes) = next(&pool, &mut rng);
        let before = outcomes.read;
        let checked = catch_unwind(AssertUnwindSafe(|| {
            check(name, &bytes, &mut outcomes);
        }));
        if checked.is_err() {
            let file = std::env::temp_dir().join(format!("{}-{name}", rounds.begun));
            std::fs::write(&file, &bytes).expect("a file");
            panic!("{what}: the file is {}", file.display());
        }
        if outcomes.read > before {
            // The good files stay.
            if pool.len() < good.len() + POOL {
                pool.push((name, bytes));
            } else {
                let number = good.len() + below(&mut rng, POOL);
                pool[number] = (name, bytes);
            }
        }
    }
    let Outcomes {
        read,
        refused,
        slowest,
    } = outcomes;
    rounds.report(
        what,
        &format!("{read} read, {refused} refused, the slowest in {slowest:?}"),
    );
    assert!(
        read * 10 > rounds.begun,
        "{read} of {} files were read",
        rounds.begun
    );
}

#[test]
fn changed_pages_are_read_or_refused() {
    let mut files = with_endings(&[".html"]);
    files.push((
        "table.html",
        b"<title>Ports</title><table><tr><th>a<th>b<tr><td rowspan=2>c<td>d</table><ul><li>e"
            .to_vec(),
    ));
    fuzz("html", &files, 300);
}

#[test]
fn a_page_inside_a_list_of_choices_is_read() {
    let [(name, bytes)] = with_endings(&["page.html"])
        .try_into()
        .expect("a page");
    let page = String::from_utf8(bytes).expect("a text");
    let changed = page.replacen("Archiveword", "Arc<select>hiveword", 1);
    assert_ne!(changed, page);
    let mut outcomes = Outcomes::default();
    check(name, changed.as_bytes(), &mut outcomes);
    assert_eq!(outcomes.read, 1);
}

#[test]
fn changed_word_files_are_read_or_refused() {
    let mut files = with_endings(&[".docx"]);
    files.push((
        "plain.docx",
        docx(&[paragraph("1", "Ports"), paragraph("", "稻米 and rice.")].concat()),
    ));
    fuzz("docx", &files, 300);
}

#[test]
fn changed_zips_are_read_or_refused() {
    let mut files = with_endings(&[".zip"]);
    let inner = zip(&[
        (
            "a.txt",
            b"Brief #1: Ports\n\nThe harbour.\n",
        ),
        ("b/c.md", "# 稻米\n\nRice.\n".as_bytes()),
    ]);
    files.push((
        "nested.zip",
        zip(&[("inner.zip", &inner), ("d.html", b"<p>Fees fall.</p>")]),
    ));
    files.push(("inner.zip", inner));
    fuzz("zip", &files, 300);
}

#[test]
fn changed_mails_are_read_or_refused() {
    fuzz(
        "mail",
        &with_endings(&[".eml", ".mbox", ".mhtml"]),
        300,
    );
}

#[test]
fn changed_files_of_other_formats_are_read_or_refused() {
    let mut files = fixtures();
    files.retain(|(name, _)| {
        let endings = [".html", ".docx", ".zip", ".eml", ".mbox"];
        !endings
            .iter()
            .any(|ending| name.ends_with(ending))
    });
    files.push((
        "plain.txt",
        "Brief #1: Ports\n\nBy A. Author\n\n1. Sheds\n\n统一战线 work.\n".into(),
    ));
    files.push((
        "marked.md",
        "---\ntitle: Ports\n---\n\n# Sheds\n\n- a\n- b\n\n> 稻米[^1]\n\n[^1]: c\n".into(),
    ));
    fuzz("other formats", &files, 300);
}
