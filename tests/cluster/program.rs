//! The program, and the outcome of its commands.

use std::process::{Command, Output};

use serde_json::Value;

/// The program, without the settings of whoever runs the tests.
pub(crate) fn yinde() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yinde"));
    for name in [
        "YINDE_INDEX",
        "YINDE_CLUSTER_USER",
        "YINDE_CLUSTER_PASSWORD",
        "YINDE_CLUSTER_CREDENTIALS",
        "YINDE_CLUSTER_CA",
    ] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

/// The outcome of a command.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let line = self
            .stdout
            .lines()
            .last()
            .unwrap_or_default();
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The kind of the error with which the command ended, after a check that it says what to do.
    pub(crate) fn trouble(&self) -> String {
        assert_eq!(self.code, 2, "{self:?}");
        let error = &self.json()["error"];
        assert!(error["hint"].is_string(), "{self:?}");
        error["kind"]
            .as_str()
            .expect("a kind")
            .to_owned()
    }
}
