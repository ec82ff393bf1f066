//! Malicious files and damaged files are refused or read in bounded time, and the rest of the run
//! goes on.

mod offices;
mod samples;

use std::time::{Duration, Instant};

use offices::offices;
use samples::hostile;

use crate::file_formats::{fixtures, read};
use crate::parser::is_sound;
use crate::support::Briefs;

/// Maximum time to read a file. The optimized program needs less than 2 s; that of the tests is
/// slower, and runs beside other tests.
const PATIENCE: Duration = Duration::from_secs(15);

#[test]
fn hostile_files_are_refused_or_read_and_the_run_goes_on() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", "Of barley.");
    for (name, bytes) in [hostile(), offices()].concat() {
        let start = Instant::now();
        let outcome = read(name, bytes.clone());
        assert!(
            start.elapsed() < PATIENCE,
            "{name} took {:?}",
            start.elapsed()
        );
        if let Ok(parts) = &outcome {
            // With very many passages, checking the line of each takes long.
            let few = |parsed: &&yinde::formats::Parsed| parsed.brief.passages.len() < 1000;
            for parsed in parts
                .iter()
                .filter_map(|(_, parsed)| parsed.as_ref().ok())
                .filter(few)
            {
                is_sound(&parsed.brief, &parsed.text).expect("a sound brief");
            }
        }
        // Long lines are harmless text, but slow to analyze without optimization.
        if !name.starts_with("line") {
            briefs.write(name, bytes);
        }
    }
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 3);
    for said in [
        "tags-10k.html: elements nested more than 1000 deep",
        "attributes.html: an element with more than 1000 attributes",
        "formatting.html: more than 400000 elements",
        "bomb.zip/a.txt: unpacks to more than",
        "bomb.docx: word/document.xml in it: unpacks to more than",
        "nested.zip/a.zip/b.zip: a zip inside a zip inside a zip",
        "shifted.zip/a.zip/c.txt: unpacks to more than",
        "overlap.zip: the archive's files overlap",
        "many.zip: more than 50000 files",
        "mails.mbox: more than 100000 mails",
        "strings.xlsx: more than",
        "rows.csv: more than 200000 rows",
        "bomb.odt: content.xml in it: unpacks to more than",
        "bomb.pptx: ppt/presentation.xml in it: unpacks to more than",
        "tags.ris: more than 100000 references",
        "loop.webarchive: not a web archive",
        "not.pdf: not a PDF file",
    ] {
        assert!(
            out.stderr.contains(said),
            "{said}: {}",
            out.stderr
        );
    }
    assert_eq!(briefs.places("\"of barley\"").len(), 1);
    assert_eq!(
        briefs.places("\"fine words\""),
        [("bomb.zip/b.txt".into(), 1)]
    );
}

#[test]
fn no_entity_is_expanded() {
    for (name, bytes) in hostile()
        .into_iter()
        .filter(|(name, _)| name.starts_with("laughs"))
    {
        let parsed = read(name, bytes)
            .expect("it can be read")
            .remove(0)
            .1
            .expect("a brief");
        assert!(
            parsed.text.contains("&l9;") && !parsed.text.contains("lol"),
            "{name}: {}",
            parsed.text
        );
    }
}

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below.max(1)
    }
}

/// Flips, cuts, repeats and overwrites bytes.
fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(out.len());
        let end = (at + 1 + dice.roll(64)).min(out.len());
        match dice.roll(5) {
            0 if !out.is_empty() => out[at] ^= 1 << dice.roll(8),
            1 => out.truncate(at),
            2 => {
                let piece = out[at..end].to_vec();
                (0..dice.roll(200)).for_each(|_| drop(out.splice(at..at, piece.iter().copied())));
            }
            3 => drop(out.drain(at..end)),
            _ if !out.is_empty() => {
                out[at] = [0, 0xff, b'<', b'>', b'"', b'&', b'\n'][dice.roll(7)];
            }
            _ => {}
        }
    }
    out
}

fn mutate(rounds: usize) {
    let mut dice = Dice(7);
    for (name, bytes) in fixtures() {
        for round in 0..rounds {
            let bytes = mutated(&bytes, &mut dice);
            let start = Instant::now();
            let Ok(parts) = read(name, bytes) else {
                continue;
            };
            assert!(
                start.elapsed() < PATIENCE,
                "{name}, round {round}"
            );
            for (source, parsed) in parts {
                let Ok(parsed) = parsed else {
                    continue;
                };
                is_sound(&parsed.brief, &parsed.text)
                    .unwrap_or_else(|e| panic!("{source}, round {round}: {e}"));
            }
        }
    }
}

#[test]
fn damaged_files_never_panic_and_never_hang() {
    mutate(40);
}

#[test]
#[ignore = "takes minutes"]
fn many_more_damaged_files() {
    mutate(
        std::env::var("YINDE_ROUNDS")
            .ok()
            .and_then(|rounds| rounds.parse().ok())
            .unwrap_or(5000),
    );
}
