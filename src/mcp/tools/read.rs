//! `read`: whole passages.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::index::{Opened, StoredPassage};
use crate::mcp::answer::{Answer, Parts};
use crate::mcp::arguments::Arguments;
use crate::mcp::budget::{MAX_TOKENS, cut};
use crate::mcp::desk::{Desk, Part, clean};
use crate::mcp::schemas;
use crate::render::label;
use crate::search::ids::{self, Named};
use crate::search::{self, State, stable_id};

/// Maximum number of passages before and after the one that is asked for.
const MAX_CONTEXT: usize = 20;

pub(super) fn schema() -> Value {
    let [limit, cursor] = schemas::parts();
    let properties = schemas::properties(&[
        (
            "id",
            schemas::text("Id of a passage (brief-042#23) or a brief (brief-042)"),
        ),
        (
            "context",
            schemas::number(
                0,
                MAX_CONTEXT,
                "Number of passages before and after the passage",
            ),
        ),
        limit,
        cursor,
    ]);
    schemas::object(&properties, &["id"])
}

pub(super) fn call(desk: &Desk, arguments: &Arguments<'_>) -> Result<Answer> {
    let id = arguments.needed("id")?;
    let context = arguments.number("context", 0, MAX_CONTEXT)?;
    let opened = desk.live.current();
    let (plain, state) = match search::resolve(&opened.index, &id) {
        Ok(found) => (found.id, found.state),
        Err(Error::NoPassage { .. }) => (id.clone(), State::Same),
        Err(error) => return Err(error),
    };
    let (all, is_brief) = passages(&opened, &plain, context)?;
    // A passage and those around it are one part.
    let part = Part::new("read", arguments)?;
    let limit = if is_brief && arguments.0.contains_key("limit") {
        part.limit
    } else {
        usize::MAX
    };
    let mut parts = Parts::new(&heading(&all, &plain, state));
    for passage in all
        .iter()
        .skip(part.offset)
        .take(limit)
    {
        let (item, text) = item(passage, &plain);
        if !parts.add(item, &text) {
            break;
        }
    }
    let next = part.next(parts.len(), all.len());
    let next = next.filter(|_| parts.len() > 0);
    Ok(parts.end(
        "passages",
        &[
            ("id", json!(plain)),
            ("total", json!(all.len())),
            ("next", json!(next)),
            ("moved", json!(state == State::Moved)),
            (
                "changed",
                json!(state == State::Changed),
            ),
        ],
    ))
}

/// Returns the passages that an id names, and whether it names a brief.
fn passages(opened: &Opened, id: &str, context: usize) -> Result<(Vec<StoredPassage>, bool)> {
    let index = &opened.index;
    match ids::named(&opened.briefs, id)? {
        Named::Brief(record) => {
            let passages = search::passages(index, &record.id, 1..=u32::MAX)?;
            Ok((passages, true))
        }
        Named::Passage(_) => {
            let context = u32::try_from(context).unwrap_or_default();
            Ok((
                search::around(index, id, context)?,
                false,
            ))
        }
    }
}

fn heading(passages: &[StoredPassage], id: &str, state: State) -> String {
    let title = passages.first().map(|passage| {
        let brief = &passage.label.brief;
        let date = brief
            .date
            .as_deref()
            .unwrap_or("no date");
        format!(
            "{} ({date}), {}",
            label::title(brief),
            brief.source
        )
    });
    let state = match state {
        State::Same => String::new(),
        State::Moved => format!("\nThe passage has moved: it is {id} now."),
        State::Changed => format!("\nThe text of the passage has changed; this is {id} now."),
    };
    clean(&title.unwrap_or_default()) + &clean(&state)
}

/// Returns a passage as data and as text. A very long one is cut.
fn item(passage: &StoredPassage, asked: &str) -> (Value, String) {
    let place = &passage.label;
    let text = cut(&clean(&passage.text), MAX_TOKENS - 500);
    let item = json!({
        "id": place.id,
        "stable_id": stable_id(passage),
        "path": label::path(passage),
        "lang": place.lang.as_str(),
        "kind": place.kind.as_str(),
        "line": place.line,
        "asked": place.id == asked,
        "text": text,
    });
    let shown = format!(
        "[{}] {}, {}, line {}\n{text}",
        clean(&place.id),
        place.kind,
        place.lang,
        place.line
    );
    (item, shown)
}
