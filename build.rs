//! Writes `OpenCC`'s traditional-to-simplified table, character by character, as the static table
//! that normalization uses: a search must not pay for loading it.

use std::fmt::Write;
use std::path::PathBuf;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

/// Han characters of the basic plane that have simplified forms lie here; those of other planes are
/// listed.
const FROM: u32 = 0x3400;
const TO: u32 = 0xa000;

/// Newer rows of `OpenCC`'s character table than the crate's.
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
    // A program at a fixed place starts without a hundred thousand addresses to be filled in, most
    // of which (tables of HTML's entities, of encodings, of sounds) a search never looks at.
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|v| v == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let opencc =
        OpenCC::from_config(BuiltinConfig::T2s).expect("the table is compiled into the crate");
    // One character at a time: the table's phrases would make the form of a character depend on its
    // neighbours, and a phrase could then miss the text that it was cut from.
    let simplified = |c: char| {
        let newer = NEWER_ROWS
            .iter()
            .find(|(old, _)| *old == c)
            .map(|(_, new)| *new);
        let answer = opencc.convert(&c.to_string());
        let mut chars = answer.chars();
        newer.unwrap_or(match (chars.next(), chars.next()) {
            (Some(one), None) => one,
            _ => c,
        })
    };
    let mut near = String::new();
    let mut far = String::new();
    for code in (FROM..TO).chain(0x20000..0x33480) {
        let Some(c) = char::from_u32(code) else {
            continue;
        };
        let s = simplified(c);
        if code < TO && u32::from(s) < 0x10000 {
            write!(near, "{},", u32::from(s)).expect("a string");
        } else if code < TO {
            // A form outside the basic plane: the table of pairs has it.
            write!(near, "0,").expect("a string");
            write!(far, "({code},{}),", u32::from(s)).expect("a string");
        } else if s != c {
            write!(far, "({code},{}),", u32::from(s)).expect("a string");
        }
    }
    let table = format!(
        "const FROM: u32 = {FROM};\nstatic NEAR: [u16; {}] = [{near}];\n#[allow(clippy::unreadable_literal)]\nstatic FAR: &[(u32, u32)] = &[{far}];\n",
        TO - FROM,
    );
    let out =
        PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says where")).join("simplified.rs");
    std::fs::write(out, table).expect("the table can be written");
}
