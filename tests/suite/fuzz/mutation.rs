//! Changes of good files, of which many are still read.

use std::io::{Cursor, Read, Write};

use proptest::test_runner::TestRng;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::support::below;

/// Maximum size of a changed file, in bytes.
const MAX_BYTES: usize = 128 << 10;

/// Pieces that mean something in the formats.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "<!DOCTYPE x [",
    "&",
    ";",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "&nbsp;",
    "\"",
    "'",
    "=",
    "\0",
    "\r",
    "\n",
    "\n\n",
    "\t",
    " ",
    "\u{feff}",
    "\u{fffd}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{fdfa}",
    "\u{301}",
    "e\u{301}",
    "统一战线",
    "習近平",
    "…",
    "“",
    "”",
    "Brief #1: ",
    "---\n",
    "***\n",
    "# ",
    "- ",
    "1. ",
    "(a) ",
    "> ",
    "```\n",
    "|a|b|\n|-|-|\n",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "\\",
    "1999-99-99",
    "20 May 2021",
    "<p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "<br>",
    "<pre>",
    "<ul><li>",
    "<ol>",
    "<blockquote>",
    "<script>",
    "<style>",
    "<title>",
    "<h1>",
    "<template>",
    "<svg>",
    "<math>",
    "<noscript>",
    "<article>",
    "<select>",
    "<frameset>",
    "<base href=x>",
    "<a href=\"//x\">",
    "<sup>",
    "<meta charset=gbk>",
    "<meta charset=utf-16>",
    "<meta property=\"article:published_time\" ",
    "<ruby>",
    "<rt>",
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<w:del>",
    "<w:ins>",
    "<w:numPr>",
    "<w:ilvl w:val=\"99999999999\"/>",
    "<w:pStyle w:val=\"1\"/>",
    "<w:footnoteReference w:id=\"1\"/>",
    "<mc:Fallback>",
    "<w:br/>",
    "<w:fldChar/>",
    "w:val=\"-1\"",
    "From ",
    "\nFrom a@b Thu Jan 1 00:00:00 1970\n",
    "Subject: ",
    "Content-Type: text/html\n",
    "Content-Type: multipart/mixed; boundary=b\n\n",
    "\n--b\n",
    "\n--b--\n",
    "boundary=\"",
    "Content-Type: message/rfc822\n\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "=?utf-8?B?",
    "=?gb2312?Q?",
    "?=",
    "=E7=BB",
    "charset=big5",
    "charset=utf-7",
    "charset=nonsense",
    "format=flowed\n",
    "Date: ",
    "PK\u{1}\u{2}",
    "PK\u{3}\u{4}",
    "PK\u{5}\u{6}",
    "../",
    "/",
    "a.zip",
    ".html",
    ".txt",
    "<item>",
    "<entry>",
    "<guid>",
    "<category>",
    "<content:encoded>",
];

/// Numbers that formats keep in two or four bytes, at their limits.
const NUMBERS: [u32; 9] = [
    0,
    1,
    8,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
];

/// Changes `bytes` in one to six places. Pieces of `other` may get in.
pub(super) fn changed(bytes: &[u8], other: &[u8], rng: &mut TestRng) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=below(rng, 6) {
        change(&mut out, other, rng);
    }
    out.truncate(MAX_BYTES);
    out
}

fn change(out: &mut Vec<u8>, other: &[u8], rng: &mut TestRng) {
    let at = below(rng, out.len() + 1);
    let end = (at + below(rng, 80)).min(out.len());
    match below(rng, 9) {
        0 if at < out.len() => out[at] ^= 1 << below(rng, 8),
        1 if at < out.len() => out[at] = u8::try_from(below(rng, 256)).expect("a byte"),
        2 if below(rng, 4) == 0 => out.truncate(at),
        3 => drop(out.drain(at..end)),
        4 => {
            let piece = out[at..end].repeat(1 + below(rng, 200));
            out.splice(at..at, piece);
        }
        5 => {
            let number = NUMBERS[below(rng, NUMBERS.len())].to_le_bytes();
            let end = (at + 2 + 2 * below(rng, 2)).min(out.len());
            out.splice(
                at..end,
                number[..end - at].iter().copied(),
            );
        }
        6 => {
            let from = below(rng, other.len() + 1);
            let to = (from + below(rng, 2000)).min(other.len());
            out.splice(at..end, other[from..to].iter().copied());
        }
        _ => {
            let piece = PIECES[below(rng, PIECES.len())];
            let repeated = if below(rng, 12) == 0 {
                piece.repeat(1 + below(rng, 1500))
            } else {
                piece.to_owned()
            };
            out.splice(at..at, repeated.bytes());
        }
    }
}

/// Changes one of the files in a zip, and makes a zip of all of them again, since a zip that is
/// itself changed is mostly refused. Returns `None` if `bytes` are no zip.
pub(super) fn changed_inside(bytes: &[u8], other: &[u8], rng: &mut TestRng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = below(rng, archive.len().max(1));
    let mut changed_zip = ZipWriter::new(Cursor::new(Vec::new()));
    let method = if below(rng, 2) == 0 {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    };
    let options = SimpleFileOptions::default().compression_method(method);
    for number in 0..archive.len() {
        let file = archive.by_index(number).ok()?;
        let mut name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut content = Vec::new();
        let mut start = file.take(MAX_BYTES as u64);
        start
            .read_to_end(&mut content)
            .ok()?;
        if number == chosen {
            content = changed(&content, other, rng);
            if below(rng, 10) == 0 {
                let changed_name = changed(name.as_bytes(), b"", rng);
                name = String::from_utf8_lossy(&changed_name).into_owned();
                name.truncate(name.floor_char_boundary(1000));
            }
        }
        changed_zip
            .start_file(name, options)
            .ok()?;
        changed_zip
            .write_all(&content)
            .ok()?;
    }
    let written = changed_zip.finish().ok()?;
    Some(written.into_inner())
}
