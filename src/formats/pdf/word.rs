//! A word with its place on the page, and which characters a word has.

/// A word as poppler cuts it. Lengths are in points, from the page's upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// The height of the baseline, or what stands for it: the box's bottom, freed of its font.
    pub base: f64,
    /// Number of characters.
    pub chars: usize,
    pub text: String,
    /// Whether boxes of this height hold marks of notes.
    pub has_mark_size: bool,
}

impl Word {
    /// Returns the height of the font's box, which tells sizes of the same font apart.
    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn first(&self) -> char {
        self.text
            .chars()
            .next()
            .unwrap_or(' ')
    }

    pub(super) fn last(&self) -> char {
        self.text
            .chars()
            .next_back()
            .unwrap_or(' ')
    }

    pub(super) fn has_digit(&self) -> bool {
        self.text
            .contains(|c: char| c.is_ascii_digit())
    }

    pub(super) fn has_wide(&self) -> bool {
        self.text.contains(is_wide)
    }

    pub(super) fn is_all_wide(&self) -> bool {
        self.text.chars().all(is_wide)
    }

    /// Returns where the ink ends: a closing Chinese mark fills the left half of its box.
    pub(super) fn ink_right(&self) -> f64 {
        if CLOSING.contains(self.last()) {
            self.right - 0.5 * self.width() / as_f64(self.chars)
        } else {
            self.right
        }
    }
}

/// Chinese marks whose right half is empty.
const CLOSING: &str = "，。、；：！？）》”’」";
/// Chinese marks whose left half is empty, so that they may hang before an edge.
const OPENING: &str = "（《“‘「『【";
/// Marks that start a list item wherever they stand.
const BULLETS: &str = "•·▪◦‣●○■□◆";

/// Returns whether a character is a Han character, kana or a mark that is as wide.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

pub(super) fn is_bullet(c: char) -> bool {
    BULLETS.contains(c)
}

pub(super) fn is_opening(c: char) -> bool {
    OPENING.contains(c)
}

/// Returns a count as a factor of lengths.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts on a page are far smaller than 2^52"
)]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}
