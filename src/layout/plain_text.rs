//! Marks the blocks of plain text, in the layout of a pasted newsletter: a title line, a lede,
//! numbered sections, unmarked sub-headings, quotations, list items. Anything else is prose.

use std::collections::HashSet;

use super::block::{Block, Level, Mark, Paragraph};
use super::boilerplate::{self, is_contents_line};
use super::heading::{self, may_be_heading, without_colon};
use super::item::starts_item;
use super::lines::paragraphs;
use super::numbering::{self, Numbering, Style};
use super::sections::numbered_sections;
use super::whole_text::{has_two, is_spaced, lists_from};
use super::{dateline, mail_headers, quote, title, title_line, title_lines};
use crate::model::Lang;

/// Returns the blocks of `text` from byte `start` on. `main` is the language of most of it.
///
/// If the front matter has a title, a line is the title only if it says the same.
pub(crate) fn blocks(
    text: &str,
    start: usize,
    main: Lang,
    front_title: Option<&str>,
) -> Vec<Block> {
    let mut paragraphs = with_labels(paragraphs(text, start));
    let headers = mail_headers::count_paragraphs(&paragraphs);
    if headers == 0 {
        paragraphs = title_lines::joined(paragraphs);
    }
    let mut marker = PlainTextMarker::new(&paragraphs, headers, main, front_title);
    let mut blocks = Vec::with_capacity(paragraphs.len());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        blocks.push(Block {
            span: paragraph.span.clone(),
            mark: marker.mark(at),
        });
    }
    blocks
}

/// Joins a line that is only a number (`CHAPTER SIX`, `第六章`, `1.`) with the heading that follows.
fn with_labels(paragraphs: Vec<Paragraph<'_>>) -> Vec<Paragraph<'_>> {
    let mut joined: Vec<Paragraph<'_>> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        match joined.last_mut() {
            Some(label) if is_label(label) && heading::is_candidate(&paragraph.text) => {
                label.span.end = paragraph.span.end;
                label.text = format!("{} {}", label.text, paragraph.text).into();
            }
            _ => joined.push(paragraph),
        }
    }
    joined
}

/// Returns whether a paragraph is only a number.
fn is_label(paragraph: &Paragraph<'_>) -> bool {
    numbering::parse(&paragraph.text).is_some_and(|number| number.rest.is_empty())
}

/// Marks paragraphs from the first to the last, each by its text, its neighbors, and what the
/// whole text looks like. Paragraphs are called by their index.
struct PlainTextMarker<'a> {
    main: Lang,
    paragraphs: &'a [Paragraph<'a>],
    /// Number of paragraphs at the top that are the headers of a mail.
    headers: usize,
    /// Whether each paragraph can be a heading without a number.
    candidates: Vec<bool>,
    /// Whether blank lines separate the paragraphs.
    is_spaced: bool,
    /// The paragraphs that head the numbered sections.
    sections: Vec<usize>,
    title: Option<usize>,
    /// The dateline below the title.
    dateline: Option<usize>,
    running_heads: HashSet<usize>,
    /// Whether the sections' headings are the same in both languages.
    is_bilingual: bool,
    /// Whether the sections' headings, and only those, are in capitals.
    has_capitals: bool,
    /// From this paragraph on there are only lists and their headings.
    lists_from: usize,
    /// Whether the last marked paragraph comes after the numbered sections: among reading lists
    /// and notices, whose headings are sections without a number.
    in_closing_part: bool,
    /// The last section's heading so far.
    last_section: Option<usize>,
}

