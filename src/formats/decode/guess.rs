//! Guesses the encoding of bytes without a byte order mark.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Windows-1252 is accepted only if fewer than one byte in this many is not ASCII.
const MIN_BYTES_PER_NON_ASCII: usize = 8;

/// ASCII is read without the other bytes if fewer than one in this many is not ASCII.
const MIN_BYTES_PER_BAD: usize = 20;

/// Returns the encoding that chardetng takes `bytes` for, which is never UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

pub(super) fn is_utf8_beyond_ascii(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

/// Returns whether `bytes` are UTF-8 but for some of them: more of the characters beyond ASCII are
/// valid UTF-8 than are not, or as many of those of three bytes (Chinese), which is far more than
/// any other encoding contains by chance; or of the lines; or the last character is cut off.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let count = Utf8Count::of(bytes);
    count.valid > count.invalid
        || count.three_bytes > 0 && count.three_bytes >= count.invalid
        || are_lines_utf8(bytes)
        || is_cut_utf8(bytes)
}

/// Returns whether at least three of four lines that are not ASCII are UTF-8.
fn are_lines_utf8(bytes: &[u8]) -> bool {
    let mut valid = 0;
    let mut invalid = 0;
    for line in bytes.split(|&byte| byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => valid += usize::from(!line.is_ascii()),
            Err(_) => invalid += 1,
        }
    }
    valid > 0 && valid >= invalid * 3
}

/// Returns whether so many characters are UTF-8 that no declaration of another encoding counts.
pub(super) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let count = Utf8Count::of(bytes);
    count.valid > 0 && count.valid >= count.invalid * 10
}

/// Number of the characters beyond ASCII in bytes that are taken for UTF-8.
#[derive(Default)]
struct Utf8Count {
    valid: usize,
    /// Those of `valid` that have three bytes.
    three_bytes: usize,
    /// Number of places that are not valid.
    invalid: usize,
}

impl Utf8Count {
    fn of(bytes: &[u8]) -> Self {
        let mut count = Self::default();
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                count.valid += usize::from(!c.is_ascii());
                count.three_bytes += usize::from(c.len_utf8() == 3);
            }
            count.invalid += usize::from(!chunk.invalid().is_empty());
        }
        count
    }
}

/// Returns whether `bytes` are UTF-8 up to the first bytes of a character, at least two, at their
/// end.
fn is_cut_utf8(bytes: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(bytes) else {
        return false;
    };
    let cut = bytes.len() - error.valid_up_to();
    error.error_len().is_none() && cut >= 2
}

/// Returns whether the bytes are Chinese rather than in an encoding of one byte per character, in
/// which any bytes are valid: chardetng takes them for Chinese, and most bytes beyond ASCII have a
/// neighbour beyond ASCII. In Western text most of them stand alone.
pub(super) fn is_multi_byte(bytes: &[u8]) -> bool {
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

/// Returns whether so few bytes are not ASCII that the text can be Western.
pub(super) fn is_mostly_ascii(bytes: &[u8]) -> bool {
    let non_ascii = bytes
        .iter()
        .filter(|byte| !byte.is_ascii());
    non_ascii.count() * MIN_BYTES_PER_NON_ASCII < bytes.len()
}

/// Returns whether so few bytes are not ASCII that the text can be read without them, whatever
/// they are.
pub(super) fn is_nearly_ascii(bytes: &[u8]) -> bool {
    let non_ascii = bytes
        .iter()
        .filter(|byte| !byte.is_ascii());
    non_ascii.count() * MIN_BYTES_PER_BAD < bytes.len()
}

/// Returns the byte order of UTF-16 without a byte order mark. Text in UTF-16 has many zero bytes,
/// and nearly all of them are in the same half of each unit.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
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
