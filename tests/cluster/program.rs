//! The program, as the suite runs it, and what a cluster's commands print.

#[path = "../suite/program.rs"]
mod of_suite;

use serde_json::Value;

pub(crate) use of_suite::{Ran, yinde};

impl Ran {
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
