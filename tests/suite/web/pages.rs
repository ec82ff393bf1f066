//! All pages: small, with links that lead somewhere, and in every format that they offer.

use std::collections::{BTreeSet, VecDeque};

use super::server::{encoded, shared};
use crate::support::{Ran, sample, yinde};

/// Maximum length of a page, in bytes.
const MAX_PAGE: usize = 60_000;

#[test]
fn every_link_leads_to_a_small_page() {
    let server = shared();
    let mut queue: VecDeque<String> =
        ["/", "/?q=front", "/?q=qwertz", "/kwic?q=%E7%BB%9F%E6%88%98"]
            .map(str::to_owned)
            .into();
    let mut seen = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    while let Some(address) = queue.pop_front() {
        // Enough of each page to have met all of its links.
        if seen.len() >= 400 || !seen.insert(address.clone()) {
            continue;
        }
        let reply = server.get(&address);
        assert_eq!(
            reply.status, 200,
            "{address}: {}",
            reply.body
        );
        let kind = reply
            .header("content-type")
            .to_owned();
        kinds.insert(kind.clone());
        if !kind.starts_with("text/html") {
            continue;
        }
        assert!(
            reply.body.len() <= MAX_PAGE,
            "{address}: {} bytes",
            reply.body.len()
        );
        let page = reply.page();
        let links = page.select("a[href], img[src], link[href], script[src]");
        for link in &links {
            let target = link
                .attr("href")
                .or_else(|| link.attr("src"));
            let target = target
                .expect("an address")
                .to_string();
            let path = target
                .split('#')
                .next()
                .unwrap_or_default();
            if path.is_empty() || path.starts_with("http") {
                continue;
            }
            assert!(
                path.starts_with('/'),
                "{address}: {target}"
            );
            queue.push_back(path.to_owned());
        }
    }
    assert!(
        seen.len() >= 400,
        "only {} pages",
        seen.len()
    );
    assert!(kinds.len() >= 8, "{kinds:?}");
}

#[test]
fn the_json_of_a_page_is_that_of_the_command_line() {
    let server = shared();
    let cases: [(&str, &[&str]); 6] = [
        (
            "/kwic.csv?q=%E7%BB%9F%E6%88%98&sort=right&limit=0",
            &["kwic", "统战", "--sort", "right", "--format", "csv"],
        ),
        (
            "/trends.json?q=%22united+front%22&by=month",
            &[
                "trends",
                "\"united front\"",
                "--by",
                "month",
                "--format",
                "json",
            ],
        ),
        (
            "/plot.csv?q=front&lang=en",
            &["plot", "front", "--lang", "en", "--format", "csv"],
        ),
        (
            "/collocates.json?q=front&min=2&limit=50",
            &[
                "collocates",
                "front",
                "--min",
                "2",
                "-n",
                "50",
                "--format",
                "json",
            ],
        ),
        (
            "/keyness.csv?issue=3",
            &["keyness", "--issue", "3", "--format", "csv"],
        ),
        (
            "/search.csv?q=party&sort=newest&limit=20&kind=prose",
            &[
                "search", "party", "--sort", "newest", "-n", "20", "--kind", "prose", "--format",
                "csv",
            ],
        ),
    ];
    for (address, args) in cases {
        let out = yinde()
            .args(args)
            .arg("--index")
            .arg(sample())
            .output();
        let out = Ran::of(out.expect("the program runs"));
        let reply = server.get(address);
        assert_eq!(
            reply.status, 200,
            "{address}: {}",
            reply.body
        );
        assert!(
            reply.body.lines().count() > 0,
            "{address}"
        );
        assert_eq!(reply.body, out.stdout, "{address}");
    }
}

#[test]
fn a_search_that_finds_nothing_teaches() {
    let server = shared();
    let page = server
        .get(&format!(
            "/?q={}",
            encoded("\"untied front\"")
        ))
        .page();
    let text = page
        .select("main")
        .text()
        .to_string();
    assert!(
        text.contains("No passages for"),
        "{text}"
    );
    let link = page
        .select("main ul:not(.notes) a")
        .first();
    let respelt = link.attr("href").expect("a link");
    let found = server.get(&respelt).page();
    assert!(
        found
            .select("ol.hits > li")
            .length()
            > 0,
        "{respelt}"
    );

    let page = server
        .get("/?q=front&issue=999")
        .page();
    let links = page.select("main ul:not(.notes) a");
    let without = links
        .iter()
        .find(|link| link.text().contains("issue"));
    let address = without
        .expect("a link")
        .attr("href")
        .expect("an address");
    assert_eq!(address.to_string(), "/?q=front");
}

