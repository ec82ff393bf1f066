//! Files made to exhaust time or memory.

use crate::files::{docx, epub, paragraph, zip};

/// Length of a long line, in bytes. The optimized program reads 10 MB in 2 s; that of the tests is
/// slower.
const LINE: usize = 1 << 20;

fn nested(open: &str, close: &str, depth: usize) -> Vec<u8> {
    format!(
        "<html><body>{}deepword{}</body></html>",
        open.repeat(depth),
        close.repeat(depth)
    )
    .into_bytes()
}

/// The same bytes again and again, which compress to almost nothing.
pub(super) fn much(bytes: usize) -> Vec<u8> {
    b"All work and no play makes a dull brief. "
        .iter()
        .copied()
        .cycle()
        .take(bytes)
        .collect()
}

#[expect(clippy::too_many_lines, reason = "a list")]
pub(super) fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let laughs: String = (1..10)
        .map(|n| {
            format!(
                "<!ENTITY l{n} \"{}\">",
                format!("&l{};", n - 1).repeat(10)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let bomb = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{laughs}]>");
    let attributes: String = (0..200_000)
        .map(|n| format!(" a{n}=\"\""))
        .collect::<Vec<_>>()
        .concat();
    let fonts: String = (0..900)
        .map(|n| format!("<font color={n}>"))
        .collect::<Vec<_>>()
        .concat();
    let rows = "<tr><td>a<td>b</tr>".repeat(90_000);
    let deep_xml = format!(
        "<rss><channel>{}{}</channel></rss>",
        "<a>".repeat(200_000),
        "</a>".repeat(200_000)
    );
    let chapter = format!("<p>{}</p>", "x ".repeat(1000));
    let parts = "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(20_000);
    vec![
        (
            "tags-10k.html",
            nested("<div>", "</div>", 10_000),
        ),
        (
            "tags-200k.html",
            nested("<b>", "</b>", 200_000),
        ),
        (
            "tables.html",
            nested("<table><tr><td>", "", 50_000),
        ),
        (
            "unclosed.html",
            "<div><p>"
                .repeat(100_000)
                .into_bytes(),
        ),
        (
            "line.html",
            [b"<p>".to_vec(), much(LINE)].concat(),
        ),
        ("line.txt", much(LINE)),
        (
            "attributes.html",
            format!("<p{attributes}>text</p>").into_bytes(),
        ),
        (
            "attribute.html",
            format!(
                "<img src=\"data:{}\"><p>text</p>",
                "A".repeat(1 << 20)
            )
            .into_bytes(),
        ),
        (
            "formatting.html",
            format!(
                "<p>{fonts}</p>{}",
                "<p>x</p>".repeat(20_000)
            )
            .into_bytes(),
        ),
        (
            "rows.html",
            format!("<table>{rows}</table>").into_bytes(),
        ),
        (
            "open-brackets.html",
            "<".repeat(1 << 16).into_bytes(),
        ),
        (
            "comment.html",
            format!(
                "<p>before</p>{}",
                "<!--".repeat(1 << 18)
            )
            .into_bytes(),
        ),
        (
            "entities.html",
            "&lt;&nosuch;&#9999999999;"
                .repeat(3_000)
                .into_bytes(),
        ),
        (
            "scripts.html",
            "<script>"
                .repeat(1 << 18)
                .into_bytes(),
        ),
        (
            "widgets.html",
            nested("<div class=share>", "", 900),
        ),
        (
            "named.html",
            [
                "<nav><a href=/>Home</a></nav>",
                &"<div class='date comment caption' itemprop=text>".repeat(900),
                &"word <b>and</b> word ".repeat(20_000),
            ]
            .concat()
            .into_bytes(),
        ),
        (
            "laughs.rss",
            format!("{bomb}<rss><channel><item><title>&l9;</title></item></channel></rss>")
                .into_bytes(),
        ),
        ("deep.atom", deep_xml.into_bytes()),
        (
            "laughs.docx",
            docx(&paragraph("", "x").replace(">x<", ">&l9;<")),
        ),
        (
            "loops.epub",
            epub(&[chapter.as_str(); 300]),
        ),
        (
            "bomb.docx",
            zip(&[("word/document.xml", &much(20 << 20))]),
        ),
        (
            "bomb.epub",
            zip(&[(
                "META-INF/container.xml",
                &much(20 << 20),
            )]),
        ),
        (
            "bomb.zip",
            zip(&[("a.txt", &much(20 << 20)), ("b.txt", b"Fine words.")]),
        ),
        (
            "nested.zip",
            zip(&[(
                "a.zip",
                &zip(&[(
                    "b.zip",
                    &zip(&[("c.txt", &much(20 << 20))]),
                )]),
            )]),
        ),
        (
            "shifted.zip",
            zip(&[(
                "a.zip",
                &[b"x".to_vec(), zip(&[("c.txt", &much(20 << 20))])].concat(),
            )]),
        ),
        ("overlap.zip", overlapping()),
        ("many.zip", many()),
        (
            "parts.eml",
            format!("Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n{parts}")
                .into_bytes(),
        ),
        (
            "headers.eml",
            format!(
                "Subject: s\n{}\n\nbody",
                "X: y\n".repeat(500_000)
            )
            .into_bytes(),
        ),
        (
            "mails.mbox",
            "From a Tue May 18 08:30:00 2021\n\n"
                .repeat(100_001)
                .into_bytes(),
        ),
        ("not.pdf", much(1 << 20)),
        (
            "cut.pdf",
            b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 1 0 R >>".to_vec(),
        ),
    ]
}

/// A directory that lists the same packed bytes a thousand times.
fn overlapping() -> Vec<u8> {
    let text: Vec<u8> = (0..400_000u32)
        .flat_map(|n| {
            (n.wrapping_mul(2_654_435_761) >> 16)
                .to_string()
                .into_bytes()
        })
        .collect();
    let whole = zip(&[("0000.txt", &text)]);
    let directory = whole
        .windows(4)
        .position(|w| w == b"PK\x01\x02")
        .expect("a directory");
    let end = whole
        .windows(4)
        .position(|w| w == b"PK\x05\x06")
        .expect("its end");
    let entry = &whole[directory..end];
    let mut out = whole[..directory].to_vec();
    for n in 0..1000 {
        let mut entry = entry.to_vec();
        entry[46..50].copy_from_slice(format!("{n:04}").as_bytes());
        out.extend(entry);
    }
    let mut tail = whole[end..].to_vec();
    for at in [8, 10] {
        tail[at..at + 2].copy_from_slice(&1000u16.to_le_bytes());
    }
    tail[12..16].copy_from_slice(
        &u32::try_from(entry.len() * 1000)
            .expect("a size")
            .to_le_bytes(),
    );
    out.extend(tail);
    out
}

/// More small files than an archive may have.
fn many() -> Vec<u8> {
    let names: Vec<String> = (0..51_000)
        .map(|n| format!("{n}.txt"))
        .collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b""[..]))
        .collect();
    zip(&files)
}
