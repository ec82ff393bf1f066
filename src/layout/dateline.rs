//! Datelines: short lines near the top that are a date and little else, such as a place, a source,
//! an author, a time of day or how long the text takes to read.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::block::Paragraph;
use super::date;
use super::item::starts_item;
use crate::analysis::token::is_han;

/// Number of paragraphs below the title among which the dateline is.
pub(super) const NEAR: usize = 4;
/// Maximum length of a dateline, in bytes.
const MAX_LINE: usize = 150;
/// Maximum number of words in a name.
const MAX_WORDS: usize = 5;
/// Maximum number of Han characters in a name.
const MAX_HAN: usize = 10;
/// Maximum number of names beside the date.
const MAX_NAMES: usize = 3;
/// Maximum number of words, and of Han characters, in a name that is a place rather than a title.
const PLACE: (usize, usize) = (2, 5);

/// Marks between the date and a name.
const SEPARATORS: [char; 17] = [
    '|', '｜', '·', '•', '・', ',', '，', '/', '／', '(', ')', '（', '）', '–', '—', '\t',
    '\u{3000}',
];
/// Marks that are in a sentence, or after a key that says something of the date.
const MARKS_OF_PROSE: [char; 14] = [
    ';', '；', '!', '！', '?', '？', '。', '“', '”', '"', '：', ':', '《', '#',
];
/// Small words in names.
const SMALL_WORDS: [&str; 12] = [
    "of", "the", "and", "for", "de", "du", "la", "von", "van", "&", "at", "in",
];
/// Han characters that no name of a place, a person or a source has.
const HAN_OF_PROSE: [char; 10] = ['的', '了', '在', '将', '是', '和', '召', '至', '从', '为'];

/// Parts of a dateline that are no names.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"published|posted|updated|issued|dated?|last|on|written|released|edited|online";
    let week = r"(?:for\s+)?(?:the\s+)?week\s+(?:of|ending|beginning|starting)";
    let time = r"(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?";
    let zone = r"(?:UTC|GMT|[A-Z]{1,3}[SD]T|CET)(?:\s*[+-]\d{1,2})?|beijing\s+time";
    let reading = r"(?:reading\s+time\s*:?\s*)?\d{1,3}[\s-]*min(?:ute)?s?\.?(?:\s+read(?:ing)?)?";
    let counts = r"\d[\d,]*\s+(?:comments?|views?|likes?|shares?|words)";
    let english_key = r"(?:source|author|editor|by|from|via|place|location)s?\s*:|(?:posted\s+)?by";
    let english = format!(
        "%b(?:{words}|{week}|{time}|{zone}|{reading}|{counts})%b[:：]?|%b(?:{english_key})\\s"
    );
    let han_words = "(?:发布|發布|更新|成文|印发|发表|發表|发稿|时|時)?(?:日期|时间|時間|于|於)\
        |发布|發布|更新|星期[一二三四五六日天]|[周週][一二三四五六日]|北京时间|[上下]午";
    let han_time = r"\d{1,2}\s*[时時点點](?:\s*\d{1,2}\s*分)?";
    let han_reading = r"约?\s*\d+\s*分[钟鐘](?:阅读|閱讀|读完)?|(?:全文)?约?\s*\d+\s*字";
    let han_count = "(?:浏览|瀏覽|阅读|閱讀|点击|點擊|访问|评论)(?:次数|次數|量|数)?\
        \\s*[：:]?\\s*\\d+次?|字[号體体]\\s*[：:]?\\s*(?:\\[?\\s*[大中小]\\s*\\]?\\s*)*";
    let han_key = "(?:文章|信息|稿件|内容)?(?:来源|來源|稿源|作者|记者|記者|编辑|編輯|责编|責編\
        |责任编辑|責任編輯|地点|地點)\\s*[：:]";
    date::regex(&format!(
        "(?i){english}|(?:{han_words})\\s*[：:]?|{han_time}|{han_reading}|{han_count}|{han_key}"
    ))
});

/// A key of a day or time, with what is before it: `会议时间：`, `Hearing date:`.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    date::regex(r"(?i)(\p{Han}*)(?:日期|时间|時間)\s*[：:]|([a-z]*)\s+(?:date|time|day)\s*[：:]")
});
/// The words before a key that tells when a text was published or written.
const OF_TEXT: [&str; 16] = [
    "",
    "发布",
    "發布",
    "更新",
    "成文",
    "印发",
    "发表",
    "發表",
    "发稿",
    "release",
    "publication",
    "published",
    "posted",
    "issue",
    "updated",
    "reading",
];

