//! Blocks to a brief: quotations, sections, topics, ordinals; and the promise that nothing is lost.

use std::ops::Range;

use super::front_matter::FrontMatter;
use super::{Block, Brief, Kind, Level, Mark, Passage, Section, Warning, date, language, quote, stem, title, trimmed};
use crate::analysis::{self, fold::fold_text};

/// Paragraphs at the top in which a date is looked for.
const DATE_WITHIN: usize = 5;

/// Makes a brief of `blocks`, which stand in order in `text` from `body_start` on and don't overlap.
pub(super) fn assemble(
    source: &str,
    text: &str,
    body_start: usize,
    front: &FrontMatter,
    blocks: Vec<Block>,
    warnings: &mut Vec<Warning>,
) -> Brief {
    let mut blocks = nothing_lost(text, body_start, blocks);
    quote::mark(text, language::main(&text[body_start..]), &mut blocks);
    let title_line = blocks.iter().find_map(|b| match &b.mark {
        Mark::Heading { level: Level::Title, title, .. } => Some(title.clone()),
        _ => None,
    });
    let sections: Vec<Section> = blocks.iter().filter_map(section).collect();
    let headline = front.title.clone().or(title_line);
    let topics = Topics::of(front, headline.as_deref(), &sections);
    let mut brief = Brief {
        source: source.to_owned(),
        issue: front.issue.clone().or_else(|| title::issue(headline.as_deref()?)),
        title: headline.unwrap_or_else(|| stem(source).to_owned()),
        date: None,
        series: front.series.clone(),
        topics: topics.all.clone(),
        sections,
        passages: Vec::new(),
    };
    brief.date = day(front, &brief.title, source, text, &blocks, warnings);
    brief.passages = passages(text, &brief.sections, &topics, &blocks);
    if let Some(heading) = front_title(text, body_start, front, &brief) {
        brief.passages.insert(0, heading);
    }
    for (ordinal, passage) in (1..).zip(&mut brief.passages) {
        passage.ordinal = ordinal;
    }
    brief
}

/// Adds what no block covers: on the line of the block that follows it is that block's mark (a bullet, a `>`);
/// else it is prose.
fn nothing_lost(text: &str, body_start: usize, blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut covered = body_start;
    for mut block in blocks {
        if let Some(gap) = trimmed(text, covered..block.span.start) {
            let own_line = text[gap.start..block.span.start].rfind('\n').map(|n| gap.start + n + 1);
            if let Some(lost) = own_line.and_then(|line| trimmed(text, gap.start..line)) {
                out.push(Block { span: lost, mark: Mark::Prose });
            }
            let from = own_line.unwrap_or(gap.start);
            if let Some(prefix) = trimmed(text, from..block.span.start) {
                block.span.start = prefix.start;
            }
        }
        covered = block.span.end;
        out.push(block);
    }
    if let Some(rest) = trimmed(text, covered..text.len()) {
        out.push(Block { span: rest, mark: Mark::Prose });
    }
    out
}

fn section(block: &Block) -> Option<Section> {
    match &block.mark {
        Mark::Heading { level: Level::Section, number, title } => {
            Some(Section { number: number.clone(), title: title.clone() })
        }
        _ => None,
    }
}

/// The brief's topics, and how they are shared out among its sections.
struct Topics {
    all: Vec<String>,
    /// They belong, in order, to the numbered sections.
    in_order: bool,
    /// They are the whole brief's: the front matter's, of which none is in the title of a section.
    for_all: bool,
}

impl Topics {
    fn of(front: &FrontMatter, headline: Option<&str>, sections: &[Section]) -> Self {
        let numbered = sections.iter().filter(|s| s.number.is_some()).count();
        if !front.topics.is_empty() {
            let shared = |topic: &String| sections.iter().any(|s| share_a_word(topic, &s.title));
            let for_all = !front.topics.iter().any(shared);
            return Self { all: front.topics.clone(), in_order: false, for_all };
        }
        let all = headline.map(|line| title::topics(line, numbered)).unwrap_or_default();
        Self { in_order: all.len() == numbered, all, for_all: false }
    }

