//! The tables in `src/analysis/data` that come from crates: they are compiled only here, since they
//! take longer to compile than the program saves by them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use varcon::{Category, Entry, Tag, Type, VARCON, Variant};

/// Set, the tables are written instead of compared.
const WRITE: &str = "YINDE_WRITE_TABLES";

/// The Han characters that may have a simplified form.
const HAN: [std::ops::Range<u32>; 2] = [0x3400..0xa000, 0x20000..0x33480];

/// Words that are rarer than this level of the list are left out: `abnormalise`, `gynaecocracy`.
const MAX_LEVEL: usize = 70;

#[test]
fn simplified_forms_are_those_of_opencc() {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s).expect("the table is in the crate");
    let mut pairs = BTreeMap::new();
    for c in HAN
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
    {
        // One at a time. By the table's phrases, the form of a character would depend on its
        // neighbours, and a phrase could miss the text that it was copied from.
        let converted = opencc.convert(&c.to_string());
        let mut chars = converted.chars();
        if let (Some(simplified), None) = (chars.next(), chars.next())
            && simplified != c
        {
            pairs.insert(c.to_string(), simplified.to_string());
        }
    }
    check(
        "simplified.tsv",
        "A traditional character and its simplified form, after OpenCC (crate ferrous-opencc).",
        &pairs,
    );
}

#[test]
fn british_spellings_are_those_of_varcon() {
    check(
        "spellings.tsv",
        "A British spelling and the American one of the same word, after VarCon (crate varcon).",
        &spellings(),
    );
}

/// Compares a table with `pairs`, after a line that says what it is.
fn check(file: &str, what: &str, pairs: &BTreeMap<String, String>) {
    let mut table = format!("# {what}\n");
    for (from, to) in pairs {
        writeln!(table, "{from}\t{to}").expect("a string");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/analysis/data")
        .join(file);
    if env::var_os(WRITE).is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let written = fs::read_to_string(&path).expect("the table can be read");
    assert!(
        written == table,
        "{file} is not what the crate says: {WRITE}=1 writes it"
    );
}

/// Returns the pairs. A spelling that is also American (`metre` is not, `story` is) has none.
fn spellings() -> BTreeMap<String, String> {
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
