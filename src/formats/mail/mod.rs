//! Mails (.eml): the subject, the day, and the text of the HTML parts or of the plain ones.

mod charset;
mod day;
mod flowed;

use mail_parser::{
    Address, Header, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders, PartType,
};

use super::html;
use super::read::Refusal;
use super::whitespace::collapsed;
use crate::layout::page::{Metadata, Page};

/// Maximum length of a mail's text, in bytes.
const MAX_TEXT: usize = 16 << 20;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let bytes = charset::with_readable_headers(bytes);
    let mail = MessageParser::default().parse(&*bytes);
    let Some(mail) = mail.filter(has_headers) else {
        return Err(Refusal::because(
            "not an email: no From, Subject or Date header; save it again",
        ));
    };
    let mut page = body(&mail)?;
    warn_of_attachments(&mail, &mut page);
    page.metadata = metadata(&mail);
    page.metadata.date = day(&mail, &mut page);
    Ok(page)
}

/// Returns whether a mail has any of the headers that every mail should have. The parser accepts
/// arbitrary bytes.
fn has_headers(mail: &Message<'_>) -> bool {
    let has_sender = mail.from().is_some();
    let has_subject = mail.subject().is_some();
    has_sender || has_subject || mail.date().is_some()
}

/// Returns the HTML parts, which mark their headings, or the plain parts if these say much more.
fn body(mail: &Message<'_>) -> Result<Page, Refusal> {
    let rich = html_parts(mail)?;
    let plain = plain_parts(mail);
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

fn html_parts(mail: &Message<'_>) -> Result<Page, Refusal> {
    let mut page = Page::default();
    for part in mail.html_bodies() {
        let Some(decoded) = charset::text(mail, part) else {
            continue;
        };
        let warning = decoded.warning();
        if let PartType::Html(_) = part.body {
            html::add(&decoded.text, &mut page)?;
        } else {
            page.push_plain(&flowed::joined(part, decoded.text));
        }
        page.warnings.extend(warning);
    }
    Ok(page)
}

fn plain_parts(mail: &Message<'_>) -> Page {
    let mut page = Page::default();
    for part in mail.text_bodies() {
        if let PartType::Text(_) = part.body
            && let Some(decoded) = charset::text(mail, part)
        {
            let warning = decoded.warning();
            page.push_plain(&flowed::joined(part, decoded.text));
            page.warnings.extend(warning);
        }
    }
    page
}

fn warn_of_attachments(mail: &Message<'_>, page: &mut Page) {
    for attachment in mail.attachments() {
        let is_multipart = matches!(attachment.body, PartType::Multipart(_));
        // An attachment with a content id is an image that the HTML part shows.
        if is_multipart || attachment.content_id().is_some() {
            continue;
        }
        let name = attachment
            .attachment_name()
            .unwrap_or("without a name");
        page.warn(format!(
            "an attachment ({name}) is not read; save it as a separate file"
        ));
    }
}

fn metadata(mail: &Message<'_>) -> Metadata {
    let series = list_name(mail.list_id()).or_else(|| sender(mail));
    Metadata {
        title: first(mail, &HeaderName::Subject)
            .and_then(HeaderValue::as_text)
            .and_then(non_empty),
        series: series
            .as_deref()
            .and_then(non_empty),
        authors: author(mail).into_iter().collect(),
        ..Metadata::default()
    }
}

/// Returns the first header of a name, which mail programs show; the parser prefers the last.
fn first<'m>(mail: &'m Message<'_>, name: &HeaderName<'_>) -> Option<&'m HeaderValue<'m>> {
    let header = first_header(mail, name)?;
    Some(&header.value)
}

fn first_header<'m>(mail: &'m Message<'_>, name: &HeaderName<'_>) -> Option<&'m Header<'m>> {
    let mut headers = mail.headers().iter();
    headers.find(|header| header.name == *name)
}

fn from<'m>(mail: &'m Message<'_>) -> Option<&'m Address<'m>> {
    first(mail, &HeaderName::From)?.as_address()
}

fn non_empty(text: &str) -> Option<String> {
    let text = collapsed(text);
    (!text.is_empty()).then_some(text)
}

/// Returns the day of a mail. Warns if the header is no day.
fn day(mail: &Message<'_>, page: &mut Page) -> Option<String> {
    let header = first_header(mail, &HeaderName::Date)?;
    match day::day(mail, header) {
        Ok(day) => Some(day.to_string()),
        Err(warning) => {
            page.warn(warning);
            None
        }
    }
}

/// Returns the name of the mailing list: `The Harbour Letter <harbour.example.org>`.
fn list_name(id: &HeaderValue<'_>) -> Option<String> {
    let text = match id {
        HeaderValue::Address(address) => return display_name(address),
        HeaderValue::Text(text) => text,
        _ => return None,
    };
    let before_address = text
        .split('<')
        .next()
        .unwrap_or_default();
    let name = before_address
        .trim()
        .trim_matches('"');
    if name.is_empty() {
        Some(
            text.trim_matches(['<', '>'])
                .to_owned(),
        )
    } else {
        Some(name.to_owned())
    }
}

/// Returns the name of the sender, if the mail gives more than an address.
fn author(mail: &Message<'_>) -> Option<String> {
    let first = from(mail)?.first()?;
    let name = first.name.as_deref()?;
    non_empty(name).filter(|name| !name.contains('@'))
}

fn sender(mail: &Message<'_>) -> Option<String> {
    display_name(from(mail)?)
}

/// Returns the name of the first address, or the address itself if it has no name.
fn display_name(address: &Address<'_>) -> Option<String> {
    let first = address.first()?;
    let name = first
        .name
        .as_deref()
        .or(first.address.as_deref())?;
    Some(name.to_owned())
}
