//! The desk counts as a naive reader does, and its numbers agree with one another.

use yinde::desk::{self, LineOrder, Period};
use yinde::search::Request;

use super::naive::{Naive, NaiveBrief, PHRASES, naive, phrase};
use crate::support::rng;

/// Number of generated briefs.
const BRIEFS: usize = 1000;

pub(super) fn generated() -> Naive {
    naive(&mut rng(21), BRIEFS)
}

#[test]
fn desk_agrees_with_a_naive_count_of_1000_briefs() {
    let naive = generated();
    let (index, briefs) = naive.open();
    for text in PHRASES {
        let (_, request) = phrase(text);
        let found = desk::concordance(&index, &request).expect("lines");
        let wanted: usize = naive
            .briefs
            .iter()
            .map(|brief| brief.count(text))
            .sum();
        assert_eq!(found.lines.len(), wanted, "{text}");
        assert!(wanted > 0, "{text}");
        let ids = found.lines.iter().map(|line| {
            let id = &found.hit(line).passage.label.id;
            id.split('#')
                .next()
                .unwrap_or_default()
                .to_owned()
        });
        let mut by_naive = Vec::new();
        for brief in &naive.briefs {
            by_naive.extend(std::iter::repeat_n(
                brief.id.clone(),
                brief.count(text),
            ));
        }
        assert_eq!(
            ids.collect::<Vec<_>>(),
            by_naive,
            "{text}"
        );
        let plot = desk::plot(&index, &briefs, &request).expect("a plot");
        let places: usize = plot
            .briefs
            .iter()
            .map(|brief| brief.places.len())
            .sum();
        assert_eq!(places, wanted, "{text}");
        assert_eq!(plot.searched, BRIEFS);
        for brief in &plot.briefs {
            assert!(
                brief.places.is_sorted()
                    && brief
                        .places
                        .iter()
                        .all(|at| (0.0..=1.0).contains(at))
            );
        }
    }
    trends_agree(&naive);
    counts_agree(&naive);
}

fn trends_agree(naive: &Naive) {
    let (index, briefs) = naive.open();
    let requests: Vec<(String, Request)> = PHRASES
        .iter()
        .map(|text| phrase(text))
        .collect();
    for (period, length) in [(Period::Year, 4), (Period::Month, 7)] {
        let trends = desk::trends(&index, &briefs, &requests, period).expect("trends");
        let labels: Vec<&str> = trends
            .rows
            .iter()
            .map(|row| row.label.as_str())
            .collect();
        let dated = labels.len() - 1;
        assert_eq!(labels[dated], "no date");
        assert!(labels[..dated].is_sorted());
        assert_eq!(
            dated,
            if length == 4 {
                6
            } else {
                72
            },
            "{labels:?}"
        );
        let tokens: usize = naive
            .briefs
            .iter()
            .map(NaiveBrief::tokens)
            .sum();
        assert_eq!(trends.tokens, tokens as u64);
        assert_eq!(trends.briefs, BRIEFS);
        for (query, text) in PHRASES.iter().enumerate() {
            let wanted = naive.by_date(text, length);
            for row in &trends.rows {
                let matches = wanted
                    .get(&row.label)
                    .copied()
                    .unwrap_or_default();
                assert_eq!(
                    row.shares[query].matches, matches,
                    "{text} in {}",
                    row.label
                );
            }
            let with = naive
                .briefs
                .iter()
                .filter(|brief| brief.count(text) > 0);
            let with: Vec<&NaiveBrief> = with.collect();
            assert_eq!(trends.totals[query].briefs, with.len());
            let first = trends.first[query]
                .as_ref()
                .expect("a match");
            assert_eq!(
                first.date.as_deref(),
                Some(with[0].date.as_str())
            );
            assert!(
                first.id.starts_with(&with[0].id),
                "{first:?}"
            );
        }
    }
    let by_issue = desk::trends(
        &index,
        &briefs,
        &requests,
        Period::Issue,
    )
    .expect("trends");
    assert_eq!(by_issue.rows.len(), BRIEFS);
    for (row, brief) in by_issue
        .rows
        .iter()
        .zip(&naive.briefs)
    {
        assert_eq!(row.label, brief.id);
        for (share, text) in row.shares.iter().zip(PHRASES) {
            assert_eq!(share.matches, brief.count(text));
        }
    }
}

fn counts_agree(naive: &Naive) {
    let (index, briefs) = naive.open();
    let requests: Vec<(String, Request)> = PHRASES
        .iter()
        .map(|text| phrase(text))
        .collect();
    let counts = desk::of_queries(&index, &briefs, &requests).expect("counts");
    assert_eq!(
        counts.counts.len(),
        BRIEFS * PHRASES.len()
    );
    let mut rows = counts.counts.iter();
    for brief in &naive.briefs {
        for text in PHRASES {
            let row = rows.next().expect("a row");
            assert_eq!(
                (
                    row.brief.as_str(),
                    row.term.trim_matches('"')
                ),
                (brief.id.as_str(), *text)
            );
            assert_eq!(row.n, brief.count(text) as u64);
            assert_eq!(row.tokens, brief.tokens() as u64);
        }
    }
    let request = Request::from_options("", []).expect("a request");
    let words = desk::all_words(&index, &briefs, &request, 1).expect("counts");
    for term in ["crane", "市场"] {
        let counted = words
            .counts
            .iter()
            .filter(|count| count.term == term);
        let counted: u64 = counted.map(|count| count.n).sum();
        let wanted: usize = naive
            .briefs
            .iter()
            .map(|brief| brief.count(term))
            .sum();
        assert_eq!(counted, wanted as u64, "{term}");
    }
}

#[test]
fn sorting_a_concordance_only_permutes_its_lines() {
    let naive = naive(&mut rng(3), 60);
    let (index, _) = naive.open();
    let (_, request) = phrase("ship");
    let unsorted = desk::concordance(&index, &request).expect("lines");
    let key = |found: &desk::Concordance| {
        let mut lines: Vec<_> = found
            .lines
            .iter()
            .map(|line| {
                (
                    found
                        .hit(line)
                        .passage
                        .label
                        .id
                        .clone(),
                    line.span.start,
                )
            })
            .collect();
        lines.sort();
        lines
    };
    for order in ["left", "right", "freq", "date", "brief", "2L,1R"] {
        let mut sorted = unsorted.clone();
        sorted.sort(
            &order
                .parse::<LineOrder>()
                .expect("an order"),
        );
        assert_eq!(key(&sorted), key(&unsorted), "{order}");
    }
    let mut by_right = unsorted.clone();
    by_right.sort(&"1R".parse().expect("an order"));
    let next = |line| {
        let [_, _, right] = by_right.parts(line);
        let words = right.split([' ', ',', '.']);
        words
            .into_iter()
            .find(|word| !word.is_empty())
            .unwrap_or("")
            .to_owned()
    };
    let nexts: Vec<String> = by_right
        .lines
        .iter()
        .map(next)
        .collect();
    assert!(nexts.is_sorted(), "{nexts:?}");
    for wrong in ["1X", "R", "0R", "10L", "", "up"] {
        assert!(
            wrong.parse::<LineOrder>().is_err(),
            "{wrong}"
        );
    }
}
