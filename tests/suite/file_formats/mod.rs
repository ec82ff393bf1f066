//! The formats that are not text: how each is read, that no word is lost, and what is refused.

mod feeds;
mod front_matter;
mod lossless;
mod mails;
mod more_samples;
mod offices;
mod old_word;
mod outlines;
mod pages;
mod references;
mod samples;
mod whole;
mod word;

use yinde::formats::{self, Parsed, RawBrief, Refusal};

pub(crate) use samples::fixtures;

/// Briefs by source, or why they cannot be read.
type Parts = Vec<(String, Result<Parsed, Refusal>)>;

/// Every brief in the file.
pub(crate) fn read(name: &str, bytes: Vec<u8>) -> Result<Parts, Refusal> {
    let mut out = Vec::new();
    formats::for_each_brief(name, bytes, &mut |source, raw| {
        out.push((
            source.to_owned(),
            raw.and_then(RawBrief::parse),
        ));
    })?;
    out.retain(|(_, parsed)| !matches!(parsed, Err(Refusal::OtherFormat)));
    Ok(out)
}

/// The one brief of the file.
fn one(name: &str, bytes: Vec<u8>) -> Parsed {
    let mut all = read(name, bytes).expect("it can be read");
    assert_eq!(all.len(), 1);
    all.remove(0).1.expect("a brief")
}
