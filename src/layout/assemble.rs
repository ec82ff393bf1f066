//! Blocks to a brief: quotations, sections, topics, ordinals; and the promise that nothing is lost.

use std::ops::Range;

use super::blank::trimmed;
use super::block::{Block, Level, Mark};
use super::front_matter::FrontMatter;
use super::{boilerplate, date, language, quote, title};
use crate::analysis::{self, normalize::normalize_text};
use crate::model::{Brief, Kind, Lang, Passage, Section, Warning, stem};

/// Paragraphs at the top in which a date and an issue's number are looked for.
const TOP: usize = 12;
/// Paragraphs at the end among which the date under a document is looked for.
const SIGNATURE: usize = 3;
/// Longest passage in bytes: a hundred times the longest paragraph that people write. What is
/// longer is a machine's.
const MAX_PASSAGE: usize = 1 << 20;
/// Longest line, in bytes, that says only an issue's number or when a law was passed.
const MAX_LINE: usize = 150;

/// Makes a brief of `blocks`, which stand in order in `text` from `body_start` on and don't
/// overlap.
pub(crate) fn assemble(
    source: &str,
    text: &str,
    body_start: usize,
    main: Lang,
    front: &FrontMatter,
    blocks: Vec<Block>,
    warnings: &mut Vec<Warning>,
) -> Brief {
    let mut blocks = none_too_long(text, nothing_lost(text, body_start, blocks));
    quote::mark(text, main, &mut blocks);
    let title_line = blocks.iter().find_map(|b| match &b.mark {
        Mark::Heading {
            level: Level::Title,
            title,
            ..
        } => Some(title.clone()),
        _ => None,
    });
    let sections: Vec<Section> = blocks.iter().filter_map(section).collect();
    let headline = front.title.clone().or(title_line);
    let topics = Topics::of(front, headline.as_deref(), &sections);
    let mut brief = Brief {
        source: source.to_owned(),
        issue: front
            .issue
            .clone()
            .or_else(|| title::issue(headline.as_deref()?))
            .or_else(|| {
                masthead(text, &blocks)
                    .find(|line| title::is_only_issue(line))
                    .and_then(title::issue)
            }),
        title: headline.unwrap_or_else(|| stem(source).to_owned()),
        date: None,
        series: front.series.clone(),
        topics: topics.all.clone(),
        sections,
        passages: Vec::new(),
    };
    brief.date = day(front, &brief.title, source, text, &blocks, warnings);
    brief.passages = passages(text, &brief.sections, &topics, &blocks);
    let first_heading = blocks.iter().find_map(|b| match &b.mark {
        Mark::Heading { title, .. } => Some(title.as_str()),
        _ => None,
    });
    let before_body = of_front_matter(text, body_start, front, first_heading, &brief.topics);
    brief.passages.splice(0..0, before_body);
    for (ordinal, passage) in (1..).zip(&mut brief.passages) {
        passage.ordinal = ordinal;
    }
    brief
}

