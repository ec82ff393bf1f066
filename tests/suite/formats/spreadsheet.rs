//! CSV says what JSON says, and a spreadsheet runs none of it.

use csv::StringRecord;
use yinde::render::safe;

use super::{HOSTILE, printed, rows, run_search, snippet};
use crate::support::{Briefs, Hit, sample, search};

#[test]
fn csv_read_back_is_what_json_says() {
    for query in [
        "\"united front\"",
        "统战工作",
        "economy OR 经济",
        "nothing_like_it",
    ] {
        let csv = printed(&[query, "--limit", "0", "--format", "csv"]);
        assert!(csv.starts_with("rank,score,id,"));
        assert!(csv.ends_with("\r\n"));
        let has_bare_line_end = csv
            .replace("\r\n", "")
            .contains('\n');
        assert!(!has_bare_line_end);
        let hits = search(sample(), &[query, "--limit", "0"]).hits;
        let rows = rows(&csv);
        assert_eq!(rows.len(), hits.len());
        for (row, hit) in rows.iter().zip(&hits) {
            assert_is_hit(row, hit);
        }
    }
}

/// The cells of `row` are those of `hit`, in the order of the columns.
fn assert_is_hit(row: &StringRecord, hit: &Hit) {
    let brief = &hit.brief;
    let issue = brief.issue.as_deref();
    let date = brief.date.as_deref();
    let section = hit.section.as_ref();
    let number = section.and_then(|section| section.number.as_deref());
    let title = section.map(|section| section.title.as_str());
    let texts = [
        &hit.id,
        &hit.lang,
        &hit.kind,
        &brief.source,
        issue.unwrap_or_default(),
        &brief.title,
        date.unwrap_or_default(),
        number.unwrap_or_default(),
        title.unwrap_or_default(),
        &hit.topics.join("; "),
    ];
    for (cell, text) in row.iter().skip(2).zip(texts) {
        assert_eq!(cell, as_text(text));
    }
    let numbers = [0, 12, 13, 14].map(|column| {
        let number = row[column].parse::<usize>();
        number.expect("a number")
    });
    let [start, end] = hit.bytes;
    assert_eq!(
        numbers,
        [hit.rank, hit.line, start, end]
    );
    let score: f64 = row[1].parse().expect("a number");
    assert!((score - hit.score).abs() < 1e-9);
    assert_eq!(row[15], as_text(&snippet(hit)));
}

/// The cell for `text`: after a `'` if it starts as a formula does, which a list item may, too.
fn as_text(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@']) {
        "'"
    } else {
        ""
    };
    mark.to_owned() + &safe(text)
}

#[test]
fn formulas_are_text_in_a_spreadsheet() {
    let briefs = Briefs::of(&[
        ("=evil.txt", HOSTILE),
        ("-b.txt", "+1\n=======\n\n\tharbour\n"),
    ]);
    let out = briefs.run(&["search", "harbour", "--limit", "0", "--format", "csv"]);
    let rows = rows(&out.stdout);
    assert!(rows.len() > 8, "{}", out.stdout);
    let signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    for cell in rows.iter().flatten() {
        assert!(
            !cell.trim_start().starts_with(signs),
            "{cell:?}"
        );
    }
    assert!(
        rows.iter()
            .all(|row| row[2].starts_with("'=evil#") || row[2].starts_with("'-b#"))
    );
    for defused in [
        "'=harbour()",
        "'@harbour",
        "'-harbour,\"quoted\"",
        "'＝harbour",
        "'=evil.txt",
        "'-b.txt",
    ] {
        assert!(
            rows.iter()
                .flatten()
                .any(|cell| cell == defused),
            "{defused}: {}",
            out.stdout
        );
    }
}

#[test]
fn formats_without_facets_say_that_the_option_has_no_effect() {
    for format in ["csv", "jsonl"] {
        let out = run_search(&["economy", "--facets", "--format", format]);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let has_warning = out
            .stderr
            .contains("--facets has no effect with");
        assert!(has_warning, "{}", out.stderr);
    }
}
