//! Balances the languages of a list of words.

use tantivy::Term;

use crate::analysis::token::is_han;
use crate::search::scoring::ranking::{Ranking, RowScore};

/// Scales what scores so that the Chinese and the other terms of a list of words can reach the same
/// score, if there are both. The passages of one language would otherwise all come before those of
/// the other.
pub(super) fn balance(ranking: &mut Ranking) {
    let mut sums = [0.0; 2];
    each_factor(ranking, |is_chinese, factor| {
        sums[usize::from(is_chinese)] += *factor;
    });
    let [other, chinese] = sums;
    if other == 0.0 || chinese == 0.0 {
        return;
    }
    let most = f32::max(other, chinese);
    let scales = [most / other, most / chinese];
    each_factor(ranking, |is_chinese, factor| {
        *factor *= scales[usize::from(is_chinese)];
    });
}

/// Calls `take` with each factor, and with whether it is one of Chinese text.
fn each_factor(ranking: &mut Ranking, mut take: impl FnMut(bool, &mut f32)) {
    for term in &mut ranking.terms {
        take(is_chinese(&term.term), &mut term.factor);
    }
    for row in &mut ranking.rows {
        let first = row.tokens.first();
        let is_chinese = first.is_some_and(|(_, token)| is_chinese(&ranking.tokens[*token]));
        if let RowScore::Counted(factor) = &mut row.score {
            take(is_chinese, factor);
        }
    }
}

fn is_chinese(term: &Term) -> bool {
    term.value()
        .as_str()
        .is_some_and(|text| text.starts_with(is_han))
}
