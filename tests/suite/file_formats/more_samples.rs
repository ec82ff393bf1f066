//! Files of the formats of offices and of references, with the same few stories.

use crate::files::zip;

/// An `OpenDocument` text with this body.
pub(super) fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" \
         xmlns:style=\"s\"><office:automatic-styles>\
         <style:style style:name=\"P1\" style:parent-style-name=\"Quotations\"/>\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    let meta = "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"d\" xmlns:meta=\"m\">\
         <dc:title>untitled</dc:title><meta:creation-date>2021-05-18T08:30:00</meta:creation-date>\
         <meta:keyword>ports</meta:keyword></office:document-meta>";
    zip(&[
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

const TEXT: &str = "<text:tracked-changes><text:p>deletedword</text:p></text:tracked-changes>\
    <text:p text:style-name=\"Title\">Brief #42: Ports, 稻米</text:p>\
    <text:h text:outline-level=\"1\">1. Ports</text:h>\
    <text:p>The board<text:note><text:note-citation>1</text:note-citation>\
    <text:note-body><text:p>Of the harbour.</text:p></text:note-body></text:note> spoke\
    <text:s text:c=\"2\"/>of<text:line-break/>fees.</text:p>\
    <text:list><text:list-item><text:p>Fees fall.</text:p></text:list-item></text:list>\
    <text:p text:style-name=\"P1\">党是领导一切的。</text:p>\
    <table:table><table:table-row><table:table-cell><text:p>Rice</text:p></table:table-cell>\
    <table:table-cell><text:p>4.20</text:p></table:table-cell></table:table-row></table:table>";

const RICH_TEXT: &str = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}\n\
    {\\f1\\fcharset134 SimSun;}}\n\
    {\\stylesheet{\\s1 heading 1;}{\\s2 Quote;}}{\\info{\\title Ports and rice}}\n\
    \\pard\\s1 1. Ports\\par\\pard The board{\\super 1}{\\footnote \\pard \
     Of the harbour.\\par} spoke \\'93at \n\
     last\\'94, \\u31291?\\u31859? {\\v hiddenword}{\\f1 \\'cd\\'b3\\'d5\\'bd}.\\par\n\
    \\pard\\ls1 {\\listtext\\bullet\\tab}Fees fall.\\par\\pard\\s2 As they said.\\par\n\
    \\trowd\\pard\\intbl Rice\\cell 4.20\\cell\\row\n\
    \\pard {\\field{\\*\\fldinst codeword}{\\fldrslt Page}} 7\\par}";

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

/// A shape of a slide.
fn shape(placeholder: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody>\
         <a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

fn presentation() -> Vec<u8> {
    let main = "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst>\
        <p:sldId id=\"257\" r:id=\"r2\"/><p:sldId id=\"256\" r:id=\"r1\"/></p:sldIdLst>\
        </p:presentation>";
    let slide = |shapes: String| {
        format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld>{shapes}</p:cSld></p:sld>")
    };
    let first = slide(
        shape(
            "<p:ph type=\"title\"/>",
            "Ports and rice",
        ) + &shape("<p:ph idx=\"1\"/>", "The board spoke.")
            + &shape("<p:ph type=\"sldNum\"/>", "numberword"),
    );
    let table = "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Rice</a:t></a:r></a:p>\
        </a:txBody></a:tc>\
        <a:tc><a:txBody><a:p><a:r><a:t>4.20</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>";
    let second = slide(shape("<p:ph type=\"title\"/>", "Prices") + table);
    let notes = slide(shape(
        "<p:ph type=\"body\"/>",
        "Say it slowly.",
    ));
    zip(&[
        ("ppt/presentation.xml", main.as_bytes()),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[
                ["r1", "slide", "slides/two.xml"],
                ["r2", "slide", "slides/one.xml"],
            ])
            .as_bytes(),
        ),
        ("ppt/slides/one.xml", first.as_bytes()),
        (
            "ppt/slides/_rels/one.xml.rels",
            relations(&[["r1", "notesSlide", "../notes/one.xml"]]).as_bytes(),
        ),
        ("ppt/slides/two.xml", second.as_bytes()),
        ("ppt/notes/one.xml", notes.as_bytes()),
    ])
}

fn spreadsheet() -> Vec<u8> {
    let workbook = "<workbook xmlns:r=\"r\"><sheets>\
        <sheet name=\"Prices\" sheetId=\"1\" r:id=\"r1\"/>\
        </sheets></workbook>";
    let sheet = "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c>\
        <c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"D1\" t=\"inlineStr\"><is><t>Day</t></is></c></row>\
        <row><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>4.2000000000000002</v></c>\
        <c r=\"D2\" s=\"1\"><v>44334</v></c></row></sheetData></worksheet>";
    let strings = "<sst><si><t>Grain</t></si><si><r><t>Pri</t></r><r><t>ce</t></r></si>\
        <si><t>稻米</t><rPh><t>readingword</t></rPh></si></sst>";
    let styles =
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    zip(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ["r1", "worksheet", "worksheets/sheet1.xml"],
                ["r2", "sharedStrings", "sharedStrings.xml"],
                ["r3", "styles", "styles.xml"],
            ])
            .as_bytes(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            sheet.as_bytes(),
        ),
        (
            "xl/sharedStrings.xml",
            strings.as_bytes(),
        ),
        ("xl/styles.xml", styles.as_bytes()),
    ])
}

