//! Marks of notes, exponents and indices.

use super::{shown, shown_of_markdown, shown_of_page};

/// Sentences with raised or lowered text, which HTML and the HTML in Markdown show alike.
const SENTENCES: [(&str, &str); 22] = [
    (
        "The party<sup>1</sup> won.",
        "The party¹ won.",
    ),
    (
        "统战部<sup>[4]</sup>负责人说。",
        "统战部⁴负责人说。",
    ),
    (
        "The agency<sup id=\"c1\"><a href=\"#n1\">[3]</a></sup> followed.",
        "The agency³ followed.",
    ),
    (
        "It stayed<a href=\"#fn3\"><sup>[3]</sup></a> here.",
        "It stayed³ here.",
    ),
    (
        "The Party’s<sup>2</sup> line.",
        "The Party’s² line.",
    ),
    (
        "A mark <sup>12</sup> apart.",
        "A mark¹² apart.",
    ),
    (
        "An area of 5 km<sup>2</sup> here.",
        "An area of 5 km² here.",
    ),
    (
        "About 10<sup>-3</sup> of it.",
        "About 10⁻³ of it.",
    ),
    ("H<sub>2</sub>O boils.", "H₂O boils."),
    (
        "The x<sub>n</sub> term.",
        "The xn term.",
    ),
    (
        "The 19<sup>th</sup> Congress.",
        "The 19th Congress.",
    ),
    (
        "TikTok<sup>TM</sup> left.",
        "TikTok™ left.",
    ),
    (
        "A word<sup>[a]</sup> more.",
        "A word more.",
    ),
    (
        "A word<sup>a</sup> more.",
        "A word more.",
    ),
    (
        "A word<sup>[note 1]</sup> more.",
        "A word more.",
    ),
    (
        "A word<sup>†</sup> more.",
        "A word more.",
    ),
    (
        "A word<sup>1, 2</sup> more.",
        "A word more.",
    ),
    (
        "In 2019<sup>[3]</sup> it won.",
        "In 2019 it won.",
    ),
    (
        "A word<a role=\"doc-noteref\" href=\"n.html\">5</a> more.",
        "A word⁵ more.",
    ),
    (
        "A word<a class=\"footnote-ref\" href=\"#a\">note 5</a> more.",
        "A word more.",
    ),
    (
        "The note.<a href=\"#fnref1\">↩</a>",
        "The note.",
    ),
    (
        "See <a href=\"#s7\">7</a> and <a href=\"x.html\">[3]</a>.",
        "See 7 and [3].",
    ),
];

#[test]
fn raised_and_lowered_text_is_shown_as_such() {
    for (source, text) in SENTENCES {
        assert_eq!(
            shown_of_page(&format!("<p>{source}</p>")),
            text,
            "{source}"
        );
        assert_eq!(
            shown_of_markdown(source),
            text,
            "{source}"
        );
    }
}

#[test]
fn links_to_notes_in_markdown_are_marks() {
    for (source, text) in [
        (
            "The agency[\\[3\\]](#_ftn3) followed.",
            "The agency³ followed.",
        ),
        (
            "The agency[[3]](#_ftn3) followed.",
            "The agency³ followed.",
        ),
        (
            "The agency[3](https://example.org/post#footnote-3) followed.",
            "The agency³ followed.",
        ),
        ("The note. [↩](#fnref3)", "The note. "),
    ] {
        assert_eq!(
            shown_of_markdown(source),
            text.trim_end(),
            "{source}"
        );
    }
}

#[test]
fn the_number_of_a_note_belongs_to_its_text() {
    let note = "<div><a id=\"footnote-1\" href=\"#footnote-anchor-1\" \
        class=\"footnote-number\">1</a><div><p>An office.</p><p>Two rooms.</p></div></div>";
    let texts = shown(
        "a.html",
        format!("<h1>T</h1><p>The board spoke.</p>{note}"),
    );
    assert_eq!(
        texts,
        ["T", "The board spoke.", "¹ An office.", "Two rooms."]
    );
}

#[test]
fn readings_of_characters_are_not_shown() {
    assert_eq!(
        shown_of_page("<p><ruby>統<rp>(</rp><rt>tǒng</rt><rp>)</rp>一<rt>yī</rt></ruby>戰線。</p>"),
        "統一戰線。"
    );
}

#[test]
fn a_line_break_inside_a_sentence_is_white_space() {
    let page = shown_of_page("<p>The long line one<br>and line two.</p>");
    assert_eq!(page, "The long line one and line two.");
}

#[test]
fn mails_are_shown_as_pages_are() {
    let mail = "From: a@example.org\nSubject: Brief #1: T\n\
        Content-Type: text/html; charset=utf-8\n\n\
        <p>The <a href=\"https://example.org/a\">agency</a><sup>3</sup> of R&amp;D.</p>\n";
    let texts = shown("a.eml", mail);
    assert_eq!(
        texts,
        ["Brief #1: T", "The agency³ of R&D."]
    );
}
