//! The score of a passage, from plain numbers.

use super::numbers::{Numbers, Positions};
use super::{RankedField, Ranking, RowScore};
use crate::search::scoring::bm25::{as_score, quantize, share};
use crate::search::scoring::explain::Reason;
use crate::search::scoring::weights;

/// Returns the score of the passage with these numbers: a sum of multiples of the score step.
pub(in crate::search) fn score(ranking: &Ranking, numbers: &Numbers<'_>) -> f32 {
    let mut sum = 0.0;
    each_part(ranking, numbers, &mut |score, _| {
        sum += score;
    });
    sum
}

/// Returns the parts of the score that are not 0, in the order of the ranking.
pub(in crate::search) fn reasons(ranking: &Ranking, numbers: &Numbers<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    each_part(ranking, numbers, &mut |score, what| {
        reasons.push(Reason {
            what: what.to_owned(),
            score,
        });
    });
    reasons
}

/// Calls `take` with each part of the score that is not 0, and with what it scores.
fn each_part(ranking: &Ranking, numbers: &Numbers<'_>, take: &mut dyn FnMut(f32, &str)) {
    for (term, &count) in ranking
        .terms
        .iter()
        .zip(numbers.counts)
    {
        if count > 0 {
            let norm = norm(ranking, numbers, term.field);
            take(
                bm25(ranking, term.factor, count, norm),
                &term.what,
            );
        }
    }
    let norm = norm(ranking, numbers, RankedField::Exact);
    for row in &ranking.rows {
        let Some(found) = occurrences(&row.tokens, numbers.positions) else {
            continue;
        };
        let score = match row.score {
            RowScore::Counted(factor) => {
                let early = quantize(factor * weights::early(found.first));
                bm25(ranking, factor, found.count, norm) + early
            }
            RowScore::Constant(score) => score,
        };
        take(score, &row.what);
    }
    if let Some(bonus) = &ranking.language
        && numbers.is_in_language
    {
        take(bonus.score, &bonus.what);
    }
}

/// BM25 (Robertson and Zaragoza, 2009), where `factor` is the idf times a weight.
fn bm25(ranking: &Ranking, factor: f32, count: u32, norm: f32) -> f32 {
    let most = factor * (ranking.k1 + 1.0);
    share(most, as_score(count), norm)
}

fn norm(ranking: &Ranking, numbers: &Numbers<'_>, field: RankedField) -> f32 {
    let length = numbers.lengths[field.position()];
    ranking.norms[field.position()][usize::from(length)]
}

/// The occurrences of tokens in a row in a passage.
struct Occurrences {
    count: u32,
    /// The position of the first.
    first: u32,
}

/// Returns the occurrences of tokens in a row, or `None` if there are none.
fn occurrences(tokens: &[(u32, usize)], positions: Positions<'_>) -> Option<Occurrences> {
    let ((first_offset, first), rest) = tokens.split_first()?;
    let is_at = |start: u32| {
        rest.iter().all(|(offset, token)| {
            let wanted = start + (offset - first_offset);
            positions
                .of(*token)
                .binary_search(&wanted)
                .is_ok()
        })
    };
    let mut starts = positions
        .of(*first)
        .iter()
        .filter(|start| is_at(**start));
    let first = *starts.next()?;
    let others = u32::try_from(starts.count()).unwrap_or(u32::MAX);
    Some(Occurrences {
        count: others.saturating_add(1),
        first,
    })
}
