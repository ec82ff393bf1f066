//! From bytes to text: detects the encoding of a file, and refuses files that are not text.
//!
//! The encoding is detected in this order: a byte order mark; UTF-16 without a mark, recognized by
//! its zero bytes; UTF-8; then GB18030, Big5 or Windows-1252, whichever chardetng guesses, but
//! Windows-1252 only if nearly all bytes are ASCII. No byte is ever replaced: a file that cannot be
//! decoded completely is refused, with the offset of the first bad byte. A file that is UTF-8
//! except for a few bytes counts as damaged UTF-8, never as another encoding.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};
use regex::bytes::Regex;

/// Identifies the behaviour of the decoder in an index; see [`crate::analysis::FINGERPRINT`].
pub const FINGERPRINT: &str = "decode-4";

/// Windows-1252 is accepted only if fewer than one byte in this many is not ASCII.
const MIN_BYTES_PER_NON_ASCII: usize = 8;

/// Number of bytes at the start of a file in which its encoding may be declared.
const DECLARATION_BYTES: usize = 4096;

/// The reason why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes contain a NUL.
    Binary {
        /// Offset of the first NUL.
        offset: usize,
    },
    /// The bytes are not valid in the encoding that they seem to be in.
    Malformed {
        /// Name of the encoding.
        encoding: &'static str,
        /// Offset of the first byte that is not valid.
        offset: usize,
    },
}

/// Returns the text in `bytes`, without its byte order mark.
///
/// # Errors
/// Returns an error if the bytes are binary, or not valid in any of the encodings.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    let (encoding, mark) = if let Some(marked) = Encoding::for_bom(&bytes) {
        marked
    } else if let Some(encoding) = utf16_without_mark(&bytes) {
        (encoding, 0)
    } else {
        return decode_without_mark(bytes);
    };
    let text = decode_as(encoding, &bytes, mark)?;
    // UTF-32 starts with the byte order mark of UTF-16, too.
    if text.contains('\0') {
        return Err(malformed(encoding, mark));
    }
    Ok(text)
}

/// Returns the text in `bytes`, which may declare their encoding, as HTML and XML do
/// (`charset=gb2312`).
///
/// A byte order mark, and valid UTF-8 beyond ASCII, take precedence over the declaration, because
/// browsers save pages in another encoding than these declare. A label that is unknown or wrong is
/// ignored.
///
/// # Errors
/// Returns an error as [`decode`] does.
pub fn by_declaration(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if let Some(encoding) = declared(&bytes)
        && !is_overruled(encoding, &bytes)
        && let Ok(text) = decode_as(encoding, &bytes, 0)
        && !text.contains('\0')
    {
        return Ok(text);
    }
    decode(bytes)
}

/// Returns `bytes` as text with `%FF` for each byte that is not UTF-8.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        let escapes = chunk
            .invalid()
            .iter()
            .map(|byte| format!("%{byte:02X}"));
        out.extend(escapes);
    }
    out
}

/// Returns the encoding that the start of an HTML or XML file declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\b(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
            .expect("a constant pattern")
    });
    let start = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    Encoding::for_label(&LABEL.captures(start)?[1])
}

/// Returns whether the bytes themselves show that they are in another encoding than the declared
/// one.
fn is_overruled(declared: &'static Encoding, bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some()
        || utf16_without_mark(bytes).is_some()
        || is_utf8_beyond_ascii(bytes)
        || declared.is_single_byte() && is_multi_byte(bytes)
}

fn is_utf8_beyond_ascii(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

/// Returns whether the bytes are Chinese rather than in an encoding of one byte per character, in
/// which any bytes are valid: chardetng takes them for Chinese, and most bytes beyond ASCII have a
/// neighbour beyond ASCII. In Western text most of them stand alone.
fn is_multi_byte(bytes: &[u8]) -> bool {
    if guess(bytes).is_single_byte() {
        return false;
    }
    let mut non_ascii = 0;
    let mut in_runs = 0;
    for run in bytes.split(u8::is_ascii) {
        non_ascii += run.len();
        if run.len() > 1 {
            in_runs += run.len();
        }
    }
    // At least three quarters.
    in_runs * 4 >= non_ascii * 3
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn decode_without_mark(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if let Some(offset) = bytes
        .iter()
        .position(|&byte| byte == 0)
    {
        return Err(DecodeError::Binary { offset });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf8(&bytes) {
        decode_as(UTF_8, &bytes, 0)
    } else {
        decode_legacy(&bytes)
    }
}

/// Returns whether more of the characters beyond ASCII are valid UTF-8 than are not, or as many of
/// those of three bytes (Chinese): far more than any other encoding contains by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut valid = 0;
    let mut three_bytes = 0;
    let mut invalid = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            valid += usize::from(!c.is_ascii());
            three_bytes += usize::from(c.len_utf8() == 3);
        }
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if valid > invalid {
        return true;
    }
    three_bytes > 0 && three_bytes >= invalid
}

/// Decodes text in one of the Chinese encodings or in the Western one. Any other guess is refused:
/// most bytes can be decoded as most encodings, and result in nonsense.
fn decode_legacy(bytes: &[u8]) -> Result<String, DecodeError> {
    let guess = guess(bytes);
    if guess == WINDOWS_1252 && is_mostly_ascii(bytes) {
        return decode_as(WINDOWS_1252, bytes, 0);
    }
    if guess == BIG5 {
        return decode_as(BIG5, bytes, 0);
    }
    // GB18030 contains all of GBK.
    let text = decode_as(GB18030, bytes, 0)?;
    if [GB18030, GBK].contains(&guess) {
        Ok(text)
    } else {
        Err(malformed(UTF_8, utf8_prefix(bytes)))
    }
}

fn is_mostly_ascii(bytes: &[u8]) -> bool {
    let non_ascii = bytes
        .iter()
        .filter(|byte| !byte.is_ascii());
    non_ascii.count() * MIN_BYTES_PER_NON_ASCII < bytes.len()
}

/// Returns the length of the longest prefix of `bytes` that is valid UTF-8.
fn utf8_prefix(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    }
}

/// Decodes `bytes` from offset `start` on, all of them or none.
fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
    start: usize,
) -> Result<String, DecodeError> {
    let bytes = &bytes[start..];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(capacity.unwrap_or(0));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(bad, after) => {
            let bad = usize::from(bad) + usize::from(after);
            Err(malformed(
                encoding,
                start + read.saturating_sub(bad),
            ))
        }
        DecoderResult::OutputFull => Err(malformed(encoding, start + read)),
    }
}

fn malformed(encoding: &'static Encoding, offset: usize) -> DecodeError {
    DecodeError::Malformed {
        encoding: encoding.name(),
        offset,
    }
}

/// Returns the byte order of UTF-16 without a byte order mark. Text in UTF-16 has many zero bytes,
/// and nearly all of them are in the same half of each unit.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let even = count_zeros(bytes, 0);
    let odd = count_zeros(bytes, 1);
    // At least a tenth of all bytes.
    let many = bytes.len().div_ceil(10).max(2);
    if odd >= many && even * 20 <= odd {
        Some(UTF_16LE)
    } else if even >= many && odd * 20 <= even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Counts the zeros among every second byte from offset `start` on.
fn count_zeros(bytes: &[u8], start: usize) -> usize {
    let half = bytes.iter().skip(start).step_by(2);
    half.filter(|&&byte| byte == 0)
        .count()
}
