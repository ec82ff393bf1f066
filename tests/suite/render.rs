//! Text for people holds its columns and its width.

use unicode_width::UnicodeWidthStr;
use yinde::index::Index;
use yinde::query;
use yinde::render::{self, Answer, Style, list};
use yinde::search::{self, Request};

use super::support::{Ran, sample, yinde};

#[test]
fn no_line_is_wider_than_the_page_and_colour_changes_nothing_but_colour() {
    let index = Index::open(sample()).expect("the sample");
    for text in [
        "\"united front\"",
        "统战工作",
        "COVID-19 数据安全",
        "economy",
    ] {
        for columns in (20..=120).step_by(7) {
            let plain = Style {
                columns,
                color: false,
            };
            let mut request = Request::new(query::parse(text).expect("a query"));
            request.limit = None;
            request.facets = true;
            let results = search::search(&index, &request).expect("an answer");
            let answer = Answer {
                query: text,
                request: &request,
                results: &results,
            };
            let mut page = Vec::new();
            render::text::render(&answer, plain, &mut page).expect("bytes");
            let page = String::from_utf8(page).expect("UTF-8");
            for line in page.lines().skip(1) {
                // An id and its place are not cut: they are there to be copied.
                assert!(
                    line.width() <= columns || line.contains('#'),
                    "{columns}: {line}"
                );
            }
            let mut coloured = Vec::new();
            render::text::render(
                &answer,
                Style {
                    columns,
                    color: true,
                },
                &mut coloured,
            )
            .expect("bytes");
            let coloured = anstream_strip(&String::from_utf8(coloured).expect("UTF-8"));
            let words = |page: &str| {
                page.replace(['«', '»'], "")
                    .split_whitespace()
                    .collect::<String>()
            };
            assert_eq!(words(&coloured), words(&page));
        }
    }
}

fn anstream_strip(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts
        .next()
        .unwrap_or_default()
        .to_owned();
    parts.fold(first, |out, part| {
        out + part
            .split_once('m')
            .map_or("", |(_, rest)| rest)
    })
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
            let (mut width, mut cell) = (0, String::new());
            for c in line.chars() {
                if width >= head && !c.is_whitespace() {
                    cell.push(c);
                } else if width > head {
                    break;
                }
                width += c.to_string().width();
            }
            assert!(
                cell.parse::<usize>().is_ok(),
                "{cell:?} in {line:?}"
            );
        }
    }
}

#[test]
fn counts_of_facets_are_aligned_and_their_bars_are_as_long_as_they_say() {
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
        let rows: Vec<(usize, usize, usize)> = facet
            .lines()
            .skip(1)
            .filter(|line| !line.contains("and "))
            .map(row)
            .collect();
        seen += rows.len();
        let (end, most, _) = rows[0];
        for &(count_end, count, eighths) in &rows {
            assert_eq!(count_end, end, "{facet}");
            assert_eq!(
                eighths,
                (count * 20 * 8).div_ceil(most),
                "{facet}"
            );
        }
    }
    assert!(seen > 20, "{}", out.stdout);
}

/// Of a line of a facet: where its count ends in display columns, its count, the length of its bar
/// in eighths.
fn row(line: &str) -> (usize, usize, usize) {
    let (before, bar) = line
        .rsplit_once("  ")
        .expect("a bar");
    let count = before
        .rsplit(' ')
        .next()
        .expect("a count")
        .parse()
        .expect("a number");
    let eighths = bar
        .chars()
        .map(|c| 0x2590 - c as usize)
        .sum();
    (before.width(), count, eighths)
}

#[test]
fn words_longer_than_the_page_are_cut_between_characters() {
    let long = format!(
        "foo {}\n\nqux ก{}\n\nbar {}\n",
        "я".repeat(77),
        "ำ".repeat(90),
        "汉".repeat(300)
    );
    let briefs = super::support::Briefs::of(&[("a.txt", &long)]);
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
