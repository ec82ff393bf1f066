//! Passages as the index stores them, to show them, and the bytes in which it stores them.

use serde::{Deserialize, Serialize};

use crate::model::{
    Brief, BriefLabel, Kind, Lang, Passage, PassageLabel, Section, StoredPassage, Twin,
};

/// Maximum length of a label, in characters. Every passage is stored with the labels above it, so
/// a label that is as long as a text must not be stored whole.
const MAX_LABEL: usize = 300;

/// Returns the stored form of a passage of `brief`, whose passages' ids start with `brief_id`.
pub(super) fn stored(brief: &Brief, brief_id: &str, passage: &Passage) -> StoredPassage {
    let section = passage
        .section
        .map(|at| &brief.sections[at]);
    let topics = passage.topics.iter();
    let label = PassageLabel {
        id: format!("{brief_id}#{}", passage.ordinal),
        lang: passage.lang,
        kind: passage.kind,
        brief: brief_label(brief),
        section: section.map(shorten_section),
        topics: topics
            .map(|topic| shorten(topic))
            .collect(),
        line: passage.line,
        bytes: [passage.span.start, passage.span.end],
    };
    StoredPassage {
        label,
        sub_heading: passage
            .sub_heading
            .as_deref()
            .map(shorten),
        text: passage.text.clone(),
        links: passage.links.clone(),
        twins: passage.twins.clone(),
    }
}

/// Returns the label of `brief`.
pub(super) fn brief_label(brief: &Brief) -> BriefLabel {
    BriefLabel {
        source: brief.source.clone(),
        issue: brief.issue.clone(),
        title: shorten(&brief.title),
        date: brief
            .date
            .map(|date| date.to_string()),
        series: brief.series.as_deref().map(shorten),
    }
}

/// Returns `section` with a title of at most [`MAX_LABEL`] characters.
pub(super) fn shorten_section(section: &Section) -> Section {
    Section {
        number: section.number.clone(),
        title: shorten(&section.title),
    }
}

/// Returns the first [`MAX_LABEL`] characters of `label`, with an ellipsis if there are more.
pub(super) fn shorten(label: &str) -> String {
    match label.char_indices().nth(MAX_LABEL) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// A passage in the order in which the index stores it.
///
/// The index would grow by more than 1 % if it stored [`StoredPassage`] in the order that is
/// printed. Passages of a brief are stored side by side and compressed together, so whatever they
/// share comes first and in one piece: the ordinal is split from the id, and of `bytes[1]` only the
/// number of bytes is stored by which the place is longer than the text: 0 but for Markdown.
#[derive(Serialize, Deserialize)]
struct Packed {
    brief: BriefLabel,
    brief_id: String,
    section: Option<Section>,
    sub_heading: Option<String>,
    topics: Vec<String>,
    kind: Kind,
    lang: Lang,
    ordinal: u32,
    line: usize,
    start: usize,
    longer: i64,
    links: Vec<String>,
    twins: Vec<Twin>,
    text: String,
}

impl Packed {
    fn pack(passage: StoredPassage) -> Self {
        let label = passage.label;
        let (brief_id, ordinal) = label
            .id
            .rsplit_once('#')
            .unwrap_or((&label.id, "0"));
        Self {
            brief_id: brief_id.to_owned(),
            ordinal: ordinal.parse().unwrap_or_default(),
            brief: label.brief,
            section: label.section,
            sub_heading: passage.sub_heading,
            topics: label.topics,
            kind: label.kind,
            lang: label.lang,
            line: label.line,
            start: label.bytes[0],
            longer: length(label.bytes[1] - label.bytes[0]) - length(passage.text.len()),
            links: passage.links,
            twins: passage.twins,
            text: passage.text,
        }
    }

    /// Returns the passage, or `None` if its end is beyond every address.
    fn unpack(self) -> Option<StoredPassage> {
        let length = length(self.text.len()).checked_add(self.longer)?;
        let length = usize::try_from(length).ok()?;
        let end = self.start.checked_add(length)?;
        let label = PassageLabel {
            id: format!("{}#{}", self.brief_id, self.ordinal),
            lang: self.lang,
            kind: self.kind,
            brief: self.brief,
            section: self.section,
            topics: self.topics,
            line: self.line,
            bytes: [self.start, end],
        };
        Some(StoredPassage {
            label,
            sub_heading: self.sub_heading,
            text: self.text,
            links: self.links,
            twins: self.twins,
        })
    }
}

/// Returns a length in memory, which no sign bit is needed for.
fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Returns the bytes in which the index stores `passage`.
pub(super) fn to_bytes(passage: StoredPassage) -> Vec<u8> {
    // Serializing plain data into memory cannot fail.
    postcard::to_allocvec(&Packed::pack(passage)).unwrap_or_default()
}

/// Returns the passage that [`to_bytes`] turned into `bytes`, or `None` if `bytes` are damaged.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<StoredPassage> {
    let packed: Packed = postcard::from_bytes(bytes).ok()?;
    packed.unpack()
}
