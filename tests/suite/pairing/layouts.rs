//! Briefs made of the samples' pairs in eight layouts, among paragraphs without a translation.

use proptest::test_runner::TestRng;
use yinde::model::{Brief, Passage};

use super::{Links, SAMPLES, f1, links, parsed, sample};
use crate::support::{below, rng};

/// Number of briefs of each layout.
const BRIEFS: u8 = 12;
/// Minimum F1 over all briefs, and of each layout.
const ALL: f64 = 0.96;
const EACH: f64 = 0.93;

#[derive(Debug, Clone, Copy)]
enum Layout {
    ChineseFirst,
    EnglishFirst,
    Mixed,
    Blocks,
    Items,
    OneToTwo,
    TwoToOne,
    Apart,
}

const LAYOUTS: [Layout; 8] = [
    Layout::ChineseFirst,
    Layout::EnglishFirst,
    Layout::Mixed,
    Layout::Blocks,
    Layout::Items,
    Layout::OneToTwo,
    Layout::TwoToOne,
    Layout::Apart,
];

/// The samples' paragraphs: pairs, and English without a translation.
pub(super) struct Material {
    pub pairs: Vec<(String, String)>,
    pub decoys: Vec<String>,
}

impl Material {
    pub(super) fn of_samples() -> Self {
        let mut material = Self {
            pairs: Vec::new(),
            decoys: Vec::new(),
        };
        for (source, pairs) in SAMPLES {
            let brief = sample(source);
            for zh in pairs {
                let at = *zh as usize - 1;
                material.pairs.push((
                    text(&brief.passages[at]),
                    text(&brief.passages[at + 1]),
                ));
            }
            material
                .decoys
                .extend(decoys(&brief));
        }
        // A pair that shares no word is found by its place alone.
        material
            .pairs
            .retain(|(zh, _)| !zh.starts_with("你有清单"));
        material
    }
}

fn text(passage: &Passage) -> String {
    let words: Vec<&str> = passage
        .text
        .split_whitespace()
        .collect();
    words.join(" ")
}

fn decoys(brief: &Brief) -> Vec<String> {
    let long = brief
        .passages
        .iter()
        .filter(|passage| {
            let is_ascii = passage
                .text
                .chars()
                .all(|c| !('一'..='龥').contains(&c));
            is_ascii && passage.text.len() > 120 && passage.twins.is_empty()
        });
    long.map(text).collect()
}

/// A brief being written, with the pairs in it.
#[derive(Default)]
struct Page {
    paragraphs: Vec<String>,
    /// By the positions of the paragraphs.
    links: Vec<(usize, usize)>,
}

impl Page {
    fn add(&mut self, text: &str) -> usize {
        self.paragraphs
            .push(text.to_owned());
        self.paragraphs.len() - 1
    }

    fn add_pair(&mut self, zh: &str, en: &str, zh_first: bool) {
        let first = self.add(if zh_first {
            zh
        } else {
            en
        });
        let second = self.add(if zh_first {
            en
        } else {
            zh
        });
        self.links.push(if zh_first {
            (first, second)
        } else {
            (second, first)
        });
    }
}

fn pick<'a>(rng: &mut TestRng, from: &'a [String]) -> &'a str {
    &from[below(rng, from.len())]
}

fn page(layout: Layout, material: &Material, rng: &mut TestRng) -> Page {
    let mut page = Page::default();
    let first = below(rng, material.pairs.len() - 6);
    let pairs = &material.pairs[first..first + 6];
    page.add(pick(rng, &material.decoys));
    match layout {
        Layout::Blocks | Layout::Items => blocks(&mut page, layout, pairs),
        Layout::OneToTwo | Layout::TwoToOne => joined(&mut page, layout, pairs),
        _ => {
            for (zh, en) in pairs {
                let zh_first = match layout {
                    Layout::ChineseFirst | Layout::Apart => true,
                    Layout::EnglishFirst => false,
                    _ => below(rng, 2) == 0,
                };
                page.add_pair(zh, en, zh_first);
                page.add(pick(rng, &material.decoys));
            }
        }
    }
    page.add(pick(rng, &material.decoys));
    page
}

