//! Running heads and page numbers: what recurs at the ends of pages is left out, so that sentences
//! go on from page to page.
//!
//! Only what recurs is left out: the same words at the same height, or with a number that grows
//! with the page. Other words that stand where heads do (the titles of chapters, the number of the
//! only page) become a passage of their own, one for each page.

use std::collections::{HashMap, HashSet};

use super::band::{self, bands};
use super::line::Line;
use super::measure::MeasuredPage;
use super::median::step;
use super::page_numbers::{has_number_shape, readings};
use super::rules::{
    APART_SHARE, MANY_PAGES, NOTE_SIZE, PAGE_NUMBER_ZONE, RUNNING_GAP, RUNNING_SHARE, RUNNING_ZONE,
    SAME_HEIGHT,
};
use super::size::BodyType;
use super::strays::is_rotated;
use super::word::as_f64;

/// A page without running heads.
pub(super) struct TextPage {
    pub lines: Vec<Line>,
    /// The lines that stand where running heads do, but don't recur; empty if there are none.
    pub aside: String,
}

/// The end of a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    Top,
    Bottom,
}

/// A band near the end of a page.
struct Edge {
    /// Index of its page.
    page: usize,
    /// Index of the band in its page.
    band: usize,
    end: End,
    height: f64,
    text: String,
    is_outermost: bool,
    /// Whether it is the outermost one, with a gap before the text.
    stands_apart: bool,
    has_number_shape: bool,
    /// Whether it is at the top, in smaller type than the text.
    is_small_head: bool,
}

/// Returns the pages without running heads and page numbers.
pub(super) fn without_running_heads(
    pages: Vec<MeasuredPage>,
    body: &BodyType,
    em: f64,
) -> Vec<TextPage> {
    let banded = pages
        .into_iter()
        .map(|page| BandedPage::new(page, em));
    let banded: Vec<BandedPage> = banded.collect();
    let rotated = rotated_texts(&banded);
    let mut edges = Vec::new();
    for (index, page) in banded.iter().enumerate() {
        for end in [End::Top, End::Bottom] {
            edges.extend(page.edges(index, end, body, em));
        }
    }
    let seen = Seen::new(&edges, banded.len());
    let fates = fates(&edges, &seen);
    let mut pages = Vec::with_capacity(banded.len());
    for (index, (page, rotated)) in banded
        .into_iter()
        .zip(rotated)
        .enumerate()
    {
        pages.push(apply(
            index, page.bands, rotated, &fates,
        ));
    }
    pages
}

/// Returns the fates of the bands near the ends of pages, by page and band. A band behind one of
/// the text is of the text too.
fn fates(edges: &[Edge], seen: &Seen) -> HashMap<(usize, usize), Fate> {
    let mut fates = HashMap::new();
    for edge in edges {
        let outer = match edge.end {
            End::Top => edge.band.checked_sub(1),
            End::Bottom => edge.band.checked_add(1),
        };
        let outer = outer.filter(|_| !edge.is_outermost);
        let outer = outer.and_then(|outer| fates.get(&(edge.page, outer)));
        let fate = match outer {
            Some(Fate::Text) => Fate::Text,
            _ => seen.fate(edge),
        };
        let known = fates
            .entry((edge.page, edge.band))
            .or_insert(fate);
        if *known == Fate::Text {
            *known = fate;
        }
    }
    fates
}

/// Returns the rotated lines of each page that are on no other one, each with a line end.
fn rotated_texts(pages: &[BandedPage]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in pages
        .iter()
        .flat_map(|page| &page.rotated)
    {
        *counts
            .entry(line.spaced())
            .or_default() += 1;
    }
    let is_single = |text: &String| {
        counts
            .get(text)
            .is_some_and(|count| *count == 1)
    };
    let of_page = |page: &BandedPage| {
        let texts = page
            .rotated
            .iter()
            .map(Line::spaced)
            .filter(is_single);
        texts
            .map(|text| text + "\n")
            .collect()
    };
    pages.iter().map(of_page).collect()
}

/// A page as bands, from top to bottom.
struct BandedPage {
    height: f64,
    bands: Vec<Vec<Line>>,
    /// Lines that run up or down the page.
    rotated: Vec<Line>,
}

impl BandedPage {
    fn new(page: MeasuredPage, em: f64) -> Self {
        let (rotated, lines) = page
            .lines
            .into_iter()
            .partition(is_rotated);
        Self {
            height: page.height,
            bands: bands(lines, em),
            rotated,
        }
    }

