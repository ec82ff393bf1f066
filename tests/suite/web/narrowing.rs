//! Facets: each link finds as many passages as it says, and a search can be widened again.

use super::server::{Reply, encoded, shared};

/// Number of passages that a page says it found: `1–10 of 52 passages in 12 briefs`.
fn total(page: &dom_query::Document) -> usize {
    let heading = page
        .select("main h1")
        .text()
        .to_string();
    let words: Vec<&str> = heading.split_whitespace().collect();
    let noun = words
        .iter()
        .position(|word| word.starts_with("passage"));
    noun.and_then(|at| words[at - 1].parse().ok())
        .unwrap_or_else(|| panic!("no number in {heading:?}"))
}

fn get(path: &str) -> Reply {
    shared().get(path)
}

#[test]
fn each_facet_link_finds_as_many_as_it_says() {
    let mut checked = 0;
    for query in [
        "统战 OR \"united front\"",
        "party",
        "the",
        "数据",
        "front lang:en",
    ] {
        let page = get(&format!("/?q={}", encoded(query))).page();
        for item in &page.select("aside li") {
            let link = item.select("a");
            let Some(address) = link.attr("href") else {
                continue;
            };
            let count: usize = item
                .select(".n")
                .text()
                .parse()
                .expect("a number");
            let narrowed = get(&address).page();
            assert_eq!(
                total(&narrowed),
                count,
                "{query}: {address}"
            );
            checked += 1;
        }
    }
    assert!(checked > 100, "only {checked} links");
}

#[test]
fn a_narrowed_search_can_be_widened_again() {
    let all = get("/?q=front").page();
    let narrowed = get("/?q=front&lang=en&kind=quote&sort=newest").page();
    assert!(total(&narrowed) < total(&all));
    let chips = narrowed.select(".chips a[aria-label^='Remove filter']");
    assert_eq!(chips.length(), 2);
    let mut address = String::from("/?q=front&lang=en&kind=quote");
    for _ in 0..2 {
        let page = get(&address).page();
        let chip = page
            .select(".chips a[aria-label^='Remove filter']")
            .first();
        address = chip
            .attr("href")
            .expect("an address")
            .to_string();
    }
    assert_eq!(
        total(&get(&address).page()),
        total(&all)
    );
    let facets = narrowed.select("aside li:first-child a");
    let widened = facets.iter().find_map(|link| {
        let text = link.text().to_string();
        (text == "all: language").then(|| {
            link.attr("href")
                .expect("an address")
        })
    });
    let widened = get(&widened.expect("a link that widens")).page();
    let with_kind = get("/?q=front&kind=quote").page();
    assert_eq!(total(&widened), total(&with_kind));
}

#[test]
fn pages_of_hits_add_up_to_all_hits() {
    let mut address = "/?q=party&limit=7".to_owned();
    let mut ids = Vec::new();
    let mut all = 0;
    for _ in 0..50 {
        let page = get(&address).page();
        all = total(&page);
        let shown = page.select("ol.hits .meta .id");
        ids.extend(
            shown
                .iter()
                .map(|id| id.text().to_string()),
        );
        let next = page.select("a[rel=next]");
        match next.attr("href") {
            Some(next) => address = next.to_string(),
            None => break,
        }
    }
    assert_eq!(ids.len(), all);
    let json = get("/search.json?q=party&limit=0").json();
    let hits = json["hits"]
        .as_array()
        .expect("hits");
    let expected: Vec<&str> = hits
        .iter()
        .map(|hit| hit["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids, expected);
}
