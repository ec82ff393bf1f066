//! Numbers written in digits.

/// A number of thousandths.
pub(super) const THOUSANDTHS: i64 = 1000;

/// Reads the digits at the start of `text`, with commas between groups and one point. Returns the
/// number in thousandths and its length in bytes.
pub(super) fn leading(text: &str) -> Option<(i64, usize)> {
    let (mut whole, mut fraction, mut scale) = (0_i64, 0_i64, THOUSANDTHS);
    let mut end = 0;
    let mut in_fraction = false;
    let bytes = text.as_bytes();
    let is_digit = |at: usize| {
        bytes
            .get(at)
            .is_some_and(u8::is_ascii_digit)
    };
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' if !in_fraction => {
                let digit = i64::from(byte - b'0');
                whole = whole
                    .saturating_mul(10)
                    .saturating_add(digit);
            }
            b'0'..=b'9' => {
                scale /= 10;
                fraction += i64::from(byte - b'0') * scale;
            }
            b',' if end > 0 && !in_fraction && is_digit(end + 1) => {}
            b'.' if end > 0 && !in_fraction && is_digit(end + 1) => in_fraction = true,
            _ => break,
        }
        end += 1;
    }
    let value = whole
        .saturating_mul(THOUSANDTHS)
        .saturating_add(fraction);
    is_digit(0).then_some((value, end))
}
