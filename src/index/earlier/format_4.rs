//! Format 4: passages without links, briefs without checksums.

use serde::Deserialize;

use super::StoredForm;
use crate::index::record::{self, BriefRecord, Container, SectionCount, TopicCount};
use crate::index::statistics::TokenCounts;
use crate::model::{BriefLabel, CitationData, Kind, Lang, PassageLabel, Section, StoredPassage};

pub(super) const FORM: StoredForm = StoredForm { briefs, passage };

#[derive(Deserialize)]
struct Label {
    source: String,
    issue: Option<String>,
    title: String,
    date: Option<String>,
}

#[derive(Deserialize)]
struct SectionLabel {
    number: Option<String>,
    title: String,
}

#[derive(Deserialize)]
struct Passage {
    brief: Label,
    brief_id: String,
    section: Option<SectionLabel>,
    sub_heading: Option<String>,
    topics: Vec<String>,
    kind: Kind,
    lang: Lang,
    ordinal: u32,
    line: usize,
    start: usize,
    text: String,
}

#[derive(Deserialize)]
struct Record {
    label: Label,
    id: String,
    series: Option<String>,
    passages: usize,
    root: String,
    sections: Vec<Sections>,
    topics: Vec<Topics>,
    bytes: usize,
    hash: String,
    container: Option<File>,
    lengths: Lengths,
}

#[derive(Deserialize)]
struct Sections {
    section: SectionLabel,
    passages: usize,
}

#[derive(Deserialize)]
struct Topics {
    topic: String,
    section: Option<usize>,
    passages: usize,
}

#[derive(Deserialize)]
struct File {
    source: String,
    hash: String,
}

/// Another analysis counts again, so these are only read.
#[derive(Deserialize)]
struct Lengths {
    exact: u64,
    english: u64,
    chinese: u64,
    heading: u64,
}

fn passage(bytes: &[u8]) -> Option<StoredPassage> {
    let passage: Passage = postcard::from_bytes(bytes).ok()?;
    let end = passage
        .start
        .checked_add(passage.text.len())?;
    let label = PassageLabel {
        id: format!(
            "{}#{}",
            passage.brief_id, passage.ordinal
        ),
        lang: passage.lang,
        kind: passage.kind,
        brief: label(passage.brief),
        section: passage.section.map(section),
        topics: passage.topics,
        line: passage.line,
        bytes: [passage.start, end],
    };
    Some(StoredPassage {
        label,
        sub_heading: passage.sub_heading,
        text: passage.text,
        links: Vec::new(),
        twins: Vec::new(),
    })
}

fn label(label: Label) -> BriefLabel {
    BriefLabel {
        source: label.source,
        issue: label.issue,
        title: label.title,
        date: label.date,
        series: None,
    }
}

fn section(section: SectionLabel) -> Section {
    Section {
        number: section.number,
        title: section.title,
    }
}

fn briefs(bytes: &[u8]) -> Result<Vec<BriefRecord>, String> {
    let plain = record::unpack(bytes)?;
    let records: Vec<Record> = postcard::from_bytes(&plain).map_err(|e| e.to_string())?;
    Ok(records
        .into_iter()
        .map(record)
        .collect())
}

fn record(record: Record) -> BriefRecord {
    let label = BriefLabel {
        series: record.series,
        ..label(record.label)
    };
    let sections = record.sections.into_iter();
    let topics = record.topics.into_iter();
    BriefRecord {
        label,
        id: record.id,
        passages: record.passages,
        root: record.root,
        sections: sections
            .map(|count| SectionCount {
                section: section(count.section),
                passages: count.passages,
            })
            .collect(),
        topics: topics
            .map(|count| TopicCount {
                topic: count.topic,
                section: count.section,
                passages: count.passages,
            })
            .collect(),
        bytes: record.bytes,
        hash: record.hash,
        container: record
            .container
            .map(|file| Container {
                source: file.source,
                hash: file.hash,
            }),
        lengths: TokenCounts {
            exact: record.lengths.exact,
            words: [record.lengths.english, record.lengths.chinese],
            heading: record.lengths.heading,
            // Counted again, as all of these are.
            tokens: 0,
        },
        citation: CitationData::default(),
        checksum: 0,
    }
}
