//! Saved searches: what they ask, and which of their hits were seen.
//!
//! They are kept in a file beside the index, which people can read and edit, so that they survive a
//! rebuild: `briefs.saved.toml` for the index `briefs`. For an index in a cluster, which has no
//! folder, they are in the user's folder of data. What was seen is in another file, since it is
//! long.
//!
//! **A passage is seen by its brief and its text.** A passage that an edit elsewhere in its brief
//! moves is not new.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::index::Index;
use crate::model::stem;
use crate::place;
use crate::query::Note;
use crate::search::{self, Hit, Request, Results, Sort, stable_id};
use crate::shell;

/// The saved searches of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedSearches {
    /// The searches, by name.
    pub searches: BTreeMap<String, SavedSearch>,
    /// The folder of the index, or its address.
    root: PathBuf,
    /// Marks of the passages that were seen, by the name of the search.
    seen: BTreeMap<String, BTreeSet<String>>,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// The query.
    pub query: String,
    /// The filters, by option and value.
    #[serde(default)]
    pub filters: Vec<(String, String)>,
}

/// The file of searches.
#[derive(Deserialize)]
struct SearchFile {
    #[serde(default)]
    search: BTreeMap<String, SavedSearch>,
}

impl fmt::Display for SavedSearch {
    /// Writes the query and the filters, as they are typed: `harbour --issue 1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.query)?;
        for (name, value) in &self.filters {
            write!(f, " --{name} {}", shell::word(value))?;
        }
        Ok(())
    }
}

impl SavedSearch {
    /// Returns the request for all hits, the latest brief first.
    ///
    /// # Errors
    /// Returns an error if the query or a filter is not valid.
    pub fn request(&self) -> Result<Request> {
        let filters = self.filters.iter();
        let mut request = Request::from_options(
            &self.query,
            filters.map(|(name, value)| (name.as_str(), value.as_str())),
        )?;
        request.limit = None;
        request.sort = Sort::Newest;
        Ok(request)
    }
}

