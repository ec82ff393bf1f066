//! Passages as the index stores them, to show them, and the bytes in which it stores them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::{
    Brief, BriefLabel, Kind, Lang, Passage, PassageLabel, Section, StoredPassage, Twin,
};

/// Maximum length of a label, in characters. Every passage is stored with the labels above it, so
/// a label that is as long as a text must not be stored whole.
const MAX_LABEL: usize = 300;

/// Returns the bytes in which the index stores a passage of a brief with this label, whose
/// passages' ids start with `brief_id`. `section` is the passage's.
pub(super) fn stored(
    label: &BriefLabel,
    brief_id: &str,
    section: Option<&Section>,
    passage: &Passage,
) -> Vec<u8> {
    let topics = passage.topics.iter();
    let packed = Packed {
        brief: Cow::Borrowed(label),
        brief_id: Cow::Borrowed(brief_id),
        section: section
            .map(shorten_section)
            .map(Cow::Owned),
        sub_heading: passage
            .sub_heading
            .as_deref()
            .map(shortened),
        topics: topics
            .map(|topic| shortened(topic))
            .collect(),
        kind: passage.kind,
        lang: passage.lang,
        ordinal: passage.ordinal,
        line: passage.line,
        start: passage.span.start,
        longer: length(passage.span.len()) - length(passage.text.len()),
        links: Cow::Borrowed(&passage.links),
        twins: Cow::Borrowed(&passage.twins),
        text: Cow::Borrowed(&passage.text),
    };
    packed.to_bytes()
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
    shortened(label).into_owned()
}

fn shortened(label: &str) -> Cow<'_, str> {
    if label.len() <= MAX_LABEL {
        return Cow::Borrowed(label);
    }
    match label.char_indices().nth(MAX_LABEL) {
        Some((end, _)) => Cow::Owned(format!("{}…", &label[..end])),
        None => Cow::Borrowed(label),
    }
}

/// A passage in the order in which the index stores it.
///
/// The index would grow by more than 1 % if it stored [`StoredPassage`] in the order that is
/// printed. Passages of a brief are stored side by side and compressed together, so whatever they
/// share comes first and in one piece: the ordinal is split from the id, and of `bytes[1]` only the
/// number of bytes is stored by which the place is longer than the text: 0 but for Markdown.
#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    brief: Cow<'a, BriefLabel>,
    brief_id: Cow<'a, str>,
    section: Option<Cow<'a, Section>>,
    sub_heading: Option<Cow<'a, str>>,
    topics: Vec<Cow<'a, str>>,
    kind: Kind,
    lang: Lang,
    ordinal: u32,
    line: usize,
    start: usize,
    longer: i64,
    links: Cow<'a, [String]>,
    twins: Cow<'a, [Twin]>,
    text: Cow<'a, str>,
}

/// Length of the labels and numbers of a passage, about, in bytes.
const LABELS: usize = 256;

impl<'a> Packed<'a> {
    fn of(passage: &'a StoredPassage) -> Self {
        let label = &passage.label;
        let (brief_id, ordinal) = label
            .id
            .rsplit_once('#')
            .unwrap_or((&label.id, "0"));
        let topics = label.topics.iter();
        Self {
            brief_id: Cow::Borrowed(brief_id),
            ordinal: ordinal.parse().unwrap_or_default(),
            brief: Cow::Borrowed(&label.brief),
            section: label
                .section
                .as_ref()
                .map(Cow::Borrowed),
            sub_heading: passage
                .sub_heading
                .as_deref()
                .map(Cow::Borrowed),
            topics: topics
                .map(|topic| Cow::Borrowed(topic.as_str()))
                .collect(),
            kind: label.kind,
            lang: label.lang,
            line: label.line,
            start: label.bytes[0],
            longer: length(label.bytes[1] - label.bytes[0]) - length(passage.text.len()),
            links: Cow::Borrowed(&passage.links),
            twins: Cow::Borrowed(&passage.twins),
            text: Cow::Borrowed(&passage.text),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let bytes = Vec::with_capacity(self.text.len() + LABELS);
        // Serializing plain data into memory cannot fail.
        postcard::to_extend(self, bytes).unwrap_or_default()
    }

    /// Returns the passage, or `None` if its end is beyond every address.
    fn unpack(self) -> Option<StoredPassage> {
        let length = length(self.text.len()).checked_add(self.longer)?;
        let length = usize::try_from(length).ok()?;
        let end = self.start.checked_add(length)?;
        let topics = self.topics.into_iter();
        let label = PassageLabel {
            id: format!("{}#{}", self.brief_id, self.ordinal),
            lang: self.lang,
            kind: self.kind,
            brief: self.brief.into_owned(),
            section: self.section.map(Cow::into_owned),
            topics: topics
                .map(Cow::into_owned)
                .collect(),
            line: self.line,
            bytes: [self.start, end],
        };
        Some(StoredPassage {
            label,
            sub_heading: self
                .sub_heading
                .map(Cow::into_owned),
            text: self.text.into_owned(),
            links: self.links.into_owned(),
            twins: self.twins.into_owned(),
        })
    }
}

/// Returns a length in memory, which no sign bit is needed for.
fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Returns the bytes in which the index stores `passage`.
pub(super) fn to_bytes(passage: &StoredPassage) -> Vec<u8> {
    Packed::of(passage).to_bytes()
}

/// Returns the passage that [`to_bytes`] turned into `bytes`, or `None` if `bytes` are damaged.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<StoredPassage> {
    let packed: Packed<'_> = postcard::from_bytes(bytes).ok()?;
    packed.unpack()
}
