//! The title of a page, from the title in its metadata.
//!
//! Pages add the name of their site to the title in their metadata, so a heading of the article is
//! better if the title repeats it.

use crate::analysis::normalize::normalize_text;
use crate::formats::whitespace::collapsed;
use crate::layout::page::{BlockKind, Page};

/// Separators of a title and the name of a site.
const SEPARATORS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", "_"];
/// Separates a title only from a name that is known: many titles contain hyphens.
const HYPHEN: &str = "-";

/// A heading that can be the title of the page.
struct Heading {
    text: String,
    /// Whether it is of the highest rank.
    is_main: bool,
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
    if headings(page)
        .filter(|heading| heading.is_main)
        .count()
        == 1
    {
        return None;
    }
    let title = site
        .and_then(|site| without_site(written, site))
        .or_else(|| without_short_end(written))
        .unwrap_or(written);
    Some(title.to_owned())
}

fn headings(page: &Page) -> impl Iterator<Item = Heading> {
    page.blocks
        .iter()
        .filter_map(|block| {
            let BlockKind::Heading(rank @ 1..=3) = block.kind else {
                return None;
            };
            Some(Heading {
                text: collapsed(page.block_text(block)),
                is_main: rank == 1,
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

/// Returns the title before a separator and the name of the site.
fn without_site<'a>(written: &'a str, site: &str) -> Option<&'a str> {
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
