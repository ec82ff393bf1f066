//! UTF-32, which a byte order mark of four bytes tells.

use super::DecodeError;

/// Returns the text after the byte order mark, or `None` if the bytes are not UTF-32.
///
/// # Errors
/// Returns an error with the place of the first four bytes that are no character.
pub(super) fn decode(bytes: &[u8]) -> Option<Result<String, DecodeError>> {
    let (encoding, number): (&'static str, fn([u8; 4]) -> u32) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => ("UTF-32LE", u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF, ..] => ("UTF-32BE", u32::from_be_bytes),
        _ => return None,
    };
    let mut text = String::with_capacity(bytes.len() / 4);
    let (units, rest) = bytes.as_chunks::<4>();
    for (at, unit) in units.iter().enumerate().skip(1) {
        match char::from_u32(number(*unit)) {
            Some(c) if c != '\0' => text.push(c),
            _ => return Some(Err(malformed(encoding, at * 4))),
        }
    }
    if rest.is_empty() {
        Some(Ok(text))
    } else {
        Some(Err(malformed(
            encoding,
            units.len() * 4,
        )))
    }
}

fn malformed(encoding: &'static str, offset: usize) -> DecodeError {
    DecodeError::Malformed { encoding, offset }
}
