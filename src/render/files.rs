//! The files that hits are in, and the links to them that a terminal follows.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::index::BriefRecord;
use crate::model::PassageLabel;
use crate::search::Hit;

/// The files of briefs.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The absolute path of each file, by the source of a brief that is in it.
    pub paths: BTreeMap<String, String>,
    /// Form of the links on terminals, with `{path}` and `{line}`; `None` for no links.
    pub hyperlinks: Option<String>,
}

/// The forms of links that have a name, as other programs know them.
const NAMED: [(&str, &str); 6] = [
    ("default", "file://{path}"),
    ("file", "file://{path}"),
    ("vscode", "vscode://file{path}:{line}:1"),
    (
        "vscodium",
        "vscodium://file{path}:{line}:1",
    ),
    ("cursor", "cursor://file{path}:{line}:1"),
    (
        "textmate",
        "txmt://open?url=file://{path}&line={line}",
    ),
];

impl Files {
    /// Returns the files of the briefs that `hits` are in, as far as they are there. `briefs` are
    /// in the order of their sources.
    #[must_use]
    pub fn of_hits(briefs: &[BriefRecord], hits: &[Hit], hyperlinks: Option<&String>) -> Self {
        let mut files = Self {
            hyperlinks: hyperlinks.cloned(),
            ..Self::default()
        };
        for hit in hits {
            let source = &hit.passage.label.brief.source;
            if files.paths.contains_key(source) {
                continue;
            }
            let found = briefs.binary_search_by(|brief| brief.label.source.cmp(source));
            let path = found
                .ok()
                .and_then(|at| briefs[at].path());
            if let Some(path) = path {
                let path = path.to_string_lossy().into_owned();
                files
                    .paths
                    .insert(source.clone(), path);
            }
        }
        files
    }

    /// Returns the form of links that `format` names or is; `None` for `none`.
    ///
    /// # Errors
    /// Returns the problem in words if it is neither.
    pub fn hyperlinks(format: &str) -> Result<Option<String>, String> {
        let mut forms = NAMED.iter();
        if let Some((_, form)) = forms.find(|(name, _)| *name == format) {
            return Ok(Some((*form).to_owned()));
        }
        if format == "none" {
            return Ok(None);
        }
        if !format.contains("{path}") || format.contains(char::is_control) {
            let names = NAMED
                .map(|(name, _)| name)
                .join(", ");
            return Err(format!(
                "{format:?}; expected none, {names}, or an address with {{path}} and {{line}}"
            ));
        }
        Ok(Some(format.to_owned()))
    }

    /// Returns the path of the file that a passage is in, if it is known.
    pub(super) fn path(&self, passage: &PassageLabel) -> Option<&str> {
        let path = self
            .paths
            .get(&passage.brief.source);
        path.map(String::as_str)
    }

    /// Returns `text` as a link to the file of a passage.
    pub(super) fn link(&self, passage: &PassageLabel, text: &str) -> Option<String> {
        let form = self.hyperlinks.as_ref()?;
        let path = encoded(self.path(passage)?);
        let address = form
            .replace("{path}", &path)
            .replace("{line}", &passage.line.to_string());
        Some(format!(
            "\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"
        ))
    }
}

/// Returns a path with the bytes percent-encoded that addresses cannot have.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
