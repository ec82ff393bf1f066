//! Web pages saved as one file (.mhtml, .mht): a mail whose first page is the page.

use mail_parser::{MessageParser, PartType};

use super::html;
use super::read::Refusal;
use crate::layout::page::Page;

/// Marks bytes as UTF-8, whatever encoding the page declares.
const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return Err(no_page());
    };
    let page = mail
        .parts
        .iter()
        .find_map(|part| match &part.body {
            PartType::Html(html) => Some(html),
            _ => None,
        });
    let html = page.ok_or_else(no_page)?;
    html::read(format!("{BYTE_ORDER_MARK}{html}").as_bytes())
}

fn no_page() -> Refusal {
    Refusal::because("no web page in it; save the page again, as HTML")
}
