//! The script of Chinese text.

use super::simplified::simplified;
use super::token::is_han;

/// Text is traditional if this share of its Han characters, one in so many, is not simplified. A
/// few characters of simplified text have an older form too.
const ONE_IN: usize = 20;

/// Returns whether `text` is in traditional characters.
///
/// ```
/// assert!(yinde::analysis::is_traditional("統一戰線"));
/// assert!(!yinde::analysis::is_traditional("统一战线"));
/// ```
#[must_use]
pub fn is_traditional(text: &str) -> bool {
    let (mut han, mut traditional) = (0, 0);
    for c in text.chars().filter(|c| is_han(*c)) {
        han += 1;
        if simplified(c) != c {
            traditional += 1;
        }
    }
    traditional > 0 && traditional * ONE_IN >= han
}
