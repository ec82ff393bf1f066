//! Text in quotation marks.

/// Maximum slack of a phrase, in positions; a larger number means this one.
const MAX_SLOP: u32 = 100;

/// Quotation marks that count as the ASCII mark.
const MARKS: &str = "“”„‟「」『』«»";
/// Full-width forms of ASCII characters.
const FULL_WIDTH: std::ops::RangeInclusive<char> = '！'..='～';
/// Distance from a full-width form to its ASCII character.
const FULL_WIDTH_OFFSET: u32 = 0xfee0;

/// Text in quotation marks, read after the opening mark.
pub(super) struct Quoted<'a> {
    /// The text between the marks.
    pub text: &'a str,
    /// The slack: the number after `~`, 0 if there is none.
    pub slop: u32,
    /// Number of bytes of the text, the closing mark and the slack together.
    pub length: usize,
}

impl<'a> Quoted<'a> {
    /// Reads quoted text; `rest` follows the mark `open`. Returns `None` if no mark closes it.
    pub(super) fn read(open: char, rest: &'a str) -> Option<Self> {
        let end = closing_mark(open, rest)?;
        let (text, closed) = rest.split_at(end);
        let mark_length = closed
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        let after = &closed[mark_length..];
        let (slop, slop_length) = slop(after);
        Some(Self {
            text,
            slop,
            length: end + mark_length + slop_length,
        })
    }
}

/// Returns the ASCII character that the grammar takes `c` for.
pub(super) fn to_ascii(c: char) -> char {
    match c {
        _ if MARKS.contains(c) => '"',
        _ if FULL_WIDTH.contains(&c) => {
            char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c)
        }
        _ => c,
    }
}

/// Returns `text` with each character that the grammar takes for an ASCII one replaced by it.
pub(super) fn in_ascii(text: &str) -> String {
    text.chars().map(to_ascii).collect()
}

pub(super) fn is_mark(c: char) -> bool {
    to_ascii(c) == '"'
}

/// Finds the mark that closes the text: the partner of `open`, or else any quotation mark.
fn closing_mark(open: char, rest: &str) -> Option<usize> {
    let partner = partner(open);
    let Some(end) = rest.find(partner) else {
        return rest.find(is_mark);
    };
    // If the same kind of mark opens again before the partner, the partner closes that one: some
    // other mark before it has closed this text.
    if open != partner
        && let Some(reopened) = rest[..end].find(open)
        && let Some(other) = rest[..reopened].find(is_mark)
    {
        return Some(other);
    }
    Some(end)
}

fn partner(open: char) -> char {
    match open {
        '“' | '„' => '”',
        '「' => '」',
        '『' => '』',
        '«' => '»',
        same => same,
    }
}

/// Parses the slack after a closing mark: its value, and its length in bytes. Spaces may be before
/// the `~`.
fn slop(after: &str) -> (u32, usize) {
    let mark = after.trim_start_matches(' ');
    let Some(number) = mark.strip_prefix(['~', '～']) else {
        return (0, 0);
    };
    let rest = number.trim_start_matches(|c| to_ascii(c).is_ascii_digit());
    let digits = in_ascii(&number[..number.len() - rest.len()]);
    if digits.is_empty() {
        return (0, 0);
    }
    // Only a number too large to parse is no number.
    let slop = digits.parse().unwrap_or(MAX_SLOP);
    (
        slop.min(MAX_SLOP),
        after.len() - rest.len(),
    )
}
