//! From bytes to text: detects the encoding of a file, and refuses files that are not text.
//!
//! The encoding is detected in this order: a byte order mark, also that of UTF-32; UTF-16 without a
//! mark, recognized by its zero bytes; UTF-8; then GB18030, Big5 or Windows-1252, whichever
//! chardetng guesses, but Windows-1252 only if nearly all bytes are ASCII. A few bytes that are not
//! valid are replaced; a file with many of them is refused, with the offset of the first. A file
//! that is UTF-8 except for some bytes counts as damaged UTF-8, never as another encoding.

mod chinese;
mod decoded;
mod guess;
mod utf32;

use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;

use self::guess::{
    guess, is_damaged_utf8, is_mostly_ascii, is_mostly_utf8, is_multi_byte, is_utf8_beyond_ascii,
    utf16_without_mark,
};

pub use self::decoded::{Damage, Decoded};

/// Identifies the behaviour of the decoder in an index; see [`crate::analysis::FINGERPRINT`].
pub const FINGERPRINT: &str = "decode-7";

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
/// Returns an error if the bytes are binary, or if more than a few are not valid in any of the
/// encodings.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if let Some(text) = utf32::decode(&bytes) {
        return Ok(text?.into());
    }
    match marked(&bytes) {
        Some((encoding, mark)) => decode_marked(encoding, &bytes, mark),
        None => decode_without_mark(bytes),
    }
}

/// Returns the text in `bytes` as [`decode`] does, but with the byte order mark of UTF-8, so that
/// places in the text are places in the file.
///
/// # Errors
/// Returns an error as [`decode`] does.
pub fn with_mark(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    match marked(&bytes) {
        Some((encoding, _)) if encoding == UTF_8 => decode_marked(encoding, &bytes, 0),
        _ => decode(bytes),
    }
}

/// Returns the encoding and the length of a byte order mark, or UTF-16 if the bytes show that they
/// are in it.
fn marked(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(marked) = Encoding::for_bom(bytes) {
        return Some(marked);
    }
    Some((utf16_without_mark(bytes)?, 0))
}

/// Decodes `bytes` from offset `start` on.
fn decode_marked(
    encoding: &'static Encoding,
    bytes: &[u8],
    start: usize,
) -> Result<Decoded, DecodeError> {
    let decoded = decode_as(encoding, bytes, start)?;
    // Text has no NUL.
    if decoded.text.contains('\0') {
        return Err(malformed(encoding, start));
    }
    Ok(decoded)
}

/// Returns the text in `bytes`, which may declare their encoding, as HTML and XML do
/// (`charset=gb2312`).
///
/// A byte order mark, and UTF-8 beyond ASCII, take precedence over the declaration, because
/// browsers save pages in another encoding than these declare. A label that is unknown or wrong is
/// ignored.
///
/// # Errors
/// Returns an error as [`decode`] does.
pub fn by_declaration(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    let declared = declared(&bytes);
    decode_declared(declared, bytes)
}

/// Returns the text in `bytes`, part of a mail that may declare their encoding.
///
/// # Errors
/// Returns an error as [`decode`] does.
#[cfg(feature = "mail")]
pub(crate) fn as_in(mail: &[u8], bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    decode_declared(declared_by_mail(mail), bytes)
}

/// Returns the text in `bytes`, whose encoding has this label, if any. A label that is unknown or
/// wrong is ignored.
///
/// # Errors
/// Returns an error as [`decode`] does.
#[cfg(feature = "mail")]
pub(crate) fn labelled(label: Option<&str>, bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    let labelled = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = labelled.or_else(|| declared(&bytes));
    decode_declared(encoding, bytes)
}

/// Returns whether this is the label of an encoding that is read.
#[cfg(feature = "mail")]
pub(crate) fn is_label(label: &str) -> bool {
    Encoding::for_label(label.as_bytes()).is_some()
}

