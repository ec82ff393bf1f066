//! The columns by which passages are ordered, opened once for all queries of an open index.

use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentOrdinal};

use super::schema;
use crate::brief::Kind;

/// The columns of one segment.
#[derive(Clone)]
pub(crate) struct Columns {
    /// The brief's source.
    pub source: Option<StrColumn>,
    /// The passage's number in its brief.
    pub ordinal: Column<u64>,
    /// What the passage is.
    pub kind: Option<StrColumn>,
    /// The number of the kind `heading` in `kind`.
    pub heading: Option<u64>,
    /// How many tokens the passage has.
    pub lengths: FieldNormReader,
}

/// The columns of all segments.
pub(super) struct AllColumns {
    searcher: Searcher,
    exact: Field,
    opened: Vec<OnceLock<Columns>>,
}

impl AllColumns {
    pub(super) fn new(searcher: Searcher, exact: Field) -> Self {
        let opened = searcher.segment_readers().iter().map(|_| OnceLock::new()).collect();
        Self { searcher, exact, opened }
    }

    pub(super) fn of(&self, segment: SegmentOrdinal) -> tantivy::Result<Columns> {
        let cell = &self.opened[segment as usize];
        if let Some(columns) = cell.get() {
            return Ok(columns.clone());
        }
        let reader = self.searcher.segment_reader(segment);
        let fast = reader.fast_fields();
        let kind = fast.str(schema::KIND)?;
        let heading = kind.as_ref().map(|k| k.dictionary().term_ord(Kind::Heading.to_string())).transpose()?;
        let columns = Columns {
            source: fast.str(schema::SOURCE)?,
            ordinal: fast.u64(schema::ORDINAL)?,
            kind,
            heading: heading.flatten(),
            lengths: reader.get_fieldnorms_reader(self.exact)?,
        };
        Ok(cell.get_or_init(|| columns).clone())
    }
}
