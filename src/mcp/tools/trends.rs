//! `trends`: counts over time.

use serde_json::{Value, json};

use crate::desk::{self, Period, Trends};
use crate::error::Result;
use crate::mcp::answer::{Answer, Parts};
use crate::mcp::arguments::{Arguments, wrong};
use crate::mcp::desk::{Desk, Part, clean, request};
use crate::mcp::schemas;
use crate::render::plural;
use crate::render::plural::matches;

/// Maximum number of queries.
const MAX_QUERIES: usize = 8;

pub(super) fn schema() -> Value {
    let [limit, cursor] = schemas::parts();
    let own = schemas::properties(&[
        (
            "queries",
            schemas::texts("The queries, which are compared"),
        ),
        (
            "by",
            schemas::one_of(
                &["year", "month", "issue", "kind"],
                "What a row counts; kind: quotations, the authors' prose, list items, headings",
            ),
        ),
        limit,
        cursor,
    ]);
    schemas::object(
        &schemas::with_filters(own),
        &["queries"],
    )
}

pub(super) fn call(desk: &Desk, arguments: &Arguments<'_>) -> Result<Answer> {
    let part = Part::new("trends", arguments)?;
    let queries = arguments.texts("queries")?;
    if queries.is_empty() || queries.len() > MAX_QUERIES {
        return Err(wrong(
            "queries",
            &format!("expected 1 to {MAX_QUERIES} queries"),
        ));
    }
    let by = arguments.text("by")?;
    let period: Period = by
        .as_deref()
        .unwrap_or("year")
        .parse()
        .map_err(|problem: String| wrong("by", &problem))?;
    let mut requests = Vec::new();
    for query in queries {
        let request = request(&query, arguments, &[])?;
        requests.push((query, request));
    }
    let opened = desk.live.current();
    let found = desk::trends(
        &opened.index,
        &opened.briefs,
        &requests,
        period,
    )?;
    let limit = if arguments.0.contains_key("limit") {
        part.limit
    } else {
        usize::MAX
    };
    let mut parts = Parts::new(&heading(&found));
    for at in (part.offset..found.rows.len()).take(limit) {
        let (item, text) = item(&found, at);
        if !parts.add(item, &text) {
            break;
        }
    }
    let next = part.next(parts.len(), found.rows.len());
    let next = next.filter(|_| parts.len() > 0);
    Ok(parts.end(
        "rows",
        &[
            ("total", json!(found.rows.len())),
            ("queries", json!(totals(&found))),
            ("briefs", json!(found.briefs)),
            ("next", json!(next)),
        ],
    ))
}

/// Returns the counts of each query over all rows, and where it occurred first.
fn totals(found: &Trends) -> Vec<Value> {
    let mut totals = Vec::new();
    for (at, query) in found.queries.iter().enumerate() {
        let total = found.totals[at];
        let first = found.first[at].as_ref();
        totals.push(json!({
            "query": query,
            "matches": total.matches,
            "briefs": total.briefs,
            "per_million": total.per_million(found.tokens).round(),
            "first": first.map(|first| json!({ "id": first.id, "date": first.date })),
        }));
    }
    totals
}

fn heading(found: &Trends) -> String {
    let mut lines = Vec::new();
    for (at, query) in found.queries.iter().enumerate() {
        let total = found.totals[at];
        let mut line = format!(
            "{}: {} in {} of {}",
            clean(query),
            matches(total.matches),
            total.briefs,
            plural(found.briefs, "brief")
        );
        if let Some(first) = &found.first[at] {
            let date = first
                .date
                .as_deref()
                .unwrap_or("no date");
            line += &["; first in ", &clean(&first.id), " (", date, ")"].concat();
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn item(found: &Trends, at: usize) -> (Value, String) {
    let row = &found.rows[at];
    let mut shares = Vec::new();
    let mut counts = Vec::new();
    for (query, share) in found
        .queries
        .iter()
        .zip(&row.shares)
    {
        let rate = share
            .per_million(row.tokens)
            .round();
        counts.push(format!(
            "{} in {} ({rate} per million)",
            matches(share.matches),
            plural(share.briefs, "brief")
        ));
        shares.push(json!({
            "query": query,
            "matches": share.matches,
            "briefs": share.briefs,
            "per_million": rate,
        }));
    }
    let item = json!({
        "label": row.label,
        "briefs": row.briefs,
        "tokens": row.tokens,
        "shares": shares,
    });
    let text = format!(
        "{} ({}): {}",
        clean(&row.label),
        plural(row.briefs, "brief"),
        counts.join("; ")
    );
    (item, text)
}
