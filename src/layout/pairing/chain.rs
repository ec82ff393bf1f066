//! The best chain of blocks: in the order of both languages, no passage in two of them.

use std::collections::BTreeMap;

use super::block::Block;

/// The best chain that ends at a place.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    gain: f32,
    /// Its last block.
    last: Option<usize>,
}

/// The best chains by the English unit that they end before, as a Fenwick tree of maxima.
struct Ends(Vec<Best>);

impl Ends {
    fn new(len: usize) -> Self {
        Self(vec![Best::default(); len + 2])
    }

    /// Returns the best chain that ends at or before `end`.
    fn up_to(&self, end: usize) -> Best {
        let mut best = Best::default();
        let mut at = end + 1;
        while at > 0 {
            if self.0[at].gain > best.gain {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    fn add(&mut self, end: usize, chain: Best) {
        let mut at = end + 1;
        while at < self.0.len() {
            if chain.gain > self.0[at].gain {
                self.0[at] = chain;
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Returns the blocks of the chain with the largest sum of gains, in order; `len` is the number of
/// English units.
pub(super) fn best(blocks: &[Block], len: usize) -> Vec<&Block> {
    let mut starts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        starts
            .entry(block.zh.start)
            .or_default()
            .push(at);
        ends.entry(block.zh.end)
            .or_default()
            .push(at);
    }
    let mut chains = vec![Best::default(); blocks.len()];
    let mut before = vec![None; blocks.len()];
    let mut tree = Ends::new(len);
    for (start, starting) in starts {
        while let Some(entry) = ends
            .first_entry()
            .filter(|entry| *entry.key() <= start)
        {
            for at in entry.remove() {
                tree.add(blocks[at].en.end, chains[at]);
            }
        }
        for at in starting {
            let earlier = tree.up_to(blocks[at].en.start);
            before[at] = earlier.last;
            chains[at] = Best {
                gain: earlier.gain + blocks[at].gain(),
                last: Some(at),
            };
        }
    }
    let largest = chains
        .iter()
        .fold(Best::default(), |best, chain| {
            if chain.gain > best.gain {
                *chain
            } else {
                best
            }
        });
    follow(blocks, &before, largest.last)
}

/// Returns the blocks of the chain that ends with `last`, in order.
fn follow<'b>(
    blocks: &'b [Block],
    before: &[Option<usize>],
    mut last: Option<usize>,
) -> Vec<&'b Block> {
    let mut chain = Vec::new();
    while let Some(at) = last {
        chain.push(&blocks[at]);
        last = before[at];
    }
    chain.reverse();
    chain
}
