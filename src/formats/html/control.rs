//! Controls that show text: buttons, lists of choices, fields for text.

use dom_query::NodeRef;

use super::node::{is_any_of, name, own_text};

/// Elements whose text a button may be, as those that unfold a part are.
const HEADINGS: [&str; 7] = ["h1", "h2", "h3", "h4", "h5", "h6", "summary"];
/// Elements with sentences, in which a button may be named.
const SENTENCES: [&str; 5] = ["p", "li", "td", "dd", "blockquote"];
/// Number of elements around a button among which its heading is looked for.
const HEADING_WITHIN: usize = 4;

/// Returns whether an element is inside a heading.
pub(super) fn is_in_heading(node: &NodeRef<'_>) -> bool {
    let mut ancestors = node.ancestors_it(Some(HEADING_WITHIN));
    ancestors.any(|above| is_any_of(&above, &HEADINGS))
}

/// Returns whether a control is a button in a heading or within a sentence. Others do something
/// with the page, such as opening its menu, and are no part of its text.
pub(super) fn is_in_text(control: &NodeRef<'_>) -> bool {
    if !is_any_of(control, &["button"]) {
        return false;
    }
    is_in_heading(control) || is_in_sentence(control)
}

fn is_in_sentence(control: &NodeRef<'_>) -> bool {
    let Some(parent) = control.parent() else {
        return false;
    };
    let mut siblings = parent.children_it(false);
    is_any_of(&parent, &SENTENCES)
        && siblings.any(|sibling| {
            own_text(&sibling)
                .chars()
                .any(char::is_alphabetic)
        })
}

/// Returns what a control shows that has no text inside: the label of `<input type="submit">`.
pub(super) fn label(control: &NodeRef<'_>) -> Option<String> {
    if name(control).as_deref() != Some("input") {
        return None;
    }
    let kind = control.attr("type")?;
    let is_button = ["submit", "button", "reset"]
        .iter()
        .any(|button| kind.eq_ignore_ascii_case(button));
    let label = control.attr("value")?;
    is_button.then(|| label.to_string())
}

/// Returns whether a link is drawn as a button, apart from the text beside it.
pub(super) fn is_drawn_as_button(link: &NodeRef<'_>) -> bool {
    let Some(class) = link.attr("class") else {
        return false;
    };
    let class = class.to_ascii_lowercase();
    let mut words = class.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "button" | "btn"))
}
