//! Makes the passages of a brief: one for each block, and those of the front matter.

use std::ops::Range;

use super::block::{Block, Level, Mark};
use super::front_matter::FrontMatter;
use super::language;
use super::reading::Reading;
use super::topics::Topics;
use crate::analysis::normalize::normalize_text;
use crate::model::{Kind, Passage, Section};

/// Makes a passage of each block that shows anything, with the section and the topics it is in.
pub(super) fn body_passages(
    reading: &Reading<'_>,
    sections: &[Section],
    topics: &Topics,
    blocks: &[Block],
) -> Vec<Passage> {
    let spans: Vec<Range<usize>> = blocks
        .iter()
        .map(|block| block.span.clone())
        .collect();
    let places = reading.places(&spans);
    let targets = reading.links(&spans);
    let mut lines = LineCounter::new(reading.source);
    let mut place = Place::new(sections, topics);
    let mut passages = Vec::with_capacity(blocks.len());
    for ((block, span), links) in blocks
        .iter()
        .zip(places)
        .zip(targets)
    {
        place.enter(&block.mark);
        let text = reading.shown(&block.span);
        if text.is_empty() {
            continue;
        }
        let line = lines.line_at(span.start);
        passages.push(Passage {
            section: place.section,
            sub_heading: place.sub_heading.clone(),
            topics: place.topics(),
            links,
            ..passage(text, kind(&block.mark), span, line)
        });
    }
    passages
}

/// Returns a passage that is in no section and has no number yet.
fn passage(text: String, kind: Kind, span: Range<usize>, line: usize) -> Passage {
    Passage {
        ordinal: 0,
        kind,
        lang: language::of(&text),
        section: None,
        sub_heading: None,
        topics: Vec::new(),
        span,
        line,
        text,
        links: Vec::new(),
        twins: Vec::new(),
    }
}

fn kind(mark: &Mark) -> Kind {
    match mark {
        Mark::Heading { .. } => Kind::Heading,
        Mark::Quote => Kind::Quote,
        Mark::Item => Kind::Item,
        Mark::Prose => Kind::Prose,
    }
}

/// A place in the outline of a brief, as its blocks are gone through in order.
struct Place<'a> {
    sections: &'a [Section],
    brief_topics: &'a Topics,
    /// Index of the current section.
    section: Option<usize>,
    /// Number of numbered sections so far.
    numbered: usize,
    section_topics: Vec<String>,
    sub_heading: Option<String>,
}

impl<'a> Place<'a> {
    fn new(sections: &'a [Section], brief_topics: &'a Topics) -> Self {
        Self {
            sections,
            brief_topics,
            section: None,
            numbered: 0,
            section_topics: brief_topics.all.clone(),
            sub_heading: None,
        }
    }

    /// Moves on to a block that has this mark.
    fn enter(&mut self, mark: &Mark) {
        let Mark::Heading { level, title, .. } = mark else {
            return;
        };
        match level {
            Level::Title => {}
            Level::Section => self.enter_section(),
            Level::Sub => self.sub_heading = Some(title.clone()),
        }
    }

    fn enter_section(&mut self) {
        let index = self
            .section
            .map_or(0, |last| last + 1);
        let section = &self.sections[index];
        self.section = Some(index);
        self.sub_heading = None;
        let mut numbered_before = None;
        if section.number.is_some() {
            numbered_before = Some(self.numbered);
            self.numbered += 1;
        }
        self.section_topics = self
            .brief_topics
            .of_section(section, numbered_before);
    }

    /// Returns the topics of a passage here: those of its section and its sub-heading, each once,
    /// or the section's title if there are none.
    fn topics(&self) -> Vec<String> {
        let mut topics: Vec<String> = Vec::new();
        for topic in self
            .section_topics
            .iter()
            .chain(&self.sub_heading)
        {
            if !topics.contains(topic) {
                topics.push(topic.clone());
            }
        }
        if let (true, Some(section)) = (topics.is_empty(), self.section) {
            topics.push(self.sections[section].title.clone());
        }
        topics
    }
}

/// Makes passages of the front matter's title, unless the body's first heading repeats it, and of
/// the entries whose keys mean nothing to yinde.
///
/// `header` is the text before the body.
pub(super) fn front_matter_passages(
    header: &str,
    front: &FrontMatter,
    first_heading: Option<&str>,
    topics: &[String],
) -> Vec<Passage> {
    let mut lines = LineCounter::new(header);
    let mut passages = Vec::with_capacity(front.unknown.len() + 1);
    for entry in &front.unknown {
        let text = header[entry.clone()].to_owned();
        passages.push(passage(
            text,
            Kind::Prose,
            entry.clone(),
            0,
        ));
    }
    passages.extend(title_passage(front, first_heading));
    passages.sort_by_key(|passage| passage.span.start);
    for passage in &mut passages {
        passage.line = lines.line_at(passage.span.start);
        passage.topics = topics.to_vec();
    }
    passages
}

/// Returns the front matter's title, if it is a passage of its own. Its text is the title as it is
/// read, which may be written with escapes or over several lines.
fn title_passage(front: &FrontMatter, first_heading: Option<&str>) -> Option<Passage> {
    let title = front.title.as_deref()?;
    if first_heading.is_some_and(|heading| is_same_title(heading, title)) {
        return None;
    }
    let span = front.title_span.clone()?;
    Some(passage(
        title.to_owned(),
        Kind::Heading,
        span,
        0,
    ))
}

fn is_same_title(heading: &str, title: &str) -> bool {
    normalize_text(heading) == normalize_text(title)
}

/// Tells the lines of rising offsets, so that a text is gone through only once.
struct LineCounter<'a> {
    bytes: &'a [u8],
    /// The offset up to which lines are counted.
    counted_to: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            counted_to: 0,
            line: 1,
        }
    }

    /// Returns the line of the byte at `offset`, from 1.
    fn line_at(&mut self, offset: usize) -> usize {
        let new_ends = (self.counted_to..offset).filter(|&at| self.ends_line(at));
        self.line += new_ends.count();
        self.counted_to = offset;
        self.line
    }

    fn ends_line(&self, at: usize) -> bool {
        match self.bytes[at] {
            b'\n' => true,
            b'\r' => self.bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        }
    }
}
