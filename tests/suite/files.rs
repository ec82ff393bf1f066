//! Word files, e-books, archives and PDFs, built in memory for the tests.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a file");
        zip.write_all(bytes)
            .expect("its bytes");
    }
    zip.finish()
        .expect("a zip")
        .into_inner()
}

/// A Word file with this body, in the XML of Word.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
        <w:style w:styleId="2"><w:name w:val="标题 2"/><w:basedOn w:val="1"/></w:style>
        <w:style w:styleId="mine"><w:name w:val="House heading"/><w:basedOn w:val="1"/></w:style>
        <w:style w:styleId="x"><w:name w:val="Loop"/><w:basedOn w:val="y"/></w:style>
        <w:style w:styleId="y"><w:name w:val="Loop too"/><w:basedOn w:val="x"/></w:style>
        <w:style w:styleId="q"><w:name w:val="Quote"/></w:style></w:styles>"#;
    let notes = r#"<w:footnotes xmlns:w="w">
        <w:footnote w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>
        <w:r><w:t>A footnote on sheds.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let core = r#"<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:dcterms="t">
        <dc:title>Old template</dc:title><cp:keywords>ports, 稻米</cp:keywords>
        <dcterms:created>2021-05-18T08:30:00Z</dcterms:created></cp:coreProperties>"#;
    zip(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

/// A paragraph of a Word file in this style, or in none.
pub(crate) fn paragraph(style: &str, text: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!(r#"<w:pStyle w:val="{style}"/>"#)
    };
    format!(
        r#"<w:p><w:pPr>{style}</w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escaped(text)
    )
}

/// An e-book of these chapters, in HTML.
pub(crate) fn epub(chapters: &[&str]) -> Vec<u8> {
    let items: String = (0..chapters.len())
        .map(|n| {
            format!(
                "<item id=\"c{n}\" href=\"text/chapter%20{n}.xhtml\" \
                 media-type=\"application/xhtml+xml\"/>"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let spine: String = (0..chapters.len())
        .map(|n| format!(r#"<itemref idref="c{n}"/><itemref idref="c{n}"/>"#))
        .collect::<Vec<_>>()
        .concat();
    let package = format!(
        r#"<package xmlns:dc="dc"><metadata><dc:title>Ports and rice</dc:title>
        <dc:date>2021-05-18</dc:date><dc:subject>Ports</dc:subject>
        <meta property="belongs-to-collection">Harbour Letter</meta></metadata>
        <manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml"
        properties="nav"/>{items}</manifest>
        <spine><itemref idref="nav"/>{spine}</spine></package>"#
    );
    let container =
        r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
    let names: Vec<String> = (0..chapters.len())
        .map(|n| format!("OEBPS/text/chapter {n}.xhtml"))
        .collect();
    let mut files: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            container.as_bytes(),
        ),
        ("OEBPS/book.opf", package.as_bytes()),
        (
            "OEBPS/nav.xhtml",
            b"<nav><ol><li>Navword</li></ol></nav>",
        ),
    ];
    files.extend(
        names
            .iter()
            .map(String::as_str)
            .zip(
                chapters
                    .iter()
                    .map(|c| c.as_bytes()),
            ),
    );
    zip(&files)
}

/// A PDF with a page for each list of lines, in English.
pub(crate) fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|n| format!("{} 0 R", 4 + 2 * n))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (n, lines) in pages.iter().enumerate() {
        let shown: String = lines
            .iter()
            .map(|line| {
                format!(
                    "({line}) Tj 0 -{} Td ",
                    if line.is_empty() {
                        30
                    } else {
                        14
                    }
                )
            })
            .collect::<Vec<_>>()
            .concat();
        let stream = format!("BT /F1 12 Tf 72 760 Td {shown}ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
             /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * n
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{stream}\nendstream",
            stream.len()
        ));
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let table = out.len();
    out.extend(
        format!(
            "xref\n0 {}\n0000000000 65535 f \n",
            objects.len() + 1
        )
        .bytes(),
    );
    out.extend(
        places
            .iter()
            .flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()),
    );
    let count = objects.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    out
}

/// `text` escaped for XML and HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
