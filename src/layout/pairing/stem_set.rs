//! Some of the stems of the dictionary.

/// A set of stems, by their numbers.
#[derive(Debug, Default)]
pub(super) struct StemSet(Vec<u64>);

impl StemSet {
    pub(super) fn has(&self, stem: u32) -> bool {
        let (at, bit) = place(stem);
        self.0
            .get(at)
            .is_some_and(|bits| bits & bit != 0)
    }

    fn add(&mut self, stem: u32) {
        let (at, bit) = place(stem);
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= bit;
    }
}

impl FromIterator<u32> for StemSet {
    fn from_iter<I: IntoIterator<Item = u32>>(stems: I) -> Self {
        let mut set = Self::default();
        for stem in stems {
            set.add(stem);
        }
        set
    }
}

fn place(stem: u32) -> (usize, u64) {
    ((stem / 64) as usize, 1 << (stem % 64))
}
