//! The table of British spellings and the American ones of the same words, from the list that the
//! spelling checkers use (`VarCon`).

use std::collections::{BTreeMap, BTreeSet};

use phf_codegen::Map;
use varcon::{Category, Entry, Tag, Type, VARCON, Variant};

/// Words that are rarer than this level of the list are left out: `abnormalise`, `gynaecocracy`.
const MAX_LEVEL: usize = 70;

/// Returns the source of two maps, in lower case: the British spelling to the American one, and the
/// American spelling to the British ones; and of a list of the first letters of spellings of the
/// same word, American and British, where they differ.
pub(crate) fn tables() -> String {
    let pairs = pairs();
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

/// Returns the pairs. A spelling that is also American (`metre` is not, `story` is) has none.
fn pairs() -> BTreeMap<String, String> {
    let american = american_words();
    let mut pairs = BTreeMap::new();
    for entry in entries() {
        let Some(preferred) = entry
            .variants
            .iter()
            .find(|v| is_spelt(v, is_american))
        else {
            continue;
        };
        for variant in entry.variants {
            let word = variant.word.to_lowercase();
            if is_spelt(variant, is_british) && is_plain(&word) && !american.contains(&word) {
                pairs
                    .entry(word)
                    .or_insert_with(|| preferred.word.to_lowercase());
            }
        }
    }
    pairs
}

fn american_words() -> BTreeSet<String> {
    let variants = entries().flat_map(|entry| entry.variants);
    variants
        .filter(|variant| is_spelt(variant, is_american))
        .map(|variant| variant.word.to_lowercase())
        .collect()
}

fn entries() -> impl Iterator<Item = &'static Entry> {
    VARCON
        .iter()
        .filter(|cluster| cluster.level <= MAX_LEVEL)
        .flat_map(|cluster| cluster.entries)
}

/// Returns whether a spelling is one of the usual ones of a country.
fn is_spelt(variant: &Variant, country: fn(Category) -> bool) -> bool {
    let is_usual = |t: &Type| t.num.is_none() && matches!(t.tag, None | Some(Tag::Eq));
    variant
        .types
        .iter()
        .any(|t| country(t.category) && is_usual(t))
}

fn is_american(category: Category) -> bool {
    category == Category::American
}

fn is_british(category: Category) -> bool {
    matches!(
        category,
        Category::BritishIse | Category::BritishIze | Category::Australian
    )
}

/// Returns whether a word has only letters: the list also has possessives.
fn is_plain(word: &str) -> bool {
    word.len() > 3
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase())
}
