//! From the bytes of a file to its briefs: lists the briefs in it, and parses each.

use super::decode;
use super::read::{ContainerEntry, EntryResult, Refusal, Sink};
use super::reader::Reader;
use super::table;
use crate::layout::assemble::{Draft, assemble};
use crate::layout::front_matter::Split;
use crate::layout::page::{Metadata, Page};
use crate::layout::{crowded, front_matter, language, page_layout, plain_text};
use crate::model::{Brief, Lang, Warning};

/// Maximum number of containers inside one another, such as a mailbox in a zip.
const MAX_NESTING: usize = 2;

/// A brief that is not parsed yet: a file, or an entry of a container.
#[derive(Debug, Clone)]
pub struct RawBrief {
    /// The path of the file, followed by `/` and the entry's name if the file is a container. Its
    /// extension determines the format.
    pub source: String,
    bytes: Vec<u8>,
    /// The container's own metadata for the brief.
    metadata: Metadata,
}

/// A parsed brief, and the text to which its lines and spans refer.
#[derive(Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The brief.
    pub brief: Brief,
    /// The text as read.
    pub text: String,
    /// Problems that the author of the brief may want to fix.
    pub warnings: Vec<Warning>,
}

/// Calls `emit` for every brief in the file called `source`: once for most files, and once for each
/// entry of a container. An entry that cannot be read is emitted as a refusal. No more than one
/// entry is in memory at a time.
///
/// # Errors
/// Returns an error if a container cannot be read as a whole. Briefs that were emitted before the
/// error should be discarded.
pub fn for_each_brief(
    source: &str,
    bytes: Vec<u8>,
    emit: &mut dyn FnMut(&str, Result<RawBrief, Refusal>),
) -> Result<(), Refusal> {
    let file = RawBrief {
        source: source.to_owned(),
        bytes,
        metadata: Metadata::default(),
    };
    unpack(file, 0, emit)
}

/// Emits `raw` itself or, if it is a container, the briefs in it. `depth` counts the containers
/// around it.
fn unpack(
    raw: RawBrief,
    depth: usize,
    emit: &mut dyn FnMut(&str, Result<RawBrief, Refusal>),
) -> Result<(), Refusal> {
    if let Reader::Container(read) = table::reader(&raw.source)
        && depth < MAX_NESTING
    {
        let mut entries = Entries {
            container: &raw.source,
            depth,
            emit,
        };
        let mut sink = Sink {
            accepts: table::has_brief_name,
            emit: &mut |name, entry| entries.receive(name, entry),
        };
        return read(&raw.bytes, &mut sink);
    }
    let source = raw.source.clone();
    emit(&source, Ok(raw));
    Ok(())
}

/// Receives the entries of a container, which may be containers themselves.
struct Entries<'a> {
    /// Source of the container.
    container: &'a str,
    /// Number of containers around this one.
    depth: usize,
    emit: &'a mut dyn FnMut(&str, Result<RawBrief, Refusal>),
}

impl Entries<'_> {
    fn receive(&mut self, name: &str, entry: EntryResult) {
        let source = format!("{}/{name}", self.container);
        let outcome = entry.and_then(|entry| self.unpack_entry(&source, entry));
        if let Err(refusal) = outcome {
            (self.emit)(&source, Err(refusal));
        }
    }

    fn unpack_entry(&mut self, source: &str, entry: ContainerEntry) -> Result<(), Refusal> {
        let ContainerEntry { bytes, metadata } = entry;
        // A zip in a zip is how a small file becomes a very large one. The name decides, not the
        // content, because a zip may start with any bytes.
        if table::is_archive(source) {
            return Err(Refusal::because(
                "a zip inside a zip; unpack it",
            ));
        }
        if table::is_foreign_content(source, &bytes) {
            return Err(Refusal::OtherFormat);
        }
        let raw = RawBrief {
            source: source.to_owned(),
            bytes,
            metadata,
        };
        unpack(raw, self.depth + 1, self.emit)
    }
}

impl RawBrief {
    /// Returns the BLAKE3 hash of the bytes and the metadata, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.bytes);
        if self.metadata != Metadata::default() {
            let metadata = self.metadata.written();
            hasher.update(metadata.as_bytes());
        }
        hasher.finalize().to_string()
    }

    /// Parses the brief.
    ///
    /// # Errors
    /// Returns an error if the bytes are not in the format that the extension of the source names.
    pub fn parse(self) -> Result<Parsed, Refusal> {
        match table::reader(&self.source) {
            Reader::Text(_) => Ok(parse_text(
                &self.source,
                decode::decode(self.bytes)?,
            )),
            Reader::Page(read) => self.parse_page(read),
            Reader::Container(_) => Err(Refusal::because(
                "archives nested more than two levels deep; unpack it",
            )),
        }
    }

    fn parse_page(self, read: fn(&[u8]) -> Result<Page, Refusal>) -> Result<Parsed, Refusal> {
        let mut page = read(&self.bytes)?;
        page.metadata = self.metadata.or(page.metadata);
        let brief = page_layout::brief(&mut page, &self.source);
        Ok(Parsed {
            brief,
            text: page.text,
            warnings: page.warnings,
        })
    }
}

/// Parses a brief that is text. The extension of `source` determines whether it is Markdown or
/// plain text.
#[must_use]
pub fn parse_text(source: &str, text: impl Into<String>) -> Parsed {
    let text = text.into();
    let Split {
        front,
        body_start,
        mut warnings,
    } = front_matter::split(&text);
    let lang = match front.lang {
        Some(lang) if lang != Lang::Mixed => lang,
        _ => language::main(&text[body_start..]),
    };
    let title = front.title.as_deref();
    let blocks = match table::reader(source) {
        _ if crowded::is_crowded(&text[body_start..]) => {
            warnings.push(Warning {
                line: 1,
                message: crowded::WARNING.to_owned(),
            });
            crowded::blocks(&text, body_start)
        }
        Reader::Text(blocks) => blocks(&text, body_start, lang, title),
        _ => plain_text::blocks(&text, body_start, lang, title),
    };
    let draft = Draft {
        source,
        text: &text,
        body_start,
        main: lang,
        front: &front,
        blocks,
    };
    let brief = assemble(draft, &mut warnings);
    Parsed {
        brief,
        text,
        warnings,
    }
}
