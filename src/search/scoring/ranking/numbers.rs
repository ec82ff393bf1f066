//! Reads from a segment the numbers by which passages are ranked: how often each term occurs in a
//! passage, where each token is, how long the passage is.
//!
//! The posting lists are gone through one after the other, each over all passages: a list that is
//! sought in one direction decodes each of its blocks once.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, Term};

use super::{RankedField, Ranking};
use crate::index::Fields;
use crate::search::scoring::seek::catch_up;

/// The numbers of one passage.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Numbers<'a> {
    /// How often each term of the ranking occurs.
    pub counts: &'a [u32],
    /// The positions of each token of the ranking, in order.
    pub positions: &'a [Vec<u32>],
    /// The bytes that encode the length of each field.
    pub lengths: [u8; RankedField::ALL.len()],
    /// Whether it is in the question's language.
    pub is_in_language: bool,
}

/// The numbers of some passages of a segment.
#[derive(Debug, Default)]
pub(in crate::search) struct Table {
    /// For each passage, a count for each term.
    counts: Vec<u32>,
    /// For each passage, the positions of each token.
    positions: Vec<Vec<u32>>,
    lengths: Vec<[u8; RankedField::ALL.len()]>,
    is_in_language: Vec<bool>,
    terms: usize,
    tokens: usize,
}

impl Table {
    /// Reads the numbers of `docs`, which are in order.
    pub(in crate::search) fn read(
        ranking: &Ranking,
        fields: &Fields,
        reader: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<Self> {
        let mut table = Self {
            terms: ranking.terms.len(),
            tokens: ranking.tokens.len(),
            counts: vec![0; docs.len() * ranking.terms.len()],
            positions: vec![Vec::new(); docs.len() * ranking.tokens.len()],
            lengths: lengths(fields, reader, docs)?,
            is_in_language: vec![false; docs.len()],
        };
        for (number, ranked) in ranking.terms.iter().enumerate() {
            table.read_counts(number, &ranked.term, reader, docs)?;
        }
        for (number, token) in ranking.tokens.iter().enumerate() {
            table.read_positions(number, token, reader, docs)?;
        }
        if let Some(bonus) = &ranking.language {
            let inverted = reader.inverted_index(bonus.term.field())?;
            if let Some(mut list) = inverted.read_postings(&bonus.term, IndexRecordOption::Basic)? {
                for (is_in_language, &doc) in table
                    .is_in_language
                    .iter_mut()
                    .zip(docs)
                {
                    *is_in_language = catch_up(&mut list, doc) == doc;
                }
            }
        }
        Ok(table)
    }

    /// Returns the numbers of the passage at `at` of those that were read.
    pub(in crate::search) fn passage(&self, at: usize) -> Numbers<'_> {
        Numbers {
            counts: &self.counts[at * self.terms..(at + 1) * self.terms],
            positions: &self.positions[at * self.tokens..(at + 1) * self.tokens],
            lengths: self.lengths[at],
            is_in_language: self.is_in_language[at],
        }
    }

    fn read_counts(
        &mut self,
        number: usize,
        term: &Term,
        reader: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<()> {
        let inverted = reader.inverted_index(term.field())?;
        let Some(mut list) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? else {
            return Ok(());
        };
        for (at, &doc) in docs.iter().enumerate() {
            if catch_up(&mut list, doc) == doc {
                self.counts[at * self.terms + number] = list.term_freq();
            }
        }
        Ok(())
    }

    fn read_positions(
        &mut self,
        number: usize,
        token: &Term,
        reader: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<()> {
        let inverted = reader.inverted_index(token.field())?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let Some(mut list) = inverted.read_postings(token, option)? else {
            return Ok(());
        };
        for (at, &doc) in docs.iter().enumerate() {
            if catch_up(&mut list, doc) == doc {
                list.positions(&mut self.positions[at * self.tokens + number]);
            }
        }
        Ok(())
    }
}

fn lengths(
    fields: &Fields,
    reader: &SegmentReader,
    docs: &[DocId],
) -> tantivy::Result<Vec<[u8; RankedField::ALL.len()]>> {
    let readers = [fields.exact, fields.english, fields.chinese, fields.heading];
    let [exact, english, chinese, heading] = readers.map(|field| norms(reader, field));
    let readers: [FieldNormReader; 4] = [exact?, english?, chinese?, heading?];
    let mut lengths = Vec::with_capacity(docs.len());
    for &doc in docs {
        lengths.push(
            readers
                .each_ref()
                .map(|reader| reader.fieldnorm_id(doc)),
        );
    }
    Ok(lengths)
}

fn norms(reader: &SegmentReader, field: Field) -> tantivy::Result<FieldNormReader> {
    reader.get_fieldnorms_reader(field)
}
