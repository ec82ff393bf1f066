//! The metadata that front matter gives of a brief.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::Lang;

/// The metadata that front matter gives of a brief.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    /// The title as a reader of the front matter understands it, on one line.
    pub title: Option<String>,
    /// Place of the title, in bytes of the whole text: its words if the text has them as they are
    /// read, or else the whole value, with its quotation marks and escapes.
    pub title_span: Option<Range<usize>>,
    pub issue: Option<String>,
    /// Day of publication, as written.
    pub date: Option<String>,
    /// The line of the date, from 1, if it is known.
    pub date_line: Option<usize>,
    pub series: Option<String>,
    pub topics: Vec<String>,
    pub lang: Option<Lang>,
    pub year: Option<i16>,
    pub authors: Vec<String>,
    /// Address at which the brief was published.
    pub url: Option<String>,
    pub publisher: Option<String>,
    /// Day on which someone read the brief at its address.
    pub accessed: Option<Date>,
    /// Whether no passage is to be paired with another as its translation.
    pub unpaired: bool,
    /// Entries whose keys mean nothing to yinde, in bytes of the whole text, in order.
    pub unknown: Vec<Range<usize>>,
}
