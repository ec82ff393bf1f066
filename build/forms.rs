//! The forms of the terms in our list, so that no search has to read the list.

use std::collections::BTreeMap;
use std::fs;

use phf_codegen::Map;

/// The list: a term a line, of which the first four columns have forms, separated by semicolons.
const TERMS: &str = "src/lexicon/data/terms.tsv";
const COLUMNS: usize = 4;

/// Returns the source of a map of each form, in ASCII lower case, to where the lines of its terms
/// begin, in bytes.
pub(crate) fn tables() -> String {
    println!("cargo::rerun-if-changed={TERMS}");
    let list = fs::read_to_string(TERMS).expect("the list is in the package");
    let mut lines_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut start = 0;
    for (number, line) in list
        .split_inclusive('\n')
        .enumerate()
    {
        // The first line names the columns.
        if number > 0 {
            for form in forms(line) {
                let lines = lines_of.entry(form).or_default();
                if lines.last() != Some(&start) {
                    lines.push(start);
                }
            }
        }
        start += line.len();
    }
    let mut map = Map::new();
    for (form, lines) in &lines_of {
        map.entry(form.as_str(), format!("&{lines:?}"));
    }
    format!(
        "#[allow(clippy::unreadable_literal)]\n\
         static LINES: phf::Map<&'static str, &'static [usize]> = {};\n",
        map.build()
    )
}

fn forms(line: &str) -> impl Iterator<Item = String> {
    let columns = line
        .trim_end()
        .split('\t')
        .take(COLUMNS);
    columns
        .flat_map(|column| column.split(';'))
        .map(|form| form.trim().to_ascii_lowercase())
        .filter(|form| !form.is_empty())
}
