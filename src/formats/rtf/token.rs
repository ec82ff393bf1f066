//! Rich text as a sequence of groups, control words and bytes of text.

/// A piece of rich text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word and its number: `\u8217`.
    Word(&'a str, Option<i32>),
    /// A control symbol: `\~`.
    Symbol(u8),
    /// A byte of text, as it is or as `\'e9`.
    Byte(u8),
}

/// The tokens of rich text.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Skips bytes that are no text, such as those of a picture.
    pub(super) fn jump(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    fn next_byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    /// Returns the bytes from here on that `is_part` accepts, and moves behind them.
    fn take_while(&mut self, is_part: impl Fn(&u8) -> bool) -> &'a [u8] {
        let rest = self
            .bytes
            .get(self.at..)
            .unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|byte| is_part(byte))
            .count();
        self.at += length;
        &rest[..length]
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let word = self.take_while(u8::is_ascii_alphabetic);
        if word.is_empty() {
            let symbol = self.next_byte()?;
            return Some(match symbol {
                b'\'' => Token::Byte(self.hex_byte()?),
                b'\\' | b'{' | b'}' => Token::Byte(symbol),
                _ => Token::Symbol(symbol),
            });
        }
        let sign = self.take_while(|byte| *byte == b'-');
        let digits = self.take_while(u8::is_ascii_digit);
        let number: Option<i32> = str::from_utf8(digits)
            .ok()
            .and_then(|digits| digits.parse().ok());
        let number = number.map(|number| {
            if sign.is_empty() {
                number
            } else {
                -number
            }
        });
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        Some(Token::Word(
            str::from_utf8(word).unwrap_or_default(),
            number,
        ))
    }

    fn hex_byte(&mut self) -> Option<u8> {
        let digits = self
            .bytes
            .get(self.at..self.at + 2)?;
        self.at += 2;
        let digits = str::from_utf8(digits).ok();
        Some(
            digits
                .and_then(|digits| u8::from_str_radix(digits, 16).ok())
                .unwrap_or(b'?'),
        )
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.next_byte()? {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | b'\0' => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
