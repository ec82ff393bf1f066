//! Items of CSL-JSON.

use serde::Serialize;

use super::name::Name;
use super::reference::Reference;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CslName<'a> {
    Person { family: &'a str, given: &'a str },
    Whole { literal: &'a str },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    date_parts: [[u16; 3]; 1],
}

/// Returns an array with an item for each reference.
pub(super) fn items(references: &[Reference]) -> String {
    let items: Vec<Item<'_>> = references
        .iter()
        .map(item)
        .collect();
    // Plain data always becomes JSON.
    serde_json::to_string_pretty(&items).unwrap_or_default() + "\n"
}

fn item(reference: &Reference) -> Item<'_> {
    let brief = &reference.brief;
    let facts = &reference.data;
    let passage = reference.passage.as_ref();
    let day = |parts| CslDate {
        date_parts: [parts],
    };
    Item {
        id: &reference.id,
        kind: if brief.series.is_some() {
            "article-magazine"
        } else {
            "report"
        },
        title: &brief.title,
        author: facts
            .authors
            .iter()
            .map(|name| author(name))
            .collect(),
        container_title: brief.series.as_deref(),
        issue: brief.issue.as_deref(),
        publisher: facts.publisher.as_deref(),
        issued: reference.date().map(day),
        url: facts.url.as_deref(),
        accessed: reference.accessed().map(day),
        section: passage.and_then(|passage| passage.section.as_deref()),
        note: reference.place(),
        text: passage.map(|passage| passage.text.as_str()),
    }
}

fn author(name: &str) -> CslName<'_> {
    match Name::parse(name) {
        Name::Person { given, family } => CslName::Person { family, given },
        Name::Whole(literal) => CslName::Whole { literal },
    }
}
