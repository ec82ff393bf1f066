//! The day on which a page was published.

use super::{OWNERS, RULES, page};

fn day(head: &str, body: &str) -> Option<String> {
    let html = format!(
        "<html><head><title>Ferries</title>{head}</head><body>{body}<p>{RULES}</p><p>{OWNERS}</p>\
         </body></html>"
    );
    page(&html)
        .brief
        .date
        .map(|day| day.to_string())
}

#[test]
fn declared_days_are_found() {
    for head in [
        "<meta property='article:published_time' content='2019-09-24T09:10:00+08:00'>",
        "<meta itemprop='datePublished' content='2019-09-24'>",
        "<meta name='sailthru.date' content='Tue, 24 Sep 2019 09:10:00 GMT'>",
        "<meta name='publishdate' content='20190924'>",
        "<script type='application/ld+json'>{\"@graph\":[{\"datePublished\" : \
         \"2019-09-24T01:00:00Z\"}]}</script>",
        "<link rel='canonical' href='https://example.org/2019/09/24/ferries.html'>",
        "<meta property='og:url' content='https://example.org/c/t20190924_12.html'>",
        "<meta property='og:updated_time' content='2019-09-24T10:00:00Z'>",
    ] {
        assert_eq!(
            day(head, "<h1>Ferries</h1>").as_deref(),
            Some("2019-09-24"),
            "{head}"
        );
    }
}

#[test]
fn days_near_the_heading_are_found() {
    for body in [
        "<h1>Ferries</h1><div>2019-09-24 09:10　来源：海港日报</div>",
        "<h1>Ferries</h1><span class='byline'>By A. Writer | September 24, 2019</span>",
        "<h1>Ferries</h1><p class='datum'>24.09.2019, 09:10</p>",
        "<div class='post-date'>24.9.19</div><h1>Ferries</h1>",
        "<h1>Ferries</h1><abbr class='published' title='2019-09-24T09:10:00Z'>Tuesday</abbr>",
        "<h1>Ferries</h1><time datetime='2019-09-24'>yesterday</time>",
    ] {
        assert_eq!(
            day("", body).as_deref(),
            Some("2019-09-24"),
            "{body}"
        );
    }
}

#[test]
fn the_day_of_the_place_counts_and_not_that_in_greenwich() {
    assert_eq!(
        day(
            "<meta property='article:published_time' content='2019-09-25T01:10:00Z'>",
            "<h1>Ferries</h1><span class='date'>September 24, 2019 9:10 pm</span>",
        )
        .as_deref(),
        Some("2019-09-24")
    );
}

#[test]
fn other_numbers_and_days_in_the_text_are_not_the_day() {
    for body in [
        "<h1>Ferries</h1><p>Version 1.2.19 of the pumps</p>",
        "<h1>Ferries</h1><p>© 2019</p>",
    ] {
        assert_eq!(day("", body), None, "{body}");
    }
}

#[test]
fn a_line_with_the_day_and_the_source_is_no_heading() {
    let parsed = page(&format!(
        "<h1>渡轮收费</h1><div>2019-09-24 09:10　来源：海港日报</div><p>{RULES}</p>"
    ));
    assert_eq!(parsed.brief.sections, []);
    assert_eq!(
        parsed.brief.passages[1]
            .kind
            .to_string(),
        "prose"
    );
}
