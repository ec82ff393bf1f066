//! The passages that a generation stores, by brief, of this version or an earlier one.
//!
//! Only the stores are read, and the lists of deleted passages: nothing that depends on how texts
//! were analysed. The library's own list of segments is not needed.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use tantivy::directory::footer::Footer;
use tantivy::directory::{FileHandle, FileSlice};
use tantivy::fastfield::AliveBitSet;
use tantivy::schema::document::Value;
use tantivy::store::StoreReader;
use tantivy::{DocId, Document, TantivyDocument};

use super::directory::Files;
use super::earlier::StoredForm;
use crate::error::Error;
use crate::model::StoredPassage;

/// Number of decompressed blocks of a store that are kept.
const CACHED_BLOCKS: usize = 16;

/// The passages of a generation.
pub(super) struct StoredPassages {
    form: StoredForm,
    stores: Vec<StoreReader>,
    /// If a list of deleted passages cannot be read, deleted passages are here too.
    by_source: BTreeMap<String, Vec<Place>>,
}

/// A passage in a store.
#[derive(Clone, Copy)]
struct Place {
    store: usize,
    document: DocId,
    /// The passage's number in its brief.
    ordinal: u32,
}

impl StoredPassages {
    /// Finds the passages in `files`. Returns an error for each part that cannot be read too.
    pub(super) fn open(files: &Files, form: StoredForm) -> (Self, Vec<Error>) {
        let mut passages = Self {
            form,
            stores: Vec::new(),
            by_source: BTreeMap::new(),
        };
        let mut problems = Vec::new();
        for name in files.names(".store") {
            let problem = match passages.add_store(files, &name) {
                Ok(0) => continue,
                Ok(1) => "a passage cannot be read".to_owned(),
                Ok(unread) => format!("{unread} passages cannot be read"),
                Err(error) => error.to_string(),
            };
            problems.push(Error::damaged(
                &files.path().join(&name),
                problem,
            ));
        }
        (passages, problems)
    }

    /// Finds the passages in a store. Returns the number of those that cannot be read.
    fn add_store(&mut self, files: &Files, name: &str) -> io::Result<usize> {
        let reader = StoreReader::open(content(files, name)?, CACHED_BLOCKS)?;
        let alive = alive(files, name).unwrap_or(None);
        let store = self.stores.len();
        let mut unread = 0;
        let documents = reader.iter::<TantivyDocument>(None);
        for (document, read) in (0..).zip(documents) {
            if alive
                .as_ref()
                .is_some_and(|alive| !alive.is_alive(document))
            {
                continue;
            }
            let passage = read
                .map_err(io::Error::other)
                .and_then(|read| self.decode(&read));
            match passage {
                Ok(passage) => self.add(&passage, store, document),
                Err(_) => unread += 1,
            }
        }
        self.stores.push(reader);
        Ok(unread)
    }

    fn add(&mut self, passage: &StoredPassage, store: usize, document: DocId) {
        let place = Place {
            store,
            document,
            ordinal: ordinal(passage),
        };
        self.by_source
            .entry(passage.label.brief.source.clone())
            .or_default()
            .push(place);
    }

    /// Returns the passage in a document of the store, of which it is the only value.
    fn decode(&self, document: &TantivyDocument) -> io::Result<StoredPassage> {
        let mut values = document.iter_fields_and_values();
        let bytes = values.find_map(|(_, value)| value.as_bytes());
        let passage = bytes.and_then(|bytes| (self.form.passage)(bytes));
        passage.ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                "a stored passage is incomplete",
            )
        })
    }

    /// Returns the sources of all briefs that have passages.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.by_source
            .keys()
            .map(String::as_str)
    }

    /// Returns those passages of the brief with this source that can be read, in their order. If a
    /// list of deleted passages is lost, there may be passages of earlier versions of the brief:
    /// then returns the passages of which `are_right` says so, if there are any.
    pub(super) fn readable(
        &self,
        source: &str,
        are_right: impl Fn(&[StoredPassage]) -> bool,
    ) -> Vec<StoredPassage> {
        // Those that cannot be read were left out when the store was opened.
        let all = self.of(source).unwrap_or_default();
        let places = self.by_source.get(source);
        let places = places.map_or(&[][..], Vec::as_slice);
        if are_right(&all) {
            return all;
        }
        // A brief is mostly in one store, or its later passages in the later stores.
        let mut readings = vec![
            places
                .iter()
                .rev()
                .copied()
                .collect(),
        ];
        for store in 0..self.stores.len() {
            let here = places
                .iter()
                .filter(|place| place.store == store);
            readings.push(here.copied().collect());
        }
        let mut readings = readings
            .into_iter()
            .filter_map(|places| self.read(places).ok());
        readings
            .find(|passages| are_right(passages))
            .unwrap_or(all)
    }

    /// Returns the passages of the brief with this source, in their order, each once.
    ///
    /// # Errors
    /// Returns an error if they cannot be read.
    pub(super) fn of(&self, source: &str) -> io::Result<Vec<StoredPassage>> {
        let places = self.by_source.get(source);
        self.read(places.cloned().unwrap_or_default())
    }

    /// Returns the passages at these places, in their order, of each number the first.
    fn read(&self, mut places: Vec<Place>) -> io::Result<Vec<StoredPassage>> {
        places.sort_by_key(|place| place.ordinal);
        places.dedup_by_key(|place| place.ordinal);
        let mut passages = Vec::with_capacity(places.len());
        for place in places {
            let store = &self.stores[place.store];
            let document = store.get(place.document);
            passages.push(self.decode(&document.map_err(io::Error::other)?)?);
        }
        Ok(passages)
    }
}

/// Returns the passage's number in its brief.
pub(super) fn ordinal(passage: &StoredPassage) -> u32 {
    let ordinal = passage.label.id.rsplit_once('#');
    ordinal
        .and_then(|(_, ordinal)| ordinal.parse().ok())
        .unwrap_or_default()
}

/// Returns the content of a file, without what tantivy adds to it.
fn content(files: &Files, name: &str) -> io::Result<FileSlice> {
    let file = files
        .recorded(name)
        .ok_or(io::ErrorKind::NotFound)?;
    let (footer, content) = Footer::extract_footer(FileSlice::new(
        file as Arc<dyn FileHandle>,
    ))?;
    footer
        .is_compatible()
        .map_err(|e| {
            io::Error::new(
                io::ErrorKind::Unsupported,
                format!("{e:?}"),
            )
        })?;
    Ok(content)
}

/// Returns the passages of a store that are not deleted, or `None` if none is deleted.
fn alive(files: &Files, store: &str) -> io::Result<Option<AliveBitSet>> {
    let segment = store
        .split('.')
        .next()
        .unwrap_or_default();
    let lists = files.names(".del");
    let of_segment = lists.filter(|name| name.starts_with(segment));
    // A segment has one list, named after the last change.
    let Some(list) = of_segment.max_by_key(|name| change(name)) else {
        return Ok(None);
    };
    let bytes = content(files, &list)?.read_bytes()?;
    Ok(Some(AliveBitSet::open(bytes)))
}

/// Returns the number of the change after which a list of deleted passages is named.
fn change(name: &str) -> u64 {
    let number = name.split('.').nth(1);
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}
