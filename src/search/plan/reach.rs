//! The most that a part of a query can score, about.

use super::planner::Planner;
use crate::analysis;
use crate::error::Result;
use crate::query::Query;
use crate::search::scoring::weights;

impl Planner<'_> {
    /// Returns about the most that `query` can score in a passage that has no heading above it.
    pub(super) fn reach(self, query: &Query) -> Result<f32> {
        match query {
            Query::Words(words) => self.reach_of_words(&words.join(" ")),
            Query::Phrase(text, _) => self.reach_of_phrase(text),
            Query::Prefix(_) => Ok(1.0),
            Query::Filter(_) | Query::Not(_) => Ok(0.0),
            Query::All(parts) => {
                let mut sum = 0.0;
                for part in parts {
                    sum += self.reach(part)?;
                }
                Ok(sum)
            }
            Query::Any(parts) => {
                let mut most: f32 = 0.0;
                for part in parts {
                    most = most.max(self.reach(part)?);
                }
                Ok(most)
            }
        }
    }

    /// Returns about the most that words can score without being verbatim.
    fn reach_of_words(self, text: &str) -> Result<f32> {
        let normalized = analysis::normalize(text);
        let tokens = analysis::tokens(&normalized.text);
        let words = self.segment(text, &normalized, &tokens)?;
        let mut reach = 0.0;
        for word in self.content(&words)? {
            let field = if word.is_han {
                self.index.fields.chinese
            } else {
                self.index.fields.english
            };
            reach += self.idf(field, &word.term())?;
        }
        Ok(reach * (weights::K1 + 1.0))
    }

    fn reach_of_phrase(self, text: &str) -> Result<f32> {
        let normalized = analysis::normalize(text).text;
        let mut reach = 0.0;
        for token in analysis::tokens(&normalized) {
            reach += self.idf(self.index.fields.exact, token.text)?;
        }
        Ok(reach * (weights::K1 + 1.0))
    }
}