/// Adds what no block covers: on the line of the block that follows it is that block's mark (a
/// bullet, a `>`); else it is prose.
fn nothing_lost(text: &str, body_start: usize, blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut covered = body_start;
    for mut block in blocks {
        if let Some(gap) = trimmed(text, covered..block.span.start) {
            let own_line = text[gap.start..block.span.start]
                .rfind('\n')
                .map(|n| gap.start + n + 1);
            if let Some(lost) = own_line.and_then(|line| trimmed(text, gap.start..line)) {
                push_lost(text, lost, &mut out);
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
        push_lost(text, rest, &mut out);
    }
    out
}

/// Cuts what no one can have meant as one paragraph, at white space where there is some near.
fn none_too_long(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.iter().all(|block| block.span.len() <= MAX_PASSAGE) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len() + 1);
    for mut block in blocks {
        while block.span.len() > MAX_PASSAGE {
            let end = text.floor_char_boundary(block.span.start + MAX_PASSAGE);
            let near = text.floor_char_boundary(end - MAX_PASSAGE / 16);
            let cut = text[near..end]
                .rfind(char::is_whitespace)
                .map_or(end, |at| near + at);
            let rest = trimmed(text, cut..block.span.end);
            block.span.end = cut;
            let mark = if matches!(block.mark, Mark::Heading { .. }) {
                Mark::Prose
            } else {
                block.mark.clone()
            };
            out.push(block);
            block = Block {
                span: rest.unwrap_or(cut..cut),
                mark,
            };
        }
        out.push(block);
    }
    out.retain(|block| !block.span.is_empty());
    out
}

/// Adds lost text as prose; an empty line of a quotation belongs to the quotation.
fn push_lost(text: &str, lost: Range<usize>, out: &mut Vec<Block>) {
    let only_marks = text[lost.clone()]
        .chars()
        .all(|c| c == '>' || c.is_whitespace());
    match out
        .last_mut()
        .filter(|last| only_marks && last.mark == Mark::Quote)
    {
        Some(quote) => quote.span.end = lost.end,
        None => out.push(Block {
            span: lost,
            mark: Mark::Prose,
        }),
    }
}

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
            return Self {
                all: front.topics.clone(),
                in_order: false,
                for_all,
            };
        }
        let all = headline
            .map(|line| title::topics(line, numbered))
            .unwrap_or_default();
        Self {
            in_order: all.len() == numbered,
            all,
            for_all: false,
        }
    }

    /// The topics of a section, where `nth` counts the numbered ones from 0.
    fn of_section(&self, section: &Section, nth: Option<usize>) -> Vec<String> {
        if self.in_order {
            return nth
                .and_then(|n| self.all.get(n))
                .cloned()
                .into_iter()
                .collect();
        }
        let shared: Vec<String> = self
            .all
            .iter()
            .filter(|t| share_a_word(t, &section.title))
            .cloned()
            .collect();
        if self.for_all {
            self.all.clone()
        } else {
            shared
        }
    }
}

fn share_a_word(topic: &str, title: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let normalized = normalize_text(text);
        let tokens = analysis::tokens(&normalized);
        let mut words = analysis::stem::stems(&tokens);
        words.retain(|w| !analysis::stop::is_function_word(w));
        words.extend(
            analysis::segment::words(&normalized)
                .into_iter()
                .filter(|w| w.chars().count() > 1)
                .map(str::to_owned),
        );
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
            Mark::Heading {
                level: Level::Section,
                number,
                ..
            } => {
                let next = section.map_or(0, |s| s + 1);
                section = Some(next);
                sub_heading = None;
                let nth = number.is_some().then_some(numbered);
                numbered += usize::from(number.is_some());
                section_topics = topics.of_section(&sections[next], nth);
            }
            Mark::Heading {
                level: Level::Sub,
                title,
                ..
            } => sub_heading = Some(title.clone()),
            _ => {}
        }
        let mut topics: Vec<String> = Vec::new();
        for topic in section_topics.iter().chain(&sub_heading) {
            if !topics.contains(topic) {
                topics.push(topic.clone());
            }
        }
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

/// The front matter's title as a passage, unless the body's first heading says the same; and what
/// it says under keys that mean nothing to yinde.
fn of_front_matter(
    text: &str,
    body_start: usize,
    front: &FrontMatter,
    first_heading: Option<&str>,
    topics: &[String],
) -> Vec<Passage> {
    let said_again = |title: &&str| {
        first_heading.is_some_and(|first| normalize_text(first) == normalize_text(title))
    };
    let title_span = front
        .title
        .as_deref()
        .filter(|title| !said_again(title))
        .and_then(|title| {
            let start = front.title_from + text[front.title_from..body_start].find(title)?;
            Some(start..start + title.len())
        });
    let title_span = title_span.filter(|t| {
        front
            .unknown
            .iter()
            .all(|u| u.end <= t.start || t.end <= u.start)
    });
    let mut spans: Vec<(Kind, Range<usize>)> = title_span
        .into_iter()
        .map(|span| (Kind::Heading, span))
        .collect();
    spans.extend(
        front
            .unknown
            .iter()
            .cloned()
            .map(|span| (Kind::Prose, span)),
    );
    spans.sort_by_key(|(_, span)| span.start);
    let mut at = Lines::new(text);
    let passage = |(kind, span): (Kind, Range<usize>)| Passage {
        ordinal: 0,
        kind,
        lang: language::of(&text[span.clone()]),
        section: None,
        sub_heading: None,
        topics: topics.to_vec(),
        line: at.line(span.start),
        text: text[span.clone()].to_owned(),
        span,
    };
    spans.into_iter().map(passage).collect()
}

