//! The table of Chinese characters and the forms that count as equal: `OpenCC`'s simplified forms,
//! and the rows of `src/analysis/data/variants.tsv`.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::rows::rows;

/// `OpenCC`'s table: a traditional character and its simplified form.
const SIMPLIFIED: &str = "src/analysis/data/simplified.tsv";
/// The list of variants: a variant and its plain form.
const VARIANTS: &str = "src/analysis/data/variants.tsv";

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

/// Rows of `OpenCC`'s table that are newer than our copy.
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

/// Returns the form of each character that has another one, by code point. Later lists have the last
/// word.
fn forms() -> BTreeMap<u32, u32> {
    let newer = NEWER_ROWS.iter();
    let newer = newer.map(|(from, to)| (u32::from(*from), u32::from(*to)));
    let mut forms = BTreeMap::new();
    forms.extend(pairs(SIMPLIFIED));
    forms.extend(newer);
    forms.extend(pairs(VARIANTS));
    forms
}

/// Returns the pairs of characters of a list.
fn pairs(list: &str) -> Vec<(u32, u32)> {
    let pairs = rows(list);
    pairs
        .iter()
        .map(|(from, to)| (code(from), code(to)))
        .collect()
}

fn code(character: &str) -> u32 {
    let character: char = character
        .parse()
        .expect("a column is one character");
    u32::from(character)
}
