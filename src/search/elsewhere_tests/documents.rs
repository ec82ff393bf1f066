//! The documents of an index, as a cluster would return them.

use std::collections::{BTreeMap, HashMap};

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED, TantivyDocument};

use crate::analysis::language::CHINESE;
use crate::index::{FieldValue, Found, Index, passage_from_bytes, schema};

type Values = Vec<(Field, FieldValue)>;

/// Returns the documents of all passages.
pub(super) fn of(index: &Index) -> Vec<(DocAddress, Found)> {
    let mut terms = HashMap::new();
    let (schema, fields) = schema::schema();
    for (field, entry) in schema.fields() {
        let is_of_text = [fields.exact, fields.pairs, fields.english].contains(&field);
        if entry.is_indexed() && !is_of_text && field != fields.date {
            add_terms(index, field, &mut terms);
        }
    }
    let mut all = Vec::new();
    for (segment, reader) in (0..).zip(index.searcher.segment_readers()) {
        for doc in reader.doc_ids_alive() {
            let address = DocAddress::new(segment, doc);
            let of_terms = terms.remove(&address);
            let mut values = joined(index, of_terms.unwrap_or_default());
            add_columns(reader, doc, &mut values);
            all.push((address, found(index, address, values)));
        }
    }
    all
}

/// Adds the terms of a field to those of the passages that have them, as often as they do.
fn add_terms(index: &Index, field: Field, all: &mut HashMap<DocAddress, Values>) {
    let fields = index.fields;
    let is_list = field == fields.heading || field == fields.chinese;
    for (segment, reader) in (0..).zip(index.searcher.segment_readers()) {
        let inverted = reader
            .inverted_index(field)
            .expect("a field");
        let mut stream = inverted
            .terms()
            .stream()
            .expect("terms");
        while stream.advance() {
            let text = String::from_utf8(stream.key().to_vec()).expect("a text");
            let info = stream.value().clone();
            let with = IndexRecordOption::WithFreqs;
            let postings = inverted.read_postings_from_terminfo(&info, with);
            let mut postings = postings.expect("a list");
            while postings.doc() != TERMINATED {
                let count = if is_list {
                    postings.term_freq()
                } else {
                    1
                };
                let address = DocAddress::new(segment, postings.doc());
                let values = all.entry(address).or_default();
                for _ in 0..count {
                    values.push((field, FieldValue::Text(text.clone())));
                }
                postings.advance();
            }
        }
    }
}

/// Adds the values of the columns that are not searched, and the numbers.
fn add_columns(reader: &SegmentReader, doc: u32, values: &mut Values) {
    let fast = reader.fast_fields();
    let (schema, _) = schema::schema();
    for (field, entry) in schema.fields() {
        if !entry.is_fast() {
            continue;
        }
        if let Some(column) = fast
            .str(entry.name())
            .expect("a column")
        {
            let ords = column.term_ords(doc);
            for ord in ords.filter(|_| !entry.is_indexed()) {
                let mut label = String::new();
                column
                    .ord_to_str(ord, &mut label)
                    .expect("a label");
                values.push((field, FieldValue::Text(label)));
            }
        } else if let Ok(column) = fast.u64(entry.name()) {
            let number = column.first(doc);
            values.extend(number.map(|number| (field, FieldValue::Number(number))));
        }
    }
}

fn found(index: &Index, address: DocAddress, values: Values) -> Found {
    let stored: TantivyDocument = index
        .searcher
        .doc(address)
        .expect("a document");
    let stored = stored.get_first(index.fields.record);
    let stored = stored.and_then(|value| value.as_bytes());
    let stored = stored.expect("a record").to_vec();
    let passage = passage_from_bytes(&stored).expect("a passage");
    let (_, ordinal) = passage
        .label
        .id
        .rsplit_once('#')
        .expect("an id");
    Found {
        source: passage.label.brief.source.clone(),
        ordinal: ordinal.parse().expect("a number"),
        added: 20_200_920,
        stored,
        values,
    }
}

/// Joins the terms of each list.
fn joined(index: &Index, values: Vec<(Field, FieldValue)>) -> Vec<(Field, FieldValue)> {
    let mut joined = Vec::new();
    let mut lists: BTreeMap<u32, (Field, String)> = BTreeMap::new();
    let is_list = [index.fields.heading, index.fields.words[CHINESE.position()]];
    for (field, value) in values {
        match value {
            FieldValue::Text(text) if is_list.contains(&field) => {
                let list = lists
                    .entry(field.field_id())
                    .or_insert_with(|| (field, String::new()));
                list.1.push_str(&text);
                list.1.push('\n');
            }
            value => joined.push((field, value)),
        }
    }
    for (field, list) in lists.into_values() {
        joined.push((field, FieldValue::Text(list)));
    }
    joined
}
