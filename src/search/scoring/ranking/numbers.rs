//! Reads from a segment the numbers by which passages are ranked: how often each term occurs in a
//! passage, where each token is, how long the passage is.
//!
//! The posting lists are gone through one after the other, each over all passages: a list that is
//! sought in one direction decodes each of its blocks once.

use std::ops::Range;

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
    /// The positions of each token of the ranking.
    pub positions: Positions<'a>,
    /// The bytes that encode the length of each field.
    pub lengths: [u8; RankedField::ALL.len()],
    /// Whether it is in the question's language.
    pub is_in_language: bool,
}

/// The positions of tokens in one passage.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Positions<'a> {
    all: &'a [u32],
    ranges: &'a [Range<u32>],
}

impl<'a> Positions<'a> {
    /// Returns the positions of a token, in order.
    pub(super) fn of(self, token: usize) -> &'a [u32] {
        let Range { start, end } = self.ranges[token];
        &self.all[start as usize..end as usize]
    }
}

/// The numbers of some passages of a segment.
#[derive(Debug, Default)]
pub(in crate::search) struct Table {
    /// For each passage, a count for each term.
    counts: Vec<u32>,
    /// The positions of all tokens in all passages.
    positions: Vec<u32>,
    /// For each passage, where the positions of each token are.
    ranges: Vec<Range<u32>>,
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
            positions: Vec::new(),
            ranges: vec![0..0; docs.len() * ranking.tokens.len()],
            lengths: lengths(fields, reader, docs)?,
            is_in_language: vec![false; docs.len()],
        };
        for (number, token) in ranking.tokens.iter().enumerate() {
            table.read_positions(number, token, reader, docs)?;
        }
        for (number, ranked) in ranking.terms.iter().enumerate() {
            let mut tokens = ranking.tokens.iter();
            match tokens.position(|token| *token == ranked.term) {
                Some(token) => table.count_positions(number, token),
                None => table.read_counts(number, &ranked.term, reader, docs)?,
            }
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
            positions: Positions {
                all: &self.positions,
                ranges: &self.ranges[at * self.tokens..(at + 1) * self.tokens],
            },
            lengths: self.lengths[at],
            is_in_language: self.is_in_language[at],
        }
    }

    /// Returns where the positions that were read end.
    fn end(&self) -> u32 {
        u32::try_from(self.positions.len()).unwrap_or(u32::MAX)
    }

    /// Counts a term whose positions were read: its list is not read again.
    fn count_positions(&mut self, number: usize, token: usize) {
        let of_passages = self.counts.chunks_mut(self.terms);
        for (counts, ranges) in of_passages.zip(self.ranges.chunks(self.tokens)) {
            counts[number] = ranges[token].end - ranges[token].start;
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
                let start = self.end();
                list.append_positions_with_offset(0, &mut self.positions);
                self.ranges[at * self.tokens + number] = start..self.end();
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
