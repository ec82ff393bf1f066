//! An index names the code that filled it by fingerprints, and is refused if one of them differs.
//! So a change of that code's output needs a new fingerprint. Each fingerprint is recorded here
//! with a hash of its code's output for fixed input; a test fails if one of them changes alone.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};
use yinde::analysis::{self, analyzer};
use yinde::formats::decode::{self, Decoded};
use yinde::formats::{self, Parsed};
use yinde::model::{Brief, Passage};

use super::file_formats;
use super::support::project;

/// A fingerprint, and the hash of the output of the code that it names.
struct Recorded {
    /// Name of the hashed output in the message of a failing test.
    output: &'static str,
    /// Path of the constant in that message.
    constant: &'static str,
    fingerprint: &'static str,
    hash: &'static str,
}

const TERMS: Recorded = Recorded {
    output: "the terms of the fixtures",
    constant: "analysis::FINGERPRINT",
    fingerprint: "fold-3.1 exact-3 pairs-2 english-2 jieba-0.11-2",
    hash: "bbf6dcd848243495a4b3e220e2a0b276a7ee34549ff64ee9a3c52a7772828f25",
};

const OUTLINES: Recorded = Recorded {
    output: "the parsed briefs of the fixtures",
    constant: "formats::FINGERPRINT",
    fingerprint: "brief-21",
    hash: "94c6b2a013f7077e8e5ba1e8ade67666a16c5084c31840e75e2bf0a9e3564939",
};

const DECODED: Recorded = Recorded {
    output: "the decoded text of the samples",
    constant: "decode::FINGERPRINT",
    fingerprint: "decode-7",
    hash: "110aac557d0a460dd7b3ec60aa52eb01e8f6ade46a01fd77c812e60bcfd139b9",
};

/// Fails unless both the fingerprint and the output are the recorded ones.
fn check(recorded: &Recorded, fingerprint: &str, output: &str) {
    let Recorded {
        output: name,
        constant,
        ..
    } = recorded;
    let hash = blake3::hash(output.as_bytes()).to_hex();
    let same_output = hash.as_str() == recorded.hash;
    let same_fingerprint = fingerprint == recorded.fingerprint;
    assert!(
        same_output || !same_fingerprint,
        "{name} changed: bump {constant}, then set this hash to {hash}"
    );
    assert!(
        same_output && same_fingerprint,
        "{constant} changed: record {fingerprint:?} here, with the hash {hash}"
    );
}

/// The briefs below a folder of the project, by path.
fn briefs_below(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(project().join(folder))
        .into_iter()
        .map(|entry| entry.expect("a file").into_path())
        .filter(|path| path.is_file() && !name_of(path).starts_with("README"))
        .collect();
    files.sort();
    files
}

fn name_of(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .expect("a name")
}

/// The analysis gets whole files, so that a change of a parser changes nothing here.
#[test]
fn changed_terms_need_a_new_analysis_fingerprint() {
    let mut out = String::new();
    for path in [briefs_below("corpus"), briefs_below("tests/layouts")].concat() {
        let text = std::fs::read_to_string(&path).expect("a text");
        let terms = analyzer::terms(&text);
        for list in [&terms.exact, &terms.pairs]
            .into_iter()
            .chain(&terms.words)
        {
            writeln!(out, "{}\n{list}", name_of(&path)).expect("a string");
        }
    }
    check(&TERMS, analysis::FINGERPRINT, &out);
}

#[test]
fn changed_outlines_need_a_new_parser_fingerprint() {
    let mut out = String::new();
    let folders = ["corpus", "tests/layouts", "tests/fixtures"];
    for path in folders
        .into_iter()
        .flat_map(briefs_below)
    {
        let bytes = std::fs::read(&path).expect("a file");
        for (source, parsed) in file_formats::read(name_of(&path), bytes).expect("a fixture") {
            write_outline(
                &mut out,
                &source,
                &parsed.expect("a brief"),
            );
        }
    }
    check(&OUTLINES, formats::FINGERPRINT, &out);
}

fn write_outline(out: &mut String, source: &str, Parsed { brief, .. }: &Parsed) {
    let Brief {
        issue,
        title,
        date,
        series,
        topics,
        sections,
        authors,
        url,
        publisher,
        accessed,
        ..
    } = brief;
    writeln!(
        out,
        "{source}: {title:?} {issue:?} {date:?} {series:?} {topics:?}"
    )
    .expect("a string");
    writeln!(
        out,
        "{authors:?} {url:?} {publisher:?} {accessed:?}"
    )
    .expect("a string");
    for section in sections {
        writeln!(
            out,
            "{:?} {:?}",
            section.number, section.title
        )
        .expect("a string");
    }
    for passage in &brief.passages {
        write_passage(out, passage);
    }
}

fn write_passage(out: &mut String, passage: &Passage) {
    let Passage {
        ordinal,
        kind,
        lang,
        section,
        sub_heading,
        topics,
        span,
        line,
        text,
        links,
        twins,
        ..
    } = passage;
    writeln!(
        out,
        "{ordinal} {kind} {lang} {section:?} {sub_heading:?} {topics:?}"
    )
    .expect("a string");
    writeln!(
        out,
        "{span:?} {line} {text:?} {links:?} {twins:?}"
    )
    .expect("a string");
}

const WESTERN: &str =
    "The “Brief” — Señor Müller’s café, at 20 € a head, was open all of the year.\n";
const SIMPLIFIED: &str = "国务院办公厅印发的意见提出，要进一步加强新时代民营经济统战工作。\n";
const TRADITIONAL: &str = "國務院辦公廳印發的意見提出，要進一步加強新時代民營經濟統戰工作。\n";

/// `text` in `encoding`.
fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, has_unmappable) = encoding.encode(text);
    assert!(
        !has_unmappable,
        "{} has {text}",
        encoding.name()
    );
    bytes.into_owned()
}

/// `text` in UTF-16, each unit by `to_bytes`.
fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(to_bytes)
        .collect()
}

#[test]
fn changed_decoding_needs_a_new_decoder_fingerprint() {
    let page = "<meta charset=\"gb2312\"><p>统战工作</p>";
    let samples = [
        WESTERN.as_bytes().to_vec(),
        format!("\u{feff}{SIMPLIFIED}").into_bytes(),
        utf16(
            &format!("\u{feff}{TRADITIONAL}"),
            u16::to_le_bytes,
        ),
        utf16(
            &format!("\u{feff}{TRADITIONAL}"),
            u16::to_be_bytes,
        ),
        utf16(WESTERN, u16::to_le_bytes),
        utf16(WESTERN, u16::to_be_bytes),
        encoded(WESTERN, WINDOWS_1252),
        encoded(SIMPLIFIED, GB18030),
        encoded(TRADITIONAL, BIG5),
        encoded(page, GB18030),
        b"caf\xc3\xa9 caf\xc3\xa9 caf\xc3 damaged".to_vec(),
        b"binary\0".to_vec(),
    ];
    let mut out = String::new();
    for sample in samples {
        // An index doesn't store why bytes are refused.
        let text = |decoded: Decoded| decoded.text;
        let plain = decode::decode(sample.clone())
            .ok()
            .map(text);
        let declared = decode::by_declaration(sample)
            .ok()
            .map(text);
        writeln!(out, "{plain:?} {declared:?}").expect("a string");
    }
    check(&DECODED, decode::FINGERPRINT, &out);
}
