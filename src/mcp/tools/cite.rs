//! `cite`: citations of passages and briefs.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::index::Opened;
use crate::mcp::answer::{Answer, Parts};
use crate::mcp::arguments::{Arguments, wrong};
use crate::mcp::desk::Desk;
use crate::mcp::schemas;
use crate::render::cite::{CITATION_FORMATS, CitationFormat, Reference};
use crate::search;
use crate::search::ids::{self, Named};

/// Maximum number of ids.
const MAX_IDS: usize = 50;

pub(super) fn schema() -> Value {
    let names: Vec<&str> = CITATION_FORMATS
        .iter()
        .map(|format| format.name)
        .collect();
    let properties = schemas::properties(&[
        (
            "ids",
            schemas::texts("Ids of passages (brief-042#23) or briefs (brief-042)"),
        ),
        (
            "style",
            schemas::one_of(&names, "Style of the citations"),
        ),
    ]);
    schemas::object(&properties, &["ids"])
}

pub(super) fn call(desk: &Desk, arguments: &Arguments<'_>) -> Result<Answer> {
    let ids = arguments.texts("ids")?;
    if ids.is_empty() || ids.len() > MAX_IDS {
        return Err(wrong(
            "ids",
            &format!("expected 1 to {MAX_IDS} ids"),
        ));
    }
    let style = arguments.text("style")?;
    let style = style
        .as_deref()
        .unwrap_or(CITATION_FORMATS[0].name);
    let format = CitationFormat::named(style).ok_or_else(|| wrong("style", "unknown style"))?;
    let opened = desk.live.current();
    let mut parts = Parts::new(format.help);
    let mut left_out = Vec::new();
    for id in &ids {
        let mut reference = reference(&opened, id)?;
        (desk.complete)(&mut reference);
        let mut text = Vec::new();
        // Writing to memory cannot fail.
        let _ = format.render(
            std::slice::from_ref(&reference),
            &mut text,
        );
        let text = String::from_utf8_lossy(&text)
            .trim_end()
            .to_owned();
        let item = json!({
            "id": reference.id,
            "citation": text,
            "missing": reference.missing(),
        });
        if !parts.add(item, &text) {
            left_out.push(id);
        }
    }
    Ok(parts.end(
        "citations",
        &[
            ("style", json!(format.name)),
            ("total", json!(ids.len())),
            ("left_out", json!(left_out)),
        ],
    ))
}

fn reference(opened: &Opened, id: &str) -> Result<Reference> {
    let plain = match search::resolve(&opened.index, id) {
        Ok(found) => found.id,
        Err(Error::NoPassage { .. }) => id.to_owned(),
        Err(error) => return Err(error),
    };
    Ok(
        match ids::named(&opened.briefs, &plain)? {
            Named::Brief(record) => Reference::to_brief(record),
            Named::Passage(record) => {
                let passages = search::around(&opened.index, &plain, 0)?;
                Reference::to_passage(record, &passages[0])
            }
        },
    )
}
