//! The heading of an article, and what is between it and the text.

use super::{COUNCIL, OWNERS, RULES, menu, page, texts};
use yinde::model::Kind;

const HEADING: &str = "Brief #42: Party, bans";
const INTRO: &str = "Dear readers, here is what we read this week.";

/// Parts of a text that are not read, or whose parts were taken for that.
const PARTS: [&str; 6] = [
    "<aside>Our podcast</aside>",
    "<nav><a href='/x'>Next</a></nav>",
    "<footer>Imprint</footer>",
    "<div class='share'><a href='/s'>Share</a></div>",
    "<blockquote><p>Quoted words.</p><footer>— Xi</footer></blockquote>",
    "<form><input type='text'><button>Send</button></form>",
];

/// The body of a page with `count` paragraphs and `part` in an element of their own.
fn body(heading: &str, part: &str, count: usize) -> String {
    let more = format!("<p>{OWNERS}</p>").repeat(count);
    format!("{heading}<div><p>{RULES}</p>{more}{part}<p>{COUNCIL}</p></div>")
}

fn html(body: &str) -> String {
    format!("<html><head><title>Site</title></head><body>{body}</body></html>")
}

#[test]
fn a_heading_above_the_element_with_the_text_is_the_title() {
    for heading in [
        format!("<h1>{HEADING}</h1>"),
        format!("<h1>{HEADING}</h1><p>20 September 2020</p>"),
        format!("<h2>{HEADING}</h2>"),
        format!("<header><h1>{HEADING}</h1></header>"),
        format!("<div><h1>{HEADING}</h1></div>"),
        format!("<p align=center><strong>{HEADING}</strong></p>"),
    ] {
        for part in PARTS {
            for count in [0, 1, 12] {
                let html = html(&body(&heading, part, count));
                let brief = page(&html).brief;
                assert_eq!(brief.title, HEADING, "{html}");
                assert_eq!(
                    brief.issue.as_deref(),
                    Some("42"),
                    "{html}"
                );
                assert_eq!(
                    brief.topics,
                    ["Party", "bans"],
                    "{html}"
                );
                assert_eq!(
                    brief.passages[0].text, HEADING,
                    "{html}"
                );
            }
        }
    }
}

#[test]
fn text_around_the_element_with_the_text_is_kept() {
    for part in PARTS {
        for top in [String::new(), menu(20)] {
            let heading = format!("{top}<h1>{HEADING}</h1><p>{INTRO}</p>");
            let texts = texts(&html(&body(&heading, part, 3)));
            let at = texts
                .iter()
                .position(|text| text == HEADING)
                .expect("the heading");
            assert_eq!(
                texts[at + 1..][..2],
                [INTRO, RULES],
                "{part}"
            );
        }
        let heading = format!("<h1>{HEADING}</h1>");
        let end = "<p>Signed by the editors.</p>";
        let texts = texts(&html(&(body(&heading, part, 3) + end)));
        assert_eq!(
            texts.last().map(String::as_str),
            Some("Signed by the editors."),
            "{part}"
        );
    }
}

#[test]
fn a_list_of_links_between_the_heading_and_the_text_is_not_read() {
    let heading = format!("<h1>{HEADING}</h1>{}", menu(20));
    let text = format!(
        "<div><p>{RULES}</p><p>{OWNERS}</p><p>{COUNCIL}</p></div>{}",
        menu(20)
    );
    assert_eq!(
        texts(&html(&(heading + &text))),
        [HEADING, RULES, OWNERS, COUNCIL]
    );
}

#[test]
fn the_name_of_the_site_is_not_the_heading_of_its_article() {
    let top = format!(
        "<div><h1><a href='/'>Harbour Times</a></h1></div>{}<h2>Ferries and fees</h2>",
        menu(30)
    );
    let html = format!(
        "<html><head><title>Ferries and fees - Harbour Times</title></head>\
         <body>{}{}</body></html>",
        body(&top, "<aside>Our podcast</aside>", 8),
        menu(30)
    );
    let brief = page(&html).brief;
    assert_eq!(brief.title, "Ferries and fees");
    assert_eq!(brief.passages[1].text, RULES);
}

#[test]
fn the_speaker_of_a_quotation_belongs_to_it() {
    for quotation in [
        "<blockquote><p>Quoted words.</p><footer>— Xi</footer></blockquote>",
        "<blockquote><p>Quoted words.</p><footer class='author'>— Xi</footer></blockquote>",
        "<blockquote><p>Quoted words.</p><p><cite class='credit'>— Xi</cite></p></blockquote>",
        "<blockquote><p>Quoted words.</p><p class='byline'>— Xi</p></blockquote>",
        "<figure><blockquote>Quoted words.</blockquote><figcaption>— Xi</figcaption></figure>",
        "<figure><blockquote><p>Quoted words.</p></blockquote>\
         <figcaption class='caption'>— Xi</figcaption></figure>",
    ] {
        for top in [String::new(), menu(20)] {
            let heading = format!("{top}<h1>{HEADING}</h1>");
            let passages = page(&html(&body(&heading, quotation, 3)))
                .brief
                .passages;
            let at = passages
                .iter()
                .position(|passage| passage.text == "— Xi")
                .unwrap_or_else(|| panic!("the speaker is missing: {quotation}"));
            assert_eq!(
                passages[at].kind,
                Kind::Quote,
                "{quotation}"
            );
            assert_eq!(
                passages[at - 1].text,
                "Quoted words.",
                "{quotation}"
            );
        }
    }
}
