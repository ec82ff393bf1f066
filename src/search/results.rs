//! The results of a search.

use std::ops::Range;
use std::time::Duration;

use super::group::Groups;
use super::note::Note;
use super::scoring::collect::Counts;
use super::scoring::explain::Explanation;
use super::suggest::expand::Expanded;
use super::suggest::unknown::UnknownLabel;
use super::suggest::zero_hits::ZeroHits;
use crate::index::StoredPassage;

/// The answer to a [`Request`](super::Request).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Results {
    /// Number of passages that match.
    pub total: usize,
    /// Time that the search took.
    pub took: Duration,
    /// The requested page of hits, in the order of the request; brief by brief if they are grouped.
    pub hits: Vec<Hit>,
    /// The briefs of the hits, if the request groups them.
    pub groups: Option<Groups>,
    /// Counts over all matching passages, if the request asks for facets.
    pub facets: Option<Counts>,
    /// The spellings that a fuzzy search added to the query.
    pub expanded: Vec<Expanded>,
    /// The phrases of a question that occur nowhere and were searched as words, quoted.
    pub relaxed: Vec<String>,
    /// Why there are no hits, if there are none.
    pub zero_hits: Option<ZeroHits>,
    /// Notes on whatever the search did otherwise than the query may have been meant.
    pub notes: Vec<Note>,
    /// The labels that the filters ask for and that no passage has.
    pub unknown: Vec<UnknownLabel>,
}

/// A link of a passage that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkMatch {
    /// Its target.
    pub target: String,
    /// The matches in the target, as in [`Hit::spans`].
    pub spans: Vec<Range<usize>>,
}

/// The matches in the headings above a passage, as in [`Hit::spans`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Above {
    /// In the brief's title.
    pub title: Vec<Range<usize>>,
    /// In the section's title.
    pub section: Vec<Range<usize>>,
    /// In the sub-heading.
    pub sub_heading: Vec<Range<usize>>,
}

/// A passage that matches, with the spans of its matches.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Hit {
    /// Position among all hits, from 1.
    pub rank: usize,
    /// Higher is better. Scores are comparable within one answer only.
    pub score: f32,
    /// The passage.
    pub passage: StoredPassage,
    /// The matches in the passage's text, in bytes: in order, not overlapping, whole graphemes.
    pub spans: Vec<Range<usize>>,
    /// The matches in the headings above it. A phrase must be in the passage itself, and is marked
    /// here all the same.
    pub above: Above,
    /// The link that matches, if nothing in the passage's text does.
    pub link: Option<LinkMatch>,
    /// How the score is made up, if the request asks for it.
    pub explanation: Option<Explanation>,
}
