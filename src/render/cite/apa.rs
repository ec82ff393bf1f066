//! Entries of a reference list as the APA writes them.

use super::name::Name;
use super::reference::{Reference, month};

/// Maximum number of authors that an entry names all.
const MAX_AUTHORS: usize = 20;

/// `Writer, A. (2020, September 20). Ports. Harbour Notes, (42). Publisher. https://…`
pub(super) fn entry(reference: &Reference) -> String {
    let brief = &reference.brief;
    let date = match reference.date() {
        Some([year, number, day]) => format!("({year}, {} {day}).", month(number)),
        None => "(n.d.).".to_owned(),
    };
    let title = sentence(&brief.title);
    let mut parts = match authors(&reference.data.authors) {
        Some(authors) => vec![authors, date, title],
        // Without an author the title takes its place.
        None => vec![title, date],
    };
    parts.extend(match (&brief.series, &brief.issue) {
        (Some(series), Some(issue)) => Some(format!("{series}, ({issue}).")),
        (Some(series), None) => Some(sentence(series)),
        (None, Some(issue)) => Some(format!("(No. {issue}).")),
        (None, None) => None,
    });
    parts.extend(
        reference
            .data
            .publisher
            .as_deref()
            .map(sentence),
    );
    if let Some(place) = reference.place() {
        parts.push(format!("[{place}]."));
    }
    if let Some(url) = &reference.data.url {
        parts.push(match reference.accessed() {
            Some([year, number, day]) => {
                format!(
                    "Retrieved {} {day}, {year}, from {url}",
                    month(number)
                )
            }
            None => url.clone(),
        });
    }
    parts.join(" ")
}

fn authors(authors: &[String]) -> Option<String> {
    let mut names: Vec<String> = authors
        .iter()
        .map(|name| {
            let (family, initials) = Name::parse(name).initials();
            let initials: Vec<String> = initials
                .into_iter()
                .map(|initial| format!("{initial}."))
                .collect();
            if initials.is_empty() {
                family
            } else {
                format!("{family}, {}", initials.join(" "))
            }
        })
        .collect();
    if names.len() > MAX_AUTHORS {
        let last = names.pop();
        names.truncate(MAX_AUTHORS - 1);
        names.push(format!(
            "… {}",
            last.unwrap_or_default()
        ));
        return Some(sentence(&names.join(", ")));
    }
    let last = names.pop()?;
    Some(sentence(&if names.is_empty() {
        last
    } else {
        format!("{}, & {last}", names.join(", "))
    }))
}

/// Returns `text` with a full stop, unless it ends a sentence.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '。', '？', '！']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
