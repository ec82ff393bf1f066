//! Footnotes as in the Chicago Manual of Style.

use super::name::Name;
use super::reference::{Reference, month};

/// Maximum number of authors that a footnote names.
const MAX_AUTHORS: usize = 3;

/// `A. Writer, “Ports,” Harbour Notes, no. 42, September 20, 2020, passage 23 (1 Fees).`
pub(super) fn footnote(reference: &Reference) -> String {
    let brief = &reference.brief;
    let mut parts = Vec::new();
    parts.extend(authors(&reference.data.authors));
    // Inside quotation marks, others are single.
    let title = brief
        .title
        .replace('“', "‘")
        .replace('”', "’");
    let mut rest: Vec<String> = brief
        .series
        .iter()
        .cloned()
        .collect();
    rest.extend(
        brief
            .issue
            .as_ref()
            .map(|issue| format!("no. {issue}")),
    );
    rest.extend(reference.data.publisher.clone());
    rest.extend(reference.date().map(long));
    rest.extend(reference.place());
    let accessed = reference.accessed().map(long);
    rest.extend(accessed.map(|day| format!("accessed {day}")));
    rest.extend(reference.data.url.clone());
    // The mark after a title is inside its quotation marks.
    parts.push(if rest.is_empty() {
        format!("“{title}.”")
    } else {
        format!("“{title},” {}.", rest.join(", "))
    });
    parts.join(", ")
}

fn authors(authors: &[String]) -> Option<String> {
    let names: Vec<String> = authors
        .iter()
        .map(|name| Name::parse(name).in_order())
        .collect();
    match names.as_slice() {
        [] => None,
        [first, ..] if names.len() > MAX_AUTHORS => Some(format!("{first} et al.")),
        [one] => Some(one.clone()),
        [one, two] => Some(format!("{one} and {two}")),
        [others @ .., last] => Some(format!(
            "{}, and {last}",
            others.join(", ")
        )),
    }
}

/// `September 20, 2020`
fn long([year, number, day]: [u16; 3]) -> String {
    format!("{} {day}, {year}", month(number))
}
