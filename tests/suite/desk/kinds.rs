//! Trends by kind of passage: quotations against the authors' own words.

use std::collections::BTreeSet;

use yinde::desk::{self, Period};
use yinde::index::Index;
use yinde::model::Kind;
use yinde::search::{self, Request};

use crate::support::sample;

fn request(query: &str, options: &[(&str, &str)]) -> Request {
    Request::from_options(query, options.iter().copied()).expect("a query")
}

/// The words and Han characters of a text, as a reader counts them.
fn length(text: &str) -> usize {
    let is_han = |c: char| ('\u{3007}'..='\u{9fff}').contains(&c);
    let is_inside = |c: char| matches!(c, '\'' | '’' | '.' | ',');
    let (mut count, mut in_word) = (0, false);
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let joins = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric() && !is_han(*c));
        if is_han(c) {
            count += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            count += usize::from(!in_word);
            in_word = true;
        } else if !(in_word && is_inside(c) && joins(chars.get(at + 1))) {
            in_word = false;
        }
    }
    count
}

#[test]
fn each_kind_of_passage_is_counted_as_a_reader_does() {
    let (index, briefs) = Index::open_with_briefs(sample()).expect("an index");
    let queries = ["统战", "\"united front\"", "economy", "locomotive"];
    let requests = queries.map(|query| (query.to_owned(), request(query, &[])));
    let by_kind = desk::trends(&index, &briefs, &requests, Period::Kind).expect("trends");
    let by_year = desk::trends(&index, &briefs, &requests, Period::Year).expect("trends");
    let labels: Vec<&str> = by_kind
        .rows
        .iter()
        .map(|row| row.label.as_str())
        .collect();
    assert_eq!(
        labels,
        ["quote", "prose", "item", "heading"]
    );
    assert_eq!(by_kind.totals, by_year.totals);
    assert_eq!(by_kind.first, by_year.first);
    assert_eq!(by_kind.tokens, by_year.tokens);
    assert_eq!(by_kind.briefs, by_year.briefs);
    for row in &by_kind.rows {
        let kind: Kind = row.label.parse().expect("a kind");
        let mut tokens = 0;
        let mut with = BTreeSet::new();
        for brief in &briefs {
            let mut passages = search::passages(&index, &brief.id, 1..=u32::MAX).expect("passages");
            passages.retain(|passage| passage.label.kind == kind);
            tokens += passages
                .iter()
                .map(|passage| length(&passage.text))
                .sum::<usize>();
            with.extend((!passages.is_empty()).then_some(&brief.id));
        }
        assert_eq!(row.briefs, with.len(), "{kind}");
        let difference = tokens.abs_diff(usize::try_from(row.tokens).expect("a number"));
        assert!(
            difference * 100 <= tokens,
            "{kind}: {tokens}, {}",
            row.tokens
        );
        for (share, query) in row.shares.iter().zip(queries) {
            let of_kind = request(query, &[("kind", &row.label)]);
            let lines = desk::concordance(&index, &of_kind).expect("lines");
            assert_eq!(
                share.matches,
                lines.lines.len(),
                "{query}, {kind}"
            );
            assert_eq!(
                share.briefs,
                lines.briefs().len(),
                "{query}, {kind}"
            );
        }
    }
    assert!(by_kind.rows[0].shares[0].matches > 0 && by_kind.rows[1].shares[0].matches > 0);
}
