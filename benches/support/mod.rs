//! Corpora for the benches: the sample briefs again and again, each copy with a number of its own;
//! or a folder that `YINDE_BENCH_CORPUS` names.

use std::path::{Path, PathBuf};

use yinde::indexing::corpus;

/// The texts of the sample briefs, by source.
pub(crate) fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let roots = corpus::roots(&[folder]).expect("the samples");
    let files = corpus::walk(&roots, &[], &|_| false)
        .expect("no patterns")
        .files;
    let briefs = files.into_iter().map(|file| {
        let text = std::fs::read_to_string(&file.path).expect("a brief");
        (file.source, text)
    });
    briefs.collect()
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
            let path = corpus
                .join(format!("{copy:04}"))
                .join(&source);
            let text = format!("{text}\nCopy number {copy} of this brief.\n");
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a brief");
        }
    }
    corpus
}
