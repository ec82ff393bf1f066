//! Files that would take very much time or memory.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use yinde::formats;

use crate::parser::is_sound;
use crate::support::{Briefs, below, rng};

/// Number of different words in a text.
const VOCABULARY: usize = 20_000;

/// Returns `lines` lines of a word each.
fn words(lines: usize, end: &str) -> String {
    let mut rng = rng(8);
    let mut vocabulary = Vec::with_capacity(VOCABULARY);
    for _ in 0..VOCABULARY {
        let mut word = String::new();
        for _ in 0..3 + below(&mut rng, 6) {
            let letter = u8::try_from(below(&mut rng, 26)).expect("a letter");
            word.push(char::from(b'a' + letter));
        }
        vocabulary.push(word);
    }
    let mut text = String::new();
    for _ in 0..lines {
        text.push_str(&vocabulary[below(&mut rng, VOCABULARY)]);
        text.push_str(end);
    }
    text
}

/// Runs a command to its end. Returns the most memory that it used, in megabytes.
fn peak(command: &mut Command) -> usize {
    let mut child = command
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child
        .try_wait()
        .expect("a state")
        .is_none()
    {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        let kilobytes: usize = number.map_or(0, |number| {
            number.parse().expect("a number")
        });
        peak = peak.max(kilobytes / 1024);
        sleep(Duration::from_millis(5));
    }
    peak
}

/// Indexes `text` beside another brief within `limit` megabytes.
fn assert_fits(text: String, limit: usize) {
    let briefs = Briefs::empty();
    briefs.write("words.txt", text);
    briefs.write(
        "beside/b.txt",
        "Brief #2: Rice\n\nThe harbour.\n",
    );
    let used = peak(&mut briefs.command(&["index", "--quiet"]));
    assert!(used > 5, "nothing was measured: {used}");
    assert!(used < limit, "{used} MB");
    assert!(!briefs.places("harbour").is_empty());
}

#[test]
#[cfg(target_os = "linux")]
fn a_megabyte_of_one_word_lines_takes_little_memory() {
    // Just below the number of lines that are laid out, then above it.
    assert_fits(words(99_000, "\n"), 200);
    assert_fits(words(160_000, "\n\n"), 150);
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "takes minutes without optimisation"]
fn many_megabytes_of_one_word_lines_take_little_memory() {
    assert_fits(words(1_500_000, "\n"), 300);
    assert_fits(words(9_500_000, "\n"), 600);
}

#[test]
#[cfg(target_os = "linux")]
fn a_very_long_word_that_nothing_has_takes_little_memory() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Letter #1: Rice\n\nThe harbour.\n",
    )]);
    assert_eq!(briefs.run(&["index"]).code, 0);
    let hangul: String = ('\u{ac00}'..).take(3_000).collect();
    for word in [hangul, "harbuor".repeat(1_000)] {
        let mut search = briefs.command(&["search", "--fuzzy", &word]);
        let used = peak(search.stdout(Stdio::null()));
        assert!((1..100).contains(&used), "{used} MB");
    }
}

#[test]
fn a_text_of_very_many_lines_is_read_whole() {
    let text = words(120_000, "\n");
    for name in ["a.txt", "a.md"] {
        let parsed = formats::parse_text(name, text.clone());
        assert!(parsed.brief.passages.len() < 2000);
        is_sound(&parsed.brief, &parsed.text).expect("a sound brief");
        let warning = &parsed.warnings[0].message;
        assert!(
            warning.contains("too many short lines"),
            "{warning}"
        );
    }
    let mail = format!("Subject: Words\nContent-Type: text/plain\n\n{text}");
    let briefs = Briefs::empty();
    briefs.write("a.eml", mail);
    let out = briefs.run(&["show", "--outline", "corpus/a.eml"]);
    assert!(
        out.stdout.lines().count() < 2000,
        "{}",
        out.stdout.len()
    );
}

