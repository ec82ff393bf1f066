//! Bytes to text: which encoding a file is in, and where it is not.
//!
//! In this order: a byte order mark; UTF-8; UTF-16 without a mark, told by its zero bytes; else what chardetng takes
//! the bytes for (GB18030, Big5, Windows-1252 and so on). Nothing is replaced: what cannot be decoded whole is refused
//! with the place. A file that is UTF-8 but for a few bytes is damaged UTF-8, never another encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bad {
    /// What they were taken for.
    pub encoding: &'static str,
    /// Offset of the first byte that does not fit.
    pub offset: usize,
}

/// The text in `bytes`, without a byte order mark.
///
/// # Errors
/// Where they are not text in one of the encodings, or are binary.
pub fn decode(bytes: Vec<u8>) -> Result<String, Bad> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return whole(&bytes, encoding, mark);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return whole(&bytes, encoding, 0);
    }
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return Err(Bad { encoding: "any", offset });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(e) => e.into_bytes(),
    };
    if is_mostly_utf8(&bytes) {
        return whole(&bytes, UTF_8, 0);
    }
    whole(&bytes, detect(&bytes), 0)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // GB18030 is all of GBK and more; and of the two Chinese encodings only one may fit.
    let guess = if guess == GBK { GB18030 } else { guess };
    let other = if guess == GB18030 {
        Some(BIG5)
    } else if guess == BIG5 {
        Some(GB18030)
    } else {
        None
    };
    match other.filter(|_| whole(bytes, guess, 0).is_err()) {
        Some(other) if whole(bytes, other, 0).is_ok() => other,
        _ => guess,
    }
}

fn whole(bytes: &[u8], encoding: &'static Encoding, from: usize) -> Result<String, Bad> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let rest = &bytes[from..];
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(0));
    match decoder.decode_to_string_without_replacement(rest, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(bad, after), read) => Err(Bad {
            encoding: encoding.name(),
            offset: from + read.saturating_sub(usize::from(bad) + usize::from(after)),
        }),
        (DecoderResult::OutputFull, read) => Err(Bad { encoding: encoding.name(), offset: from + read }),
    }
}

/// UTF-16 without a byte order mark: text in it has many zero bytes, all but a few on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
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

/// More of the non-ASCII bytes fit UTF-8 than do not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}
