//! `--group issue`, against grouping all hits naively.

use super::support::{Answer, Briefs, Hit, sample, search};

/// The briefs of all hits in the order of their first ones: source, and the ranks of its hits.
fn naive(all: &Answer) -> Vec<(&str, Vec<&Hit>)> {
    let mut briefs: Vec<(&str, Vec<&Hit>)> = Vec::new();
    for hit in &all.hits {
        match briefs
            .iter_mut()
            .find(|(source, _)| *source == hit.brief.source)
        {
            Some((_, hits)) => hits.push(hit),
            None => briefs.push((&hit.brief.source, vec![hit])),
        }
    }
    briefs
}

fn assert_grouped(index: &std::path::Path, query: &[&str]) {
    let all = search(
        index,
        &[query, &["--limit", "0"]].concat(),
    );
    let expected = naive(&all);
    for (limit, offset) in [
        ("0", 0),
        ("1", 0),
        ("2", 1),
        ("3", 2),
        ("10", 0),
        ("5", 1000),
    ] {
        let skip = offset.to_string();
        let page = [
            query,
            &["--group", "issue", "--limit", limit, "--offset", &skip],
        ]
        .concat();
        let answer = search(index, &page);
        let most = if limit == "0" {
            usize::MAX
        } else {
            limit.parse().expect("a number")
        };
        let expected: Vec<_> = expected
            .iter()
            .skip(offset)
            .take(most)
            .collect();
        let groups = answer.groups.expect("groups");
        assert_eq!(
            (answer.total, answer.briefs),
            (all.total, Some(naive(&all).len())),
            "{page:?}"
        );
        let got: Vec<_> = groups
            .iter()
            .map(|g| {
                (
                    g.brief.source.as_str(),
                    g.total,
                    g.shown,
                )
            })
            .collect();
        let wanted: Vec<_> = expected
            .iter()
            .map(|(source, hits)| (*source, hits.len(), hits.len().min(3)))
            .collect();
        assert_eq!(got, wanted, "{page:?}");
        let got: Vec<_> = answer
            .hits
            .iter()
            .map(|h| (h.rank, h.id.as_str()))
            .collect();
        let best = expected
            .iter()
            .flat_map(|(_, hits)| hits.iter().take(3));
        assert_eq!(
            got,
            best.map(|h| (h.rank, h.id.as_str()))
                .collect::<Vec<_>>(),
            "{page:?}"
        );
    }
}

#[test]
fn the_briefs_are_those_with_the_best_hits_over_all_hits() {
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
fn many_hits_in_one_brief_hide_no_other_whatever_the_history() {
    let briefs = Briefs::empty();
    briefs.write(
        "loud.txt",
        "Brief #1: Ports\n\nPorts ports ports.\n\n".to_owned() + &"Ports.\n\n".repeat(40),
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    for n in 2..6 {
        // A run for each, so that they are in segments of their own.
        briefs.write(
            &format!("brief-{n}.txt"),
            format!("Brief #{n}: Rice\n\nThe quiet ports of the province.\n"),
        );
        assert_eq!(briefs.run(&["index"]).code, 0);
    }
    assert_grouped(&briefs.index(), &["ports"]);
    let out = briefs.run(&["search", "ports", "--group", "issue", "--limit", "2"]);
    assert!(
        out.stdout
            .starts_with("1–2 of 5 briefs with 46 passages for ports"),
        "{}",
        out.stdout
    );
    assert!(
        out.stdout.contains("and 39 more"),
        "{}",
        out.stdout
    );
}
