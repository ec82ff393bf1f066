//! Whether the parts of an index agree: its list of briefs, its passages and its segments.

use std::collections::HashSet;
use std::path::Path;

use tantivy::Term;

use super::directory::Files;
use super::generation::Generation;
use super::open::Index;
use super::passage;
use super::record::{self, BriefRecord};
use super::stored::{self, StoredPassages};
use crate::error::Result;
use crate::model::StoredPassage;

/// Returns what does not agree in a generation of the index in `root` whose files are undamaged.
///
/// # Errors
/// Returns an error if the files cannot be read.
pub(super) fn disagreements(root: &Path, generation: &Generation) -> Result<Vec<String>> {
    let index = Index::of(root, generation.clone())?;
    let briefs = generation.briefs()?;
    let files = Files::open(
        &generation.path,
        &generation.manifest.files,
    )?;
    let (passages, problems) = StoredPassages::open(&files, generation.form(root)?);
    let mut found: Vec<String> = problems
        .iter()
        .map(ToString::to_string)
        .collect();
    check_counts(&index, &briefs, &mut found);
    let known: HashSet<&str> = briefs
        .iter()
        .map(|brief| brief.label.source.as_str())
        .collect();
    for source in passages.sources() {
        if !known.contains(source) {
            found.push(format!(
                "{source}: has passages, but is not listed"
            ));
        }
    }
    for brief in &briefs {
        check_brief(&index, brief, &passages, &mut found)?;
    }
    Ok(found)
}

/// Compares the numbers in the manifest with the list of briefs and with the segments.
fn check_counts(index: &Index, briefs: &[BriefRecord], found: &mut Vec<String>) {
    let manifest = index.manifest();
    let of_briefs = |count: fn(&BriefRecord) -> usize| {
        briefs
            .iter()
            .map(count)
            .sum::<usize>()
    };
    let segments = index.segments();
    let in_segments = segments
        .iter()
        .map(|segment| segment.passages as usize)
        .sum();
    let passages = manifest.passages;
    let counts = [
        (
            "listed briefs",
            briefs.len(),
            manifest.briefs,
        ),
        (
            "passages of listed briefs",
            of_briefs(|b| b.passages),
            passages,
        ),
        (
            "passages in segments",
            in_segments,
            passages,
        ),
        (
            "bytes of listed briefs",
            of_briefs(|b| b.bytes),
            manifest.bytes,
        ),
    ];
    for (name, counted, recorded) in counts {
        if counted != recorded {
            found.push(format!(
                "{counted} {name}, but the manifest says {recorded}"
            ));
        }
    }
    let lengths = briefs
        .iter()
        .map(|brief| brief.lengths)
        .sum();
    if manifest.lengths != lengths {
        found.push("the numbers of terms do not add up".to_owned());
    }
}

/// Compares the record of a brief with its passages.
fn check_brief(
    index: &Index,
    brief: &BriefRecord,
    passages: &StoredPassages,
    found: &mut Vec<String>,
) -> Result<()> {
    let source = &brief.label.source;
    let stored = match passages.of(source) {
        Ok(stored) => stored,
        Err(error) => {
            found.push(format!("{source}: {error}"));
            return Ok(());
        }
    };
    let term = Term::from_field_text(index.fields.source, source);
    let searchable = index.doc_freq(&term)?;
    if stored.len() != brief.passages || searchable != brief.passages as u64 {
        found.push(format!(
            "{source}: {} passages are listed, {} stored, {searchable} searchable",
            brief.passages,
            stored.len()
        ));
    }
    let belongs = |passage: &StoredPassage| {
        let id = format!(
            "{}#{}",
            brief.id,
            stored::ordinal(passage)
        );
        passage.label.brief == brief.label && passage.label.id == id
    };
    if !stored.iter().all(belongs) {
        found.push(format!(
            "{source}: a passage has the label of another brief"
        ));
    }
    let checksum = stored
        .into_iter()
        .fold(0, |before, passage| {
            record::checksum(before, &passage::to_bytes(&passage))
        });
    if checksum != brief.checksum {
        found.push(format!(
            "{source}: its passages are not those that were indexed"
        ));
    }
    Ok(())
}
