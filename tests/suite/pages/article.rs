//! The article of a page, without what is around it and with all that belongs to it.

use super::{COUNCIL, OWNERS, RULES, menu, texts, with_menu};

/// What is read of a page whose article has `before` above its paragraphs and `more` below them:
/// all but the title and the three paragraphs.
fn others(before: &str, more: &str) -> Vec<String> {
    let mut texts = texts(&with_menu(before, more));
    for expected in ["Ferries", RULES, OWNERS, COUNCIL] {
        let at = texts
            .iter()
            .position(|text| text == expected);
        texts.remove(at.unwrap_or_else(|| panic!("{expected} is missing in {texts:?}")));
    }
    texts
}

#[test]
fn parts_that_are_no_part_of_the_article_are_not_read() {
    for more in [
        "<div id='comments'><p>First! I say that this is a long comment about the ferries, longer \
         than most of them.</p></div>",
        "<div class='article-author-bio'>A. Writer sails.</div>",
        "<section class='relatedPosts'><h3>Related</h3><p>Storms and pumps</p></section>",
        "<figure><img src='x.png'><figcaption>A ferry at sea. Photo: B.</figcaption></figure>",
        "<footer>All the rest of it</footer>",
        "<aside>Sign up for our letter</aside>",
        "<form><label>Your mail</label><p>Send it to us</p></form>",
        "<div class='newsletter-signup'>Every week in your box.</div>",
        "<div class='teaser'><a href='/x'>A storm</a><p>It blew for days.</p></div>",
        "<p><a href='/a'>A first other story</a></p><p><a href='/b'>A second other story</a></p>",
    ] {
        assert_eq!(
            others("", more),
            [] as [&str; 0],
            "{more}"
        );
    }
}

#[test]
fn parts_of_the_article_are_kept_whatever_they_look_like() {
    for (more, text) in [
        (
            "<figure><figcaption>Figure 2: Fees by year</figcaption></figure>",
            "Figure 2: Fees by year",
        ),
        (
            "<ul><li><a href='https://other.example.org/a'>A report</a></li></ul>\
             <ul><li><a href='https://another.example.org/b'>A law</a></li></ul>",
            "A report",
        ),
        (
            "<p><a href='/files/a.pdf'>附件一</a></p><p><a href='/files/b.doc'>附件二</a></p>",
            "附件一",
        ),
        ("<p>The end.</p>", "The end."),
        (
            "<blockquote>All aboard.</blockquote>",
            "All aboard.",
        ),
    ] {
        assert_eq!(
            others("", more)
                .first()
                .map(String::as_str),
            Some(text),
            "{more}"
        );
    }
}

#[test]
fn a_paragraph_between_the_heading_and_the_text_is_kept() {
    let lead = "The office wants to raise its fees, and the owners say that they will not pay.";
    assert_eq!(
        others(
            &format!("<p class='intro'>{lead}</p>"),
            ""
        ),
        [lead]
    );
}

#[test]
fn an_article_in_several_rows_is_read_whole() {
    let row = |text: &str| {
        format!("<div class='row'><div class='column'><div class='inner'>{text}</div></div></div>")
    };
    let html = format!(
        "<html><body>{}<article><h1>Ferries</h1><div class='entry-content'>{}{}</div></article>\
         </body></html>",
        menu(20),
        row(&format!(
            "<h2>Gulls</h2><p>{OWNERS}</p>"
        )),
        row(&format!(
            "<h2>Rules</h2><p>{RULES}</p><p>{COUNCIL}</p><p>{RULES}</p>"
        )),
    );
    assert_eq!(
        texts(&html),
        ["Ferries", "Gulls", OWNERS, "Rules", RULES, COUNCIL, RULES]
    );
}

#[test]
fn a_longer_menu_does_not_come_into_the_article() {
    for links in [10, 40, 200] {
        let html = format!(
            "<html><head><title>渡轮</title></head><body>{}<div><h1>渡轮</h1><div>\
             <p>港务局提出修改渡轮规则，凡载客二十人以上的渡轮都要加装第二台水泵，每年检查两次。</p>\
             <p>船主抗议说，检查费用四年来没有上调，港务局应当先公布灯火、缆绳和纸张的支出。</p>\
             </div></div></body></html>",
            menu(links)
        );
        let texts = texts(&html);
        assert_eq!(texts.len(), 3, "{links}: {texts:?}");
    }
}

#[test]
fn one_of_several_articles_is_that_with_the_main_heading() {
    let other = format!("<article><h2>Storms</h2><p>{COUNCIL}</p><p>{COUNCIL}</p></article>");
    let html = format!(
        "<html><body>{}<article><h1>Ferries</h1><p>{RULES}</p><p>{OWNERS}</p><p>{RULES}</p>\
         </article>\
         {other}{other}</body></html>",
        menu(30)
    );
    assert_eq!(
        texts(&html),
        ["Ferries", RULES, OWNERS, RULES]
    );
}

#[test]
fn folded_parts_and_text_without_scripts_are_read() {
    for (more, is_read) in [
        (
            "<div class='accordion-panel' style='display:none'><p>Folded words.</p></div>",
            true,
        ),
        (
            "<div style='display: none'><p>Hidden words.</p></div>",
            false,
        ),
        (
            "<noscript><p>The text of this part is for all readers, with or without scripts, since \
             the page itself loads it much later.</p></noscript>",
            true,
        ),
        (
            "<noscript>Please turn on JavaScript in your browser, because this page is nothing \
             without it, as we found out.</noscript>",
            false,
        ),
    ] {
        assert_eq!(
            !others("", more).is_empty(),
            is_read,
            "{more}"
        );
    }
}
