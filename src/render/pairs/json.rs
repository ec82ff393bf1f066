//! Pairs as JSON: an array of objects.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::across::Pair;
use crate::index::StoredPassage;
use crate::render::Style;
use crate::render::json::line;

/// Writes `pairs` as an array on a line.
pub(super) fn render(pairs: &[Pair], _: Style, out: &mut dyn Write) -> io::Result<()> {
    let pairs: Vec<Value> = pairs.iter().map(object).collect();
    line(&pairs, out)
}

fn object(pair: &Pair) -> Value {
    let brief = pair
        .zh_passages
        .first()
        .map(|passage| &passage.label.brief);
    json!({
        "kind": pair.kind(),
        "score": f64::from(pair.score) / 100.0,
        "probable": pair.probable,
        "brief": brief,
        "zh": side(&pair.zh, &pair.zh_passages),
        "en": side(&pair.en, &pair.en_passages),
    })
}

fn side(text: &str, passages: &[StoredPassage]) -> Value {
    let places: Vec<Value> = passages
        .iter()
        .map(|passage| json!({"id": passage.label.id, "line": passage.label.line}))
        .collect();
    json!({"text": text, "passages": places})
}
