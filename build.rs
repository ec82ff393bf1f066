//! Writes `OpenCC`'s table of traditional characters and their simplified forms as static tables:
//! loading it would slow down every search.

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

/// First code point of the table by position.
const FROM: u32 = 0x3400;
/// End of the table by position, which has the Han characters of the basic plane.
const TO: u32 = 0xa000;
/// Start of the Han characters of other planes. The few that have a simplified form are in a list
/// of pairs.
const FAR_FROM: u32 = 0x20000;
const FAR_TO: u32 = 0x33480;

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

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    link_at_fixed_address();
    let dir = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = PathBuf::from(dir).join("simplified.rs");
    fs::write(path, tables()).expect("the tables can be written");
}

/// Links the program at a fixed address. It starts faster then: the loader need not fill in a
/// hundred thousand addresses, most of them in tables that a search never reads (HTML entities,
/// encodings, pronunciations).
fn link_at_fixed_address() {
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

fn target(property: &str) -> String {
    env::var(format!("CARGO_CFG_TARGET_{property}")).unwrap_or_default()
}

/// Returns the source of the tables `NEAR`, by code point from `FROM` on, and `FAR`, of pairs.
fn tables() -> String {
    let opencc =
        OpenCC::from_config(BuiltinConfig::T2s).expect("the table is compiled into the crate");
    let mut near = String::new();
    let mut far = String::new();
    for code in (FROM..TO).chain(FAR_FROM..FAR_TO) {
        let Some(c) = char::from_u32(code) else {
            continue;
        };
        let simple = u32::from(simplified(&opencc, c));
        let fits = u16::try_from(simple).is_ok();
        if code < TO {
            // 0 refers to the table of pairs.
            let entry = if fits {
                simple
            } else {
                0
            };
            write!(near, "{entry},").expect("a string");
        }
        if code < TO && !fits || code >= TO && simple != code {
            write!(far, "({code},{simple}),").expect("a string");
        }
    }
    let length = TO - FROM;
    format!(
        "const FROM: u32 = {FROM};\n\
         static NEAR: [u16; {length}] = [{near}];\n\
         #[allow(clippy::unreadable_literal)]\n\
         static FAR: &[(u32, u32)] = &[{far}];\n"
    )
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
