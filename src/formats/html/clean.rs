//! The elements of a page that do not belong to its content: navigation, share buttons and
//! invisible elements.

use dom_query::{NodeId, NodeRef};

use super::control::is_in_heading;
use super::node::{count_letters, is_any_of, name, own_text, text_start};

/// ARIA roles of navigation.
const NAVIGATION_ROLES: [&str; 6] = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "menu",
];

/// Words in the class of a widget that gets the text to other readers.
const SHARING_WORDS: [&str; 7] = [
    "share",
    "sharing",
    "sharedaddy",
    "addthis",
    "social",
    "subscribe",
    "subscription",
];

/// Words in the class of any other widget. A button is one as well, unless it is a heading's text.
const WIDGET_WORDS: [&str; 4] = ["breadcrumb", "breadcrumbs", "pagination", "cookie"];

/// Elements that are never widgets, whatever their class.
const TEXT_ELEMENTS: [&str; 14] = [
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "blockquote",
    "article",
    "section",
    "main",
    "body",
    "html",
];

/// Maximum number of letters in a widget with a link.
const MAX_WIDGET_LETTERS: usize = 60;
/// Maximum number of letters in a widget at least half of which are in links.
const MAX_LINK_LIST_LETTERS: usize = 300;
/// Maximum number of nodes in a widget.
const MAX_WIDGET_NODES: usize = 2000;
/// Number of elements around a text among which its link is looked for.
const LINK_WITHIN: usize = 4;

/// Returns whether an element is navigation, by its name or its ARIA role. The header, footer or
/// aside of an article or a quotation is not.
pub(super) fn is_navigation(node: &NodeRef<'_>) -> bool {
    match name(node).as_deref() {
        Some("nav") => true,
        Some("header" | "footer" | "aside") => !is_inside_article(node),
        Some("body" | "html" | "article" | "main") => false,
        _ => has_navigation_role(node),
    }
}

fn is_inside_article(node: &NodeRef<'_>) -> bool {
    let mut ancestors = node.ancestors_it(None);
    ancestors.any(|above| {
        is_any_of(
            &above,
            &["article", "main", "blockquote", "figure"],
        )
    })
}

/// Returns the header that holds all main headings of the page, and so the article's.
pub(super) fn title_header(page: &NodeRef<'_>) -> Option<NodeId> {
    let mut only = None;
    for node in page.descendants_it() {
        if !is_any_of(&node, &["h1"]) || is_of_site(&node) {
            continue;
        }
        let mut around = node.ancestors_it(None);
        let header = around.find(|above| is_any_of(above, &["header"]))?;
        if only.is_some_and(|only| only != header.id) {
            return None;
        }
        only = Some(header.id);
    }
    only
}

/// Returns whether a main heading is empty, or a link to the site's start.
pub(super) fn is_of_site(heading: &NodeRef<'_>) -> bool {
    let (text, _) = text_start(heading);
    if text.trim().is_empty() {
        return true;
    }
    let links = heading
        .descendants_it()
        .chain(heading.ancestors_it(Some(1)))
        .filter(|node| is_any_of(node, &["a"]));
    let mut targets = links.filter_map(|link| link.attr("href"));
    targets.any(|target| is_start(&target))
}

/// Returns whether an address is that of a site's start: `/`, `https://example.org/`.
fn is_start(address: &str) -> bool {
    let path = match address.split_once("//") {
        Some((_, after)) => after
            .split_once('/')
            .map_or("", |(_, path)| path),
        None => address
            .strip_prefix('/')
            .unwrap_or(address),
    };
    path.is_empty() && !address.is_empty()
}

fn has_navigation_role(node: &NodeRef<'_>) -> bool {
    let Some(role) = node.attr("role") else {
        return false;
    };
    let role = role.to_ascii_lowercase();
    NAVIGATION_ROLES.contains(&&*role)
}

/// Returns whether an element is a widget, such as a share button: its class says so, and it
/// contains links or buttons and little else. An element of running text, such as a heading or a
/// paragraph, is never a widget.
pub(super) fn is_widget(node: &NodeRef<'_>) -> bool {
    is_widget_with(node, |word| {
        WIDGET_WORDS.contains(&word)
            || SHARING_WORDS.contains(&word)
            || word == "button" && !is_in_heading(node)
    })
}

/// Returns whether an element is a widget that gets the text to other readers: to share it, to
/// subscribe.
pub(super) fn is_sharing(node: &NodeRef<'_>) -> bool {
    is_widget_with(node, |word| {
        SHARING_WORDS.contains(&word)
    })
}

/// Returns whether an element is a widget with a wanted word in its class.
fn is_widget_with(node: &NodeRef<'_>, is_wanted: impl Fn(&str) -> bool) -> bool {
    has_class_word(node, is_wanted)
        && !is_any_of(node, &TEXT_ELEMENTS)
        && contains_little_but_links(node)
}

fn has_class_word(node: &NodeRef<'_>, is_wanted: impl Fn(&str) -> bool) -> bool {
    let Some(class) = node.attr("class") else {
        return false;
    };
    let class = class.to_ascii_lowercase();
    let mut words = class.split(|c: char| !c.is_alphanumeric());
    words.any(is_wanted)
}

fn contains_little_but_links(node: &NodeRef<'_>) -> bool {
    let mut has_link = is_link(node);
    let mut letters = 0;
    let mut linked = 0;
    for (count, inner) in node.descendants_it().enumerate() {
        has_link |= is_link(&inner);
        let own = count_letters(&own_text(&inner));
        letters += own;
        if own > 0 && is_in_link(&inner) {
            linked += own;
        }
        // Large elements are not looked through to their end.
        let is_long = letters > MAX_LINK_LIST_LETTERS;
        if is_long || count >= MAX_WIDGET_NODES {
            return false;
        }
    }
    let is_small = letters <= MAX_WIDGET_LETTERS;
    let is_mostly_links = linked * 2 >= letters;
    has_link && (is_small || is_mostly_links)
}

fn is_link(node: &NodeRef<'_>) -> bool {
    is_any_of(node, &["a", "button"])
}

fn is_in_link(node: &NodeRef<'_>) -> bool {
    let mut ancestors = node.ancestors_it(Some(LINK_WITHIN));
    ancestors.any(|above| is_link(&above))
}

/// Words in the class of a part that readers can unfold.
const FOLDED_WORDS: [&str; 9] = [
    "slide",
    "tab",
    "accordion",
    "collapse",
    "fold",
    "panel",
    "expand",
    "swiper",
    "carousel",
];

/// Returns whether an element is hidden by an attribute, and readers cannot unfold it.
pub(super) fn is_invisible(node: &NodeRef<'_>) -> bool {
    is_hidden(node) && !is_folded(node)
}

fn is_folded(node: &NodeRef<'_>) -> bool {
    let Some(class) = node.attr("class") else {
        return false;
    };
    let class = class.to_ascii_lowercase();
    let mut words = class.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        FOLDED_WORDS
            .iter()
            .any(|folded| word.starts_with(folded))
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") {
        return true;
    }
    let Some(style) = node.attr("style") else {
        return false;
    };
    let mut style = style.to_ascii_lowercase();
    style.retain(|c| !c.is_whitespace());
    style.contains("display:none")
}
