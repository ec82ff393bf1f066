//! Chinese and English in one passage that translate each other: its halves, or terms of its
//! sentences.

use std::ops::Range;

use super::gloss::glosses;
use super::halves::{self, halves};
use crate::analysis::token::is_han;
use crate::index::StoredPassage;
use crate::model::Lang;

/// Agreement from which on a term is surely the other's translation.
const SURE: f32 = 0.6;
/// Maximum number of Han characters of a half that is a term by itself.
const MAX_TERM: usize = 8;
/// Characters of which a term has none.
const CLAUSES: [char; 6] = ['，', '。', '；', ',', '.', ';'];

/// Chinese and English that translate each other, as places in their passage.
#[derive(Debug)]
pub(super) struct Part {
    /// The Chinese, in bytes.
    pub zh: Range<usize>,
    /// The English, in bytes.
    pub en: Range<usize>,
    /// How sure it is, in percent: from 50 on if they surely translate each other.
    pub score: u8,
    /// Whether they surely translate each other.
    pub is_sure: bool,
    /// Whether they are a term of a sentence, or of a passage that has nothing else.
    pub is_term: bool,
}

/// Returns the parts of `passage` that translate each other.
pub(super) fn parts(passage: &StoredPassage) -> Vec<Part> {
    let text = &passage.text;
    let Some(halves) = halves(text) else {
        return terms(passage);
    };
    let zh = &text[halves.zh.clone()];
    vec![Part {
        is_sure: halves.is_sure(),
        is_term: !zh.contains(CLAUSES) && zh.matches(is_han).count() <= MAX_TERM,
        zh: halves.zh,
        score: percent(halves.agreement, halves::SURE),
        en: halves.en,
    }]
}

/// Returns the terms that `passage` gives in both languages.
fn terms(passage: &StoredPassage) -> Vec<Part> {
    if passage.label.lang == Lang::Zh {
        return Vec::new();
    }
    let glosses = glosses(&passage.text);
    let terms = glosses
        .into_iter()
        .map(|gloss| Part {
            zh: gloss.zh,
            en: gloss.en,
            score: percent(gloss.agreement, SURE),
            is_sure: gloss.agreement >= SURE,
            is_term: true,
        });
    terms.collect()
}

/// Returns how sure something is that agrees to this degree, from 0 to 1, in percent: from 50 on if
/// it agrees to the degree `sure`, so that all pairs have one scale.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a percentage fits a byte"
)]
fn percent(agreement: f32, sure: f32) -> u8 {
    if agreement < sure {
        (50.0 * agreement / sure) as u8
    } else {
        let above = (agreement - sure) / (1.0 - sure);
        50 + (50.0 * above.min(1.0)).round() as u8
    }
}
