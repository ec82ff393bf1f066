//! From the bytes of a file to its briefs: lists the briefs in it, and parses each.

use super::decode;
use super::read::{ContainerEntry, EntryResult, PageReader, Refusal, Sink};
use super::reader::Reader;
use super::table;
use crate::layout::assemble::{Draft, assemble};
use crate::layout::front_matter::Split;
use crate::layout::laid::{self, TextSource};
use crate::layout::page::Metadata;
use crate::layout::remarks::remarks;
use crate::layout::{crowded, front_matter, page_layout};
use crate::model::{Brief, Warning};

/// Maximum number of containers inside one another, such as a mailbox in a zip.
const MAX_NESTING: usize = 2;

/// Maximum size of everything in the zips of a zip, in bytes. The zip after which there is more is
/// the last that is read.
const MAX_INNER_BYTES: usize = 256 << 20;

/// A brief that is not parsed yet: a file, or an entry of a container.
#[derive(Debug, Clone)]
pub struct RawBrief {
    /// The path of the file, followed by `/` and the entry's name if the file is a container. Its
    /// extension determines the format.
    pub source: String,
    bytes: Vec<u8>,
    /// Reads the bytes; `None` if the extension of the source tells what does.
    reader: Option<PageReader>,
    /// The container's own metadata for the brief.
    metadata: Metadata,
    /// Problems in the container that concern the brief.
    warnings: Vec<Warning>,
}

/// A parsed brief, and the text to which its lines and spans refer.
#[derive(Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The brief.
    pub brief: Brief,
    /// The text as read. Markdown is itself.
    pub text: String,
    /// Problems that the author of the brief may want to fix.
    pub warnings: Vec<Warning>,
    /// Things that the brief lacks although most have them: a date, a title, a table's header.
    pub remarks: Vec<Warning>,
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
        reader: None,
        metadata: Metadata::default(),
        warnings: Vec::new(),
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
            inner_bytes: 0,
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
    /// Size of everything in its zips so far.
    inner_bytes: usize,
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
        let ContainerEntry {
            bytes,
            reader,
            metadata,
            warnings,
        } = entry;
        let is_zip = table::is_archive(source);
        if is_zip {
            self.check_inner_zip()?;
        }
        if table::is_foreign_content(source, &bytes) {
            return Err(Refusal::OtherFormat);
        }
        let raw = RawBrief {
            source: source.to_owned(),
            bytes,
            reader,
            metadata,
            warnings,
        };
        if !is_zip {
            return unpack(raw, self.depth + 1, self.emit);
        }
        let inner_bytes = &mut self.inner_bytes;
        let emit = &mut *self.emit;
        unpack(raw, self.depth + 1, &mut |name, raw| {
            if let Ok(raw) = &raw {
                *inner_bytes += raw.bytes.len();
            }
            emit(name, raw);
        })
    }

    /// Refuses a zip too far inside others, or after too much was in others: a zip in a zip is how
    /// a small file becomes a very large one. The name decides what is a zip, not the content,
    /// because a zip may start with any bytes.
    fn check_inner_zip(&self) -> Result<(), Refusal> {
        if self.depth > 0 {
            return Err(Refusal::because(
                "a zip inside a zip inside a zip; unpack it",
            ));
        }
        if self.inner_bytes > MAX_INNER_BYTES {
            return Err(Refusal::because(format!(
                "more than {MAX_INNER_BYTES} bytes in the zips before it; unpack it"
            )));
        }
        Ok(())
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
        let by_name = table::reader(&self.source);
        let reader = self
            .reader
            .map_or(by_name, Reader::Page);
        match reader {
            Reader::Text(_) => {
                let decoded = decode::with_mark(self.bytes)?;
                let warning = decoded.warning();
                let mut parsed = parse_text(&self.source, decoded.text);
                parsed.warnings.extend(warning);
                Ok(parsed)
            }
            Reader::Page(read) => self.parse_page(read),
            Reader::Container(_) => Err(Refusal::because(
                "archives nested more than two levels deep; unpack it",
            )),
        }
    }

    fn parse_page(self, read: PageReader) -> Result<Parsed, Refusal> {
        let mut page = read(&self.bytes)?;
        page.metadata = self.metadata.or(page.metadata);
        page.warnings.extend(self.warnings);
        let brief = page_layout::brief(&mut page, &self.source);
        let mut remarks = remarks(&brief);
        remarks.extend(page.remarks);
        Ok(Parsed {
            brief,
            text: page.text,
            warnings: page.warnings,
            remarks,
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
    let text_source = TextSource {
        text: &text,
        body_start,
        lang: front.lang,
        title: front.title.as_deref(),
    };
    let laid = match table::reader_of_text(source, &text[body_start..]) {
        _ if crowded::is_crowded(&text[body_start..]) => {
            warnings.push(Warning {
                line: 1,
                message: crowded::WARNING.to_owned(),
            });
            crowded::lay_out(&text_source)
        }
        Reader::Text(lay_out) => lay_out(&text_source),
        _ => laid::plain_text(&text_source),
    };
    let draft = Draft {
        source,
        reading: &laid.reading,
        body_start,
        main: laid.main,
        front: &front,
        blocks: laid.blocks,
    };
    let brief = assemble(draft, &mut warnings);
    Parsed {
        remarks: remarks(&brief),
        brief,
        text,
        warnings,
    }
}
