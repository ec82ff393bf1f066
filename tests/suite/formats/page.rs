//! A page in HTML is valid, and needs no other file.

use dom_query::Document;

use super::{page, printed};
use crate::support::{Answer, Hit, sample, search};

#[test]
fn the_parser_reports_errors_of_invalid_pages() {
    let page = Document::from("<!DOCTYPE html><p>a</i></p></div>&x;");
    assert!(!page.errors.borrow().is_empty());
}

#[test]
fn a_page_is_valid_and_needs_no_other_file() {
    for args in [
        &["\"united front\"", "--facets"][..],
        &["统战工作", "--group", "issue", "--facets"],
        &["economy", "--limit", "0", "--lang", "en"],
        &["economy", "--offset", "1000"],
        &["<b>&\"'", "--group", "issue"],
        &["locomotives", "--facets"],
    ] {
        let html = printed(&[args, &["--format", "html"]].concat());
        let page = page(&html);
        assert_loads_nothing(&page);
        let title = page.select("h1").text();
        assert_eq!(title.trim(), args[0]);
        let answer = search(sample(), args);
        assert_has_hits(&page, &answer.hits);
        let tables = if args.contains(&"--facets") {
            count_facets(&answer)
        } else {
            0
        };
        assert_eq!(page.select("table").length(), tables);
    }
}

fn assert_loads_nothing(page: &Document) {
    let policy = page
        .select("meta[http-equiv='Content-Security-Policy']")
        .attr("content")
        .expect("a policy");
    assert!(policy.starts_with("default-src 'none'"));
    let loading = "script, link, img, iframe, object, form, a, [src], [href], [onclick]";
    assert_eq!(page.select(loading).length(), 0);
}

/// The page has an item for each hit, with its marks and its language.
fn assert_has_hits(page: &Document, hits: &[Hit]) {
    assert_eq!(page.select("li").length(), hits.len());
    let marks: Vec<String> = page
        .select("mark")
        .iter()
        .map(|mark| mark.text().to_string())
        .collect();
    let marked: Vec<&str> = hits
        .iter()
        .flat_map(Hit::marked)
        .collect();
    assert_eq!(marks, marked);
    let quotes = page.select("blockquote");
    for (quote, hit) in quotes.iter().zip(hits) {
        let lang = if hit.lang == "en" {
            "en"
        } else {
            "zh"
        };
        assert_eq!(
            quote.attr("lang").as_deref(),
            Some(lang)
        );
    }
}

/// The number of facets that have labels.
fn count_facets(answer: &Answer) -> usize {
    let facets = answer
        .facets
        .as_ref()
        .expect("facets");
    facets
        .values()
        .filter(|labels| !labels.is_empty())
        .count()
}
