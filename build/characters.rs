//! The table of Chinese characters and the forms that count as equal: `OpenCC`'s simplified forms,
//! and the rows of `src/analysis/data/variants.tsv`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

/// The list of variants: a variant, a tab and its plain form on each line.
pub(crate) const VARIANTS: &str = "src/analysis/data/variants.tsv";

/// First code point of the table by position.
const FROM: u32 = 0x3400;
/// End of the table by position, which has the Han characters of the basic plane.
const TO: u32 = 0xa000;
/// Radicals, some of which are in the list of variants.
const RADICALS: std::ops::Range<u32> = 0x2e80..0x2fe0;
/// The Han characters of other planes, a few of which have a simplified form.
const FAR: std::ops::Range<u32> = 0x20000..0x33480;

/// Variants that simplified texts have as characters of their own: 著 in 著作 is no 着. The
/// dictionary by which Chinese is segmented has words with them.
const WORDS_OF_THEIR_OWN: [char; 3] = ['著', '藉', '幺'];

/// Rows of `OpenCC`'s table that are newer than the crate's copy.
const NEWER_ROWS: &[(char, char)] = &[
    ('拚', '拼'),
    ('袷', '夹'),
    ('貍', '狸'),
    ('箚', '札'),
    ('舖', '铺'),
    ('扞', '捍'),
    ('遶', '绕'),
    ('擡', '抬'),
    ('搧', '扇'),
    ('幷', '并'),
    ('劄', '札'),
    ('谿', '溪'),
    ('牴', '抵'),
    ('逕', '径'),
];

/// Returns the source of the tables: `NEAR`, by code point from `FROM` on, has 0 for a form that
/// needs more than 16 bits; `OTHER` lists the other pairs of codes in order; `WORDS_OF_THEIR_OWN`
/// lists characters.
pub(crate) fn tables() -> String {
    let forms = forms();
    let mut near = String::new();
    let mut other = String::new();
    for code in RADICALS.chain(FROM..TO).chain(FAR) {
        let form = forms
            .get(&code)
            .copied()
            .unwrap_or(code);
        let is_near = (FROM..TO).contains(&code);
        let fits = u16::try_from(form).is_ok();
        if is_near {
            let entry = if fits {
                form
            } else {
                0
            };
            write!(near, "{entry},").expect("a string");
        }
        if !(is_near && fits) && form != code {
            write!(other, "({code},{form}),").expect("a string");
        }
    }
    let length = TO - FROM;
    format!(
        "const FROM: u32 = {FROM};\n\
         static NEAR: [u16; {length}] = [{near}];\n\
         #[allow(clippy::unreadable_literal)]\n\
         static OTHER: &[(u32, u32)] = &[{other}];\n\
         const WORDS_OF_THEIR_OWN: [char; {}] = {WORDS_OF_THEIR_OWN:?};\n",
        WORDS_OF_THEIR_OWN.len()
    )
}

/// Returns the form of each character that has another one, by code point.
fn forms() -> BTreeMap<u32, u32> {
    let opencc =
        OpenCC::from_config(BuiltinConfig::T2s).expect("the table is compiled into the crate");
    let mut forms = BTreeMap::new();
    for code in (FROM..TO).chain(FAR) {
        if let Some(c) = char::from_u32(code) {
            forms.insert(code, u32::from(simplified(&opencc, c)));
        }
    }
    let variants = fs::read_to_string(VARIANTS).expect("the list of variants");
    for line in variants
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (variant, plain) = line
            .split_once('\t')
            .expect("two columns");
        forms.insert(code(variant), code(plain));
    }
    forms
}

fn code(character: &str) -> u32 {
    let character: char = character
        .parse()
        .expect("a column is one character");
    u32::from(character)
}

/// Returns the simplified form of `c`.
///
/// Characters are converted one at a time. By the table's phrases, the form of a character would
/// depend on its neighbours, and a phrase could miss the text that it was copied from.
fn simplified(opencc: &OpenCC, c: char) -> char {
    for (old, new) in NEWER_ROWS {
        if *old == c {
            return *new;
        }
    }
    let converted = opencc.convert(&c.to_string());
    let mut chars = converted.chars();
    match (chars.next(), chars.next()) {
        (Some(simplified), None) => simplified,
        _ => c,
    }
}