fn decode_declared(
    declared: Option<&'static Encoding>,
    bytes: Vec<u8>,
) -> Result<Decoded, DecodeError> {
    if let Some(encoding) = declared
        && !is_overruled(encoding, &bytes)
        && let Ok(decoded) = decode_as(encoding, &bytes, 0)
        && !decoded.text.contains('\0')
    {
        let other = chinese::decode_other(encoding, &decoded, &bytes);
        return Ok(other.unwrap_or(decoded));
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

/// Returns the encoding that the start of an HTML or XML file declares for itself, and not for a
/// script that it loads.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        let tag = r"<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)";
        Regex::new(&format!("(?i){tag}{VALUE}")).expect("a constant pattern")
    });
    first_label(&LABEL, bytes)
}

/// Returns the encoding that a mail declares first, in its headers or those of a part.
#[cfg(feature = "mail")]
fn declared_by_mail(mail: &[u8]) -> Option<&'static Encoding> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)\bcharset{VALUE}")).expect("a constant pattern")
    });
    first_label(&LABEL, mail)
}

/// The equals sign and the value after the name of a declaration.
const VALUE: &str = r#"\s*=\s*["']?\s*([a-z0-9_:.-]+)"#;

fn first_label(label: &Regex, bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let encoding = Encoding::for_label(&label.captures(start)?[1])?;
    // A declaration that can be read as ASCII is in no encoding of two bytes a letter.
    let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_utf16 {
        UTF_8
    } else {
        encoding
    })
}

/// Returns whether the bytes themselves show that they are in another encoding than the declared
/// one.
fn is_overruled(declared: &'static Encoding, bytes: &[u8]) -> bool {
    if declared == UTF_8 {
        return !is_damaged_utf8(bytes);
    }
    marked(bytes).is_some()
        || is_utf8_beyond_ascii(bytes)
        || is_mostly_utf8(bytes)
        || declared.is_single_byte() && is_multi_byte(bytes)
}

fn decode_without_mark(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if let Some(offset) = bytes
        .iter()
        .position(|&byte| byte == 0)
    {
        return Err(DecodeError::Binary { offset });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text.into()),
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf8(&bytes) {
        decode_as(UTF_8, &bytes, 0)
    } else {
        decode_legacy(&bytes)
    }
}

/// Decodes text in one of the Chinese encodings or in the Western one. Any other guess is refused:
/// most bytes can be decoded as most encodings, and result in nonsense.
fn decode_legacy(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let guess = guess(bytes);
    if guess == WINDOWS_1252 && is_mostly_ascii(bytes) {
        return decode_as(WINDOWS_1252, bytes, 0);
    }
    let encoding = if guess == BIG5 {
        BIG5
    } else if guess == GB18030 || guess == GBK {
        GB18030
    } else {
        return decode_damaged(guess, bytes).ok_or_else(|| malformed(UTF_8, utf8_prefix(bytes)));
    };
    let decoded = decode_as(encoding, bytes, 0)?;
    if decoded.damage.is_some() && !chinese::is_common(encoding, &decoded.text) {
        return Err(malformed(UTF_8, utf8_prefix(bytes)));
    }
    Ok(decoded)
}

/// Decodes Chinese or ASCII with a few bad bytes, which make chardetng guess some other encoding.
fn decode_damaged(guessed: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let is_whole = |decoded: Decoded| decoded.damage.is_none();
    if !guessed.is_single_byte() && decode_as(guessed, bytes, 0).is_ok_and(is_whole) {
        return None;
    }
    if guess::is_nearly_ascii(bytes) {
        return decode_as(UTF_8, bytes, 0).ok();
    }
    let decoded = decode_as(chinese::find(bytes)?, bytes, 0).ok()?;
    Some(decoded)
}

/// Returns the length of the longest prefix of `bytes` that is valid UTF-8.
fn utf8_prefix(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    }
}

/// Decodes `bytes` from offset `start` on, unless many of them are bad.
fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
    start: usize,
) -> Result<Decoded, DecodeError> {
    decoded::decode(encoding, bytes, start).map_err(|offset| malformed(encoding, offset))
}

fn malformed(encoding: &'static Encoding, offset: usize) -> DecodeError {
    DecodeError::Malformed {
        encoding: encoding.name(),
        offset,
    }
}
