//! The files of briefs, where they are now.

use std::path::{Path, PathBuf};

use yinde::index::BriefRecord;
use yinde::render::Files;
use yinde::search::Hit;

/// Returns the path of a brief's file, if it is there. The folder may be the file itself, and the
/// source may have the folder's name before it.
pub(super) fn path(record: &BriefRecord) -> Option<PathBuf> {
    let root = Path::new(&record.root);
    let file = record.file();
    let mut candidates = vec![root.to_owned(), root.join(file)];
    if let Some((_, rest)) = file.split_once('/') {
        candidates.push(root.join(rest));
    }
    candidates
        .into_iter()
        .find(|path| path.is_file())
}

/// Returns the files of the briefs that `hits` are in.
pub(super) fn of_hits(briefs: &[BriefRecord], hits: &[Hit], hyperlinks: Option<&String>) -> Files {
    let mut files = Files {
        hyperlinks: hyperlinks.cloned(),
        ..Files::default()
    };
    for hit in hits {
        let source = &hit.passage.label.brief.source;
        if files.paths.contains_key(source) {
            continue;
        }
        // Briefs are in the order of their sources.
        let found = briefs.binary_search_by(|brief| brief.label.source.cmp(source));
        let path = found
            .ok()
            .and_then(|at| path(&briefs[at]));
        if let Some(path) = path {
            let path = path.to_string_lossy().into_owned();
            files
                .paths
                .insert(source.clone(), path);
        }
    }
    files
}
