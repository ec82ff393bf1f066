//! Zip archives of briefs, as newsletters export them: files of any known format, and the CSV of
//! metadata that Substack puts beside its posts.

use std::collections::HashMap;

use super::read::{ContainerEntry, Refusal, Sink};
use super::unzip::Zip;
use crate::layout::page::{Metadata, iso_day};

/// The metadata of `posts/ID.html`.
const POSTS: &str = "posts.csv";

pub(super) fn read(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Refusal> {
    let mut zip = Zip::open(bytes)?;
    let names = zip.names();
    let posts = match names
        .iter()
        .find(|(_, name)| name.rsplit('/').next() == Some(POSTS))
    {
        Some((n, _)) => posts(&zip.read(*n)?)?,
        None => HashMap::new(),
    };
    for name in zip.names_of_several()? {
        if !is_brief(&name, sink) {
            continue;
        }
        let problem = "several files have this name, and only the last is read; give each its own";
        sink.emit(&tidy(&name).unwrap_or(name), Err(Refusal::because(problem)));
    }
    for (n, name) in &names {
        if !is_brief(name, sink) {
            continue;
        }
        let Some(name) = tidy(name) else {
            let problem = "its name leads out of the archive; unpack it and look at it";
            sink.emit(name, Err(Refusal::because(problem)));
            continue;
        };
        let head = name
            .rsplit('/')
            .next()
            .and_then(|file| posts.get(file.strip_suffix(".html")?));
        let read = zip.read(*n);
        if zip.is_spent() {
            return read.map(|_| ());
        }
        let metadata = head.cloned().unwrap_or_default();
        sink.emit(&name, read.map(|bytes| ContainerEntry { bytes, metadata }));
    }
    Ok(())
}

/// Not hidden, nor what macOS puts beside each file.
fn is_brief(name: &str, sink: &dyn Sink) -> bool {
    let hidden = name
        .split(['/', '\\'])
        .any(|part| part.starts_with('.') && part != ".." && part != "." || part == "__MACOSX");
    !hidden && sink.accepts(name)
}

/// A name with `/` that stays inside the archive.
fn tidy(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let absolute = name.starts_with('/') || name.get(1..2) == Some(":");
    let parts: Vec<&str> = name
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    (!absolute && !parts.contains(&"..") && !name.contains('\0')).then(|| parts.join("/"))
}

/// What a table of posts says of each, by its id.
fn posts(bytes: &[u8]) -> Result<HashMap<String, Metadata>, Refusal> {
    let damaged = |e: csv::Error| {
        Refusal::because(format!(
            "{POSTS} in it cannot be read: {e}; export it again"
        ))
    };
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let columns = table.headers().map_err(damaged)?.clone();
    let column = |name: &str| {
        columns
            .iter()
            .position(|c| c.trim_start_matches('\u{feff}') == name)
    };
    let (id, title, subtitle, date) = (
        column("post_id"),
        column("title"),
        column("subtitle"),
        column("post_date"),
    );
    let mut posts = HashMap::new();
    for row in table.records() {
        let row = row.map_err(damaged)?;
        let field = |at: Option<usize>| {
            Some(row.get(at?)?.trim().to_owned()).filter(|value| !value.is_empty())
        };
        if let Some(id) = field(id) {
            let date = field(date).map(|day| iso_day(&day).to_owned());
            posts.insert(
                id,
                Metadata {
                    title: field(title),
                    subtitle: field(subtitle),
                    date,
                    ..Metadata::default()
                },
            );
        }
    }
    Ok(posts)
}
