//! The results of a search.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::group::Groups;
use super::highlight::{HighlightTerm, Matcher, spans};
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
    /// The passages in the other language, if the request asks for them. [`Results::total`] doesn't
    /// count them.
    pub across: Option<Across>,
    /// The passages that have other forms of the query's words, if there are some.
    /// [`Results::total`] doesn't count them.
    pub forms: Option<OtherForms>,
    /// The labels that the filters ask for and that no passage has.
    pub unknown: Vec<UnknownLabel>,
}

/// The passages in the other language, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Across {
    /// Number of passages in the other language that match.
    pub total: usize,
    /// The words by which the shown ones match.
    pub via: Vec<String>,
}

/// The passages that have other forms of the query's words, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OtherForms {
    /// Number of passages that match by them and not otherwise.
    pub total: usize,
    /// The forms.
    pub ways: Vec<Via>,
}

/// How a hit was found, if not by the words of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Via {
    /// The words that match.
    pub words: Vec<String>,
    /// Their relation to the words of the query.
    pub way: Way,
}

/// The relation of words that match to those of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Way {
    /// They translate them.
    Translated,
    /// The translation of the hit in its brief matches, by these words if there are some.
    Twin,
    /// They are other forms of the same name or term.
    #[serde(rename = "form")]
    OtherForm,
    /// They are written as the query in pinyin.
    Pinyin,
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
    /// The link that matches, if nothing in the passage's text does.
    pub link: Option<LinkMatch>,
    /// How it was found, if not in the query's own language.
    pub via: Option<Via>,
    /// The passages that translate it or that it translates, if the request asks for them.
    pub twins: Vec<StoredPassage>,
    /// How the score is made up, if the request asks for it.
    pub explanation: Option<Explanation>,
    /// The words and phrases that are marked in the headings above it.
    pub(crate) marked: Arc<[HighlightTerm]>,
}

impl Hit {
    /// Returns the matches in the headings above the passage. A phrase must be in the passage
    /// itself, and is marked here all the same.
    #[must_use]
    pub fn above(&self) -> Above {
        let matcher = Matcher::new(&self.marked);
        let label = &self.passage.label;
        let section = label.section.as_ref();
        let sub_heading = self.passage.sub_heading.as_ref();
        Above {
            title: spans(&label.brief.title, &matcher),
            section: section.map_or_else(Vec::new, |section| {
                spans(&section.title, &matcher)
            }),
            sub_heading: sub_heading.map_or_else(Vec::new, |heading| {
                spans(heading, &matcher)
            }),
        }
    }
}
