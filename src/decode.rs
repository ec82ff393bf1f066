//! Bytes to text: which encoding a file is in, and where it is not.
//!
//! In this order: a byte order mark; UTF-16 without a mark, told by its zero bytes; UTF-8; GB18030 or Big5, whichever
//! chardetng takes the bytes for; Windows-1252, which every byte fits, only for text that is nearly all ASCII. Nothing is
//! replaced: what cannot be decoded whole is refused with the place. A file that is UTF-8 but for a few bytes is damaged
//! UTF-8, never another encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Western text has at least so many bytes for each that is not ASCII.
const MIN_BYTES_FOR_A_HIGH_ONE: usize = 8;

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
    chinese(&bytes)
}

/// Text in one of the Chinese encodings or, where chardetng sees no Chinese, in the Western one.
fn chinese(bytes: &[u8]) -> Result<String, Bad> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let mainly_ascii = high * MIN_BYTES_FOR_A_HIGH_ONE < bytes.len();
    if mainly_ascii && guess != GBK && guess != GB18030 && guess != BIG5 {
        return whole(bytes, WINDOWS_1252, 0);
    }
    // GB18030 is all of GBK and more.
    let (first, second) = if guess == BIG5 { (BIG5, GB18030) } else { (GB18030, BIG5) };
    whole(bytes, first, 0)
        .or_else(|bad| whole(bytes, second, 0).map_err(|other| if other.offset > bad.offset { other } else { bad }))
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

/// Many of the non-ASCII bytes are UTF-8, far more than chance makes of another encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good * 2 >= bad
}
