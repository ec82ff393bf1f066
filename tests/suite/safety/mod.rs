//! Files that are not the index's own: nothing is overwritten, removed or trusted by its name.

mod first_run;
mod foreign;
mod forged;
mod limits;
mod repair;
mod starved;
mod twice;
mod upgrade;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the content of every file below `folder`, and the target of every link, by path.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        let path = entry.path();
        let kind = entry.file_type();
        if kind.is_symlink() {
            let target = fs::read_link(path).expect("a link");
            let bytes = target
                .into_os_string()
                .into_encoded_bytes();
            files.insert(path.to_owned(), bytes);
        } else if kind.is_file() {
            files.insert(
                path.to_owned(),
                fs::read(path).expect("a file"),
            );
        }
    }
    files
}
