//! `/status`: what the index contains.

use maud::html;

use super::format;
use crate::place;
use crate::render::plural;
use crate::web::layout::{self, Frame};
use crate::web::reply::{HTML, JSON, Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::Text;
use crate::web::words;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    format::kind(ask, &[("html", HTML), ("json", JSON)])?;
    let status = place::status(ask.site.live.root())?;
    if !ask.is_page() {
        return Ok(Reply::json(&status));
    }
    let frame = Frame {
        title: words::STATUS.to_owned(),
        formats: layout::formats(ask, &["json"]),
        ..Frame::default()
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::STATUS) }
                dl {
                    dt { (words::INDEX) } dd { code { (Text(&status.index)) } }
                    @for folder in &status.folders {
                        dt { (words::FOLDER) }
                        dd {
                            code { (Text(&folder.path)) } " " (plural(folder.briefs, "brief"))
                            @if !folder.exists { " " strong { (words::MISSING) } }
                        }
                    }
                    dt { (words::BRIEFS) }
                    dd {
                        (plural(status.briefs, "brief")) ", " (plural(status.passages, "passage"))
                    }
                    @if let Some([first, last]) = &status.dates {
                        dt { (words::DATE) } dd { (Text(first)) " – " (Text(last)) }
                    }
                    @if let Some(changed) = &status.changed {
                        dt { (words::CHANGED_AT) } dd { (Text(changed)) }
                    }
                    dt { (words::VERSION) } dd { (Text(&status.version)) }
                    @for problem in &status.problems {
                        dt { (words::PROBLEM) } dd { (Text(problem)) }
                    }
                }
                p.meta { (words::NEW_STATES) }
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}
