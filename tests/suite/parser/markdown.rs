//! What people see of Markdown, by the events of its parser.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use super::visible;

/// The visible characters of Markdown, without those that [`without_marks`] drops.
pub(crate) fn shown(source: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let tags = Regex::new(r#"(?s)<!--.*?-->|</?[a-zA-Z](?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*>"#)
        .expect("a pattern");
    let mut out = String::new();
    let mut html = String::new();
    for (event, span) in Parser::new_ext(source, options).into_offset_iter() {
        if let Event::Html(text) | Event::InlineHtml(text) = event {
            // A tag may go on in the next line.
            html.push_str(&text);
            continue;
        }
        let text = tags.replace_all(&html, "");
        out.push_str(&text.replace("&amp;", "&"));
        html.clear();
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::Start(Tag::Item) => out.push_str(number(source, span)),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough)
                if !source[span.clone()].starts_with("~~") =>
            {
                out.push('~');
            }
            _ => {}
        }
    }
    without_marks(&visible(&out))
}

/// The number of an item in a numbered list.
fn number(source: &str, item: Range<usize>) -> &str {
    let item = source[item].trim_start();
    let digits = item
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    if digits > 0 {
        &item[..=digits]
    } else {
        ""
    }
}

/// `text` without marks that Markdown's parser takes for text: those of headings without a space
/// and the anchors of footnotes that don't exist.
pub(crate) fn without_marks(text: &str) -> String {
    let marks = Regex::new(r"\[\^[^\]\[]+\]|#").expect("a pattern");
    marks
        .replace_all(text, "")
        .into_owned()
}
