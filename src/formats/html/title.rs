//! The title of a page, from the title in its metadata.
//!
//! Pages add the name of their site to the title in their metadata, so a heading of the article is
//! better if the title repeats it.

use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;
use crate::formats::whitespace::collapsed;
use crate::layout::heading::may_be_heading;
use crate::layout::page::{BlockKind, Page};
use crate::layout::title::issue;

/// Separators of a title and the name of a site.
const SEPARATORS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", "_"];
/// Separates a title only from a name that is known: many titles contain hyphens.
const HYPHEN: &str = "-";
/// Separators of a Chinese title and the name of a site, without spaces.
const HAN_SEPARATORS: [char; 7] = ['-', '_', '|', '—', '–', '｜', '－'];
/// Maximum length of the name of a Chinese site or of its part, in characters.
const MAX_HAN_SITE: usize = 12;
/// Maximum number of names behind a Chinese title.
const MAX_HAN_SITES: usize = 3;
/// Number of blocks at the top among which a main heading is the title.
const TITLE_WITHIN: usize = 6;
/// Number of blocks at the top among which a line that names an issue is the title.
const ISSUE_WITHIN: usize = 2;

/// A heading that can be the title of the page.
struct Heading {
    text: String,
    /// Whether it is of the highest rank.
    is_main: bool,
    /// Number of its block.
    at: usize,
}

/// Returns the title of a page: the heading that the `written` title repeats; `None` if no heading
/// is repeated and the page has a single main heading, which then is the title; otherwise the
/// written title without the name of the site.
pub(super) fn title(written: &str, site: Option<&str>, page: &Page) -> Option<String> {
    let normalized = normalize_text(written);
    let repeated = headings(page).find(|heading| is_repeated(heading, &normalized));
    if let Some(heading) = repeated {
        return Some(heading.text);
    }
    let mut main = headings(page).filter(|heading| heading.is_main);
    if let (Some(only), None) = (main.next(), main.next())
        && only.at < TITLE_WITHIN
    {
        return None;
    }
    if names_issue(page) && issue(written).is_none() {
        return None;
    }
    let title = site
        .and_then(|site| without_site(written, site))
        .or_else(|| without_short_end(written))
        .or_else(|| without_short_start(written))
        .unwrap_or(written);
    Some(without_han_end(title).to_owned())
}

/// Returns whether the first blocks have one that names an issue, and may be the title.
fn names_issue(page: &Page) -> bool {
    let mut top = page
        .blocks
        .iter()
        .take(ISSUE_WITHIN);
    top.any(|block| {
        let text = page.block_text(block);
        let can_be_title = matches!(
            block.kind,
            BlockKind::Heading(_) | BlockKind::Prose
        );
        can_be_title && may_be_heading(text) && issue(text).is_some()
    })
}

fn headings(page: &Page) -> impl Iterator<Item = Heading> {
    page.blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| {
            let BlockKind::Heading(rank @ 1..=3) = block.kind else {
                return None;
            };
            Some(Heading {
                text: collapsed(page.block_text(block)),
                is_main: rank == 1,
                at,
            })
        })
}

/// Returns whether the normalized `title` contains most of itself as the heading, or starts with
/// it if it is a main heading. A heading that is only a word of the title is not the title.
fn is_repeated(heading: &Heading, title: &str) -> bool {
    let text = normalize_text(&heading.text);
    if heading.is_main && title.starts_with(&text) {
        return true;
    }
    let is_most = text.len() * 2 >= title.len();
    is_most && title.contains(&text)
}

/// Returns the title beside a separator and the name of the site.
fn without_site<'a>(written: &'a str, site: &str) -> Option<&'a str> {
    if let Some(rest) = written.strip_prefix(site) {
        let mut separators = SEPARATORS.iter();
        let title = separators.find_map(|separator| rest.strip_prefix(separator));
        if let Some(title) = title {
            return Some(title.trim());
        }
    }
    let rest = written.strip_suffix(site)?;
    for separator in SEPARATORS
        .into_iter()
        .chain([HYPHEN])
    {
        let tight = rest.strip_suffix(separator.trim_end());
        if let Some(title) = tight.or_else(|| rest.strip_suffix(separator)) {
            return Some(title.trim());
        }
    }
    None
}

/// Returns the title before the last separator, if it is longer than the text behind it, which then
/// is the name of the site.
fn without_short_end(written: &str) -> Option<&str> {
    let mut splits = SEPARATORS
        .iter()
        .filter_map(|separator| written.rsplit_once(separator));
    let (title, site) = splits.next()?;
    let title_length = title.chars().count();
    if title_length > site.chars().count() {
        Some(title.trim())
    } else {
        None
    }
}

/// Returns the title after the first bar, if it is longer than the text before it, which then is
/// the name of the site: `Institute | Title`.
fn without_short_start(written: &str) -> Option<&str> {
    let (site, title) = written.split_once(" | ")?;
    let site_length = site.chars().count();
    let title_length = title.chars().count();
    (site_length < title_length).then_some(title.trim())
}

/// Returns a Chinese title without the names of the site and its parts behind it: `标题_栏目-站名`.
fn without_han_end(written: &str) -> &str {
    let mut title = written;
    for _ in 0..MAX_HAN_SITES {
        let Some((before, site)) = title.rsplit_once(HAN_SEPARATORS) else {
            break;
        };
        let (before, site) = (before.trim_end(), site.trim());
        let length = site.chars().count();
        let is_site = length <= MAX_HAN_SITE && length < before.chars().count();
        let is_chinese = before.ends_with(is_closed_han) && site.starts_with(is_han);
        if !is_site || !is_chinese {
            break;
        }
        title = before.trim_end_matches(HAN_SEPARATORS);
    }
    title
}

fn is_closed_han(c: char) -> bool {
    is_han(c)
        || matches!(
            c,
            '”' | '》' | '）' | '？' | '！' | '」' | '-' | '_'
        )
}
