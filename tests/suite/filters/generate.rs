//! Generates conditions and briefs.

use proptest::test_runner::TestRng;
use yinde::index::StoredPassage;

use super::scan::{Condition, PHRASES, Scan, labels_of};
use crate::support::{Briefs, below, rng};

fn pick<T: Copy>(rng: &mut TestRng, from: &[T]) -> T {
    from[below(rng, from.len())]
}

/// Generates a condition on a field, with a value that some passage has.
pub(super) fn any_field(rng: &mut TestRng, scan: &Scan) -> Condition {
    const NAMES: &[&str] = &[
        "issue", "section", "topic", "title", "lang", "kind", "since", "until", "date",
    ];
    loop {
        let name = pick(rng, NAMES);
        let passage = &scan.passages[below(rng, scan.passages.len())];
        let Some(value) = any_value(rng, passage, name) else {
            continue;
        };
        if !value.is_empty() && !value.contains('"') {
            return Condition::Field(name, value);
        }
    }
}

/// Returns a value of the passage: all of a label, its start, a word in it, or its upper case.
fn any_value(rng: &mut TestRng, passage: &StoredPassage, name: &str) -> Option<String> {
    match name {
        "lang" => return Some(passage.label.lang.to_string()),
        "kind" => return Some(passage.label.kind.to_string()),
        "since" | "until" | "date" => {
            let date = passage.label.brief.date.as_ref()?;
            let length = pick(rng, &[4, 7, 10]);
            return Some(date[..length].to_owned());
        }
        _ => {}
    }
    let labels = labels_of(passage, name);
    if labels.is_empty() {
        return None;
    }
    let label = &labels[below(rng, labels.len())];
    Some(match below(rng, 4) {
        0 => {
            let length = 1 + below(rng, 6);
            let start: String = label.chars().take(length).collect();
            start.trim_end().to_owned()
        }
        1 => label
            .split(' ')
            .next_back()
            .unwrap_or(label)
            .to_owned(),
        2 => label.to_uppercase(),
        _ => label.clone(),
    })
}

pub(super) fn any_condition(rng: &mut TestRng, scan: &Scan, depth: usize) -> Condition {
    // At depth 0, without conditions of several conditions.
    let kinds = if depth > 0 {
        10
    } else {
        6
    };
    match below(rng, kinds) {
        0..=3 => any_field(rng, scan),
        4 => Condition::Phrase(pick(rng, PHRASES)),
        5 => Condition::Not(Box::new(any_field(rng, scan))),
        6 => Condition::Not(Box::new(any_condition(
            rng,
            scan,
            depth - 1,
        ))),
        7 | 8 => Condition::All(some_conditions(rng, scan, depth - 1)),
        _ => Condition::Any(some_conditions(rng, scan, depth - 1)),
    }
}

fn some_conditions(rng: &mut TestRng, scan: &Scan, depth: usize) -> Vec<Condition> {
    let count = 2 + below(rng, 2);
    (0..count)
        .map(|_| any_condition(rng, scan, depth))
        .collect()
}

const LABELS: &[&str] = &[
    "Data",
    "Data security",
    "Open data",
    "数据安全",
    "數據",
    "1",
    "12",
    "Économie",
    "Plan B",
    "United front",
];
const DATES: &[&str] = &[
    "2019-12-31",
    "2020-01-01",
    "2020-02-29",
    "2020-09-20",
    "2021-10-01",
];
const TEXTS: &[&str] = &[
    "The united front.",
    "统战工作要做实。",
    "數據要流得動。",
    "The 数据 of the plan.",
    "> 统战工作",
];

/// Generates and indexes briefs whose labels start alike, contain each other, are numbers, or are
/// missing.
pub(super) fn briefs() -> Briefs {
    let mut rng = rng(3);
    let briefs = Briefs::empty();
    for n in 0..24 {
        let text = brief(&mut rng, n);
        briefs.write(&format!("{}/{n}.md", n % 2), text);
        if n % 8 == 7 {
            // Several runs, so that the index has several segments.
            let out = briefs.run(&["index", "--quiet"]);
            assert_eq!(out.code, 0, "{}", out.stderr);
        }
    }
    briefs
}

fn brief(rng: &mut TestRng, n: usize) -> String {
    let first = pick(rng, &LABELS[..5]);
    let second = pick(rng, &LABELS[5..]);
    let title = pick(rng, LABELS);
    let mut text = format!("---\ntitle: \"{title} {n}\"\ntopics: [\"{first}\", \"{second}\"]\n");
    if !n.is_multiple_of(3) {
        text.extend(["date: ", pick(rng, DATES), "\n"]);
    }
    if !n.is_multiple_of(4) {
        let letter = ["", "a"][n % 2];
        text.extend(["issue: \"", &n.to_string(), letter, "\"\n"]);
    }
    text.push_str("---\n\n");
    for section in 1..=n % 4 {
        text.push_str("# ");
        if n.is_multiple_of(2) {
            text.extend([&section.to_string(), ". "]);
        }
        let heading = pick(rng, LABELS);
        let [first, second] = [pick(rng, TEXTS), pick(rng, TEXTS)];
        text.extend([heading, "\n\n", first, "\n\n", second, "\n\n"]);
    }
    text.extend([pick(rng, TEXTS), "\n"]);
    text
}
