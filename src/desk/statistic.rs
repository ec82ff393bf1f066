//! Statistics of two-by-two tables.

#![expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]

/// The frequencies of a word in two texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// In the first text.
    pub a: u64,
    /// In the second text.
    pub b: u64,
    /// All words of the first text.
    pub all_a: u64,
    /// All words of the second text.
    pub all_b: u64,
}

impl Table {
    /// Returns the log-likelihood ratio G² over the four cells, negative if the word is rarer in
    /// the first text.
    pub(super) fn g2(self) -> f64 {
        let Self { a, b, all_a, all_b } = self;
        let cells = [
            (a, all_a, a + b),
            (b, all_b, a + b),
            (
                all_a.saturating_sub(a),
                all_a,
                self.others(),
            ),
            (
                all_b.saturating_sub(b),
                all_b,
                self.others(),
            ),
        ];
        let all = (all_a + all_b) as f64;
        let mut sum = 0.0;
        for (observed, row, column) in cells {
            let expected = row as f64 * column as f64 / all;
            if observed > 0 && expected > 0.0 {
                sum += observed as f64 * (observed as f64 / expected).ln();
            }
        }
        let g2 = (2.0 * sum).max(0.0);
        if u128::from(a) * u128::from(all_b) < u128::from(b) * u128::from(all_a) {
            -g2
        } else {
            g2
        }
    }

    fn others(self) -> u64 {
        (self.all_a + self.all_b).saturating_sub(self.a + self.b)
    }

    /// Returns the binary logarithm of the ratio of the relative frequencies. A count of zero is
    /// taken for a half.
    pub(super) fn log_ratio(self) -> f64 {
        let relative = |count: u64, all: u64| {
            let count = if count == 0 {
                0.5
            } else {
                count as f64
            };
            count / all.max(1) as f64
        };
        let ratio = relative(self.a, self.all_a) / relative(self.b, self.all_b);
        ratio.log2()
    }
}

/// Returns logDice of two words that occur `x` and `y` times, and `both` times together: at most
/// 14.
pub(super) fn log_dice(both: u64, x: u64, y: u64) -> f64 {
    14.0 + (2.0 * both as f64 / (x + y) as f64).log2()
}

/// Returns the mutual information of two words among `all` words, in bits.
pub(super) fn mutual_information(both: u64, x: u64, y: u64, all: u64) -> f64 {
    (both as f64 * all as f64 / (x as f64 * y as f64)).log2()
}
