//! Mailboxes (.mbox): a sequence of mails, each after a line that starts with `From `.

use std::collections::HashMap;
use std::sync::LazyLock;

use mail_parser::MessageParser;
use regex::bytes::Regex;

use super::read::{ContainerEntry, Refusal, Sink};
use crate::layout::page::{Metadata, file_name};

/// Maximum number of mails in a mailbox.
const MAX_MAILS: usize = 100_000;

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    let bytes = bytes.trim_ascii_start();
    if bytes.is_empty() {
        return Ok(());
    }
    if !bytes.starts_with(b"From ") {
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
    let mut after_blank = true;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match mails.last_mut() {
            Some(mail) if !(after_blank && is_separator(line)) => {
                mail.extend_from_slice(unquoted(line));
            }
            // The first line separates in any case.
            _ => mails.push(Vec::new()),
        }
        after_blank = line.trim_ascii().is_empty();
    }
    mails
}

/// Returns whether `line` starts a mail, as `From letter@harbour.example Tue May 18 08:30:00 2021`
/// does, and is not a sentence that starts with "From". The day is written as by `asctime`, by some
/// programs with a time zone.
fn is_separator(line: &[u8]) -> bool {
    static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
        let month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
        let time = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [A-Z+-][A-Z0-9]*)?";
        let pattern = format!(r"^From .*\b{day} {month} [ 0-9]?[0-9] {time} [0-9]{{4}}\b");
        Regex::new(&pattern).expect("a constant pattern")
    });
    line.starts_with(b"From ") && SEPARATOR.is_match(line)
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