    /// The topics of a section, where `nth` counts the numbered ones from 0.
    fn of_section(&self, section: &Section, nth: Option<usize>) -> Vec<String> {
        if self.in_order {
            return nth.and_then(|n| self.all.get(n)).cloned().into_iter().collect();
        }
        let shared: Vec<String> = self.all.iter().filter(|t| share_a_word(t, &section.title)).cloned().collect();
        if self.for_all { self.all.clone() } else { shared }
    }
}

fn share_a_word(topic: &str, title: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold_text(text);
        let tokens = analysis::tokens(&folded);
        let mut words = analysis::stem::stems(&tokens);
        words.retain(|w| !analysis::stop::is_function_word(w));
        words
            .extend(analysis::segment::words(&folded).into_iter().filter(|w| w.chars().count() > 1).map(str::to_owned));
        words
    };
    let title = words(title);
    words(topic).iter().any(|w| title.contains(w))
}

fn passages(text: &str, sections: &[Section], topics: &Topics, blocks: &[Block]) -> Vec<Passage> {
    let mut at = Lines::new(text);
    let mut section: Option<usize> = None;
    let mut numbered = 0;
    let mut section_topics = topics.all.clone();
    let mut sub_heading: Option<String> = None;
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match &block.mark {
            Mark::Heading { level: Level::Section, number, .. } => {
                let next = section.map_or(0, |s| s + 1);
                section = Some(next);
                sub_heading = None;
                let nth = number.is_some().then_some(numbered);
                numbered += usize::from(number.is_some());
                section_topics = topics.of_section(&sections[next], nth);
            }
            Mark::Heading { level: Level::Sub, title, .. } => sub_heading = Some(title.clone()),
            _ => {}
        }
        let mut topics: Vec<String> = section_topics.iter().chain(&sub_heading).cloned().collect();
        if topics.is_empty() {
            topics.extend(section.map(|s| sections[s].title.clone()));
        }
        out.push(Passage {
            ordinal: 0,
            kind: kind(&block.mark),
            lang: language::of(&text[block.span.clone()]),
            section,
            sub_heading: sub_heading.clone(),
            topics,
            line: at.line(block.span.start),
            text: text[block.span.clone()].to_owned(),
            span: block.span.clone(),
        });
    }
    out
}

fn kind(mark: &Mark) -> Kind {
    match mark {
        Mark::Heading { .. } => Kind::Heading,
        Mark::Quote => Kind::Quote,
        Mark::Item => Kind::Item,
        Mark::Prose => Kind::Prose,
    }
}

/// The front matter's title as a passage, unless the body's first heading says the same.
fn front_title(text: &str, body_start: usize, front: &FrontMatter, brief: &Brief) -> Option<Passage> {
    let title = front.title.as_deref()?;
    let start = text[..body_start].find(title)?;
    let first = brief.passages.iter().find(|p| p.kind == Kind::Heading);
    if first.is_some_and(|p| fold_text(p.text.trim_start_matches('#').trim()) == fold_text(title)) {
        return None;
    }
    Some(Passage {
        ordinal: 0,
        kind: Kind::Heading,
        lang: language::of(title),
        section: None,
        sub_heading: None,
        topics: brief.topics.clone(),
        span: start..start + title.len(),
        line: Lines::new(text).line(start),
        text: title.to_owned(),
    })
}

fn day(
    front: &FrontMatter,
    title: &str,
    source: &str,
    text: &str,
    blocks: &[Block],
    warnings: &mut Vec<Warning>,
) -> Option<jiff::civil::Date> {
    if let Some(written) = &front.date {
        let found = date::find(written);
        if found.is_none() {
            let message = format!("the date {written:?} is none that yinde can read; write it as 2020-09-20");
            warnings.push(Warning { line: 1, message });
        }
        return found;
    }
    let dated_line = || {
        let top = blocks.iter().take(DATE_WITHIN).map(|b| &text[b.span.clone()]);
        top.filter(|t| date::is_only_a_date(t)).find_map(date::find)
    };
    date::find(title).or_else(dated_line).or_else(|| date::find(stem(source).rsplit('/').next()?))
}

/// Line numbers of rising offsets.
struct Lines<'a> {
    text: &'a str,
    seen: Range<usize>,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, seen: 0..0, line: 1 }
    }

    fn line(&mut self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let ends = |&at: &usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        self.line += (self.seen.end..offset).filter(ends).count();
        self.seen.end = offset;
        self.line
    }
}
