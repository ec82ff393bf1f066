//! The encodings of a mail's headers and parts. Many mails have none where they should, or a wrong
//! one: these are guessed as those of text files are.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use crate::formats::decode::{self, Decoded};

/// Returns a mail with its headers in UTF-8. Headers with bytes beyond ASCII are in the encoding
/// that the mail declares first, or in one that is guessed.
pub(super) fn with_readable_headers(mail: &[u8]) -> Cow<'_, [u8]> {
    let (headers, body) = mail.split_at(header_length(mail));
    if std::str::from_utf8(headers).is_ok() {
        return mail.into();
    }
    match decode::as_in(mail, headers.to_vec()) {
        Ok(decoded) => [decoded.text.as_bytes(), body]
            .concat()
            .into(),
        Err(_) => mail.into(),
    }
}

/// Returns the length of the headers: up to the first empty line.
fn header_length(mail: &[u8]) -> usize {
    let mut length = 0;
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        if line.trim_ascii().is_empty() {
            return length;
        }
        length += line.len();
    }
    length
}

/// Returns the text of a part, if it is text.
pub(super) fn text(mail: &Message<'_>, part: &MessagePart<'_>) -> Option<Decoded> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
        return None;
    };
    if text.is_ascii() {
        return Some(text.to_string().into());
    }
    let charset = part
        .content_type()
        .and_then(|content_type| content_type.attribute("charset"));
    // The parser knows a few encodings that we don't: UTF-7 and those of DOS.
    let is_of_parser = charset.is_some_and(|charset| {
        !decode::is_label(charset) && charset_decoder(charset.as_bytes()).is_some()
    });
    let bytes = bytes(mail, part).filter(|_| !is_of_parser);
    let decoded = bytes.and_then(|bytes| decode::labelled(charset, bytes).ok());
    Some(decoded.unwrap_or_else(|| text.to_string().into()))
}

/// Returns the bytes of a part without its transfer encoding.
fn bytes(mail: &Message<'_>, part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let start = usize::try_from(part.offset_body).ok()?;
    let end = usize::try_from(part.offset_end).ok()?;
    let raw = mail.raw_message.get(start..end)?;
    if part.is_encoding_problem {
        return Some(raw.to_vec());
    }
    match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    }
}
