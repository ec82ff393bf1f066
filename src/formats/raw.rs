//! Briefs as bytes: the entries of a file, and how each is parsed.

use super::decode;
use super::read::Refusal;
use super::reader::Reader;
use super::table;
use crate::layout::assemble::{Draft, assemble};
use crate::layout::page::Metadata;
use crate::layout::{front_matter, language, page_layout, plain_text};
use crate::model::{Brief, Lang, Warning};

/// A brief as bytes: a file, or a part of a container.
#[derive(Debug, Clone)]
pub struct RawBrief {
    /// Names it and tells its format by its ending: the file's source, in a container with `/` and
    /// the name in there.
    pub source: String,
    bytes: Vec<u8>,
    /// What the container says of it.
    metadata: Metadata,
}

/// A brief, and the text that its lines and spans count in.
#[derive(Debug)]
pub struct Parsed {
    /// The brief.
    pub brief: Brief,
    /// The text as read.
    pub text: String,
    /// What looked odd.
    pub warnings: Vec<Warning>,
}

impl RawBrief {
    /// BLAKE3 of all that the brief is made of, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.bytes);
        if self.metadata != Metadata::default() {
            hasher.update(self.metadata.written().as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Reads the brief.
    ///
    /// # Errors
    /// Where the bytes are not what the name's ending says.
    pub fn parse(self) -> Result<Parsed, Refusal> {
        match table::reader(&self.source) {
            Reader::Page(read) => {
                let mut page = read(&self.bytes)?;
                page.metadata = self.metadata.or(page.metadata);
                let brief = page_layout::brief(&mut page, &self.source);
                Ok(Parsed {
                    brief,
                    text: page.text,
                    warnings: page.warnings,
                })
            }
            Reader::Text(_) => {
                let text = decode::decode(self.bytes)?;
                let (brief, warnings) = parse(&self.source, &text);
                Ok(Parsed {
                    brief,
                    text,
                    warnings,
                })
            }
            Reader::Container(_) => Err(Refusal::because(
                "a container in a container in a container; unpack it",
            )),
        }
    }
}

/// Containers that are read inside one another: a mailbox in a zip.
const MAX_NESTING: usize = 2;

/// Gives `take` every brief in the file called `source`, or why it cannot be read: one, or all of a
/// container in turn, so that never more than one of them is in memory.
///
/// # Errors
/// Where a container cannot be read as a whole. What was given to `take` before that does not
/// count.
pub fn for_each_brief(
    source: &str,
    bytes: Vec<u8>,
    take: &mut dyn FnMut(&str, Result<RawBrief, Refusal>),
) -> Result<(), Refusal> {
    for_each_within(source, bytes, Metadata::default(), 0, take)
}

fn for_each_within(
    source: &str,
    bytes: Vec<u8>,
    metadata: Metadata,
    depth: usize,
    take: &mut dyn FnMut(&str, Result<RawBrief, Refusal>),
) -> Result<(), Refusal> {
    match table::reader(source) {
        Reader::Container(read) if depth < MAX_NESTING => read(&bytes, &mut |name, part| {
            let source = format!("{source}/{name}");
            // A zip in a zip is how a small file becomes a very large one. By its name, since a zip
            // may start with anything.
            let outcome = part.and_then(|(bytes, metadata)| match table::reader(name) {
                Reader::Container(_) if table::is_archive(name) => {
                    Err(Refusal::because("a zip inside a zip; unpack it"))
                }
                _ => for_each_within(&source, bytes, metadata, depth + 1, take),
            });
            if let Err(refusal) = outcome {
                take(&source, Err(refusal));
            }
            Ok(())
        }),
        _ => {
            take(
                source,
                Ok(RawBrief {
                    source: source.to_owned(),
                    bytes,
                    metadata,
                }),
            );
            Ok(())
        }
    }
}

/// Reads a brief that is text. `source` names it and tells its format by its ending.
#[must_use]
pub fn parse(source: &str, text: &str) -> (Brief, Vec<Warning>) {
    let front_matter::Split {
        front,
        body_start,
        mut warnings,
    } = front_matter::split(text);
    let main = front
        .lang
        .filter(|l| *l != Lang::Mixed)
        .unwrap_or_else(|| language::main(&text[body_start..]));
    let blocks = match table::reader(source) {
        Reader::Text(read) => read(text, body_start, main, &front),
        _ => plain_text::blocks(text, body_start, main, front.title.as_deref()),
    };
    let draft = Draft {
        source,
        text,
        body_start,
        main,
        front: &front,
        blocks,
    };
    let brief = assemble(draft, &mut warnings);
    (brief, warnings)
}
