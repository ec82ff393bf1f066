//! The first phase of a question in a partition of the index: what matches, and the best by the
//! words alone.
//!
//! The posting lists of the words are gone through together, a window of passages after the other,
//! and add to the scores of its passages. The words that can score most come first. Once the rest
//! of the words cannot bring a passage among the best any more, they are only counted for it
//! (Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::bits::Bits;
use super::bm25::{as_score, share};
use super::factors::{heading_factor, length_factor};
use super::list::first_from;
use super::partitions::Partition;
use super::ranking::Ranking;
use crate::index::Columns;

/// Number of passages of a window: their scores stay in the processor's cache. A multiple of 64.
const WINDOW: u32 = 8_192;

/// A word by which candidates are drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Draw {
    /// The number of the ranking's term.
    pub term: usize,
    /// The idf times the weight, with those of all that scores wherever the word occurs.
    pub factor: f32,
}

/// The scores and bits of a window's passages.
struct Window<'a> {
    start: DocId,
    end: DocId,
    scores: &'a mut [f32],
    matching: &'a mut Bits,
}

impl Window<'_> {
    /// Drops the passages that are deleted or not among those required.
    fn drop_others(&mut self, required: Option<&Bits>, reader: &SegmentReader) {
        if required.is_none() && !reader.has_deletes() {
            return;
        }
        let is_kept = |doc| {
            let is_required = required.is_none_or(|required| required.contains(doc));
            is_required && !reader.is_deleted(doc)
        };
        self.matching
            .retain(self.start, self.end, is_kept);
    }
}

/// The posting list of a term, gone through once.
struct List {
    block: BlockSegmentPostings,
    /// The next posting in the block.
    at: usize,
    lengths: FieldNormReader,
    norms: [f32; 256],
    /// The most that the term scores.
    most: f32,
}

impl List {
    /// Opens the list of a word, unless no passage has it.
    fn open(
        ranking: &Ranking,
        draw: Draw,
        partition: &Partition<'_>,
    ) -> tantivy::Result<Option<Self>> {
        let reader = partition.reader;
        let term = &ranking.terms[draw.term];
        let field = term.term.field();
        let inverted = reader.inverted_index(field)?;
        let block = inverted.read_block_postings(&term.term, IndexRecordOption::WithFreqs)?;
        let Some(mut block) = block else {
            return Ok(None);
        };
        Ok(Some(Self {
            at: first_from(&mut block, partition.docs.start),
            block,
            lengths: reader.get_fieldnorms_reader(field)?,
            norms: ranking.norms[term.field.position()],
            most: draw.factor * (ranking.k1 + 1.0),
        }))
    }

    /// Adds the list's passages in the window. Adds to the scores that are at least `least`.
    fn add(&mut self, window: &mut Window<'_>, least: f32) {
        loop {
            let docs = self.block.docs();
            if docs.is_empty() {
                return;
            }
            let freqs = self.block.freqs();
            for (&doc, &count) in docs[self.at..]
                .iter()
                .zip(&freqs[self.at..])
            {
                if doc >= window.end {
                    return;
                }
                self.at += 1;
                window.matching.insert(doc);
                let score = &mut window.scores[(doc - window.start) as usize];
                if *score >= least {
                    let norm = self.norms[usize::from(self.lengths.fieldnorm_id(doc))];
                    *score += share(self.most, as_score(count), norm);
                }
            }
            self.block.advance();
            self.at = 0;
        }
    }
}

/// The best passages so far.
struct Best {
    keep: usize,
    heap: BinaryHeap<Reverse<Entry>>,
}

/// A passage among the best: the greater, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// The score's bits, which are in the order of the scores, since none is negative.
    score: u32,
    /// Of equal scores, the first passage is better.
    place: Reverse<u64>,
    doc: DocId,
}

impl Best {
    fn new(keep: usize) -> Self {
        Self {
            keep,
            heap: BinaryHeap::with_capacity(keep + 1),
        }
    }

    /// Returns a score below which no passage is among the best.
    fn least(&self) -> f32 {
        match self.heap.peek() {
            Some(Reverse(worst)) if self.heap.len() >= self.keep => f32::from_bits(worst.score),
            _ => 0.0,
        }
    }

    fn push(&mut self, doc: DocId, score: f32, columns: &Columns) {
        if score < self.least() {
            return;
        }
        let entry = Entry {
            score: score.to_bits(),
            place: Reverse(columns.place(doc)),
            doc,
        };
        let is_full = self.heap.len() >= self.keep;
        let worst = self.heap.peek();
        if is_full && worst.is_some_and(|worst| entry <= worst.0) {
            return;
        }
        self.heap.push(Reverse(entry));
        if self.heap.len() > self.keep {
            self.heap.pop();
        }
    }

