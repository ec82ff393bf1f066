//! The program, and the outcome of its commands.

use std::process::{Command, Output};

/// The program, with nothing of the environment that would change what it does.
pub(crate) fn yinde() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("yinde"));
    for name in [
        "YINDE_INDEX",
        "YINDE_CORPUS",
        "YINDE_CLUSTER_USER",
        "YINDE_CLUSTER_PASSWORD",
        "YINDE_CLUSTER_CREDENTIALS",
        "YINDE_CLUSTER_CA",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "PAGER",
        "LESS",
    ] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", "/nowhere");
    command
}

/// Exit code and output of a run of the program.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
        }
    }
}
