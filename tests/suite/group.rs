//! `--group issue`, compared with grouping all hits naively.

use std::path::Path;

use super::support::{Answer, Briefs, Hit, sample, search};

/// Maximum number of hits shown of each brief.
const SHOWN: usize = 3;

/// Returns the briefs of all hits in the order of their best hits: source and hits.
fn naive(all: &Answer) -> Vec<(&str, Vec<&Hit>)> {
    let mut briefs: Vec<(&str, Vec<&Hit>)> = Vec::new();
    for hit in &all.hits {
        let source = &hit.brief.source;
        match briefs
            .iter_mut()
            .find(|(known, _)| known == source)
        {
            Some((_, hits)) => hits.push(hit),
            None => briefs.push((source, vec![hit])),
        }
    }
    briefs
}

/// Compares pages of groups with the naive groups of all hits.
fn assert_grouped(index: &Path, query: &[&str]) {
    let all = search(
        index,
        &[query, &["--limit", "0"]].concat(),
    );
    let groups = naive(&all);
    for (limit, offset) in [
        ("0", "0"),
        ("1", "0"),
        ("2", "1"),
        ("3", "2"),
        ("10", "0"),
        ("5", "1000"),
    ] {
        let page = ["--group", "issue", "--limit", limit, "--offset", offset];
        let args = [query, &page].concat();
        let answer = search(index, &args);
        let found = (answer.total, answer.briefs);
        assert_eq!(
            found,
            (all.total, Some(groups.len())),
            "{args:?}"
        );

        let offset = offset.parse().expect("a number");
        let limit = match limit.parse().expect("a number") {
            0 => usize::MAX,
            limit => limit,
        };
        let expected: Vec<_> = groups
            .iter()
            .skip(offset)
            .take(limit)
            .collect();
        assert_page(&answer, &expected, &args);
    }
}

/// Checks the groups of a page, and their hits.
fn assert_page(answer: &Answer, expected: &[&(&str, Vec<&Hit>)], args: &[&str]) {
    let groups = answer
        .groups
        .as_ref()
        .expect("groups");
    let groups: Vec<_> = groups
        .iter()
        .map(|group| {
            (
                group.brief.source.as_str(),
                group.total,
                group.shown,
            )
        })
        .collect();
    let expected_groups: Vec<_> = expected
        .iter()
        .map(|(source, hits)| {
            (
                *source,
                hits.len(),
                hits.len().min(SHOWN),
            )
        })
        .collect();
    assert_eq!(groups, expected_groups, "{args:?}");

    let hits: Vec<_> = answer
        .hits
        .iter()
        .map(rank_and_id)
        .collect();
    let best = expected
        .iter()
        .flat_map(|(_, hits)| hits.iter().take(SHOWN));
    let best: Vec<_> = best
        .map(|hit| rank_and_id(hit))
        .collect();
    assert_eq!(hits, best, "{args:?}");
}

fn rank_and_id(hit: &Hit) -> (usize, &str) {
    (hit.rank, &hit.id)
}

#[test]
fn groups_are_the_briefs_with_the_best_of_all_hits() {
    for query in [
        "\"united front\"",
        "统战工作",
        "economy",
        "the OR 的",
        "nowhere_at_all",
    ] {
        assert_grouped(sample(), &[query]);
        assert_grouped(sample(), &[query, "--sort", "date"]);
        assert_grouped(sample(), &[query, "--lang", "zh"]);
    }
    let plain = search(sample(), &["economy"]);
    assert!(plain.groups.is_none() && plain.briefs.is_none());
}

#[test]
fn many_hits_in_one_brief_hide_no_other_brief() {
    let briefs = Briefs::empty();
    briefs.write(
        "loud.txt",
        "Brief #1: Ports\n\nPorts ports ports.\n\n".to_owned() + &"Ports.\n\n".repeat(40),
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    for n in 2..6 {
        // A run for each brief, so that each is in a segment of its own.
        briefs.write(
            &format!("brief-{n}.txt"),
            format!("Brief #{n}: Rice\n\nThe quiet ports of the province.\n"),
        );
        assert_eq!(briefs.run(&["index"]).code, 0);
    }
    assert_grouped(&briefs.index(), &["ports"]);
    let out = briefs.run(&["search", "ports", "--group", "issue", "--limit", "2"]);
    let start = "1–2 of 5 briefs with 46 passages for ports";
    assert!(
        out.stdout.starts_with(start),
        "{}",
        out.stdout
    );
    assert!(
        out.stdout.contains("and 39 more"),
        "{}",
        out.stdout
    );
}
