//! Which passages are in a language, or in both.

use tantivy::DocAddress;
use tantivy::columnar::StrColumn;

use crate::error::Result;
use crate::index::{Index, schema};
use crate::model::Lang;

/// The passages in a language, or in both.
pub(super) struct Passages {
    segments: Vec<Segment>,
}

/// The languages of the passages of a segment.
struct Segment {
    column: Option<StrColumn>,
    /// The numbers of the wanted languages.
    wanted: Vec<u64>,
}

impl Passages {
    pub(super) fn in_language(index: &Index, lang: Lang) -> Result<Self> {
        let mut segments = Vec::new();
        for reader in index.searcher.segment_readers() {
            let column = reader
                .fast_fields()
                .str(schema::LANG);
            let column = column.map_err(index.error())?;
            let mut wanted = Vec::new();
            for lang in [lang, Lang::Mixed] {
                let Some(column) = &column else {
                    continue;
                };
                let number = column
                    .dictionary()
                    .term_ord(lang.to_string());
                let number = number.map_err(|error| index.error()(error.into()))?;
                wanted.extend(number);
            }
            segments.push(Segment { column, wanted });
        }
        Ok(Self { segments })
    }

    pub(super) fn contain(&self, address: DocAddress) -> bool {
        let segment = &self.segments[address.segment_ord as usize];
        let Some(column) = &segment.column else {
            return false;
        };
        let number = column.ords().first(address.doc_id);
        number.is_some_and(|number| segment.wanted.contains(&number))
    }
}
