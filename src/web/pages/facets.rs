//! Facets: how many hits have each label, and links that narrow the search to a label or widen it
//! again.

use maud::{Markup, html};

use crate::render::facet::{self, Facet, Label};
use crate::search::{Counts, NO_DATE};
use crate::web::address::Params;
use crate::web::layout::path;
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

pub(super) fn facets(ask: &Ask<'_>, counts: &Counts) -> Markup {
    let shown = facet::facets(counts);
    let has_issues = shown
        .iter()
        .any(|facet| facet.name == "issue");
    let params = ask
        .params
        .without("offset")
        .without("cursor");
    html! {
        @for (name, option, title) in words::FACETS {
            // Where briefs have numbers, these are shorter than their ids.
            @if name != "brief" || !has_issues {
                @if let Some(facet) = shown.iter().find(|facet| facet.name == name) {
                    (one(facet, option, title, &params, path(ask.page)))
                }
            }
        }
    }
}

fn one(facet: &Facet<'_>, option: &str, title: &str, params: &Params, path: &str) -> Markup {
    let active: Vec<&str> = params.values(option).collect();
    // A month is part of its year. Another label beside an active one would replace that, so its
    // count would not be what the link finds.
    let is_open = active.is_empty() || option == "date";
    html! {
        h2 { (title) }
        ul {
            @if !active.is_empty() {
                @let widened = params.without(option);
                li { a href=(Text(widened.address(path))) { (words::all_of(title)) } }
            }
            @for value in &active { li { strong lang=(lang(value)) { (Text(value)) } } }
            @if is_open {
                @for label in &facet.labels { (label_of(label, option, params, path)) }
                @if facet.more > 0 {
                    li { span.n { (words::and_more(facet.more)) } }
                }
            }
        }
    }
}

fn label_of(label: &Label<'_>, option: &str, params: &Params, path: &str) -> Markup {
    let narrowed = params.with(option, label.text);
    html! {
        li {
            @if label.text == NO_DATE {
                span { (NO_DATE) }
            } @else {
                a href=(Text(narrowed.address(path))) lang=(lang(label.text)) { (Text(label.text)) }
            }
            span.n { (label.count) }
        }
    }
}
