//! Pairs as a table, separated by tabs or as CSV.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::across::Pair;
use crate::index::StoredPassage;
use crate::render::csv::{as_io, cell};
use crate::render::{Style, safe};

const HEADER: [&str; 8] = [
    "zh_id", "en_id", "date", "kind", "score", "probable", "zh", "en",
];

/// Writes `pairs`, a line each. A tab or a line end in a text is a space.
pub(super) fn tsv(pairs: &[Pair], _: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", HEADER.join("\t"))?;
    for pair in pairs {
        let row = row(pair);
        let cells: Vec<_> = row
            .iter()
            .map(|text| safe(text))
            .collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

/// Writes `pairs` as CSV.
pub(super) fn csv(pairs: &[Pair], _: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer
        .write_record(HEADER)
        .map_err(as_io)?;
    for pair in pairs {
        let row = row(pair);
        writer
            .write_record(row.iter().map(|text| cell(text)))
            .map_err(as_io)?;
    }
    writer.flush()
}

fn row(pair: &Pair) -> [String; 8] {
    let brief = pair
        .zh_passages
        .first()
        .map(|passage| &passage.label.brief);
    let date = brief.and_then(|brief| brief.date.clone());
    [
        ids(&pair.zh_passages),
        ids(&pair.en_passages),
        date.unwrap_or_default(),
        pair.kind().to_owned(),
        pair.score.to_string(),
        pair.probable.to_string(),
        pair.zh.clone(),
        pair.en.clone(),
    ]
}

fn ids(passages: &[StoredPassage]) -> String {
    let ids: Vec<&str> = passages
        .iter()
        .map(|passage| passage.label.id.as_str())
        .collect();
    ids.join(" ")
}
