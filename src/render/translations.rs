//! How a phrase was translated, for people and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::indent::{INDENT, dimmed};
use super::json::line;
use super::label::{issue_or_title, place};
use super::style::PATH;
use super::wrap::lines;
use super::{Style, safe};
use crate::across::{Translation, Use};

/// Writes each translation, and under it the passages that it is of.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn text(translations: &[Translation], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for translation in translations {
        let text = safe(&translation.text);
        for line in lines(&text, style.columns) {
            writeln!(
                out,
                "{}",
                style.paint(PATH, &text[line])
            )?;
        }
        for found in &translation.uses {
            dimmed(&facts(found), INDENT, style, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `2020-09-20  #42  brief-042#12 = brief-042.txt:25  probable`
fn facts(found: &Use) -> String {
    let label = &found.passage.label;
    let date = label
        .brief
        .date
        .as_deref()
        .unwrap_or("no date");
    let issue = issue_or_title(&label.brief);
    let twin = place(&found.twin);
    let probable = if found.probable {
        "  probable"
    } else {
        ""
    };
    safe(&format!(
        "{date}  {issue}  {} = {twin}{probable}",
        label.id
    ))
    .into_owned()
}

/// Writes the translations as an array on a line.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn json(translations: &[Translation], out: &mut dyn Write) -> io::Result<()> {
    let objects: Vec<Value> = translations
        .iter()
        .map(|translation| {
            let uses: Vec<Value> = translation
                .uses
                .iter()
                .map(object)
                .collect();
            json!({"text": translation.text, "uses": uses})
        })
        .collect();
    line(&objects, out)
}

fn object(found: &Use) -> Value {
    json!({
        "brief": found.passage.label.brief,
        "id": found.passage.label.id,
        "line": found.passage.label.line,
        "twin": {
            "id": found.twin.label.id,
            "line": found.twin.label.line,
            "text": found.twin.text,
        },
        "probable": found.probable,
    })
}
