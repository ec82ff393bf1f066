//! Files that `LibreOffice` converts for us.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::child::{self, Failure, Limits};
use super::read::Refusal;

/// Name of the program.
pub(super) const NAME: &str = "soffice";

/// The limits of a conversion. Starting alone takes some seconds.
const LIMITS: Limits = Limits {
    time: Duration::from_mins(1),
    output: 1 << 20,
};
/// Maximum size of a converted file, in bytes.
const MAX_CONVERTED: u64 = 256 << 20;

/// Returns an old Word file as a new one.
///
/// # Errors
/// Returns an error if `LibreOffice` takes too long or cannot read the file.
pub(super) fn to_docx(doc: &[u8]) -> Result<Vec<u8>, Refusal> {
    let folder = tempfile::tempdir().map_err(|e| failed(&e.to_string()))?;
    let folder = folder.path();
    fs::write(folder.join("in.doc"), doc).map_err(|e| failed(&e.to_string()))?;
    let run = child::run(&mut command(folder), &[], LIMITS);
    let output = run.map_err(|failure| match failure {
        Failure::NotStarted(e) => failed(&e.to_string()),
        Failure::TooSlow => failed(&format!(
            "longer than {} s",
            LIMITS.time.as_secs()
        )),
        Failure::TooMuchOutput => failed("too much output"),
    })?;
    let converted = File::open(folder.join("in.docx"));
    converted
        .and_then(read)
        .map_err(|_| failed(&first_line(&output.complaint)))
}

/// Returns the command that converts a file in `folder`. The profile is there too: two runs cannot
/// share one, and the user's own may be in use.
fn command(folder: &Path) -> Command {
    let profile = folder.join("profile");
    let mut command = Command::new(NAME);
    command
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "docx", "--outdir"])
        .arg(folder)
        .arg(folder.join("in.doc"));
    command
}

fn read(file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_CONVERTED + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_CONVERTED {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn failed(reason: &str) -> Refusal {
    Refusal::because(format!(
        "LibreOffice cannot read it ({reason}); save it as .docx"
    ))
}

fn first_line(complaint: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint);
    let first = complaint
        .lines()
        .find(|line| !line.starts_with("Warning"));
    first
        .unwrap_or("no reason given")
        .to_owned()
}
