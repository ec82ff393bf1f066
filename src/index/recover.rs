//! Makes briefs again from what an index stores of them.

use super::record::{BriefRecord, NewBrief};
use super::stored;
use crate::model::{Brief, Passage, Section, StoredPassage};

/// Returns the brief that has this record and these passages, to be analysed again.
pub(super) fn brief(record: BriefRecord, stored: Vec<StoredPassage>) -> NewBrief {
    let label = &record.label;
    let mut sections: Vec<Section> = Vec::with_capacity(record.sections.len());
    for count in &record.sections {
        sections.push(count.section.clone());
    }
    let mut topics: Vec<String> = Vec::new();
    for count in &record.topics {
        if !topics.contains(&count.topic) {
            topics.push(count.topic.clone());
        }
    }
    let mut places = Sections::new(&record);
    let mut passages = Vec::with_capacity(stored.len());
    for passage in stored {
        let section = places.next(&passage);
        passages.push(as_parsed(passage, section));
    }
    let date = label.date.as_deref();
    let accessed = record.citation.accessed.as_deref();
    let brief = Brief {
        source: label.source.clone(),
        issue: label.issue.clone(),
        title: label.title.clone(),
        date: date.and_then(|date| date.parse().ok()),
        series: label.series.clone(),
        topics,
        sections,
        passages,
        authors: record.citation.authors.clone(),
        url: record.citation.url.clone(),
        publisher: record.citation.publisher.clone(),
        accessed: accessed.and_then(|day| day.parse().ok()),
    };
    NewBrief { brief, record }
}

fn as_parsed(stored: StoredPassage, section: Option<usize>) -> Passage {
    let ordinal = stored::ordinal(&stored);
    let label = stored.label;
    let [start, end] = label.bytes;
    Passage {
        ordinal,
        kind: label.kind,
        lang: label.lang,
        section,
        sub_heading: stored.sub_heading,
        topics: label.topics,
        span: start..end,
        line: label.line,
        text: stored.text,
        links: stored.links,
        twins: stored.twins,
    }
}

/// Tells the sections of passages, which come in order. A passage is stored with the title of its
/// section, which other sections may have too.
struct Sections<'a> {
    record: &'a BriefRecord,
    /// Index of the current section.
    current: Option<usize>,
    /// Number of passages that it still has.
    left: usize,
}

impl<'a> Sections<'a> {
    fn new(record: &'a BriefRecord) -> Self {
        Self {
            record,
            current: None,
            left: 0,
        }
    }

    /// Returns the index of the section of the next passage.
    fn next(&mut self, passage: &StoredPassage) -> Option<usize> {
        let section = passage.label.section.as_ref()?;
        let sections = &self.record.sections;
        let is_here = |at: usize| sections[at].section == *section;
        let stays = self.left > 0 && self.current.is_some_and(is_here);
        if !stays {
            let from = self.current.map_or(0, |at| at + 1);
            let next = (from..sections.len()).find(|&at| is_here(at) && sections[at].passages > 0);
            self.current = next.or_else(|| (0..sections.len()).find(|&at| is_here(at)));
            self.left = self
                .current
                .map_or(0, |at| sections[at].passages);
        }
        self.left = self.left.saturating_sub(1);
        self.current
    }
}
