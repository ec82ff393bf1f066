//! `kwic`: each match in a line.

use serde_json::{Value, json};

use crate::across::Beside;
use crate::analysis::grapheme::{reach_left, reach_right};
use crate::desk::{self, Concordance, Line, LineOrder};
use crate::error::Result;
use crate::mcp::answer::{Answer, Parts};
use crate::mcp::arguments::{Arguments, wrong};
use crate::mcp::desk::{Desk, Part, clean, request};
use crate::mcp::schemas;
use crate::render::desk::beside;
use crate::render::plural;
use crate::render::plural::matches;
use crate::search::stable_id;

/// Width of the text on each side of a match, in display columns.
const SIDE: usize = 70;
/// Maximum width of a translation, in display columns.
const TWIN: usize = 140;

pub(super) fn schema() -> Value {
    let [limit, cursor] = schemas::parts();
    let own = schemas::properties(&[
        ("query", schemas::text("The query")),
        limit,
        cursor,
        (
            "sort",
            schemas::text("Order of the lines: brief, left, right, freq, or words as in 1R,2R,1L"),
        ),
        (
            "twins",
            schemas::flag("Also the translation of each match in its brief"),
        ),
    ]);
    schemas::object(&schemas::with_filters(own), &["query"])
}

pub(super) fn call(desk: &Desk, arguments: &Arguments<'_>) -> Result<Answer> {
    let part = Part::new("kwic", arguments)?;
    let query = arguments.needed("query")?;
    let sort = arguments.text("sort")?;
    let order: LineOrder = sort
        .as_deref()
        .unwrap_or("brief")
        .parse()
        .map_err(|problem: String| wrong("sort", &problem))?;
    let request = request(&query, arguments, &[])?;
    let opened = desk.live.current();
    let mut found = desk::concordance(&opened.index, &request)?;
    found.sort(&order);
    let total = found.lines.len();
    let briefs = found.briefs().len();
    let head = format!(
        "{} in {} for {}",
        matches(total),
        plural(briefs, "brief"),
        clean(&query)
    );
    let start = part.offset.min(total);
    let end = start
        .saturating_add(part.limit)
        .min(total);
    let lines = &found.lines[start..end];
    let twins = if arguments.flag("twins")? {
        desk::beside(&opened.index, &found, lines)?
    } else {
        vec![None; lines.len()]
    };
    let mut parts = Parts::new(&head);
    for (line, twin) in lines.iter().zip(&twins) {
        let (item, text) = item(&found, line, twin.as_ref());
        if !parts.add(item, &text) {
            break;
        }
    }
    let next = part.next(parts.len(), total);
    let next = next.filter(|_| parts.len() > 0);
    Ok(parts.end(
        "lines",
        &[
            ("query", json!(query)),
            ("total", json!(total)),
            ("passages", json!(found.passages())),
            ("briefs", json!(briefs)),
            ("next", json!(next)),
        ],
    ))
}

fn item(found: &Concordance, line: &Line, twin: Option<&Beside>) -> (Value, String) {
    let passage = &found.hit(line).passage;
    let [left, hit, right] = found.parts(line);
    let left = clean(&left[reach_left(left, left.len(), SIDE)..]);
    let right = clean(&right[..reach_right(right, 0, SIDE)]);
    let hit = clean(hit);
    let id = clean(&passage.label.id);
    let mut text = format!("{id}: {left}**{hit}**{right}");
    let mut item = json!({
        "id": id,
        "stable_id": stable_id(passage),
        "date": passage.label.brief.date,
        "line": passage.label.line,
        "left": left,
        "hit": hit,
        "right": right,
    });
    if let Some(twin) = twin {
        let translation = beside::shown(twin, TWIN);
        text += &["\n", &beside::place(twin), " ", &translation].concat();
        item["twin"] = json!({
            "id": twin.passages.first().map(|passage| &passage.label.id),
            "text": translation,
            "probable": twin.probable,
        });
    }
    (item, text)
}
