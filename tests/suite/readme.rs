//! The README's table of queries says what its commands do.

use std::process::Command;

use super::support::{Answer, Ran, project, sample, yinde};

/// A row: the command, how many passages it finds, and the first of them.
fn rows(readme: &str) -> Vec<(&str, usize, &str)> {
    let section = readme
        .split("\n## ")
        .find(|section| section.starts_with("Queries\n"))
        .expect("the section");
    let commands = section
        .lines()
        .filter(|line| line.starts_with("| `yinde search "));
    commands
        .map(|line| {
            let (command, rest) = line["| `".len()..]
                .split_once("` | ")
                .expect("a command");
            let cells: Vec<&str> = rest
                .trim_end_matches(" |")
                .rsplitn(3, " | ")
                .collect();
            (
                command,
                cells[1].parse().expect("a number"),
                cells[0],
            )
        })
        .collect()
}

/// Runs `command` as a shell does.
fn run(command: &str) -> Ran {
    let program = yinde().get_program().to_owned();
    let folder = std::path::Path::new(&program)
        .parent()
        .expect("a folder")
        .to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{command} --format json")])
        .current_dir(project());
    shell
        .env(
            "PATH",
            std::env::join_paths(folders).expect("a path"),
        )
        .env("YINDE_INDEX", sample());
    Ran::of(shell.output().expect("a shell"))
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
    for (command, passages, first) in rows {
        let out = run(command);
        assert_eq!(out.code, 0, "{command}: {}", out.stderr);
        let answer: Answer = serde_json::from_str(&out.stdout).expect("JSON as documented");
        assert_eq!(
            (answer.total, answer.hits[0].id.as_str()),
            (passages, first),
            "{command}"
        );
    }
}
