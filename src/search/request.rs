//! The request of a front end, and the only place that turns named options into one.

use super::scoring::collect::Sort;
use crate::error::{Error, Result};
use crate::lexicon::Term;
use crate::query::{self, Field, Filter, Query};

/// Number of hits if no limit is given.
const DEFAULT_LIMIT: usize = 10;
/// Maximum number of hits shown of a brief if hits are grouped.
const SHOWN_OF_A_BRIEF: usize = 3;

/// A search: what to look for, what narrows it, and which part of the answer is wanted.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The query.
    pub query: Query,
    /// Notes on the query, from its parser.
    pub notes: Vec<query::Note>,
    /// Filters that apply in addition to those in the query.
    pub filters: Vec<Filter>,
    /// Maximum number of hits, or of briefs if hits are grouped; `None` for all.
    pub limit: Option<usize>,
    /// Number of hits, or of briefs if hits are grouped, to skip.
    pub offset: usize,
    /// Groups the hits by brief and returns at most this many of each.
    pub group: Option<usize>,
    /// The order of the hits.
    pub sort: Sort,
    /// Counts all matching passages by issue, section, topic, language, kind and month.
    pub facets: bool,
    /// Also searches for similar spellings.
    pub fuzzy: bool,
    /// Explains the score of each hit.
    pub explain: bool,
    /// Also searches in the other language, by translations; [`across::search`] does that.
    ///
    /// [`across::search`]: super::across::search
    pub across: bool,
    /// Reads the translation of each hit in its brief.
    pub twins: bool,
    /// Finds what has the words of the query only: no other forms of names and terms, no pinyin.
    pub exact_only: bool,
    /// Terms of the user's own, which come before those of the dictionary.
    pub glossary: Vec<Term>,
    /// Asks for whole passages where snippets are usual.
    pub full: bool,
}

impl Request {
    /// Returns a request for the ten best passages of `query`.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self {
            query,
            notes: Vec::new(),
            filters: Vec::new(),
            limit: Some(DEFAULT_LIMIT),
            offset: 0,
            group: None,
            sort: Sort::default(),
            facets: false,
            fuzzy: false,
            explain: false,
            across: false,
            twins: false,
            exact_only: false,
            glossary: Vec::new(),
            full: false,
        }
    }

    /// Returns the request that `query` and named options describe, as every front end reads them:
    /// the options of the command line without their dashes, the parameters of a URL.
    ///
    /// The options are `limit` (0 for all), `offset`, `group` (`issue`), `sort` (`relevance`,
    /// `newest` or `oldest`), `facets`, `fuzzy`, `explain`, `across`, `twins`, `exact-only` and
    /// `full` (`true` or `false`), and the name of each filter [`Field`]. A filter may be given
    /// several times.
    ///
    /// ```
    /// use yinde::search::Request;
    ///
    /// let request = Request::from_options("统战", [("lang", "zh"), ("limit", "3")])?;
    /// assert_eq!(request.limit, Some(3));
    /// let error = Request::from_options("统战", [("lang", "french")]).unwrap_err();
    /// assert!(error.to_string().contains("lang"), "{error}");
    /// # Ok::<(), yinde::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the query cannot be parsed, or one that names the option if an option
    /// is unknown or its value is invalid.
    pub fn from_options<'a>(
        query: &str,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self> {
        let parsed = query::parse_with_notes(query)?;
        let mut request = Self::new(parsed.query);
        request.notes = parsed.notes;
        for (name, value) in options {
            request
                .set(name, value)
                .map_err(|problem| Error::Option {
                    name: name.to_owned(),
                    problem,
                })?;
        }
        Ok(request)
    }

    /// Sets the option `name`, or returns what is wrong with its value.
    fn set(&mut self, name: &str, value: &str) -> std::result::Result<(), String> {
        match name {
            "limit" => self.limit = Some(number(value)?).filter(|limit| *limit > 0),
            "offset" => self.offset = number(value)?,
            "group" => self.group = Some(group(value)?),
            "sort" => self.sort = value.parse()?,
            "facets" => self.facets = flag(value)?,
            "fuzzy" => self.fuzzy = flag(value)?,
            "explain" => self.explain = flag(value)?,
            "across" => self.across = flag(value)?,
            "twins" => self.twins = flag(value)?,
            "exact-only" => self.exact_only = flag(value)?,
            "full" => self.full = flag(value)?,
            _ => self
                .filters
                .push(filter(name, value)?),
        }
        Ok(())
    }
}

fn number(value: &str) -> std::result::Result<usize, String> {
    value
        .parse()
        .map_err(|_| format!("{value:?} is not a whole number"))
}

fn flag(value: &str) -> std::result::Result<bool, String> {
    value
        .parse()
        .map_err(|_| format!("{value:?}; expected true or false"))
}

fn group(value: &str) -> std::result::Result<usize, String> {
    match value {
        "issue" => Ok(SHOWN_OF_A_BRIEF),
        _ => Err(format!(
            "cannot group by {value:?}; expected issue"
        )),
    }
}

fn filter(name: &str, value: &str) -> std::result::Result<Filter, String> {
    let field = Field::named(name).ok_or_else(|| "unknown option".to_owned())?;
    Filter::new(field, value)
}
