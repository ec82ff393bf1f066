//! Other programs that read a format: one is sent a file and returns its text.

use std::io::{self, Cursor, Read};
use std::process::Command;
use std::time::Duration;

use super::child::{self, Failure, Limits};
use super::read::Refusal;

/// The limits of a file. Text with the place of each word is twenty times as long as the text.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(20),
    output: 256 << 20,
};

/// A program that reads a format.
pub(super) struct Program {
    /// The files that it reads: "a PDF".
    pub reads: &'static str,
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    /// Advice if the program cannot be started.
    pub remedy: &'static str,
}

/// The output of a program that ended in time.
pub(super) struct Output<T> {
    /// The value made of the output.
    pub result: T,
    /// Why the program failed, if it did.
    pub complaint: Option<String>,
}

/// Reads the output of a program.
pub(super) type OutputReader = Cursor<Vec<u8>>;

impl Program {
    /// Sends `bytes` to the program and returns what `read` makes of its output.
    ///
    /// # Errors
    /// Returns an error if the program cannot be started, takes too long or writes too much. That
    /// it fails is no error here.
    pub(super) fn run<T>(
        &self,
        bytes: &[u8],
        read: fn(&mut OutputReader) -> io::Result<T>,
    ) -> Result<Output<T>, Refusal> {
        let mut command = Command::new(self.name);
        command.args(self.arguments);
        let output =
            child::run(&mut command, bytes, LIMITS).map_err(|failure| self.refusal(failure))?;
        let result = read(&mut Cursor::new(output.bytes))
            .map_err(|problem| Refusal::because(problem.to_string()))?;
        let complaint = (!output.has_succeeded).then(|| first_line(&output.complaint));
        Ok(Output { result, complaint })
    }

    fn refusal(&self, failure: Failure) -> Refusal {
        let name = self.name;
        Refusal::because(match failure {
            Failure::NotStarted(e) => format!(
                "{} is read by the program {name}, which cannot be started ({e}); {}",
                self.reads, self.remedy
            ),
            Failure::TooSlow => format!(
                "{name} took longer than {} s; split it, or save its text as .txt",
                LIMITS.time.as_secs()
            ),
            Failure::TooMuchOutput => format!(
                "more than {} bytes of text; split it",
                LIMITS.output
            ),
        })
    }
}

/// Reads the output as text.
///
/// # Errors
/// Returns an error if there are more than `LIMIT` bytes of it.
pub(super) fn read_text<const LIMIT: u64>(output: &mut OutputReader) -> io::Result<String> {
    let mut text = Vec::new();
    output
        .take(LIMIT + 1)
        .read_to_end(&mut text)?;
    if text.len() as u64 > LIMIT {
        return Err(io::Error::other(format!(
            "more than {LIMIT} bytes of text; split it"
        )));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Returns the first line of an error message.
fn first_line(complaint: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint);
    let first = complaint.lines().next();
    first
        .unwrap_or("no reason given")
        .to_owned()
}
