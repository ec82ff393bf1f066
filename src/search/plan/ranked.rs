//! Makes the ranking of a question: which terms and rows of tokens score, and how much.

use std::collections::{BTreeMap, HashMap};

use tantivy::Term;
use tantivy::schema::Field;

use super::planned::BoxedQuery;
use super::planner::Planner;
use super::stretch::Stretch;
use super::words::text_of;
use crate::analysis::Token;
use crate::error::Result;
use crate::model::Lang;
use crate::search::highlight::phrase_tokens;
use crate::search::scoring::bm25::{approximate, idf, norms, quantize};
use crate::search::scoring::draw::Draw;
use crate::search::scoring::ranking::{
    Bonus, RankedField, RankedRow, RankedTerm, Ranking, RowScore,
};
use crate::search::scoring::weights;

/// A ranking, and the queries that find what it ranks.
pub(super) struct Ranked {
    pub ranking: Ranking,
    /// The words by which candidates are drawn.
    pub draws: Vec<Draw>,
    /// Queries whose passages match and are candidates too.
    pub joins: Vec<BoxedQuery>,
}

/// A ranking that is being made.
pub(super) struct Ranker<'a> {
    pub(super) planner: Planner<'a>,
    pub(super) ranked: Ranked,
    /// The number of each token of the ranking.
    pub(super) tokens: HashMap<String, usize>,
    idfs: BTreeMap<(u32, String), f32>,
}

impl<'a> Ranker<'a> {
    pub(super) fn new(planner: Planner<'a>) -> Self {
        let ranking = Ranking {
            k1: planner.k1,
            ..Ranking::default()
        };
        Self {
            planner,
            ranked: Ranked {
                ranking,
                draws: Vec::new(),
                joins: Vec::new(),
            },
            tokens: HashMap::new(),
            idfs: BTreeMap::new(),
        }
    }

    pub(super) fn field(&self, field: RankedField) -> Field {
        let fields = &self.planner.index.fields;
        match field {
            RankedField::Exact => fields.exact,
            RankedField::English => fields.english,
            RankedField::Chinese => fields.chinese,
            RankedField::Heading => fields.heading,
        }
    }

    pub(super) fn idf(&mut self, field: RankedField, term: &str) -> Result<f32> {
        let index = self.planner.index;
        let field = self.field(field);
        let key = (field.field_id(), term.to_owned());
        if let Some(idf) = self.idfs.get(&key) {
            return Ok(*idf);
        }
        let frequency = self.planner.doc_freq(field, term)?;
        let idf = idf(index.num_docs(), frequency);
        self.idfs.insert(key, idf);
        Ok(idf)
    }

    /// Adds a term with the weight `weight`, which scores for `what`.
    pub(super) fn add_term(
        &mut self,
        field: RankedField,
        text: &str,
        weight: f32,
        what: String,
    ) -> Result<()> {
        let term = Term::from_field_text(self.field(field), text);
        let factor = weight * self.idf(field, text)?;
        self.ranked
            .ranking
            .terms
            .push(RankedTerm {
                term,
                field,
                factor,
                what,
            });
        Ok(())
    }

    /// Adds a term by which candidates are drawn, and that matches. Where it occurs, other terms
    /// and rows do too, which score `beside`.
    pub(super) fn add_draw(
        &mut self,
        field: RankedField,
        text: &str,
        weight: f32,
        beside: f32,
        what: String,
    ) -> Result<()> {
        self.add_term(field, text, weight, what)?;
        let terms = &self.ranked.ranking.terms;
        let term = terms.len() - 1;
        let factor = terms[term].factor + beside;
        self.ranked
            .draws
            .push(Draw { term, factor });
        Ok(())
    }

    /// Adds what is greater than the rest can be: the whole text verbatim, and a little for the
    /// question's language.
    pub(super) fn finish(mut self, stretches: &[Stretch]) -> Result<Ranked> {
        let bound = bound(&self.ranked.ranking);
        if self.planner.is_question {
            self.add_language(stretches, bound);
        }
        if let [stretch] = stretches {
            self.add_verbatim(&stretch.tokens(), bound);
        }
        let index = self.planner.index;
        let statistics = index.statistics();
        let passages = approximate(index.num_docs().max(1));
        for field in RankedField::ALL {
            let tokens = statistics.total_num_tokens(self.field(field));
            let tokens = tokens.map_err(index.error())?;
            let average = approximate(tokens) / passages;
            let norms = norms(
                average,
                self.planner.k1,
                weights::B_QUESTION,
            );
            self.ranked
                .ranking
                .norms
                .push(norms);
        }
        Ok(self.ranked)
    }

    /// Adds the whole text as a phrase. See [`Planner::verbatim`] for its score.
    fn add_verbatim(&mut self, tokens: &[Token<'_>], bound: f32) {
        if tokens.len() < 2 || !is_short(tokens) {
            return;
        }
        let phrase = phrase_tokens(tokens);
        let query = self.planner.exact(&phrase, 1.0);
        self.ranked.joins.push(query);
        let tokens_in_row = self.numbered(&phrase);
        self.ranked
            .ranking
            .rows
            .push(RankedRow {
                tokens: tokens_in_row,
                score: RowScore::Constant(quantize(bound / weights::LEAST_FACTOR)),
                what: format!("“{}” verbatim", text_of(tokens)),
            });
    }

    /// Adds a bonus for passages in the question's language: of two answers, that is the one that
    /// the user more likely wants.
    fn add_language(&mut self, stretches: &[Stretch], bound: f32) {
        let lang = language(stretches);
        self.ranked.ranking.language = Some(Bonus {
            term: Term::from_field_text(
                self.planner.index.fields.lang,
                &lang.to_string(),
            ),
            score: quantize(bound * weights::SAME_LANGUAGE),
            what: format!("the question's language, {lang}"),
        });
    }
}

/// Returns whether a text is short enough to be searched for verbatim.
pub(super) fn is_short(tokens: &[Token<'_>]) -> bool {
    tokens.len() <= weights::MOST_VERBATIM
}

/// Returns the most that all terms and counted rows can score together: BM25 scores at most a
/// factor times k1 + 1.
fn bound(ranking: &Ranking) -> f32 {
    let most = ranking.k1 + 1.0;
    let terms = ranking
        .terms
        .iter()
        .map(|term| term.factor * most);
    let rows = ranking
        .rows
        .iter()
        .map(|row| match row.score {
            RowScore::Counted(factor) => factor * (most + weights::early(0)),
            RowScore::Constant(_) => 0.0,
        });
    terms.chain(rows).sum()
}

fn language(stretches: &[Stretch]) -> Lang {
    let (mut han, mut all) = (0, 0);
    for stretch in stretches {
        let tokens = stretch.tokens();
        han += tokens
            .iter()
            .filter(|token| token.han)
            .count();
        all += tokens.len();
    }
    if han * 2 >= all {
        Lang::Zh
    } else {
        Lang::En
    }
}
