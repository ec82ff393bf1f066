//! One list of the hits in the language of a query and of those in the other.
//!
//! The scores of the two lists can't be compared, so their ranks are: a hit is worth the sum of
//! 1 / (60 + rank) over the lists that it is in, itself or by its translation.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use super::parts::Parts;
use super::tier::{tier, via_of_all};
use crate::error::Result;
use crate::index::{Index, StoredPassage};
use crate::lexicon::{Dictionary, Term, dictionary, dictionary_with};
use crate::model::Lang;
use crate::query::{Query, Value};
use crate::search::answer;
use crate::search::forms;
use crate::search::note;
use crate::search::request::Request;
use crate::search::results::{Across, Hit, Results, Via, Way};

/// Added to each rank.
const RANKS: f64 = 60.0;
/// Maximum number of words of a query that is no question.
const FEW_WORDS: usize = 3;
/// Number of hits in the other language whose translations are looked for.
const THROUGH_PAIRS: usize = 100;

/// Answers `request` from `index`: also in the other language, if the request asks for that, and by
/// other forms of the words, unless it asks for the words only. Hits in groups are in the query's
/// words.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn search(index: &Index, request: &Request) -> Result<Results> {
    let start = Instant::now();
    let mut results = index.complete(|index| answer(index, request))?;
    results
        .notes
        .extend(note::partial(index));
    results.took = start.elapsed();
    Ok(results)
}

fn answer(index: &Index, request: &Request) -> Result<Results> {
    let is_across = request.across && request.group.is_none();
    let (mut results, listed) = if is_across {
        in_both(index, request)?
    } else {
        let results = answer::search(index, request)?;
        let listed = results.total;
        (results, listed)
    };
    forms::add(index, request, listed, &mut results)?;
    Ok(results)
}

/// Answers `request` in both languages. Returns also the number of hits that are known, of which
/// the page is a part.
fn in_both(index: &Index, request: &Request) -> Result<(Results, usize)> {
    let parts = Parts::of(&request.query, &request.filters);
    let limit = request.limit.unwrap_or(usize::MAX);
    let keep = limit.saturating_add(request.offset);
    let mut results = answer::search(index, &own(request, keep))?;
    let dictionary = Chosen::of(&request.glossary);
    let mut tier = tier(index, dictionary.get(), &parts, keep)?;
    if !request.explain {
        for hit in &mut tier.hits {
            hit.explanation = None;
        }
    }
    let own = std::mem::take(&mut results.hits);
    let is_partial = results.zero_hits.is_some();
    let (own, foreign) = by_language(own, &parts, is_partial);
    let mut list = List::of(own);
    for (rank, hit) in (1..).zip(through_pairs(index, request, &parts)?) {
        list.add(rank, hit, None);
    }
    let lang = reads(&parts);
    for (rank, hit) in (1..).zip(with_others(tier.hits, foreign)) {
        list.add(rank, hit, lang);
    }
    let hits = list.into_hits();
    let via = via_of_all(hits.iter());
    // Without one, every hit of the other language was a hit of the query itself.
    let total = if via.is_empty() && tier.total > 0 {
        count_others(index, request, &parts, dictionary.get())?
    } else {
        tier.total
    };
    results.across = Some(Across { total, via });
    let listed = hits.len();
    let page = hits
        .into_iter()
        .skip(request.offset)
        .take(limit);
    results.hits = page.collect();
    Ok((results, listed))
}

/// Returns the number of passages that the translations find and the query itself does not: a
/// number such as 5000亿 is the same in both languages.
fn count_others(
    index: &Index,
    request: &Request,
    parts: &Parts,
    dictionary: &Dictionary,
) -> Result<usize> {
    let own = answer::search(index, &own(request, usize::MAX))?.hits;
    let own: HashSet<&str> = own
        .iter()
        .map(|hit| hit.passage.label.id.as_str())
        .collect();
    let all = tier(index, dictionary, parts, usize::MAX)?;
    let mut ids = HashSet::new();
    for hit in all.hits {
        if !own.contains(hit.passage.label.id.as_str()) {
            ids.insert(hit.passage.label.id);
        }
    }
    Ok(ids.len())
}

/// The dictionary for a search: the common one, or that with a user's terms.
enum Chosen {
    Common,
    Own(Box<Dictionary>),
}

impl Chosen {
    fn of(glossary: &[Term]) -> Self {
        if glossary.is_empty() {
            Self::Common
        } else {
            Self::Own(Box::new(dictionary_with(glossary)))
        }
    }

    fn get(&self) -> &Dictionary {
        match self {
            Self::Common => dictionary(),
            Self::Own(dictionary) => dictionary,
        }
    }
}

/// Returns the request for the hits in the query's own language.
fn own(request: &Request, keep: usize) -> Request {
    Request {
        limit: Some(keep),
        offset: 0,
        twins: true,
        ..request.clone()
    }
}

/// Adds those of `others` that `hits` doesn't have.
fn with_others(mut hits: Vec<Hit>, mut others: Vec<Hit>) -> Vec<Hit> {
    let ids = hits
        .iter()
        .map(|hit| hit.passage.label.id.clone());
    let ids: HashSet<String> = ids.collect();
    others.retain(|hit| !ids.contains(&hit.passage.label.id));
    hits.extend(others);
    hits
}

