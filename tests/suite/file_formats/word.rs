//! Word files: layout tables, parts under other names, files in them, passwords, templates.

use yinde::formats::{Parsed, Refusal};
use yinde::model::Kind;

use super::{one, read};
use crate::files::{docx, paragraph, zip};

fn cell(blocks: &[String]) -> String {
    format!("<w:tc>{}</w:tc>", blocks.concat())
}

fn table(rows: &[Vec<String>]) -> String {
    let rows = rows
        .iter()
        .map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()));
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.collect::<String>()
    )
}

fn item(text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

/// The kinds and texts of the passages, without the footnote of every Word file of the tests.
fn passages(parsed: &Parsed) -> Vec<(Kind, &str)> {
    let passages = parsed.brief.passages.iter();
    let shown = passages.map(|passage| (passage.kind, passage.text.as_str()));
    shown
        .filter(|(_, text)| *text != "A footnote on sheds.")
        .collect()
}

#[test]
fn cells_of_a_layout_table_are_blocks() {
    let body = paragraph("a3", "Ferries and Fees")
        + &table(&[vec![
            cell(&[
                paragraph("2", "Key points"),
                item("A second pump."),
                item("Fees rise."),
            ]),
            cell(&[
                paragraph("2", "Why"),
                paragraph("", "Boats sank."),
                paragraph("q", "“Why us?”"),
            ]),
        ]])
        + &table(&[vec![cell(&[
            paragraph("", "In a frame."),
            paragraph("", "More of it."),
        ])]]);
    let parsed = one("a.docx", docx(&body));
    assert_eq!(
        passages(&parsed),
        [
            (Kind::Heading, "Ferries and Fees"),
            (Kind::Heading, "Key points"),
            (Kind::Item, "A second pump."),
            (Kind::Item, "Fees rise."),
            (Kind::Heading, "Why"),
            (Kind::Prose, "Boats sank."),
            (Kind::Quote, "“Why us?”"),
            (Kind::Prose, "In a frame."),
            (Kind::Prose, "More of it."),
        ]
    );
}

#[test]
fn a_row_of_data_is_a_passage() {
    let cells = |texts: [&str; 2]| {
        texts
            .map(|text| cell(&[paragraph("", text)]))
            .to_vec()
    };
    let items = vec![
        cell(&[paragraph("", "Rice")]),
        cell(&[item("north"), item("south")]),
    ];
    let body = paragraph("a3", "Prices") + &table(&[cells(["Grain", "Where"]), items]);
    let parsed = one("a.docx", docx(&body));
    let texts: Vec<&str> = passages(&parsed)
        .iter()
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(
        texts,
        ["Prices", "Grain | Where", "Rice | north\nsouth"]
    );
}

#[test]
fn a_row_is_never_a_heading_or_the_title() {
    let row = |texts: [&str; 2]| {
        texts
            .map(|text| cell(&[paragraph("", text)]))
            .to_vec()
    };
    let body = table(&[row(["Grain", "Where"]), row(["Rice", "North"])])
        + &paragraph(
            "",
            "Prices fell in the north, and rose in the south.",
        );
    let parsed = one("a.docx", docx(&body));
    let kinds: Vec<Kind> = passages(&parsed)
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(kinds[..2], [Kind::Prose; 2]);
    // The title in the properties counts, since the text has none.
    assert_eq!(parsed.brief.title, "Old template");
}

#[test]
fn a_drop_cap_belongs_to_its_word() {
    let frame = |text: &str| {
        format!(
            "<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr>\
             <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = frame("D") + &paragraph("", "rop caps are large.") + &frame("E");
    let parsed = one("a.docx", docx(&body));
    let texts: Vec<&str> = passages(&parsed)
        .iter()
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(
        texts[..2],
        ["Drop caps are large.", "E"]
    );
}

/// The relationships of a part, of which each is an id, a kind and a target.
fn relations(all: &[[&str; 3]]) -> String {
    let all = all
        .iter()
        .map(|[id, kind, target]| {
            format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
        });
    format!(
        "<Relationships>{}</Relationships>",
        all.collect::<String>()
    )
}

#[test]
fn parts_have_the_names_that_the_file_gives_them() {
    let body = paragraph("T", "Ferries and Fees") + &paragraph("", "The board spoke.");
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"T\">\
        <w:name w:val=\"Title\"/></w:style></w:styles>";
    let notes = "<w:footnotes xmlns:w=\"w\"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnotes>";
    let whole = relations(&[["r1", "officeDocument", "/word/document2.xml"]]);
    let parts = relations(&[
        ["r1", "styles", "styles2.xml"],
        ["r2", "footnotes", "../notes/own.xml"],
    ]);
    let file = zip(&[
        ("_rels/.rels", whole.as_bytes()),
        (
            "word/document2.xml",
            document.as_bytes(),
        ),
        (
            "word/_rels/document2.xml.rels",
            parts.as_bytes(),
        ),
        ("word/styles2.xml", styles.as_bytes()),
        ("notes/own.xml", notes.as_bytes()),
    ]);
    let parsed = one("a.docx", file);
    assert_eq!(
        passages(&parsed),
        [
            (Kind::Heading, "Ferries and Fees"),
            (Kind::Prose, "The board spoke."),
            (Kind::Prose, "A note."),
        ]
    );
}

#[test]
fn files_in_a_word_file_are_read_where_they_are_shown() {
    let inner = docx(&paragraph("", "In a Word file."));
    let body = paragraph("", "Before.")
        + "<w:altChunk xmlns:r=\"r\" r:id=\"c1\"/><w:altChunk r:id=\"c2\"/>\
           <w:altChunk r:id=\"c3\"/><w:altChunk r:id=\"c4\"/>"
        + &paragraph("", "After.");
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let parts = relations(&[
        ["c1", "aFChunk", "chunk1.html"],
        ["c2", "aFChunk", "chunk2.txt"],
        ["c3", "aFChunk", "chunk3.docx"],
        ["c4", "aFChunk", "chunk4.xyz"],
    ]);
    let file = zip(&[
        ("word/document.xml", document.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            parts.as_bytes(),
        ),
        (
            "word/chunk1.html",
            b"<h2>Sheds</h2><p>In a page.</p>",
        ),
        (
            "word/chunk2.txt",
            "一段文字。".as_bytes(),
        ),
        ("word/chunk3.docx", &inner),
        ("word/chunk4.xyz", b"?"),
    ]);
    let parsed = one("a.docx", file);
    let texts: Vec<&str> = passages(&parsed)
        .iter()
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(
        texts,
        [
            "Before.",
            "Sheds",
            "In a page.",
            "一段文字。",
            "In a Word file.",
            "After."
        ]
    );
    let warnings: Vec<&str> = parsed
        .warnings
        .iter()
        .map(|w| w.message.as_str())
        .collect();
    assert!(
        warnings
            .iter()
            .any(|w| w.contains("chunk4.xyz")),
        "{warnings:?}"
    );
}

#[test]
fn a_password_is_named_and_an_old_format_too() {
    let magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let old = [magic.clone(), vec![0; 2000]].concat();
    let protected = [magic, vec![0; 500], name, vec![0; 500]].concat();
    for (bytes, said) in [(old, "older version"), (protected, "password-protected")] {
        let refusal = read("a.docx", bytes)
            .expect("one file")
            .remove(0)
            .1;
        let Err(Refusal::Unreadable(problem)) = refusal else {
            panic!("{said}: {refusal:?}");
        };
        assert!(problem.contains(said), "{problem}");
    }
}

/// A Word file with these properties.
fn with_properties(body: &str, title: &str, created: &str) -> Parsed {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"cp\" xmlns:dc=\"dc\" xmlns:dcterms=\"t\">\
         <dc:title>{title}</dc:title><dcterms:created>{created}T08:30:00Z</dcterms:created>\
         </cp:coreProperties>"
    );
    let file = zip(&[
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ]);
    one("memo.docx", file)
}

#[test]
fn the_properties_of_a_template_do_not_count() {
    let body = paragraph(
        "",
        "The board spoke of ferries, and of the fees that owners pay.",
    );
    for (title, created, shown, day) in [
        (
            "Ferries and fees",
            "2021-05-18",
            "Ferries and fees",
            Some("2021-05-18"),
        ),
        (
            "Microsoft Word - x.doc",
            "2013-12-23",
            "memo",
            None,
        ),
        ("无标题", "2014-10-29", "memo", None),
    ] {
        let brief = with_properties(&body, title, created).brief;
        assert_eq!(brief.title, shown);
        assert_eq!(
            brief
                .date
                .map(|day| day.to_string())
                .as_deref(),
            day
        );
    }
}

#[test]
fn the_text_counts_before_the_properties() {
    let body = paragraph("", "Brief #42: Ports, rice")
        + &paragraph("", "18 May 2021")
        + &paragraph(
            "",
            "The board spoke of ferries, and of the fees that owners pay.",
        );
    let brief = with_properties(&body, "Old template", "2012-03-04").brief;
    assert_eq!(brief.title, "Brief #42: Ports, rice");
    assert_eq!(
        brief
            .date
            .map(|day| day.to_string())
            .as_deref(),
        Some("2021-05-18")
    );
}
