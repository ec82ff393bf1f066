//! The commands of the README's table of queries find what the table says.

use std::path::PathBuf;
use std::process::Command;
use std::{env, iter};

use super::support::{Answer, Ran, project, sample, yinde};

/// A row of the table.
struct Row<'a> {
    command: &'a str,
    /// Number of passages that it finds.
    passages: usize,
    /// Id of the first of them.
    first: &'a str,
}

fn rows(readme: &str) -> Vec<Row<'_>> {
    let section = readme
        .split("\n## ")
        .find(|section| section.starts_with("Queries\n"))
        .expect("the section");
    let commands = section
        .lines()
        .filter(|line| line.starts_with("| `yinde search "));
    commands.map(row).collect()
}

fn row(line: &str) -> Row<'_> {
    let (command, rest) = line["| `".len()..]
        .split_once("` | ")
        .expect("a command");
    let cells: Vec<&str> = rest
        .trim_end_matches(" |")
        .rsplitn(3, " | ")
        .collect();
    Row {
        command,
        passages: cells[1].parse().expect("a number"),
        first: cells[0],
    }
}

/// Runs a search as a shell does, with JSON as its output.
fn run(command: &str) -> Ran {
    run_as_it_is(&format!("{command} --format json"))
}

/// Runs `command` as a shell does.
fn run_as_it_is(command: &str) -> Ran {
    let program = PathBuf::from(yinde().get_program());
    let folder = program
        .parent()
        .expect("a folder")
        .to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = iter::once(folder).chain(env::split_paths(&path));
    let path = env::join_paths(folders).expect("a path");
    let out = Command::new("sh")
        .args(["-c", command])
        .current_dir(project())
        .env("PATH", path)
        .env("YINDE_INDEX", sample())
        .output();
    Ran::of(out.expect("a shell"))
}

#[test]
fn every_command_of_the_table_finds_what_it_says() {
    let readme = std::fs::read_to_string(project().join("README.md")).expect("the README");
    let rows = rows(&readme);
    assert!(
        rows.len() >= 15,
        "only {} rows",
        rows.len()
    );
    for row in rows {
        let command = row.command;
        let out = run(command);
        assert_eq!(out.code, 0, "{command}: {}", out.stderr);
        let answer: Answer = serde_json::from_str(&out.stdout).expect("JSON as documented");
        assert_eq!(
            (answer.total, answer.hits[0].id.as_str()),
            (row.passages, row.first),
            "{command}"
        );
    }
}

#[test]
fn every_command_of_the_desk_works_as_documented() {
    let page = std::fs::read_to_string(project().join("docs/desk.md")).expect("the page");
    let commands: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once("` | "))
        .map(|(command, _)| command)
        .filter(|command| !command.contains("FILE") && !command.contains("saved"))
        .collect();
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let out = run_as_it_is(command);
        assert_eq!(out.code, 0, "{command}: {}", out.stderr);
        assert!(!out.stdout.is_empty(), "{command}");
    }
}
