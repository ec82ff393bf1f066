//! The facts of a citation, which are the same in all formats.

use crate::index::{BriefRecord, StoredPassage};
use crate::model::{BriefLabel, CitationData, Lang};
use crate::render::{label, safe};
use crate::search::stable_id;

/// A brief or a passage to be cited.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reference {
    /// The brief's id, or the passage's with the hash of its text.
    pub id: String,
    /// The brief.
    pub brief: BriefLabel,
    /// Its authors, address and so on.
    pub data: CitationData,
    /// The passage, if it is not the whole brief.
    pub passage: Option<Cited>,
}

/// The passage of a reference.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Cited {
    /// Its text, on one line.
    pub text: String,
    /// The section that it is in.
    pub section: Option<String>,
    /// Its number in the brief.
    pub ordinal: String,
    /// Its language.
    pub lang: Lang,
}

impl Reference {
    /// Returns a reference to a whole brief.
    #[must_use]
    pub fn to_brief(record: &BriefRecord) -> Self {
        Self {
            id: clean(&record.id),
            brief: cleaned(&record.label),
            data: cleaned_data(&record.citation),
            passage: None,
        }
    }

    /// Returns a reference to a passage of the brief `record`.
    #[must_use]
    pub fn to_passage(record: &BriefRecord, passage: &StoredPassage) -> Self {
        let section = passage.label.section.as_ref();
        let section = section.map(|section| clean(&label::numbered(section)));
        Self {
            id: clean(&stable_id(passage)),
            passage: Some(Cited {
                text: clean(&passage.text),
                section,
                ordinal: label::ordinal(passage).to_owned(),
                lang: passage.label.lang,
            }),
            ..Self::to_brief(record)
        }
    }

    /// Returns the names of the facts that a citation should have and the brief does not.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let facts = [
            ("author", self.data.authors.is_empty()),
            ("date", self.brief.date.is_none()),
            ("series", self.brief.series.is_none()),
            ("url", self.data.url.is_none()),
        ];
        let missing = facts
            .into_iter()
            .filter(|(_, is_missing)| *is_missing);
        missing
            .map(|(name, _)| name)
            .collect()
    }

    /// Returns the year, the month and the day of publication.
    pub(super) fn date(&self) -> Option<[u16; 3]> {
        parts(self.brief.date.as_deref()?)
    }

    /// Returns the year, the month and the day on which the brief was read.
    pub(super) fn accessed(&self) -> Option<[u16; 3]> {
        parts(self.data.accessed.as_deref()?)
    }

    /// Returns where in the brief the passage is: `passage 23 (1 Party leadership)`.
    pub(super) fn place(&self) -> Option<String> {
        let passage = self.passage.as_ref()?;
        let ordinal = &passage.ordinal;
        Some(match &passage.section {
            Some(section) => format!("passage {ordinal} ({section})"),
            None => format!("passage {ordinal}"),
        })
    }

    /// Whether the title is Chinese.
    pub(super) fn is_chinese(&self) -> bool {
        crate::analysis::has_han(&self.brief.title)
    }
}

/// Splits `2020-09-20`.
fn parts(date: &str) -> Option<[u16; 3]> {
    let mut parts = date.split('-').map(str::parse);
    let mut next = || parts.next()?.ok();
    Some([next()?, next()?, next()?])
}

fn clean(text: &str) -> String {
    safe(text).trim().to_owned()
}

fn cleaned(brief: &BriefLabel) -> BriefLabel {
    BriefLabel {
        source: clean(&brief.source),
        issue: brief.issue.as_deref().map(clean),
        title: clean(&brief.title),
        date: brief.date.clone(),
        series: brief.series.as_deref().map(clean),
    }
}

fn cleaned_data(data: &CitationData) -> CitationData {
    let authors = data.authors.iter();
    let mut cleaned = data.clone();
    cleaned.authors = authors
        .map(|name| clean(name))
        .collect();
    cleaned.url = data.url.as_deref().map(clean);
    cleaned.publisher = data.publisher.as_deref().map(clean);
    cleaned
}

/// The names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the name of a month, from 1.
pub(super) fn month(number: u16) -> &'static str {
    let at = usize::from(number).saturating_sub(1);
    MONTHS[at.min(11)]
}
