//! `yinde cite`

use std::collections::{BTreeMap, BTreeSet};

use yinde::error::Error;
use yinde::index::{BriefRecord, Index};
use yinde::place;
use yinde::render::cite::Reference;
use yinde::render::{self};
use yinde::search::ids::{self, Named};
use yinde::search::{self, Request, State};

use super::args::CiteArgs;
use super::config::config;
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::{page, tell};
use super::query::options_of;

pub(super) fn run(args: &CiteArgs) -> Result<u8, Stop> {
    let (index, briefs) = read_or_build(&args.dir.index, place::open_with_briefs)?;
    let mut references = Vec::new();
    for id in &args.ids {
        references.push(named(&index, &briefs, id)?);
    }
    if let Some(query) = &args.query {
        references.extend(hits(&index, &briefs, query, args)?);
    }
    let config = config()?;
    for reference in &mut references {
        config.complete(reference);
    }
    print_missing(&references);
    page(args.color.color, |_, out| {
        args.format.render(&references, out)
    })?;
    Ok(if references.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

/// Returns the reference to the passage or brief with this `id`.
fn named(index: &Index, briefs: &[BriefRecord], id: &str) -> Result<Reference, Stop> {
    let plain = match search::resolve(index, id) {
        Ok(found) => {
            say_state(id, &found.id, found.state);
            found.id
        }
        Err(Error::NoPassage { .. }) => id.to_owned(),
        Err(error) => return Err(error.into()),
    };
    match ids::named(briefs, &plain)? {
        Named::Brief(record) => Ok(Reference::to_brief(record)),
        Named::Passage(record) => {
            let passages = search::around(index, &plain, 0)?;
            Ok(Reference::to_passage(
                record,
                &passages[0],
            ))
        }
    }
}

/// Says that a passage has moved or changed since its id was made.
pub(super) fn say_state(id: &str, now: &str, state: State) {
    let (id, now) = (render::safe(id), render::safe(now));
    match state {
        State::Same => {}
        State::Moved => anstream::eprintln!("yinde: {id} is {now} now"),
        State::Changed => {
            anstream::eprintln!("yinde: the text of {id} has changed; this is {now} as it is now");
        }
    }
}

/// Returns the references to all hits of a query.
fn hits(
    index: &Index,
    briefs: &[BriefRecord],
    query: &str,
    args: &CiteArgs,
) -> Result<Vec<Reference>, Stop> {
    let mut options = options_of(&args.filters);
    options.push(("limit", "0"));
    let request = Request::from_options(query, options)?;
    let results = search::search(index, &request)?;
    for note in render::notes::notes(&results) {
        tell(render::safe(&note));
    }
    let by_source: BTreeMap<&str, &BriefRecord> = briefs
        .iter()
        .map(|brief| (brief.label.source.as_str(), brief))
        .collect();
    let hits = results
        .hits
        .iter()
        .filter_map(|hit| {
            let record = by_source.get(
                hit.passage
                    .label
                    .brief
                    .source
                    .as_str(),
            )?;
            Some(Reference::to_passage(
                record,
                &hit.passage,
            ))
        });
    Ok(hits.collect())
}

/// Says which facts are missing, once for each brief.
fn print_missing(references: &[Reference]) {
    let mut said = BTreeSet::new();
    for reference in references {
        let missing = reference.missing();
        let source = &reference.brief.source;
        if !missing.is_empty() && said.insert(source.as_str()) {
            anstream::eprintln!(
                "yinde: {source} has no {}; left out",
                missing.join(", ")
            );
        }
    }
}
