//! Reads queries from stdin, one a line, and answers each with a line of JSON, from one open index:
//!
//!     printf '统战\n"united front"\n' | cargo run --example stream_json -- index

#![expect(clippy::print_stderr, reason = "programs print")]

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use yinde::render::{Answer, json};
use yinde::{Index, Request};

fn main() -> Result<(), Box<dyn Error>> {
    let root = std::env::args()
        .nth(1)
        .ok_or("usage: stream_json INDEX")?;
    let index = Index::open(&PathBuf::from(root))?;
    let mut out = io::stdout().lock();
    for query in io::stdin().lock().lines() {
        let query = query?;
        match answer(&index, &query, &mut out) {
            Ok(()) => out.flush()?,
            Err(error) => eprintln!("{query}: {error}"),
        }
    }
    Ok(())
}

fn answer(index: &Index, query: &str, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let request = Request::from_options(
        query,
        [("limit", "3"), ("facets", "true")],
    )?;
    let results = yinde::search(index, &request)?;
    let answer = Answer {
        query,
        request: &request,
        results: &results,
        files: None,
    };
    Ok(json::render(&answer, out)?)
}
