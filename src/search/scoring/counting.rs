//! Counts how often a phrase occurs in a passage, from tantivy's score of the phrase.
//!
//! tantivy counts the occurrences itself, but `PhraseScorer::phrase_count` is private; only the
//! score is public. tantivy's score of a phrase of `n` terms that occurs `count` times is
//!
//! ```text
//! n * idf * (1 + k1) * count / (count + k1 * (1 - b + b * length / average))
//! ```
//!
//! With the statistics of [`Counting`], each idf is that of one passage of one, and the average
//! length is so large that `length / average` is 0. The score then depends on `count` alone, and
//! [`Counting::count`] solves the formula for it.
//!
//! When tantivy changes, check that its k1 and b are those below, that its idf is
//! [`idf`], and that it still sums one idf for each term of a phrase. The test
//! in this file fails if they differ.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Score, Term};

use super::bm25::idf;

/// Statistics with which tantivy's score of a phrase says how often it occurs.
pub(super) struct Counting;

impl Counting {
    const TANTIVY_K1: Score = 1.2;
    const TANTIVY_B: Score = 0.75;

    /// Returns the number of occurrences for which tantivy's score of a phrase of `terms` terms is
    /// `score`.
    pub(super) fn count(score: Score, terms: usize) -> Score {
        #[expect(clippy::cast_precision_loss, reason = "a phrase has few terms")]
        let most = terms as Score * idf(1, 1) * (1.0 + Self::TANTIVY_K1);
        let fraction = score / most;
        let norm = Self::TANTIVY_K1 * (1.0 - Self::TANTIVY_B);
        let missing = (1.0 - fraction).max(Score::EPSILON);
        // As in `quantize`, a conversion is one instruction, and `round` a call.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a passage has far fewer tokens"
        )]
        let count = (fraction * norm / missing + 0.5) as i32 as Score;
        count
    }
}

impl Bm25StatisticsProvider for Counting {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(u64::MAX)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(1)
    }

    fn doc_freq(&self, _: &Term) -> tantivy::Result<u64> {
        Ok(1)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::query::{EnableScoring, PhraseQuery, Query};
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{DocSet, Index, TERMINATED, TantivyDocument};

    use super::*;

    /// Texts with `a b` and `a b c` up to 300 times, among other words.
    fn texts() -> Vec<String> {
        let mut texts = vec!["b a c b a".to_owned(), "a x b".to_owned()];
        for count in (1..20).chain([50, 100, 300]) {
            texts.push("a b ".repeat(count));
            texts.push("a b c x a ".repeat(count));
            texts.push("a b c ".repeat(count) + &"x ".repeat(5_000));
        }
        texts
    }

    fn occurrences(text: &str, phrase: &[&str]) -> usize {
        let words: Vec<&str> = text.split_whitespace().collect();
        let windows = words.windows(phrase.len());
        windows
            .filter(|window| *window == phrase)
            .count()
    }

    fn assert_counts(index: &Index, texts: &[String], phrase: &[&str]) -> tantivy::Result<()> {
        let searcher = index.reader()?.searcher();
        let field = index.schema().get_field("text")?;
        let terms = phrase
            .iter()
            .map(|word| Term::from_field_text(field, word))
            .collect();
        let scoring = EnableScoring::enabled_from_statistics_provider(&Counting, &searcher);
        let weight = PhraseQuery::new(terms).weight(scoring)?;
        let mut scorer = weight.scorer(searcher.segment_reader(0), 1.0)?;
        for (doc, text) in (0..).zip(texts) {
            let expected = occurrences(text, phrase);
            if expected == 0 {
                assert_ne!(scorer.doc(), doc, "{text:.40}");
                continue;
            }
            assert_eq!(scorer.doc(), doc, "{text:.40}");
            let count = Counting::count(scorer.score(), phrase.len());
            assert_eq!(
                count.to_string(),
                expected.to_string(),
                "{text:.40}"
            );
            scorer.advance();
        }
        assert_eq!(scorer.doc(), TERMINATED);
        Ok(())
    }

    #[test]
    fn count_is_the_number_of_occurrences() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20_000_000)?;
        let texts = texts();
        for text in &texts {
            let mut document = TantivyDocument::new();
            document.add_text(field, text);
            writer.add_document(document)?;
        }
        writer.commit()?;
        assert_counts(&index, &texts, &["a", "b"])?;
        assert_counts(&index, &texts, &["a", "b", "c"])
    }
}
