//! `/similar/ID`: passages that are mostly part of others.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{format, options, target};
use crate::desk::{self, Likeness};
use crate::error::Error;
use crate::index::StoredPassage;
use crate::render::desk as tables;
use crate::render::{label, snippet};
use crate::search;
use crate::web::address::Params;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// Maximum number of pairs on a page.
const MAX_ON_PAGE: usize = 40;
/// Width of the text that is shown of a passage, in display columns.
const COLUMNS: usize = 160;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    let least: f64 = options::option(ask, "least", "0.5")?;
    if !(least > 0.0 && least <= 1.0) {
        let problem = "expected a number above 0, and at most 1";
        return Err(Problem::from(Error::Option {
            name: "least".to_owned(),
            problem: problem.to_owned(),
        }));
    }
    let opened = ask.opened;
    let (asked, found) = if ask.id.is_empty() {
        let pairs = desk::similar_pairs(&opened.index, &opened.briefs, least)?;
        (None, pairs)
    } else {
        let passage = passage(ask, ask.id)?;
        let found = desk::similar_to(
            &opened.index,
            &opened.briefs,
            &passage,
            least,
        )?;
        (Some(passage), found)
    };
    if ask.is_page() {
        return page(ask, asked.as_ref(), &found);
    }
    let shown = &found[..found.len().min(options::MAX_ROWS)];
    let mut body = Vec::new();
    tables::similar(
        shown,
        options::table_format(ask),
        options::PLAIN,
        &mut body,
    )?;
    Ok(Reply::new(kind, body))
}

/// Returns the passage that `id` names.
fn passage(ask: &Ask<'_>, id: &str) -> Result<StoredPassage, Problem> {
    let found = target::find(ask.opened, id)?;
    let Some(id) = found.passage else {
        return Err(Problem::new(
            404,
            words::NOT_A_PASSAGE,
            words::PASSAGE_IDS,
        ));
    };
    let passages = search::around(&ask.opened.index, &id, 0)?;
    let passage = passages.into_iter().next();
    passage.ok_or_else(|| {
        Problem::new(
            404,
            words::NOT_A_PASSAGE,
            words::PASSAGE_IDS,
        )
    })
}

fn page(
    ask: &Ask<'_>,
    asked: Option<&StoredPassage>,
    found: &[Likeness],
) -> Result<Reply, Problem> {
    let title = asked.map_or_else(
        || words::SIMILAR_PAIRS.to_owned(),
        |passage| words::similar_to(&passage.label.id),
    );
    let frame = Frame {
        title: title.clone(),
        ..Frame::default()
    };
    let shown = &found[..found.len().min(MAX_ON_PAGE)];
    let passages = passages(ask, shown)?;
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (Text(title)) }
                @if let Some(passage) = asked { (excerpt(passage)) }
                p.meta {
                    @if found.is_empty() { (words::NONE_SIMILAR) }
                    @else { (words::SIMILAR_TEXT) }
                }
                @for pair in shown { (one(pair, asked, &passages)) }
                @if shown.len() < found.len() { p.meta { (words::REST_IN_CSV) } }
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}

fn passages(ask: &Ask<'_>, pairs: &[Likeness]) -> Result<BTreeMap<String, StoredPassage>, Problem> {
    let mut passages = BTreeMap::new();
    for id in pairs
        .iter()
        .flat_map(|pair| [&pair.id, &pair.other])
    {
        if !passages.contains_key(id) {
            let around = search::around(&ask.opened.index, id, 0)?;
            if let Some(passage) = around.into_iter().next() {
                passages.insert(id.clone(), passage);
            }
        }
    }
    Ok(passages)
}

/// Returns a pair, without the passage that is shown above all.
fn one(
    pair: &Likeness,
    asked: Option<&StoredPassage>,
    passages: &BTreeMap<String, StoredPassage>,
) -> Markup {
    let is_other = |id: &&String| asked.is_none_or(|asked| asked.label.id != **id);
    let others: Vec<&StoredPassage> = [&pair.id, &pair.other]
        .into_iter()
        .filter(is_other)
        .filter_map(|id| passages.get(id))
        .collect();
    let percent = format!("{:.0} %", pair.containment * 100.0);
    html! {
        section.box aria-label=(Text(words::pair(&pair.id, &pair.other))) {
            p.meta { (words::contained(&percent, pair.shared)) }
            @for passage in others { (excerpt(passage)) }
        }
    }
}

fn excerpt(passage: &StoredPassage) -> Markup {
    let path = label::path(passage);
    let text: String = snippet(&passage.text, &[], COLUMNS)
        .into_iter()
        .map(|piece| piece.text)
        .collect();
    let address = target::address(passage, &Params::default());
    html! {
        h2 lang=(lang(&path)) { a data-hit href=(Text(address)) { (Text(path)) } }
        p.text lang=(lang(&text)) { (Text(&text)) }
        p.meta { span.id { (Text(&passage.label.id)) } }
    }
}
