//! Plain text, in the layout of a pasted newsletter: a title line, a lede, numbered sections,
//! unmarked sub-headings, quotations, list items. What it doesn't know is prose.

use std::collections::{HashMap, HashSet};

use super::block::{Block, Level, Mark};
use super::boilerplate::{self, is_boilerplate, is_contents_line};
use super::heading::{self, may_be_heading, may_be_numbered_heading, without_colon};
use super::lines::{Paragraph, paragraphs, starts_item};
use super::numbering::{self, Numbering, Style};
use super::{quote, title};
use crate::analysis::normalize::normalize_text;
use crate::model::Lang;

/// Paragraphs at the top among which the title line is looked for.
const TITLE_WITHIN: usize = 6;

/// The blocks of `text` from byte `start` on, which is mainly in `main`. Where the front matter has
/// a title, a line is the title only if it says the same.
pub(crate) fn blocks(
    text: &str,
    start: usize,
    main: Lang,
    front_title: Option<&str>,
) -> Vec<Block> {
    let paragraphs = with_labels(paragraphs(text, start));
    let mut page = Page::new(&paragraphs, main, front_title);
    (0..paragraphs.len())
        .map(|i| Block {
            span: paragraphs[i].span.clone(),
            mark: page.mark(i),
        })
        .collect()
}

/// Joins a line that is only a number (`CHAPTER SIX`, `第六章`, `1.`) with the heading that follows.
fn with_labels(paragraphs: Vec<Paragraph<'_>>) -> Vec<Paragraph<'_>> {
    let mut out: Vec<Paragraph<'_>> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let label = out
            .last()
            .filter(|p| numbering::parse(&p.text).is_some_and(|n| n.rest.is_empty()));
        match label {
            Some(label) if heading::is_candidate(&paragraph.text) => {
                let text = format!("{} {}", label.text, paragraph.text);
                let (start, gap_before) = (label.span.start, label.gap_before);
                out.pop();
                out.push(Paragraph {
                    span: start..paragraph.span.end,
                    text: text.into(),
                    gap_before,
                });
            }
            _ => out.push(paragraph),
        }
    }
    out
}

struct Page<'a> {
    main: Lang,
    paragraphs: &'a [Paragraph<'a>],
    /// Which of them can be headings without a number.
    candidates: Vec<bool>,
    /// Blank lines part the paragraphs.
    spaced: bool,
    /// The paragraphs that head the numbered sections.
    sections: Vec<usize>,
    title: Option<usize>,
    running_heads: HashSet<usize>,
    /// The sections' headings are the same in both languages.
    bilingual: bool,
    /// The sections' headings are in capitals, others below them are not.
    capitals: bool,
    /// From this paragraph on there are only lists and their headings.
    lists_from: usize,
    /// After the numbered sections: reading lists, notices. Its headings are sections without a
    /// number.
    in_closing_part: bool,
    /// The last section's heading so far.
    last_section: Option<usize>,
}