    fn into_docs(self) -> impl Iterator<Item = (f32, DocId)> {
        let entries = self.heap.into_iter();
        entries.map(|Reverse(entry)| (f32::from_bits(entry.score), entry.doc))
    }
}

/// A request to draw from a partition.
pub(in crate::search) struct Wanted<'a> {
    pub ranking: &'a Ranking,
    pub draws: &'a [Draw],
    /// Number of passages.
    pub keep: usize,
    /// Passages that match whether or not they have one of the words.
    pub matching: Bits,
    /// The passages that match must be among these.
    pub required: Option<Bits>,
    /// Sets of passages of the whole segment. Of each, the best are drawn too.
    pub joins: &'a [Bits],
    /// Whether all of these are drawn, so that their scores do not matter: no set has more than
    /// `keep` in the whole index.
    pub all_join: bool,
}

/// The passages drawn from a partition.
pub(in crate::search) struct Drawn {
    /// The passages that match.
    pub matching: Bits,
    /// The best of them, with their scores by the words, in no order.
    pub best: Vec<(f32, DocId)>,
    /// The best of each set that joins, in no order.
    pub joined: Vec<Vec<(f32, DocId)>>,
}

/// Draws from the passages of a partition.
///
/// # Errors
/// Returns an error if the segment cannot be read.
pub(in crate::search) fn draw(
    mut wanted: Wanted<'_>,
    columns: &Columns,
    partition: &Partition<'_>,
) -> tantivy::Result<Drawn> {
    let mut lists = open(&wanted, partition)?;
    let mut bests = Bests::new(&wanted);
    let mut scores = vec![0.0; WINDOW as usize];
    let Range { start, end } = partition.docs;
    for start in (start..end).step_by(WINDOW as usize) {
        scores.fill(0.0);
        let mut window = Window {
            start,
            end: end.min(start + WINDOW),
            scores: &mut scores,
            matching: &mut wanted.matching,
        };
        add_lists(&mut lists, &mut window, bests.least());
        window.drop_others(
            wanted.required.as_ref(),
            partition.reader,
        );
        bests.take(&window, wanted.joins, columns);
    }
    Ok(Drawn {
        matching: wanted.matching,
        best: bests.best.into_docs().collect(),
        joined: bests
            .joined
            .into_iter()
            .map(|best| best.into_docs().collect())
            .collect(),
    })
}

/// The best passages so far, and the best of each set that joins.
struct Bests {
    best: Best,
    joined: Vec<Best>,
    /// Whether passages that are not among the best may be scored in part.
    is_pruned: bool,
}

impl Bests {
    fn new(wanted: &Wanted<'_>) -> Self {
        let joins = wanted.joins.iter();
        Self {
            best: Best::new(wanted.keep),
            joined: joins
                .map(|_| Best::new(wanted.keep))
                .collect(),
            is_pruned: wanted.all_join,
        }
    }

    /// Returns a score below which passages need not be scored.
    fn least(&self) -> f32 {
        if self.is_pruned {
            self.best.least()
        } else {
            0.0
        }
    }

    /// Takes the passages of a window that match.
    fn take(&mut self, window: &Window<'_>, joins: &[Bits], columns: &Columns) {
        for doc in window
            .matching
            .between(window.start, window.end)
        {
            let score = window.scores[(doc - window.start) as usize];
            // The factors only lower it.
            if score >= self.best.least() {
                let score = score * factor(columns, doc);
                self.best.push(doc, score, columns);
            }
            for (join, joined) in joins.iter().zip(&mut self.joined) {
                if join.contains(doc) {
                    let score = score * factor(columns, doc);
                    joined.push(doc, score, columns);
                }
            }
        }
    }
}

/// Returns the factor by which the score of a passage is lowered in the end.
fn factor(columns: &Columns, doc: DocId) -> f32 {
    length_factor(columns, doc) * heading_factor(columns, doc).unwrap_or(1.0)
}

/// Opens the lists, the one that can score most first.
fn open(wanted: &Wanted<'_>, partition: &Partition<'_>) -> tantivy::Result<Vec<List>> {
    let mut lists = Vec::with_capacity(wanted.draws.len());
    for &draw in wanted.draws {
        lists.extend(List::open(
            wanted.ranking,
            draw,
            partition,
        )?);
    }
    lists.sort_by(|a, b| b.most.total_cmp(&a.most));
    Ok(lists)
}

/// Adds the lists to a window, where passages below `least` are not among the best.
fn add_lists(lists: &mut [List], window: &mut Window<'_>, least: f32) {
    let mut rest: f32 = lists
        .iter()
        .map(|list| list.most)
        .sum();
    for list in lists {
        list.add(window, least - rest);
        rest -= list.most;
    }
}
