//! The second straight line: query text → [`Query`] → tantivy's query → hits → snippets.
//!
//! Nothing here knows terminals, colours or formats.

mod group;
pub mod highlight;
pub mod ids;
mod plan;
mod scoring;
mod suggest;
mod terms;

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use tantivy::TantivyDocument;
use tantivy::collector::DocSetCollector;
use tantivy::schema::Value;

pub use group::{Group, Groups};
pub use highlight::snippet::{self, Piece};
pub use scoring::collect::{Counts, Sort};
pub use scoring::explain::{Reason, Why};
pub use suggest::nothing::{Missing, Nothing, Without};
pub use suggest::spelling::{Near, Widened};
pub use suggest::unknown::Unknown;

use crate::error::{Error, Result};
use crate::index::{Index, StoredPassage, schema};
use crate::query::{Filter, Query};
use highlight::needle::Sought;
use scoring::collect::{Best, Candidate, Collected};
use scoring::explain;
use suggest::{nothing, spelling, unknown};

/// What is asked of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What to look for.
    pub query: Query,
    /// What narrows it, besides what stands in the query.
    pub filters: Vec<Filter>,
    /// How many hits to give, or briefs where hits are grouped; all where `None`.
    pub limit: Option<usize>,
    /// How many hits, or briefs, to leave out before.
    pub offset: usize,
    /// Whether to group the hits by brief, and how many of a brief to give then.
    pub group: Option<usize>,
    /// What comes first.
    pub sort: Sort,
    /// Whether to count by issue, section, topic, language, kind and month.
    pub facets: bool,
    /// Whether to look for near spellings as well.
    pub fuzzy: bool,
    /// Whether to say why a hit has its score.
    pub explain: bool,
    /// Width of a snippet in display columns.
    pub snippet_columns: usize,
}

impl Request {
    /// The ten best passages for `query`.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self {
            query,
            filters: Vec::new(),
            limit: Some(10),
            offset: 0,
            group: None,
            sort: Sort::default(),
            facets: false,
            fuzzy: false,
            explain: false,
            snippet_columns: 240,
        }
    }
}

/// What an index answers.
#[derive(Debug, Clone)]
pub struct Results {
    /// Number of passages that match.
    pub total: usize,
    /// How long it took.
    pub took: Duration,
    /// The passages asked for, best first; where they are grouped, brief by brief.
    pub hits: Vec<Hit>,
    /// The briefs of the hits, if asked for.
    pub groups: Option<Groups>,
    /// Counts over all that match, if asked for.
    pub facets: Option<Counts>,
    /// The spellings that were looked for as well, if asked for.
    pub widened: Vec<Widened>,
    /// Phrases in a question that stand nowhere, and whose words were looked for instead.
    pub relaxed: Vec<String>,
    /// Where nothing matches: why.
    pub nothing: Option<Nothing>,
    /// Labels that are asked for and that no passage has.
    pub unknown: Vec<Unknown>,
}

/// A passage that matches.
#[derive(Debug, Clone)]
pub struct Hit {
    /// From 1, over all pages.
    pub rank: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The passage.
    pub passage: StoredPassage,
    /// Why it was found.
    pub snippet: Vec<Piece>,
    /// Why it has its score, if asked for.
    pub why: Option<Why>,
}

/// Answers `request` from `index`.
///
/// # Errors
/// Where the index cannot be read.
pub fn search(index: &Index, request: &Request) -> Result<Results> {
    let start = Instant::now();
    let (query, widened) = if request.fuzzy {
        spelling::widen(index, &request.query)?
    } else {
        (request.query.clone(), Vec::new())
    };
    let (query, relaxed) = nothing::relax(index, query)?;
    let lowered = plan::plan(index, &query, &request.filters, request.explain)?;
    let best = Best {
        index,
        keep: match request.limit {
            Some(limit) if request.group.is_none() => limit.saturating_add(request.offset),
            _ => usize::MAX,
        },
        sort: request.sort,
        count: if request.facets { schema::COUNTED } else { &[] },
    };
    let found = run(index, &*lowered.query, &best)?;
    let sought = Sought::of(&lowered.needles);
    let read = |(rank, candidate): (usize, &Candidate)| {
        let document: TantivyDocument = index
            .searcher
            .doc(candidate.address)
            .map_err(index.error())?;
        let passage = stored(index, &document)?;
        let snippet = snippet::snippet(&passage.text, &sought, request.snippet_columns);
        let why = if request.explain {
            Some(explain::why(index, &lowered.reasons, candidate.address)?)
        } else {
            None
        };
        Ok(Hit {
            rank,
            score: candidate.score,
            passage,
            snippet,
            why,
        })
    };
    let (hits, groups) = match request.group {
        Some(most) => grouped(
            group::by_brief(index, &found.candidates, most.max(1))?,
            request,
            read,
        )?,
        None => (
            (1..)
                .zip(&found.candidates)
                .skip(request.offset)
                .map(read)
                .collect::<Result<_>>()?,
            None,
        ),
    };
    let facets = request.facets.then_some(found.counts);
    let nothing = if found.total == 0 {
        Some(nothing::why(index, &plan::whole(&query, &request.filters))?)
    } else {
        None
    };
    let unknown = lowered
        .unknown
        .iter()
        .map(|label| unknown::unknown(index, label.field, &label.value));
    let unknown = unknown.collect::<Result<_>>()?;
    Ok(Results {
        total: found.total,
        took: start.elapsed(),
        hits,
        groups,
        facets,
        widened,
        relaxed,
        nothing,
        unknown,
    })
}

