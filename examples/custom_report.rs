//! Compares how often phrases occur, month by month, as a table in Markdown:
//!
//!     cargo run --example custom_report -- index "united front" 统战 "common prosperity"

#![expect(clippy::print_stdout, reason = "programs print")]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

use yinde::search::Counts;
use yinde::{Index, Request};

const FACET: &str = "month";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let root = args
        .next()
        .ok_or("usage: custom_report INDEX PHRASE…")?;
    let phrases: Vec<String> = args.collect();
    let index = Index::open(&PathBuf::from(root))?;
    let mut counts = Vec::new();
    for phrase in &phrases {
        counts.push(count(&index, phrase)?);
    }
    println!("| month | {} |", phrases.join(" | "));
    println!(
        "| --- |{}",
        " --: |".repeat(phrases.len())
    );
    for month in months(&counts) {
        let row: Vec<String> = counts
            .iter()
            .map(|counts| cell(counts, month))
            .collect();
        println!("| {month} | {} |", row.join(" | "));
    }
    Ok(())
}

/// Counts the passages that contain `phrase`, by facet.
fn count(index: &Index, phrase: &str) -> Result<Counts, Box<dyn Error>> {
    let query = format!("\"{phrase}\"");
    let request = Request::from_options(
        &query,
        [("facets", "true"), ("limit", "1")],
    )?;
    let results = yinde::search(index, &request)?;
    Ok(results.facets.unwrap_or_default())
}

/// Returns all months that have hits, in order.
fn months(counts: &[Counts]) -> BTreeSet<&str> {
    let facets = counts
        .iter()
        .filter_map(|counts| counts.get(FACET));
    facets
        .flat_map(|months| months.keys().map(String::as_str))
        .collect()
}

fn cell(counts: &Counts, month: &str) -> String {
    let months = counts.get(FACET);
    let count = months.and_then(|months| months.get(month));
    count
        .copied()
        .unwrap_or_default()
        .to_string()
}
