//! What a title line says: issue, topics, date.

use std::sync::LazyLock;

use regex::Regex;

static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\b(?:brief|issue|number|newsletter|digest|edition|bulletin|memo|weekly|monitor|update)\s*(?:no\.?\s*|#\s*|№\s*|number\s*)?|\bno\.\s*|#\s*|№\s*)(?P<en>[0-9]{1,6})\b|第\s*(?P<zh>[0-9一二三四五六七八九十百]{1,6})\s*[期号號辑輯]",
    )
    .expect("a constant pattern")
});

/// The issue's number or label, where the line gives one.
pub(super) fn issue(line: &str) -> Option<String> {
    let found = ISSUE.captures(line)?;
    let label = found.name("en").or_else(|| found.name("zh"))?.as_str();
    let is_year = label.len() == 4 && (label.starts_with("19") || label.starts_with("20"));
    let after = &line[found.get(0)?.end()..];
    let is_date = after.starts_with(['.', '/', '-']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_date || is_year && !found[0].contains(['#', '№', '第']) {
        return None;
    }
    let bare = label.trim_start_matches('0');
    Some(if bare.is_empty() { label } else { bare }.to_owned())
}

/// The topics that a title lists, in order. After an issue's number and a colon all that follows is topics; a
/// plain title is taken for a list of topics only where it has as many parts as the brief has numbered sections.
pub(super) fn topics(line: &str, numbered_sections: usize) -> Vec<String> {
    let after_label = line.split_once([':', '：']).filter(|(label, _)| {
        issue(label).is_some() || matches!(label.trim().to_lowercase().as_str(), "brief" | "简报" | "簡報")
    });
    if let Some((_, list)) = after_label {
        split(list)
    } else {
        let parts = split(line);
        if parts.len() >= 2 && parts.len() == numbered_sections { parts } else { Vec::new() }
    }
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
    parts.iter().map(|p| clean(p)).filter(|p| !p.is_empty()).collect()
}

fn clean(part: &str) -> String {
    let part = part.trim();
    let part = part.strip_prefix("and ").or_else(|| part.strip_prefix("& ")).unwrap_or(part);
    let quotes: &[_] = &['\'', '"', '‘', '’', '“', '”', '「', '」'];
    let bare = part.trim().trim_start_matches(quotes);
    // A closing mark goes only with an opening one: in "workers'" it is an apostrophe.
    if bare.len() < part.trim().len() { bare.trim_end_matches(quotes).to_owned() } else { bare.to_owned() }
}
