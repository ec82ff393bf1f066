//! The table of British spellings and the American ones of the same words, from the list that the
//! spelling checkers use (`VarCon`).

use std::collections::{BTreeMap, BTreeSet};

use phf_codegen::Map;

use crate::rows::rows;

/// A British spelling and the American one.
const SPELLINGS: &str = "src/analysis/data/spellings.tsv";

/// Returns the source of two maps, in lower case: the British spelling to the American one, and the
/// American spelling to the British ones; and of a list of the first letters of spellings of the
/// same word, American and British, where they differ.
pub(crate) fn tables() -> String {
    let pairs = rows(SPELLINGS);
    let mut american = Map::new();
    let mut british: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut firsts: BTreeSet<(u8, u8)> = BTreeSet::new();
    for (from, to) in &pairs {
        american.entry(from.as_str(), format!("{to:?}"));
        british
            .entry(to)
            .or_default()
            .push(from);
        firsts.insert((to.as_bytes()[0], from.as_bytes()[0]));
    }
    let mut of_american = Map::new();
    for (word, spellings) in british {
        of_american.entry(word, format!("&{spellings:?}"));
    }
    firsts.retain(|(american, british)| american != british);
    format!(
        "#[allow(clippy::unreadable_literal)]\n\
         static AMERICAN: phf::Map<&'static str, &'static str> = {};\n\
         #[allow(clippy::unreadable_literal)]\n\
         static BRITISH: phf::Map<&'static str, &'static [&'static str]> = {};\n\
         static FIRSTS: &[(u8, u8)] = &{firsts:?};\n",
        american.build(),
        of_american.build(),
        firsts = Vec::from_iter(firsts)
    )
}
