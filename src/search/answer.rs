//! One search from its request to its results.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::collect::collect;
use super::group::{self, Group, Groups};
use super::highlight::{HighlightTerm, Matcher, spans};
use super::note::{self, Note};
use super::passages;
use super::plan::{self, Planned};
use super::request::Request;
use super::results::{Hit, LinkMatch, Results};
use super::scoring::collect::{Best, Candidate, Collected, Counts};
use super::scoring::explain::{self, Explanation};
use super::suggest::expand::{self, Expansion};
use super::suggest::unknown::{UnknownLabel, unknown};
use super::suggest::{relax, scripts, zero_hits};
use super::two_phases;
use crate::error::Result;
use crate::index::{Index, schema};
use crate::query::Query;

/// The facet of months.
const MONTH: &str = "month";
/// The label of passages whose brief has no date, among those of months.
pub const NO_DATE: &str = "no date";

/// Answers `request` from `index`.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn search(index: &Index, request: &Request) -> Result<Results> {
    let start = Instant::now();
    let mut results = index.complete(|index| answer(index, request))?;
    if index.seen().is_none() {
        results
            .notes
            .extend(note::partial(index));
    }
    results.took = start.elapsed();
    Ok(results)
}

fn answer(index: &Index, request: &Request) -> Result<Results> {
    let Expansion { query, expanded } = expand::expand(index, request)?;
    let (query, relaxed) = relax::relax_phrases(index, query)?;
    let found = find(index, request, &query, false)?;
    let mut notes = note::notes(index, request, &query, &found.plan)?;
    let unknown = unknown_of(index, &found.plan)?;
    let mut zero_hits = None;
    let mut found = found;
    if found.collected.total == 0 {
        let whole = plan::whole(&query, &request.filters);
        zero_hits = Some(zero_hits::diagnose(index, &whole)?);
        let best_of = find_best_of(index, request, &query)?;
        if best_of.collected.total > 0 {
            notes.push(Note::NoneHasAll);
            found = best_of;
        }
    }
    let (hits, groups) = page(index, request, &found)?;
    let Collected { total, counts, .. } = found.collected;
    Ok(Results {
        total,
        notes,
        unknown,
        facets: request
            .facets
            .then(|| with_undated(counts, total)),
        hits,
        groups,
        expanded,
        relaxed,
        zero_hits,
        across: None,
        forms: None,
        took: Duration::ZERO,
    })
}

/// Finds the passages that have most of the words of `query`, or all of those in one language.
fn find_best_of(index: &Index, request: &Request, query: &Query) -> Result<Found> {
    if !plan::asks(query)
        && let Some(alternatives) = scripts::by_script(query)
    {
        let found = find(index, request, &alternatives, false)?;
        if found.collected.total > 0 {
            return Ok(found);
        }
    }
    find(index, request, query, true)
}

/// A query as it was planned, and what it found.
struct Found {
    plan: Planned,
    collected: Collected,
}

/// Finds the passages of `query`. With `relax`, any of its words will do.
fn find(index: &Index, request: &Request, query: &Query, relax: bool) -> Result<Found> {
    let options = plan::Options {
        explain: request.explain,
        relax,
    };
    let plan = plan::plan(index, query, &request.filters, options)?;
    let best = best(index, request);
    let collected = match &plan.question {
        Some(question) => two_phases::answer(index, &plan, question, &best)?,
        // Without a question in it, the query is as strict as before.
        None if relax => Collected::default(),
        None => collect(index, &*plan.query, &best)?,
    };
    Ok(Found { plan, collected })
}

/// Returns `counts` of `total` passages with those that have no date among the months.
fn with_undated(mut counts: Counts, total: usize) -> Counts {
    if let Some(months) = counts.get_mut(MONTH) {
        let dated: usize = months.values().sum();
        if dated < total {
            months.insert(NO_DATE.to_owned(), total - dated);
        }
    }
    counts
}

/// Returns the query that tantivy runs for `request`, so that it can be measured by itself: without
/// similar spellings and relaxed phrases.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(crate) fn tantivy_query(
    index: &Index,
    request: &Request,
) -> Result<Box<dyn tantivy::query::Query>> {
    Ok(plan::plan(
        index,
        &request.query,
        &request.filters,
        plan::Options::default(),
    )?
    .query)
}

