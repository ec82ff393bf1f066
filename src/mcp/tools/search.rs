//! `search`: the passages of a query.

use serde_json::{Value, json};

use crate::error::Result;
use crate::mcp::answer::{Answer, Parts};
use crate::mcp::arguments::Arguments;
use crate::mcp::desk::{Desk, Part, clean, request};
use crate::mcp::schemas;
use crate::render::{label, notes, plural, snippet};
use crate::search::{self, Hit, stable_id};

/// Width of the part of a passage that shows its matches, in display columns.
const SNIPPET: usize = 420;

pub(super) fn schema() -> Value {
    let [limit, cursor] = schemas::parts();
    let own = schemas::properties(&[
        ("query", schemas::text("The query")),
        limit,
        cursor,
        (
            "sort",
            schemas::one_of(
                &["relevance", "newest", "oldest"],
                "Order of the passages",
            ),
        ),
        (
            "fuzzy",
            schemas::flag("Also match similar spellings"),
        ),
    ]);
    schemas::object(&schemas::with_filters(own), &["query"])
}

pub(super) fn call(desk: &Desk, arguments: &Arguments<'_>) -> Result<Answer> {
    let part = Part::new("search", arguments)?;
    let query = arguments.needed("query")?;
    let (offset, limit) = (
        part.offset.to_string(),
        part.limit.to_string(),
    );
    let sort = arguments.text("sort")?;
    let fuzzy = arguments.text("fuzzy")?;
    let mut options = vec![
        ("offset", offset.as_str()),
        ("limit", &limit),
        ("twins", "true"),
    ];
    options.extend(
        sort.as_deref()
            .map(|sort| ("sort", sort)),
    );
    options.extend(
        fuzzy
            .as_deref()
            .map(|fuzzy| ("fuzzy", fuzzy)),
    );
    let request = request(&query, arguments, &options)?;
    let opened = desk.live.current();
    let results = search::search(&opened.index, &request)?;
    let notes: Vec<String> = notes::notes(&results)
        .iter()
        .map(|note| clean(note))
        .collect();
    let mut head = format!(
        "{} for {}",
        plural(results.total, "passage"),
        clean(&query)
    );
    for note in &notes {
        head += "\n";
        head += note;
    }
    let mut parts = Parts::new(&head);
    for hit in &results.hits {
        let (item, text) = item(hit);
        if !parts.add(item, &text) {
            break;
        }
    }
    let next = part.next(parts.len(), results.total);
    let next = next.filter(|_| parts.len() > 0);
    Ok(parts.end(
        "passages",
        &[
            ("query", json!(query)),
            ("total", json!(results.total)),
            ("next", json!(next)),
            ("notes", json!(notes)),
        ],
    ))
}

/// Returns the start of each passage that translates a hit or that it translates.
fn twins(hit: &Hit) -> Vec<Value> {
    let mut twins = Vec::new();
    for twin in &hit.twins {
        let pieces = snippet(&twin.text, &[], SNIPPET);
        let pieces = pieces
            .iter()
            .map(|piece| clean(&piece.text));
        let text: String = pieces.collect();
        twins.push(json!({ "id": twin.label.id, "text": text }));
    }
    twins
}

/// Returns a hit as data and as text, with its matches between `**`.
fn item(hit: &Hit) -> (Value, String) {
    let passage = &hit.passage;
    let place = &passage.label;
    let id = stable_id(passage);
    let mut text = String::new();
    let mut marked = String::new();
    for piece in snippet(&passage.text, &hit.spans, SNIPPET) {
        let piece_text = clean(&piece.text);
        text += &piece_text;
        let mark = if piece.hit {
            "**"
        } else {
            ""
        };
        marked += &[mark, &piece_text, mark].concat();
    }
    let path = label::path(passage);
    let date = place.brief.date.as_deref();
    let item = json!({
        "rank": hit.rank,
        "id": place.id,
        "stable_id": id,
        "path": path,
        "date": date,
        "lang": place.lang.as_str(),
        "kind": place.kind.as_str(),
        "source": place.brief.source,
        "line": place.line,
        "text": text,
        "twins": twins(hit),
    });
    let date = date.map_or_else(String::new, |date| format!(" · {date}"));
    let rank = hit.rank;
    let text = format!(
        "{rank}. {} · {path}{date} · line {}\n{marked}",
        clean(&place.id),
        place.line
    );
    let mut text = text;
    for twin in twins(hit) {
        let (id, translation) = (&twin["id"], &twin["text"]);
        let (id, translation) = (id.as_str(), translation.as_str());
        let line = ["\n= ", id.unwrap_or(""), ": ", translation.unwrap_or("")];
        text += &line.concat();
    }
    (item, text)
}
