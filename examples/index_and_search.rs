//! Indexes a folder and prints the passages that contain a phrase, their matches in brackets:
//!
//!     cargo run --example index_and_search -- corpus 统战工作

#![expect(clippy::print_stdout, reason = "programs print")]

use std::error::Error;
use std::path::PathBuf;

use yinde::{Hit, Index, Request, indexing};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args
        .next()
        .ok_or("usage: index_and_search FOLDER PHRASE")?;
    let phrase: Vec<String> = args.collect();
    let work = tempfile::tempdir()?;
    let root = work.path().join("index");
    let folders = [PathBuf::from(folder)];
    let report = yinde::reindex(
        &folders,
        &root,
        indexing::Options::default(),
        &|_| {},
    )?;
    println!("{} passages", report.passages);

    let query = format!("\"{}\"", phrase.join(" "));
    let request = Request::from_options(&query, [("limit", "0")])?;
    let results = yinde::search(&Index::open(&root)?, &request)?;
    for hit in &results.hits {
        println!(
            "{}: {}",
            hit.passage.label.id,
            bracketed(hit)
        );
    }
    Ok(())
}

/// Returns the text of `hit` with its matches in brackets.
fn bracketed(hit: &Hit) -> String {
    let text = &hit.passage.text;
    let mut out = String::new();
    let mut end = 0;
    for span in &hit.spans {
        out += &text[end..span.start];
        out += "[";
        out += &text[span.clone()];
        out += "]";
        end = span.end;
    }
    out + &text[end..]
}
