//! Files and folders that the user leaves out: `--exclude`, and files called `.yindeignore`.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::read::read;
use crate::error::{Error, Result};

/// The file that lists what is left out of its folder, in the syntax of `.gitignore`.
const IGNORE_FILE: &str = ".yindeignore";

/// The files and folders of one root that are left out.
pub(super) struct Excluded {
    /// The patterns of the options.
    options: Gitignore,
    /// The ignore files of the folder that is walked through and of those above it, from the root
    /// on.
    folders: Vec<Gitignore>,
}

impl Excluded {
    /// Returns what `patterns` leave out of the folder `root`.
    ///
    /// # Errors
    /// Returns an error if a pattern is invalid.
    pub(super) fn new(root: &Path, patterns: &[String]) -> Result<Self> {
        let mut builder = builder(root);
        for pattern in patterns {
            builder
                .add_line(None, pattern)
                .map_err(|e| invalid(&e))?;
        }
        Ok(Self {
            options: builder
                .build()
                .map_err(|e| invalid(&e))?,
            folders: Vec::new(),
        })
    }

    /// Enters a folder.
    ///
    /// # Errors
    /// Returns an error if the folder has an ignore file that cannot be read, or a pattern in it is
    /// invalid. Then the others are in force.
    pub(super) fn enter(&mut self, folder: &Path) -> Result<()> {
        let is_above = |above: &Gitignore| {
            let path = above.path();
            folder != path && folder.starts_with(path)
        };
        self.folders.retain(is_above);
        let file = folder.join(IGNORE_FILE);
        if !file.is_file() {
            return Ok(());
        }
        let text = read(&file)?;
        let mut builder = builder(folder);
        let mut first_error = None;
        let text = String::from_utf8_lossy(&text);
        for line in text
            .trim_start_matches('\u{feff}')
            .lines()
        {
            if let Err(error) = builder.add_line(None, line) {
                first_error.get_or_insert(error);
            }
        }
        let patterns = builder
            .build()
            .map_err(|e| unreadable(&file, &e))?;
        self.folders.push(patterns);
        match first_error {
            Some(error) => Err(unreadable(&file, &error)),
            None => Ok(()),
        }
    }

    /// Returns whether a file or folder is left out. The pattern nearest to it decides.
    pub(super) fn has(&self, path: &Path, is_folder: bool) -> bool {
        let by_options = self
            .options
            .matched(path, is_folder);
        if !by_options.is_none() {
            return by_options.is_ignore();
        }
        for folder in self.folders.iter().rev() {
            if !path.starts_with(folder.path()) {
                continue;
            }
            let by_folder = folder.matched(path, is_folder);
            if !by_folder.is_none() {
                return by_folder.is_ignore();
            }
        }
        false
    }
}

/// Returns a builder of the patterns of a folder. A set of characters that is not closed, `[a`, is
/// an error: as in git, it would match nothing.
fn builder(folder: &Path) -> GitignoreBuilder {
    let mut builder = GitignoreBuilder::new(folder);
    builder.allow_unclosed_class(false);
    builder
}

fn invalid(error: &ignore::Error) -> Error {
    Error::Option {
        name: "exclude".to_owned(),
        problem: format!("{error}; correct the pattern"),
    }
}

fn unreadable(file: &Path, error: &ignore::Error) -> Error {
    Error::Unreadable {
        path: file.to_owned(),
        problem: format!("{error}; correct the pattern"),
    }
}
