//! What is shown and found of a passage is its text as people read it.

mod links;
mod markdown;
mod notes;
mod word;

use super::file_formats::read;

/// The texts of the passages of a file.
fn shown(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let parts = read(name, bytes.as_ref().to_vec()).expect("it can be read");
    let mut texts = Vec::new();
    for (_, parsed) in parts {
        let passages = parsed
            .expect("a brief")
            .brief
            .passages;
        texts.extend(
            passages
                .into_iter()
                .map(|passage| passage.text),
        );
    }
    texts
}

/// The last passage of Markdown with this text after a title.
fn shown_of_markdown(text: &str) -> String {
    let texts = shown(
        "a.md",
        format!("# Brief #1: T\n\n{text}\n"),
    );
    texts
        .last()
        .expect("a passage")
        .clone()
}

/// The last passage of a page with this in its body after a title.
fn shown_of_page(body: &str) -> String {
    let texts = shown(
        "a.html",
        format!("<html><body><h1>Brief #1: T</h1>{body}</body></html>"),
    );
    texts
        .last()
        .expect("a passage")
        .clone()
}
