//! The reading view: matches, permalinks, parts.

use super::server::{Server, encoded, shared};
use crate::support::Briefs;
use std::fmt::Write as _;

#[test]
fn a_hit_leads_to_its_passage_with_the_query_marked() {
    let server = shared();
    let hits = server
        .get("/?q=%22united+front%22")
        .page();
    let link = hits.select("ol.hits h2 a").first();
    let address = link
        .attr("href")
        .expect("an address")
        .to_string();
    let (path, anchor) = address
        .split_once('#')
        .expect("an anchor");
    assert_eq!(anchor, "here");
    let page = server.get(path).page();
    let here = page.select(".p.here");
    assert_eq!(here.length(), 1);
    assert_eq!(here.select("#here").length(), 1);
    let mark = here
        .select("mark")
        .first()
        .text()
        .to_lowercase();
    assert_eq!(mark, "united front");
    assert!(
        page.select("section.box pre")
            .text()
            .contains("passage")
    );
    // Every link to a match leads to a passage with a match.
    let steps = page.select("[data-match]");
    assert!(steps.length() > 0);
    for step in &steps {
        let address = step
            .attr("href")
            .expect("an address")
            .to_string();
        let anchor = address
            .strip_prefix('#')
            .expect("an anchor");
        let passage = page.select(&format!("[id='{anchor}']"));
        assert!(
            passage.select("mark").length() > 0,
            "{anchor}"
        );
    }
}

#[test]
fn a_permalink_follows_its_passage() {
    let brief =
        "Brief #1: Ports\n\nFirst paragraph on harbours.\n\nSecond one on the united front.\n";
    let briefs = Briefs::of(&[("a.txt", brief)]);
    let server = Server::of(&briefs.index());
    let hits = server
        .get("/?q=%22united+front%22")
        .page();
    let link = hits.select("ol.hits h2 a").first();
    let address = link
        .attr("href")
        .expect("an address")
        .to_string();
    let path = address
        .split('#')
        .next()
        .expect("a path")
        .to_owned();
    let text = "Second one on the united front.";
    let page = server.get(&path).page();
    assert_eq!(
        page.select(".p.here .text")
            .text()
            .trim(),
        text
    );
    assert!(
        !page
            .select("main")
            .text()
            .contains("moved")
    );

    briefs.write(
        "a.txt",
        brief.replace(
            "First",
            "A new paragraph.\n\nAnother new one.\n\nFirst",
        ),
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    // The server shows the new state by itself.
    let page = server.get(&path).page();
    assert_eq!(
        page.select(".p.here .text")
            .text()
            .trim(),
        text
    );
    assert!(
        page.select("main")
            .text()
            .contains("moved")
    );
    assert_eq!(
        server
            .get("/search.json?q=another")
            .json()["total"],
        1
    );
}

#[test]
fn a_server_outlives_its_index() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nA united front.\n",
    )]);
    let server = Server::of(&briefs.index());
    assert_eq!(
        server
            .get("/search.json?q=front")
            .json()["total"],
        1
    );
    std::fs::remove_dir_all(briefs.index()).expect("a folder");
    assert_eq!(
        server
            .get("/search.json?q=front")
            .json()["total"],
        1
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    briefs.write(
        "b.txt",
        "Brief #2: Rice\n\nThe front again.\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    assert_eq!(
        server
            .get("/search.json?q=front")
            .json()["total"],
        2
    );
}

#[test]
fn long_briefs_are_shown_in_parts() {
    let mut text = String::from("Brief #1: Long\n\n");
    for number in 0..900 {
        let _ = write!(
            text,
            "Paragraph {number} speaks of a wall"
        );
        text += &" and of other things again".repeat(6);
        text += if number % 100 == 7 {
            ", and of a harbour.\n\n"
        } else {
            ".\n\n"
        };
    }
    text += &"统一战线是全党的事情".repeat(9_000);
    let briefs = Briefs::of(&[("long.txt", &text)]);
    let server = Server::of(&briefs.index());
    let mut address = "/brief/long?q=harbour".to_owned();
    let (mut passages, mut marks, mut pages) = (0, 0, 0);
    loop {
        let reply = server.get(&address);
        assert!(
            reply.body.len() <= 60_000,
            "{address}: {}",
            reply.body.len()
        );
        let page = reply.page();
        passages += page.select(".p").length();
        marks += page.select(".p mark").length();
        pages += 1;
        match page
            .select("a[rel=next]")
            .attr("href")
        {
            Some(next) => address = next.to_string(),
            None => break,
        }
    }
    let json = server
        .get("/brief/long.json")
        .json();
    // The title is above all passages.
    assert_eq!(
        passages + 1,
        json["passages"]
            .as_array()
            .expect("passages")
            .len()
    );
    assert!(pages > 5, "{pages} pages");
    assert_eq!(marks, 9);
    // The steps from match to match lead through all parts.
    let mut address = "/brief/long?q=harbour".to_owned();
    let mut seen = Vec::new();
    while seen.len() < 20 {
        let (path, anchor) = address
            .split_once('#')
            .unwrap_or((&address, ""));
        let page = server.get(path).page();
        let step = if anchor.is_empty() {
            page.select("main > .steps [data-match]")
                .attr("href")
        } else {
            seen.push(anchor.to_owned());
            page.select(&format!("[id='{anchor}'] [data-match]"))
                .attr("href")
        };
        match step {
            Some(step) if step.starts_with('#') => address = format!("{path}{step}"),
            Some(step) => address = step.to_string(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 9, "{seen:?}");
    assert_eq!(
        server
            .get("/brief/long?part=999")
            .status,
        404
    );
}

#[test]
fn an_address_with_a_slash_names_a_passage_too() {
    let server = shared();
    let with_slash = server.get("/cite/brief-001/3.ris");
    let with_hash = server.get(&format!(
        "/cite/{}.ris",
        encoded("brief-001#3")
    ));
    assert_eq!(with_slash.status, 200);
    assert!(
        with_slash
            .body
            .starts_with("TY  - "),
        "{}",
        with_slash.body
    );
    assert_eq!(with_slash.body, with_hash.body);
}
