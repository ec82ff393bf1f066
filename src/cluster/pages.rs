//! Passages from a cluster, page by page.

use std::ops::RangeInclusive;

use serde_json::{Value, json};
use tantivy::schema::FieldType;

use super::document;
use super::mapping::ADDED;
use super::paging;
use super::shown::Shown;
use crate::error::Result;
use crate::index::{self, FieldValue, Found, Shape, StoredPassage};

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
        |hits| {
            all.extend(found(shown, hits)?);
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
    each_page(shown, &query, &sort, keep, |hits| {
        first.extend(found(shown, hits)?);
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
        |hits| {
            for hit in hits {
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

/// Calls `visit` with the hits of each page of the passages that match `query`, in the order of
/// `sort`.
fn each_page(
    shown: &Shown,
    query: &Value,
    sort: &[Value],
    keep: usize,
    visit: impl FnMut(&[Value]) -> Result<()>,
) -> Result<()> {
    let body = json!({
        "query": query,
        "sort": sort,
        "_source": shown.wanted_fields(),
    });
    paging::each_page(
        &shown.client,
        body,
        (PAGE, keep),
        |body| shown.search(body),
        visit,
    )
}

/// Returns the passages of some hits.
pub(super) fn found(shown: &Shown, hits: &[Value]) -> Result<Vec<Found>> {
    hits.iter()
        .map(|hit| passage(shown, &hit["_source"]))
        .collect()
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
    document::stored(source).ok_or_else(|| shown.odd("stored passage"))
}
