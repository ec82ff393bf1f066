//! Finds the title of plain text.

use super::block::Paragraph;
use super::boilerplate::{self, is_boilerplate};
use super::{dateline, heading, title};
use crate::analysis::normalize::normalize_text;

/// Number of paragraphs at the top that are searched for the title.
const TITLE_WITHIN: usize = 6;

/// Returns the paragraph at the top that says the same as `title`.
pub(super) fn position_of(title: &str, paragraphs: &[Paragraph<'_>]) -> Option<usize> {
    let title = normalize_text(title);
    let mut top = paragraphs.iter().take(TITLE_WITHIN);
    top.position(|paragraph| normalize_text(&paragraph.text) == title)
}

/// Returns the title's paragraph.
///
/// That is, near the top and before `first_section`, the first of these that there is: a line that
/// gives an issue number and more; a line that an author's name follows; the first line that isn't
/// boilerplate, if it can be a title; a line that is only an issue number. `is_section` tells the
/// lines that head sections by their form.
pub(super) fn find(
    paragraphs: &[Paragraph<'_>],
    first_section: Option<usize>,
    is_section: impl Fn(&str) -> bool,
) -> Option<usize> {
    if paragraphs.len() < 2 {
        return None;
    }
    let end = first_section.unwrap_or(paragraphs.len());
    let start = below_menu(&paragraphs[..end.min(TITLE_WITHIN)]);
    let end = end.min(start + TITLE_WITHIN);
    let top = &paragraphs[start..end];
    let with_issue = top.iter().position(names_issue);
    let title = with_issue
        .or_else(|| signed_title(&paragraphs[start..], top.len()))
        .or_else(|| first_title(top, is_section))
        .or_else(|| top.iter().position(is_only_issue))?;
    Some(start + title)
}

/// Returns where the text below a page's menu starts. Above the menu is the name of the site.
fn below_menu(top: &[Paragraph<'_>]) -> usize {
    let mut lines = top
        .iter()
        .map(|paragraph| &*paragraph.text);
    let menu = lines.rposition(boilerplate::is_menu);
    menu.map_or(0, |menu| menu + 1)
}

fn may_be_title(paragraph: &Paragraph<'_>) -> bool {
    heading::may_be_title(title::without_key(&paragraph.text))
}

fn names_issue(paragraph: &Paragraph<'_>) -> bool {
    may_be_title(paragraph) && title::issue(&paragraph.text).is_some() && !is_only_issue(paragraph)
}

fn is_only_issue(paragraph: &Paragraph<'_>) -> bool {
    title::is_only_issue(&paragraph.text)
}

/// Returns the first title among the first `count` paragraphs that an author's name follows.
fn signed_title(paragraphs: &[Paragraph<'_>], count: usize) -> Option<usize> {
    let mut pairs = paragraphs.windows(2).take(count);
    pairs.position(|pair| may_be_title(&pair[0]) && boilerplate::is_byline(&pair[1].text))
}

/// Returns the first paragraph that isn't boilerplate or a dateline above a title, if it can be a
/// title.
fn first_title(top: &[Paragraph<'_>], is_section: impl Fn(&str) -> bool) -> Option<usize> {
    let mut at = top
        .iter()
        .position(|p| !is_boilerplate(&p.text))?;
    let is_above_title = dateline::is_no_title(&top[at].text)
        && top
            .get(at + 1)
            .is_some_and(may_be_title);
    at += usize::from(is_above_title);
    (may_be_title(&top[at]) && !is_section(&top[at].text)).then_some(at)
}