/// The hits of the briefs that `request` asks for.
fn grouped<'a>(
    parts: Vec<group::Part<'a>>,
    request: &Request,
    read: impl Fn((usize, &'a Candidate)) -> Result<Hit>,
) -> Result<(Vec<Hit>, Option<Groups>)> {
    let mut groups = Groups {
        total: parts.len(),
        briefs: Vec::new(),
    };
    let mut hits: Vec<Hit> = Vec::new();
    for part in parts
        .into_iter()
        .skip(request.offset)
        .take(request.limit.unwrap_or(usize::MAX))
    {
        let (first, shown) = (hits.len(), part.best.len());
        for best in part.best {
            hits.push(read(best)?);
        }
        groups.briefs.push(Group {
            brief: hits[first].passage.brief.clone(),
            total: part.total,
            shown,
        });
    }
    Ok((hits, Some(groups)))
}

/// The passage with this id.
///
/// # Errors
/// Where there is none, or the index cannot be read.
pub fn passage(index: &Index, id: &str) -> Result<StoredPassage> {
    around(index, id, 0)?
        .pop()
        .ok_or_else(|| ids::no_passage(id, ids::IDS.into()))
}

/// The passages with these ordinals of the brief whose passages' ids start with `brief_id`, in
/// order.
///
/// # Errors
/// Where the index cannot be read.
pub fn passages(
    index: &Index,
    brief_id: &str,
    ordinals: RangeInclusive<u32>,
) -> Result<Vec<StoredPassage>> {
    let term = tantivy::Term::from_field_text(index.fields.brief_id, brief_id);
    let query = tantivy::query::TermQuery::new(term, tantivy::schema::IndexRecordOption::Basic);
    let mut found = Vec::new();
    for address in index
        .searcher
        .search(&query, &DocSetCollector)
        .map_err(index.error())?
    {
        let ordinal = index
            .columns(address.segment_ord)
            .map_err(index.error())?
            .ordinal
            .get_val(address.doc_id);
        if u32::try_from(ordinal).is_ok_and(|ordinal| ordinals.contains(&ordinal)) {
            found.push((ordinal, address));
        }
    }
    found.sort_unstable();
    let fetch = |(_, address)| stored(index, &index.searcher.doc(address).map_err(index.error())?);
    found.into_iter().map(fetch).collect()
}

fn stored(index: &Index, document: &TantivyDocument) -> Result<StoredPassage> {
    let record = document
        .get_first(index.fields.record)
        .and_then(|v| v.as_bytes())
        .unwrap_or_default();
    StoredPassage::from_bytes(record)
        .ok_or_else(|| Error::damaged(&index.root, "a stored passage is not whole"))
}

/// The query that tantivy runs for `request`, for whoever wants to measure it by itself.
///
/// # Errors
/// Where the index cannot be read.
pub fn tantivy_query(index: &Index, request: &Request) -> Result<Box<dyn tantivy::query::Query>> {
    Ok(plan::plan(index, &request.query, &request.filters, false)?.query)
}

fn run(index: &Index, query: &dyn tantivy::query::Query, best: &Best<'_>) -> Result<Collected> {
    index
        .searcher
        .search_with_statistics_provider(query, best, index.statistics())
        .map_err(index.error())
}

/// The passage with this id and up to `context` passages of its brief before and after it, in
/// order.
///
/// # Errors
/// Where there is none, or the index cannot be read.
pub fn around(index: &Index, id: &str, context: u32) -> Result<Vec<StoredPassage>> {
    let missing = || ids::no_passage(id, ids::IDS.into());
    let (brief_id, ordinal) = id.rsplit_once('#').ok_or_else(missing)?;
    let ordinal: u32 = ordinal.parse().map_err(|_| missing())?;
    let range = ordinal.saturating_sub(context)..=ordinal.saturating_add(context);
    let found = passages(index, brief_id, range)?;
    if found.iter().any(|p| p.id == id) {
        Ok(found)
    } else {
        Err(missing())
    }
}
