//! The text of a brief as its reader sees it, and the way from there back to the source.
//!
//! The rules of the layout work on this text. Plain text is read as it is. Of Markdown, the marks
//! are not read: then pieces of the text lead back to the bytes of the source.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::blank::{is_blank, trimmed};

/// A brief's text as it is read.
#[derive(Debug)]
pub(crate) struct Reading<'t> {
    /// The text whose bytes and lines passages refer to.
    pub(crate) source: &'t str,
    pub(crate) text: Cow<'t, str>,
    /// The places in the source of parts of the text, in order. Between them is white space that is
    /// not from the source. If there are none, the text is the source.
    pub(super) pieces: Vec<Piece>,
    /// Parts of the text that the rules see but people are not shown, in order: the markers of list
    /// items.
    pub(super) hidden: Vec<Range<usize>>,
    /// Links, in order.
    pub(super) links: Vec<Link>,
}

/// A part of the text, and its place in the source.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) text: Range<usize>,
    pub(super) source: Range<usize>,
    /// Whether both have the same bytes.
    pub(super) is_copy: bool,
}

/// A link in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// The byte of the text at which it starts.
    pub(crate) at: usize,
    /// Its target, as written.
    pub(crate) target: String,
}

impl Link {
    /// Returns a link, unless its target is a place on the page or nothing that a reader can open.
    pub(crate) fn new(at: usize, target: &str) -> Option<Self> {
        const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];
        let target = target.trim();
        let has_scheme = SCHEMES.iter().any(|scheme| {
            let start = target.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        has_scheme.then(|| Self {
            at,
            target: target.to_owned(),
        })
    }
}

impl<'t> Reading<'t> {
    /// Returns the reading of a text that has no marks, with these links.
    pub(crate) fn verbatim(source: &'t str, links: Vec<Link>) -> Self {
        Self {
            source,
            text: source.into(),
            pieces: Vec::new(),
            hidden: Vec::new(),
            links,
        }
    }

    /// Returns a part of the text as it is shown.
    pub(super) fn shown(&self, span: &Range<usize>) -> String {
        let first = self
            .hidden
            .partition_point(|hidden| hidden.end <= span.start);
        let mut shown = String::with_capacity(span.len());
        let mut at = span.start;
        for hidden in &self.hidden[first..] {
            if hidden.start >= span.end {
                break;
            }
            shown.push_str(&self.text[at..hidden.start.max(at)]);
            at = hidden.end.min(span.end);
            if shown.ends_with(' ') && self.text[at..].starts_with(' ') {
                shown.pop();
            }
        }
        shown.push_str(&self.text[at..span.end]);
        let blank_start = shown.len()
            - shown
                .trim_start_matches(is_blank)
                .len();
        shown.drain(..blank_start);
        let length = shown
            .trim_end_matches(is_blank)
            .len();
        shown.truncate(length);
        shown
    }

    /// Returns the places in the source of parts of the text, which are in order.
    ///
    /// A place takes in the marks around it on its lines.
    pub(super) fn places(&self, spans: &[Range<usize>]) -> Vec<Range<usize>> {
        if self.pieces.is_empty() {
            return spans.to_vec();
        }
        let bare: Vec<Range<usize>> = spans
            .iter()
            .map(|span| self.bare_place(span))
            .collect();
        let mut places = Vec::with_capacity(bare.len());
        let mut free_from = 0;
        for (n, place) in bare.iter().enumerate() {
            let free_to = bare
                .get(n + 1)
                .map_or(self.source.len(), |next| next.start);
            let start = place.start.max(free_from);
            let end = place.end.max(start);
            let free = free_from..free_to.max(end);
            let place = self.with_marks(&(start..end), &free);
            free_from = place.end;
            places.push(place);
        }
        places
    }

    /// Returns the place of the pieces of `span`.
    fn bare_place(&self, span: &Range<usize>) -> Range<usize> {
        let first = self
            .pieces
            .partition_point(|piece| piece.text.end <= span.start);
        let after = self
            .pieces
            .partition_point(|piece| piece.text.start < span.end);
        let pieces = self
            .pieces
            .get(first..after)
            .unwrap_or_default();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return 0..0;
        };
        first.source_of_start(span.start)..last.source_of_end(span.end)
    }

    /// Returns `place` with all that is on its lines within `free`.
    fn with_marks(&self, place: &Range<usize>, free: &Range<usize>) -> Range<usize> {
        let before = &self.source[free.start..place.start];
        let line_start = before
            .rfind(['\n', '\r'])
            .map_or(free.start, |at| free.start + at + 1);
        let after = &self.source[place.end..free.end];
        let line_end = after
            .find(['\n', '\r'])
            .map_or(free.end, |at| place.end + at);
        trimmed(self.source, line_start..line_end).unwrap_or_else(|| place.clone())
    }

    /// Returns the targets of the links in each of some parts of the text, each target once. A link
    /// between two parts belongs to the one before it.
    pub(super) fn links(&self, spans: &[Range<usize>]) -> Vec<Vec<String>> {
        let mut of_spans = Vec::with_capacity(spans.len());
        let mut links = self.links.iter().peekable();
        for n in 0..spans.len() {
            let next = spans
                .get(n + 1)
                .map_or(usize::MAX, |next| next.start);
            let mut seen = HashSet::new();
            let mut targets = Vec::new();
            while let Some(link) = links.next_if(|link| link.at < next) {
                if seen.insert(&link.target) {
                    targets.push(link.target.clone());
                }
            }
            of_spans.push(targets);
        }
        of_spans
    }
}

impl Piece {
    fn source_of_start(&self, at: usize) -> usize {
        match at.checked_sub(self.text.start) {
            Some(offset) if self.is_copy => self.source.start + offset,
            _ => self.source.start,
        }
    }

    fn source_of_end(&self, end: usize) -> usize {
        match self.text.end.checked_sub(end) {
            Some(rest) if self.is_copy => self.source.end - rest,
            _ => self.source.end,
        }
    }
}
