//! Pairs for people: the Chinese above the English.

use std::io::{self, Write};

use crate::across::Pair;
use crate::index::StoredPassage;
use crate::render::style::{DIM, ID};
use crate::render::wrap::lines;
use crate::render::{Style, safe};

const INDENT: usize = 4;

/// Writes `pairs`.
pub(super) fn render(pairs: &[Pair], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for pair in pairs {
        let ids = style.paint(ID, &safe(&ids(pair)));
        let facts = style.paint(DIM, &facts(pair));
        writeln!(out, "{ids}  {facts}")?;
        for text in [&pair.zh, &pair.en] {
            let text = safe(text);
            for line in lines(&text, style.columns - INDENT) {
                writeln!(out, "{:INDENT$}{}", "", &text[line])?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `brief-042#13 = brief-042#14`
fn ids(pair: &Pair) -> String {
    let ids = |passages: &[StoredPassage]| -> String {
        let ids: Vec<&str> = passages
            .iter()
            .map(|passage| passage.label.id.as_str())
            .collect();
        ids.join(" + ")
    };
    if pair.inside {
        return ids(&pair.zh_passages);
    }
    format!(
        "{} = {}",
        ids(&pair.zh_passages),
        ids(&pair.en_passages)
    )
}

/// `probable translation, 41 %`
fn facts(pair: &Pair) -> String {
    let probable = if pair.probable {
        "probable "
    } else {
        ""
    };
    let kind = match (pair.is_term, pair.inside) {
        (true, _) => "term in the sentence",
        (false, true) => "translation in the passage",
        (false, false) => "translation",
    };
    format!("{probable}{kind}, {} %", pair.score)
}
