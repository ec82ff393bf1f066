//! Carries out a plan: writes a new generation of the index.

use rayon::prelude::*;

use super::analyse::{AnalysedFile, Outcome, analyse};
use super::corpus::BriefFile;
use super::guard;
use super::plan::{ChangedFile, Plan};
use super::report::{BriefWarning, Progress, Report};
use super::run::Run;
use crate::error::Result;
use crate::formats;
use crate::index::{Session, Writer};

/// Bytes of briefs, for each core, that are analysed before they are written.
const BATCH_BYTES: u64 = 1 << 20;
/// Bytes of text, about, in a byte of a container.
const TEXT_PER_CONTAINER_BYTE: usize = 4;

/// Carries out `plan`. The index stays as it is if no new brief can be read and nothing else
/// changed.
///
/// # Errors
/// Returns an error if the index cannot be written, or if a rebuild would lose a brief. The index
/// is then as before.
pub(super) fn write(run: &Run<'_>, session: Session, plan: Plan) -> Result<Report> {
    let is_new = session.is_new();
    let writer = session.write(text_bytes(&plan.changed))?;
    for source in &plan.removed {
        writer.remove(source);
    }
    for brief in &plan.moved {
        writer.set_place(
            &brief.source,
            &brief.root,
            brief.container.as_ref(),
        );
    }
    (run.on_progress)(Progress::Indexing(plan.count_changed()));
    let outcomes = index_changed(run, &writer, &plan.changed)?;

    let mut report = report(run, plan, outcomes);
    guard::refuse_to_lose(run, &report.failed)?;
    if !is_new && writer.is_unchanged_from(run.known.records()) {
        return Ok(report);
    }
    (run.on_progress)(Progress::Committing);
    let manifest = writer.commit()?;
    report.passages = manifest.passages;
    report.bytes = manifest.bytes;
    Ok(report)
}

/// Returns the length of the text in the files, about, in bytes.
fn text_bytes(changed: &[ChangedFile]) -> usize {
    let files = changed
        .iter()
        .map(|changed| &changed.compared.file);
    files.map(text_bytes_in).sum()
}

fn text_bytes_in(file: &BriefFile) -> usize {
    let bytes = usize::try_from(file.bytes).unwrap_or(0);
    if formats::is_container(&file.source) {
        bytes * TEXT_PER_CONTAINER_BYTE
    } else {
        bytes
    }
}

/// Analyses and writes the new and changed briefs, in the order of their sources.
fn index_changed(run: &Run<'_>, writer: &Writer, changed: &[ChangedFile]) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    for batch in batches(changed) {
        let files = batch.par_iter();
        let analysed = files.map(|file| analyse(file, writer, run.on_progress));
        let analysed: Vec<AnalysedFile> = analysed.collect::<Result<_>>()?;
        for file in analysed {
            outcomes.extend(file.outcomes);
            if let Some(brief) = file.brief {
                writer.put(brief)?;
            }
        }
    }
    Ok(outcomes)
}

/// Splits `changed` into batches, each large enough to keep all cores busy.
fn batches(changed: &[ChangedFile]) -> Vec<&[ChangedFile]> {
    let cores = rayon::current_num_threads();
    let batch_bytes = BATCH_BYTES * cores as u64;
    let mut batches = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (at, file) in changed.iter().enumerate() {
        let end = at + 1;
        bytes += file.compared.file.bytes;
        if end - start >= cores && bytes >= batch_bytes {
            batches.push(&changed[start..end]);
            start = end;
            bytes = 0;
        }
    }
    if start < changed.len() {
        batches.push(&changed[start..]);
    }
    batches
}

/// Returns the report of a plan that was carried out.
fn report(run: &Run<'_>, plan: Plan, outcomes: Vec<Outcome>) -> Report {
    let mut report = plan.into_report(&run.known);
    for Outcome { source, result } in outcomes {
        match result {
            Ok(warnings) => {
                for warning in warnings {
                    let source = source.clone();
                    report
                        .warnings
                        .push(BriefWarning { source, warning });
                }
                report.add_indexed(run.known.has(&source), source);
            }
            Err(error) => report
                .failed
                .push(run.known.failure(&source, error)),
        }
    }
    report
}
