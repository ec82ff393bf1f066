//! The matches of a query as plain data, for passages that are not in files of a folder.

use tantivy::schema::Field;

/// The passages that a query matches, and roughly how much each part of it scores.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// All passages.
    All,
    /// None.
    Nothing,
    /// Those that have a term.
    Term(Field, String),
    /// Those that have one of some terms.
    Terms(Field, Vec<String>),
    /// Those that have terms in a row. Wherever they are, the pairs are too.
    Phrase(Phrase),
    /// Those that have a phrase, but for the last term, which only starts with the last text.
    PhraseStarting(Phrase),
    /// Those that have terms near each other: in any order, in a range of at most so many
    /// positions more than there are terms.
    Near {
        field: Field,
        terms: Vec<String>,
        gaps: u32,
    },
    /// Those that have a term that starts with a text.
    Starting(Field, String),
    /// Those whose number in a field is in a range.
    Between {
        field: Field,
        first: Option<u64>,
        last: Option<u64>,
    },
    /// Those that were first indexed in a range of days.
    Added { first: u64, last: u64 },
    /// Those that have a value in a column.
    Has(Field),
    /// Those that match one part. The scores of the parts are added up.
    Any(Vec<Shape>),
    /// Those that match one part. The best score counts.
    Best(Vec<Shape>),
    /// Those that match all of `must` and none of `must_not`; if there is no `must`, one of
    /// `should`.
    Bool {
        must: Vec<Shape>,
        should: Vec<Shape>,
        must_not: Vec<Shape>,
    },
    /// Those that match the part, with its score times a factor.
    Scaled(Box<Shape>, f32),
    /// Those that match the part, all with one score.
    Constant(Box<Shape>, f32),
}

/// Terms in a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    pub field: Field,
    /// The terms by their positions; positions without a term match any.
    pub terms: Vec<Option<String>>,
    /// Terms of the field of pairs that occur wherever the phrase does.
    pub pairs: Vec<String>,
}
