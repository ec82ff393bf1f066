//! Text for people keeps to its columns and its width.

use unicode_width::UnicodeWidthStr;
use yinde::index::Index;
use yinde::query;
use yinde::render::{self, Answer, Style, list};
use yinde::search::{self, Request};

use super::support::{Briefs, Ran, sample, yinde};

#[test]
fn lines_fit_the_page_and_colour_changes_only_colour() {
    let index = Index::open(sample()).expect("the sample");
    for text in [
        "\"united front\"",
        "统战工作",
        "COVID-19 数据安全",
        "economy",
    ] {
        let mut request = Request::new(query::parse(text).expect("a query"));
        request.limit = None;
        request.facets = true;
        let results = search::search(&index, &request).expect("an answer");
        let answer = Answer {
            query: text,
            request: &request,
            results: &results,
            files: None,
        };
        for columns in (20..=120).step_by(7) {
            let page = printed(&answer, columns, false);
            for line in page.lines().skip(1) {
                // An id and its place are for copying, so they are not broken.
                assert!(
                    line.width() <= columns || line.contains('#'),
                    "{columns}: {line}"
                );
            }
            let colored = without_color(&printed(&answer, columns, true));
            assert_eq!(letters(&colored), letters(&page));
        }
    }
}

fn printed(answer: &Answer<'_>, columns: usize, color: bool) -> String {
    let mut page = Vec::new();
    let style = Style { columns, color };
    render::text::render(answer, style, &mut page).expect("bytes");
    String::from_utf8(page).expect("UTF-8")
}

/// `text` without the escape sequences of colors.
fn without_color(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts
        .next()
        .unwrap_or_default()
        .to_owned();
    for part in parts {
        if let Some((_, rest)) = part.split_once('m') {
            plain += rest;
        }
    }
    plain
}

/// `page` without blanks and without the marks of matches, which colors replace.
fn letters(page: &str) -> String {
    page.replace(['«', '»'], "")
        .split_whitespace()
        .collect()
}

#[test]
fn columns_are_aligned_in_cells_of_both_widths() {
    let briefs = yinde::index::briefs(sample()).expect("the briefs");
    for columns in [40, 80, 120] {
        let mut page = Vec::new();
        list::topics(&briefs)
            .print(columns, &mut page)
            .expect("bytes");
        let page = String::from_utf8(page).expect("UTF-8");
        let head = page
            .lines()
            .next()
            .expect("a head")
            .find("PASSAGES")
            .expect("a column");
        for line in page.lines().skip(1) {
            assert!(line.width() <= columns, "{line}");
            let cell = cell_at(line, head);
            assert!(
                cell.parse::<usize>().is_ok(),
                "{cell:?} in {line:?}"
            );
        }
    }
}

/// The word at or after this column of `line`.
fn cell_at(line: &str, column: usize) -> String {
    let mut cell = String::new();
    let mut width = 0;
    for c in line.chars() {
        if width >= column && !c.is_whitespace() {
            cell.push(c);
        } else if width > column {
            break;
        }
        width += c.to_string().width();
    }
    cell
}

#[test]
fn bars_of_facets_are_aligned_and_as_long_as_their_counts() {
    let out = Ran::of(
        yinde()
            .args(["search", "the OR 的", "--facets", "--limit", "1", "--index"])
            .arg(sample())
            .output()
            .expect("it runs"),
    );
    let facets = out
        .stdout
        .split("\n\n")
        .filter(|part| {
            part.lines()
                .nth(1)
                .is_some_and(|line| line.ends_with('█'))
        });
    let mut seen = 0;
    for facet in facets {
        let rows: Vec<FacetRow> = facet
            .lines()
            .skip(1)
            .filter(|line| !line.contains("and "))
            .map(facet_row)
            .collect();
        seen += rows.len();
        let first = &rows[0];
        for row in &rows {
            assert_eq!(
                row.count_end, first.count_end,
                "{facet}"
            );
            let eighths = (row.count * 20 * 8).div_ceil(first.count);
            assert_eq!(row.eighths, eighths, "{facet}");
        }
    }
    assert!(seen > 20, "{}", out.stdout);
}

/// A line of a facet.
struct FacetRow {
    /// The column at which the count ends.
    count_end: usize,
    count: usize,
    /// Length of the bar, in eighths of a column.
    eighths: usize,
}

fn facet_row(line: &str) -> FacetRow {
    let (before, bar) = line
        .rsplit_once("  ")
        .expect("a bar");
    let count = before
        .rsplit(' ')
        .next()
        .expect("a count");
    FacetRow {
        count_end: before.width(),
        count: count.parse().expect("a number"),
        eighths: bar
            .chars()
            .map(|c| 0x2590 - c as usize)
            .sum(),
    }
}

#[test]
fn words_wider_than_the_page_are_broken_between_characters() {
    let long = format!(
        "foo {}\n\nqux ก{}\n\nbar {}\n",
        "я".repeat(77),
        "ำ".repeat(90),
        "汉".repeat(300)
    );
    let briefs = Briefs::of(&[("a.txt", &long)]);
    for args in [
        &["show", "a#1", "--context", "5"][..],
        &["search", "qux"],
        &["search", "foo"],
        &["search", "bar"],
    ] {
        let out = briefs.run(args);
        assert_eq!(out.code, 0, "{args:?}: {}", out.stderr);
    }
}
