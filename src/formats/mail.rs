//! Mails (.eml): subject, day, and the text of the HTML part or the plain one.

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::html;
use super::read::Refusal;
use crate::layout::page::{Metadata, Page};

/// Most bytes of a mail's text.
const MAX_TEXT: usize = 16 << 20;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let not_a_mail = || {
        Refusal::because(
            "not a mail: no header with a sender, a subject or a day in it; save it again",
        )
    };
    let mail = MessageParser::default()
        .parse(bytes)
        .ok_or_else(not_a_mail)?;
    if mail.from().is_none() && mail.subject().is_none() && mail.date().is_none() {
        return Err(not_a_mail());
    }
    let mut page = body(&mail)?;
    for attachment in mail.attachments() {
        if attachment.content_id().is_none() && !matches!(attachment.body, PartType::Multipart(_)) {
            let name = attachment.attachment_name().unwrap_or("without a name");
            page.warn(format!(
                "an attachment ({name}) is not read; save it as a file of its own"
            ));
        }
    }
    page.metadata = metadata(&mail);
    Ok(page)
}

/// The HTML parts, which say what is a heading; the plain ones where those say more.
fn body(mail: &Message<'_>) -> Result<Page, Refusal> {
    let (mut rich, mut plain) = (Page::default(), Page::default());
    for part in mail.html_bodies() {
        match &part.body {
            PartType::Html(html) => html::add(html, &mut rich)?,
            PartType::Text(text) => rich.push_plain(text),
            _ => {}
        }
    }
    for part in mail.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain.push_plain(text);
        }
    }
    let page = if rich.text.len() * 2 >= plain.text.len() {
        rich
    } else {
        plain
    };
    if page.text.len() > MAX_TEXT {
        return Err(Refusal::because(format!(
            "more than {MAX_TEXT} bytes of text; split it"
        )));
    }
    Ok(page)
}

fn metadata(mail: &Message<'_>) -> Metadata {
    let text = |value: &str| {
        Some(value.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|v| !v.is_empty())
    };
    Metadata {
        title: mail.subject().and_then(text),
        date: mail
            .date()
            .map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)),
        series: list(mail.list_id())
            .or_else(|| sender(mail.from()?))
            .as_deref()
            .and_then(text),
        ..Metadata::default()
    }
}

/// The list's name: `The Harbour Letter <harbour.example.org>`.
fn list(id: &HeaderValue<'_>) -> Option<String> {
    let name_of = |address: &Address<'_>| {
        let first = address.first()?;
        first
            .name
            .as_deref()
            .or(first.address.as_deref())
            .map(str::to_owned)
    };
    match id {
        HeaderValue::Address(address) => name_of(address),
        HeaderValue::Text(text) => {
            let name = text
                .split('<')
                .next()
                .unwrap_or_default()
                .trim()
                .trim_matches('"');
            Some(
                if name.is_empty() {
                    text.trim_matches(['<', '>'])
                } else {
                    name
                }
                .to_owned(),
            )
        }
        _ => None,
    }
}

fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    first
        .name
        .as_deref()
        .or(first.address.as_deref())
        .map(str::to_owned)
}