impl<'a> Page<'a> {
    fn new(paragraphs: &'a [Paragraph<'a>], main: Lang, front_title: Option<&str>) -> Self {
        let count =
            |is: fn(&str) -> bool| paragraphs.iter().filter(|p| is(&p.text)).take(2).count();
        let mut page = Self {
            main,
            paragraphs,
            candidates: paragraphs
                .iter()
                .map(|p| heading::is_candidate(&p.text))
                .collect(),
            spaced: is_spaced(paragraphs),
            sections: numbered_sections(paragraphs),
            title: None,
            running_heads: boilerplate::running_heads(paragraphs),
            bilingual: count(heading::is_bilingual) > 1,
            capitals: count(|line| {
                heading::is_in_capitals(bare(line)) && may_be_heading(bare(line))
            }) > 1,
            lists_from: paragraphs
                .iter()
                .rposition(|p| !starts_item(&p.text) && !may_be_heading(without_colon(&p.text)))
                .map_or(0, |last| last + 1),
            in_closing_part: false,
            last_section: None,
        };
        page.title = match front_title {
            Some(title) => paragraphs
                .iter()
                .take(TITLE_WITHIN)
                .position(|p| normalize_text(&p.text) == normalize_text(title)),
            None => page.title_line(),
        };
        page
    }

    fn line(&self, i: usize) -> &'a str {
        &self.paragraphs[i].text
    }

    fn mark(&mut self, i: usize) -> Mark {
        let line = self.line(i);
        if self.title == Some(i) {
            return heading(Level::Title, None, title::without_key(line));
        }
        if self
            .title
            .is_some_and(|title| i < title && !starts_item(line))
            || self.running_heads.contains(&i)
        {
            return Mark::Prose;
        }
        if line.starts_with('>') {
            return Mark::Quote;
        }
        let mark = match numbering::parse(line) {
            Some(number) => self.mark_numbered(i, &number),
            None if starts_item(line) || self.is_in_contents(i) => Mark::Item,
            None => self
                .level(i)
                .map_or(Mark::Prose, |level| heading(level, None, bare(line))),
        };
        if matches!(
            mark,
            Mark::Heading {
                level: Level::Section,
                ..
            }
        ) {
            self.last_section = Some(i);
        }
        mark
    }

    fn mark_numbered(&self, i: usize, number: &Numbering<'_>) -> Mark {
        if self.sections.binary_search(&i).is_ok() {
            return heading(Level::Section, Some(number.label.clone()), number.rest);
        }
        let in_list = |text: &str| numbering::parse(text).is_some_and(|n| n.style == number.style);
        let next = self.paragraphs.get(i + 1).map(|p| &*p.text);
        let before = i.checked_sub(1).map(|b| self.line(b));
        let alone = !next.is_some_and(in_list) && !before.is_some_and(in_list);
        let outer = self
            .sections
            .first()
            .and_then(|&s| numbering::parse(self.line(s)));
        let below_sections = outer.is_some_and(|s| s.style < number.style);
        if below_sections && alone && next.is_some() && may_be_heading(number.rest) {
            return heading(Level::Sub, None, number.rest);
        }
        match number.style {
            Style::Article => Mark::Prose,
            Style::Chapter | Style::Division | Style::Roman | Style::Decimal if alone => {
                Mark::Prose
            }
            _ => Mark::Item,
        }
    }

    /// The level of a heading without a number, where the paragraph is one.
    fn level(&mut self, i: usize) -> Option<Level> {
        let line = self.line(i);
        let next = self.paragraphs.get(i + 1).map(|p| &*p.text);
        let announces =
            |next: &str| without_colon(line).len() < line.len() && heading::is_entry(next);
        if self.closes_with_list(i) {
            self.in_closing_part = true;
        } else if heading::is_entry(line) && next.is_some() {
            return Some(if self.last_section.is_some() {
                Level::Sub
            } else {
                Level::Section
            });
        } else if heading::without_anchor(line).is_some_and(may_be_heading)
            || self.bilingual && heading::is_bilingual(line)
            || self.capitals
                && self.sections.is_empty()
                && heading::is_in_capitals(line)
                && may_be_heading(line)
            || next.is_some_and(announces) && may_be_heading(without_colon(line))
            || heading::names_a_part(line) && next.is_some()
        {
            return Some(Level::Section);
        } else if !heading::unmarked(self.paragraphs, &self.candidates, i, self.main, self.spaced) {
            return None;
        }
        let heads_nothing = i > 0 && self.last_section == Some(i - 1);
        let top = if self.sections.is_empty() {
            !heads_nothing && (!self.capitals || heading::is_in_capitals(line))
        } else {
            self.in_closing_part
        };
        Some(if top { Level::Section } else { Level::Sub })
    }

    /// A heading after the last numbered section with a list under it starts the closing part. It
    /// may end with a colon where nothing but lists follow, or one came just before: then it
    /// announces no list in the prose.
    fn closes_with_list(&self, i: usize) -> bool {
        let line = self.line(i);
        let bare = without_colon(line);
        let is_item = |p: &Paragraph<'_>| starts_item(&p.text);
        let after_sections = self.sections.last().is_some_and(|&s| s < i);
        if !after_sections
            || !self.paragraphs.get(i + 1).is_some_and(is_item)
            || !may_be_heading(bare)
        {
            return false;
        }
        if !quote::ends_with_colon(line) {
            return heading::unmarked(self.paragraphs, &self.candidates, i, self.main, self.spaced);
        }
        let names_something = bare
            .split_whitespace()
            .skip(1)
            .any(|w| w.starts_with(char::is_uppercase));
        i > 0 && is_item(&self.paragraphs[i - 1]) || names_something && self.lists_from <= i + 1
    }

    /// One of several lines of a table of contents.
    fn is_in_contents(&self, i: usize) -> bool {
        let near = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .filter_map(|n| self.paragraphs.get(n));
        is_contents_line(self.line(i)) && near.into_iter().any(|p| is_contents_line(&p.text))
    }

    /// The title's paragraph: one near the top that gives an issue number and more, or that an
    /// author's name follows, else the first that says anything, where it can be a title. What
    /// stands above a page's menu is the name of the site.
    fn title_line(&self) -> Option<usize> {
        let end = self
            .sections
            .first()
            .copied()
            .unwrap_or(self.paragraphs.len());
        let menu = (0..end.min(TITLE_WITHIN))
            .rev()
            .find(|&i| boilerplate::is_menu(self.line(i)));
        let start = menu.map_or(0, |i| i + 1);
        let top = start..end.min(start + TITLE_WITHIN);
        let is_title = |i: usize| heading::may_be_title(title::without_key(self.line(i)));
        let has_issue =
            |i: usize| title::issue(self.line(i)).is_some() && !title::is_only_issue(self.line(i));
        let is_section = |i: usize| self.bilingual && heading::is_bilingual(self.line(i));
        let says_something = |&i: &usize| !is_boilerplate(self.line(i));
        let first = || {
            top.clone()
                .find(says_something)
                .filter(|&i| is_title(i) && !is_section(i))
        };
        let with_issue = top.clone().find(|&i| is_title(i) && has_issue(i));
        let is_signed = |i: usize| {
            self.paragraphs
                .get(i + 1)
                .is_some_and(|p| boilerplate::is_byline(&p.text))
        };
        let with_author = || top.clone().find(|&i| is_title(i) && is_signed(i));
        let found = with_issue
            .or_else(with_author)
            .or_else(first)
            .or_else(|| top.clone().find(|&i| title::is_only_issue(self.line(i))));
        found.filter(|_| self.paragraphs.len() > 1)
    }
}

