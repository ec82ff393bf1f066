//! The columns by which passages are ordered, opened once for all queries of an open index.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::columnar::{Column, ColumnIndex, ColumnValues, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader};

use super::schema;
use crate::model::Kind;

/// The columns of one segment.
#[derive(Clone)]
pub(crate) struct Columns {
    /// The names of sources, by number.
    pub sources: Option<StrColumn>,
    /// The number of the brief's source.
    pub source: Arc<dyn ColumnValues>,
    /// The passage's number in its brief.
    pub ordinal: Arc<dyn ColumnValues>,
    /// The number of the passage's kind.
    pub kind: Arc<dyn ColumnValues>,
    /// The number of the kind `heading`; that of no passage if there are no headings.
    pub heading: u64,
    /// The number of exact tokens of the passage.
    pub lengths: FieldNormReader,
    /// Whether the segment's passages are in the order of sources and, in a brief, of ordinals.
    pub in_order: bool,
}

impl Columns {
    fn open(reader: &SegmentReader, exact: Field, in_order: bool) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let sources = fast.str(schema::SOURCE)?;
        let kinds = fast.str(schema::KIND)?;
        Ok(Self {
            source: by_passage(sources.as_ref().map(numbers)),
            sources,
            ordinal: by_passage(Some(fast.u64(schema::ORDINAL)?)),
            kind: by_passage(kinds.as_ref().map(numbers)),
            heading: heading(kinds.as_ref())?,
            lengths: reader.get_fieldnorms_reader(exact)?,
            in_order,
        })
    }

    /// Returns a number that is greater for a passage that comes later in the order of sources and,
    /// in a brief, of ordinals. Only numbers of the same segment can be compared.
    pub(crate) fn place(&self, passage: DocId) -> u64 {
        if self.in_order {
            return u64::from(passage);
        }
        let (source, ordinal) = self.order(passage);
        source << 32 | ordinal
    }

    /// The key by which a segment can be in order.
    fn order(&self, passage: DocId) -> (u64, u64) {
        (
            self.source.get_val(passage),
            self.ordinal.get_val(passage),
        )
    }
}

fn numbers(column: &StrColumn) -> Column {
    column.ords().clone()
}

/// The number of the kind `heading`; that of no passage if there are no headings.
fn heading(kinds: Option<&StrColumn>) -> tantivy::Result<u64> {
    let Some(kinds) = kinds else {
        return Ok(NO_KIND);
    };
    let number = kinds
        .dictionary()
        .term_ord(Kind::Heading.to_string())?;
    Ok(number.unwrap_or(NO_KIND))
}

/// The segments of `index` whose passages are in order. Reads the columns of every passage.
pub(super) fn in_order(index: &tantivy::Index, exact: Field) -> tantivy::Result<Vec<String>> {
    let mut ids = Vec::new();
    for segment in index.searchable_segments()? {
        let columns = Columns::open(
            &SegmentReader::open(&segment)?,
            exact,
            false,
        )?;
        let passages = 0..segment.meta().max_doc();
        if passages.is_sorted_by_key(|passage| columns.order(passage)) {
            let id = segment.id();
            ids.push(id.uuid_string());
        }
    }
    Ok(ids)
}

/// The value of a passage that has none; no number is so large.
const NO_VALUE: u64 = u64::MAX;
/// The number of no kind, and not [`NO_VALUE`].
const NO_KIND: u64 = NO_VALUE - 1;

/// The values by passage. Every passage has a value in these columns, so no index of passages with
/// values comes in between.
fn by_passage(column: Option<Column>) -> Arc<dyn ColumnValues> {
    match column {
        Some(Column {
            index: ColumnIndex::Full,
            values,
        }) => values,
        Some(column) => column.first_or_default_col(NO_VALUE),
        None => Column::build_empty_column(0).first_or_default_col(NO_VALUE),
    }
}

/// The columns of all segments.
pub(super) struct AllColumns {
    searcher: Searcher,
    exact: Field,
    in_order: Vec<String>,
    opened: Vec<OnceLock<Columns>>,
    /// The sources that were looked up so far.
    names: Mutex<HashMap<(SegmentOrdinal, u64), Arc<str>>>,
}

impl AllColumns {
    /// `in_order` lists the ids of the segments that are in order.
    pub(super) fn new(searcher: Searcher, exact: Field, in_order: Vec<String>) -> Self {
        let segments = searcher.segment_readers().len();
        Self {
            searcher,
            exact,
            in_order,
            opened: vec![OnceLock::new(); segments],
            names: Mutex::default(),
        }
    }

    pub(super) fn of(&self, segment: SegmentOrdinal) -> tantivy::Result<Columns> {
        let cell = &self.opened[segment as usize];
        if let Some(columns) = cell.get() {
            return Ok(columns.clone());
        }
        let reader = self
            .searcher
            .segment_reader(segment);
        let id = reader.segment_id();
        let in_order = self
            .in_order
            .contains(&id.uuid_string());
        let columns = Columns::open(reader, self.exact, in_order)?;
        Ok(cell.get_or_init(|| columns).clone())
    }

    /// The source with this number in this segment. Looking it up takes longer than all other work
    /// of ordering a passage, so it is looked up once.
    pub(super) fn source_name(
        &self,
        segment: SegmentOrdinal,
        ord: u64,
    ) -> tantivy::Result<Arc<str>> {
        let mut names = self
            .names
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match names.entry((segment, ord)) {
            Entry::Occupied(known) => Ok(Arc::clone(known.get())),
            Entry::Vacant(unknown) => {
                let name = self.look_up(segment, ord)?;
                Ok(Arc::clone(unknown.insert(name.into())))
            }
        }
    }
    fn look_up(&self, segment: SegmentOrdinal, ord: u64) -> tantivy::Result<String> {
        let mut name = String::new();
        if let Some(sources) = self.of(segment)?.sources {
            sources.ord_to_str(ord, &mut name)?;
        }
        Ok(name)
    }
}
