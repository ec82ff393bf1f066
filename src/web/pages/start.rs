//! The start page: what can be asked of these briefs.

use maud::{Markup, html};

use crate::index::BriefRecord;
use crate::render::list;
use crate::web::address::{Params, page_of};
use crate::web::layout::{self, Frame};
use crate::web::reply::Reply;
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// Number of briefs that are listed.
const NEWEST: usize = 8;
/// Number of topics that examples are made of.
const TOPICS: usize = 4;

pub(super) fn page(ask: &Ask<'_>) -> Reply {
    let body = html! {
        div.wrap.cols.start #answer data-live {
            main {
                h1 { (words::START) }
                p { (words::START_TEXT) }
                h2 { (words::TRY) }
                ul { @for example in examples(&ask.opened.briefs) { (example) } }
                p { a href="/help" { (words::ALL_HELP) } }
            }
            aside aria-label=(words::NEWEST) {
                h2 { (words::NEWEST) }
                ul { @for brief in newest(&ask.opened.briefs) { (listed(brief)) } }
            }
        }
    };
    layout::page(ask, &Frame::default(), &body)
}

fn listed(brief: &BriefRecord) -> Markup {
    let label = &brief.label;
    html! {
        li {
            a href=(Text(page_of("brief", &brief.id))) lang=(lang(&label.title)) {
                (Text(&label.title))
            }
            @if let Some(date) = &label.date { span.n { (Text(date)) } }
        }
    }
}

/// Returns the latest briefs first.
fn newest(briefs: &[BriefRecord]) -> Vec<&BriefRecord> {
    let mut newest: Vec<&BriefRecord> = briefs.iter().collect();
    newest.sort_by(|a, b| {
        let by_date = b.label.date.cmp(&a.label.date);
        by_date.then_with(|| b.id.cmp(&a.id))
    });
    newest.truncate(NEWEST);
    newest
}

/// Returns searches that find something in these briefs: their commonest topics.
fn examples(briefs: &[BriefRecord]) -> Vec<Markup> {
    let topics = list::topic_titles(briefs)
        .into_iter()
        .take(TOPICS);
    let mut examples = Vec::new();
    for (topic, (page, form, purpose)) in topics.zip(words::EXAMPLES) {
        let query = form.replace("{}", &topic.replace('"', " "));
        let address = Params::default()
            .and("q", &query)
            .address(page);
        examples.push(html! {
            li {
                a href=(Text(address)) lang=(lang(&query)) { (Text(&query)) }
                ": " (purpose)
            }
        });
    }
    examples
}
