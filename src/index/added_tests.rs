use std::cell::Cell;

use super::{Added, AddedNow, AddedPassages, Day, mark};

thread_local! {
    static TODAY: Cell<Day> = const { Cell::new(20_240_101) };
}

pub(super) fn today() -> Day {
    TODAY.get()
}

/// Indexes briefs, by source and hash with their passages, on a day.
fn run(before: Option<&Added>, day: Day, briefs: &[(&str, &str, &[&str])]) -> Added {
    TODAY.set(day);
    let before = before.cloned().unwrap_or_default();
    let mut now = AddedNow::new(before.clone(), before);
    for (source, hash, passages) in briefs {
        now.begin(source, hash);
        for (ordinal, text) in (1..).zip(*passages) {
            now.note(source, ordinal, mark(text));
        }
    }
    now.finish(|source| {
        briefs
            .iter()
            .any(|brief| brief.0 == source)
    })
}

fn ordinals(added: &Added, days: std::ops::RangeInclusive<Day>) -> Vec<(String, Vec<u32>)> {
    let found = added.within(&days).into_iter();
    found
        .map(|AddedPassages { source, ordinals }| {
            let each = ordinals
                .into_iter()
                .flatten()
                .flatten();
            (source, each.collect())
        })
        .collect()
}

const FIRST: &str = "00000000000000aa";
const SECOND: &str = "00000000000000bb";

#[test]
fn a_passage_keeps_its_day_while_its_words_are_the_same() {
    let first = run(
        None,
        20_240_101,
        &[(
            "a.txt",
            FIRST,
            &["One.", "Two.", "Three."],
        )],
    );
    let all = vec![("a.txt".to_owned(), Vec::new())];
    assert_eq!(
        ordinals(&first, 20_240_101..=20_240_101),
        all
    );
    assert_eq!(
        ordinals(&first, 20_240_102..=Day::MAX),
        []
    );

    let edited: &[&str] = &["One!", "Put in.", "Two.", "Three and more."];
    let second = run(
        Some(&first),
        20_240_301,
        &[("a.txt", SECOND, edited)],
    );
    let new = vec![("a.txt".to_owned(), vec![2, 4])];
    assert_eq!(
        ordinals(&second, 20_240_102..=Day::MAX),
        new
    );
    let old = vec![("a.txt".to_owned(), vec![1, 3])];
    assert_eq!(ordinals(&second, 0..=20_240_101), old);
}

#[test]
fn a_file_with_another_name_is_not_new() {
    let first = run(
        None,
        20_240_101,
        &[("a.txt", FIRST, &["One.", "Two."])],
    );
    let renamed = run(
        Some(&first),
        20_240_301,
        &[("b.txt", FIRST, &["One.", "Two."])],
    );
    assert_eq!(
        ordinals(&renamed, 20_240_102..=Day::MAX),
        []
    );
}

#[test]
fn the_days_are_read_back() {
    let added = run(
        None,
        20_240_101,
        &[("a.txt", FIRST, &["One.", "——", "三。"])],
    );
    assert_eq!(
        Added::from_bytes(&added.to_bytes()),
        Ok(added)
    );
    assert!(Added::from_bytes(b"no such thing").is_err());
}

#[test]
fn a_mark_is_made_of_letters_and_digits() {
    assert_eq!(
        mark("“United front”, 2020"),
        mark("united-front 2020.")
    );
    assert_ne!(
        mark("united front 2020"),
        mark("united front 2021")
    );
    assert_ne!(mark("* * *"), mark("———"));
}
