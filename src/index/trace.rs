//! Records the file operations of [`super::disk`], in tests, and tells what a power cut leaves.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::disk::Operation;

/// An operation under a folder, with paths below that folder.
#[derive(Debug, Clone)]
pub(crate) enum Recorded {
    CreateDir(PathBuf),
    Create(PathBuf),
    Append(PathBuf, Vec<u8>),
    Link(PathBuf, PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    Sync(PathBuf),
}

type Traces = HashMap<PathBuf, Vec<Recorded>>;

static TRACES: Mutex<Option<Traces>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Traces>> {
    TRACES
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

/// Records an operation that changes `path`, if that is in a folder whose operations are recorded.
pub(super) fn record(path: &Path, operation: Operation<'_>) {
    for (root, trace) in lock().get_or_insert_default() {
        if path.starts_with(root) {
            trace.push(recorded(root, operation));
        }
    }
}

fn recorded(root: &Path, operation: Operation<'_>) -> Recorded {
    let below = |path: &Path| {
        let below = path.strip_prefix(root);
        below.unwrap_or(path).to_owned()
    };
    match operation {
        Operation::CreateDir(path) => Recorded::CreateDir(below(path)),
        Operation::Create(path) => Recorded::Create(below(path)),
        Operation::Append(path, bytes) => Recorded::Append(below(path), bytes.to_vec()),
        Operation::Link(from, to) => Recorded::Link(below(from), below(to)),
        Operation::Rename(from, to) => Recorded::Rename(below(from), below(to)),
        Operation::RemoveFile(path) | Operation::RemoveDir(path) => Recorded::Remove(below(path)),
        Operation::Sync(path) => Recorded::Sync(below(path)),
    }
}

/// Calls `run`, and returns its result with the operations under `root`.
pub(crate) fn with_trace<T>(root: &Path, run: impl FnOnce() -> T) -> (T, Vec<Recorded>) {
    lock()
        .get_or_insert_default()
        .insert(root.to_owned(), Vec::new());
    let result = run();
    let trace = lock()
        .get_or_insert_default()
        .remove(root);
    (result, trace.unwrap_or_default())
}

/// A part of a disk that was not synced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Unsynced {
    /// A change of the names in a folder.
    Name,
    /// The end of a file.
    Bytes,
}

/// A file or folder on a disk, by its number.
type Node = usize;

/// A change of the list of names in a folder.
#[derive(Debug, Clone)]
enum Change {
    Add(String, Node),
    Remove(String),
    /// A rename within the folder, which happens as a whole or not at all.
    Rename(String, String, Node),
}

#[derive(Debug, Clone)]
enum Content {
    /// The bytes, and how many of them are certainly on the disk.
    File {
        bytes: Vec<u8>,
        synced: usize,
    },
    Folder(Names),
}

#[derive(Debug, Clone, Default)]
struct Names {
    /// The names that are certainly on the disk.
    durable: BTreeMap<String, Node>,
    /// The changes since the folder was synced.
    pending: Vec<Change>,
}

/// A disk that remembers what is certain to be on it. Node 0 is the folder of the index.
#[derive(Debug, Clone)]
pub(crate) struct Disk {
    nodes: Vec<Content>,
}

impl Names {
    fn with(&self, changes: impl Iterator<Item = Change>) -> BTreeMap<String, Node> {
        let mut names = self.durable.clone();
        for change in changes {
            match change {
                Change::Add(name, node) => {
                    names.insert(name, node);
                }
                Change::Remove(name) => {
                    names.remove(&name);
                }
                Change::Rename(from, to, node) => {
                    names.remove(&from);
                    names.insert(to, node);
                }
            }
        }
        names
    }

    /// The names as a running program sees them.
    fn now(&self) -> BTreeMap<String, Node> {
        self.with(self.pending.iter().cloned())
    }
}

impl Disk {
    /// Returns a disk with the folder at `root`, everything in it synced.
    pub(crate) fn read(root: &Path) -> Self {
        let mut disk = Self {
            nodes: vec![Content::Folder(Names::default())],
        };
        disk.read_folder(0, root);
        disk
    }

