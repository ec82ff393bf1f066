//! Which text of a file is read, and how a search finds it.

use super::samples::{fixtures, word_file};
use super::{one, read};
use crate::files::docx;
use crate::support::Briefs;

#[test]
fn text_that_a_reader_does_not_see_is_not_read() {
    for (name, bytes) in fixtures() {
        for (source, parsed) in read(name, bytes).expect("it can be read") {
            let parsed = parsed.expect("a brief");
            for word in [
                "scriptword",
                "display",
                "Aboutword",
                "Archiveword",
                "Shareword",
                "Relatedword",
                "Footerword",
                "Preheaderword",
                "deletedword",
                "hiddenword",
                "codeword",
                "Twiceword",
                "Navword",
                "Pictureword",
                "Subscribe",
            ] {
                assert!(
                    !parsed.text.contains(word),
                    "{source}: {word}"
                );
            }
        }
    }
}

#[test]
fn text_of_every_format_is_found_at_its_place() {
    let briefs = Briefs::empty();
    for (name, bytes) in fixtures() {
        briefs.write(name, bytes);
    }
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout.contains("24 added"),
        "{}",
        out.stdout
    );
    let sources = |query: &str| -> Vec<String> {
        briefs
            .places(query)
            .into_iter()
            .map(|(source, _)| source)
            .collect()
    };
    assert_eq!(
        sources("\"统战工作\""),
        [
            "export.zip/posts/12.ports.html",
            "feed.rss/issue-13-rice.html",
            "letter.eml",
            "page.html"
        ]
    );
    assert_eq!(
        sources("\"the board of the harbour spoke.\""),
        ["memo.docx"]
    );
    assert_eq!(
        sources("\"A footnote on sheds\""),
        ["memo.docx"]
    );
    assert_eq!(
        sources("\"a note that stays\""),
        ["book.epub"]
    );
    let hit = &briefs
        .search(&["issue:12", "sheds", "--sort", "date"])
        .hits[0];
    assert_eq!(
        (
            hit.id.as_str(),
            hit.brief.date.as_deref()
        ),
        (
            "export.zip/posts/12.ports#1",
            Some("2021-05-18")
        )
    );
    // The place of a passage is in the text as read.
    let parsed = one("memo.docx", word_file());
    let hits = briefs
        .search(&["\"Fees fall\""])
        .hits;
    let hit = hits
        .iter()
        .find(|hit| hit.brief.source == "memo.docx")
        .expect("the hit in the Word file");
    assert_eq!(
        &parsed.text[hit.bytes[0]..hit.bytes[1]],
        "Fees fall."
    );
    assert_eq!(
        parsed.text[..hit.bytes[0]]
            .matches('\n')
            .count()
            + 1,
        hit.line
    );
}

#[test]
fn text_after_a_drawing_in_a_word_file_is_kept() {
    let body = "<w:p><w:r><w:t>Before. </w:t></w:r><w:r><w:drawing>\
        <a:p><a:r><a:t>In it.</a:t></a:r></a:p></w:drawing></w:r>\
        <w:r><w:t>After.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Next.</w:t></w:r></w:p>";
    let text = one("a.docx", docx(body)).text;
    for words in ["Before. After.", "In it.", "Next."] {
        assert!(
            text.split("\n\n")
                .any(|block| block == words),
            "{words}: {text}"
        );
    }
}
