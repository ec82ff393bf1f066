//! Finds the paragraphs that head the numbered sections of plain text.

use std::collections::HashMap;

use super::block::Paragraph;
use super::boilerplate::is_contents_line;
use super::heading::may_be_numbered_heading;
use super::numbering::{self, Numbering, Style};

/// Styles of numbers that can head sections, from the outermost to the innermost.
const STYLES: [Style; 6] = [
    Style::Chapter,
    Style::Division,
    Style::Article,
    Style::Roman,
    Style::Han,
    Style::Arabic,
];

/// A paragraph that may head a section, by its number.
struct Candidate {
    /// Index of the paragraph.
    at: usize,
    value: u32,
}

/// Returns the paragraphs that head the numbered sections: the longest run of numbers that counts
/// up, in the outermost style that has a run of at least two.
///
/// If no style has such a run, a lone number 1 of the innermost style heads a section.
pub(super) fn numbered_sections(paragraphs: &[Paragraph<'_>]) -> Vec<usize> {
    let numbers: Vec<Option<Numbering<'_>>> = paragraphs
        .iter()
        .map(|paragraph| numbering::parse(&paragraph.text))
        .collect();
    let mut lone = Vec::new();
    for style in STYLES {
        let run = longest_run(&candidates(&numbers, style));
        if run.len() > 1 {
            return run;
        }
        if !run.is_empty() {
            lone = run;
        }
    }
    lone
}

/// Returns the headings with a number of this style. Lines that are numbered one right after the
/// other are a list, and a number at the very end heads nothing.
fn candidates(numbers: &[Option<Numbering<'_>>], style: Style) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (at, pair) in numbers.windows(2).enumerate() {
        let [Some(number), next] = pair else {
            continue;
        };
        let is_in_list = next
            .as_ref()
            .is_some_and(|next| next.style == style);
        if number.style == style && !is_in_list && may_head_section(number) {
            let value = number.value;
            candidates.push(Candidate { at, value });
        }
    }
    candidates
}

fn may_head_section(number: &Numbering<'_>) -> bool {
    may_be_numbered_heading(number.rest) && !is_contents_line(number.rest)
}

/// Returns the longest run of candidates that counts 1, 2, 3 and so on, and the last of several.
fn longest_run(candidates: &[Candidate]) -> Vec<usize> {
    // Runs by the number that would come next. Of two runs that wait for the same number, the
    // later one is as long and as good. An empty run always waits for a 1.
    let mut runs: HashMap<u32, Vec<usize>> = HashMap::from([(1, Vec::new())]);
    for candidate in candidates {
        let Some(mut run) = runs.remove(&candidate.value) else {
            continue;
        };
        run.push(candidate.at);
        runs.insert(candidate.value + 1, run);
        runs.entry(1).or_default();
    }
    let longest = runs
        .into_values()
        .max_by_key(|run| length_and_start(run));
    longest.unwrap_or_default()
}

fn length_and_start(run: &[usize]) -> (usize, Option<usize>) {
    (run.len(), run.first().copied())
}
