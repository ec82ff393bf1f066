//! The index on disk: its fields, its generations, writing and opening it.
//!
//! Walking folders and parsing briefs are not done here, nor is searching.

pub mod record;
pub mod schema;
pub mod store;
mod writer;

use std::path::{Path, PathBuf};

use tantivy::{ReloadPolicy, Searcher};

pub use record::{BriefLabel, BriefRecord, StoredPassage};
pub use schema::Fields;
pub use store::Manifest;
pub use writer::{Writer, date_number, fold_label};

use crate::error::{Error, Result};

/// One state of an index, open for searching. It stays what it is while later runs replace it.
pub struct Index {
    /// Where it lives.
    pub root: PathBuf,
    /// What it consists of.
    pub manifest: Manifest,
    /// Its fields.
    pub fields: Fields,
    /// Its passages.
    pub searcher: Searcher,
    generation: PathBuf,
}

impl Index {
    /// Opens the index in `root`.
    ///
    /// # Errors
    /// Where there is none, another version made it, or its files are not those that were written.
    pub fn open(root: &Path) -> Result<Self> {
        let generation = store::current(root)?;
        let mut index = tantivy::Index::open_in_dir(&generation.path).map_err(Error::index(root))?;
        let (schema, fields) = schema::schema();
        if index.schema() != schema {
            return Err(Error::Version { path: root.to_owned(), found: "another schema".into() });
        }
        index.set_tokenizers(schema::tokenizers());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(Error::index(root))?;
        Ok(Self {
            root: root.to_owned(),
            manifest: generation.manifest,
            fields,
            searcher: reader.searcher(),
            generation: generation.path,
        })
    }

    /// The briefs, by source.
    ///
    /// # Errors
    /// Where their list cannot be read.
    pub fn briefs(&self) -> Result<Vec<BriefRecord>> {
        let path = self.generation.join(writer::BRIEFS);
        let json = std::fs::read(&path).map_err(Error::io(&path, "read"))?;
        serde_json::from_slice(&json).map_err(|e| Error::Damaged { path, problem: e.to_string() })
    }

    /// An [`Error::Index`] about this index, for `map_err`.
    pub(crate) fn error(&self) -> impl FnOnce(tantivy::TantivyError) -> Error {
        Error::index(&self.root)
    }
}