/// Returns whether `line` has a key that tells the day of something else than the text.
fn has_other_key(line: &str) -> bool {
    let mut keys = KEY.captures_iter(line);
    keys.any(|key| {
        let before = key.get(1).or_else(|| key.get(2));
        let before = before.map_or("", |before| before.as_str());
        !OF_TEXT.contains(&before.to_lowercase().as_str())
    })
}

/// A date, and the names beside it.
struct Dateline {
    date: Date,
    names: Vec<String>,
}

/// Returns the date of a dateline. A date that gives no year is in `year`.
pub(super) fn date(line: &str, year: Option<i16>) -> Option<Date> {
    read(line, year).map(|dateline| dateline.date)
}

/// Returns whether `line` is a dateline.
pub(super) fn is_dateline(line: &str) -> bool {
    read(line, None).is_some()
}

/// Returns whether `line` is a dateline and no title: a name in it can only be a place or the like.
pub(super) fn is_no_title(line: &str) -> bool {
    let is_place = |name: &String| {
        let (words, han) = PLACE;
        let name_words = name.split_whitespace();
        name_words.count() <= words && name.matches(is_han).count() <= han
    };
    read(line, None).is_some_and(|dateline| dateline.names.iter().all(is_place))
}

/// Returns the first dateline among a few paragraphs from `top` on. If others among all paragraphs
/// are dates without a name, too, a date without a name is a heading: `Week of March 5, 2021`.
pub(super) fn below(top: usize, paragraphs: &[Paragraph<'_>]) -> Option<usize> {
    let mut lines = paragraphs
        .iter()
        .map(|paragraph| &*paragraph.text)
        .enumerate()
        .skip(top);
    let mut near = lines.by_ref().take(NEAR);
    let (at, dateline) = near.find_map(|(at, line)| Some((at, read(line, None)?)))?;
    let is_bare = |(_, line): (usize, &str)| {
        read(line, None).is_some_and(|dateline| dateline.names.is_empty())
    };
    let is_heading = dateline.names.is_empty() && lines.any(is_bare);
    (!is_heading).then_some(at)
}

fn read(line: &str, year: Option<i16>) -> Option<Dateline> {
    if line.len() > MAX_LINE || line.ends_with('.') || starts_item(line) {
        return None;
    }
    let line = date::half_width(line);
    if !line.contains(char::is_numeric) && !line.contains('年') {
        return None;
    }
    if has_other_key(&line) {
        return None;
    }
    let found = date::find_place(&line, year)?;
    let before = without_beside(&line[..found.span.start]);
    let after = without_beside(&line[found.span.end..]);
    if !is_apart(before.chars().rev()) || !is_apart(after.chars()) {
        return None;
    }
    let names = [before, after];
    let names = names
        .iter()
        .flat_map(|part| part.split(is_between_names))
        .map(|name| name.trim_matches(|c: char| c.is_whitespace() || c == '-'))
        .filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(str::to_owned).collect();
    let are_names = names.len() <= MAX_NAMES
        && names
            .iter()
            .all(|name| is_name(name));
    are_names.then_some(Dateline {
        date: found.date,
        names,
    })
}

/// Returns a part of a line with a separator for each thing that is no name.
fn without_beside(part: &str) -> String {
    BESIDE
        .replace_all(part, "|")
        .into_owned()
}

fn is_between_names(c: char) -> bool {
    SEPARATORS.contains(&c)
}

/// Returns whether the characters next to a date, from it on, are none, or separate it from a name.
/// A blank separates it from a Chinese name only.
fn is_apart(beside: impl Iterator<Item = char>) -> bool {
    let mut beside = beside.peekable();
    let mut blanks = 0;
    while beside
        .next_if(|c| matches!(c, ' ' | '\u{a0}'))
        .is_some()
    {
        blanks += 1;
    }
    match beside.next() {
        None => true,
        Some(c) if is_han(c) => blanks > 0,
        Some('-') => blanks > 0,
        Some(c) => SEPARATORS.contains(&c) || blanks > 1,
    }
}

/// Returns whether `name` can be the name of a place, a person or a source.
fn is_name(name: &str) -> bool {
    if name.contains(MARKS_OF_PROSE) || name.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if name.contains(is_han) {
        return name.matches(is_han).count() <= MAX_HAN && !name.contains(HAN_OF_PROSE);
    }
    let words = name.split_whitespace();
    let is_part = |word: &str| !word.starts_with(char::is_lowercase) || SMALL_WORDS.contains(&word);
    words.clone().count() <= MAX_WORDS
        && name.starts_with(|c: char| !c.is_lowercase())
        && words.into_iter().all(is_part)
}
