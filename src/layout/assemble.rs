//! Assembles a brief from its blocks: title, issue, date, sections, topics, passages.

use jiff::civil::Date;

use super::block::{Block, Level, Mark};
use super::coverage::{fill_gaps, split_oversized};
use super::front_matter::FrontMatter;
use super::imprint::Imprint;
use super::pairing;
use super::passages::{body_passages, front_matter_passages};
use super::quote;
use super::reading::Reading;
use super::topics::{MAX_TOPICS, Topics};
use crate::model::{Brief, Lang, Passage, Section, Warning, stem};

/// The parts that a brief is assembled from.
pub(crate) struct Draft<'a> {
    /// Names the brief.
    pub(crate) source: &'a str,
    pub(crate) reading: &'a Reading<'a>,
    /// The byte of its text at which the body starts.
    pub(crate) body_start: usize,
    /// The language that most of the body is in.
    pub(crate) main: Lang,
    pub(crate) front: &'a FrontMatter,
    /// Blocks of the body, in order. They don't overlap, but may leave gaps.
    pub(crate) blocks: Vec<Block>,
}

/// Assembles the brief, and adds to `warnings` what its author may want to fix.
///
/// Every non-blank character of the body as it is read belongs to exactly one passage of the brief.
pub(crate) fn assemble(draft: Draft<'_>, warnings: &mut Vec<Warning>) -> Brief {
    let Draft {
        source,
        reading,
        body_start,
        main,
        front,
        blocks,
    } = draft;
    let text = &*reading.text;
    let blocks = fill_gaps(text, body_start, blocks);
    let mut blocks = split_oversized(text, blocks);
    quote::mark(text, main, &mut blocks);

    let headline = headline(front, &blocks);
    let sections = sections(&blocks);
    let topics = Topics::new(front, headline.as_deref(), &sections);
    let imprint = Imprint {
        source,
        front,
        headline: headline.as_deref(),
        text,
        blocks: &blocks,
    };
    let issue = imprint.issue();
    let date = imprint.date();
    warnings.extend(unrecognized_date(front, date));
    warnings.extend(too_many_topics(front));

    let header = &text[..body_start];
    let heading = first_heading(&blocks);
    let mut passages = front_matter_passages(header, front, heading, &topics.all);
    passages.extend(body_passages(
        reading, &sections, &topics, &blocks,
    ));
    number_passages(&mut passages);
    if !front.unpaired {
        let options = pairing::told(reading.source, &passages);
        pairing::pair(&mut passages, &options);
    }

    Brief {
        source: source.to_owned(),
        issue,
        title: headline.unwrap_or_else(|| stem(source).to_owned()),
        date,
        series: front.series.clone(),
        authors: front.authors.clone(),
        url: front.url.clone(),
        publisher: front.publisher.clone(),
        accessed: front.accessed,
        topics: topics.all,
        sections,
        passages,
    }
}

fn first_heading(blocks: &[Block]) -> Option<&str> {
    let mut titles = blocks
        .iter()
        .filter_map(|block| block.mark.title());
    titles.next()
}

/// Returns the title that the front matter or else a line gives.
fn headline(front: &FrontMatter, blocks: &[Block]) -> Option<String> {
    if let Some(title) = &front.title {
        return Some(title.clone());
    }
    let title = blocks
        .iter()
        .find(|block| block.is_title())?;
    title
        .mark
        .title()
        .map(str::to_owned)
}

fn sections(blocks: &[Block]) -> Vec<Section> {
    blocks
        .iter()
        .filter_map(section)
        .collect()
}

/// Returns the section that the block heads.
fn section(block: &Block) -> Option<Section> {
    match &block.mark {
        Mark::Heading {
            level: Level::Section,
            number,
            title,
        } => Some(Section {
            number: number.clone(),
            title: title.clone(),
        }),
        _ => None,
    }
}

/// Warns of a date in the front matter that was not understood.
fn unrecognized_date(front: &FrontMatter, date: Option<Date>) -> Option<Warning> {
    let written = front.date.as_ref()?;
    if date.is_some() {
        return None;
    }
    Some(Warning {
        line: front.date_line.unwrap_or(1),
        message: format!("unrecognized date {written:?}; use YYYY-MM-DD"),
    })
}

/// Warns of topics that are left out.
fn too_many_topics(front: &FrontMatter) -> Option<Warning> {
    let topics = front.topics.len();
    (topics > MAX_TOPICS).then(|| Warning {
        line: 1,
        message: format!("{topics} topics; the first {MAX_TOPICS} are used"),
    })
}

fn number_passages(passages: &mut [Passage]) {
    for (ordinal, passage) in (1..).zip(passages) {
        passage.ordinal = ordinal;
    }
}
