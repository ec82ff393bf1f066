//! Saved pages: what is the article, its title, its day.

mod article;
mod day;
mod lead;
mod official;
mod title;

use super::file_formats::read;
use yinde::formats::Parsed;

/// The brief of a page.
fn page(html: &str) -> Parsed {
    let mut parts = read("a.html", html.as_bytes().to_vec()).expect("it can be read");
    parts.remove(0).1.expect("a brief")
}

/// The texts of the passages of a page.
fn texts(html: &str) -> Vec<String> {
    let passages = page(html).brief.passages;
    passages
        .into_iter()
        .map(|passage| passage.text)
        .collect()
}

const RULES: &str = "The harbour office proposes to change the rules for ferries that carry more \
    than twenty people, and asks the owners what they think of it.";
const OWNERS: &str = "Owners of small ferries may ask for two more years before the rule binds \
    them, if they can show that their boats were tested last winter.";
const COUNCIL: &str = "The council of the islands will hear objections until the end of May, in \
    its hall and in writing, and has promised to answer each of them.";

/// Navigation, as many links as it needs to be clutter.
fn menu(count: usize) -> String {
    let items = (0..count).map(|n| format!("<li><a href='/c{n}'>Column {n}</a></li>"));
    format!(
        "<div class='top'><ul>{}</ul></div>",
        items.collect::<String>()
    )
}

/// A page with a menu around the three paragraphs and `more` after them.
fn with_menu(before: &str, more: &str) -> String {
    format!(
        "<html><head><title>Ferries - Harbour Times</title></head><body>{}<div class='page'>\
         <h1>Ferries</h1>{before}<div class='text'><p>{RULES}</p><p>{OWNERS}</p><p>{COUNCIL}</p>\
         {more}</div></div></body></html>",
        menu(20)
    )
}
