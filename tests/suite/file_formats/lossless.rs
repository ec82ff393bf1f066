//! No visible word of a file is lost, in any format.

use std::fmt::Write;

use proptest::prelude::*;
use yinde::formats::Parsed;

use super::more_samples::odt;
use super::one;
use crate::files::{docx, epub, escaped, paragraph, zip};
use crate::parser::{is_sound, visible};

/// A block of a made-up brief: its element in HTML, its style in Word, and its text.
fn blocks() -> impl Strategy<Value = Vec<(usize, String)>> {
    let words = prop::sample::select(vec![
        "The board",
        "spoke.",
        "统战工作",
        "，",
        "1. ",
        "一、",
        "Ports",
        "a < b & c",
        "“quoted”",
        "é",
        "2020年9月20日",
        "• ",
        "- ",
        ":",
        "\u{3000}",
        "\u{a0}",
        "\u{200b}",
        "A line",
        "10 min read",
        "# ",
        "> ",
        "|",
        "---",
        "From here",
        "🀄",
        "Brief #4: a, b",
    ]);
    let text = prop::collection::vec(words, 1..8).prop_map(|words| words.join(" "));
    prop::collection::vec((0usize..7, text), 1..14)
}

const ELEMENTS: [&str; 7] = ["p", "h1", "h2", "h3", "li", "blockquote", "p"];

const STYLES: [&str; 7] = ["", "1", "2", "mine", "a", "q", "x"];

/// All visible text occurs in exactly one passage, in order. `before` and `after` are the text that
/// the format adds around it.
fn nothing_lost(
    parsed: &Parsed,
    before: &str,
    blocks: &[(usize, String)],
    after: &str,
) -> Result<(), TestCaseError> {
    is_sound(&parsed.brief, &parsed.text)?;
    let kept: String = parsed
        .brief
        .passages
        .iter()
        .map(|p| visible(&p.text))
        .collect();
    let shown: String = blocks
        .iter()
        .map(|(_, text)| visible(text))
        .collect();
    prop_assert_eq!(
        kept,
        visible(before) + &shown + &visible(after)
    );
    Ok(())
}

/// The blocks in HTML.
fn page(blocks: &[(usize, String)]) -> String {
    let elements: Vec<String> = blocks
        .iter()
        .map(|(n, text)| {
            format!(
                "<{0}>{1}</{0}>\n",
                ELEMENTS[*n],
                escaped(text)
            )
        })
        .collect();
    elements.concat()
}

/// The blocks as paragraphs of an `OpenDocument` text.
fn text_paragraphs(blocks: &[(usize, String)]) -> String {
    let texts = blocks
        .iter()
        .map(|(_, text)| escaped(text));
    let paragraphs: Vec<String> = texts
        .map(|text| format!("<text:p>{text}</text:p>"))
        .collect();
    paragraphs.concat()
}

/// The blocks as rich text, with all characters beyond ASCII by number.
fn rich_text(blocks: &[(usize, String)]) -> Vec<u8> {
    let mut out = String::from("{\\rtf1\\uc0 ");
    for c in blocks
        .iter()
        .flat_map(|(_, text)| text.chars().chain(['\n']))
    {
        match c {
            '\n' => out.push_str("\\par "),
            '\\' | '{' | '}' => out.extend(['\\', c]),
            c if c.is_ascii() => out.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    write!(out, "\\u{unit} ").expect("a string");
                }
            }
        }
    }
    (out + "}").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_word_is_lost(blocks in blocks()) {
        let html = page(&blocks);
        let whole = format!("<html><body>{html}");
        nothing_lost(&one("a.html", whole.into_bytes()), "", &blocks, "")?;
        let body: String = blocks
            .iter()
            .map(|(n, text)| paragraph(STYLES[*n], text))
            .collect();
        nothing_lost(&one("a.docx", docx(&body)), "", &blocks, "A footnote on sheds.")?;
        let body = text_paragraphs(&blocks);
        nothing_lost(&one("a.odt", odt(&body)), "", &blocks, "")?;
        nothing_lost(&one("a.rtf", rich_text(&blocks)), "", &blocks, "")?;
        nothing_lost(&one("a.epub", epub(&[&html])), "Ports and rice", &blocks, "")?;
        let mail = format!(
            "Subject: Some title\nContent-Type: text/html; charset=utf-8\n\n{html}\n"
        );
        nothing_lost(&one("a.eml", mail.into_bytes()), "Some title", &blocks, "")?;
        let feed = format!(
            "<rss><channel><item><title>Some title</title>\
             <description>{}</description></item></channel></rss>",
            escaped(&html)
        );
        nothing_lost(&one("a.rss", feed.into_bytes()), "Some title", &blocks, "")?;
        let csv = "post_id,title,subtitle\n1.a,Some title,And more\n";
        let export = zip(&[("posts.csv", csv.as_bytes()), ("posts/1.a.html", html.as_bytes())]);
        nothing_lost(&one("a.zip", export), "Some title And more", &blocks, "")?;
    }

    #[test]
    fn plain_mails_and_mailboxes_lose_no_word(
        lines in prop::collection::vec("[A-Za-z>. \u{7edf}\u{6218}]{0,30}", 1..12)
    ) {
        let text = lines.join("\n");
        let text = text.trim();
        let mail = format!("From: a@b.example\nSubject: Some title\n\n{text}\n");
        let blocks = [(0, text.to_owned())];
        nothing_lost(&one("a.eml", mail.clone().into_bytes()), "Some title", &blocks, "")?;
        let quoted = mail.replace("\nFrom ", "\n>From ");
        let mailbox = format!("From a@b.example Tue May 18 08:30:00 2021\n{quoted}\n");
        prop_assume!(!text.contains(">From "));
        nothing_lost(&one("a.mbox", mailbox.into_bytes()), "Some title", &blocks, "")?;
    }
}
