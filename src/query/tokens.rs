//! The tokens of the query language: words, phrases, filters and operators.

use super::field::Field;
use super::note::Note;
use super::odd;
use super::quoted::{Quoted, in_ascii, is_mark, to_ascii};

/// A token, and the byte of the query at which it starts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub start: usize,
    pub kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Or,
    Not,
    /// The text between quotation marks, and its slack.
    Phrase(String, u32),
    Prefix(String),
    Word(String),
    /// A field and its value, not parsed yet.
    Filter(Field, String),
}

/// The tokens of a query, and notes on them.
pub(super) struct Tokens {
    pub tokens: Vec<Token>,
    pub notes: Vec<Note>,
}

/// Splits a query into tokens.
pub(super) fn tokens(text: &str) -> Tokens {
    let mut tokenizer = Tokenizer {
        text,
        at: 0,
        tokens: Vec::new(),
        notes: Vec::new(),
    };
    while let Some(next) = tokenizer.rest().chars().next() {
        tokenizer.read(next);
    }
    Tokens {
        tokens: tokenizer.tokens,
        notes: tokenizer.notes,
    }
}

struct Tokenizer<'a> {
    text: &'a str,
    /// The byte up to which the text has been read.
    at: usize,
    tokens: Vec<Token>,
    notes: Vec<Note>,
}

impl<'a> Tokenizer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Adds a token of `length` bytes.
    fn push(&mut self, kind: TokenKind, length: usize) {
        let start = self.at;
        self.tokens
            .push(Token { start, kind });
        self.at += length;
    }

    /// Reads a token, or characters that separate tokens; `next` is the first character.
    fn read(&mut self, next: char) {
        let length = next.len_utf8();
        match to_ascii(next) {
            c if c.is_whitespace() => self.at += length,
            '(' => self.push(TokenKind::Open, length),
            ')' => self.push(TokenKind::Close, length),
            '"' => self.read_phrase(next),
            '-' if self.is_minus(length) => self.push(TokenKind::Not, length),
            _ => self.read_word(),
        }
    }

    /// Returns whether the hyphen of `length` bytes here excludes the operand after it: it follows
    /// a space or a parenthesis, and an operand follows it.
    fn is_minus(&self, length: usize) -> bool {
        let before = self.text[..self.at]
            .chars()
            .next_back();
        let after = self.rest()[length..].chars().next();
        let begins_token = before.is_none_or(|c| c.is_whitespace() || to_ascii(c) == '(');
        begins_token && after.is_some_and(begins_operand)
    }

    fn read_phrase(&mut self, open: char) {
        let open_length = open.len_utf8();
        let Some(quoted) = Quoted::read(open, &self.rest()[open_length..]) else {
            // No mark closes the phrase: the opening mark is ignored.
            self.at += open_length;
            self.notes
                .extend(odd::unclosed(self.rest()));
            return;
        };
        self.notes
            .extend(odd::in_phrase(quoted.text));
        let kind = match quoted
            .text
            .strip_suffix(['*', '＊'])
        {
            Some(start) if quoted.slop == 0 => TokenKind::Prefix(start.to_owned()),
            _ => TokenKind::Phrase(quoted.text.to_owned(), quoted.slop),
        };
        self.push(kind, open_length + quoted.length);
    }

    fn read_word(&mut self) {
        let word = bare_word(self.rest());
        if self.read_filter(word) {
            return;
        }
        self.notes
            .extend(odd::in_word(word));
        match in_ascii(word).as_str() {
            "OR" => self.push(TokenKind::Or, word.len()),
            "NOT" => self.push(TokenKind::Not, word.len()),
            // `AND` means the same as a space.
            "AND" => self.at += word.len(),
            _ => self.push(word_or_prefix(word), word.len()),
        }
    }

    /// Reads a filter, if `word` begins with the name of a field and a colon. Returns whether it
    /// does and a value follows.
    fn read_filter(&mut self, word: &str) -> bool {
        let Some((name, value)) = word.split_once([':', '：']) else {
            return false;
        };
        let Some(field) = Field::named(&in_ascii(name)) else {
            return false;
        };
        if value.is_empty() {
            return self.read_values(field, word.len())
                || self.read_quoted_value(field, word.len());
        }
        self.push(
            TokenKind::Filter(field, value.to_owned()),
            word.len(),
        );
        true
    }

    /// Reads the values of `field` in parentheses, any of which will do: `topic:(a OR b)`. The name
    /// takes `name_length` bytes with its colon.
    fn read_values(&mut self, field: Field, name_length: usize) -> bool {
        let rest = &self.rest()[name_length..];
        let Some(open) = rest
            .chars()
            .next()
            .filter(|c| to_ascii(*c) == '(')
        else {
            return false;
        };
        let inside = &rest[open.len_utf8()..];
        let end = inside.find([')', '）']);
        let inside = &inside[..end.unwrap_or(inside.len())];
        let start = self.at;
        self.push(
            TokenKind::Open,
            name_length + open.len_utf8(),
        );
        for (number, value) in values(inside)
            .into_iter()
            .enumerate()
        {
            if number > 0 {
                self.tokens.push(Token {
                    start,
                    kind: TokenKind::Or,
                });
            }
            let kind = TokenKind::Filter(field, value);
            self.tokens
                .push(Token { start, kind });
        }
        self.at += inside.len();
        true
    }

    /// Reads the value of `field` in quotation marks. Spaces may separate it from the name, which
    /// takes `name_length` bytes with its colon.
    fn read_quoted_value(&mut self, field: Field, name_length: usize) -> bool {
        let rest = self.rest();
        let quoted = rest[name_length..].trim_start();
        let Some(open) = quoted.chars().next() else {
            return false;
        };
        if !is_mark(open) {
            return false;
        }
        let inside = &quoted[open.len_utf8()..];
        let before = rest.len() - inside.len();
        let (value, length) = match Quoted::read(open, inside) {
            Some(quoted) => (quoted.text, quoted.length),
            // If no mark closes the value, it extends to the end of the query.
            None => (inside, inside.len()),
        };
        self.push(
            TokenKind::Filter(field, value.to_owned()),
            before + length,
        );
        true
    }
}

fn begins_operand(c: char) -> bool {
    !c.is_whitespace() && !matches!(to_ascii(c), ')' | '-')
}

/// Returns the start of `rest` up to the character that ends a word; at least one character.
fn bare_word(rest: &str) -> &str {
    let mut after_first = rest.chars();
    after_first.next();
    let first_length = rest.len() - after_first.as_str().len();
    match after_first.as_str().find(ends_word) {
        Some(length) => &rest[..first_length + length],
        None => rest,
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(to_ascii(c), '(' | ')' | '"')
}

/// Returns the values in parentheses, which `OR` separates. A value may be in quotation marks.
fn values(inside: &str) -> Vec<String> {
    let mut values: Vec<String> = vec![String::new()];
    for token in tokens(inside).tokens {
        match token.kind {
            TokenKind::Or => values.push(String::new()),
            TokenKind::Word(word) | TokenKind::Prefix(word) | TokenKind::Phrase(word, _) => {
                if let Some(value) = values.last_mut() {
                    if !value.is_empty() {
                        value.push(' ');
                    }
                    value.push_str(&word);
                }
            }
            _ => {}
        }
    }
    values.retain(|value| !value.is_empty());
    values
}

fn word_or_prefix(word: &str) -> TokenKind {
    match word.strip_suffix(['*', '＊']) {
        Some(start) if start.contains(char::is_alphanumeric) => TokenKind::Prefix(start.to_owned()),
        _ => TokenKind::Word(word.to_owned()),
    }
}
