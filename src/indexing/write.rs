//! Carries out a plan: writes a new generation of the index.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::corpus::BriefFile;
use super::guard;
use super::plan::{ChangedFile, Plan};
use super::read::{self, Outcome, Problems, ReadFile};
use super::report::{BriefWarning, Progress, Renamed, Report};
use super::run::Run;
use crate::error::{Error, Result};
use crate::formats;
use crate::index::BriefRecord;
use crate::place::{Refused, Session, Writer};

/// Bytes of briefs, for each core, that are read before they are written. A brief of very short
/// lines takes a hundred times the memory of its text.
const BATCH_BYTES: u64 = 256 << 10;
/// Bytes of text, about, in a byte of a container.
const TEXT_PER_CONTAINER_BYTE: usize = 4;

/// Carries out `plan`. The index stays as it is if no new brief can be read and nothing else
/// changed.
///
/// # Errors
/// Returns an error if the index cannot be written, or if a rebuild would lose a brief. The index
/// is then as before.
pub(super) fn write(run: &Run<'_>, session: Session, plan: Plan) -> Result<Report> {
    let must_write = session.must_write();
    let upgraded_from = session.earlier_version();
    let took_over = session.took_over();
    let writer = session.write(
        text_bytes(&plan.changed),
        plan.changed.len(),
    )?;
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
    let mut outcomes = index_changed(run, &writer, &plan.changed)?;
    // The briefs of an earlier version that could not be read again.
    writer.add_stored(&writer.stored_sources())?;
    note_refused(&mut outcomes, writer.settle()?);

    let mut report = report(run, plan, outcomes);
    report.upgraded_from = upgraded_from;
    report.took_over = took_over;
    guard::refuse_to_lose(run, &report.failed)?;
    if !must_write && writer.is_unchanged_from(run.known.records()) {
        return Ok(report);
    }
    (run.on_progress)(Progress::Committing);
    if !report.removed.is_empty() {
        report.renamed = renamed(run, &report, &writer.briefs());
    }
    report.not_reread = writer.outdated();
    let manifest = writer.commit()?;
    report.passages = manifest.passages;
    report.bytes = manifest.bytes;
    Ok(report)
}

/// Notes the reasons of the briefs that were read but that the engine refused.
fn note_refused(outcomes: &mut [Outcome], refused: Vec<Refused>) {
    let refused = refused.into_iter();
    let mut errors: HashMap<String, Error> = refused
        .map(|refused| (refused.source, refused.error))
        .collect();
    for outcome in outcomes {
        if outcome.result.is_ok()
            && let Some(error) = errors.remove(&outcome.source)
        {
            outcome.result = Err(error);
        }
    }
}

/// Returns the removed briefs whose content has another source now.
fn renamed(run: &Run<'_>, report: &Report, briefs: &[BriefRecord]) -> Vec<Renamed> {
    let added: HashSet<&String> = report.added.iter().collect();
    let mut by_hash = HashMap::new();
    for brief in briefs {
        if added.contains(&brief.label.source) {
            by_hash.insert(&brief.hash, &brief.label.source);
        }
    }
    let mut renamed = Vec::new();
    for from in &report.removed {
        let before = run.known.get(from);
        let now = before.and_then(|brief| by_hash.remove(&brief.hash));
        if let Some(to) = now {
            renamed.push(Renamed {
                from: from.clone(),
                to: to.clone(),
            });
        }
    }
    renamed
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

/// Reads and writes the new and changed briefs, in the order of their sources, and those of an
/// earlier version that did not change.
fn index_changed(run: &Run<'_>, writer: &Writer, changed: &[ChangedFile]) -> Result<Vec<Outcome>> {
    let mut stored = unchanged_sources(writer, changed);
    let mut outcomes = Vec::new();
    for batch in batches(changed) {
        let files = batch.par_iter();
        let read = files.map(|file| read::read(file, writer, run.on_progress));
        let read: Vec<ReadFile> = read.collect::<Result<_>>()?;
        let mut briefs = Vec::with_capacity(read.len());
        for file in read {
            outcomes.extend(file.outcomes);
            briefs.extend(file.brief);
        }
        if stored.is_empty() {
            writer.add(&briefs)?;
            continue;
        }
        for brief in &briefs {
            let source = &brief.record.label.source;
            let before = stored.partition_point(|stored| stored < source);
            let later = stored.split_off(before);
            writer.add_stored(&stored)?;
            writer.add(std::slice::from_ref(brief))?;
            stored = later;
        }
    }
    writer.add_stored(&stored)?;
    Ok(outcomes)
}

/// Returns the sources of the briefs of an earlier version that are not read again, sorted.
fn unchanged_sources(writer: &Writer, changed: &[ChangedFile]) -> Vec<String> {
    let mut sources = writer.stored_sources();
    if !sources.is_empty() {
        let changed: HashSet<&String> = changed
            .iter()
            .flat_map(|file| file.ids.keys())
            .collect();
        sources.retain(|source| !changed.contains(source));
    }
    sources
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
            Ok(Problems { warnings, remarks }) => {
                let of_brief = |warning| BriefWarning {
                    source: source.clone(),
                    warning,
                };
                let warnings = warnings.into_iter().map(of_brief);
                report.warnings.extend(warnings);
                let remarks = remarks.into_iter().map(of_brief);
                report.remarks.extend(remarks);
                report.add_indexed(run.known.has(&source), source);
            }
            Err(error) => report
                .failed
                .push(run.known.failure(&source, error)),
        }
    }
    report
}
