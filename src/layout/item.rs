//! The markers of list items.

use super::blank::is_blank;
use crate::analysis::token::is_han;

/// Characters that mark an item wherever a line begins with them.
const BULLETS: [char; 28] = [
    '•', '●', '▪', '◦', '‣', '○', '■', '◆', '◇', '□', '➢', '➤', '⁃', '∙', '⦁', '◾', '◼', '►', '▶',
    '▸', '▹', '✓', '✔', '☐', '☑', '★', '☆', '※',
];

/// Returns whether the line begins with the marker of a list item.
pub(super) fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let next = chars.next();
    let is_spaced = next.is_some_and(is_blank);
    match first {
        '·' => is_spaced || next.is_some_and(is_han),
        '-' | '*' | '+' | '–' | '—' | '→' | '»' => is_spaced,
        // Word's hollow bullet, pasted.
        'o' => next == Some('\t'),
        // The latter are bullets that Word writes in the fonts Symbol and Wingdings.
        '①'..='⑳' | '\u{f000}'..='\u{f0ff}' => true,
        _ => !first.is_ascii() && BULLETS.contains(&first),
    }
}