    /// Returns the two outermost bands at an end, if they are near enough to it.
    fn edges(&self, page: usize, end: End, body: &BodyType, em: f64) -> Vec<Edge> {
        let from_end = |rank: usize| match end {
            End::Top => Some(rank),
            End::Bottom => self
                .bands
                .len()
                .checked_sub(rank + 1),
        };
        let mut edges = Vec::new();
        for rank in [0, 1] {
            let Some(at) = from_end(rank).filter(|at| *at < self.bands.len()) else {
                continue;
            };
            let band = &self.bands[at];
            let base = band[0].base;
            if !is_within(end, base, self.height, RUNNING_ZONE) {
                continue;
            }
            let next = from_end(rank + 1).and_then(|next| self.bands.get(next));
            let is_apart = next.is_none_or(|next| (next[0].base - base).abs() > RUNNING_GAP * em);
            let is_outer = is_within(end, base, self.height, PAGE_NUMBER_ZONE);
            let text = band::text(band);
            edges.push(Edge {
                page,
                band: at,
                end,
                height: base,
                is_outermost: rank == 0,
                stands_apart: rank == 0 && is_apart,
                has_number_shape: is_outer && has_number_shape(&text),
                is_small_head: is_outer && end == End::Top && body.size(&band[0]) < NOTE_SIZE,
                text,
            });
        }
        edges
    }
}

fn is_within(end: End, base: f64, height: f64, zone: f64) -> bool {
    match end {
        End::Top => base < height * zone,
        End::Bottom => base > height * (1.0 - zone),
    }
}

/// The fate of a band at the end of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Text,
    Aside,
    LeftOut,
}

/// Counts of what is at the ends of pages.
struct Seen {
    /// Number of bands with the same words at the same height.
    words: HashMap<(End, String, i32), usize>,
    /// Number of outermost bands at the same height, and how many of them stand apart.
    outermost: HashMap<(End, i32), [usize; 2]>,
    /// The pages with a band that has the shape of a page's number.
    numbered: HashSet<usize>,
    pages: usize,
}

impl Seen {
    fn new(edges: &[Edge], pages: usize) -> Self {
        let mut seen = Self {
            words: HashMap::new(),
            outermost: HashMap::new(),
            numbered: HashSet::new(),
            pages,
        };
        for edge in edges {
            if edge.has_number_shape {
                seen.numbered.insert(edge.page);
            }
            for words in readings(&edge.text, edge.page) {
                let key = (
                    edge.end,
                    words,
                    step(edge.height, 1.0 / SAME_HEIGHT),
                );
                *seen.words.entry(key).or_default() += 1;
            }
            if edge.is_outermost {
                let key = (
                    edge.end,
                    step(edge.height, 2.0 / SAME_HEIGHT),
                );
                let [all, apart] = seen
                    .outermost
                    .entry(key)
                    .or_default();
                *all += 1;
                *apart += usize::from(edge.stands_apart);
            }
        }
        seen
    }

    fn fate(&self, edge: &Edge) -> Fate {
        let enough = if self.pages < MANY_PAGES {
            2
        } else {
            3
        };
        if self.recurrences(edge) >= enough || edge.has_number_shape && self.numbered.len() > 1 {
            return Fate::LeftOut;
        }
        let is_head = edge.is_small_head || self.is_place_of_heads(edge);
        if edge.has_number_shape || edge.stands_apart && is_head {
            return Fate::Aside;
        }
        Fate::Text
    }

    /// Returns how often the words occur at the edge's height.
    fn recurrences(&self, edge: &Edge) -> usize {
        let height = step(edge.height, 1.0 / SAME_HEIGHT);
        let counts = readings(&edge.text, edge.page)
            .into_iter()
            .map(|words| {
                let mut count = 0;
                for height in height - 1..=height + 1 {
                    let key = (edge.end, words.clone(), height);
                    count += self
                        .words
                        .get(&key)
                        .copied()
                        .unwrap_or(0);
                }
                count
            });
        counts.max().unwrap_or(0)
    }

    /// Returns whether many pages have a line at this height, which stands apart on nearly all of
    /// them.
    fn is_place_of_heads(&self, edge: &Edge) -> bool {
        let height = step(edge.height, 2.0 / SAME_HEIGHT);
        let near = (height - 1..=height + 1).filter_map(|height| {
            self.outermost
                .get(&(edge.end, height))
        });
        let [all, apart] = near.fold([0, 0], |sum, counts| {
            [sum[0] + counts[0], sum[1] + counts[1]]
        });
        let is_often = apart >= 4 && as_f64(apart) >= RUNNING_SHARE * as_f64(self.pages);
        is_often && as_f64(apart) >= APART_SHARE * as_f64(all)
    }
}

fn apply(
    index: usize,
    bands: Vec<Vec<Line>>,
    rotated: String,
    fates: &HashMap<(usize, usize), Fate>,
) -> TextPage {
    let mut page = TextPage {
        lines: Vec::new(),
        aside: rotated,
    };
    for (at, band) in bands.into_iter().enumerate() {
        match fates.get(&(index, at)) {
            Some(Fate::LeftOut) => {}
            Some(Fate::Aside) => {
                page.aside
                    .push_str(&band::text(&band));
                page.aside.push('\n');
            }
            _ => page.lines.extend(band),
        }
    }
    page
}