#[test]
fn feeds_and_search_engines_are_described() {
    let server = shared();
    let feed = server.get("/search.atom?q=front");
    assert_eq!(
        feed.header("content-type"),
        "application/atom+xml"
    );
    assert!(
        feed.body
            .contains("<feed xmlns=\"http://www.w3.org/2005/Atom\">")
    );
    let description = server.get("/opensearch.xml").body;
    let template = format!(
        "http://127.0.0.1:{}/?q={{searchTerms}}",
        server.port
    );
    assert!(
        description.contains(&template),
        "{description}"
    );
    let page = server.get("/?q=front").page();
    assert_eq!(
        page.select("link[rel=search]")
            .length(),
        1
    );
    assert_eq!(
        page.select("link[type='application/atom+xml']")
            .length(),
        1
    );
}

#[test]
fn traditional_text_is_marked_as_such() {
    let page = shared()
        .get(&format!("/?q={}", encoded("统战")))
        .page();
    assert!(
        page.select("p.text[lang='zh-Hant']")
            .length()
            > 0
    );
    assert!(
        page.select("p.text[lang='zh-Hans']")
            .length()
            > 0
    );
    let texts = page.select("p.text[lang='zh-Hant']");
    for text in &texts {
        assert!(
            text.text().contains('統'),
            "{}",
            text.text()
        );
    }
}

#[test]
fn what_programs_collect_is_in_the_pages() {
    let server = shared();
    let list = server.get("/?q=front").page();
    let spans = list.select("span.Z3988");
    assert_eq!(
        spans.length(),
        list.select("ol.hits > li").length()
    );
    let facts = spans
        .first()
        .attr("title")
        .expect("facts");
    assert!(
        facts.contains("rft.title=Brief"),
        "{facts}"
    );
    let one = server
        .get(&format!(
            "/cite/{}",
            encoded("brief-011#3")
        ))
        .page();
    let kind = one.select("meta[name='z:itemType']");
    assert_eq!(
        kind.attr("content")
            .expect("a kind")
            .to_string(),
        "blogPost"
    );
    assert_eq!(
        one.select("meta[name=citation_title]")
            .length(),
        1
    );
    assert_eq!(
        one.select("meta[name=citation_journal_title]")
            .length(),
        0
    );
}

#[test]
fn originals_are_beside_their_translations() {
    let server = shared();
    let page = server
        .get("/brief/brief-011")
        .page();
    let pairs = page.select(".reading .pair");
    assert!(pairs.length() > 0, "no pairs");
    for pair in &pairs {
        let texts = pair.select(".p");
        assert_eq!(texts.length(), 2);
    }
    let hits = server
        .get(&format!("/?q={}", encoded("统战")))
        .page();
    assert!(hits.select("p.text.twin").length() > 0);
    let pairs = server.get("/pairs").page();
    assert!(pairs.select(".box .two").length() > 5);
    let translated = server
        .get(&format!(
            "/translations?q={}",
            encoded("统战")
        ))
        .page();
    assert!(
        translated
            .select("main h2")
            .text()
            .to_lowercase()
            .contains("united front")
    );
    let tmx = server.get("/pairs.tmx");
    assert!(
        tmx.body.contains("<tmx"),
        "{}",
        tmx.body
    );
    assert_eq!(server.get("/glossary").status, 200);
}

#[test]
fn lines_are_shown_with_their_translations() {
    let server = shared();
    let query = encoded("统战");
    let address = format!("/kwic?q={query}&limit=0");
    let page = server.get(&address).page();
    let twins = page.select("tr.twin");
    assert!(twins.length() > 0);
    let alone = format!("{address}&twins=false");
    let alone = server.get(&alone).page();
    assert_eq!(alone.select("tr.twin").length(), 0);
    assert_eq!(
        alone.select("tbody tr").length() + twins.length(),
        page.select("tbody tr").length()
    );
    let json = format!("/kwic.json?q={query}&twins=true");
    let rows = server.get(&json).json()["rows"].clone();
    let rows = rows
        .as_array()
        .expect("rows")
        .iter();
    let translated = rows.filter(|row| row["twin_id"].is_string());
    assert_eq!(translated.count(), twins.length());
}