impl SavedSearches {
    /// Reads the saved searches of the index in `root`. Without a file there are none.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let path = path(root, "saved.toml");
        let Some(text) = read(&path)? else {
            return Ok(Self {
                root: root.to_owned(),
                ..Self::default()
            });
        };
        let file: SearchFile = toml::from_str(&text).map_err(|error| refused(&path, &error))?;
        let path = self::path(root, "saved.seen.json");
        let seen = match read(&path)? {
            Some(text) => serde_json::from_str(&text).map_err(|error| refused(&path, &error))?,
            None => BTreeMap::new(),
        };
        Ok(Self {
            root: root.to_owned(),
            searches: file.search,
            seen,
        })
    }

    /// Writes the saved searches of the index in `root`.
    ///
    /// # Errors
    /// Returns an error if a file cannot be written.
    pub fn write(&self, root: &Path) -> Result<()> {
        if place::is_address(root)
            && let Some(folder) = path(root, "").parent()
        {
            fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
        }
        let mut text = String::from(
            "# Searches that `yinde index` reports new passages for, and `yinde saved` manages.\n",
        );
        for (name, search) in &self.searches {
            text += &["\n[search.", &quoted(name), "]\nquery = "].concat();
            text += &[&quoted(&search.query), "\nfilters = ["].concat();
            let filters: Vec<String> = search
                .filters
                .iter()
                .map(|(name, value)| format!("[{}, {}]", quoted(name), quoted(value)))
                .collect();
            text += &[&filters.join(", "), "]\n"].concat();
        }
        replace(&path(root, "saved.toml"), &text)?;
        // Plain data always becomes JSON.
        let seen = serde_json::to_string(&self.seen).unwrap_or_default();
        replace(
            &path(root, "saved.seen.json"),
            &(seen + "\n"),
        )
    }

    /// Adds `search` as `name`.
    ///
    /// # Errors
    /// Returns an error if the query or a filter is not valid, if the search has neither words nor
    /// filters, or if there is a search of this name: a saved search is never replaced.
    pub fn add(&mut self, name: &str, search: SavedSearch) -> Result<()> {
        let request = search.request()?;
        let index = shell::path(&self.root);
        let refused = |problem, hint| Error::Saved {
            path: name.into(),
            problem,
            hint: Some(hint),
        };
        if request
            .notes
            .contains(&Note::NoWords)
            && request.filters.is_empty()
        {
            return Err(refused(
                "the query has no word to search for".to_owned(),
                format!("name a query or a filter: yinde saved add NAME QUERY --index {index}"),
            ));
        }
        if let Some(old) = self.searches.get(name) {
            return Err(refused(
                format!("there is a saved search of this name: {old}"),
                format!(
                    "use another name, or first: yinde saved remove {} --index {index}",
                    shell::word(name)
                ),
            ));
        }
        self.searches
            .insert(name.to_owned(), search);
        Ok(())
    }

    /// Returns the results of the search called `name`, with only the hits that were not seen, the
    /// latest brief first.
    ///
    /// # Errors
    /// Returns an error if there is no such search, it is not valid, or the index cannot be read.
    pub fn new_results(&self, index: &Index, name: &str) -> Result<(Request, Results)> {
        let saved = self.searches.get(name);
        let request = saved
            .ok_or_else(|| self.unknown(name))?
            .request()?;
        let mut results = search::search(index, &request)?;
        if let Some(seen) = self.seen.get(name) {
            results
                .hits
                .retain(|hit| !marks(hit).any(|mark| seen.contains(&mark)));
        }
        results.total = results.hits.len();
        for (rank, hit) in (1..).zip(&mut results.hits) {
            hit.rank = rank;
        }
        Ok((request, results))
    }

    /// Returns the error for a `name` that no saved search has.
    #[must_use]
    pub fn unknown(&self, name: &str) -> Error {
        let names: Vec<&str> = self
            .searches
            .keys()
            .map(String::as_str)
            .collect();
        let hint = match names.as_slice() {
            [] => format!(
                "none is saved; add one with: yinde saved add NAME QUERY --index {}",
                shell::path(&self.root)
            ),
            _ => format!("saved: {}", names.join(", ")),
        };
        Error::Saved {
            path: name.into(),
            problem: "no saved search has this name".to_owned(),
            hint: Some(hint),
        }
    }

    /// Marks all hits of the search called `name` as seen.
    ///
    /// # Errors
    /// Returns an error if there is no such search, it is not valid, or the index cannot be read.
    pub fn mark_seen(&mut self, index: &Index, name: &str) -> Result<()> {
        let saved = self.searches.get(name);
        let request = saved
            .ok_or_else(|| self.unknown(name))?
            .request()?;
        let hits = search::search(index, &request)?.hits;
        let seen = self
            .seen
            .entry(name.to_owned())
            .or_default();
        // Passages that are gone stay marked: if they come back, they are not new.
        seen.extend(
            hits.iter()
                .filter_map(|hit| marks(hit).next()),
        );
        Ok(())
    }

    /// Removes the search called `name`. Returns whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        self.seen.remove(name);
        self.searches.remove(name).is_some()
    }
}

/// Returns the marks of a passage: its brief, and the hash of its text. The first is that of the
/// brief's id, the others of what may have been its id before.
fn marks(hit: &Hit) -> impl Iterator<Item = String> {
    let id = stable_id(&hit.passage);
    let brief = id
        .rsplit_once('#')
        .map_or("", |(brief, _)| brief);
    let hash = id
        .rsplit_once('~')
        .map_or("", |(_, hash)| hash);
    let source = hit
        .passage
        .label
        .brief
        .source
        .as_str();
    let marks = [brief, source, stem(source)].map(|brief| format!("{brief}~{hash}"));
    marks.into_iter()
}

/// Returns the path of a file beside the index in `root`.
fn path(root: &Path, ending: &str) -> PathBuf {
    let root = &place::beside(root);
    let mut name = root
        .file_name()
        .unwrap_or_default()
        .to_owned();
    if name.is_empty() {
        // The index is the folder that the program runs in.
        return root.join(ending);
    }
    name.push(".");
    name.push(ending);
    root.with_file_name(name)
}

fn read(path: &Path) -> Result<Option<String>> {
    // A pipe or a device would be read for ever.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(refused(path, &"not a regular file"));
    }
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(refused(path, &error)),
    }
}

/// Writes a file beside the old one, and then in its place.
fn replace(path: &Path, text: &str) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    let written = fs::File::create(&new).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written
        .and_then(|()| fs::rename(&new, path))
        .map_err(|error| refused(path, &error))
}

fn refused(path: &Path, problem: &dyn fmt::Display) -> Error {
    Error::Saved {
        path: path.to_owned(),
        problem: problem.to_string(),
        hint: None,
    }
}

/// Returns `text` as a string of TOML. JSON's strings are strings of TOML too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text)
        .unwrap_or_default()
        .replace('\u{7f}', "\\u007f")
}
