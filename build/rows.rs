//! Lists of pairs: two columns with a tab between them. Lines with a `#` first are remarks.

use std::fs;

/// Returns the pairs of a list.
pub(crate) fn rows(list: &str) -> Vec<(String, String)> {
    println!("cargo::rerun-if-changed={list}");
    let text = fs::read_to_string(list).expect("the list is in the package");
    let lines = text.lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (first, second) = line
                .split_once('\t')
                .expect("two columns");
            (first.to_owned(), second.to_owned())
        })
        .collect()
}
