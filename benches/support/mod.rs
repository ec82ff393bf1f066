//! Corpora for the benches: the sample briefs again and again, each copy with a number of its own;
//! or a folder that `YINDE_BENCH_CORPUS` names.

use std::path::{Path, PathBuf};

/// The texts of the sample briefs, by source.
pub(crate) fn samples() -> Vec<(String, String)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let found = yinde::indexing::corpus::walk(
        &yinde::indexing::corpus::roots(&[corpus]).expect("the samples"),
        &|_| false,
    );
    let read = |path: &Path| std::fs::read_to_string(path).expect("a brief");
    found
        .files
        .iter()
        .map(|file| (file.source.clone(), read(&file.path)))
        .collect()
}

/// A folder with `copies` of each sample brief.
#[must_use]
pub(crate) fn corpus(copies: usize, folder: &Path) -> PathBuf {
    if let Some(named) = std::env::var_os("YINDE_BENCH_CORPUS") {
        return named.into();
    }
    let corpus = folder.join("corpus");
    for (source, text) in samples() {
        for copy in 0..copies {
            let path = corpus.join(format!("{copy:04}")).join(&source);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, format!("{text}\nCopy number {copy} of this brief.\n"))
                .expect("a brief");
        }
    }
    corpus
}