#[test]
fn very_many_topics_are_limited() {
    let mut feed = String::from(
        "<rss version=\"2.0\"><channel><title>T</title><item><title>One</title>\
         <link>https://example.org/one</link>",
    );
    for number in 0..64_000 {
        feed += "<category>Topic ";
        feed += &number.to_string();
        feed += "</category>";
    }
    feed.push_str("<description>&lt;p&gt;The harbour.&lt;/p&gt;</description></item>");
    feed.push_str("</channel></rss>");
    let briefs = Briefs::empty();
    briefs.write("feed.xml", feed);
    let start = Instant::now();
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(
        out.stderr
            .contains("64000 topics; the first 200 are used"),
        "{}",
        out.stderr
    );
    let topics = briefs.run(&["search", "harbour", "--topic", "Topic 199"]);
    assert_eq!(topics.code, 0, "{}", topics.stderr);
}

#[test]
fn a_maze_of_links_is_left_soon() {
    let briefs = Briefs::empty();
    // Each folder has two links to the next, so there are a million ways to the last.
    for level in 0..20 {
        let folder = briefs
            .folder()
            .join(format!("maze/{level}"));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(
            folder.join("a.txt"),
            format!("Brief #{level}: Ports\n\nThe harbour.\n"),
        )
        .expect("a brief");
        let next = format!("../{}", level + 1);
        for name in ["left", "right"] {
            symlink(&next, folder.join(name)).expect("a link");
        }
    }
    briefs.write(
        "b.txt",
        "Brief #99: Rice\n\nThe mill.\n",
    );
    symlink(
        briefs.folder().join("maze/0"),
        briefs.corpus().join("maze"),
    )
    .expect("a link");
    let start = Instant::now();
    let out = briefs.run(&["index"]);
    assert!(start.elapsed() < Duration::from_mins(1));
    assert_eq!(out.code, 3, "{}", out.stdout);
    assert!(
        out.stderr
            .contains("more than 16 links lead to this folder"),
        "{}",
        out.stderr
    );
    assert_eq!(briefs.places("mill").len(), 1);
}

#[test]
fn a_pipe_in_place_of_a_brief_is_not_waited_for() {
    let briefs = Briefs::empty();
    briefs.write(
        "a.txt",
        "Brief #1: Ports\n\nThe harbour.\n",
    );
    let pipe = briefs.corpus().join("pipe.txt");
    let made = Command::new("mkfifo")
        .arg(&pipe)
        .status();
    assert!(made.expect("mkfifo").success());
    symlink(
        "/dev/zero",
        briefs.corpus().join("zero.txt"),
    )
    .expect("a link");
    assert_eq!(briefs.run(&["index"]).code, 0);
    for file in ["corpus/pipe.txt", "corpus/zero.txt"] {
        let out = briefs.run(&["show", "--outline", file]);
        assert_eq!(out.code, 2);
        assert!(
            out.stderr
                .contains("not a regular file"),
            "{}",
            out.stderr
        );
    }
}

/// Indexes a PDF with a program in place of `pdftotext`. Returns what was said, and the time.
fn with_program(script: &str) -> (String, Duration) {
    let briefs = Briefs::empty();
    briefs.write("report.pdf", "%PDF-1.4\n");
    let folder = briefs.folder().join("bin");
    fs::create_dir(&folder).expect("a folder");
    let program = folder.join("pdftotext");
    fs::write(
        &program,
        format!("#!/bin/sh\n{script}\n"),
    )
    .expect("a script");
    fs::set_permissions(
        &program,
        fs::Permissions::from_mode(0o755),
    )
    .expect("a program");
    let path = std::env::var("PATH").expect("a path");
    let mut command = briefs.command(&["index"]);
    command.env(
        "PATH",
        format!("{}:{path}", folder.display()),
    );
    let start = Instant::now();
    let out = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    (said, start.elapsed())
}

#[test]
fn a_program_that_floods_or_leaves_a_child_is_not_waited_for() {
    let patience = Duration::from_secs(15);
    let (said, took) = with_program("exec yes 'The harbour.'");
    assert!(
        said.contains("bytes of text; split it"),
        "{said}"
    );
    assert!(took < patience, "{took:?}");
    let (said, took) = with_program("sleep 100 & echo 'The harbour.'");
    assert!(!said.contains("report.pdf"), "{said}");
    assert!(took < patience, "{took:?}");
    let (said, took) = with_program("sleep 100 & yes mistake >&2 & sleep .2; kill $!; exit 1");
    assert!(
        said.contains("cannot read it (mistake)"),
        "{said}"
    );
    assert!(took < patience, "{took:?}");
}
