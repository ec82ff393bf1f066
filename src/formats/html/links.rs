//! Lists of links to other pages of the site, in an article.

use crate::layout::page::{BlockKind, Page};
use crate::layout::reading::Link;

/// Number of blocks in a row, of nothing but a link each, that are a list of other articles.
const LIST: usize = 2;
/// Maximum number of letters in a block between two of them.
const BETWEEN: usize = 20;

/// A block of an article.
pub(super) struct ArticleBlock {
    pub(super) kind: BlockKind,
    pub(super) text: String,
    pub(super) links: Vec<Link>,
    /// Number of letters.
    pub(super) letters: usize,
    /// Number of letters in links to other pages of the site.
    pub(super) linked: usize,
}

impl ArticleBlock {
    fn is_link(&self) -> bool {
        self.linked > 0 && self.linked * 10 >= self.letters * 9
    }

    fn is_short(&self) -> bool {
        self.letters <= BETWEEN
    }
}

/// Adds blocks to `page`, without lists of links.
pub(super) fn push_without_lists(blocks: Vec<ArticleBlock>, page: &mut Page) {
    let mut listed = vec![false; blocks.len()];
    let mut at = 0;
    while at < blocks.len() {
        let end = end_of_list(&blocks, at);
        let links = blocks[at..end]
            .iter()
            .filter(|block| block.is_link());
        if links.count() >= LIST {
            listed[at..end].fill(true);
        }
        at = end.max(at + 1);
    }
    for (block, is_listed) in blocks.into_iter().zip(listed) {
        if !is_listed {
            page.push_linked(block.kind, &block.text, block.links);
        }
    }
}

/// Returns the end of the list that starts with block `start`, after its last link.
fn end_of_list(blocks: &[ArticleBlock], start: usize) -> usize {
    let mut end = start;
    for (n, block) in blocks
        .iter()
        .enumerate()
        .skip(start)
    {
        if block.is_link() {
            end = n + 1;
        } else if !block.is_short() || n == start {
            break;
        }
    }
    end
}

/// Returns the host of an absolute address.
pub(super) fn host_of(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("//")?;
    if !(scheme.is_empty() || scheme.ends_with(':')) {
        return None;
    }
    rest.split(['/', '?', '#']).next()
}

/// Returns whether two hosts are of the same site: `www.example.org` and `news.example.org`.
pub(super) fn is_same_site(a: &str, b: &str) -> bool {
    let a = a.trim_start_matches("www.");
    let b = b.trim_start_matches("www.");
    a == b || a.ends_with(&format!(".{b}")) || b.ends_with(&format!(".{a}"))
}

/// Returns whether an address is that of a file to download, which belongs to the article.
pub(super) fn is_file(address: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        "pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx", "ppt", "pptx", "zip", "rar",
    ];
    let path = address
        .split(['?', '#'])
        .next()
        .unwrap_or_default();
    let ending = path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    ENDINGS.contains(&&*ending)
}
