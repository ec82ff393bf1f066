//! A file of each format, with the same few stories.

use super::more_samples::more_fixtures;
use crate::files::{docx, epub, paragraph, pdf, zip};
use crate::support::project;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(
        project()
            .join("tests/fixtures")
            .join(name),
    )
    .expect("a fixture")
}

fn table_row(cells: [&str; 2]) -> String {
    let cells = cells
        .map(|cell| format!("<w:tc>{}</w:tc>", paragraph("", cell)))
        .concat();
    format!("<w:tr>{cells}</w:tr>")
}

pub(super) fn word_file() -> Vec<u8> {
    let body = [
        paragraph("a3", "Brief #42: Ports, 稻米"),
        paragraph("", "A lede."),
        paragraph("1", "1. Ports"),
        paragraph("2", "码头"),
        concat!(
            r"<w:p><w:r><w:t>The board </w:t></w:r>",
            r"<w:del><w:r><w:delText>deletedword </w:delText></w:r></w:del>",
            "\n",
            r#"<w:ins><w:r><w:t xml:space="preserve">of the harbour </w:t></w:r></w:ins>"#,
            r"<w:r><w:rPr><w:b/></w:rPr><w:t>spoke</w:t></w:r>",
            "\n",
            r#"<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"#,
        )
        .to_owned(),
        concat!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>"#,
            r"<w:r><w:t>Fees fall.</w:t></w:r></w:p>",
        )
        .to_owned(),
        paragraph("q", "党是领导一切的。"),
        paragraph("mine", "2. 稻米"),
        format!(
            "<w:tbl>{}{}</w:tbl>",
            table_row(["Grain", "Price"]),
            table_row(["Rice", "4.20"])
        ),
        concat!(
            r#"<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>"#,
            r"<w:r><w:t>Outlook</w:t></w:r></w:p>",
        )
        .to_owned(),
        concat!(
            r"<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>A box.</w:t></w:r></mc:Choice>",
            r"<mc:Fallback><w:r><w:t>Twiceword</w:t></w:r></mc:Fallback>",
            r"</mc:AlternateContent></w:p>",
        )
        .to_owned(),
        concat!(
            r"<w:p><w:r><w:fldChar/></w:r>",
            r"<w:r><w:instrText>PAGEREF codeword</w:instrText></w:r>",
            r"<w:r><w:t>Page</w:t><w:tab/><w:t>7</w:t></w:r>",
            "\n",
            r"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hiddenword</w:t></w:r></w:p>",
        )
        .to_owned(),
    ];
    docx(&body.concat())
}

fn export() -> Vec<u8> {
    let posts = "post_id,post_date,is_published,title,subtitle\n\
         12.ports,2021-05-18T08:30:00.000Z,true,\"Issue 12: Ports, sheds\",What the board said\n\
         13.rice,2021-05-25T08:30:00.000Z,true,Issue 13: Rice,\n";
    let first = "<p>The board spoke of 统战工作.</p><h3>Sheds</h3><p>Two are built.</p>\
        <div class=\"subscription-widget\"><a class=\"button\" href=\"#\">Subscribe now</a></div>";
    zip(&[
        ("posts.csv", posts.as_bytes()),
        ("posts/12.ports.html", first.as_bytes()),
        (
            "posts/13.rice.html",
            b"<p>Prices held.</p>",
        ),
        (
            "posts/12.ports.delivers.csv",
            b"email\n",
        ),
        (
            "notes/memo.md",
            "# Memo\n\nA memo on 港口.\n".as_bytes(),
        ),
        (
            "__MACOSX/posts/._13.rice.html",
            b"\0\x05",
        ),
        ("pictures/quay.png", b"\x89PNG"),
        ("config.xml", b"<config/>"),
    ])
}

const BOOK: [&str; 2] = [
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><html><head><title>c</title></head>\
     <body><h1>Ports</h1><p>The board spoke.</p><aside>A note that stays.</aside></body></html>",
    "<html><body><h1>稻米</h1><blockquote>党是领导一切的。</blockquote></body></html>",
];

pub(super) fn pdf_file() -> Vec<u8> {
    pdf(&[
        &[
            "Brief #42: Ports, rice",
            "",
            "18 May 2021",
            "",
            "1. Ports",
            "",
            "The board leased a second quay to an owner from Fuzhou, who",
            "promised to build sheds, cranes and a road within two years.",
        ],
        &[
            "2. Rice",
            "",
            "Prices held through the winter, said the ministry.",
        ],
    ])
}

/// A file of each format except PDF.
pub(crate) fn fixtures() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&str, Vec<u8>)> = [
        "page.html",
        "letter.eml",
        "list.mbox",
        "feed.rss",
        "feed.atom",
    ]
    .into_iter()
    .map(|name| (name, fixture(name)))
    .collect();
    all.extend([
        ("memo.docx", word_file()),
        ("book.epub", epub(&BOOK)),
        ("export.zip", export()),
    ]);
    all.extend(more_fixtures());
    all
}
