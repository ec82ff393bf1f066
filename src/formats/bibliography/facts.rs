//! The facts of a reference that are written alike in all formats: its day, its address, its
//! authors.

use jiff::civil::Date;

use crate::analysis::has_han;
use crate::layout::{date, written_date};

/// Marks of a date that is only about right, in biblatex.
const ABOUT: [char; 3] = ['?', '~', '%'];
/// Starts of an address or a name before a DOI, in lower case.
const BEFORE_DOI: [&str; 7] = [
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "doi.org/",
    "doi:",
    "doi ",
];

/// Returns the day of a date. A month or a year is its first day, and a range is its start.
pub(super) fn day(written: &str) -> Option<Date> {
    let start = start_of_range(written).trim_end_matches(ABOUT);
    written_date::find(start, None).or_else(|| {
        let year = date::year(start)?;
        Date::new(year, 1, 1).ok()
    })
}

/// Returns the year in a text that names a single one: `2021` for `2021年`.
pub(super) fn year(written: &str) -> Option<String> {
    let year = date::year(written)?;
    Some(year.to_string())
}

/// Returns `2021-03-05` of `2021-03-05/2021-03-08` and of `2021-03-05/..`.
fn start_of_range(written: &str) -> &str {
    let Some((start, end)) = written.split_once('/') else {
        return written;
    };
    let is_open = end.trim().is_empty() || end.starts_with("..");
    if is_open || date::year(end).is_some() && date::year(start).is_some() {
        return start.trim();
    }
    written
}

/// Returns the first of these that is an address on the web, or that of the DOI.
pub(super) fn address(addresses: &[String], doi: &str) -> Option<String> {
    let mut addresses = addresses
        .iter()
        .map(|address| address.trim());
    let address = addresses.find(|address| is_on_web(address));
    address
        .map(str::to_owned)
        .or_else(|| address_of_doi(doi))
}

fn is_on_web(address: &str) -> bool {
    let starts = ["http://", "https://"];
    starts.iter().any(|start| {
        let found = address.get(..start.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(start))
    })
}

fn address_of_doi(written: &str) -> Option<String> {
    let mut doi = written.trim();
    for start in BEFORE_DOI {
        let found = doi.get(..start.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(start)) {
            doi = doi[start.len()..].trim();
        }
    }
    doi.starts_with("10.")
        .then(|| format!("https://doi.org/{doi}"))
}

/// Returns a name as citations have it: `Writer, Anne`, `王小明`.
pub(super) fn name(written: &str) -> String {
    match written.split_once([',', '，']) {
        Some((family, given)) => person(family, given),
        None => written.trim().to_owned(),
    }
}

/// Returns the name of a person in two parts.
pub(super) fn person(family: &str, given: &str) -> String {
    let (family, given) = (family.trim(), given.trim());
    if family.is_empty() || given.is_empty() {
        return format!("{family}{given}");
    }
    if has_han(family) && has_han(given) {
        return format!("{family}{given}");
    }
    format!("{family}, {given}")
}
