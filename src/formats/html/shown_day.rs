//! The day that a page shows near its heading.

use dom_query::{Document, NodeRef};
use jiff::civil::Date;

use super::day::{european, is_likely, parse};
use super::node::{is_any_of, name, own_text, text_start};
use super::role::{Role, role};
use crate::layout::date;

/// Maximum length of a text that shows the day and little else, in characters.
const MAX_SHOWN: usize = 120;
/// Maximum length of a text near the heading, if nothing says that it is a day, in characters.
const MAX_NEAR: usize = 60;
/// Number of texts before the heading that are near it.
const BEFORE: usize = 6;
/// Number of texts after the heading that are near it.
const AFTER: usize = 14;

/// Starts of words in the class or id of an element that shows a day.
const NAMES: [&str; 13] = [
    "date",
    "datum",
    "time",
    "pub",
    "posted",
    "created",
    "meta",
    "byline",
    "info",
    "fecha",
    "source",
    "submitted",
    "post-date",
];
/// Elements that may show a day.
const ELEMENTS: [&str; 17] = [
    "span", "div", "p", "abbr", "li", "small", "em", "td", "dd", "a", "h3", "h4", "h5", "strong",
    "i", "b", "time",
];

/// The days that a page shows.
#[derive(Debug, Default)]
pub(super) struct ShownDays {
    /// The day below the heading.
    pub(super) below_heading: Option<Date>,
    /// The day elsewhere, if there is none below the heading.
    pub(super) elsewhere: Option<Date>,
}

/// A day that the page shows.
struct Shown {
    day: Date,
    /// Number of texts before it.
    at: usize,
    /// Whether the element's name, class or id says that it is a day.
    is_named: bool,
}

/// Returns the days that the page shows.
pub(super) fn shown_days(doc: &Document) -> ShownDays {
    let mut days = Vec::new();
    let mut heading = None;
    let mut at = 0;
    for node in doc.root().descendants_it() {
        if node.is_text() {
            let text = own_text(&node);
            if text.trim().is_empty() || is_hidden(&node) {
                continue;
            }
            at += 1;
            days.extend(shown_in(&text, at, MAX_NEAR, false));
        } else if heading.is_none() && is_any_of(&node, &["h1"]) {
            heading = Some(at);
        } else if is_named_day(&node) {
            days.extend(shown_by(&node, at + 1));
        }
    }
    best(&days, heading)
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.parent()
        .is_some_and(|parent| role(&parent) == Role::Hidden)
}

/// Returns the best of some days: below the heading, above it, or anywhere in an element that is
/// called a day.
fn best(days: &[Shown], heading: Option<usize>) -> ShownDays {
    let named = || {
        days.iter()
            .filter(|day| day.is_named)
    };
    let day = |shown: &Shown| shown.day;
    let Some(heading) = heading else {
        return ShownDays {
            elsewhere: named().next().map(day),
            ..ShownDays::default()
        };
    };
    let is_below = |day: &&Shown| day.at > heading && day.at <= heading + AFTER;
    let is_above = |day: &&Shown| day.at <= heading && day.at + BEFORE > heading;
    let below = named()
        .find(is_below)
        .or_else(|| days.iter().find(is_below));
    let elsewhere = named()
        .rfind(is_above)
        .or_else(|| days.iter().rfind(is_above))
        .or_else(|| named().next());
    ShownDays {
        below_heading: below.map(day),
        elsewhere: elsewhere.map(day),
    }
}

fn shown_in(text: &str, at: usize, max: usize, is_named: bool) -> Option<Shown> {
    let text = text.trim();
    if text.len() > max * 4 || text.chars().count() > max {
        return None;
    }
    // Without a name, `1.2.19` may be any number.
    let has_year = || date::year(text).is_some();
    let day = european(text)
        .filter(|_| is_named || has_year())
        .or_else(|| date::find(text))?;
    is_likely(day).then_some(Shown { day, at, is_named })
}

/// Returns the day that an element shows or has as an attribute.
fn shown_by(node: &NodeRef<'_>, at: usize) -> Option<Shown> {
    for attribute in ["datetime", "content", "title"] {
        if let Some(value) = node.attr(attribute)
            && let Some(day) = parse(&value)
        {
            let is_named = true;
            return Some(Shown { day, at, is_named });
        }
    }
    let (text, is_whole) = text_start(node);
    if !is_whole {
        return None;
    }
    shown_in(&text, at, MAX_SHOWN, true)
}

fn is_named_day(node: &NodeRef<'_>) -> bool {
    let Some(name) = name(node) else {
        return false;
    };
    if &*name == "time" {
        return true;
    }
    if !ELEMENTS.contains(&&*name) {
        return false;
    }
    ["class", "id", "itemprop"]
        .iter()
        .filter_map(|attribute| node.attr(attribute))
        .any(|value| {
            let value = value.to_ascii_lowercase();
            value
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| {
                    NAMES
                        .iter()
                        .any(|name| word.starts_with(name))
                })
        })
}
