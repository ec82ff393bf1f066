//! The table of British spellings and the American ones of the same words, from the list that the
//! spelling checkers use (`VarCon`).

use std::collections::{BTreeMap, BTreeSet};

use phf_codegen::Map;
use varcon::{Category, Entry, Tag, Type, VARCON, Variant};

/// Returns the source of a map: the British spelling to the American one, both in lower case.
pub(crate) fn table() -> String {
    let mut map = Map::new();
    let pairs = pairs();
    for (british, american) in &pairs {
        map.entry(
            british.as_str(),
            format!("{american:?}"),
        );
    }
    format!(
        "static AMERICAN: phf::Map<&'static str, &'static str> = {};\n",
        map.build()
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
