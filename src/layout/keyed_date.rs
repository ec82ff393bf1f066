//! Dates after a key of a masthead, and below the name in a signature.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::date;
use crate::analysis::token::is_han;

/// Maximum length of a signature, in bytes.
const MAX_SIGNATURE: usize = 150;
/// Maximum length of the text after a key in which its date is, in bytes.
const MAX_VALUE: usize = 40;

/// Keys of the day of publication, and of the day on which a text was written or decided; the
/// first counts before the second.
static KEYS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let published = "(?:发布|發布|公布|刊发|公开|生成|发文)(?:日期|时间|時間)";
    let published_en = "date of (?:publication|issue)|publication date|published(?: on)?";
    let written = "(?:成文|印发|印發|签发|制发|编制)?(?:日期|时间|時間)";
    let written_en = "date|issued(?: on)?|posted(?: on)?";
    let key = |han: &str, english: &str| {
        date::regex(&format!(
            r"(?i)(?:{han}|%b(?:{english}))\s*[|:：][\s|:：]*"
        ))
    };
    [key(published, published_en), key(written, written_en)]
});

/// Returns the date that one of these lines gives after a key: `发布日期：| 2021年2月22日`.
pub(super) fn best(lines: &[&str]) -> Option<Date> {
    KEYS.iter().find_map(|key| {
        lines
            .iter()
            .find_map(|line| after(key, line))
    })
}

/// Returns the date that follows `key` in `line`, with nothing between.
fn after(key: &Regex, line: &str) -> Option<Date> {
    let mut found = key.find_iter(line);
    found.find_map(|found| {
        if !is_whole_key(&line[..found.start()], found.as_str()) {
            return None;
        }
        let rest = &line[found.end()..];
        let end = rest.floor_char_boundary(MAX_VALUE.min(rest.len()));
        let value = rest[..end]
            .split('|')
            .next()
            .unwrap_or_default();
        let starts = value.starts_with(|c: char| c.is_alphanumeric() || c == '○');
        date::find(value).filter(|_| starts)
    })
}

/// Returns whether `key` after `before` is not the end of another key: `会议日期`, `Hearing date`.
fn is_whole_key(before: &str, key: &str) -> bool {
    if key.starts_with(is_han) {
        return !before.ends_with(is_han);
    }
    let before = before.trim_end();
    !before.ends_with(char::is_alphanumeric)
}

/// Returns the date of a signature: all of `text`, its last line, or what follows a Chinese name.
pub(super) fn of_signature(text: &str) -> Option<Date> {
    if date::is_only_a_date(text) {
        return date::find(text);
    }
    if text.len() > MAX_SIGNATURE {
        return None;
    }
    let text = text.trim_end();
    let after_blank = || {
        let parts = text
            .split_once(' ')
            .or_else(|| text.split_once('\u{3000}'));
        parts.filter(|(name, _)| name.contains(is_han))
    };
    let (name, last) = text
        .rsplit_once('\n')
        .or_else(after_blank)?;
    let is_name = is_name(name);
    (is_name && date::is_only_a_date(last))
        .then(|| date::find(last))
        .flatten()
}

/// Returns whether `text` can be the names of those who sign: no sentence.
fn is_name(text: &str) -> bool {
    let ends_sentence = |c: char| "。！？；：，.!?;:".contains(c);
    let is_one_line = !text.contains('\n');
    !text.contains(ends_sentence) && (is_one_line || text.contains(is_han))
}
