//! Every format that yinde reads, and which file names and contents are read as briefs.

use super::reader::Reader;
use super::{csv_table, old_word, pdf, rtf, subtitles};
use crate::layout::{laid, markdown};

/// A format, by the extensions of its files.
struct Format {
    /// The extensions, in lower case.
    endings: &'static [&'static str],
    reader: Reader,
}

const FORMATS: &[Format] = &[
    Format {
        endings: &["txt", "text"],
        reader: Reader::Text(laid::plain_text),
    },
    Format {
        endings: &["md", "markdown"],
        reader: Reader::Text(markdown::lay_out),
    },
    Format {
        endings: &["pdf"],
        reader: Reader::Page(pdf::read),
    },
    #[cfg(feature = "html")]
    Format {
        endings: &["html", "htm", "xhtml"],
        reader: Reader::Page(super::html::read),
    },
    #[cfg(feature = "docx")]
    Format {
        endings: &["docx"],
        reader: Reader::Page(super::docx::read),
    },
    #[cfg(feature = "office")]
    Format {
        endings: &["odt"],
        reader: Reader::Page(super::odt::read),
    },
    #[cfg(feature = "office")]
    Format {
        endings: &["pptx"],
        reader: Reader::Page(super::pptx::read),
    },
    #[cfg(feature = "office")]
    Format {
        endings: &["xlsx"],
        reader: Reader::Page(super::xlsx::read),
    },
    Format {
        endings: &["csv", "tsv"],
        reader: Reader::Page(csv_table::read),
    },
    Format {
        endings: &["srt", "vtt"],
        reader: Reader::Page(subtitles::read),
    },
    Format {
        endings: &["rtf"],
        reader: Reader::Page(rtf::read),
    },
    Format {
        endings: &["doc"],
        reader: Reader::Page(old_word::read),
    },
    #[cfg(feature = "mail")]
    Format {
        endings: &["mhtml", "mht"],
        reader: Reader::Page(super::mhtml::read),
    },
    #[cfg(feature = "html")]
    Format {
        endings: &["webarchive"],
        reader: Reader::Page(super::webarchive::read),
    },
    #[cfg(feature = "feed")]
    Format {
        endings: &["enex"],
        reader: Reader::Container(super::evernote::read),
    },
    #[cfg(feature = "html")]
    Format {
        endings: &["ris"],
        reader: Reader::Container(super::bibliography::read_ris),
    },
    #[cfg(feature = "html")]
    Format {
        endings: &["bib", "bibtex"],
        reader: Reader::Container(super::bibliography::read_bibtex),
    },
    #[cfg(feature = "html")]
    Format {
        endings: &["json", "csljson"],
        reader: Reader::Container(super::bibliography::read_csl),
    },
    #[cfg(feature = "epub")]
    Format {
        endings: &["epub"],
        reader: Reader::Page(super::epub::read),
    },
    #[cfg(feature = "mail")]
    Format {
        endings: &["eml"],
        reader: Reader::Page(super::mail::read),
    },
    #[cfg(feature = "mail")]
    Format {
        endings: &["mbox"],
        reader: Reader::Container(super::mbox::read),
    },
    #[cfg(feature = "feed")]
    Format {
        endings: &["rss", "atom", "xml"],
        reader: Reader::Container(super::feed::read),
    },
    #[cfg(feature = "zip")]
    Format {
        endings: &["zip"],
        reader: Reader::Container(super::archive::read),
    },
];

impl Format {
    fn has_ending(&self, ending: &str) -> bool {
        self.endings
            .iter()
            .any(|e| e.eq_ignore_ascii_case(ending))
    }
}

/// Returns the extensions of all formats, in lower case.
pub fn endings() -> impl Iterator<Item = &'static str> {
    let of_all = FORMATS
        .iter()
        .flat_map(|format| format.endings);
    of_all.copied()
}

/// Returns the reader for a file with this name: the one for plain text if the extension is
/// unknown.
pub(super) fn reader(name: &str) -> Reader {
    let format = format_of(name).unwrap_or(&FORMATS[0]);
    format.reader
}

/// Returns the reader for a text file with this name. Markdown is Markdown in a `.txt` file, too.
pub(super) fn reader_of_text(name: &str, text: &str) -> Reader {
    let is_plain = format_of(name).is_none_or(|format| format.has_ending("txt"));
    if is_plain && markdown::marks::are_in(text) {
        reader("brief.md")
    } else {
        reader(name)
    }
}

fn format_of(name: &str) -> Option<&'static Format> {
    let ending = ending(name);
    FORMATS
        .iter()
        .find(|format| format.has_ending(ending))
}

/// Returns the extension of the file at the end of the path `name`, or "" if it has none.
fn ending(name: &str) -> &str {
    match file_name(name).rsplit_once('.') {
        Some((_, ending)) => ending,
        None => "",
    }
}

fn file_name(name: &str) -> &str {
    match name.rsplit_once('/') {
        Some((_, file)) => file,
        None => name,
    }
}

/// Returns whether a file with this name is read as a brief or a container of briefs: its
/// extension is known, and it is neither hidden nor a README.
#[must_use]
pub fn has_brief_name(name: &str) -> bool {
    let file = file_name(name);
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => file,
    };
    // Word's note of who edits a file is called `~$brief.docx`.
    let is_hidden = file.starts_with('.') || file.starts_with("~$");
    let is_readme = stem.eq_ignore_ascii_case("readme");
    !is_hidden && !is_readme && format_of(file).is_some()
}

/// Maximum number of bytes that [`is_foreign_content`] looks at.
pub const SNIFF_BYTES: usize = 64 << 10;

/// Returns whether files of other formats have the same extension, so that the content of a file
/// with this name must be looked at.
#[must_use]
pub fn shares_extension(name: &str) -> bool {
    matches!(
        ending(name)
            .to_ascii_lowercase()
            .as_str(),
        "xml" | "json"
    )
}

/// Returns whether the first bytes of a file show that it is not a brief despite its extension:
/// XML that is not a feed, JSON that is no list of references.
#[must_use]
pub fn is_foreign_content(name: &str, start: &[u8]) -> bool {
    let start = &start[..start.len().min(SNIFF_BYTES)];
    match ending(name)
        .to_ascii_lowercase()
        .as_str()
    {
        #[cfg(feature = "feed")]
        "xml" => !super::feed::starts_like_one(start),
        #[cfg(feature = "html")]
        "json" => !super::bibliography::starts_like_csl(start),
        _ => false,
    }
}

/// Returns whether a file with this name is read as a zip archive of briefs.
pub(super) fn is_archive(name: &str) -> bool {
    ending(name).eq_ignore_ascii_case("zip")
}

/// Returns whether a file with this name contains several briefs.
#[must_use]
pub fn is_container(name: &str) -> bool {
    matches!(reader(name), Reader::Container(_))
}
