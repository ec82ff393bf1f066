//! Shingles: the runs of five tokens in a text, as hashes.

use crate::analysis;

/// Number of tokens in a shingle.
const TOKENS: usize = 5;

/// Returns the shingles of `text`, sorted, each once. A text of fewer tokens has none.
pub(super) fn shingles(text: &str) -> Vec<u64> {
    let normalized = analysis::normalize(text).text;
    let tokens = analysis::tokens(&normalized);
    let mut shingles: Vec<u64> = tokens
        .windows(TOKENS)
        .map(|tokens| {
            let mut hasher = blake3::Hasher::new();
            for token in tokens {
                hasher.update(token.text.as_bytes());
                hasher.update(b"\0");
            }
            let hash = hasher.finalize();
            let mut first = [0; 8];
            first.copy_from_slice(&hash.as_bytes()[..8]);
            u64::from_le_bytes(first)
        })
        .collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// Returns the number of shingles that two sorted lists share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                i += 1;
                j += 1;
                shared += 1;
            }
        }
    }
    shared
}