/// All of the Chinese, then all of the English; the third pair has no English.
fn blocks(page: &mut Page, layout: Layout, pairs: &[(String, String)]) {
    let mark = if matches!(layout, Layout::Items) {
        "• "
    } else {
        ""
    };
    let chinese: Vec<usize> = pairs
        .iter()
        .map(|(zh, _)| page.add(&format!("{mark}{zh}")))
        .collect();
    for (at, (_, en)) in pairs
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != 2)
    {
        let english = page.add(&format!("{mark}{en}"));
        page.links
            .push((chinese[at], english));
    }
}

/// Two neighbouring pairs, of which one side is a single paragraph.
fn joined(page: &mut Page, layout: Layout, pairs: &[(String, String)]) {
    for two in pairs.chunks(2) {
        let [(zh, en), (more_zh, more_en)] = two else {
            continue;
        };
        if matches!(layout, Layout::OneToTwo) {
            let chinese = page.add(&format!("{zh}{more_zh}"));
            for en in [en, more_en] {
                let english = page.add(en);
                page.links.push((chinese, english));
            }
        } else {
            let chinese = [page.add(zh), page.add(more_zh)];
            let english = page.add(&format!("{en} {more_en}"));
            page.links
                .extend(chinese.map(|zh| (zh, english)));
        }
        page.add("The port is closed on Sundays, and nobody has said why it should be.");
    }
}

/// The pairs that were found and those that are right, by ordinals.
fn found_and_right(page: &Page) -> (Links, Links) {
    let brief = parsed(
        "made.txt",
        &page.paragraphs.join("\n\n"),
    );
    let ordinal = |at: usize| {
        let line = 2 * at + 1;
        let passage = brief
            .passages
            .iter()
            .find(|passage| passage.line == line);
        passage
            .expect("a passage on the line")
            .ordinal
    };
    let right = page
        .links
        .iter()
        .map(|(zh, en)| (ordinal(*zh), ordinal(*en)));
    let right = right.collect();
    let found = links(&brief);
    assert_monotone(&found);
    (found, right)
}

/// Fails if two pairs cross, or if a passage is in two that are not one block.
fn assert_monotone(links: &Links) {
    for (zh, en) in links {
        for (other_zh, other_en) in links {
            let crosses = zh < other_zh && en > other_en;
            assert!(!crosses, "{links:?}");
            let apart = zh == other_zh && en.abs_diff(*other_en) > 4;
            assert!(!apart, "{links:?}");
        }
    }
}

#[test]
fn pairs_are_found_in_many_layouts() {
    let material = Material::of_samples();
    let mut all = (Links::new(), Links::new());
    let mut offset = 0;
    for layout in LAYOUTS {
        let mut of_layout = (Links::new(), Links::new());
        for seed in 0..BRIEFS {
            let page = page(layout, &material, &mut rng(seed));
            let (found, right) = found_and_right(&page);
            offset += 1000;
            let moved = |links: Links| {
                let moved = links
                    .into_iter()
                    .map(|(zh, en)| (zh + offset, en + offset));
                moved.collect::<Links>()
            };
            of_layout.0.extend(moved(found));
            of_layout.1.extend(moved(right));
        }
        let score = f1(&of_layout.0, &of_layout.1);
        assert!(score >= EACH, "{layout:?}: {score:.3}");
        all.0.extend(of_layout.0);
        all.1.extend(of_layout.1);
    }
    let score = f1(&all.0, &all.1);
    assert!(score >= ALL, "{score:.3}");
}

#[test]
fn text_without_translations_has_no_pairs() {
    let material = Material::of_samples();
    let mut false_pairs = 0;
    for seed in 0..BRIEFS {
        let mut rng = rng(seed);
        let mut page = Page::default();
        let half = material.pairs.len() / 2;
        for at in 0..6 {
            // The Chinese and the English are of different pairs.
            page.add(&material.pairs[(at + below(&mut rng, half)) % half].0);
            page.add(pick(&mut rng, &material.decoys));
        }
        let (found, _) = found_and_right(&page);
        false_pairs += found.len();
    }
    assert!(false_pairs <= 1, "{false_pairs}");
}
