//! What a title line says: issue, topics, date.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::date;

static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:(?-u:\b)(?:brief|issue|number|newsletter|digest|edition|bulletin|letter|memo|weekly|monitor|update)\s*[:：]?\s*(?:no\.?\s*|#\s*|№\s*|number\s*)?|(?-u:\b)no\.?\s*[:：]?\s*|#\s*|№\s*)(?P<en>[0-9]{1,6}(?:/[0-9]{1,3})?)(?-u:\b)|第\s*(?P<zh>[0-9一二三四五六七八九十百]{1,6})\s*[期号號辑輯]|期[号號数數]\s*[:：]\s*(?P<key>[0-9]{1,6})",
    )
    .expect("a constant pattern")
});

/// What may stand beside an issue's number on a line that says nothing else.
static BESIDE_ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)vol(?:ume|\.)?\s*[0-9ivxlc]{1,6}(?-u:\b)|(?-u:\b)issue(?-u:\b)|总第\s*[0-9]{1,6}\s*期|總第\s*[0-9]{1,6}\s*期")
        .expect("a constant pattern")
});

static KEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:title|subject|标题|標題|题目|題目)\s*[:：]\s*")
        .expect("a constant pattern")
});

/// The issue's number or label, where the line gives one.
pub(super) fn issue(line: &str) -> Option<String> {
    found(line).map(|(_, label)| label)
}

/// `line` gives an issue's number and nothing but a date with it.
pub(super) fn is_only_issue(line: &str) -> bool {
    let Some((place, _)) = found(line) else {
        return false;
    };
    let rest = [&line[..place.start], " ", &line[place.end..]].concat();
    let rest = BESIDE_ISSUE.replace_all(&rest, "");
    !rest.chars().any(char::is_alphanumeric) || date::is_only_a_date(&rest)
}

/// A title's line without the key that some texts put before it: `Title: …`.
pub(super) fn without_key(line: &str) -> &str {
    KEY.find(line).map_or(line, |key| &line[key.end()..])
}

fn found(line: &str) -> Option<(std::ops::Range<usize>, String)> {
    if !line.contains(|c: char| c.is_ascii_digit() || c == '第') {
        return None;
    }
    ISSUE.captures_iter(line).find_map(|found| {
        let whole = found.get(0)?;
        Some((whole.range(), label(line, &found)?))
    })
}

/// The label, unless it is a date, a year, or the number of a document.
fn label(line: &str, found: &Captures<'_>) -> Option<String> {
    let whole = found.get(0)?;
    let label = found
        .name("en")
        .or_else(|| found.name("zh"))
        .or_else(|| found.name("key"))?
        .as_str();
    let is_year = label.len() == 4 && (label.starts_with("19") || label.starts_with("20"));
    let (before, after) = (&line[..whole.start()], &line[whole.end()..]);
    let is_date =
        after.starts_with(['.', '/', '-']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    let of_document = match found.name("en") {
        Some(_) => names_a_document(before) && whole.as_str().to_lowercase().starts_with("no"),
        None => after
            .trim_start()
            .starts_with(['令', '文', '公', '决', '法', '议']),
    };
    if is_date || of_document || is_year && !whole.as_str().contains(['#', '№', '第']) {
        return None;
    }
    let bare = label.trim_start_matches('0');
    Some(if bare.is_empty() { label } else { bare }.to_owned())
}

/// What has a number of its own: `Document No. 9`.
fn names_a_document(before: &str) -> bool {
    const KINDS: [&str; 14] = [
        "document",
        "doc",
        "doc.",
        "order",
        "decree",
        "circular",
        "opinion",
        "notice",
        "announcement",
        "resolution",
        "directive",
        "law",
        "rule",
        "case",
    ];
    let word = before
        .trim_end()
        .rsplit(' ')
        .next()
        .unwrap_or("")
        .to_lowercase();
    KINDS.contains(&word.as_str())
}

/// The topics that a title lists, in order. After an issue's number and a colon or dash all that
/// follows is topics; so are three parts and more that dashes or bars part; any other title is
/// taken for a list of topics only where it has as many parts as the brief has numbered sections.
pub(super) fn topics(line: &str, numbered_sections: usize) -> Vec<String> {
    if let Some(list) = after_label(line) {
        let parts = dashed(list);
        return if parts.len() > 1 {
            parts
        } else {
            with_last_pair(split(list), numbered_sections)
        };
    }
    let dashed = dashed(line);
    if dashed.len() >= 3 {
        return dashed;
    }
    let parts = with_last_pair(split(line), numbered_sections);
    if parts.len() >= 2 && parts.len() == numbered_sections {
        parts
    } else {
        Vec::new()
    }
}

/// Splits the last part, `Rice and the Party`, if then there are as many as sections.
fn with_last_pair(mut parts: Vec<String>, numbered_sections: usize) -> Vec<String> {
    let pair = parts.last().and_then(|last| {
        [" and ", " & ", "和", "与"]
            .iter()
            .find_map(|and| last.split_once(and))
    });
    if let (true, Some((a, b))) = (parts.len() + 1 == numbered_sections, pair) {
        let (a, b) = (clean(a), clean(b));
        parts.pop();
        parts.extend([a, b]);
    }
    parts
}

/// What follows the issue's number: `Brief #42: …`, `Digest 12 – …`.
fn after_label(line: &str) -> Option<&str> {
    let by_colon = line.split_once([':', '：']).filter(|(label, _)| {
        issue(label).is_some()
            || matches!(
                label.trim().to_lowercase().as_str(),
                "brief" | "简报" | "簡報"
            )
    });
    by_colon.map(|(_, list)| list).or_else(|| {
        let rest = line[found(line)?.0.end..].trim_start();
        rest.strip_prefix(['–', '—', '|'])
            .or_else(|| rest.strip_prefix("- "))
    })
}

/// Splits at dashes, bars and slashes that blanks surround.
fn dashed(line: &str) -> Vec<String> {
    static DASH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+(?:[-–—|·•]|//?)\s+").expect("a constant pattern"));
    DASH.split(line)
        .map(clean)
        .filter(|p| !p.is_empty())
        .collect()
}

/// Splits at commas and semicolons outside quotation marks and brackets.
fn split(list: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    let mut before = ' ';
    let chars: Vec<char> = list.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let next = chars.get(i + 1).copied().unwrap_or(' ');
        match c {
            '“' | '(' | '（' | '「' | '《' => depth += 1,
            '”' | ')' | '）' | '」' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let between_digits = before.is_ascii_digit() && next.is_ascii_digit();
        if depth == 0 && matches!(c, ',' | '，' | ';' | '；' | '、' | '|') && !between_digits {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = c;
    }
    parts
        .iter()
        .map(|p| clean(p))
        .filter(|p| !p.is_empty())
        .collect()
}

fn clean(part: &str) -> String {
    let part = part.trim();
    let part = part
        .strip_prefix("and ")
        .or_else(|| part.strip_prefix("& "))
        .unwrap_or(part);
    let quotes: &[_] = &['\'', '"', '‘', '’', '“', '”', '「', '」'];
    let bare = part.trim().trim_start_matches(quotes);
    // A closing mark goes only with an opening one: in "workers'" it is an apostrophe.
    if bare.len() < part.trim().len() {
        bare.trim_end_matches(quotes).to_owned()
    } else {
        bare.to_owned()
    }
}
