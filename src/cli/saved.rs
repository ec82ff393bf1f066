//! `yinde saved`

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use yinde::desk::{SavedSearch, SavedSearches};
use yinde::place;
use yinde::render::desk::SavedRow;
use yinde::render::{self, Answer, Format, batch, plural, safe};
use yinde::search::stable_id;

use super::args::{Color, ColorWhen};
use super::desk::args::{QueryArgs, SavedAction, SavedArgs};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::hint::command;
use super::odd::tell_odd;
use super::output::{page, stdout, style, tell};
use super::query::{options_of, text_of};

pub(super) fn run(args: &SavedArgs) -> Result<u8, Stop> {
    match &args.action {
        SavedAction::Add {
            name,
            query,
            common,
        } => add(name, query, common),
        SavedAction::Run {
            name,
            keep,
            format,
            dir,
            color,
        } => show_new(
            &dir.index,
            name.as_deref(),
            *keep,
            format,
            color,
        ),
        SavedAction::List { format, dir, color } => {
            let rows = rows(&dir.index)?;
            tell_if_none(&dir.index, &rows);
            page(color.color, |style, out| {
                render::desk::saved(&rows, *format, style, out)
            })?;
            Ok(code(!rows.is_empty()))
        }
        SavedAction::Remove { name, dir } => {
            let mut saved = SavedSearches::read(&dir.index)?;
            let is_removed = saved.remove(name);
            if is_removed {
                saved.write(&dir.index)?;
            } else {
                tell(safe(&saved.unknown(name).to_string()));
            }
            Ok(code(is_removed))
        }
    }
}

fn add(name: &str, query: &[String], common: &QueryArgs) -> Result<u8, Stop> {
    let filters = options_of(&common.filters);
    let search = SavedSearch {
        query: text_of(query, common.phrase),
        filters: filters
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    };
    let root = &common.dir.index;
    let mut saved = SavedSearches::read(root)?;
    let request = search.request()?;
    saved.add(name, search)?;
    let index = read_or_build(root, place::open)?;
    tell_odd(&index, &request)?;
    saved.mark_seen(&index, name)?;
    saved.write(root)?;
    Ok(FOUND)
}

/// Says that no search is saved, if none of `searches` is.
fn tell_if_none<T>(root: &Path, searches: &[T]) {
    if searches.is_empty() {
        let add = command(root, &["saved", "add", "NAME", "QUERY"]);
        tell(format_args!(
            "no search is saved; add one with: {add}"
        ));
    }
}

fn show_new(
    root: &Path,
    name: Option<&str>,
    keep: bool,
    format: &Format,
    color: &Color,
) -> Result<u8, Stop> {
    let index = read_or_build(root, place::open)?;
    let mut saved = SavedSearches::read(root)?;
    let names: Vec<String> = match name {
        Some(name) => vec![name.to_owned()],
        None => saved
            .searches
            .keys()
            .cloned()
            .collect(),
    };
    tell_if_none(root, &names);
    let mut out = stdout(color.color);
    let style = style(&out);
    batch::start(format, &mut out)?;
    let mut code = NOTHING;
    for name in &names {
        let (request, results) = saved.new_results(&index, name)?;
        let answer = Answer {
            query: name,
            request: &request,
            results: &results,
            files: None,
        };
        batch::answer(format, &answer, style, &mut out)?;
        if results.total > 0 {
            code = FOUND;
        }
    }
    // Only passages that were printed are seen.
    out.flush()?;
    if !keep {
        for name in &names {
            saved.mark_seen(&index, name)?;
        }
        saved.write(root)?;
    }
    Ok(code)
}

/// A saved search, and its hits that were not seen.
#[derive(Debug, Serialize)]
pub(super) struct NewHits {
    name: String,
    query: String,
    filters: String,
    new: usize,
    /// The ids of the new passages, with their hashes.
    passages: Vec<String>,
}

/// Prints how many new passages there are for each saved search of the index in `root`. Problems
/// are printed, and stop nothing.
pub(super) fn report(root: &Path) -> Result<(), Stop> {
    let mut out = stdout(ColorWhen::Never);
    for saved in new_hits(root) {
        if saved.new == 0 {
            continue;
        }
        let name = safe(&saved.name);
        let passages = plural(saved.new, "new passage");
        writeln!(
            out,
            "{name}: {passages}; see them with: {}",
            command(root, &["saved", "run", &saved.name])
        )?;
    }
    Ok(out.flush()?)
}

/// Returns what is new for each saved search of the index in `root`. Problems are printed.
pub(super) fn new_hits(root: &Path) -> Vec<NewHits> {
    all_new_hits(root).unwrap_or_else(|error| {
        error.report(false);
        Vec::new()
    })
}

fn all_new_hits(root: &Path) -> Result<Vec<NewHits>, Stop> {
    let saved = SavedSearches::read(root)?;
    if saved.searches.is_empty() {
        return Ok(Vec::new());
    }
    let index = place::open(root)?;
    let mut all = Vec::new();
    for (name, search) in &saved.searches {
        let filters = search.filters.iter();
        let filters: Vec<String> = filters
            .map(|(name, value)| format!("{name}:{value}"))
            .collect();
        let hits = saved
            .new_results(&index, name)?
            .1
            .hits;
        all.push(NewHits {
            name: name.clone(),
            query: search.query.clone(),
            filters: filters.join(" "),
            new: hits.len(),
            passages: hits
                .iter()
                .map(|hit| stable_id(&hit.passage))
                .collect(),
        });
    }
    Ok(all)
}

fn rows(root: &Path) -> Result<Vec<SavedRow>, Stop> {
    let all = all_new_hits(root)?.into_iter();
    let row = |saved: NewHits| SavedRow {
        name: saved.name,
        query: saved.query,
        filters: saved.filters,
        new: saved.new,
    };
    Ok(all.map(row).collect())
}

fn code(is_found: bool) -> u8 {
    if is_found {
        FOUND
    } else {
        NOTHING
    }
}
