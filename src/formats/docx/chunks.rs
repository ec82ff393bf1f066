//! Files inside a Word file that are shown in its text: web pages, plain texts, other Word files.

use std::collections::HashMap;

use crate::formats::decode;
use crate::formats::package::{Package, Relation};
use crate::formats::read::Refusal;
use crate::layout::page::Page;

/// Returns the inner files as pages, by the id of the relationship. A file in a format that is not
/// read is a warning.
pub(super) fn chunks(
    package: &mut Package<'_>,
    relations: &[Relation],
) -> Result<HashMap<String, Page>, Refusal> {
    let mut chunks = HashMap::new();
    for relation in relations {
        if relation.kind != "aFChunk" {
            continue;
        }
        let Some(bytes) = package.bytes(&relation.path)? else {
            continue;
        };
        chunks.insert(
            relation.id.clone(),
            page(&relation.path, bytes),
        );
    }
    Ok(chunks)
}

fn page(path: &str, bytes: Vec<u8>) -> Page {
    let mut page = Page::default();
    if let Err(refusal) = read(path, bytes, &mut page) {
        let problem = match refusal {
            Refusal::Unreadable(problem) => problem,
            Refusal::NotText(_) => "not text".to_owned(),
            Refusal::OtherFormat => "an unknown format".to_owned(),
        };
        page.warn(format!(
            "{path} in it is not read: {problem}"
        ));
    }
    page
}

fn read(path: &str, bytes: Vec<u8>, page: &mut Page) -> Result<(), Refusal> {
    match path.rsplit('.').next() {
        Some("txt") => page.push_plain(&decode::decode(bytes)?.text),
        #[cfg(feature = "html")]
        Some("html" | "htm" | "xhtml") => {
            crate::formats::html::add(
                &decode::by_declaration(bytes)?.text,
                page,
            )?;
        }
        Some("docx") => super::add(&bytes, page, super::Depth::Inner)?,
        _ => {
            return Err(Refusal::because(
                "its format is unknown; save it separately",
            ));
        }
    }
    Ok(())
}
