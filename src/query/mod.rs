//! Query text to [`Query`]: a small lenient grammar.
//!
//! ```text
//! any   = all ("OR" all)*
//! all   = one+
//! one   = ("-" | "NOT")? ( "(" any ")" | phrase | field ":" value | word "*" | word )
//! phrase = '"' … '"' ("~" digits)? | '"' … "*" '"'
//! ```
//!
//! `AND` between two is what a blank is. A phrase ends at the mark that goes with the one it began
//! with, where there is one, so that a phrase may have quotation marks of another kind in it.
//!
//! Curly and full-width quotes, parentheses, colons and blanks count as the ASCII ones. What
//! doesn't fit the grammar is searched as text; only what would mean something else is an error.

use unicode_width::UnicodeWidthStr;

pub mod filter;

pub use filter::{Field, Filter};

use crate::error::{Error, Result};

/// Deepest nesting of parentheses.
const MAX_DEPTH: usize = 50;
/// Most slack of a phrase; more is taken for this.
const MAX_SLOP: u32 = 100;
/// Most phrases, prefixes, fields, operators and parentheses. Words are bounded by the length.
const MAX_PARTS: usize = 256;
/// Longest query in bytes.
const MAX_LENGTH: usize = 10_000;

/// What a user asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Unquoted words that stand side by side, as typed.
    Words(Vec<String>),
    /// A quoted phrase, as typed, and how many positions of slack it has.
    Phrase(String, u32),
    /// A word that may go on.
    Prefix(String),
    /// A property of the passage.
    Filter(Filter),
    /// None of its matches.
    Not(Box<Query>),
    /// All of them.
    All(Vec<Query>),
    /// At least one of them.
    Any(Vec<Query>),
}

/// Reads a query.
///
/// # Errors
/// Where the query is too long or too deep, or a field's value cannot be what it should be.
pub fn parse(text: &str) -> Result<Query> {
    if text.len() > MAX_LENGTH {
        let problem = format!(
            "the query is too long: {} bytes, at most {MAX_LENGTH} are read",
            text.len()
        );
        return Err(Error::Query {
            problem,
            query: String::new(),
            column: 0,
        });
    }
    let mut parser = Parser {
        text,
        tokens: tokens(text),
        at: 0,
    };
    let mut others = parser
        .tokens
        .iter()
        .filter(|(_, token)| !matches!(token, Token::Word(_)));
    if let Some(at) = others.nth(MAX_PARTS).map(|(at, _)| *at) {
        return Err(parser.error(
            at,
            format!("more than {MAX_PARTS} phrases, prefixes, fields and operators"),
        ));
    }
    parser.any(0)
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    Or,
    Minus,
    Phrase(String, u32),
    Prefix(String),
    Word(String),
    Field(Field, String),
}

struct Parser<'a> {
    text: &'a str,
    /// With the byte where each starts.
    tokens: Vec<(usize, Token)>,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn any(&mut self, depth: usize) -> Result<Query> {
        let mut parts = vec![self.all(depth)?];
        while self.peek() == Some(&Token::Or) {
            self.at += 1;
            parts.push(self.all(depth)?);
        }
        parts.retain(|part| *part != Query::All(Vec::new()));
        Ok(if parts.len() == 1 {
            parts.swap_remove(0)
        } else if parts.is_empty() {
            Query::All(parts)
        } else {
            Query::Any(parts)
        })
    }

    fn all(&mut self, depth: usize) -> Result<Query> {
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            // Outside of all parentheses one closes nothing, and is none of the query.
            if *token == Token::Or || *token == Token::Close && depth > 0 {
                break;
            }
            parts.push(self.one(depth)?);
        }
        Ok(all(parts))
    }

    fn one(&mut self, depth: usize) -> Result<Query> {
        let (start, token) = self.tokens[self.at].clone();
        self.at += 1;
        Ok(match token {
            Token::Minus => match self.peek() {
                None | Some(Token::Or | Token::Close | Token::Minus) => Query::All(Vec::new()),
                Some(_) => Query::Not(Box::new(self.one(depth)?)),
            },
            Token::Open if depth >= MAX_DEPTH => {
                return Err(self.error(
                    start,
                    format!("more than {MAX_DEPTH} parentheses inside each other"),
                ));
            }
            Token::Open => {
                let inside = self.any(depth + 1)?;
                if self.peek() == Some(&Token::Close) {
                    self.at += 1;
                }
                inside
            }
            Token::Phrase(phrase, slop) => Query::Phrase(phrase, slop),
            Token::Prefix(word) => Query::Prefix(word),
            Token::Word(word) => Query::Words(vec![word]),
            Token::Field(field, value) => Query::Filter(
                Filter::new(field, &value).map_err(|problem| self.error(start, problem))?,
            ),
            Token::Or | Token::Close => Query::All(Vec::new()),
        })
    }

    fn error(&self, at: usize, problem: String) -> Error {
        let column = self.text[..at].width();
        Error::Query {
            problem,
            query: self.text.to_owned(),
            column,
        }
    }
}

