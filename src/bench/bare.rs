//! tantivy by itself, as a reference for a search.

use tantivy::TantivyDocument;
use tantivy::collector::TopDocs;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::Index;
use crate::search::{self, Request};

/// A query that tantivy answers by itself: the ten best passages are fetched, and nothing is shown.
/// This is what a search is measured beside.
pub struct Bare<'a> {
    index: &'a Index,
    query: Box<dyn Query>,
}

impl<'a> Bare<'a> {
    /// Plans the query of `request`, so that [`Bare::run`] measures without that.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn new(index: &'a Index, request: &Request) -> Result<Self> {
        let query = search::tantivy_query(index, request)?;
        Ok(Self { index, query })
    }

    /// Answers the query. Returns the number of fields that the ten best passages store.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn run(&self) -> Result<usize> {
        let searcher = &self.index.searcher;
        let ten = TopDocs::with_limit(10).order_by_score();
        let best = searcher.search(&*self.query, &ten);
        let mut fields = 0;
        for (_, address) in best.map_err(self.index.error())? {
            let passage = searcher.doc::<TantivyDocument>(address);
            fields += passage
                .map_err(self.index.error())?
                .len();
        }
        Ok(fields)
    }
}
