//! Bytes to text: which encoding a file is in, and where it is not.
//!
//! In this order: a byte order mark; UTF-16 without a mark, told by its zero bytes; UTF-8; GB18030,
//! Big5 or Windows-1252, whichever chardetng takes the bytes for, the last only where nearly all is
//! ASCII. Nothing is replaced: what cannot be decoded whole is refused with the place. A file that
//! is UTF-8 but for a few bytes is damaged UTF-8, never another encoding.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};
use regex::bytes::Regex;

/// Western text has at least so many bytes for each that is not ASCII.
const MIN_BYTES_FOR_A_HIGH_ONE: usize = 8;

/// Bytes at the start of a file in which its encoding is declared.
const DECLARED_WITHIN: usize = 4096;

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bad {
    /// What they were taken for, or `None` if they are binary.
    pub encoding: Option<&'static str>,
    /// Offset of the first byte that does not fit.
    pub offset: usize,
}

/// Names what is done here in an index; see [`crate::analysis::FINGERPRINT`].
pub const FINGERPRINT: &str = "decode-4";

/// The text in `bytes`, without a byte order mark.
///
/// # Errors
/// Where they are not text in one of the encodings, or are binary.
pub fn decode(bytes: Vec<u8>) -> Result<String, Bad> {
    let (encoding, mark) = match (Encoding::for_bom(&bytes), utf16_without_mark(&bytes)) {
        (Some(marked), _) => marked,
        (None, Some(encoding)) => (encoding, 0),
        (None, None) => return without_mark(bytes),
    };
    let text = whole(&bytes, encoding, mark)?;
    // Also what a byte order mark of UTF-32 looks like from here.
    if text.contains('\0') {
        Err(Bad {
            encoding: Some(encoding.name()),
            offset: mark,
        })
    } else {
        Ok(text)
    }
}

/// The text in `bytes`, which may say themselves which encoding they are in, as pages and XML do
/// (`charset=gb2312`). A byte order mark and valid UTF-8 beyond ASCII count for more, since pages
/// are saved in another encoding than they declare; a label that is unknown or wrong counts for
/// nothing.
///
/// # Errors
/// As [`decode`].
pub fn by_declaration(bytes: Vec<u8>) -> Result<String, Bad> {
    let marked = Encoding::for_bom(&bytes).is_some() || utf16_without_mark(&bytes).is_some();
    let encoding = declared(&bytes).filter(|encoding| {
        !marked && !is_utf8_beyond_ascii(&bytes) && !is_belied(encoding, &bytes)
    });
    match encoding.map(|encoding| whole(&bytes, encoding, 0)) {
        Some(Ok(text)) if !text.contains('\0') => Ok(text),
        _ => decode(bytes),
    }
}

/// The encoding that the start of a page or of an XML file names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\b(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
            .expect("a constant pattern")
    });
    let start = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    Encoding::for_label(&LABEL.captures(start)?[1])
}

/// An encoding of one byte a character was declared, in which any bytes make a text, but these are
/// Chinese: so chardetng takes them, and those beyond ASCII stand in pairs, where most Western ones
/// stand single.
fn is_belied(declared: &'static Encoding, bytes: &[u8]) -> bool {
    if !declared.is_single_byte() || guess(bytes).is_single_byte() {
        return false;
    }
    let (mut high, mut beside) = (0, 0);
    for (at, _) in bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii())
    {
        let is_high = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(|byte| !byte.is_ascii())
        };
        high += 1;
        beside += usize::from(is_high(at.checked_sub(1)) || is_high(Some(at + 1)));
    }
    beside * LEAST_BESIDE.1 >= high * LEAST_BESIDE.0
}

/// Share of the bytes beyond ASCII that stand beside another in Chinese text, at the least.
const LEAST_BESIDE: (usize, usize) = (3, 4);

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// `bytes` as text with `%FF` for each byte that is not UTF-8.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
    }
    out
}

fn is_utf8_beyond_ascii(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

fn without_mark(bytes: Vec<u8>) -> Result<String, Bad> {
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return Err(Bad {
            encoding: None,
            offset,
        });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(e) if is_damaged_utf8(e.as_bytes()) => whole(e.as_bytes(), UTF_8, 0),
        Err(e) => legacy(e.as_bytes()),
    }
}

/// Text in one of the Chinese encodings or in the Western one. Any other guess is refused: most
/// bytes can be decoded as most encodings, and make nonsense.
fn legacy(bytes: &[u8]) -> Result<String, Bad> {
    let guess = guess(bytes);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let western = guess == WINDOWS_1252 && high * MIN_BYTES_FOR_A_HIGH_ONE < bytes.len();
    let first = if western {
        WINDOWS_1252
    } else if guess == BIG5 {
        BIG5
    } else {
        // GB18030 is all of GBK and more.
        GB18030
    };
    let known = western || [GBK, GB18030, BIG5].contains(&guess);
    match whole(bytes, first, 0) {
        Ok(text) if known => Ok(text),
        Ok(_) => Err(Bad {
            encoding: Some("UTF-8"),
            offset: first_bad(bytes),
        }),
        Err(bad) => Err(bad),
    }
}

fn first_bad(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len)
}

fn whole(bytes: &[u8], encoding: &'static Encoding, from: usize) -> Result<String, Bad> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let rest = &bytes[from..];
    let mut text = String::with_capacity(
        decoder
            .max_utf8_buffer_length_without_replacement(rest.len())
            .unwrap_or(0),
    );
    match decoder.decode_to_string_without_replacement(rest, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(bad, after), read) => Err(Bad {
            encoding: Some(encoding.name()),
            offset: from + read.saturating_sub(usize::from(bad) + usize::from(after)),
        }),
        (DecoderResult::OutputFull, read) => Err(Bad {
            encoding: Some(encoding.name()),
            offset: from + read,
        }),
    }
}

/// UTF-16 without a byte order mark: text in it has many zero bytes, all but a few on the same
/// side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = |n: usize| n * 10 >= bytes.len() && n > 1;
    if many(odd) && even * 20 <= odd {
        Some(UTF_16LE)
    } else if many(even) && odd * 20 <= even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// More of the non-ASCII characters fit UTF-8 than do not, or as many of those that take three
/// bytes (Chinese): far more than chance makes of another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut chinese, mut bad) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        chinese += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad || chinese > 0 && chinese >= bad
}