/// The lines at the top, before the first section.
fn masthead<'a>(text: &'a str, blocks: &'a [Block]) -> impl Iterator<Item = &'a str> {
    let before_sections = blocks.iter().take_while(|b| section(b).is_none());
    before_sections
        .take(TOP)
        .map(|b| &text[b.span.clone()])
        .filter(|line| line.len() <= MAX_LINE)
}

/// The day of publication: by the front matter, the title, a line at the top that says only a date,
/// one in brackets that says when a law was passed, a sentence that names the edition by its day,
/// the file's name, or a line under all.
fn day(
    front: &FrontMatter,
    title: &str,
    source: &str,
    text: &str,
    blocks: &[Block],
    warnings: &mut Vec<Warning>,
) -> Option<jiff::civil::Date> {
    let name = stem(source).rsplit('/').next().unwrap_or(source);
    let year = || {
        front
            .year
            .or_else(|| date::year(title))
            .or_else(|| date::year(name))
    };
    if let Some(written) = &front.date {
        let found = date::find_in_year(written, year());
        if found.is_none() {
            let message =
                format!("the date {written:?} is none that yinde can read; write it as 2020-09-20");
            warnings.push(Warning { line: 1, message });
        }
        return found;
    }
    let dated = |line: &&str| date::is_only_a_date(line) || title::is_only_issue(line);
    let in_brackets = |line: &&str| line.starts_with(['(', '（']) && line.ends_with([')', '）']);
    let top = || masthead(text, blocks).map(without_bullet);
    date::find_in_year(title, year())
        .or_else(|| {
            top()
                .filter(dated)
                .find_map(|line| date::find_in_year(line, year()))
        })
        .or_else(|| top().filter(in_brackets).find_map(date::find))
        .or_else(|| edition(text, blocks))
        .or_else(|| date::find(name))
        .or_else(|| signed(text, blocks))
}

/// The date under a document, which stands by itself.
fn signed(text: &str, blocks: &[Block]) -> Option<jiff::civil::Date> {
    let last = blocks
        .iter()
        .rev()
        .take(SIGNATURE)
        .map(|b| &text[b.span.clone()]);
    last.filter(|line| date::is_only_a_date(line))
        .find_map(date::find)
}

/// A date that the first paragraphs give with its day of the week.
fn edition(text: &str, blocks: &[Block]) -> Option<jiff::civil::Date> {
    let first = blocks
        .iter()
        .filter(|b| b.mark == Mark::Prose)
        .take(2)
        .map(|b| &text[b.span.clone()]);
    first
        .filter(|t| t.len() <= 1000 && !boilerplate::is_boilerplate(t))
        .find_map(date::of_edition)
}

fn without_bullet(line: &str) -> &str {
    line.trim_start_matches(['-', '*', '•', '·', ' '])
}

/// Line numbers of rising offsets.
struct Lines<'a> {
    text: &'a str,
    seen: Range<usize>,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            seen: 0..0,
            line: 1,
        }
    }

    fn line(&mut self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let ends = |&at: &usize| {
            bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')
        };
        self.line += (self.seen.end..offset).filter(ends).count();
        self.seen.end = offset;
        self.line
    }
}
