//! The targets of links are found, and are no part of the text.

use super::shown;
use crate::file_formats::read;
use crate::files::{docx, zip};
use crate::support::{Answer, Briefs};

const MARKDOWN: &str = "# Brief #1: T\n\n\
    He read [the peace plan](https://example.org/plan?a=1&amp;b=2 \"Plan\") and\n\
    [it again](https://example.org/plan?a=1&amp;b=2) now, [below](#below), [here](other.md),\n\
    [mail](mailto:board@example.org).\n\nAnother <https://shown.example.org/a>.\n";

fn briefs() -> Briefs {
    let briefs = Briefs::of(&[("a.md", MARKDOWN)]);
    briefs.run(&["index"]);
    briefs
}

fn found(briefs: &Briefs, query: &str) -> Answer {
    briefs.search(&[query])
}

fn links(name: &str, bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut parts = read(name, bytes).expect("it can be read");
    let brief = parts
        .remove(0)
        .1
        .expect("a brief")
        .brief;
    brief
        .passages
        .into_iter()
        .map(|passage| passage.links)
        .filter(|links| !links.is_empty())
        .collect()
}

#[test]
fn a_link_is_found_and_shown_after_the_text() {
    let briefs = briefs();
    let answer = found(&briefs, "\"example.org plan\"");
    assert_eq!(answer.total, 1);
    let hit = &answer.hits[0];
    assert_eq!(
        hit.links,
        [
            "https://example.org/plan?a=1&b=2",
            "mailto:board@example.org"
        ]
    );
    let snippet: String = hit
        .snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    let (text, link) = snippet
        .split_once("\nhttps")
        .expect("the link on a line of its own");
    assert!(text.ends_with("mail."), "{text}");
    assert_eq!(format!("https{link}"), hit.links[0]);
    assert_eq!(hit.marked(), ["example.org/plan"]);
}

#[test]
fn a_link_is_not_between_the_words_of_the_text() {
    let briefs = briefs();
    assert_eq!(
        found(
            &briefs,
            "\"read the peace plan and it again now\""
        )
        .total,
        1
    );
    assert_eq!(
        found(&briefs, "\"mail https\"").total,
        0
    );
    assert_eq!(
        found(&briefs, "\"mail example.org\"~5").total,
        0
    );
    let hit = &found(&briefs, "\"peace plan\"").hits[0];
    assert_eq!(hit.marked(), ["peace plan"]);
}

#[test]
fn only_links_that_a_reader_can_open_count_once() {
    let briefs = briefs();
    for gone in ["below", "\"other.md\""] {
        let hits = found(&briefs, gone).hits;
        assert!(
            hits.iter()
                .all(|hit| hit.marked() == ["below"]),
            "{gone}"
        );
    }
    let shown = found(&briefs, "\"shown.example.org\"");
    assert_eq!(
        shown.hits[0].links,
        ["https://shown.example.org/a"]
    );
    assert_eq!(
        shown.hits[0].marked(),
        ["shown.example.org"]
    );
}

#[test]
fn a_terminal_shows_the_link_that_matches_on_a_line_of_its_own() {
    let out = briefs()
        .run(&["search", "\"example.org plan\""])
        .stdout;
    assert!(
        out.contains("\n    https://«example.org/plan»?a=1&b=2\n"),
        "{out}"
    );
}

#[test]
fn links_of_pages_and_word_files_belong_to_their_passage() {
    let page = "<h1>T</h1><p>A <a href='https://a.example.org/x'>link</a>, \
        <a href='/local'>another</a>.</p><a href='https://b.example.org'><h2>Ports</h2></a>\
        <p><a href='https://picture.example.org'><img src='x.png'></a>None.</p>";
    assert_eq!(
        links("a.html", page.into()),
        [["https://a.example.org/x"], ["https://b.example.org"]]
    );
    let document = "<w:document><w:body><w:p><w:r><w:t>One.</w:t></w:r></w:p>\
        <w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>Two</w:t></w:r></w:hyperlink>\
        <w:hyperlink r:id=\"r2\"><w:r><w:t>three</w:t></w:r></w:hyperlink></w:p>\
        </w:body></w:document>";
    let relations = "<Relationships><Relationship Id=\"r1\" TargetMode=\"External\" \
        Target=\"https://a.example.org/w\"/><Relationship Id=\"r2\" Target=\"styles.xml\"/>\
        </Relationships>";
    let file = zip(&[
        ("word/document.xml", document.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            relations.as_bytes(),
        ),
    ]);
    assert_eq!(
        links("a.docx", file),
        [["https://a.example.org/w"]]
    );
}

#[test]
fn a_link_of_word_may_be_a_field() {
    let field = |instruction: &str, text: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {instruction} \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
             <w:r><w:t>{text}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}{}<w:fldSimple w:instr=\"HYPERLINK &quot;https://c.example.org&quot;\">\
         <w:r><w:t>, three</w:t></w:r></w:fldSimple></w:p>",
        field(
            "HYPERLINK &quot;https://a.example.org/w&quot; \\h",
            "One"
        ),
        field("PAGEREF _Toc1 \\h", " two"),
    );
    let file = docx(&body);
    assert_eq!(
        links("a.docx", file.clone()),
        [["https://a.example.org/w", "https://c.example.org"]]
    );
    assert_eq!(
        shown("a.docx", file)[0],
        "One two, three"
    );
}