impl<'a> PlainTextMarker<'a> {
    fn new(
        paragraphs: &'a [Paragraph<'a>],
        headers: usize,
        main: Lang,
        front_title: Option<&str>,
    ) -> Self {
        let candidates = paragraphs
            .iter()
            .map(|p| heading::is_candidate(&p.text));
        let mut marker = Self {
            main,
            paragraphs,
            headers,
            candidates: candidates.collect(),
            is_spaced: is_spaced(paragraphs),
            sections: numbered_sections(paragraphs),
            title: None,
            dateline: None,
            running_heads: boilerplate::running_heads(paragraphs),
            is_bilingual: has_two(paragraphs, heading::is_bilingual),
            has_capitals: has_two(paragraphs, is_capital_heading),
            lists_from: lists_from(paragraphs),
            in_closing_part: false,
            last_section: None,
        };
        marker.title = match front_title {
            Some(title) => title_line::position_of(title, paragraphs),
            None if headers > 0 => mail_headers::subject(&paragraphs[..headers]),
            None => marker.title_line(),
        };
        let top = marker
            .title
            .map_or(0, |title| title + 1);
        marker.dateline = dateline::below(top, paragraphs);
        marker
    }

    fn title_line(&self) -> Option<usize> {
        let first_section = self.sections.first().copied();
        title_line::find(self.paragraphs, first_section, |line| {
            self.is_bilingual_heading(line)
        })
    }

    fn line(&self, at: usize) -> &'a str {
        &self.paragraphs[at].text
    }

    fn line_before(&self, at: usize) -> Option<&'a str> {
        let before = at.checked_sub(1)?;
        Some(self.line(before))
    }

    fn line_after(&self, at: usize) -> Option<&'a str> {
        let next = self.paragraphs.get(at + 1)?;
        Some(&next.text)
    }

    /// Returns what a paragraph is. Must be called for each paragraph in turn.
    fn mark(&mut self, at: usize) -> Mark {
        let line = self.line(at);
        if self.title == Some(at) {
            return heading(Level::Title, title::without_key(line));
        }
        if self.is_above_title(at) || self.is_apart(at) {
            return Mark::Prose;
        }
        if line.starts_with('>') {
            return Mark::Quote;
        }
        let mark = self.mark_in_text(at);
        if mark.level() == Some(Level::Section) {
            self.last_section = Some(at);
        }
        mark
    }

    /// Returns whether a paragraph is above the title, and no item.
    fn is_above_title(&self, at: usize) -> bool {
        self.title
            .is_some_and(|title| at < title)
            && !starts_item(self.line(at))
    }

    /// Returns whether a paragraph is beside the text: a header, the dateline, a running head.
    fn is_apart(&self, at: usize) -> bool {
        at < self.headers || self.dateline == Some(at) || self.running_heads.contains(&at)
    }

    fn mark_in_text(&mut self, at: usize) -> Mark {
        let line = self.line(at);
        if let Some(number) = numbering::parse(line) {
            return self.mark_numbered(at, &number);
        }
        if starts_item(line) || self.is_in_contents(at) {
            return Mark::Item;
        }
        match self.level_without_number(at) {
            Some(level) => heading(level, bare(line)),
            None => Mark::Prose,
        }
    }

    fn mark_numbered(&self, at: usize, number: &Numbering<'_>) -> Mark {
        if self
            .sections
            .binary_search(&at)
            .is_ok()
        {
            return Mark::Heading {
                level: Level::Section,
                number: Some(number.label.clone()),
                title: without_colon(number.rest).to_owned(),
            };
        }
        let is_alone = self.is_alone(at, number.style);
        if is_alone && self.is_sub_heading(at, number) {
            return heading(Level::Sub, number.rest);
        }
        match number.style {
            Style::Article => Mark::Prose,
            Style::Chapter | Style::Division | Style::Roman | Style::Decimal if is_alone => {
                Mark::Prose
            }
            _ => Mark::Item,
        }
    }

    /// Returns whether neither neighbor has a number of this style, as it would in a list.
    fn is_alone(&self, at: usize, style: Style) -> bool {
        let neighbors = [self.line_before(at), self.line_after(at)];
        let mut numbers = neighbors
            .into_iter()
            .flatten()
            .filter_map(numbering::parse);
        numbers.all(|number| number.style != style)
    }

    /// Returns whether the number is below those of the sections and numbers a heading.
    fn is_sub_heading(&self, at: usize, number: &Numbering<'_>) -> bool {
        self.section_style()
            .is_some_and(|style| style < number.style)
            && self.line_after(at).is_some()
            && may_be_heading(number.rest)
    }

    fn section_style(&self) -> Option<Style> {
        let first = self.sections.first()?;
        let number = numbering::parse(self.line(*first))?;
        Some(number.style)
    }

    /// Returns the level of a paragraph that is a heading without a number.
    fn level_without_number(&mut self, at: usize) -> Option<Level> {
        if self.starts_closing_part(at) {
            self.in_closing_part = true;
            return Some(self.level_by_context(at));
        }
        if self.is_entry(at) {
            let is_in_section = self.last_section.is_some();
            return Some(if is_in_section {
                Level::Sub
            } else {
                Level::Section
            });
        }
        if self.is_section_by_form(at) {
            return Some(Level::Section);
        }
        if self.is_unmarked_heading(at) {
            return Some(self.level_by_context(at));
        }
        None
    }

    /// Returns whether a paragraph heads an entry in a list of readings.
    fn is_entry(&self, at: usize) -> bool {
        heading::is_entry(self.line(at)) && self.line_after(at).is_some()
    }

    /// Returns whether a line heads a section, whatever its neighbors are.
    fn is_section_by_form(&self, at: usize) -> bool {
        let line = self.line(at);
        heading::without_anchor(line).is_some_and(may_be_heading)
            || self.is_bilingual_heading(line)
            || self.is_section_in_capitals(line)
            || self.announces_entry(at)
            || heading::names_a_part(line) && self.line_after(at).is_some()
    }

    fn is_bilingual_heading(&self, line: &str) -> bool {
        self.is_bilingual && heading::is_bilingual(line)
    }

    fn is_section_in_capitals(&self, line: &str) -> bool {
        self.has_capitals
            && self.sections.is_empty()
            && heading::is_in_capitals(line)
            && may_be_heading(line)
    }

    /// Returns whether a heading with a colon comes before an entry in a list of readings.
    fn announces_entry(&self, at: usize) -> bool {
        let line = self.line(at);
        let without_colon = without_colon(line);
        without_colon.len() < line.len()
            && self
                .line_after(at)
                .is_some_and(heading::is_entry)
            && may_be_heading(without_colon)
    }

    fn is_unmarked_heading(&self, at: usize) -> bool {
        let candidates = &self.candidates;
        heading::unmarked(
            self.paragraphs,
            candidates,
            at,
            self.main,
            self.is_spaced,
        )
    }

    /// Returns the level of a heading that doesn't show it itself.
    fn level_by_context(&self, at: usize) -> Level {
        let is_section = if self.sections.is_empty() {
            let follows_section = self
                .last_section
                .is_some_and(|section| section + 1 == at);
            !follows_section && (!self.has_capitals || heading::is_in_capitals(self.line(at)))
        } else {
            self.in_closing_part
        };
        if is_section {
            Level::Section
        } else {
            Level::Sub
        }
    }

    /// Returns whether a paragraph starts the closing part: a heading after the last numbered
    /// section with a list under it.
    ///
    /// Such a heading may end with a colon, if it comes just after a list or only lists follow:
    /// then it doesn't announce a list in the prose.
    fn starts_closing_part(&self, at: usize) -> bool {
        let line = self.line(at);
        let bare = without_colon(line);
        if !self.is_after_sections(at)
            || !self
                .line_after(at)
                .is_some_and(starts_item)
            || !may_be_heading(bare)
        {
            return false;
        }
        if !quote::ends_with_colon(line) {
            return self.is_unmarked_heading(at);
        }
        self.line_before(at)
            .is_some_and(starts_item)
            || self.lists_from <= at + 1 && has_a_name(bare)
    }

    fn is_after_sections(&self, at: usize) -> bool {
        self.sections
            .last()
            .is_some_and(|&last| last < at)
    }

    /// Returns whether a paragraph is one of several lines of a table of contents.
    fn is_in_contents(&self, at: usize) -> bool {
        is_contents_line(self.line(at))
            && (self
                .line_before(at)
                .is_some_and(is_contents_line)
                || self
                    .line_after(at)
                    .is_some_and(is_contents_line))
    }
}

/// Returns a heading's line without what was pasted before and after it.
fn bare(line: &str) -> &str {
    without_colon(heading::without_anchor(line).unwrap_or(line))
}

fn heading(level: Level, line: &str) -> Mark {
    Mark::heading(level, without_colon(line))
}

fn is_capital_heading(line: &str) -> bool {
    let line = bare(line);
    heading::is_in_capitals(line) && may_be_heading(line)
}

/// Returns whether a word after the first has a capital.
fn has_a_name(line: &str) -> bool {
    let mut words = line.split_whitespace().skip(1);
    words.any(|word| word.starts_with(char::is_uppercase))
}
