//! Passages that translate each other: `layouts.rs` finds them in briefs of many layouts,
//! `halves.rs` in one line,
//! `told.rs` tests what a text says itself, `listed.rs` the command that lists them,
//! `translations.rs` the one that compares them.

mod halves;
mod layouts;
mod listed;
mod told;
mod translations;

use std::collections::BTreeSet;

use yinde::formats::parse_text;
use yinde::model::{Brief, Lang};

use super::support::{project, shared};

/// The pairs of a brief, as the ordinals of the Chinese and of the English.
type Links = BTreeSet<(u32, u32)>;

fn parsed(source: &str, text: &str) -> Brief {
    parse_text(source, text).brief
}

/// The pairs of `brief`. Fails unless both passages of a pair name each other.
fn links(brief: &Brief) -> Links {
    let mut links = Links::new();
    for passage in &brief.passages {
        for twin in &passage.twins {
            let other = &brief.passages[twin.ordinal as usize - 1];
            let back = other
                .twins
                .iter()
                .any(|back| back.ordinal == passage.ordinal && back.score == twin.score);
            assert!(back, "{passage:?} and {other:?}");
            if passage.lang == Lang::Zh {
                links.insert((passage.ordinal, twin.ordinal));
            }
        }
    }
    links
}

/// The harmonic mean of precision and recall.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn f1(found: &Links, right: &Links) -> f64 {
    let both = found.intersection(right).count();
    2.0 * both as f64 / (found.len() + right.len()) as f64
}

/// The pairs in the sample briefs, by file: of each the ordinal of the Chinese; the English is the
/// passage after it.
const SAMPLES: [(&str, &[u32]); 14] = [
    ("brief-001.txt", &[8, 13]),
    ("brief-002.txt", &[9, 14]),
    ("brief-003.txt", &[8, 11, 19]),
    ("brief-004.txt", &[11, 17]),
    ("brief-005.txt", &[8, 14, 20]),
    ("brief-006.txt", &[7, 16]),
    ("brief-007.txt", &[15, 18, 23]),
    ("brief-008.txt", &[7, 13, 19]),
    ("brief-009.txt", &[8, 14]),
    ("brief-010.md", &[7, 13, 22]),
    ("brief-011.md", &[6, 14, 19]),
    ("brief-012.md", &[6, 12, 22]),
    ("2023/brief-013.txt", &[]),
    ("2024/brief-014.txt", &[11, 16, 26]),
];

fn sample(source: &str) -> Brief {
    let path = project()
        .join("corpus")
        .join(source);
    let text = std::fs::read_to_string(path).expect("a sample");
    parsed(source, &text)
}

#[test]
fn translations_in_the_samples_are_found_and_no_others() {
    for (source, pairs) in SAMPLES {
        let expected: Links = pairs
            .iter()
            .map(|zh| (*zh, zh + 1))
            .collect();
        assert_eq!(
            links(&sample(source)),
            expected,
            "{source}"
        );
    }
}

#[test]
fn a_bare_slogan_without_shared_words_is_only_probable() {
    let brief = sample("brief-012.md");
    let twins = &brief.passages[5].twins;
    assert!(
        twins[0].probable && twins[0].score < 50,
        "{twins:?}"
    );
    let sure = &sample("brief-003.txt").passages[7].twins;
    assert!(
        !sure[0].probable && sure[0].score >= 50,
        "{sure:?}"
    );
}

#[test]
fn the_translations_of_the_real_brief_are_found() {
    let Some(path) = shared("corpus/brief-042.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("a brief");
    let brief = parsed("brief-042.txt", &text);
    let line = |ordinal: u32| brief.passages[ordinal as usize - 1].line;
    let lines: Vec<_> = links(&brief)
        .into_iter()
        .map(|(zh, en)| (line(zh), line(en)))
        .collect();
    assert_eq!(
        lines,
        [(23, 25), (31, 33), (63, 65), (73, 75)]
    );
}
