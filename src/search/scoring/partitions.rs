//! Goes through the passages of an index: on several cores, if there is much to read.

use std::cmp::Reverse;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use tantivy::query::Query;
use tantivy::{DocId, SegmentOrdinal, SegmentReader, Term};

use crate::index::Index;

/// The sizes from which several threads are used.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Sizes {
    /// Number of passages of an index below which one core is used.
    pub large: u64,
    /// Number of postings from which starting a thread takes less time than it saves.
    pub many_postings: u64,
    /// Partitions start at multiples of this number, which are multiples of 64.
    pub step: usize,
}

impl Sizes {
    pub(in crate::search) const USUAL: Self = Self {
        large: 200_000,
        many_postings: 40_000,
        step: 1 << 16,
    };

    #[cfg(not(test))]
    fn in_force() -> Self {
        Self::USUAL
    }

    #[cfg(test)]
    fn in_force() -> Self {
        crate::search::partition_tests::sizes()
    }
}

/// Partitions for each thread, for queries of terms: none waits for another for long.
pub(in crate::search) const FOR_TERMS: usize = 4;
/// The same, for queries with phrases. These look for their first passage from the start of the
/// segment, whatever the partition.
pub(in crate::search) const FOR_PHRASES: usize = 1;

/// Some of the passages of a segment.
pub(in crate::search) struct Partition<'r> {
    pub segment: SegmentOrdinal,
    pub reader: &'r SegmentReader,
    pub docs: Range<DocId>,
}

impl<'r> Partition<'r> {
    /// Returns all passages of a segment.
    fn whole(segment: SegmentOrdinal, reader: &'r SegmentReader) -> Self {
        Self {
            segment,
            reader,
            docs: 0..reader.max_doc(),
        }
    }

    /// Returns the passages in partitions of so many.
    fn split(&self, passages: usize) -> impl Iterator<Item = Self> + use<'r> {
        let Self {
            segment, reader, ..
        } = *self;
        let Range { start, end } = self.docs;
        let length = DocId::try_from(passages).unwrap_or(DocId::MAX);
        let starts = (start..end).step_by(passages);
        starts.map(move |start| Self {
            segment,
            reader,
            docs: start..end.min(start.saturating_add(length)),
        })
    }
}

/// The passages of an index, to be gone through.
pub(in crate::search) struct Partitions<'r> {
    partitions: Vec<Partition<'r>>,
    threads: usize,
}

/// Returns the segments of `index`, for a search that reads about so many [`postings`].
pub(in crate::search) fn segments(index: &Index, postings: u64) -> Partitions<'_> {
    let readers = index.searcher.segment_readers();
    let numbered = (0..).zip(readers);
    Partitions {
        partitions: numbered
            .map(|(segment, reader)| Partition::whole(segment, reader))
            .collect(),
        threads: threads(postings),
    }
}

/// As [`segments`], in smaller parts if there is much to read: about `for_a_thread` for each
/// thread.
pub(in crate::search) fn partitions(
    index: &Index,
    postings: u64,
    for_a_thread: usize,
) -> Partitions<'_> {
    let Partitions {
        partitions: segments,
        threads,
    } = segments(index, postings);
    if threads < 2 {
        return Partitions {
            partitions: segments,
            threads,
        };
    }
    let step = Sizes::in_force().step;
    let lengths = segments
        .iter()
        .map(|segment| segment.docs.len());
    let passages: usize = lengths.sum();
    let size = (passages / (threads * for_a_thread)).next_multiple_of(step);
    Partitions {
        partitions: segments
            .iter()
            .flat_map(|segment| segment.split(size.max(step)))
            .collect(),
        threads,
    }
}

/// Returns the number of threads that are worth starting, this one included.
fn threads(postings: u64) -> usize {
    if postings < Sizes::in_force().many_postings {
        return 1;
    }
    thread::available_parallelism().map_or(1, NonZero::get)
}

impl Partitions<'_> {
    /// Returns what `read` returns of each, in order. If the system starts no more threads, fewer
    /// do the work.
    ///
    /// # Errors
    /// Returns an error if `read` does.
    pub(in crate::search) fn each<T: Send>(
        &self,
        read: impl Fn(&Partition<'_>) -> tantivy::Result<T> + Sync,
    ) -> tantivy::Result<Vec<T>> {
        let partitions = &self.partitions;
        let threads = self.threads.min(partitions.len());
        if threads < 2 {
            return partitions
                .iter()
                .map(read)
                .collect();
        }
        // The longest first, so that no thread is left with one in the end.
        let mut order: Vec<usize> = (0..partitions.len()).collect();
        order.sort_by_key(|at| Reverse(partitions[*at].docs.len()));
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some(at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push((*at, read(&partitions[*at])));
            }
            done
        };
        let mut done = with_helpers(threads - 1, work);
        done.sort_by_key(|(at, _)| *at);
        let results = done.into_iter();
        results
            .map(|(_, result)| result)
            .collect()
    }
}

/// Returns what `work` returns here and in so many other threads.
fn with_helpers<T: Send>(helpers: usize, work: impl Fn() -> Vec<T> + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let start = |_| {
            thread::Builder::new()
                .spawn_scoped(scope, &work)
                .ok()
        };
        let helpers: Vec<_> = (0..helpers)
            .map_while(start)
            .collect();
        let mut done = work();
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(panicked) => panic::resume_unwind(panicked),
            }
        }
        done
    })
}

/// Returns the number of postings that `query` reads, roughly, or 0 in a small index. Of terms
/// whose positions are read, those of the rarest count: it leads.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(in crate::search) fn postings(index: &Index, query: &dyn Query) -> tantivy::Result<u64> {
    if index.searcher.num_docs() < Sizes::in_force().large {
        return Ok(0);
    }
    let mut terms = Vec::new();
    let mut in_phrases = Vec::new();
    query.query_terms(&mut |term, has_positions| {
        if has_positions {
            in_phrases.push(term);
        } else {
            terms.push(term);
        }
    });
    let mut rarest = None;
    for term in in_phrases {
        let of_term = index.statistics().doc_freq(term)?;
        rarest = Some(of_term.min(rarest.unwrap_or(of_term)));
    }
    let others = postings_of(index, terms.into_iter())?;
    Ok(others + rarest.unwrap_or(0))
}

/// As [`postings`], of terms.
pub(in crate::search) fn postings_of<'t>(
    index: &Index,
    terms: impl Iterator<Item = &'t Term>,
) -> tantivy::Result<u64> {
    let mut postings = 0;
    let sizes = Sizes::in_force();
    if index.searcher.num_docs() < sizes.large {
        return Ok(postings);
    }
    for term in terms {
        postings += index.statistics().doc_freq(term)?;
        if postings >= sizes.many_postings {
            break;
        }
    }
    Ok(postings)
}
