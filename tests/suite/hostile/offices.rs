//! Files of offices and of references, made to exhaust time or memory.

use super::samples::much;
use crate::files::zip;

/// The relationships of a workbook with a sheet and strings.
const STRINGS: &str = "<r><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"a.xml\"/>\
    <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"s.xml\"/></r>";
const WORKBOOK: &str = "<w xmlns:r=\"r\"><sheet name=\"a\" r:id=\"r1\"/></w>";
/// A sheet with columns that are very far to the right.
const FAR_COLUMNS: &str = "<s><row><c r=\"ZZZZZZZZZZZZZZZZZZ1\"><v>1</v></c>\
    <c r=\"ZZZZ9\"><v>44</v></c></row></s>";
const MANY_BLANKS: &str = "<o xmlns:office=\"o\"><office:text>\
    <p>a<s c=\"18446744073709551615\"/>b</p></office:text></o>";
const LONG_TIMES: &str = "99999999999999999999:00:00,000 --> 1:1:1,999\n\
    00:00:01,000 --> 00:00:00,000\nx\n";

/// A long string that each of many cells names.
fn repeated_string() -> Vec<u8> {
    let strings = [
        b"<sst><si><t>".to_vec(),
        much(30_000),
        b"</t></si></sst>".to_vec(),
    ]
    .concat();
    let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(30_000);
    let sheet = format!("<s>{rows}</s>");
    zip(&[
        (
            "xl/_rels/workbook.xml.rels",
            STRINGS.as_bytes(),
        ),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/s.xml", &strings),
        ("xl/a.xml", sheet.as_bytes()),
    ])
}

fn far_columns() -> Vec<u8> {
    zip(&[
        (
            "xl/_rels/workbook.xml.rels",
            STRINGS.as_bytes(),
        ),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/a.xml", FAR_COLUMNS.as_bytes()),
    ])
}

/// A property list in binary whose first object is a dictionary that holds itself.
fn loop_archive() -> Vec<u8> {
    let mut out = b"bplist00".to_vec();
    out.extend([0xdf, 0x13]);
    out.extend([0xff; 8]);
    out.extend([0xd1, 0, 0, 8]);
    out.extend([0, 0, 0, 0, 0, 0, 1, 1]);
    for number in [1u64, 0, 21] {
        out.extend(number.to_be_bytes());
    }
    out
}

pub(super) fn offices() -> Vec<(&'static str, Vec<u8>)> {
    let groups = "{\\b ".repeat(200_000);
    let brackets = "[".repeat(100_000);
    let parts = "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(20_000);
    let head = "Subject: s\nContent-Type: multipart/related; boundary=b\n\n";
    vec![
        (
            "groups.rtf",
            format!("{{\\rtf1 {groups}deepword").into_bytes(),
        ),
        (
            "skips.rtf",
            b"{\\rtf1 \\bin2147483647 x \\uc2147483647\\u-1 \\'zz \\'".to_vec(),
        ),
        ("strings.xlsx", repeated_string()),
        ("columns.xlsx", far_columns()),
        ("rows.csv", b"a,b\n".repeat(200_001)),
        (
            "blanks.odt",
            zip(&[("content.xml", MANY_BLANKS.as_bytes())]),
        ),
        (
            "bomb.odt",
            zip(&[("content.xml", &much(20 << 20))]),
        ),
        (
            "bomb.pptx",
            zip(&[("ppt/presentation.xml", &much(20 << 20))]),
        ),
        ("braces.bib", b"@a{".repeat(100_000)),
        (
            "ats.bib",
            [
                b"@ ".repeat(500_000),
                b"@book{a, title={On ports}}".to_vec(),
            ]
            .concat(),
        ),
        (
            "deep.json",
            format!("[{{\"type\":\"a\",\"title\":\"b\",\"author\":{brackets}").into_bytes(),
        ),
        (
            "tags.ris",
            b"TY  - JOUR\nAB  - x\n".repeat(100_001),
        ),
        (
            "times.srt",
            LONG_TIMES.repeat(1000).into_bytes(),
        ),
        ("loop.webarchive", loop_archive()),
        (
            "parts.mhtml",
            format!("{head}{parts}").into_bytes(),
        ),
    ]
}
