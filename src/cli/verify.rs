//! `yinde verify`

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use yinde::Error;
use yinde::index::Verified;
use yinde::place;
use yinde::render::{self, safe};
use yinde::shell;

use super::args::{ColorWhen, PlainArgs};
use super::count::counted;
use super::exit::{FAILED, FOUND, Stop};
use super::output::{stdout, tell};

/// The outcome as JSON.
#[derive(Serialize)]
struct JsonVerified {
    ok: bool,
    index: String,
    briefs: usize,
    passages: usize,
    files: usize,
    bytes: u64,
    problems: Vec<JsonProblem>,
}

#[derive(Serialize)]
struct JsonProblem {
    path: Option<String>,
    reason: String,
}

pub(super) fn run(args: &PlainArgs) -> Result<u8, Stop> {
    let root = &args.dir.index;
    let verified = place::verify(root)?;
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::json::line(&json(root, &verified), &mut out)?;
    } else {
        for problem in &verified.damaged {
            tell(safe(&problem.to_string()));
        }
        for problem in &verified.disagreements {
            tell(safe(problem));
        }
        let verdict = verdict(root, &verified);
        writeln!(
            out,
            "{}: {verdict}",
            safe(&root.to_string_lossy()),
            verdict = safe(&verdict)
        )?;
    }
    out.flush()?;
    Ok(if verified.is_sound() {
        FOUND
    } else {
        FAILED
    })
}

fn json(root: &Path, verified: &Verified) -> JsonVerified {
    let mut problems = Vec::new();
    for error in &verified.damaged {
        let path = error.path();
        problems.push(JsonProblem {
            path: path.map(|path| path.to_string_lossy().into_owned()),
            reason: error.to_string(),
        });
    }
    for reason in &verified.disagreements {
        problems.push(JsonProblem {
            path: None,
            reason: reason.clone(),
        });
    }
    let manifest = &verified.manifest;
    JsonVerified {
        ok: verified.is_sound(),
        index: root.to_string_lossy().into_owned(),
        briefs: manifest.briefs,
        passages: manifest.passages,
        files: manifest.files.len(),
        bytes: verified.bytes,
        problems,
    }
}

fn verdict(root: &Path, verified: &Verified) -> String {
    if verified.is_sound() {
        return sound(verified);
    }
    let files = counted(verified.manifest.files.len(), "file");
    let (unread, damaged): (Vec<&Error>, Vec<&Error>) = verified
        .damaged
        .iter()
        .partition(|error| error.kind() != "damaged");
    let problem = match (damaged.len(), unread.len()) {
        (0, 0) => counted(
            verified.disagreements.len(),
            "disagreement",
        ),
        // Nothing shows that these files are damaged, so there is nothing to repair.
        (0, unread) => return format!("{unread} of {files} cannot be read"),
        (1, _) => format!("1 of {files} is damaged"),
        (damaged, _) => format!("{damaged} of {files} are damaged"),
    };
    let shown = shell::path(root);
    if place::is_address(root) {
        return format!(
            "{problem}; read the briefs again: yinde index FOLDER --index {shown} --rebuild"
        );
    }
    format!("{problem}; save what can be read: yinde repair --index {shown}")
}

/// `OK (4 briefs, 78 passages; 47,820 bytes in 14 files)`
fn sound(verified: &Verified) -> String {
    let manifest = &verified.manifest;
    let bytes = usize::try_from(verified.bytes).unwrap_or(usize::MAX);
    let files = manifest.files.len();
    if files == 0 {
        return format!(
            "OK ({}, {}; {} of stored passages)",
            counted(manifest.briefs, "brief"),
            counted(manifest.passages, "passage"),
            counted(bytes, "byte"),
        );
    }
    format!(
        "OK ({}, {}; {} in {})",
        counted(manifest.briefs, "brief"),
        counted(manifest.passages, "passage"),
        counted(bytes, "byte"),
        counted(files, "file"),
    )
}
