//! Superscript digits, which the analysis takes for the mark of a note.

/// The superscript digits, from 0.
pub(super) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Returns text with its digits raised.
pub(super) fn raised(text: &str) -> String {
    let raise = |c: char| {
        let digit = c
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok());
        digit.map_or(c, |digit| RAISED[digit])
    };
    text.chars().map(raise).collect()
}
