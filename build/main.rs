//! Writes tables as static data, so that no search has to load them.

#![expect(clippy::print_stdout, reason = "so cargo is told what to do")]

mod characters;
mod forms;
mod rows;
mod spelling;

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build");
    link_at_fixed_address();
    write("simplified.rs", &characters::tables());
    write("spelling.rs", &spelling::tables());
    write("forms.rs", &forms::tables());
}

/// Writes a file that the crate includes.
fn write(name: &str, source: &str) {
    let dir = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = PathBuf::from(dir).join(name);
    fs::write(path, source).expect("the tables can be written");
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
