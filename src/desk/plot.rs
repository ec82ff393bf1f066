//! Dispersion: where in each brief a query matches.

use std::collections::BTreeMap;

use super::concordance::{Concordance, Line, concordance};
use super::scope::scope;
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::search::Request;

/// The places of a query's matches in briefs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Plot {
    /// The briefs with matches, oldest first.
    pub briefs: Vec<BriefPlot>,
    /// Number of briefs that were searched.
    pub searched: usize,
}

/// The places of a query's matches in a brief.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BriefPlot {
    /// The brief.
    pub brief: BriefRecord,
    /// The places, from 0 for the start of the brief to 1 for its end, in order.
    pub places: Vec<f64>,
    /// The id of the passage of each place.
    pub ids: Vec<String>,
}

/// Returns where `request` matches in each of the index's `briefs`.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn plot(index: &Index, briefs: &[BriefRecord], request: &Request) -> Result<Plot> {
    let in_scope = scope(index, briefs, request)?;
    let found = concordance(index, request)?;
    let mut lines: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in &found.lines {
        let source = &found
            .hit(line)
            .passage
            .label
            .brief
            .source;
        lines
            .entry(source)
            .or_default()
            .push(line);
    }
    let mut plots = Vec::new();
    for brief in &in_scope {
        let Some(lines) = lines.get(brief.label.source.as_str()) else {
            continue;
        };
        let id = |line: &&Line| {
            found
                .hit(line)
                .passage
                .label
                .id
                .clone()
        };
        plots.push(BriefPlot {
            brief: (*brief).clone(),
            places: lines
                .iter()
                .map(|line| place(&found, line, brief.bytes))
                .collect(),
            ids: lines.iter().map(id).collect(),
        });
    }
    Ok(Plot {
        briefs: plots,
        searched: in_scope.len(),
    })
}

/// Returns the place of a match in a brief of so many bytes. In Markdown a passage has marks, so
/// the place in its text is scaled to its place in the brief.
#[expect(
    clippy::cast_precision_loss,
    reason = "briefs are far below 2^52 bytes"
)]
fn place(found: &Concordance, line: &Line, bytes: usize) -> f64 {
    let passage = &found.hit(line).passage;
    let [start, end] = passage.label.bytes;
    let in_passage = line.span.start as f64 / passage.text.len().max(1) as f64;
    let at = start as f64 + in_passage * end.saturating_sub(start) as f64;
    (at / bytes.max(1) as f64).clamp(0.0, 1.0)
}
