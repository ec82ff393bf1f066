//! Passages from a cluster, page by page.

use std::ops::RangeInclusive;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use tantivy::schema::FieldType;

use super::mapping::ADDED;
use super::reader::Reader;
use crate::error::Result;
use crate::index::{self, FieldValue, Found, RECORD, Shape, StoredPassage};

/// Number of passages that are asked for at a time.
const PAGE: usize = 500;

impl Reader {
    /// Returns the names of the fields that are asked for of each passage.
    pub(super) fn wanted_fields(&self) -> Vec<&str> {
        let mut names = vec![ADDED];
        for (_, entry) in self.schema().fields() {
            names.push(entry.name());
        }
        names
    }
}

/// Returns all passages that match.
pub(super) fn all(reader: &Reader, matching: &Shape) -> Result<Vec<Found>> {
    let query = matching_query(reader, matching);
    let mut all = Vec::new();
    each_page(
        reader,
        &query,
        &by_place(reader),
        usize::MAX,
        |answer| {
            all.extend(found(reader, answer)?);
            Ok(())
        },
    )?;
    Ok(all)
}

/// Returns the first `keep` passages that match, by the dates of their briefs.
pub(super) fn dated(
    reader: &Reader,
    matching: &Shape,
    keep: usize,
    newest: bool,
) -> Result<Vec<Found>> {
    let date = reader
        .translator
        .name(reader.fields.date);
    let order = if newest {
        "desc"
    } else {
        "asc"
    };
    let mut sort = vec![json!({date: {"order": order, "missing": "_last"}})];
    sort.extend(by_place(reader));
    let query = matching_query(reader, matching);
    let mut first = Vec::new();
    each_page(reader, &query, &sort, keep, |answer| {
        first.extend(found(reader, answer)?);
        Ok(())
    })?;
    Ok(first)
}

/// Returns some passages of a brief, in order.
pub(super) fn of_brief(
    reader: &Reader,
    brief_id: &str,
    ordinals: &RangeInclusive<u32>,
) -> Result<Vec<StoredPassage>> {
    let of_brief = Shape::Term(
        reader.fields.brief_id,
        brief_id.to_owned(),
    );
    let in_range = Shape::Between {
        field: reader.fields.ordinal,
        first: Some((*ordinals.start()).into()),
        // The cluster's numbers have a sign.
        last: Some(
            (*ordinals.end())
                .min(i32::MAX as u32)
                .into(),
        ),
    };
    let query = reader.visible(vec![
        reader.translator.filter(&of_brief),
        reader.translator.filter(&in_range),
    ]);
    let sort = [json!({reader.translator.name(reader.fields.ordinal): "asc"})];
    let mut passages = Vec::new();
    each_page(
        reader,
        &query,
        &sort,
        usize::MAX,
        |answer| {
            for hit in hits(reader, answer)? {
                let stored = stored(reader, &hit["_source"])?;
                let passage = index::passage_from_bytes(&stored);
                passages.push(passage.ok_or_else(|| reader.odd("passage"))?);
            }
            Ok(())
        },
    )?;
    Ok(passages)
}

fn matching_query(reader: &Reader, matching: &Shape) -> Value {
    reader.visible(vec![reader.translator.filter(matching)])
}

/// Returns the order of sources, and of passages in a brief. No two passages have the same place.
fn by_place(reader: &Reader) -> Vec<Value> {
    let name = |field| reader.translator.name(field);
    vec![
        json!({name(reader.fields.source): "asc"}),
        json!({name(reader.fields.ordinal): "asc"}),
    ]
}

/// Calls `visit` with each page of at most `keep` passages, in the order of `sort`, which no two
/// passages have the same place in.
///
/// A state does not change, so each page goes on where the one before ended.
fn each_page(
    reader: &Reader,
    query: &Value,
    sort: &[Value],
    keep: usize,
    mut visit: impl FnMut(&Value) -> Result<()>,
) -> Result<()> {
    let mut left = keep;
    let mut after = Value::Null;
    while left > 0 {
        let size = left.min(PAGE);
        let mut body = json!({
            "query": query,
            "size": size,
            "sort": sort,
            "track_total_hits": false,
            "_source": reader.wanted_fields(),
        });
        if !after.is_null() {
            body["search_after"] = after;
        }
        let answer = reader.search(&body)?;
        visit(&answer)?;
        let hits = hits(reader, &answer)?;
        match hits.last() {
            Some(last) if hits.len() == size => after = last["sort"].clone(),
            _ => break,
        }
        left -= size;
    }
    Ok(())
}

fn hits<'a>(reader: &Reader, answer: &'a Value) -> Result<&'a Vec<Value>> {
    let hits = answer["hits"]["hits"].as_array();
    hits.ok_or_else(|| reader.odd("hits"))
}

/// Returns the passages in an answer.
pub(super) fn found(reader: &Reader, answer: &Value) -> Result<Vec<Found>> {
    let mut all = Vec::new();
    for hit in hits(reader, answer)? {
        all.push(passage(reader, &hit["_source"])?);
    }
    Ok(all)
}

fn passage(reader: &Reader, source: &Value) -> Result<Found> {
    let mut values = Vec::new();
    for (field, entry) in reader.schema().fields() {
        let is_text = matches!(
            entry.field_type(),
            FieldType::Str(_) | FieldType::U64(_)
        );
        if !is_text {
            continue;
        }
        match &source[entry.name()] {
            Value::Array(several) => {
                let several = several.iter().filter_map(value);
                values.extend(several.map(|value| (field, value)));
            }
            one => values.extend(value(one).map(|value| (field, value))),
        }
    }
    let text = |field| source[reader.translator.name(field)].as_str();
    let number = |name: &str| source[name].as_u64();
    let ordinal = number(
        reader
            .translator
            .name(reader.fields.ordinal),
    );
    let ordinal = ordinal.and_then(|ordinal| u32::try_from(ordinal).ok());
    let place = text(reader.fields.source).zip(ordinal);
    let (source_path, ordinal) = place.ok_or_else(|| reader.odd("place of a passage"))?;
    Ok(Found {
        source: source_path.to_owned(),
        ordinal,
        added: number(ADDED).unwrap_or_default(),
        stored: stored(reader, source)?,
        values,
    })
}

fn value(value: &Value) -> Option<FieldValue> {
    match value {
        Value::String(text) => Some(FieldValue::Text(text.clone())),
        Value::Number(number) => number
            .as_u64()
            .map(FieldValue::Number),
        _ => None,
    }
}

/// Returns the bytes that are stored of a passage.
fn stored(reader: &Reader, source: &Value) -> Result<Vec<u8>> {
    let text = source[RECORD].as_str();
    let bytes = text.and_then(|text| BASE64_STANDARD.decode(text).ok());
    bytes.ok_or_else(|| reader.odd("stored passage"))
}
