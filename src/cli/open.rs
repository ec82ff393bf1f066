//! `yinde show --open`

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, ExitStatus};

use yinde::place;
use yinde::search;
use yinde::search::ids::{self, Named};

use super::args::ShowArgs;
use super::cite::say_state;
use super::exit::{FAILED, FOUND, Stop};
use super::first_run::read_or_build;
use super::hint::command;

/// The endings of files that an editor shows as they are.
const TEXT: [&str; 4] = ["txt", "text", "md", "markdown"];
/// The editor if neither `$VISUAL` nor `$EDITOR` is set.
const EDITOR: &str = "vi";

/// Opens the file of the passage or brief with this `id`: a text in the user's editor, at the line
/// of the passage; another file in the program that the desktop has for it.
pub(super) fn run(id: &str, args: &ShowArgs) -> Result<u8, Stop> {
    let (index, briefs) = read_or_build(&args.dir.index, place::open_with_briefs)?;
    let plain = match search::resolve(&index, id) {
        Ok(found) => {
            say_state(id, &found.id, found.state);
            found.id
        }
        Err(_) => id.to_owned(),
    };
    let (record, line) = match ids::named(&briefs, &plain)? {
        Named::Brief(record) => (record, 1),
        Named::Passage(record) => {
            let passages = search::around(&index, &plain, 0)?;
            (record, passages[0].label.line)
        }
    };
    let Some(path) = record.path() else {
        return Err(Stop::File {
            path: Path::new(&record.root).join(record.file()),
            problem: format!(
                "no longer there; update the index with: {}",
                command(&args.dir.index, &["index"])
            ),
        });
    };
    let status = open(&path, line).map_err(|error| Stop::File {
        path,
        problem: format!("cannot be opened: {error}"),
    })?;
    Ok(if status.success() {
        FOUND
    } else {
        FAILED
    })
}

fn open(path: &Path, line: usize) -> std::io::Result<ExitStatus> {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str());
    let ending = ending
        .unwrap_or_default()
        .to_lowercase();
    let is_text = TEXT.contains(&ending.as_str());
    if !is_text {
        return with_desktop(path);
    }
    let named = ["VISUAL", "EDITOR"].map(|name| env::var(name).unwrap_or_default());
    let mut named = named.into_iter();
    // An empty value is none.
    let editor = named.find(|editor| !editor.trim().is_empty());
    let editor = editor.unwrap_or_else(|| EDITOR.to_owned());
    let mut command = Command::new("sh");
    // The shell reads the editor's name, which may have options; the path is never read by it.
    command
        .arg("-c")
        .arg(format!("{editor} \"$@\""))
        .arg(&editor);
    command
        .args(at_line(&editor, path, line))
        .status()
}

/// Opens a file or an address in the program that the desktop has for it.
pub(super) fn with_desktop(what: impl AsRef<OsStr>) -> std::io::Result<ExitStatus> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    Command::new(opener)
        .arg(what)
        .status()
}

/// Returns the arguments by which an editor opens a file at a line.
fn at_line(editor: &str, path: &Path, line: usize) -> Vec<std::ffi::OsString> {
    let program = editor
        .split_whitespace()
        .next()
        .and_then(|program| program.rsplit('/').next());
    let mut place = path.as_os_str().to_owned();
    place.push(format!(":{line}"));
    match program {
        Some("code" | "codium" | "cursor") => vec!["--goto".into(), place],
        Some("subl" | "hx" | "helix" | "zed") => vec![place],
        _ => vec![format!("+{line}").into(), path.into()],
    }
}
