//! Plain text to paragraphs: which line ends are ends of paragraphs.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::blank::{is_blank, trimmed};
use super::boilerplate::is_boilerplate;
use super::numbering;
use crate::analysis::token::is_han;

/// Widest line, in columns, that can come of hard wrapping.
const MAX_WRAP: usize = 100;
/// Longest heading that is looked for over several lines, in lines, and its widest line.
const MAX_HEADLINE: (usize, usize) = (3, 80);

/// A paragraph of plain text.
#[derive(Debug, Clone)]
pub(super) struct Paragraph<'a> {
    pub span: Range<usize>,
    /// On one line: a wrap is a blank, or nothing between Han characters.
    pub text: Cow<'a, str>,
    /// A blank line, or the text's border, stands before it.
    pub gap_before: bool,
}

/// A line without the blanks at its ends.
struct Line<'a> {
    span: Range<usize>,
    text: &'a str,
    /// Columns; those of a line that is too wide for wrapping are not counted to the end.
    width: usize,
}

/// The paragraphs of `text` from byte `start` on. A line is a paragraph, unless it was
/// hard-wrapped.
pub(super) fn paragraphs(text: &str, start: usize) -> Vec<Paragraph<'_>> {
    let blocks = blocks(text, start);
    let column = wrap_column(&blocks);
    let mut out = Vec::new();
    for block in &blocks {
        let mut gap_before = true;
        for lines in unwrapped(block, column) {
            out.push(Paragraph {
                span: lines[0].span.start..lines[lines.len() - 1].span.end,
                text: joined(lines),
                gap_before,
            });
            gap_before = false;
        }
    }
    out
}

/// The lines between blank ones.
fn blocks(text: &str, start: usize) -> Vec<Vec<Line<'_>>> {
    let mut out = vec![Vec::new()];
    let mut at = start;
    for line in text[start..].split_inclusive(['\n', '\r']) {
        match trimmed(text, at..at + line.len()) {
            Some(span) => out
                .last_mut()
                .into_iter()
                .for_each(|block| block.push(Line::new(text, span.clone()))),
            None if line == "\n" && text[..at].ends_with('\r') => {}
            None if out.last().is_some_and(Vec::is_empty) => {}
            None => out.push(Vec::new()),
        }
        at += line.len();
    }
    out
}

impl<'a> Line<'a> {
    fn new(text: &'a str, span: Range<usize>) -> Self {
        let text = &text[span.clone()];
        // No character that shows takes more than four bytes a column.
        let width = if text.len() > MAX_WRAP * 8 {
            MAX_WRAP + 1
        } else {
            text.width()
        };
        Self { span, text, width }
    }

    fn is_wide(&self, column: usize) -> bool {
        self.width * 10 >= column * 7
    }

    /// The first word of `next` would not have fitted.
    fn is_full(&self, next: &Self, column: usize) -> bool {
        self.width + first_word_width(next.text) > column
    }

    fn ends_inside_sentence(&self) -> bool {
        !self
            .text
            .ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'])
    }

    /// A hyphen parts its last word, or joins it to the next.
    fn ends_inside_word(&self, next: &Self) -> bool {
        let bare = self.text.strip_suffix(['-', '\u{2010}', '\u{ad}']);
        bare.is_some_and(|l| l.ends_with(char::is_alphabetic))
            && next.text.starts_with(char::is_alphabetic)
    }

    /// Its sentence goes on in `next`.
    fn goes_on(&self, next: &Self) -> bool {
        let open = |c| matches!(c, '“' | '‘' | '"' | '\'' | '(' | '（' | '《' | '「' | '[');
        self.ends_inside_sentence()
            && next
                .text
                .trim_start_matches(open)
                .starts_with(|c: char| c.is_lowercase() || is_han(c))
    }
}

/// The column at which a whole text was wrapped: where sentences go on over line ends again and
/// again, and few lines are too wide for it.
fn wrap_column(blocks: &[Vec<Line<'_>>]) -> Option<usize> {
    let (mut all, mut too_wide, mut wraps, mut column) = (0, 0, 0, 0);
    for block in blocks {
        let width = block
            .iter()
            .map(|l| l.width)
            .filter(|&w| w <= MAX_WRAP)
            .max()
            .unwrap_or(0);
        all += block.len();
        too_wide += block.iter().filter(|l| l.width > MAX_WRAP).count();
        let wrapped = |l: &[Line<'_>]| {
            width >= 30 && l[0].width <= width && l[0].is_wide(width) && l[0].goes_on(&l[1])
        };
        for lines in block.windows(2).filter(|l| wrapped(l)) {
            wraps += 1;
            column = column.max(lines[0].width);
        }
    }
    (wraps >= 3 && too_wide * 4 <= all).then_some(column)
}

/// The lines of a block by paragraph. `column` is where the whole text was wrapped, if it was.
fn unwrapped<'b, 'a>(block: &'b [Line<'a>], column: Option<usize>) -> Vec<&'b [Line<'a>]> {
    let widest = block.iter().map(|l| l.width).max().unwrap_or(0);
    let joins = |line: &Line<'_>, next: &Line<'_>| joins(line, next, column.unwrap_or(widest));
    let by_itself = || {
        block.windows(2).all(|l| self::joins(&l[0], &l[1], widest))
            && block.windows(2).any(|l| l[0].ends_inside_sentence())
    };
    if block.len() > 1 && (is_headline(block) || by_itself()) {
        return vec![block];
    }
    let mut out = Vec::new();
    for lines in block.chunk_by(joins) {
        let goes_on = |l: &[Line<'_>]| {
            l[0].goes_on(&l[1]) || l[0].ends_inside_word(&l[1]) || l[0].text.starts_with('>')
        };
        if column.is_some() || lines.windows(2).any(goes_on) {
            out.push(lines);
        } else {
            out.extend(lines.chunks(1));
        }
    }
    out
}

