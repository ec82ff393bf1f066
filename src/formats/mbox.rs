//! Mailboxes (.mbox): mails one after the other, each after a line that starts with `From `.

use std::collections::HashMap;
use std::sync::LazyLock;

use mail_parser::MessageParser;
use regex::bytes::Regex;

use super::read::{Refusal, Take};
use crate::layout::page::{Metadata, file_name};

/// Most mails in a mailbox.
const MAX_MAILS: usize = 100_000;

pub(super) fn read(bytes: &[u8], take: Take<'_>) -> Result<(), Refusal> {
    let blank = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let bytes = &bytes[blank..];
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
        let id = MessageParser::default()
            .parse_headers(&mail)
            .and_then(|m| m.message_id().map(str::to_owned));
        // A mail without an id is named by what it says.
        let id = id.unwrap_or_else(|| blake3::hash(&mail).to_hex()[..12].to_owned());
        take(
            &file_name(&id, "eml", &mut names),
            Ok((mail, Metadata::default())),
        )?;
    }
    Ok(())
}

/// `From letter@harbour.example Tue May 18 08:30:00 2021`, and no sentence that starts with "From":
/// the day stands as `asctime` writes it, with a time zone in some.
fn separates(line: &[u8]) -> bool {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9]?[0-9]";
        Regex::new(&format!(
            r"^From .*\b{day} [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?: [A-Z+-][A-Z0-9]*)? [0-9]{{4}}\b"
        ))
        .expect("a constant pattern")
    });
    line.starts_with(b"From ") && DAY.is_match(line)
}

/// The mails, without the line before each and the `>` that protects a line like it.
fn mails(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut mails: Vec<Vec<u8>> = Vec::new();
    let mut after_blank = true;
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        let quoted = line.iter().take_while(|&&b| b == b'>').count();
        let separates = after_blank && separates(line);
        match mails.last_mut() {
            Some(mail) if !separates => {
                let line = if quoted > 0 && line[quoted..].starts_with(b"From ") {
                    &line[1..]
                } else {
                    line
                };
                mail.extend_from_slice(line);
            }
            _ => mails.push(Vec::new()),
        }
        after_blank = line.iter().all(u8::is_ascii_whitespace);
    }
    mails
}
