//! Tells Markdown in a file that does not say so from plain text.

/// Least number of headings in Markdown.
const MIN_HEADINGS: usize = 2;
/// Markdown has at least this number of other lines for each heading.
const LINES_PER_HEADING: usize = 1;

/// Returns whether `text` has headings as Markdown marks them: several, of which one is below the
/// first rank, each apart from the text before. Comments in code and hash tags are no headings.
pub(crate) fn are_in(text: &str) -> bool {
    let mut headings = 0;
    let mut lines = 0;
    let mut has_lower = false;
    let mut is_apart = true;
    for line in text.lines() {
        let is_blank = line.trim().is_empty();
        match rank(line) {
            Some(rank) if is_apart => {
                headings += 1;
                has_lower |= rank > 1;
            }
            Some(_) => return false,
            None => lines += usize::from(!is_blank),
        }
        is_apart = is_blank || rank(line).is_some();
    }
    has_lower && headings >= MIN_HEADINGS && lines >= headings * LINES_PER_HEADING
}

/// Returns the rank of the heading that a line is.
fn rank(line: &str) -> Option<usize> {
    let title = line.trim_start_matches('#');
    let rank = line.len() - title.len();
    let is_heading = (1..=6).contains(&rank) && title.starts_with([' ', '\t']);
    (is_heading && !title.trim().is_empty()).then_some(rank)
}
