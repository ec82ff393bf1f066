//! Decoding that replaces a few bad bytes.

use encoding_rs::{DecoderResult, Encoding};

use crate::model::Warning;

/// Number of runs of bad bytes that any text may have.
const FEW: usize = 5;
/// A text may have a run of bad bytes for each of this many bytes.
const BYTES_PER_PLACE: usize = 1000;
/// A text may have this share of lines with bad bytes, such as a line in another encoding: one in
/// this many.
const LINES_PER_BAD_LINE: usize = 20;
/// Number of bytes after which decoding stops if there is a run of bad bytes in each
/// [`BYTES_PER_HOPELESS_RUN`] bytes.
const SAMPLE: usize = 64 << 10;
const BYTES_PER_HOPELESS_RUN: usize = 20;
/// Number of bytes that are decoded at once.
const BUFFER: usize = 8 << 10;
/// Maximum number of offsets in a message.
const MAX_OFFSETS: usize = 5;

/// A text, and the bytes of its file that were replaced in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The text. Each run of bad bytes is a U+FFFD in it.
    pub text: String,
    /// The bytes that were replaced, if any were.
    pub damage: Option<Damage>,
}

impl Decoded {
    /// Returns a warning of the bytes that were replaced, if any were.
    #[must_use]
    pub fn warning(&self) -> Option<Warning> {
        let damage = self.damage.as_ref()?;
        Some(Warning {
            line: damage.line,
            message: damage.message(),
        })
    }
}

impl From<String> for Decoded {
    fn from(text: String) -> Self {
        Self { text, damage: None }
    }
}

/// The bytes of a file that are not valid in its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damage {
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Number of bad bytes.
    pub bytes: usize,
    /// Number of runs of bad bytes.
    pub runs: usize,
    /// Offsets of the first runs, in bytes of the file.
    pub offsets: Vec<usize>,
    /// Line of the first one, from 1.
    pub line: usize,
}

impl Damage {
    fn new(encoding: &'static Encoding, line: usize) -> Self {
        Self {
            encoding: encoding.name(),
            bytes: 0,
            runs: 0,
            offsets: Vec::new(),
            line,
        }
    }

    fn add_run(&mut self, offset: usize) {
        self.runs += 1;
        if self.offsets.len() < MAX_OFFSETS {
            self.offsets.push(offset);
        }
    }

    /// Returns a sentence on the number of bad bytes and the first offsets.
    #[must_use]
    pub fn message(&self) -> String {
        let Self {
            encoding, bytes, ..
        } = self;
        let (noun, verb) = match bytes {
            1 => ("byte is", "was"),
            _ => ("bytes are", "were"),
        };
        let replaced = format!("{verb} replaced with U+FFFD");
        let offsets = list(&self.offsets, self.runs);
        format!("{bytes} {noun} not valid {encoding} and {replaced}, at offset {offsets}")
    }

    /// Returns whether so little of `bytes` is bad that the rest can be read.
    fn is_small(&self, text: &str, bytes: &[u8]) -> bool {
        let places = self.runs;
        places <= FEW || places * BYTES_PER_PLACE <= bytes.len() || are_few_lines(text, places)
    }
}

/// Returns whether the places are in few of the lines of `text`, so that most lines are whole.
fn are_few_lines(text: &str, places: usize) -> bool {
    let mut lines = 0;
    let mut bad = 0;
    for line in text.lines() {
        lines += 1;
        bad += usize::from(line.contains('\u{fffd}'));
    }
    let beyond_ascii = text
        .chars()
        .filter(|c| !c.is_ascii());
    // One line of three may be bad, unless most of the text is in it.
    let is_one = bad == 1 && lines >= 3 && places * 3 <= beyond_ascii.count();
    is_one || bad * LINES_PER_BAD_LINE <= lines
}

/// Returns the first of `total` numbers, with "and" before the last, or before how many are left
/// out.
fn list(numbers: &[usize], total: usize) -> String {
    let mut words = Vec::with_capacity(numbers.len() + 1);
    for number in numbers {
        words.push(number.to_string());
    }
    if total > numbers.len() {
        words.push(format!(
            "{} more",
            total - numbers.len()
        ));
    }
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Decodes `bytes` from offset `start` on.
///
/// # Errors
/// Returns the offset of the first bad byte if there are too many to replace.
pub(super) fn decode(
    encoding: &'static Encoding,
    bytes: &[u8],
    start: usize,
) -> Result<Decoded, usize> {
    let (text, damage) = replace(encoding, bytes, start)?;
    match damage {
        Some(damage) if !damage.is_small(&text, bytes) => Err(damage.offsets[0]),
        damage => Ok(Decoded { text, damage }),
    }
}

/// Decodes all of `bytes` from offset `start` on, with U+FFFD for each run of bad bytes.
///
/// # Errors
/// Returns the offset of the first bad byte as soon as the bytes are clearly in another encoding.
fn replace(
    encoding: &'static Encoding,
    bytes: &[u8],
    start: usize,
) -> Result<(String, Option<Damage>), usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut at = start;
    let mut text = String::with_capacity(bytes.len());
    let mut damage: Option<Damage> = None;
    let mut bad_end = usize::MAX;
    // A buffer of fixed size: the decoder clears what it does not fill, at each run of bad bytes.
    let mut buffer = [0; BUFFER];
    loop {
        let rest = &bytes[at..];
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        at += read;
        text.push_str(&String::from_utf8_lossy(
            &buffer[..written],
        ));
        match result {
            DecoderResult::InputEmpty => return Ok((text, damage)),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                let bad = usize::from(bad);
                let bad_start = at.saturating_sub(bad + usize::from(after));
                let line = || 1 + text.matches('\n').count();
                let damage = damage.get_or_insert_with(|| Damage::new(encoding, line()));
                damage.bytes += bad;
                if bad_start != bad_end {
                    damage.add_run(bad_start);
                    text.push('\u{fffd}');
                }
                bad_end = bad_start + bad;
                if at > SAMPLE && damage.runs * BYTES_PER_HOPELESS_RUN > at {
                    return Err(damage.offsets[0]);
                }
            }
        }
    }
}
