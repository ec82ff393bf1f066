//! The headers of a mail that was saved as plain text: lines such as `Received: …`, `Date: …` and
//! `Subject: …` at the top, before the first blank line.

use jiff::civil::Date;

use super::block::Paragraph;
use super::date;

/// Maximum length of a key, in bytes.
const MAX_KEY: usize = 40;
/// Number of known keys, the subject's among them, that show that lines are headers.
const KNOWN_KEYS: usize = 2;

const SUBJECT: [&str; 3] = ["subject", "主题", "主題"];
const DATE: [&str; 6] = ["date", "sent", "日期", "发送时间", "時間", "寄件日期"];
const OTHERS: [&str; 18] = [
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "content-type",
    "list-id",
    "发件人",
    "收件人",
    "抄送",
    "寄件者",
    "收件者",
    "副本",
];

/// Returns the number of `lines`, which have no blank line between them, if they are headers, and
/// otherwise 0.
pub(super) fn count<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let mut count = 0;
    let mut known = 0;
    let mut has_subject = false;
    for line in lines {
        let key = key(line).unwrap_or_default();
        let is_known = is_known(&key);
        // Programs write `From ` and the sender before the mails of a mailbox.
        if count == 0 && !is_known && !line.starts_with("From ") {
            return 0;
        }
        count += 1;
        known += usize::from(is_known);
        has_subject |= SUBJECT.contains(&key.as_str());
    }
    if has_subject && known >= KNOWN_KEYS {
        count
    } else {
        0
    }
}

/// Returns the number of paragraphs at the top that are headers.
pub(super) fn count_paragraphs(paragraphs: &[Paragraph<'_>]) -> usize {
    let is_in_first = |at: &usize| *at == 0 || !paragraphs[*at].gap_before;
    let first = (0..paragraphs.len()).take_while(is_in_first);
    count(first.map(|at| &*paragraphs[at].text))
}

/// Returns whether `line` begins a header, rather than going on the one before.
pub(super) fn is_header(line: &str) -> bool {
    key(line).is_some()
}

/// Returns the place of the subject among headers, unless it is empty.
pub(super) fn subject(headers: &[Paragraph<'_>]) -> Option<usize> {
    headers
        .iter()
        .position(|header| value(&header.text, &SUBJECT).is_some_and(|subject| !subject.is_empty()))
}

/// Returns the date of the mail whose headers are the first of `texts`, if they are headers.
pub(super) fn date<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Date> {
    let headers = texts.take_while(|text| is_header(text) || text.starts_with("From "));
    let headers: Vec<&str> = headers.collect();
    if count(headers.iter().copied()) == 0 {
        return None;
    }
    let mut dates = headers
        .iter()
        .filter_map(|header| value(header, &DATE));
    dates.find_map(date::find)
}

fn is_known(key: &str) -> bool {
    SUBJECT.contains(&key) || DATE.contains(&key) || OTHERS.contains(&key)
}

/// Returns the value of a header, if its key is one of `keys`.
fn value<'a>(header: &'a str, keys: &[&str]) -> Option<&'a str> {
    let key = key(header)?;
    let (_, value) = header.split_once([':', '：'])?;
    keys.contains(&key.as_str())
        .then(|| value.trim())
}

/// Returns the key of a header in lower case.
fn key(line: &str) -> Option<String> {
    let (key, value) = line.split_once([':', '：'])?;
    let is_key = !key.is_empty()
        && key.len() <= MAX_KEY
        && key
            .chars()
            .all(|c| c.is_alphabetic() || c == '-');
    let is_apart = value.is_empty() || line.contains('：') || value.starts_with([' ', '\t']);
    (is_key && is_apart).then(|| key.to_lowercase())
}