const TABLE: &str = "Grain,Price,Note\nRice,4.20,\"held, they said\"\n\n稻米,3.10,\n";

const SUBTITLES: &str = "1\n00:00:01,000 --> 00:00:03,000\n<i>The board</i>\n\n\
    2\n00:00:03,100 --> 00:00:05,000\nspoke of ports.\n\n\
    3\n00:00:15,000 --> 00:00:17,000\n{\\an8}- Of rice?\n";

const SAVED_PAGE: &str = "From: <Saved by Blink>\nSubject: Ports\nMIME-Version: 1.0\n\
    Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\n\
    Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
    <html><head><title>Ports and rice</title></head><body><h1>Ports and rice</h1>\
    <p>The board spoke=2E It was =E7=A8=BB=E7=B1=B3=2E</p></body></html>\n\n--b\n\
    Content-Type: text/css\n\ndisplay { }\n--b--\n";

const NOTES: &str = "<?xml version=\"1.0\"?><en-export><note><title>On ports</title>\
    <content><![CDATA[\
    <en-note><div>The board spoke.</div><div>Fees fall.</div></en-note>]]></content>\
    <created>20210518T083000Z</created><tag>ports</tag></note></en-export>";

const RIS: &str = "TY  - JOUR\nAU  - Writer, Ann\nTI  - Ports and rice\nJO  - Harbour Review\n\
    DA  - 2021/05/18/\nVL  - 3\nSP  - 7\nEP  - 9\nKW  - ports\nAB  - The board spoke of fees and\n\
    of sheds.\nER  - \n";

const BIBTEX: &str = "@string{hr = \"Harbour Review\"}\n\
    @comment{ignored, but @article{x, title={y}}}\n\
    @article{writer2021, author = {Ann {Writer} and L\\\"uthi, B.}, title = {{Ports} \\& rice}, \
    journal = hr, year = 2021, month = may, abstract = \"The board {spoke} --- at last.\"}\n";

const CSL: &str = r#"[{"id": "writer2021", "type": "article-journal", "title": "Ports and rice",
    "author": [{"family": "Writer", "given": "Ann"}], "container-title": "Harbour Review",
    "issued": {"date-parts": [[2021, 5, 18]]}, "abstract": "The board spoke of fees."}]"#;

/// A web archive of Safari with this page.
pub(super) fn web_archive(html: &str) -> Vec<u8> {
    let mut out = b"bplist00".to_vec();
    let mut places = Vec::new();
    let mut object = |bytes: &[u8]| {
        places.push(u16::try_from(out.len()).expect("a short list"));
        out.extend(bytes);
    };
    // Each object is a byte with kind and length, and its content; 0xf is a length of its own.
    object(&[0xd1, 1, 2]);
    object(&text_object("WebMainResource"));
    object(&[0xd2, 3, 5, 4, 6]);
    object(&text_object("WebResourceData"));
    object(&long_object(0x40, html.as_bytes()));
    object(&text_object(
        "WebResourceTextEncodingName",
    ));
    object(&text_object("UTF-8"));
    let table = u64::try_from(out.len()).expect("a length");
    for place in &places {
        out.extend(place.to_be_bytes());
    }
    out.extend([0, 0, 0, 0, 0, 0, 2, 1]);
    for number in [u64::try_from(places.len()).expect("a count"), 0, table] {
        out.extend(number.to_be_bytes());
    }
    out
}

fn text_object(text: &str) -> Vec<u8> {
    long_object(0x50, text.as_bytes())
}

fn long_object(kind: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("a short object");
    let mut out = vec![kind | 0xf, 0x11];
    out.extend(length.to_be_bytes());
    out.extend(bytes);
    out
}

/// A file of each of these formats.
pub(super) fn more_fixtures() -> Vec<(&'static str, Vec<u8>)> {
    let page = "<html><head><title>Ports</title></head><body><h1>Ports</h1>\
        <p>The board spoke of 稻米.</p></body></html>";
    vec![
        ("text.odt", odt(TEXT)),
        ("rich.rtf", RICH_TEXT.into()),
        ("slides.pptx", presentation()),
        ("sheet.xlsx", spreadsheet()),
        ("table.csv", TABLE.into()),
        ("talk.srt", SUBTITLES.into()),
        ("saved.mhtml", SAVED_PAGE.into()),
        ("saved.webarchive", web_archive(page)),
        ("notes.enex", NOTES.into()),
        ("list.ris", RIS.into()),
        ("list.bib", BIBTEX.into()),
        ("list.json", CSL.into()),
    ]
}
