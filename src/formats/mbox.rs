//! Mailboxes (.mbox): a sequence of mails, each after a line that starts with `From `.

use std::collections::HashMap;
use std::sync::LazyLock;

use mail_parser::MessageParser;
use regex::bytes::Regex;

use super::read::{ContainerEntry, Refusal, Sink};
use crate::layout::page::{Metadata, file_name};

/// Headers of which every mail has at least one, in lower case.
const OF_MAILS: [&[u8]; 10] = [
    b"from",
    b"date",
    b"subject",
    b"message-id",
    b"received",
    b"return-path",
    b"delivered-to",
    b"to",
    b"x-mozilla-status",
    b"mime-version",
];

/// Maximum number of lines that are looked at to tell headers from text.
const MAX_HEADER_LINES: usize = 200;

/// Maximum number of mails in a mailbox.
const MAX_MAILS: usize = 100_000;

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    let bytes = bytes.trim_ascii_start();
    if bytes.is_empty() {
        return Ok(());
    }
    if !starts_with_from(first_line(bytes)) {
        return Err(Refusal::because(
            "not a mailbox: it does not start with a line \"From …\"; export it again",
        ));
    }
    let mut names = HashMap::new();
    for (n, mail) in mails(bytes).into_iter().enumerate() {
        if n == MAX_MAILS {
            return Err(Refusal::because(format!(
                "more than {MAX_MAILS} mails; split it"
            )));
        }
        let name = file_name(&key(&mail), "eml", &mut names);
        let entry = ContainerEntry {
            bytes: mail,
            reader: None,
            metadata: Metadata::default(),
            warnings: Vec::new(),
        };
        sink.emit(&name, Ok(entry));
    }
    Ok(())
}

/// Returns the id of a mail, or a hash of its content if it has no id.
fn key(mail: &[u8]) -> String {
    let headers = MessageParser::default().parse_headers(mail);
    let id = headers
        .as_ref()
        .and_then(|headers| headers.message_id());
    match id {
        Some(id) => id.to_owned(),
        None => blake3::hash(mail).to_hex()[..12].to_owned(),
    }
}

/// Splits a mailbox into mails. Drops the line before each mail, and the `>` that protects a
/// similar line within it.
fn mails(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut mails: Vec<Vec<u8>> = Vec::new();
    let has_patches = is_patch(bytes);
    let mut after_blank = true;
    let mut rest = bytes;
    while !rest.is_empty() {
        let line = first_line(rest);
        rest = &rest[line.len()..];
        let is_separator = separates(line, rest, after_blank) && (has_patches || !is_patch(line));
        match mails.last_mut() {
            // Some programs write a second, protected line that separates.
            Some(mail) if mail.is_empty() && line.starts_with(b">From ") => {}
            Some(mail) if !is_separator => mail.extend_from_slice(unquoted(line)),
            // The first line separates in any case.
            _ => mails.push(Vec::new()),
        }
        after_blank = line.trim_ascii().is_empty();
    }
    mails
}

/// Returns the first line, with its end.
fn first_line(bytes: &[u8]) -> &[u8] {
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
    lines.next().unwrap_or_default()
}

/// Returns whether `line` starts a mail, and is not a sentence that starts with "From". `rest` is
/// what follows the line.
///
/// Most programs write a sender and a day as `asctime` does, some with a time zone, in other forms
/// or not at all; some write no blank line before.
fn separates(line: &[u8], rest: &[u8], after_blank: bool) -> bool {
    if !starts_with_from(line) {
        return false;
    }
    let is_dated = is_dated(line);
    let is_bare = line.trim_ascii_end() == b"From";
    is_dated && after_blank || (is_dated || is_bare || after_blank) && starts_with_headers(rest)
}

fn starts_with_from(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.trim_ascii_end() == b"From"
}

/// Returns whether `line` has a day as `From letter@harbour.example Tue May 18 08:30:00 2021` has.
fn is_dated(line: &[u8]) -> bool {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
        let month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
        let time = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [A-Z+-][A-Z0-9]*)?";
        let pattern = format!(r"^From .*\b{day} {month} [ 0-9]?[0-9] {time} [0-9]{{4}}\b");
        Regex::new(&pattern).expect("a constant pattern")
    });
    DATED.is_match(line)
}

/// Returns whether `bytes` start as a patch that git formats as a mail. A mail may quote one.
fn is_patch(bytes: &[u8]) -> bool {
    static PATCH: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"^From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001\b";
        Regex::new(pattern).expect("a constant pattern")
    });
    PATCH.is_match(bytes)
}

/// Returns whether `bytes` start with a mail's headers: lines with names up to an empty one, among
/// them one that every mail has.
fn starts_with_headers(bytes: &[u8]) -> bool {
    let mut is_of_mail = false;
    let mut rest = bytes;
    for n in 0..MAX_HEADER_LINES {
        let line = first_line(rest);
        rest = &rest[line.len()..];
        if line.trim_ascii().is_empty() {
            return is_of_mail;
        }
        let goes_on = n > 0 && line.starts_with(b" ") || n > 0 && line.starts_with(b"\t");
        let is_protected = n == 0 && line.starts_with(b">From ");
        if goes_on || is_protected {
            continue;
        }
        let Some(name) = header_name(line) else {
            return false;
        };
        is_of_mail |= OF_MAILS
            .iter()
            .any(|of_mails| name.eq_ignore_ascii_case(of_mails));
    }
    is_of_mail
}

/// Returns the name of the header on a line.
fn header_name(line: &[u8]) -> Option<&[u8]> {
    let end = line
        .iter()
        .position(|&byte| byte == b':')?;
    let name = line[..end].trim_ascii_end();
    let is_name = !name.is_empty()
        && name
            .iter()
            .all(u8::is_ascii_graphic);
    is_name.then_some(name)
}

/// Returns `line` without one of the `>` before `From `, which mailboxes add to such a line.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line
        .iter()
        .take_while(|&&byte| byte == b'>')
        .count();
    if marks > 0 && line[marks..].starts_with(b"From ") {
        &line[1..]
    } else {
        line
    }
}
