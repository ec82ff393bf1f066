//! Programs that get too little of the system: threads, open files, space.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::support::{Briefs, Ran};

const BRIEF: &str = "Brief #1: Ports\n\nThe harbour.\n";

#[test]
fn threads_that_cannot_be_started_are_an_error() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    let mut command = briefs.command(&["index"]);
    // No thread gets a stack of this size.
    command.env(
        "RUST_MIN_STACK",
        (1_u64 << 46).to_string(),
    );
    let out = command.output().expect("it runs");
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(!said.contains("panicked"), "{said}");
    assert!(
        said.contains("starts no more threads"),
        "{said}"
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
}

#[test]
fn too_many_open_files_are_not_damage() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let program = briefs.command(&[]);
    let program = program
        .get_program()
        .to_string_lossy()
        .into_owned();
    for limit in 3..12 {
        for command in ["search ports", "index", "verify", "list issues"] {
            let mut shell = Command::new("sh");
            shell
                .args([
                    "-c",
                    &format!("ulimit -n {limit}; exec {program} {command}"),
                ])
                .current_dir(briefs.folder());
            let out = shell.output().expect("a shell");
            let said = String::from_utf8_lossy(&out.stderr);
            assert!(
                !said.contains("damaged") && !said.contains("panicked"),
                "{limit} {command}: {said}"
            );
        }
    }
}

/// Runs a command of the program in a shell that sets a limit first.
fn limited(briefs: &Briefs, limit: &str, command: &str) -> Ran {
    let program = briefs.command(&[]);
    let program = program
        .get_program()
        .to_string_lossy();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{limit}; exec {program} {command}")])
        .current_dir(briefs.folder());
    Ran::of(shell.output().expect("a shell"))
}

#[test]
fn a_limit_of_file_sizes_leaves_the_old_index() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    for blocks in [0, 1, 2, 4] {
        let text = format!(
            "{BRIEF}\n{}\n",
            "A mill of rice. ".repeat(1000)
        );
        briefs.write("b.txt", text);
        // Writing more is then an error, and no signal that ends the program.
        let limit = format!("trap '' XFSZ; ulimit -f {blocks}");
        let out = limited(&briefs, &limit, "index");
        assert_eq!(out.code, 2, "{blocks}: {}", out.stdout);
        assert!(
            out.stderr
                .contains("File too large"),
            "{}",
            out.stderr
        );
        assert_eq!(briefs.places("harbour").len(), 1);
        assert_eq!(briefs.places("mill").len(), 0);
        assert_eq!(briefs.run(&["verify"]).code, 0);
    }
    assert_eq!(briefs.run(&["index"]).code, 0);
    assert_eq!(briefs.places("mill").len(), 1);
}

#[test]
fn links_that_lead_nowhere_are_named_once() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    symlink(
        "nowhere.txt",
        briefs.corpus().join("lost.txt"),
    )
    .expect("a link");
    symlink(
        "loop.txt",
        briefs.corpus().join("loop.txt"),
    )
    .expect("a link");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 3, "{}", out.stderr);
    for line in out.stderr.lines() {
        assert_eq!(
            line.matches(".txt").count(),
            1,
            "{line}"
        );
    }
    assert_eq!(out.stderr.lines().count(), 2);
    let lost = fs::symlink_metadata(briefs.corpus().join("lost.txt"));
    assert!(lost.expect("the link").is_symlink());
}
