//! The columns by which passages are ordered, opened once for all queries of an open index.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::columnar::{Column, ColumnIndex, ColumnValues, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentOrdinal, SegmentReader};

use super::schema;
use crate::model::Kind;

/// The columns of one segment.
#[derive(Clone)]
pub(crate) struct Columns {
    /// The sources of briefs, by number.
    pub sources: Option<StrColumn>,
    /// The number of the brief's source.
    pub source: Arc<dyn ColumnValues>,
    /// The passage's number in its brief.
    pub ordinal: Arc<dyn ColumnValues>,
    /// The number of what the passage is.
    pub kind: Arc<dyn ColumnValues>,
    /// The number of the kind `heading`; of no passage where there are no headings.
    pub heading: u64,
    /// How many tokens the passage has.
    pub lengths: FieldNormReader,
    /// The segment's passages are in the order of sources, and in that of their brief.
    pub in_order: bool,
}

impl Columns {
    fn open(reader: &SegmentReader, exact: Field, in_order: bool) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let (sources, kinds) = (fast.str(schema::SOURCE)?, fast.str(schema::KIND)?);
        let heading = kinds
            .as_ref()
            .map(|k| k.dictionary().term_ord(Kind::Heading.to_string()))
            .transpose()?;
        Ok(Self {
            source: by_passage(sources.as_ref().map(|s| s.ords().clone())),
            sources,
            ordinal: by_passage(Some(fast.u64(schema::ORDINAL)?)),
            kind: by_passage(kinds.map(|k| k.ords().clone())),
            heading: heading.flatten().unwrap_or(NONE - 1),
            lengths: reader.get_fieldnorms_reader(exact)?,
            in_order,
        })
    }
}

/// The segments of `index` whose passages are in order. Looks at each passage.
pub(super) fn in_order(index: &tantivy::Index, exact: Field) -> tantivy::Result<Vec<String>> {
    let mut ids = Vec::new();
    for segment in index.searchable_segments()? {
        let columns = Columns::open(&SegmentReader::open(&segment)?, exact, false)?;
        let key = |doc| (columns.source.get_val(doc), columns.ordinal.get_val(doc));
        if (0..segment.meta().max_doc()).map(key).is_sorted() {
            ids.push(segment.id().uuid_string());
        }
    }
    Ok(ids)
}

/// What a passage without a value has; no number is so large.
const NONE: u64 = u64::MAX;

/// The values by passage. Every passage has each of these, so there is no index to go through.
fn by_passage(column: Option<Column>) -> Arc<dyn ColumnValues> {
    match column {
        Some(Column {
            index: ColumnIndex::Full,
            values,
        }) => values,
        Some(column) => column.first_or_default_col(NONE),
        None => Column::build_empty_column(0).first_or_default_col(NONE),
    }
}

/// The columns of all segments.
pub(super) struct AllColumns {
    searcher: Searcher,
    exact: Field,
    in_order: Vec<String>,
    opened: Vec<OnceLock<Columns>>,
    /// Sources that were looked up.
    names: Mutex<HashMap<(SegmentOrdinal, u64), Arc<str>>>,
}

impl AllColumns {
    /// With the ids of the segments that are in order.
    pub(super) fn new(searcher: Searcher, exact: Field, in_order: Vec<String>) -> Self {
        let opened = searcher
            .segment_readers()
            .iter()
            .map(|_| OnceLock::new())
            .collect();
        Self {
            searcher,
            exact,
            in_order,
            opened,
            names: Mutex::default(),
        }
    }

    pub(super) fn of(&self, segment: SegmentOrdinal) -> tantivy::Result<Columns> {
        let cell = &self.opened[segment as usize];
        if let Some(columns) = cell.get() {
            return Ok(columns.clone());
        }
        let reader = self.searcher.segment_reader(segment);
        let in_order = self.in_order.contains(&reader.segment_id().uuid_string());
        let columns = Columns::open(reader, self.exact, in_order)?;
        Ok(cell.get_or_init(|| columns).clone())
    }

    /// The source of this number in this segment. Looking it up takes longer than all else that
    /// orders a passage.
    pub(super) fn source_name(
        &self,
        segment: SegmentOrdinal,
        ord: u64,
    ) -> tantivy::Result<Arc<str>> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        match names.entry((segment, ord)) {
            Entry::Occupied(known) => Ok(known.get().clone()),
            Entry::Vacant(unknown) => {
                let mut name = String::new();
                if let Some(sources) = self.of(segment)?.sources {
                    sources.ord_to_str(ord, &mut name)?;
                }
                Ok(unknown.insert(name.into()).clone())
            }
        }
    }
}
