//! `yinde` alone: commands to start with, for the index at hand.

use std::io::Write;
use std::path::Path;

use yinde::index::BriefRecord;
use yinde::place;
use yinde::render::{list, safe};
use yinde::shell;

use super::args::ColorWhen;
use super::count::counted;
use super::default::default_index;
use super::exit::{FOUND, Stop};
use super::hint::command;
use super::output::stdout;

/// Prints five commands that find something in the index, or how to make one.
pub(super) fn run() -> Result<u8, Stop> {
    let dir = default_index();
    let shown = dir.display().to_string();
    let shown = safe(&shown);
    let mut out = stdout(ColorWhen::Auto);
    match place::briefs(&dir) {
        Ok(briefs) if !briefs.is_empty() => {
            let passages = briefs
                .iter()
                .map(|brief| brief.passages)
                .sum();
            let count = counted(briefs.len(), "brief");
            let passages = counted(passages, "passage");
            writeln!(
                out,
                "The index in {shown} has {count} with {passages}. Try:\n"
            )?;
            for (command, purpose) in examples(&dir, &briefs) {
                writeln!(out, "  {command}\n      {purpose}")?;
            }
        }
        Ok(_) | Err(yinde::Error::NoIndex { .. }) => {
            writeln!(
                out,
                "There is no index in {shown} yet. Make one of your briefs:\n"
            )?;
            writeln!(
                out,
                "  yinde index FOLDER --index {}",
                shell::path(&dir)
            )?;
        }
        Err(error) => return Err(error.into()),
    }
    writeln!(
        out,
        "\nAll commands: yinde help. Options of one: yinde help search"
    )?;
    out.flush()?;
    Ok(FOUND)
}

fn examples(dir: &Path, briefs: &[BriefRecord]) -> [(String, &'static str); 5] {
    let topics = list::topic_titles(briefs);
    let topic: &str = topics.first().unwrap_or(&"economy");
    let newest = briefs
        .iter()
        .max_by_key(|brief| (&brief.label.date, &brief.id));
    let id: &str = newest.map_or("brief-042", |brief| &brief.id);
    [
        (
            command(dir, &["search", topic]),
            "the passages that have these words, the best first",
        ),
        (
            command(dir, &["kwic", "--phrase", topic]),
            "each occurrence of the phrase in a line",
        ),
        (
            command(dir, &["trends", "--phrase", topic]),
            "how often it occurs by year, and who was first",
        ),
        (
            command(dir, &["show", id, topic]),
            "a whole brief, with the words marked",
        ),
        (
            command(dir, &["cite", id, "--format", "bibtex"]),
            "a reference to it",
        ),
    ]
}
