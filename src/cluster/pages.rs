//! Passages from a cluster, page by page.

use std::ops::RangeInclusive;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use tantivy::schema::FieldType;

use super::mapping::ADDED;
use super::shown::Shown;
use crate::error::Result;
use crate::index::{self, FieldValue, Found, RECORD, Shape, StoredPassage};

/// Number of passages that are asked for at a time.
const PAGE: usize = 500;

/// Returns all passages that match.
pub(super) fn all(shown: &Shown, matching: &Shape) -> Result<Vec<Found>> {
    let query = matching_query(shown, matching);
    let mut all = Vec::new();
    each_page(
        shown,
        &query,
        &by_place(shown),
        usize::MAX,
        |answer| {
            all.extend(found(shown, answer)?);
            Ok(())
        },
    )?;
    Ok(all)
}

/// Returns the first `keep` passages that match, by the dates of their briefs.
pub(super) fn dated(
    shown: &Shown,
    matching: &Shape,
    keep: usize,
    newest: bool,
) -> Result<Vec<Found>> {
    let date = shown
        .translator
        .name(shown.fields.date);
    let order = if newest {
        "desc"
    } else {
        "asc"
    };
    let mut sort = vec![json!({date: {"order": order, "missing": "_last"}})];
    sort.extend(by_place(shown));
    let query = matching_query(shown, matching);
    let mut first = Vec::new();
    each_page(shown, &query, &sort, keep, |answer| {
        first.extend(found(shown, answer)?);
        Ok(())
    })?;
    Ok(first)
}

/// Returns some passages of a brief, in order.
pub(super) fn of_brief(
    shown: &Shown,
    brief_id: &str,
    ordinals: &RangeInclusive<u32>,
) -> Result<Vec<StoredPassage>> {
    let of_brief = Shape::Term(
        shown.fields.brief_id,
        brief_id.to_owned(),
    );
    let in_range = Shape::Between {
        field: shown.fields.ordinal,
        first: Some((*ordinals.start()).into()),
        // The cluster's numbers have a sign.
        last: Some(
            (*ordinals.end())
                .min(i32::MAX as u32)
                .into(),
        ),
    };
    let query = shown.visible(vec![
        shown.translator.filter(&of_brief),
        shown.translator.filter(&in_range),
    ]);
    let sort = [json!({shown.translator.name(shown.fields.ordinal): "asc"})];
    let mut passages = Vec::new();
    each_page(
        shown,
        &query,
        &sort,
        usize::MAX,
        |answer| {
            for hit in hits(shown, answer)? {
                let stored = stored(shown, &hit["_source"])?;
                let passage = index::passage_from_bytes(&stored);
                passages.push(passage.ok_or_else(|| shown.odd("passage"))?);
            }
            Ok(())
        },
    )?;
    Ok(passages)
}

fn matching_query(shown: &Shown, matching: &Shape) -> Value {
    shown.visible(vec![shown.translator.filter(matching)])
}

/// Returns the order of sources, and of passages in a brief. No two passages have the same place.
fn by_place(shown: &Shown) -> Vec<Value> {
    let name = |field| shown.translator.name(field);
    vec![
        json!({name(shown.fields.source): "asc"}),
        json!({name(shown.fields.ordinal): "asc"}),
    ]
}

/// Calls `visit` with each page of at most `keep` passages, in the order of `sort`, which no two
/// passages have the same place in.
///
/// A state does not change, so each page goes on where the one before ended.
fn each_page(
    shown: &Shown,
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
            "_source": shown.wanted_fields(),
        });
        if !after.is_null() {
            body["search_after"] = after;
        }
        let answer = shown.search(&body)?;
        visit(&answer)?;
        let hits = hits(shown, &answer)?;
        match hits.last() {
            Some(last) if hits.len() == size => after = last["sort"].clone(),
            _ => break,
        }
        left -= size;
    }
    Ok(())
}

fn hits<'a>(shown: &Shown, answer: &'a Value) -> Result<&'a Vec<Value>> {
    let hits = answer["hits"]["hits"].as_array();
    hits.ok_or_else(|| shown.odd("hits"))
}

/// Returns the passages in an answer.
pub(super) fn found(shown: &Shown, answer: &Value) -> Result<Vec<Found>> {
    let mut all = Vec::new();
    for hit in hits(shown, answer)? {
        all.push(passage(shown, &hit["_source"])?);
    }
    Ok(all)
}

fn passage(shown: &Shown, source: &Value) -> Result<Found> {
    let mut values = Vec::new();
    for (field, entry) in shown.schema().fields() {
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
    let text = |field| source[shown.translator.name(field)].as_str();
    let number = |name: &str| source[name].as_u64();
    let ordinal = number(
        shown
            .translator
            .name(shown.fields.ordinal),
    );
    let ordinal = ordinal.and_then(|ordinal| u32::try_from(ordinal).ok());
    let place = text(shown.fields.source).zip(ordinal);
    let (source_path, ordinal) = place.ok_or_else(|| shown.odd("place of a passage"))?;
    Ok(Found {
        source: source_path.to_owned(),
        ordinal,
        added: number(ADDED).unwrap_or_default(),
        stored: stored(shown, source)?,
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
fn stored(shown: &Shown, source: &Value) -> Result<Vec<u8>> {
    let text = source[RECORD].as_str();
    let bytes = text.and_then(|text| BASE64_STANDARD.decode(text).ok());
    bytes.ok_or_else(|| shown.odd("stored passage"))
}
