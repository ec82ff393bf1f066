//! The imprint of a brief: its issue number and its date of publication.

use jiff::civil::Date;

use super::block::{Block, Level, Mark};
use super::boilerplate::is_boilerplate;
use super::front_matter::FrontMatter;
use super::{annex, date, dateline, keyed_date, mail_headers, title, written_date};
use crate::model::stem;

/// Maximum number of paragraphs at the top that are searched for a date and an issue number.
const MAX_MASTHEAD: usize = 12;
/// Maximum number of paragraphs at the end that are searched for the date of a signature.
const MAX_SIGNATURE: usize = 3;
/// Maximum number of paragraphs of prose that are searched for the day of an edition.
const MAX_EDITION: usize = 2;
/// Maximum length of a line of the masthead, in bytes.
const MAX_MASTHEAD_LINE: usize = 150;
/// Maximum length of a row of the masthead with several keys and values, in bytes.
const MAX_KEYED_LINE: usize = 600;
/// Maximum length of a paragraph that names the edition, in bytes.
const MAX_EDITION_PARAGRAPH: usize = 1000;

/// Index of the last paragraph that can give the month.
const MAX_MONTH_LINE: usize = 4;
/// Maximum number of annexes before which a date is looked for.
const MAX_ANNEXES: usize = 20;

/// The places in which a brief says its issue number and its date.
pub(super) struct Imprint<'a> {
    pub(super) source: &'a str,
    pub(super) front: &'a FrontMatter,
    /// The title, if the front matter or a line gives one.
    pub(super) headline: Option<&'a str>,
    /// The text that the blocks count in.
    pub(super) text: &'a str,
    pub(super) blocks: &'a [Block],
}

impl<'a> Imprint<'a> {
    /// Returns the issue number that the front matter, the title, or a line of the masthead gives.
    pub(super) fn issue(&self) -> Option<String> {
        if let Some(issue) = &self.front.issue {
            return Some(issue.clone());
        }
        let in_headline = self.headline.and_then(title::issue);
        in_headline.or_else(|| self.masthead_issue())
    }

    fn masthead_issue(&self) -> Option<String> {
        let line = self
            .masthead()
            .find(|line| title::is_only_issue(line))?;
        title::issue(line)
    }

    /// Returns the date of publication.
    ///
    /// A date in the front matter is the only one that counts, even if it is unrecognized.
    /// Otherwise the first of these places counts that has a date: the title; the headers of a
    /// mail; a line of the masthead that is only a date; a key of the masthead with a date after
    /// it; a dateline near the title; a line of the masthead in brackets, which says when a law was
    /// passed; a sentence that names the edition by its day; the name of the file; the line under a
    /// signature; a line of the masthead that is only a month.
    pub(super) fn date(&self) -> Option<Date> {
        let year = self.year();
        if let Some(written) = &self.front.date {
            return written_date::find(written, year);
        }
        date::find_in_year(self.title(), year)
            .or_else(|| self.mail_date())
            .or_else(|| self.masthead_date(year))
            .or_else(|| self.date_after_key())
            .or_else(|| self.dateline_date(year))
            .or_else(|| self.date_in_brackets())
            .or_else(|| self.edition_date())
            .or_else(|| date::find(self.file_stem()))
            .or_else(|| self.signature_date())
            .or_else(|| self.masthead_month())
    }

    /// Returns the year of dates that lack one.
    fn year(&self) -> Option<i16> {
        self.front
            .year
            .or_else(|| date::year(self.title()))
            .or_else(|| date::year(self.file_stem()))
    }

