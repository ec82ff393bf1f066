//! The stored bytes of passages, as they are.
//!
//! tantivy makes a document of what it stores, and copies its bytes one at a time to do so: a tenth
//! of a short search. The bytes of a passage are at the end of the document, behind a short head.

use std::sync::OnceLock;

use tantivy::directory::OwnedBytes;
use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// Number of blocks of stored passages that are kept unpacked for each segment.
const BLOCKS: usize = 100;
/// The code of bytes in a stored document.
const BYTES: u8 = 4;

/// The stored passages of all segments.
pub(super) struct Records {
    searcher: Searcher,
    record: Field,
    opened: Vec<OnceLock<StoreReader>>,
}

impl Records {
    /// `record` is the field that stores a passage, and the only one that is stored.
    pub(super) fn new(searcher: Searcher, record: Field) -> Self {
        let segments = searcher.segment_readers().iter();
        Self {
            opened: segments
                .map(|_| OnceLock::new())
                .collect(),
            searcher,
            record,
        }
    }

    /// Returns the bytes that are stored of a passage.
    pub(super) fn bytes(&self, address: DocAddress) -> tantivy::Result<OwnedBytes> {
        let cell = &self.opened[address.segment_ord as usize];
        let store = if let Some(store) = cell.get() {
            store
        } else {
            let segment = self
                .searcher
                .segment_reader(address.segment_ord);
            let store = segment.get_store_reader(BLOCKS)?;
            cell.get_or_init(|| store)
        };
        let document = store.get_document_bytes(address.doc_id)?;
        match after_head(&document, self.record) {
            Some(bytes) => Ok(bytes),
            None => self.bytes_of_document(address),
        }
    }

    /// Returns the same from the document that tantivy makes.
    fn bytes_of_document(&self, address: DocAddress) -> tantivy::Result<OwnedBytes> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let record = document
            .get_first(self.record)
            .and_then(|value| value.as_bytes());
        let bytes = record.unwrap_or_default().to_vec();
        Ok(OwnedBytes::new(bytes))
    }
}

/// Returns the bytes behind the head of a document whose one field is `record`: the number of
/// fields, the field, the code of its type, the number of bytes. Returns `None` if the head is
/// another.
fn after_head(document: &OwnedBytes, record: Field) -> Option<OwnedBytes> {
    let mut head = vec![0x81];
    head.extend(record.field_id().to_le_bytes());
    head.push(BYTES);
    let rest = document.strip_prefix(head.as_slice())?;
    let (length, of_length) = number(rest)?;
    let start = head.len() + of_length;
    let end = document.len();
    (end - start == length).then(|| document.slice(start..end))
}

/// Returns the number that `bytes` begin with, and the number of bytes that it takes: seven bits
/// each, the lowest first, and the last byte has the highest bit.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(4).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 != 0 {
            return Some((number, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use tantivy::Index;
    use tantivy::schema::Schema;

    use super::*;

    /// If tantivy stores documents in another way, each search is slower.
    #[test]
    fn the_bytes_are_behind_the_head() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        schema.add_text_field("other", tantivy::schema::STRING);
        let record = schema.add_bytes_field("record", tantivy::schema::STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20_000_000)?;
        let lengths = [0, 1, 127, 128, 300, 20_000, 3_000_000];
        for length in lengths {
            let mut document = TantivyDocument::new();
            document.add_bytes(record, &vec![7; length]);
            writer.add_document(document)?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let store = searcher
            .segment_reader(0)
            .get_store_reader(BLOCKS)?;
        let records = Records::new(searcher, record);
        for (doc, length) in (0..).zip(lengths) {
            let document = store.get_document_bytes(doc)?;
            assert!(after_head(&document, record).is_some());
            let other = Field::from_field_id(0);
            assert!(after_head(&document, other).is_none());
            let bytes = records.bytes(DocAddress::new(0, doc))?;
            assert_eq!(&bytes[..], vec![7; length]);
        }
        Ok(())
    }
}