/// A line that was wrapped at `column` goes on in the next one: that one's first word had no room,
/// or it begins inside the sentence. A word that a hyphen parts goes on in any case.
fn joins(line: &Line<'_>, next: &Line<'_>, column: usize) -> bool {
    if line.text.starts_with('>') && next.text.starts_with('>') {
        return next.text.len() > 1 && line.text.len() > 1;
    }
    let wrapped = (30..=MAX_WRAP).contains(&column)
        && line.width <= MAX_WRAP
        && line.is_wide(column)
        && (line.is_full(next, column) || line.goes_on(next));
    (wrapped || line.ends_inside_word(next)) && !starts_anew(line.text, next.text)
}

/// `next` begins something of its own, whatever the width of `line`.
fn starts_anew(line: &str, next: &str) -> bool {
    let number = |text| numbering::parse(text).map(|n| (n.style, n.value));
    let aside = next.starts_with(['(', '（']) && next.ends_with([')', '）']);
    starts_item(next)
        || next.starts_with('>')
        || aside && !line.ends_with([',', '，'])
        || stands_alone(line)
        || stands_alone(next)
        || number(next).is_some_and(|(style, value)| {
            value == 1 || number(line).is_some_and(|(s, v)| s == style && v + 1 == value)
        })
}

/// Furniture that no sentence ends with.
fn stands_alone(line: &str) -> bool {
    is_boilerplate(line) && !line.contains("://") && !line.ends_with(['.', '。'])
}

/// A block that is one heading over two or three lines: no line ends a sentence, and each goes on
/// in the next.
fn is_headline(block: &[Line<'_>]) -> bool {
    let closed = |line: &Line<'_>| {
        line.text
            .ends_with(['.', ',', ';', ':', '!', '。', '，', '；', '：', '！', '、'])
    };
    (2..=MAX_HEADLINE.0).contains(&block.len())
        && block
            .iter()
            .all(|l| l.width <= MAX_HEADLINE.1 && !starts_item(l.text))
        && block.last().is_some_and(|l| !closed(l))
        && block
            .windows(2)
            .all(|l| heading_goes_on(l[0].text, l[1].text) && l[0].ends_inside_sentence())
}

fn heading_goes_on(line: &str, next: &str) -> bool {
    const CONNECTIVES: [&str; 24] = [
        "and", "or", "of", "the", "a", "an", "for", "in", "on", "to", "with", "from", "by", "at",
        "into", "under", "as", "its", "their", "between", "&", "–", "—", "-",
    ];
    let last = line.rsplit(is_blank).next().unwrap_or("").to_lowercase();
    let capital =
        |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let byline = next.split(is_blank).next() == Some("by");
    let lower =
        next.starts_with(char::is_lowercase) && line.starts_with(|c: char| !c.is_lowercase());
    numbering::parse(next).is_none()
        && !byline
        && (CONNECTIVES.contains(&last.as_str())
            || last.ends_with(['的', '和', '与', '及', '、', '與'])
            || lower && line.contains(' ')
            || capital(line) && capital(next) && line.contains(' '))
}

/// Columns that joining a line to the one before would take: its first word and the blank before
/// it.
fn first_word_width(line: &str) -> usize {
    match line.chars().next() {
        // A Chinese line may break before any character; a closing mark pulls one more along.
        Some(c) if is_han(c) => 3,
        _ => line.split(is_blank).next().unwrap_or("").width() + 1,
    }
}

/// The text of a paragraph's lines on one line.
fn joined<'a>(lines: &[Line<'a>]) -> Cow<'a, str> {
    if let [line] = lines {
        return Cow::Borrowed(line.text);
    }
    let mut out = String::new();
    for line in lines {
        let han = out.ends_with(is_han) && line.text.starts_with(is_han);
        out.push_str(if out.is_empty() || han { "" } else { " " });
        out.push_str(line.text);
    }
    Cow::Owned(out)
}

/// Begins with the mark of a list item.
pub(super) fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let next = chars.next();
    let spaced = next.is_some_and(is_blank);
    match first {
        '•'
        | '●'
        | '▪'
        | '◦'
        | '‣'
        | '○'
        | '■'
        | '◆'
        | '◇'
        | '□'
        | '➢'
        | '➤'
        | '⁃'
        | '∙'
        | '⦁'
        | '◾'
        | '◼'
        | '►'
        | '▶'
        | '▸'
        | '▹'
        | '✓'
        | '✔'
        | '☐'
        | '☑'
        | '★'
        | '☆'
        | '※'
        | '①'..='⑳'
        | '\u{f000}'..='\u{f0ff}' => true,
        '·' => spaced || next.is_some_and(is_han),
        '-' | '*' | '+' | '–' | '—' | '→' | '»' => spaced,
        // Word's hollow bullet, pasted.
        'o' => next == Some('\t'),
        _ => false,
    }
}
