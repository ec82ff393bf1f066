//! The researcher's desk: concordances, trends, dispersion, collocates, key words, counts and
//! recycled passages.
//!
//! Everything here works on the public search API: it asks for hits and passages and counts in
//! their texts. Each function returns plain data; `render::desk` makes tables and pictures of it.
//!
//! **One list of matches.** [`concordance`] makes a line of each match. Trends and plots count
//! these same lines, so that their sums agree.
//!
//! **Rates** are counts per million of words and Han characters together. Counting each script by
//! itself would make a few matches among few words of the other script look like many.

mod collocates;
mod concordance;
mod counts;
mod keyness;
mod kinds;
pub(crate) mod near;
mod order;
mod place;
mod plot;
mod saved;
mod scan;
mod scope;
mod shingles;
mod similar;
mod statistic;
mod trends;
mod words;

pub use collocates::{Collocate, Collocates, Measure, Span, collocates};
pub use concordance::{Concordance, Line, beside, concordance};
pub use counts::{Counts, TermCount, all_words, of_queries};
pub use keyness::{KeyWord, Keyness, keyness};
pub use order::{LineOrder, SortKey};
pub use plot::{BriefPlot, Plot, plot};
pub use saved::{SavedSearch, SavedSearches};
pub use similar::{Likeness, similar_pairs, similar_to};
pub use trends::{FirstSeen, Period, Row, Share, Trends, trends};
