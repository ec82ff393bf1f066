//! Sorted lines of text: the words of a list, the stems of a dictionary.

use std::cmp::Ordering;
use std::ops::Range;

/// Sorted lines of text, found by halving.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
    /// Where each line starts, and the end of the last one, in bytes.
    starts: Vec<u32>,
}

impl Lines {
    /// Returns the lines of `text`, which are sorted by their bytes and each end with a line feed.
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut starts = vec![0];
        let ends = text.bytes().enumerate();
        for (at, _) in ends.filter(|(_, byte)| *byte == b'\n') {
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
        Self { text, starts }
    }

    /// Returns the number of lines.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Returns whether there are no lines.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns line `number`, from 0.
    ///
    /// # Panics
    /// Panics if there are not so many lines.
    #[must_use]
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = self.starts[number] as usize;
        let end = self.starts[number + 1] as usize - 1;
        &self.text[start..end]
    }

    /// Returns the number of the line that is `text`.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.find_in(text, 0..self.len())
    }

    /// Returns the number of the line within `range` that is `text`.
    #[must_use]
    pub fn find_in(&self, text: &str, range: Range<u32>) -> Option<u32> {
        let end = range.end;
        let at = self.first_where(range, |line| line < text);
        (at < end && self.get(at) == text).then_some(at)
    }

    /// Returns the lines within `range` that start with `prefix`.
    #[must_use]
    pub fn starting_with(&self, prefix: &str, range: Range<u32>) -> Range<u32> {
        let first = self.first_where(range.clone(), |line| line < prefix);
        let end = self.first_where(first..range.end, |line| {
            line.starts_with(prefix) || line.cmp(prefix) == Ordering::Less
        });
        first..end
    }

    /// Returns the first line within `range` for which `is_before` is false, or the range's end.
    fn first_where(&self, range: Range<u32>, is_before: impl Fn(&str) -> bool) -> u32 {
        let Range { mut start, mut end } = range;
        while start < end {
            let middle = start + (end - start) / 2;
            if is_before(self.get(middle)) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }
}
