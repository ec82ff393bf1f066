//! The parts of an article's element that are no part of the article: comments, lists of other
//! articles, captions, the lines about the author.

use dom_query::NodeRef;

use super::measure::{Amount, Amounts};
use super::node::{is_any_of, name, text_start};
use super::role::is_of_quotation;

/// Starts of words in the class or id of such an element.
const WORDS: [&str; 36] = [
    "advert",
    "also",
    "aside",
    "author",
    "banner",
    "byline",
    "bio",
    "contact",
    "copyright",
    "cta",
    "disqus",
    "eyebrow",
    "footer",
    "gallery",
    "latest",
    "menu",
    "nav",
    "newsletter",
    "outbrain",
    "popular",
    "popup",
    "privacy",
    "print",
    "promo",
    "rail",
    "readmore",
    "recommend",
    "related",
    "signup",
    "sponsor",
    "taboola",
    "teaser",
    "thumb",
    "timestamp",
    "trending",
    "yarpp",
];
/// Starts of words in the class or id of comments, which may be longer than the article.
const COMMENTS: [&str; 4] = ["comment", "disqus", "respond", "replies"];
/// Starts of words in the class or id of a caption.
const CAPTIONS: [&str; 2] = ["caption", "credit"];
/// Starts of words in the class or id of pictures and of the line with the author and the day,
/// which are no part of the article above its text.
const ABOVE: [&str; 10] = [
    "meta",
    "social",
    "image",
    "img",
    "photo",
    "picture",
    "share",
    "submitted",
    "published",
    "time",
];
/// Elements that are no part of the article, whatever their class.
const ELEMENTS: [&str; 5] = ["footer", "aside", "form", "label", "nav"];
/// Elements that are never dropped.
const KEPT: [&str; 5] = ["html", "body", "article", "main", "h1"];
/// Maximum share of the article's letters in an element that is dropped, in percent.
const MAX_PERCENT: usize = 40;
/// Number of letters of the article before its comments.
const BEFORE_COMMENTS: usize = 200;

/// The article, as far as clutter is judged by it.
pub(super) struct Article {
    pub(super) amounts: Amounts,
    /// Number of letters in the article's element.
    pub(super) letters: usize,
    /// Whether the part of the page above the article's element is read.
    pub(super) is_above: bool,
}

impl Article {
    pub(super) fn in_element(root: &NodeRef<'_>) -> Self {
        let amounts = Amounts::below(root);
        let letters = amounts.of(root).letters;
        let is_above = false;
        Self {
            amounts,
            letters,
            is_above,
        }
    }

    /// Returns whether an element outside quotations, before which there are `before` letters, is
    /// no part of the article.
    pub(super) fn is_clutter(&self, node: &NodeRef<'_>, before: usize) -> bool {
        let Some(name) = name(node) else {
            return false;
        };
        if KEPT.contains(&&*name) {
            return false;
        }
        let amount = self.amounts.of(node);
        if amount.has_main_heading {
            return false;
        }
        let words = words(node);
        let has = |starts: &[&str]| {
            words.iter().any(|word| {
                starts
                    .iter()
                    .any(|start| word.starts_with(start))
            })
        };
        if self.is_above && (has(&ABOVE) || &*name == "figure") {
            return true;
        }
        if has(&COMMENTS) && (before >= BEFORE_COMMENTS || self.is_small(amount)) {
            return true;
        }
        let is_other = ELEMENTS.contains(&&*name) || has(&WORDS);
        let is_caption = is_any_of(node, &["figcaption"]) || has(&CAPTIONS);
        (is_other || is_caption && !is_of_figure(node) && !is_of_quotation(node))
            && self.is_small(amount)
    }

    fn is_small(&self, amount: Amount) -> bool {
        amount.letters * 100 < self.letters * MAX_PERCENT
    }
}

/// Returns whether a caption names a figure or a table, which the article refers to.
fn is_of_figure(caption: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 12] = [
        "fig",
        "chart",
        "table",
        "graph",
        "map",
        "box",
        "diagram",
        "source",
        "图",
        "圖",
        "表",
        "资料来源",
    ];
    let (text, _) = text_start(caption);
    let text = text.trim_start().to_lowercase();
    NAMES
        .iter()
        .any(|name| text.starts_with(name))
}

/// Returns the words in the class and the id of an element, in lower case.
fn words(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in ["class", "id"] {
        let Some(value) = node.attr(attribute) else {
            continue;
        };
        let mut word = String::new();
        let mut last_is_small = false;
        for c in value.chars() {
            let starts_word = c.is_uppercase() && last_is_small;
            if (!c.is_alphanumeric() || starts_word) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            last_is_small = c.is_lowercase();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}