    fn title(&self) -> &'a str {
        self.headline
            .unwrap_or_else(|| stem(self.source))
    }

    fn file_stem(&self) -> &'a str {
        let stem = stem(self.source);
        stem.rsplit_once('/')
            .map_or(stem, |(_, name)| name)
    }

    fn mail_date(&self) -> Option<Date> {
        let texts = self.blocks.iter();
        mail_headers::date(texts.map(|block| block.text(self.text)))
    }

    fn masthead_date(&self, year: Option<i16>) -> Option<Date> {
        self.masthead()
            .map(without_bullet)
            .filter(|line| date::is_only_a_date(line) || title::is_only_issue(line))
            .find_map(|line| date::find_in_year(line, year))
    }

    /// Returns the date of a dateline above the title, or a few lines below it.
    fn dateline_date(&self, year: Option<i16>) -> Option<Date> {
        let title = self
            .blocks
            .iter()
            .position(Block::is_title);
        let end = title.map_or(0, |title| title + 1) + dateline::NEAR;
        let below = self.blocks.iter().take(end);
        below
            .take_while(|block| block.mark.level() != Some(Level::Section))
            .filter(|block| matches!(block.mark, Mark::Prose | Mark::Quote))
            .find_map(|block| dateline::date(block.text(self.text), year))
    }

    /// Returns the date that a line or a row of the masthead gives after a key.
    fn date_after_key(&self) -> Option<Date> {
        let lines: Vec<&str> = self
            .lines_at_top()
            .filter(|line| line.len() <= MAX_KEYED_LINE)
            .collect();
        keyed_date::best(&lines)
    }

    fn date_in_brackets(&self) -> Option<Date> {
        let lines = self.masthead().map(without_bullet);
        let mut bracketed = lines.filter(|line| is_in_brackets(line));
        bracketed.find_map(date::find)
    }

    /// Returns the date that one of the first paragraphs gives with its day of the week.
    fn edition_date(&self) -> Option<Date> {
        self.blocks
            .iter()
            .filter(|block| block.mark == Mark::Prose)
            .take(MAX_EDITION)
            .map(|block| block.text(self.text))
            .filter(|text| text.len() <= MAX_EDITION_PARAGRAPH && !is_boilerplate(text))
            .find_map(date::of_edition)
    }

    /// Returns the last date that is a paragraph by itself among the final ones of the text or, if
    /// there is none, of the text before an annex.
    fn signature_date(&self) -> Option<Date> {
        let ends = (0..self.blocks.len()).filter(|&at| self.is_annex(at));
        let mut ends: Vec<usize> = ends.take(MAX_ANNEXES).collect();
        ends.insert(0, self.blocks.len());
        ends.into_iter()
            .find_map(|end| self.signature_date_before(end))
    }

    fn signature_date_before(&self, end: usize) -> Option<Date> {
        self.blocks[..end]
            .iter()
            .rev()
            .take(MAX_SIGNATURE)
            .map(|block| block.text(self.text))
            .find_map(keyed_date::of_signature)
    }

    fn is_annex(&self, at: usize) -> bool {
        annex::starts(self.blocks[at].text(self.text))
    }

    /// Returns the month that one of the first lines is, unless other lines are months too, as in a
    /// chronicle: `May 2026`, `二〇二六年五月`.
    fn masthead_month(&self) -> Option<Date> {
        let mut months = self
            .blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| {
                let line = without_bullet(block.text(self.text));
                Some((at, written_date::month(line)?))
            });
        let (at, month) = months.next()?;
        let is_only = months.next().is_none();
        (is_only && at <= MAX_MONTH_LINE).then_some(month)
    }

    /// Returns the short lines at the top, before the first section.
    fn masthead(&self) -> impl Iterator<Item = &'a str> {
        self.lines_at_top()
            .filter(|line| line.len() <= MAX_MASTHEAD_LINE)
    }

    fn lines_at_top(&self) -> impl Iterator<Item = &'a str> {
        let text = self.text;
        self.blocks
            .iter()
            .take_while(|block| block.mark.level() != Some(Level::Section))
            .take(MAX_MASTHEAD)
            .map(|block| block.text(text))
    }
}

fn is_in_brackets(line: &str) -> bool {
    line.starts_with(['(', '（']) && line.ends_with([')', '）'])
}

fn without_bullet(line: &str) -> &str {
    line.trim_start_matches(['-', '*', '•', '·', ' '])
}
