//! Messages that say what to do: the commands in them can be pasted as they are.

use std::path::Path;
use std::process::Command;

use yinde::shell;

use super::BRIEF;
use crate::support::{Briefs, Ran};

/// A name of an index that a shell would split, and would take the quotation mark of.
const ODD: &str = "my brother's index";

/// Returns the command after `yinde ` in a message, as a shell splits it.
fn pasted(message: &str) -> Vec<String> {
    let (_, command) = message
        .rsplit_once("yinde ")
        .expect("a command");
    let out = Command::new("sh")
        .args(["-c", &format!("printf '%s\\n' {}", command.trim())])
        .output()
        .expect("a shell");
    let words = Ran::of(out);
    assert_eq!(
        words.code, 0,
        "{command}: {}",
        words.stderr
    );
    words
        .stdout
        .lines()
        .map(str::to_owned)
        .collect()
}

fn odd_index() -> Briefs {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    let out = briefs.run(&["index", "--index", ODD]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    briefs
}

#[test]
fn what_is_new_for_a_saved_search_names_a_command_for_its_index() {
    let briefs = odd_index();
    let add = ["saved", "add", "two words", "rice", "--index", ODD];
    assert_eq!(briefs.run(&add).code, 0);
    briefs.write(
        "b.txt",
        "Brief #8: More\n\nMore rice.\n",
    );
    let news = briefs.run(&["index", "--index", ODD]);
    let command = pasted(&news.stdout);
    assert_eq!(
        command,
        ["saved", "run", "two words", "--index", ODD]
    );
    let words: Vec<&str> = command
        .iter()
        .map(String::as_str)
        .collect();
    let run = briefs.run(&words);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("More «rice»."),
        "{}",
        run.stdout
    );
}

#[test]
fn the_index_that_is_used_anyway_is_left_out_of_a_command() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let add = ["saved", "add", "food", "rice"];
    assert_eq!(briefs.run(&add).code, 0);
    briefs.write(
        "b.txt",
        "Brief #8: More\n\nMore rice.\n",
    );
    let news = briefs.run(&["index"]);
    assert_eq!(
        pasted(&news.stdout),
        ["saved", "run", "food"]
    );
}

#[test]
fn messages_about_an_index_name_it_in_their_commands() {
    let briefs = odd_index();
    let none = briefs.run(&["search", "x", "--index", "no such index"]);
    assert_eq!(
        pasted(&none.stderr),
        ["index", "FOLDER", "--index", "no such index"]
    );
    let none = briefs.run(&["saved", "list", "--index", ODD]);
    assert_eq!(
        pasted(&none.stderr)[2..],
        ["NAME", "QUERY", "--index", ODD]
    );
    let none = briefs.run(&["restore", "--index", ODD]);
    assert!(pasted(&none.stdout).ends_with(&["--index".to_owned(), ODD.to_owned()]));
    briefs.remove("a.txt");
    let gone = briefs.run(&["show", "a", "--open", "--index", ODD]);
    assert_eq!(gone.code, 2);
    assert_eq!(
        pasted(&gone.stderr),
        ["index", "--index", ODD]
    );
}

#[test]
fn a_word_of_a_shell_is_one_and_harms_no_terminal() {
    for (text, shown) in [
        ("brief-042.txt", "brief-042.txt"),
        (
            "二〇二三/第42期.txt",
            "二〇二三/第42期.txt",
        ),
        ("", "''"),
        ("two words", "'two words'"),
        ("it's $HOME", r"'it'\''s $HOME'"),
        ("#42", "'#42'"),
        ("~", "'~'"),
        ("red\u{1b}[31m", "'red\u{fffd}[31m'"),
        (
            "two\nlines\u{202e}",
            "'two\u{fffd}lines\u{fffd}'",
        ),
    ] {
        assert_eq!(shell::word(text), shown);
    }
    let address = Path::new("https://me:secret@host:9200/briefs");
    assert_eq!(
        shell::path(address),
        "https://host:9200/briefs"
    );
}

#[test]
fn a_file_in_the_place_of_the_index_is_named() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    std::fs::write(briefs.folder().join("plain"), "text").expect("a file");
    for index in ["plain", "plain/below"] {
        for command in [
            &["search", "x"][..],
            &["index"],
            &["verify"],
            &["status"],
            &["repair"],
        ] {
            let out = briefs.run(&[command, &["--index", index]].concat());
            assert_eq!(out.code, 2, "{command:?}");
            assert_eq!(
                out.stderr, "yinde: plain: a file, and not a folder; name a folder with --index\n",
                "{command:?}"
            );
        }
    }
    let kept = std::fs::read_to_string(briefs.folder().join("plain"));
    assert_eq!(kept.expect("the file"), "text");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_named_with_what_to_do() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let link = briefs.corpus().join("b.txt");
    std::os::unix::fs::symlink("gone.txt", link).expect("a link");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 3, "{}", out.stderr);
    assert!(
        out.stderr
            .contains("b.txt: a link that leads nowhere; correct it or remove it\n"),
        "{}",
        out.stderr
    );
}

#[test]
fn an_editor_without_a_name_is_none() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    for (visual, editor, used) in [("", "echo one", "one"), ("echo two", "", "two")] {
        let mut command = briefs.command(&["show", "a", "--open"]);
        command
            .env("VISUAL", visual)
            .env("EDITOR", editor);
        let out = Ran::of(command.output().expect("it runs"));
        assert_eq!(out.code, 0, "{}", out.stderr);
        assert!(
            out.stdout
                .starts_with(&format!("{used} +1 ")),
            "{}",
            out.stdout
        );
    }
}

#[test]
fn every_format_ends_quietly_if_its_reader_does() {
    let briefs = Briefs::empty();
    let many = "The harbour fees rose again, and rice was dear.\n\n".repeat(3_000);
    briefs.write(
        "a.txt",
        format!("Brief #7: Ports\n\n{many}"),
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    for format in ["text", "json", "jsonl", "csv", "markdown", "html", "atom"] {
        quiet(
            &briefs,
            &format!("search harbour -n 0 -f {format}"),
        );
    }
    for format in ["text", "json", "jsonl", "csv", "markdown"] {
        quiet(
            &briefs,
            &format!("kwic harbour -f {format}"),
        );
    }
    for format in ["text", "json", "csv", "markdown"] {
        quiet(&briefs, &format!("show a -f {format}"));
    }
}

/// Runs a command of which only the first byte is read.
fn quiet(briefs: &Briefs, command: &str) {
    let program = briefs.command(&[]);
    let program = program
        .get_program()
        .to_string_lossy();
    let line = format!("{{ '{program}' {command}; echo code $? >&2; }} | head -c 1 >/dev/null");
    let out = Command::new("sh")
        .args(["-c", &line])
        .current_dir(briefs.folder())
        .output();
    let out = Ran::of(out.expect("a shell"));
    assert_eq!(out.stderr, "code 0\n", "{command}");
}
