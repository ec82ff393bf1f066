//! `yinde` alone: commands to start with, for the index at hand.

use std::env;
use std::io::Write;
use std::path::PathBuf;

use yinde::index::BriefRecord;
use yinde::place;
use yinde::render::{list, safe};

use super::args::ColorWhen;
use super::config::default_index;
use super::count::counted;
use super::exit::{FOUND, Stop};
use super::output::stdout;

/// Prints five commands that find something in the index, or how to make one.
pub(super) fn run() -> Result<u8, Stop> {
    let dir = env::var_os("YINDE_INDEX").map_or_else(default_index, PathBuf::from);
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
            for (command, purpose) in examples(&briefs) {
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
                "  yinde index FOLDER --index {shown}"
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

fn examples(briefs: &[BriefRecord]) -> [(String, &'static str); 5] {
    let topics = list::topic_titles(briefs);
    let topic = shell(topics.first().unwrap_or(&"economy"));
    let newest = briefs
        .iter()
        .max_by_key(|brief| (&brief.label.date, &brief.id));
    let id = shell(newest.map_or("brief-042", |brief| &brief.id));
    [
        (
            format!("yinde search {topic}"),
            "the passages that have these words, the best first",
        ),
        (
            format!("yinde kwic --phrase {topic}"),
            "each occurrence of the phrase in a line",
        ),
        (
            format!("yinde trends --phrase {topic}"),
            "how often it occurs by year, and who was first",
        ),
        (
            format!("yinde show {id} {topic}"),
            "a whole brief, with the words marked",
        ),
        (
            format!("yinde cite {id} --format bibtex"),
            "a reference to it",
        ),
    ]
}

/// Returns `text` as a word of a shell, in quotation marks if it needs them.
fn shell(text: &str) -> String {
    let text = safe(text);
    let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
