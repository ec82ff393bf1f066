//! How many threads write the postings of a run, and in how much memory.

use std::fs;
use std::num::NonZero;

/// Memory of a run by default, in bytes, if the machine has four times as much.
const USUAL: u64 = 400 << 20;
/// The share of the machine's memory that a run takes by default, one in so many.
const ONE_IN: u64 = 4;
/// Memory of all but the postings, in bytes: the program, its dictionaries, what is on its way, and
/// what the allocator keeps.
const OTHER: u64 = 220 << 20;
/// Memory of a new brief, about, in bytes: its packed record, its days, its line in the report.
const PER_NEW: u64 = 3 << 9;
/// Memory of a brief that the index has already, whose record is at hand unpacked too.
const PER_KNOWN: u64 = 4 << 10;
/// Maximum memory in which threads gather postings, in bytes. More makes fewer segments, but
/// nothing is faster by that.
const MOST: u64 = 192 << 20;
/// Memory in which threads gather the postings of little text, in bytes. It is taken as needed.
const FEW: u64 = 64 << 20;
/// Minimum memory of a thread, in bytes; tantivy allows no less than 15 million.
const LEAST: u64 = 16 << 20;
/// Minimum memory in which threads gather postings, in bytes: with less, there are so many segments
/// that merging them takes longer than all else. The records of many briefs then come on top.
const ENOUGH: u64 = 4 * LEAST;
/// Maximum size of the postings and the stored text for a byte of text, in bytes.
const PER_BYTE: u64 = 8;
/// Bytes of text that are worth another thread. Each thread writes a segment of its own, and a
/// search of one segment is faster than that of two.
const WORTH_A_THREAD: u64 = 1 << 20;
/// Maximum number of threads; tantivy allows no more.
const MAX_THREADS: u64 = 8;

/// The threads that gather postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Threads {
    pub(super) number: usize,
    /// Memory of each after which it writes a segment, in bytes.
    pub(super) memory: usize,
}

/// Number of briefs of a run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Briefs {
    /// Those that the index has already.
    pub(super) known: usize,
    pub(super) new: usize,
}

impl Briefs {
    /// The memory that the run needs for them, in bytes.
    fn memory(self) -> u64 {
        self.known as u64 * PER_KNOWN + self.new as u64 * PER_NEW
    }
}

/// Returns the threads for about `bytes` of text in so many briefs. The run then takes about
/// `memory` bytes.
pub(super) fn threads(bytes: usize, briefs: Briefs, memory: u64) -> Threads {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    planned(
        bytes as u64,
        briefs,
        memory,
        cores as u64,
    )
}

fn planned(bytes: u64, briefs: Briefs, memory: u64, cores: u64) -> Threads {
    let free = memory
        .saturating_sub(OTHER + briefs.memory())
        .clamp(ENOUGH, MOST);
    let wanted = bytes
        .saturating_mul(PER_BYTE)
        .clamp(FEW.min(free), free);
    let most = cores
        .min(MAX_THREADS)
        .min(free / LEAST);
    let number = (bytes / WORTH_A_THREAD).clamp(1, most);
    Threads {
        number: size(number),
        memory: size((wanted / number).max(LEAST)),
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Returns the memory that a run takes if nobody says how much, in bytes: a quarter of the
/// machine's, but at most 400 MiB.
pub(super) fn usual() -> u64 {
    machine().map_or(USUAL, |memory| {
        USUAL.min(memory / ONE_IN)
    })
}

/// Returns the memory of the machine in bytes, or of the container that the program runs in, where
/// the system tells it.
fn machine() -> Option<u64> {
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|limit| {
        let bytes = limit.trim();
        bytes.parse().ok()
    });
    let total = fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|list| total(&list));
    match (limit, total) {
        (Some(limit), Some(total)) => Some(total.min(limit)),
        (limit, total) => limit.or(total),
    }
}

/// Returns the memory that a list as of `/proc/meminfo` tells, in bytes.
fn total(list: &str) -> Option<u64> {
    let line = list
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes = line.trim().strip_suffix("kB")?;
    let kilobytes: u64 = kilobytes.trim().parse().ok()?;
    kilobytes.checked_mul(1 << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    #[test]
    fn less_memory_makes_smaller_segments() {
        let few = Briefs::default();
        let memory = |limit: u64| planned(500 * MIB, few, limit * MIB, 2);
        assert_eq!(memory(4000).memory as u64, MOST / 2);
        assert!(memory(400).memory < memory(4000).memory);
        assert!(memory(300).memory < memory(400).memory);
        let least = Threads {
            number: 2,
            memory: size(ENOUGH / 2),
        };
        assert_eq!(memory(1), least);
        let million = Briefs {
            known: 0,
            new: 1_000_000,
        };
        let many_briefs = planned(500 * MIB, million, 400 * MIB, 2);
        assert_eq!(many_briefs, least);
    }

    #[test]
    fn little_text_takes_little_memory_and_one_thread() {
        let threads = planned(20_000, Briefs::default(), 400 * MIB, 8);
        assert_eq!(threads.number, 1);
        assert_eq!(threads.memory as u64, FEW);
    }

    #[test]
    fn threads_and_records_stay_within_the_limit() {
        for limit in [300, 350, 400, 800] {
            for cores in [1, 2, 8, 64] {
                let briefs = Briefs {
                    known: 500,
                    new: 500,
                };
                let threads = planned(300 * MIB, briefs, limit * MIB, cores);
                let all = threads.number as u64 * threads.memory as u64;
                assert!(
                    all + OTHER <= limit * MIB,
                    "{limit} MiB, {threads:?}"
                );
            }
        }
    }

    #[test]
    fn reads_the_memory_of_the_machine() {
        let list = "MemTotal:       24684000 kB\nMemFree: 1 kB\n";
        assert_eq!(total(list), Some(24_684_000 << 10));
        assert_eq!(total("nothing"), None);
        assert!(usual() <= USUAL);
    }
}