    fn read_folder(&mut self, folder: Node, path: &Path) {
        let Ok(entries) = fs::read_dir(path) else {
            return;
        };
        for entry in entries {
            let entry = entry.expect("an entry");
            let name = entry
                .file_name()
                .to_string_lossy()
                .into_owned();
            let path = entry.path();
            let node = if path.is_dir() {
                let node = self.push(Content::Folder(Names::default()));
                self.read_folder(node, &path);
                node
            } else {
                let bytes = fs::read(&path).expect("a file");
                let synced = bytes.len();
                self.push(Content::File { bytes, synced })
            };
            self.names(folder)
                .durable
                .insert(name, node);
        }
    }

    fn push(&mut self, content: Content) -> Node {
        self.nodes.push(content);
        self.nodes.len() - 1
    }

    fn names(&mut self, folder: Node) -> &mut Names {
        match &mut self.nodes[folder] {
            Content::Folder(names) => names,
            Content::File { .. } => panic!("a file in place of a folder"),
        }
    }

    /// Returns the node at `path` as a running program sees it.
    fn find(&mut self, path: &Path) -> Option<Node> {
        let mut node = 0;
        for name in path {
            let names = self.names(node).now();
            node = *names.get(&*name.to_string_lossy())?;
        }
        Some(node)
    }

    /// Notes a change of the folder that contains `path`.
    fn change(&mut self, path: &Path, change: impl FnOnce(String) -> Change) {
        let folder = path
            .parent()
            .unwrap_or(Path::new(""));
        let folder = self.find(folder).expect("a folder");
        let name = path.file_name().expect("a name");
        let change = change(name.to_string_lossy().into_owned());
        self.names(folder)
            .pending
            .push(change);
    }

    /// Carries out an operation.
    pub(crate) fn apply(&mut self, operation: &Recorded) {
        match operation {
            Recorded::CreateDir(path) => {
                let node = self.push(Content::Folder(Names::default()));
                self.change(path, |name| Change::Add(name, node));
            }
            Recorded::Create(path) => {
                let bytes = Vec::new();
                let node = self.push(Content::File { bytes, synced: 0 });
                self.change(path, |name| Change::Add(name, node));
            }
            Recorded::Append(path, more) => {
                if let Some(node) = self.find(path)
                    && let Content::File { bytes, .. } = &mut self.nodes[node]
                {
                    bytes.extend(more);
                }
            }
            Recorded::Link(from, to) => {
                let node = self.find(from).expect("a file");
                self.change(to, |name| Change::Add(name, node));
            }
            Recorded::Rename(from, to) => {
                let node = self.find(from).expect("a file");
                let from = from.to_string_lossy().into_owned();
                self.change(to, |to| Change::Rename(from, to, node));
            }
            Recorded::Remove(path) => self.change(path, Change::Remove),
            Recorded::Sync(path) => self.sync(path),
        }
    }

    fn sync(&mut self, path: &Path) {
        let node = self
            .find(path)
            .expect("a file to sync");
        match &mut self.nodes[node] {
            Content::File { bytes, synced } => *synced = bytes.len(),
            Content::Folder(names) => {
                names.durable = names.now();
                names.pending.clear();
            }
        }
    }

    /// Writes what a power cut leaves into the new folder `root`. `is_written` says of all that was
    /// not synced whether it reached the disk.
    pub(crate) fn write(&self, root: &Path, is_written: &mut dyn FnMut(Unsynced) -> bool) {
        self.write_folder(0, root, is_written);
    }

    fn write_folder(
        &self,
        folder: Node,
        path: &Path,
        is_written: &mut dyn FnMut(Unsynced) -> bool,
    ) {
        fs::create_dir(path).expect("a folder");
        let Content::Folder(names) = &self.nodes[folder] else {
            panic!("a file in place of a folder");
        };
        let mut written = names.pending.clone();
        written.retain(|_| is_written(Unsynced::Name));
        for (name, node) in names.with(written.into_iter()) {
            let path = path.join(name);
            match &self.nodes[node] {
                Content::Folder(_) => self.write_folder(node, &path, is_written),
                Content::File { bytes, synced } => {
                    let is_whole = *synced == bytes.len() || is_written(Unsynced::Bytes);
                    let end = if is_whole {
                        bytes.len()
                    } else {
                        *synced
                    };
                    fs::write(path, &bytes[..end]).expect("a file");
                }
            }
        }
    }
}
