//! The tasks of a researcher, each in one command.

use std::path::PathBuf;
use std::process::Command;
use std::{env, iter};

use crate::support::{Ran, project, sample, yinde};

/// Runs `command` as a shell does, in the project's folder.
fn run(command: &str) -> Ran {
    let program = PathBuf::from(yinde().get_program());
    let folder = program
        .parent()
        .expect("a folder")
        .to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = iter::once(folder).chain(env::split_paths(&path));
    let out = Command::new("sh")
        .args(["-c", command])
        .current_dir(project())
        .env(
            "PATH",
            env::join_paths(folders).expect("a path"),
        )
        .env("YINDE_INDEX", sample())
        .env("XDG_CONFIG_HOME", "/nowhere")
        .env_remove("VISUAL")
        .output();
    Ran::of(out.expect("a shell"))
}

#[test]
fn each_task_is_done_in_one_command() {
    let table = std::fs::read_to_string(project().join("tests/data/tasks.tsv"));
    let table = table.expect("the table");
    let mut wrong = Vec::new();
    let mut tasks = 0;
    for row in table
        .lines()
        .filter(|row| !row.starts_with('#'))
    {
        let [task, command, code, said] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}")
        };
        tasks += 1;
        let out = run(command);
        let printed = out.stdout + &out.stderr;
        // A count must be that number, and not contain it.
        let is_said = if command.contains("--count") {
            printed.trim() == said
        } else {
            printed.contains(said)
        };
        if out.code.to_string() != code || !is_said {
            wrong.push(format!(
                "{task}: {command}: {}: {printed}",
                out.code
            ));
        }
    }
    assert!(tasks >= 40, "{tasks} tasks");
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join("\n\n")
    );
}
