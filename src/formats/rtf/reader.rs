//! The text of rich text, as blocks of a page.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::destination::{Destination, destination};
use super::token::{Token, Tokens};
use crate::formats::raised::raised;
use crate::layout::page::{BlockKind, Page};

/// Maximum number of groups inside one another. Deeper groups count as parts of the deepest one.
const MAX_DEPTH: usize = 1000;

/// The properties of the text of a group, which end with the group.
#[derive(Clone, Copy)]
struct State {
    destination: Destination,
    /// Number of bytes that stand for a character of Unicode in programs that don't know that.
    fallback: usize,
    font: i32,
    is_hidden: bool,
    is_raised: bool,
}

/// Reads rich text into a page.
pub(super) struct RtfReader<'a> {
    page: &'a mut Page,
    state: State,
    outer: Vec<State>,
    /// Number of groups that are too deep.
    too_deep: usize,
    /// Bytes that are not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character beyond 16 bits.
    surrogate: Option<u16>,
    /// Number of bytes to skip, which repeat a character of Unicode.
    repeated: usize,
    encoding: &'static Encoding,
    encodings: HashMap<i32, &'static Encoding>,
    text: String,
    kind: BlockKind,
    is_item: bool,
    /// The kinds of paragraphs by the number of their style, and the number of the open one.
    styles: HashMap<i32, BlockKind>,
    style: i32,
    cells: Vec<String>,
    in_table: bool,
    notes: Vec<String>,
    title: String,
    keywords: String,
}

impl<'a> RtfReader<'a> {
    pub(super) fn new(page: &'a mut Page) -> Self {
        Self {
            page,
            state: State {
                destination: Destination::Text,
                fallback: 1,
                font: 0,
                is_hidden: false,
                is_raised: false,
            },
            outer: Vec::new(),
            too_deep: 0,
            bytes: Vec::new(),
            surrogate: None,
            repeated: 0,
            encoding: encoding_rs::WINDOWS_1252,
            encodings: HashMap::new(),
            text: String::new(),
            kind: BlockKind::Prose,
            is_item: false,
            styles: HashMap::new(),
            style: 0,
            cells: Vec::new(),
            in_table: false,
            notes: Vec::new(),
            title: String::new(),
            keywords: String::new(),
        }
    }