/// Splits off the hits of a question, or those with only some of the words (`is_partial`), that are
/// in another language than the query: a name or a number alone has found them. They come after
/// those that its translations find.
fn by_language(hits: Vec<Hit>, parts: &Parts, is_partial: bool) -> (Vec<Hit>, Vec<Hit>) {
    let lang = parts.language();
    let is_question = parts
        .parts
        .iter()
        .all(|part| !part.is_phrase)
        && parts.words() > FEW_WORDS;
    hits.into_iter().partition(|hit| {
        let in_other = lang.is_some_and(|lang| {
            let of_hit = hit.passage.label.lang;
            of_hit != lang && of_hit != Lang::Mixed
        });
        !((is_question || is_partial) && in_other)
    })
}

/// Returns the language that the user reads: that of the query, if it is in one and doesn't ask
/// for another.
fn reads(parts: &Parts) -> Option<Lang> {
    if parts.without_languages().len() < parts.conditions.len() {
        return None;
    }
    parts.language()
}

/// Returns the passages in the languages that `request` asks for whose translations match it in
/// another.
fn through_pairs(index: &Index, request: &Request, parts: &Parts) -> Result<Vec<Hit>> {
    let wanted = languages(&parts.conditions);
    if wanted.is_empty() {
        // Then the translations are hits themselves.
        return Ok(Vec::new());
    }
    let any_language = Request {
        query: without_languages(&request.query),
        filters: Vec::new(),
        ..own(request, THROUGH_PAIRS)
    };
    let mut any_language = any_language;
    any_language
        .filters
        .extend(request.filters.iter().cloned());
    any_language
        .filters
        .retain(|filter| !matches!(filter.value, Value::Lang(_)));
    let mut hits = Vec::new();
    for found in answer::search(index, &any_language)?.hits {
        for twin in &found.twins {
            if wanted.contains(&twin.label.lang) {
                hits.push(by_translation(
                    twin.clone(),
                    &found,
                    Vec::new(),
                ));
            }
        }
    }
    Ok(hits)
}

/// Returns the languages that filters ask for.
fn languages(conditions: &[Query]) -> Vec<Lang> {
    let mut languages = Vec::new();
    for condition in conditions {
        if let Query::Filter(filter) = condition
            && let Value::Lang(lang) = filter.value
        {
            languages.push(lang);
        }
    }
    languages
}

/// Returns `query` without filters of languages.
fn without_languages(query: &Query) -> Query {
    match query {
        Query::All(parts) => {
            let kept = parts.iter().filter(|part| {
                let is_filter = matches!(part, Query::Filter(_));
                !is_filter || languages(&[(*part).clone()]).is_empty()
            });
            Query::All(
                kept.map(without_languages)
                    .collect(),
            )
        }
        _ => query.clone(),
    }
}

/// Returns the hit of a passage whose translation `found` matches by `words`.
fn by_translation(passage: StoredPassage, found: &Hit, words: Vec<String>) -> Hit {
    Hit {
        rank: 0,
        score: found.score,
        spans: Vec::new(),
        link: None,
        marked: Arc::default(),
        twins: vec![found.passage.clone()],
        via: Some(Via {
            words,
            way: Way::Twin,
        }),
        passage,
        explanation: found.explanation.clone(),
    }
}

/// Hits with their worth.
#[derive(Default)]
struct List {
    hits: Vec<(f64, Hit)>,
    /// The positions of the hits, by id.
    positions: HashMap<String, usize>,
}

impl List {
    /// Returns the list of the hits in the query's own language.
    fn of(own: Vec<Hit>) -> Self {
        let mut list = Self::default();
        for (rank, hit) in (1..).zip(own) {
            list.push(worth(rank), hit);
        }
        list
    }

    fn push(&mut self, worth: f64, hit: Hit) {
        let id = hit.passage.label.id.clone();
        self.positions
            .insert(id, self.hits.len());
        self.hits.push((worth, hit));
    }

    /// Adds a hit of the other list. If it, or its translation, is in this list, that gains in
    /// worth; otherwise its translation is shown if that is in the language `reads`.
    fn add(&mut self, rank: u32, hit: Hit, reads: Option<Lang>) {
        let at_hit = self
            .positions
            .get(&hit.passage.label.id);
        let mut twins = hit.twins.iter();
        let at_twin = || twins.find_map(|twin| self.positions.get(&twin.label.id));
        let known = at_hit.or_else(at_twin).copied();
        if let Some(at) = known {
            self.hits[at].0 += worth(rank);
            return;
        }
        let mut twins = hit.twins.iter();
        let readable = twins.find(|twin| Some(twin.label.lang) == reads);
        let shown = readable.cloned().map(|twin| {
            let words = hit.via.clone().map(|via| via.words);
            by_translation(twin, &hit, words.unwrap_or_default())
        });
        let hit = shown.unwrap_or(hit);
        self.push(worth(rank), hit);
    }

    /// Returns the hits, the most worth first, those in the query's own language first of equals.
    fn into_hits(mut self) -> Vec<Hit> {
        self.hits
            .sort_by(|a, b| b.0.total_cmp(&a.0));
        let hits = (1..).zip(self.hits);
        hits.map(|(rank, (_, hit))| Hit { rank, ..hit })
            .collect()
    }
}

fn worth(rank: u32) -> f64 {
    1.0 / (RANKS + f64::from(rank))
}
