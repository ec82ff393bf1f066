//! Finds the encoding of Chinese text with a few bad bytes.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS};

use super::decoded::{self, Decoded};
use super::guess::guess;

/// At least this share of the characters of Chinese text, in percent, is among the common ones of
/// its encoding.
const MIN_COMMON_PERCENT: usize = 75;

/// Encodings that look alike if some bytes are bad. Only the first two are read.
const CANDIDATES: [&Encoding; 5] = [GB18030, BIG5, EUC_KR, EUC_JP, SHIFT_JIS];

/// Returns the encoding that `bytes` are in but for a few: the only candidate that chardetng
/// guesses of the bytes without those that are bad in it.
pub(super) fn find(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut found = None;
    for encoding in CANDIDATES {
        let Ok(decoded) = decoded::decode(encoding, bytes, 0) else {
            continue;
        };
        let whole = decoded.text.replace('\u{fffd}', "");
        let (whole, ..) = encoding.encode(&whole);
        if !is_same(guess(&whole), encoding) {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some((encoding, decoded.text));
    }
    let (encoding, text) = found?;
    is_common(encoding, &text).then_some(encoding)
}

/// Decodes `bytes` in the other Chinese encoding than `declared`, if they are nonsense in that one
/// and chardetng takes them for the other.
pub(super) fn decode_other(
    declared: &'static Encoding,
    decoded: &Decoded,
    bytes: &[u8],
) -> Option<Decoded> {
    let (declared, other) = if declared == BIG5 {
        (BIG5, GB18030)
    } else if declared == GBK || declared == GB18030 {
        (GB18030, BIG5)
    } else {
        return None;
    };
    if decoded.damage.is_none() && is_common(declared, &decoded.text) {
        return None;
    }
    if !is_same(guess(bytes), other) {
        return None;
    }
    let decoded = decoded::decode(other, bytes, 0).ok()?;
    let is_whole = decoded.damage.is_none() && is_common(other, &decoded.text);
    is_whole.then_some(decoded)
}

fn is_same(guessed: &'static Encoding, encoding: &'static Encoding) -> bool {
    // GB18030 contains all of GBK.
    let guessed = if guessed == GBK {
        GB18030
    } else {
        guessed
    };
    guessed == encoding
}

/// Returns whether nearly all Han characters of `text` are among the common ones, which both
/// Chinese encodings list first. Text that was decoded wrongly has characters from everywhere.
pub(super) fn is_common(encoding: &'static Encoding, text: &str) -> bool {
    let (bytes, ..) = encoding.encode(text);
    let is_gb = encoding == GB18030;
    let mut all = 0;
    let mut common = 0;
    let mut rest = &*bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if first.is_ascii() {
            continue;
        }
        let Some(second) = after.first() else {
            break;
        };
        rest = &after[1..];
        let is_punctuation = (0xa1..=0xa3).contains(first) && !second.is_ascii();
        if !is_punctuation {
            all += 1;
            common += usize::from(is_listed_first(is_gb, *first, *second));
        }
    }
    all > 0 && common * 100 >= all * MIN_COMMON_PERCENT
}

/// Returns whether a character is in the part of the encoding with the common characters.
fn is_listed_first(is_gb: bool, first: u8, second: u8) -> bool {
    if is_gb {
        (0xb0..=0xd7).contains(&first) && second >= 0xa1
    } else {
        (0xa4..=0xc6).contains(&first)
    }
}