    pub(super) fn read(mut self, bytes: &[u8]) {
        let mut tokens = Tokens::new(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Byte(_) if self.repeated > 0 => self.repeated -= 1,
                Token::Byte(byte) => self.bytes.push(byte),
                Token::Word("bin", count) => {
                    tokens.jump(usize::try_from(count.unwrap_or(0)).unwrap_or(0));
                }
                token => {
                    self.flush();
                    self.act(&token);
                }
            }
        }
        self.flush();
        self.end_row();
        self.end_paragraph();
        for note in std::mem::take(&mut self.notes) {
            self.page
                .push(BlockKind::Prose, &note);
        }
        self.page.metadata.property_title = crate::formats::property_title::title(&self.title);
        let keywords = self
            .keywords
            .split([',', ';', '，', '；', '、']);
        let keywords = keywords
            .map(str::trim)
            .filter(|keyword| !keyword.is_empty());
        self.page.metadata.topics = keywords
            .map(str::to_owned)
            .collect();
    }

    fn act(&mut self, token: &Token<'_>) {
        match token {
            Token::Open if self.outer.len() < MAX_DEPTH => self.outer.push(self.state),
            Token::Open => self.too_deep += 1,
            Token::Close if self.too_deep > 0 => self.too_deep -= 1,
            Token::Close => self.close(),
            Token::Word(word, number) => self.word(word, *number),
            // The group is left out by programs that don't know the next word.
            Token::Symbol(b'*') => self.state.destination = Destination::Skipped,
            Token::Symbol(b'~') => self.push("\u{a0}"),
            Token::Symbol(b'_') => self.push("-"),
            Token::Symbol(_) | Token::Byte(_) => {}
        }
    }

    fn close(&mut self) {
        self.repeated = 0;
        if let Some(outer) = self.outer.pop() {
            self.state = outer;
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if let Some(destination) = destination(word) {
            self.open(destination);
            return;
        }
        let is_on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "f" => self.state.font = number.unwrap_or(0),
            "fcharset" => self.set_charset(number.unwrap_or(0)),
            "ansicpg" => self.encoding = code_page(number.unwrap_or(0)),
            "v" | "deleted" => self.state.is_hidden = is_on,
            "super" => self.state.is_raised = is_on,
            "nosupersub" | "plain" => self.state.is_raised = false,
            "chftn" => self.push_number(),
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" | "softline" => self.push("\n"),
            "tab" => self.push("\t"),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            _ => self.set_paragraph(word, number),
        }
    }

    /// Sets what a word says of the paragraph.
    fn set_paragraph(&mut self, word: &str, number: Option<i32>) {
        match word {
            "pard" => {
                self.kind = BlockKind::Prose;
                self.is_item = false;
                self.in_table = false;
            }
            "intbl" => self.in_table = true,
            "s" => {
                self.style = number.unwrap_or(0);
                self.kind = self
                    .styles
                    .get(&self.style)
                    .copied()
                    .unwrap_or(BlockKind::Prose);
            }
            "outlinelevel" => {
                if let Some(rank @ 0..=8) = number.and_then(|level| u8::try_from(level).ok()) {
                    self.kind = BlockKind::Heading(rank + 1);
                }
            }
            "ls" => self.is_item = number != Some(0),
            _ => {}
        }
    }

    /// Opens a destination. What is inside a skipped group stays skipped, but for lists of names.
    fn open(&mut self, destination: Destination) {
        let is_in_skipped = self.state.destination == Destination::Skipped;
        let is_named = matches!(
            destination,
            Destination::Title | Destination::Keywords | Destination::Note | Destination::ListText
        );
        if is_in_skipped && !is_named {
            return;
        }
        self.state.destination = destination;
        match destination {
            Destination::Note => self.notes.push(String::new()),
            Destination::ListText => self.is_item = true,
            _ => {}
        }
    }

    fn set_charset(&mut self, charset: i32) {
        let encoding = match charset {
            134 => encoding_rs::GBK,
            136 => encoding_rs::BIG5,
            128 => encoding_rs::SHIFT_JIS,
            129 => encoding_rs::EUC_KR,
            204 => encoding_rs::WINDOWS_1251,
            238 => encoding_rs::WINDOWS_1250,
            _ => return,
        };
        self.encodings
            .insert(self.state.font, encoding);
    }

    /// Adds a character of Unicode, of which one beyond 16 bits has two halves.
    fn unicode(&mut self, number: i32) {
        self.repeated = self.state.fallback;
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else {
            return;
        };
        let units: Vec<u16> = self
            .surrogate
            .take()
            .into_iter()
            .chain([unit])
            .collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        self.push(&text);
    }

    /// Decodes the bytes of text so far.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let own = self
            .encodings
            .get(&self.state.font)
            .copied();
        let bytes = std::mem::take(&mut self.bytes);
        let (text, ..) = own
            .unwrap_or(self.encoding)
            .decode(&bytes);
        self.push(&text);
    }

    /// Adds the number of a note, which programs count: in the text before the note, and in it.
    fn push_number(&mut self) {
        let is_in_note = self.state.destination == Destination::Note;
        let number = self.notes.len() + usize::from(!is_in_note);
        self.push(&raised(&number.to_string()));
    }

    fn push(&mut self, text: &str) {
        let is_mark = self.state.is_raised
            && text
                .trim()
                .bytes()
                .all(|byte| byte.is_ascii_digit());
        let mark = if is_mark {
            raised(text.trim())
        } else {
            String::new()
        };
        let text = if is_mark {
            &mark
        } else {
            text
        };
        match self.state.destination {
            Destination::Text if !self.state.is_hidden => self.text.push_str(text),
            Destination::Note => {
                if let Some(note) = self.notes.last_mut() {
                    note.push_str(text);
                }
            }
            Destination::Title => self.title.push_str(text),
            Destination::Keywords => self.keywords.push_str(text),
            Destination::StyleSheet => self.add_style(text),
            _ => {}
        }
    }

    /// Notes the name of a style: `heading 1;`.
    fn add_style(&mut self, name: &str) {
        let name = name
            .trim()
            .trim_end_matches(';')
            .to_lowercase();
        let rank = name
            .strip_prefix("heading")
            .map(str::trim);
        let rank = rank.and_then(|rank| rank.parse().ok());
        let kind = match (rank, name.as_str()) {
            (Some(rank @ 1..=9), _) => BlockKind::Heading(rank),
            (_, "title") => BlockKind::Heading(0),
            (_, "quote" | "intense quote") => BlockKind::Quote,
            _ => return,
        };
        self.styles.insert(self.style, kind);
    }

    fn end_paragraph(&mut self) {
        match self.state.destination {
            Destination::Note => {
                if let Some(note) = self.notes.last_mut() {
                    note.push(' ');
                }
                return;
            }
            Destination::Text => {}
            _ => return,
        }
        if self.in_table {
            self.text.push('\n');
            return;
        }
        let kind = match self.kind {
            BlockKind::Prose if self.is_item => BlockKind::Item,
            kind => kind,
        };
        let text = std::mem::take(&mut self.text);
        self.page.push(kind, &text);
    }

    fn end_cell(&mut self) {
        self.cells.push(
            std::mem::take(&mut self.text)
                .trim()
                .to_owned(),
        );
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if cells
            .iter()
            .any(|cell| !cell.is_empty())
        {
            self.page
                .push(BlockKind::Row, &cells.join(" | "));
        }
    }
}

/// Returns the encoding of a code page of Windows.
fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        936 => "gbk".to_owned(),
        950 => "big5".to_owned(),
        932 => "shift_jis".to_owned(),
        949 => "euc-kr".to_owned(),
        65001 => "utf-8".to_owned(),
        _ => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}