/// Returns what to keep of the matching passages: a page of them, or all if they are grouped.
fn best<'a>(index: &'a Index, request: &Request) -> Best<'a> {
    let keep = match (request.limit, request.group) {
        (Some(limit), None) => limit.saturating_add(request.offset),
        _ => usize::MAX,
    };
    let count = if request.facets {
        schema::COUNTED
    } else {
        &[]
    };
    Best {
        index,
        keep,
        sort: request.sort,
        count,
    }
}

/// Reads the hits that `request` asks for, of all `candidates` in order.
fn page(index: &Index, request: &Request, found: &Found) -> Result<(Vec<Hit>, Option<Groups>)> {
    let plan = &found.plan;
    let candidates = found
        .collected
        .candidates
        .as_slice();
    let reader = HitReader {
        index,
        plan,
        matcher: Matcher::new(&plan.highlights),
        explain: request.explain,
        twins: request.twins,
        marked: Arc::from(plan.highlights.as_slice()),
    };
    if let Some(shown) = request.group {
        let briefs = group::by_brief(index, candidates, shown.max(1))?;
        let (hits, groups) = reader.read_groups(briefs, request)?;
        return Ok((hits, Some(groups)));
    }
    let mut hits = Vec::new();
    for (rank, candidate) in (1..)
        .zip(candidates)
        .skip(request.offset)
    {
        hits.push(reader.read(rank, candidate)?);
    }
    Ok((hits, None))
}

/// Reads hits: passages with the spans of their matches.
struct HitReader<'a> {
    index: &'a Index,
    plan: &'a Planned,
    matcher: Matcher<'a>,
    explain: bool,
    twins: bool,
    marked: Arc<[HighlightTerm]>,
}

impl HitReader<'_> {
    fn read(&self, rank: usize, candidate: &Candidate) -> Result<Hit> {
        let passage = self
            .index
            .passage_at(candidate.address)?;
        let spans = spans(&passage.text, &self.matcher);
        let link = if spans.is_empty() {
            self.link(&passage.links)
        } else {
            None
        };
        let explanation = if self.explain {
            Some(self.explain(candidate)?)
        } else {
            None
        };
        let twins = if self.twins {
            passages::twins(self.index, &passage)?
        } else {
            Vec::new()
        };
        Ok(Hit {
            rank,
            score: candidate.score,
            via: None,
            twins,
            passage,
            spans,
            link,
            explanation,
            marked: Arc::clone(&self.marked),
        })
    }

    /// Returns the first of `links` that matches.
    fn link(&self, links: &[String]) -> Option<LinkMatch> {
        links.iter().find_map(|target| {
            let spans = spans(target, &self.matcher);
            let target = target.clone();
            (!spans.is_empty()).then_some(LinkMatch { target, spans })
        })
    }

    fn explain(&self, candidate: &Candidate) -> Result<Explanation> {
        let address = candidate.address;
        match &self.plan.question {
            Some(question) => two_phases::explain(self.index, question, address),
            None => explain::explain(self.index, &self.plan.reasons, address),
        }
    }

    /// Reads the hits of the briefs that `request` asks for, brief by brief.
    fn read_groups(
        &self,
        briefs: Vec<group::Part<'_>>,
        request: &Request,
    ) -> Result<(Vec<Hit>, Groups)> {
        let total = briefs.len();
        let limit = request.limit.unwrap_or(usize::MAX);
        let mut shown = Vec::new();
        let mut hits: Vec<Hit> = Vec::new();
        for part in briefs
            .into_iter()
            .skip(request.offset)
            .take(limit)
        {
            let first = hits.len();
            for (rank, candidate) in &part.best {
                hits.push(self.read(*rank, candidate)?);
            }
            shown.push(Group {
                brief: hits[first]
                    .passage
                    .label
                    .brief
                    .clone(),
                total: part.total,
                shown: part.best.len(),
            });
        }
        let briefs = shown;
        Ok((hits, Groups { total, briefs }))
    }
}

/// Describes the labels that the plan's filters ask for and that no passage has.
/// Returns the labels that `request` asks for and that no passage has.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn unknown_labels(index: &Index, request: &Request) -> Result<Vec<UnknownLabel>> {
    index.complete(|index| {
        let options = plan::Options::default();
        let plan = plan::plan(
            index,
            &request.query,
            &request.filters,
            options,
        )?;
        unknown_of(index, &plan)
    })
}

fn unknown_of(index: &Index, plan: &Planned) -> Result<Vec<UnknownLabel>> {
    let mut labels = Vec::new();
    for label in &plan.unknown {
        labels.push(unknown(
            index,
            label.field,
            &label.value,
        )?);
    }
    Ok(labels)
}
