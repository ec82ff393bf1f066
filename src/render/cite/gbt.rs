//! Entries by GB/T 7714-2015.

use super::name::Name;
use super::reference::Reference;

/// Maximum number of authors that an entry names.
const MAX_AUTHORS: usize = 3;

/// `作者. 港口[J/OL]. 港口通讯, 2020(42)[2020-10-01]. https://….`
pub(super) fn entry(reference: &Reference) -> String {
    let brief = &reference.brief;
    let mut parts = Vec::new();
    parts.extend(authors(reference));
    let is_online = reference.data.url.is_some();
    let kind = match (brief.series.is_some(), is_online) {
        (true, true) => "J/OL",
        (true, false) => "J",
        (false, true) => "EB/OL",
        (false, false) => "R",
    };
    parts.push(format!("{}[{kind}]", brief.title));
    parts.extend(published(reference));
    parts.extend(reference.place());
    parts.extend(reference.data.url.clone());
    parts.join(". ") + "."
}

/// Returns the series, the publisher, the year with the issue, and the day of reading.
fn published(reference: &Reference) -> Option<String> {
    let brief = &reference.brief;
    let mut places: Vec<String> = brief
        .series
        .iter()
        .cloned()
        .collect();
    places.extend(reference.data.publisher.clone());
    let date = reference.brief.date.as_deref();
    let year = reference
        .date()
        .map(|[year, ..]| year.to_string());
    match (&brief.series, year, &brief.issue) {
        (Some(_), Some(year), Some(issue)) => places.push(format!("{year}({issue})")),
        (Some(_), Some(year), None) => places.push(year),
        (Some(_), None, Some(issue)) => places.push(format!("({issue})")),
        (None, _, Some(issue)) => places.push(format!("第{issue}期")),
        _ => {}
    }
    let mut published = places.join(", ");
    // A day of publication follows in parentheses where no year is given.
    if brief.series.is_none()
        && let Some(date) = date
    {
        published += &["(", date, ")"].concat();
    }
    if let Some(accessed) = &reference.data.accessed {
        published += &["[", accessed, "]"].concat();
    }
    (!published.is_empty()).then_some(published)
}

fn authors(reference: &Reference) -> Option<String> {
    let authors = &reference.data.authors;
    let mut names: Vec<String> = authors
        .iter()
        .take(MAX_AUTHORS)
        .map(|name| {
            let (family, initials) = Name::parse(name).initials();
            if initials.is_empty() {
                return family;
            }
            let initials: Vec<String> = initials
                .into_iter()
                .map(String::from)
                .collect();
            format!(
                "{} {}",
                family.to_uppercase(),
                initials.join(" ")
            )
        })
        .collect();
    if authors.len() > MAX_AUTHORS {
        let others = if reference.is_chinese() {
            "等"
        } else {
            "et al"
        };
        names.push(others.to_owned());
    }
    (!names.is_empty()).then(|| names.join(", "))
}