/// A heading's line without what was pasted before and after it.
fn bare(line: &str) -> &str {
    without_colon(heading::without_anchor(line).unwrap_or(line))
}

fn heading(level: Level, number: Option<String>, line: &str) -> Mark {
    Mark::Heading {
        level,
        number,
        title: without_colon(line).to_owned(),
    }
}

/// Most paragraphs are parted by blank lines.
fn is_spaced(paragraphs: &[Paragraph<'_>]) -> bool {
    let parted = paragraphs
        .iter()
        .filter(|p| p.gap_before || starts_item(&p.text))
        .count();
    parted * 10 >= paragraphs.len() * 6
}

/// The paragraphs that head the numbered sections: of the outermost style that counts up, the
/// longest run of numbers that does. Lines numbered one right after the other are a list.
fn numbered_sections(paragraphs: &[Paragraph<'_>]) -> Vec<usize> {
    let numbers: Vec<Option<Numbering<'_>>> = paragraphs
        .iter()
        .map(|p| numbering::parse(&p.text))
        .collect();
    let heads = |n: &Numbering<'_>| may_be_numbered_heading(n.rest) && !is_contents_line(n.rest);
    let chains: Vec<Vec<usize>> = [
        Style::Chapter,
        Style::Division,
        Style::Article,
        Style::Roman,
        Style::Han,
        Style::Arabic,
    ]
    .into_iter()
    .map(|style| {
        let of_style = |i: usize| {
            numbers
                .get(i)
                .and_then(Option::as_ref)
                .filter(|n| n.style == style)
        };
        let candidates = (0..paragraphs.len())
            .filter(|&i| of_style(i + 1).is_none() && i + 1 < paragraphs.len())
            .filter_map(|i| of_style(i).filter(|n| heads(n)).map(|n| (i, n.value)));
        longest_count(candidates)
    })
    .collect();
    let counted = chains.iter().find(|c| c.len() > 1);
    counted
        .or_else(|| chains.iter().rev().find(|c| !c.is_empty()))
        .cloned()
        .unwrap_or_default()
}

/// The longest run of candidates, pairs of a place and a number in order, that counts 1, 2, 3 and
/// so on; of several the last.
fn longest_count(candidates: impl Iterator<Item = (usize, u32)>) -> Vec<usize> {
    // By the number that would come next. Of two runs that want the same, the later is as long and
    // as good.
    let mut runs: HashMap<u32, Vec<usize>> = HashMap::new();
    for (i, value) in candidates {
        let run = if value == 1 {
            Some(Vec::new())
        } else {
            runs.remove(&value)
        };
        if let Some(mut run) = run {
            run.push(i);
            runs.insert(value + 1, run);
        }
    }
    runs.into_values()
        .max_by_key(|run| (run.len(), run.first().copied()))
        .unwrap_or_default()
}
