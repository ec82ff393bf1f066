//! Passages with their translation in the same line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::layouts::Material;
use crate::support::{Briefs, below, rng};

/// Minimum F1, as of each layout.
const LEAST: f64 = 0.93;
/// The ways in which the second half follows the first.
const WAYS: [[&str; 2]; 7] = [
    [" ", ""],
    [" / ", ""],
    [" — ", ""],
    ["（", "）"],
    [" (", ")"],
    ["：", ""],
    [" | ", ""],
];

fn pairs(briefs: &Briefs) -> Vec<Value> {
    let out = briefs.run(&["pairs", "-f", "json"]);
    serde_json::from_str(&out.stdout).expect("JSON")
}

/// The letters and figures of a text.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

#[test]
fn halves_that_translate_each_other_are_found_and_no_others() {
    let material = Material::of_samples();
    let mut rng = rng(20);
    let mut right = BTreeMap::new();
    let mut text = String::from("Brief #1: Lines\n");
    for round in 0..4 {
        for (at, (zh, en)) in material.pairs.iter().enumerate() {
            let is_pair = below(&mut rng, 5) > 0;
            let other = &material.decoys[(at + round) % material.decoys.len()];
            let en = if is_pair {
                en
            } else {
                other
            };
            let [between, end] = WAYS[below(&mut rng, WAYS.len())];
            let [first, second] = if round % 2 == 0 {
                [zh, en]
            } else {
                [en, zh]
            };
            text += &["\n", first, between, second, end, "\n"].concat();
            if is_pair {
                right.insert(
                    text.lines().count(),
                    [bare(zh), bare(en)],
                );
            }
        }
    }
    let briefs = Briefs::of(&[("lines.txt", &text)]);
    let pairs = pairs(&briefs);
    // A slogan in one line is a term.
    let found = pairs
        .iter()
        .filter(|pair| pair["kind"] != "passage");
    let (mut all, mut both) = (0, 0);
    for pair in found {
        let line = pair["zh"]["passages"][0]["line"]
            .as_u64()
            .expect("a line");
        let halves = ["zh", "en"].map(|side| {
            bare(
                pair[side]["text"]
                    .as_str()
                    .expect("a text"),
            )
        });
        let wanted = right.get(&usize::try_from(line).expect("a line"));
        all += 1;
        both += usize::from(wanted == Some(&halves));
    }
    assert!(right.len() > 100, "{}", right.len());
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    let f1 = 2.0 * both as f64 / (all + right.len()) as f64;
    assert!(
        f1 >= LEAST,
        "F1 {f1}: {both} right of {all} found and {}",
        right.len()
    );
}

const TEXT: &str = "\
Brief #2: One line

渔民今天不出海，因为雾季来了。 Fishermen do not go to sea today, because the fog season has come.

The harbour fees of 2020 rose by 3.5%. (2020年港口费用上涨3.5%。)

港口费用上涨。 Nobody has asked the seagulls about it.

They call it united front work 统战工作, and mean it.
";

#[test]
fn a_line_in_both_languages_is_a_pair_of_its_halves() {
    let briefs = Briefs::of(&[("a.txt", TEXT)]);
    let pairs = pairs(&briefs);
    let kinds: Vec<&str> = pairs
        .iter()
        .filter_map(|pair| pair["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["halves", "halves", "term"]);
    assert_eq!(
        pairs[0]["zh"]["text"],
        "渔民今天不出海，因为雾季来了。"
    );
    assert_eq!(
        pairs[1]["zh"]["text"],
        "2020年港口费用上涨3.5%。"
    );
    assert_eq!(
        pairs[1]["en"]["text"],
        "The harbour fees of 2020 rose by 3.5%."
    );
    let lines = briefs
        .run(&["kwic", "雾季", "--twins"])
        .stdout;
    assert!(
        lines.contains("= in the passage: Fishermen do not go to sea"),
        "{lines}"
    );
    let translated = briefs
        .run(&["translations", "雾季"])
        .stdout;
    assert!(
        translated.starts_with("because the fog season has come"),
        "{translated}"
    );
    // The glossary has terms alone.
    let glossary = briefs
        .run(&["glossary", "-f", "json"])
        .stdout;
    assert!(
        glossary.contains("统战工作") && !glossary.contains("渔民"),
        "{glossary}"
    );
}
