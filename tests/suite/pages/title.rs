//! The title and the series of a page.

use super::{RULES, page};

/// The title of a page with this in its head and its body.
fn title(head: &str, body: &str) -> String {
    page(&format!(
        "<html><head>{head}</head><body>{body}</body></html>"
    ))
    .brief
    .title
}

#[test]
fn names_of_the_site_are_no_part_of_the_title() {
    for (written, expected) in [
        (
            "渡轮收费将上调-海港网",
            "渡轮收费将上调",
        ),
        (
            "渡轮收费将上调_新闻频道_海港网",
            "渡轮收费将上调",
        ),
        (
            "Harbour Institute | Why the ferries will not pay in this year",
            "Why the ferries will not pay in this year",
        ),
        (
            "Why the ferries will not pay - Harbour Times",
            "Why the ferries will not pay",
        ),
        (
            "Well-known ferries",
            "Well-known ferries",
        ),
    ] {
        assert_eq!(
            title(
                &format!("<title>{written}</title>"),
                &format!("<p>{RULES}</p>")
            ),
            expected
        );
    }
}

#[test]
fn a_heading_far_below_is_not_the_title() {
    let paragraphs = "<p>A paragraph about gulls.</p>".repeat(7);
    assert_eq!(
        title(
            "<meta property='og:title' content='Seven secrets of the ferries'>",
            &format!("{paragraphs}<h1>Most read</h1><p>The storm</p>")
        ),
        "Seven secrets of the ferries"
    );
}

#[test]
fn the_main_heading_is_the_title() {
    assert_eq!(
        title(
            "<title>Harbour Times</title>",
            &format!("<h1>Ferries and fees</h1><p>{RULES}</p>")
        ),
        "Ferries and fees"
    );
}

#[test]
fn an_account_of_wechat_is_the_series() {
    let parsed = page(&format!(
        "<html><head><meta property='og:title' content='渡轮收费'>\
         <meta property='og:site_name' content='微信公众平台'></head><body><h1>渡轮收费</h1>\
         <a id='js_name'> 海港观察 </a><em id='publish_time'>2019-09-24 09:10</em>\
         <div id='js_content'><p>{RULES}</p></div></body></html>"
    ));
    assert_eq!(
        parsed.brief.series.as_deref(),
        Some("海港观察")
    );
    assert_eq!(
        parsed
            .brief
            .date
            .map(|day| day.to_string())
            .as_deref(),
        Some("2019-09-24")
    );
}