/// All of `parts`; words that stand side by side are put together.
fn all(parts: Vec<Query>) -> Query {
    let mut out: Vec<Query> = Vec::new();
    for part in parts {
        match (out.last_mut(), part) {
            (_, Query::All(inside)) if inside.is_empty() => {}
            (Some(Query::Words(before)), Query::Words(words)) => before.extend(words),
            (_, part) => out.push(part),
        }
    }
    if out.len() == 1 {
        out.swap_remove(0)
    } else {
        Query::All(out)
    }
}

fn tokens(text: &str) -> Vec<(usize, Token)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        match ascii(c) {
            c if c.is_whitespace() => at = next,
            '(' => (at, ()) = (next, out.push((at, Token::Open))),
            ')' => (at, ()) = (next, out.push((at, Token::Close))),
            '"' => match phrase(c, &text[next..]) {
                Some((phrase, slop, length)) => {
                    let open = phrase
                        .strip_suffix('*')
                        .filter(|_| slop == 0)
                        .map(|start| Token::Prefix(start.to_owned()));
                    out.push((at, open.unwrap_or(Token::Phrase(phrase, slop))));
                    at = next + length;
                }
                // A quotation mark that nothing closes.
                None => at = next,
            },
            '-' if begins_operand(&text[next..]) && begins_token(text, at) => {
                out.push((at, Token::Minus));
                at = next;
            }
            _ => at = word(text, at, &mut out),
        }
    }
    out
}

/// Adds the word at `at`, or the field that it names with its value. Returns where to go on.
fn word(text: &str, at: usize, out: &mut Vec<(usize, Token)>) -> usize {
    let word = bare_word(&text[at..]);
    if let Some((name, value)) = word.split_once([':', '：'])
        && let Some(field) = Field::named(name)
    {
        let value_at = at + word.len() - value.len();
        if !value.is_empty() {
            out.push((at, Token::Field(field, value.to_owned())));
            return value_at + value.len();
        }
        // The value may stand apart, and be in quotation marks.
        let blanks = text[value_at..].len() - text[value_at..].trim_start().len();
        if let Some(mark) = text[value_at + blanks..]
            .chars()
            .next()
            .filter(|&c| ascii(c) == '"')
        {
            let value_at = value_at + blanks + mark.len_utf8();
            let rest = &text[value_at..];
            let (value, length) = phrase(mark, rest)
                .map_or((rest.to_owned(), rest.len()), |(value, _, n)| (value, n));
            out.push((at, Token::Field(field, value)));
            return value_at + length;
        }
    }
    let token = match word
        .strip_suffix('*')
        .filter(|stem| stem.chars().any(char::is_alphanumeric))
    {
        _ if word == "OR" => Token::Or,
        _ if word == "NOT" => Token::Minus,
        // As a blank does.
        _ if word == "AND" => return at + word.len(),
        Some(stem) => Token::Prefix(stem.to_owned()),
        None => Token::Word(word.to_owned()),
    };
    out.push((at, token));
    at + word.len()
}

/// Up to what ends a word; at least one character.
fn bare_word(rest: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(ascii(c), '(' | ')' | '"');
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let length = rest[first..].find(ends).map_or(rest.len(), |n| n + first);
    &rest[..length]
}

/// A phrase after its opening mark: what it says, its slack, and how many bytes it takes with its
/// closing mark.
fn phrase(open: char, rest: &str) -> Option<(String, u32, usize)> {
    let partner = match open {
        '“' | '„' => '”',
        '「' => '」',
        '『' => '』',
        same => same,
    };
    let any = |text: &str| text.find(|c| ascii(c) == '"');
    let paired = rest.find(partner);
    // Another opening mark before that shows that the phrase had ended, with whatever mark.
    let reopened = rest
        .find(open)
        .filter(|&at| open != partner && paired.is_some_and(|end| at < end));
    let end = reopened
        .and_then(|at| any(&rest[..at]))
        .or(paired)
        .or_else(|| any(rest))?;
    let mark = rest[end..].chars().next().map_or(0, char::len_utf8);
    let after = &rest[end + mark..];
    let digits = after.strip_prefix(['~', '～']).map_or("", |n| {
        &n[..n.find(|c: char| !c.is_ascii_digit()).unwrap_or(n.len())]
    });
    let slop_length = if digits.is_empty() {
        0
    } else {
        after.find(digits).unwrap_or(0) + digits.len()
    };
    let slop = digits
        .parse::<u32>()
        .unwrap_or(if digits.is_empty() { 0 } else { MAX_SLOP })
        .min(MAX_SLOP);
    Some((rest[..end].to_owned(), slop, end + mark + slop_length))
}

fn begins_operand(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_some_and(|c| !c.is_whitespace() && !matches!(ascii(c), ')' | '-'))
}

fn begins_token(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || ascii(c) == '(')
}

/// The ASCII character that the grammar takes `c` for.
fn ascii(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '＂' | '「' | '」' | '『' | '』' => '"',
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '－' => '-',
        _ => c,
    }
}
