//! Plain text, in the layout of a pasted newsletter: a title line, a lede, numbered sections, unmarked
//! sub-headings, quotations, list items. What it doesn't know is prose.

use super::heading::{self, may_be_heading, may_be_numbered_heading};
use super::lines::{Paragraph, paragraphs, starts_item};
use super::numbering::{self, Numbering, Style};
use super::{Block, Lang, Level, Mark, language, quote, title};

/// Paragraphs at the top among which the title line is looked for.
const TITLE_WITHIN: usize = 6;

/// The blocks of `text` from byte `start` on; `titled` where the front matter has a title already.
pub(super) fn blocks(text: &str, start: usize, titled: bool) -> Vec<Block> {
    let paragraphs = paragraphs(text, start);
    let main = language::main(&text[start..]);
    let sections = numbered_sections(&paragraphs);
    let title = if titled { None } else { title_line(&paragraphs, &sections) };
    let mut page = Page {
        main,
        spaced: is_spaced(&paragraphs),
        last_section: sections.last().copied(),
        in_closing_part: false,
        paragraphs: &paragraphs,
        sections: &sections,
        title,
    };
    (0..paragraphs.len()).map(|i| Block { span: paragraphs[i].span.clone(), mark: page.mark(i) }).collect()
}

struct Page<'a> {
    main: Lang,
    spaced: bool,
    paragraphs: &'a [Paragraph<'a>],
    sections: &'a [usize],
    title: Option<usize>,
    last_section: Option<usize>,
    /// After the numbered sections: reading lists, notices. Its headings are sections without a number.
    in_closing_part: bool,
}

impl Page<'_> {
    fn mark(&mut self, i: usize) -> Mark {
        let line = self.paragraphs[i].text;
        if self.title == Some(i) {
            return heading(Level::Title, None, line);
        }
        if let Some(number) = numbering::parse(line) {
            return self.mark_numbered(i, &number);
        }
        if starts_item(line) {
            return Mark::Item;
        }
        if self.closes_with_list(i) {
            self.in_closing_part = true;
        } else if !heading::unmarked(self.paragraphs, i, self.main, self.spaced) {
            return Mark::Prose;
        }
        let top = self.last_section.is_none() || self.in_closing_part;
        heading(if top { Level::Section } else { Level::Sub }, None, line)
    }

    fn mark_numbered(&self, i: usize, number: &Numbering<'_>) -> Mark {
        if self.sections.contains(&i) {
            return heading(Level::Section, Some(number.label.clone()), number.rest);
        }
        let next = self.paragraphs.get(i + 1).map(|p| p.text);
        let in_list = |text: &str| numbering::parse(text).is_some_and(|n| n.style == number.style);
        let before = i.checked_sub(1).map(|b| self.paragraphs[b].text);
        let alone = !next.is_some_and(in_list) && !before.is_some_and(in_list);
        let inner = self.sections.first().and_then(|&s| numbering::parse(self.paragraphs[s].text));
        let below_sections = inner.is_some_and(|s| s.style < number.style);
        if below_sections && alone && next.is_some() && may_be_heading(number.rest) {
            return heading(Level::Sub, None, number.rest);
        }
        if matches!(number.style, Style::Chapter | Style::Roman) { Mark::Prose } else { Mark::Item }
    }

    /// A heading after the last numbered section with a list under it starts the closing part. It may end with a
    /// colon where nothing but lists follow, or one came just before: then it announces no list in the prose.
    fn closes_with_list(&self, i: usize) -> bool {
        let line = self.paragraphs[i].text;
        let bare = line.trim_end_matches([':', '：']).trim_end();
        let is_item = |p: &Paragraph<'_>| starts_item(p.text);
        let after_sections = self.last_section.is_some_and(|s| s < i);
        if !after_sections || !self.paragraphs.get(i + 1).is_some_and(is_item) || !may_be_heading(bare) {
            return false;
        }
        if !quote::ends_with_colon(line) {
            return heading::unmarked(self.paragraphs, i, self.main, self.spaced);
        }
        let names_something = bare.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase));
        let only_lists_follow = self.paragraphs[i + 1..].iter().all(|p| is_item(p) || may_be_heading(p.text));
        i > 0 && is_item(&self.paragraphs[i - 1]) || names_something && only_lists_follow
    }
}

fn heading(level: Level, number: Option<String>, line: &str) -> Mark {
    Mark::Heading { level, number, title: line.trim_end_matches([':', '：', ' ']).to_owned() }
}

/// Most paragraphs are parted by blank lines.
fn is_spaced(paragraphs: &[Paragraph<'_>]) -> bool {
    let parted = paragraphs.iter().filter(|p| p.gap_before || starts_item(p.text)).count();
    parted * 10 >= paragraphs.len() * 6
}

/// The paragraphs that head the numbered sections: of the outermost style that counts up, the longest run of
/// numbers that does. Lines numbered one right after the other are a list.
fn numbered_sections(paragraphs: &[Paragraph<'_>]) -> Vec<usize> {
    let numbers: Vec<Option<Numbering<'_>>> = paragraphs.iter().map(|p| numbering::parse(p.text)).collect();
    let chains: Vec<Vec<usize>> = [Style::Chapter, Style::Roman, Style::Han, Style::Arabic]
        .into_iter()
        .map(|style| {
            let of_style = |i: usize| numbers.get(i).and_then(Option::as_ref).filter(|n| n.style == style);
            let candidates: Vec<(usize, u32)> = (0..paragraphs.len())
                .filter(|&i| of_style(i + 1).is_none() && i + 1 < paragraphs.len())
                .filter_map(|i| of_style(i).filter(|n| may_be_numbered_heading(n.rest)).map(|n| (i, n.value)))
                .collect();
            longest_count(&candidates)
        })
        .collect();
    let counted = chains.iter().find(|c| c.len() > 1);
    counted.or_else(|| chains.iter().rev().find(|c| !c.is_empty())).cloned().unwrap_or_default()
}

/// The longest run of candidates, in order, that counts 1, 2, 3 and so on.
fn longest_count(candidates: &[(usize, u32)]) -> Vec<usize> {
    let starts = candidates.iter().enumerate().filter(|(_, c)| c.1 == 1).map(|(at, _)| at);
    let count_from = |start: usize| {
        let mut want = 1;
        let mut run = Vec::new();
        for &(i, value) in &candidates[start..] {
            if value == want {
                run.push(i);
                want += 1;
            }
        }
        run
    };
    starts.map(count_from).max_by_key(Vec::len).unwrap_or_default()
}

/// The title's paragraph: one near the top that gives an issue number, else the first that says anything, where it
/// can be a title.
fn title_line(paragraphs: &[Paragraph<'_>], sections: &[usize]) -> Option<usize> {
    let top = sections.first().copied().unwrap_or(paragraphs.len()).min(TITLE_WITHIN);
    let is_title = |i: usize| heading::may_be_title(paragraphs[i].text);
    let with_issue = (0..top).find(|&i| is_title(i) && title::issue(paragraphs[i].text).is_some());
    with_issue.or_else(|| {
        let first = (0..top).find(|&i| !heading::is_boilerplate(paragraphs[i].text))?;
        (paragraphs.len() > 1 && is_title(first)).then_some(first)
    })
}
