//! The first straight line: walk → compare → read → parse → passages → write → commit → report.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rayon::prelude::*;

use crate::analysis::segment;
use crate::formats::{self, Refusal};
use crate::model::{self, Warning};
pub mod corpus;
pub mod outline;

use crate::error::{Error, Result};
use crate::index::{Analysed, BriefRecord, Container, Origin, Session, Writer};
use corpus::{BriefFile, Found, Problem};

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many briefs were found and are compared with what the index holds.
    Comparing(usize),
    /// One more was compared.
    Compared,
    /// So many briefs are new or changed and are indexed.
    Indexing(usize),
    /// One more was indexed.
    Indexed,
    /// Everything is being written to the disk.
    Committing,
}

/// What is asked of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Keep nothing of the old index.
    pub rebuild: bool,
    /// A corpus without a brief is meant: whatever the index holds may go.
    pub allow_empty: bool,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
}

/// A brief or a folder that could not be read.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The index keeps what it had of it.
    pub kept: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Report {
    /// Briefs that the index holds now and did not hold before, by source.
    pub added: Vec<String>,
    /// Briefs whose text, or whose id, is another than before.
    pub updated: Vec<String>,
    /// Briefs that are gone.
    pub removed: Vec<String>,
    /// Number of briefs that are the same as before.
    pub unchanged: usize,
    /// What could not be read; the rest is indexed all the same.
    pub failed: Vec<Failure>,
    /// What the parsers found odd, by source.
    pub warnings: Vec<(String, Warning)>,
    /// Passages in the index.
    pub passages: usize,
    /// Bytes of text in the index.
    pub bytes: usize,
    /// How long the run took.
    pub seconds: f64,
}

/// Makes the index at `index` hold the briefs under `roots` and no others. All or nothing: searches
/// see the old state until the new one is safe on the disk. What did not change since the run
/// before is not parsed again.
///
/// # Errors
/// Where a root is missing or has lost all its briefs, another run is writing, or the index cannot
/// be written. A brief that cannot be read is no error but an entry in [`Report::failed`], and
/// keeps the version that the index has.
pub fn reindex(
    roots: &[PathBuf],
    index: &Path,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let start = Instant::now();
    let roots = corpus::roots(roots)?;
    let session = if options.dry_run {
        None
    } else {
        Some(Session::open(index, options.rebuild)?)
    };
    // Loading takes longer than all else that a small run does; a run that finds nothing to do ends
    // before it is done.
    if session.as_ref().is_some_and(Session::has_chinese) {
        segment::load_ahead();
    }
    // Only now, so that no run in between can have committed a brief that this one has not seen.
    let before = before(index, session.as_ref(), options)?;
    let files: HashSet<&str> = before.iter().map(BriefRecord::file).collect();
    let found = corpus::walk(&roots, &|source| files.contains(source));
    let gone = gone(&found, &before);
    if !options.allow_empty {
        refuse_to_empty(&found, &before, &gone)?;
    }
    let run = Run::new(&before, options, progress);
    let mut plan = run.plan(found);
    let (mut passages, mut bytes) = (
        before.iter().map(|b| b.passages).sum(),
        before.iter().map(|b| b.bytes).sum(),
    );
    let nothing_to_do = plan.changed.is_empty() && plan.moved.is_empty() && plan.removed.is_empty();
    let to_write = |session: &Session| session.is_new() || !nothing_to_do;
    if let Some(session) = session.filter(to_write)
        && let Some(manifest) = run.write(session, &before, &mut plan)?
    {
        (passages, bytes) = (manifest.passages, manifest.bytes);
    }
    let mut report = plan.report;
    report.removed = plan.removed;
    report.failed.sort_by_key(|f| f.error.to_string());
    report
        .warnings
        .sort_by(|a, b| (&a.0, a.1.line).cmp(&(&b.0, b.1.line)));
    report.added.sort();
    report.updated.sort();
    report.passages = passages;
    report.bytes = bytes;
    report.seconds = start.elapsed().as_secs_f64();
    Ok(report)
}

/// What the index holds. A rebuild goes on where that cannot be read.
fn before(index: &Path, session: Option<&Session>, options: Options) -> Result<Vec<BriefRecord>> {
    match session {
        Some(session) if !options.rebuild => Ok(session.briefs().to_vec()),
        _ => match crate::index::briefs(index) {
            Err(Error::NoIndex { .. }) => Ok(Vec::new()),
            Err(_) if options.rebuild => Ok(Vec::new()),
            briefs => briefs,
        },
    }
}

/// The briefs that the index holds and whose files are not there any more, not only out of sight.
fn gone<'a>(found: &Found, before: &'a [BriefRecord]) -> Vec<&'a BriefRecord> {
    let there: HashSet<&str> = found.files.iter().map(|f| f.source.as_str()).collect();
    let hidden = |source: &str| found.problems.iter().any(|p| p.may_hide(source));
    before
        .iter()
        .filter(|b| !there.contains(b.file()) && !hidden(&b.label.source))
        .collect()
}

/// A root without a brief is a mistake more often than a wish: an unmounted disk, a mistyped name.
/// So is a root that is not named any more.
fn refuse_to_empty(found: &Found, before: &[BriefRecord], gone: &[&BriefRecord]) -> Result<()> {
    for (root, real) in &found.empty {
        if before.is_empty() {
            let endings: Vec<String> = formats::endings()
                .map(|ending| format!(".{ending}"))
                .collect();
            let problem = format!("no briefs in it (files ending in {})", endings.join(", "));
            return Err(Error::Corpus {
                path: root.clone(),
                problem,
            });
        }
        let briefs = gone.iter().filter(|b| b.root == *real).count();
        if briefs > 0 {
            return Err(Error::Emptied {
                path: root.clone(),
                briefs,
            });
        }
    }
    // A folder whose briefs are found under another one has moved there.
    let there: HashSet<&str> = found.files.iter().map(|f| f.source.as_str()).collect();
    let moved = |root: &str| {
        before
            .iter()
            .any(|b| b.root == root && there.contains(b.file()))
    };
    match gone
        .iter()
        .find(|b| !found.roots.contains(&b.root) && !moved(&b.root))
    {
        Some(first) => {
            let briefs = gone.iter().filter(|b| b.root == first.root).count();
            Err(Error::NotNamed {
                root: first.root.clone(),
                briefs,
            })
        }
        None => Ok(()),
    }
}

/// A file that was compared with what the index holds of it.
struct Compared {
    file: BriefFile,
    /// What is in it: the sources of its briefs and the hashes of their bytes, where these were
    /// read.
    parts: Vec<(String, Option<String>)>,
    /// Of the file's bytes, where these were read.
    hash: Option<String>,
    /// Parts that cannot be read.
    failed: Vec<(String, Error)>,
}

impl Compared {
    /// The container that its briefs are in; without a hash where something in it could not be
    /// read.
    fn container(&self) -> Option<Container> {
        let hash = self
            .hash
            .clone()
            .filter(|_| self.failed.is_empty())
            .unwrap_or_default();
        formats::is_container(&self.file.source).then(|| Container {
            source: self.file.source.clone(),
            hash,
        })
    }
}

/// A file of which something is to be indexed.
struct Changed {
    compared: Compared,
    /// Sources of the briefs in it that are new or changed.
    sources: HashSet<String>,
}

/// A brief that is the same in another place.
struct Moved {
    source: String,
    root: String,
    container: Option<Container>,
}

/// What is to be done.
struct Plan {
    changed: Vec<Changed>,
    moved: Vec<Moved>,
    removed: Vec<String>,
    /// What the ids of each brief's passages start with.
    ids: HashMap<String, String>,
    report: Report,
}

struct Run<'a> {
    /// What the index holds, by source.
    before: HashMap<&'a str, &'a BriefRecord>,
    /// The same, by the file's source.
    by_file: HashMap<&'a str, Vec<&'a BriefRecord>>,
    options: Options,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Run<'a> {
    fn new(
        before: &'a [BriefRecord],
        options: Options,
        progress: &'a (dyn Fn(Progress) + Sync),
    ) -> Self {
        let mut by_file: HashMap<&str, Vec<&BriefRecord>> = HashMap::new();
        before
            .iter()
            .for_each(|b| by_file.entry(b.file()).or_default().push(b));
        Self {
            before: before
                .iter()
                .map(|b| (b.label.source.as_str(), b))
                .collect(),
            by_file,
            options,
            progress,
        }
    }

    /// Compares what was found with what the index holds.
    fn plan(&self, found: Found) -> Plan {
        (self.progress)(Progress::Comparing(found.files.len()));
        let files: Vec<(BriefFile, Result<Compared>)> = found
            .files
            .into_par_iter()
            .map(|file| {
                let compared = self.compare(file.clone());
                (self.progress)(Progress::Compared);
                (file, compared)
            })
            .collect();
        let mut report = Report::default();
        // What may still be there though it cannot be seen or read now.
        let hidden: Vec<String> = found
            .problems
            .iter()
            .flat_map(|p| p.hides.clone())
            .collect();
        let keeps = |p: &Problem| self.before.keys().any(|source| p.may_hide(source));
        report
            .failed
            .extend(found.problems.into_iter().map(|p| Failure {
                kept: keeps(&p),
                error: p.error,
            }));
        let (mut compared, mut unread) = (Vec::with_capacity(files.len()), Vec::new());
        for (file, outcome) in files {
            match outcome {
                Ok(mut parts) => {
                    for (source, error) in &mut parts.failed {
                        self.fail(
                            &mut report,
                            source,
                            std::mem::replace(
                                error,
                                Error::Changing {
                                    path: file.path.clone(),
                                },
                            ),
                        );
                        unread.push(source.clone());
                    }
                    compared.push(parts);
                }
                Err(error) => {
                    self.fail(&mut report, &file.source, error);
                    unread.push(file.source);
                }
            }
        }
        Self::one_of_each_name(&mut compared, &mut report);
        self.sort_out(compared, &hidden, &unread, report)
    }

    /// Looks what is in a file: a new one of a single brief is only read when it is parsed.
    fn compare(&self, file: BriefFile) -> Result<Compared> {
        let before = self
            .by_file
            .get(file.source.as_str())
            .filter(|_| !self.options.rebuild);
        let is_container = formats::is_container(&file.source);
        let mut compared = Compared {
            parts: Vec::new(),
            hash: None,
            failed: Vec::new(),
            file,
        };
        if before.is_none() && !is_container {
            compared.parts.push((compared.file.source.clone(), None));
            return Ok(compared);
        }
        let bytes = corpus::read(&compared.file.path)?;
        let hash = hash(&bytes);
        compared.hash = Some(hash.clone());
        match before {
            Some(before) if before.iter().all(|b| b.file_hash() == hash) => {
                compared.parts.extend(
                    before
                        .iter()
                        .map(|b| (b.label.source.clone(), Some(b.hash.clone()))),
                );
            }
            _ if is_container => self.list(bytes, &mut compared)?,
            _ => compared
                .parts
                .push((compared.file.source.clone(), Some(hash))),
        }
        Ok(compared)
    }

    /// Lists what is in a container. One that lost all of its briefs is damaged more often than
    /// emptied.
    fn list(&self, bytes: Vec<u8>, compared: &mut Compared) -> Result<()> {
        let Compared {
            file,
            parts,
            failed,
            ..
        } = compared;
        let before = self.by_file.get(file.source.as_str());
        let was_one = |source: &str| {
            before.is_some_and(|before| {
                before
                    .iter()
                    .any(|b| corpus::is_under(&b.label.source, source))
            })
        };
        let outcome = formats::for_each_brief(&file.source, bytes, &mut |source, raw| match raw {
            Ok(raw) => parts.push((source.to_owned(), Some(raw.hash()))),
            Err(Refusal::OtherFormat) if !was_one(source) => {}
            Err(refusal) => failed.push((
                source.to_owned(),
                Error::refused(path_in(file, source), refusal),
            )),
        });
        outcome.map_err(|refusal| Error::refused(file.path.clone(), refusal))?;
        if parts.is_empty() && failed.is_empty() && before.is_some() && !self.options.allow_empty {
            let problem =
                "no briefs in it any more; if that is meant, remove it or index with --allow-empty"
                    .to_owned();
            return Err(Error::Unreadable {
                path: file.path.clone(),
                problem,
            });
        }
        Ok(())
    }

    /// A part of a container and a file in a folder can have the same source; the first one counts.
    fn one_of_each_name(compared: &mut [Compared], report: &mut Report) {
        let mut seen = HashSet::new();
        for Compared { file, parts, .. } in compared {
            parts.retain(|(source, _)| {
                let is_first = seen.insert(source.clone());
                if !is_first {
                    let error = Error::SameName {
                        path: path_in(file, source),
                        source_name: source.clone(),
                    };
                    report.failed.push(Failure { error, kept: false });
                }
                is_first
            });
        }
    }

    /// What is new, what is the same, and what is gone. What is `hidden`, or was found and cannot
    /// be read, stays as it is.
    fn sort_out(
        &self,
        compared: Vec<Compared>,
        hidden: &[String],
        unread: &[String],
        mut report: Report,
    ) -> Plan {
        let may_be_there = |source: &str| {
            hidden
                .iter()
                .chain(unread)
                .any(|start| corpus::is_under(source, start))
        };
        let unread = unread
            .iter()
            .map(String::as_str)
            .filter(|source| !formats::is_container(source));
        let mut sources: HashSet<&str> = compared
            .iter()
            .flat_map(|c| c.parts.iter().map(|(s, _)| s.as_str()))
            .chain(unread)
            .collect();
        sources.extend(self.before.keys().filter(|source| may_be_there(source)));
        let mut removed: Vec<String> = self
            .before
            .keys()
            .filter(|source| !sources.contains(*source))
            .map(|s| (*s).to_owned())
            .collect();
        removed.sort();
        let ids = ids(&sources);
        let (mut changed, mut moved) = (Vec::new(), Vec::new());
        for compared in compared {
            let container = compared.container();
            let mut fresh = HashSet::new();
            for (source, hash) in &compared.parts {
                let before = self
                    .before
                    .get(source.as_str())
                    .filter(|_| !self.options.rebuild);
                match before.filter(|b| b.id == ids[source] && hash.as_ref() == Some(&b.hash)) {
                    None => {
                        if self.options.dry_run {
                            self.note(&mut report, source);
                        }
                        fresh.insert(source.clone());
                    }
                    Some(before) => {
                        report.unchanged += 1;
                        if before.root != compared.file.root || before.container != container {
                            let (source, root) = (source.clone(), compared.file.root.clone());
                            moved.push(Moved {
                                source,
                                root,
                                container: container.clone(),
                            });
                        }
                    }
                }
            }
            moved.extend(self.kept_of(&compared));
            if compared.parts.is_empty() && compared.failed.is_empty() {
                let message = "no briefs in it".to_owned();
                report
                    .warnings
                    .push((compared.file.source.clone(), Warning { line: 1, message }));
            }
            if !fresh.is_empty() {
                changed.push(Changed {
                    compared,
                    sources: fresh,
                });
            }
        }
        Plan {
            changed,
            moved,
            removed,
            ids,
            report,
        }
    }

    /// Briefs of a container that stay though they cannot be read now. They must not say that all
    /// of it is known: the same container may come back whole.
    fn kept_of(&self, compared: &Compared) -> Vec<Moved> {
        let before = self
            .by_file
            .get(compared.file.source.as_str())
            .filter(|_| !compared.failed.is_empty());
        let is_kept = |b: &&&BriefRecord| {
            let failed = |(source, _): &(String, Error)| corpus::is_under(&b.label.source, source);
            !b.file_hash().is_empty()
                && compared.failed.iter().any(failed)
                && compared
                    .parts
                    .iter()
                    .all(|(source, _)| *source != b.label.source)
        };
        let moved = |b: &&BriefRecord| Moved {
            source: b.label.source.clone(),
            root: b.root.clone(),
            container: compared.container(),
        };
        before
            .into_iter()
            .flatten()
            .filter(is_kept)
            .map(moved)
            .collect()
    }

    fn note(&self, report: &mut Report, source: &str) {
        let list = if self.before.contains_key(source) {
            &mut report.updated
        } else {
            &mut report.added
        };
        list.push(source.to_owned());
    }

    /// Notes that the brief, or all the briefs in the file, of this source cannot be read.
    fn fail(&self, report: &mut Report, source: &str, error: Error) {
        let kept = self
            .before
            .keys()
            .any(|kept| corpus::is_under(kept, source));
        report.failed.push(Failure { error, kept });
    }

    /// Makes a new generation; none where all that is new cannot be read, so that nothing changes.
    fn write(
        &self,
        session: Session,
        before: &[BriefRecord],
        plan: &mut Plan,
    ) -> Result<Option<crate::index::Manifest>> {
        let is_new = session.is_new();
        let text = |file: &BriefFile| {
            let bytes = usize::try_from(file.bytes).unwrap_or(0);
            if formats::is_container(&file.source) {
                bytes * PACKED
            } else {
                bytes
            }
        };
        let writer = session.write(
            plan.changed
                .iter()
                .map(|changed| text(&changed.compared.file))
                .sum(),
        )?;
        plan.removed.iter().for_each(|source| writer.remove(source));
        plan.moved.iter().for_each(|brief| {
            writer.set_place(&brief.source, &brief.root, brief.container.as_ref());
        });
        (self.progress)(Progress::Indexing(
            plan.changed
                .iter()
                .map(|changed| changed.sources.len())
                .sum(),
        ));
        let report = Mutex::new(std::mem::take(&mut plan.report));
        let failed = |report: &mut Report, source: &str, error| self.fail(report, source, error);
        let tell = |source: &str, outcome| {
            (self.progress)(Progress::Indexed);
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            match outcome {
                Ok(warnings) => {
                    self.note(&mut report, source);
                    let warnings = Vec::into_iter(warnings);
                    report
                        .warnings
                        .extend(warnings.map(|w| (source.to_owned(), w)));
                }
                Err(error) => failed(&mut report, source, error),
            }
        };
        plan.changed
            .sort_by(|a, b| a.compared.file.source.cmp(&b.compared.file.source));
        for together in batches(&plan.changed) {
            let analysed = together
                .par_iter()
                .map(|changed| analyse(&writer, changed, &plan.ids, &tell));
            let analysed: Vec<Option<Analysed>> = analysed.collect::<Result<_>>()?;
            analysed
                .into_iter()
                .flatten()
                .try_for_each(|brief| writer.put(brief))?;
        }
        plan.report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.refuse_to_lose(&plan.report)?;
        if !is_new && writer.is_unchanged_from(before) {
            return Ok(None);
        }
        (self.progress)(Progress::Committing);
        writer.commit().map(Some)
    }

    /// A rebuild starts from nothing, so it cannot keep what the index has of a brief that is
    /// unreadable now.
    fn refuse_to_lose(&self, report: &Report) -> Result<()> {
        let lost = report
            .failed
            .iter()
            .find(|f| self.options.rebuild && f.kept && !self.before.is_empty());
        match lost.and_then(|f| f.error.path()) {
            Some(path) => Err(Error::WouldLose {
                path: path.to_owned(),
            }),
            None => Ok(()),
        }
    }
}

/// Cuts `changed` where as much was gathered as the cores can well analyse before it is added, in
/// order.
fn batches(changed: &[Changed]) -> impl Iterator<Item = &[Changed]> {
    let cores = rayon::current_num_threads();
    let (mut files, mut bytes) = (0, 0);
    changed.chunk_by(move |file, _| {
        (files, bytes) = (files + 1, bytes + file.compared.file.bytes);
        let full = files >= cores && bytes >= TOGETHER * cores as u64;
        if full {
            (files, bytes) = (0, 0);
        }
        !full
    })
}

/// Bytes of briefs, for each core, that are analysed before they are added.
const TOGETHER: u64 = 1 << 20;

/// Reads a file and analyses what changed in it. What is in a container is added at once, for there
/// may be much of it. The error is the index's and ends the run; a brief's own is told.
fn analyse(
    writer: &Writer,
    changed: &Changed,
    ids: &HashMap<String, String>,
    tell: &dyn Fn(&str, Result<Vec<Warning>>),
) -> Result<Option<Analysed>> {
    let Changed { compared, sources } = changed;
    let file = &compared.file;
    let bytes = match corpus::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            tell(&file.source, Err(error));
            return Ok(None);
        }
    };
    let mut container = compared.container();
    // The file may have changed since it was compared; what is new in it waits for the next run.
    if let Some(container) = container.as_mut().filter(|c| c.hash != hash(&bytes)) {
        container.hash.clear();
    }
    let mut waiting: HashSet<&str> = sources.iter().map(String::as_str).collect();
    let mut all_well = true;
    let (mut analysed, mut written) = (None, Ok(()));
    let outcome = formats::for_each_brief(&file.source, bytes, &mut |source, raw| {
        // Of two with the same source the first that can be read counts.
        let is_said = || compared.failed.iter().any(|(failed, _)| failed == source);
        if written.is_err() || !waiting.contains(source) || raw.is_err() && is_said() {
            return;
        }
        let told = match raw.and_then(|raw| Ok((raw.hash(), raw.parse()?))) {
            Ok((hash, parsed)) => {
                let (id, length) = (&ids[source], parsed.text.len());
                let origin = Origin {
                    id,
                    root: &file.root,
                    container: container.clone(),
                    bytes: length,
                    hash,
                };
                let record = BriefRecord::of(&parsed.brief, origin);
                let brief = writer.analyse(&parsed.brief, record);
                if container.is_some() {
                    written = writer.put(brief);
                } else {
                    analysed = Some(brief);
                }
                waiting.remove(source);
                Ok(parsed.warnings)
            }
            Err(refusal) => Err(Error::refused(path_in(file, source), refusal)),
        };
        all_well &= told.is_ok();
        tell(source, told);
    });
    written?;
    if let Err(refusal) = outcome {
        all_well = false;
        tell(
            &file.source,
            Err(Error::refused(file.path.clone(), refusal)),
        );
    }
    if let Some(container) = container.as_mut().filter(|_| !all_well) {
        container.hash.clear();
        compared
            .parts
            .iter()
            .for_each(|(source, _)| writer.set_place(source, &file.root, Some(container)));
    }
    Ok(analysed)
}

/// Bytes of text, about, for a byte of a container.
const PACKED: usize = 4;

/// Where a brief is, for people: its file, and its name in there.
fn path_in(file: &BriefFile, source: &str) -> PathBuf {
    let mut path = file.path.clone().into_os_string();
    // Not joined: a name that starts with `/` would be a path of its own.
    path.push(source.strip_prefix(&file.source).unwrap_or_default());
    path.into()
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// What the ids of each brief's passages start with: its source without the extension, or with it
/// where two briefs would share the rest. Briefs that may stay in the index unseen count too.
fn ids(sources: &HashSet<&str>) -> HashMap<String, String> {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for source in sources {
        *owners.entry(model::stem(source)).or_default() += 1;
    }
    let id = |source: &str| {
        let stem = model::stem(source);
        if owners[stem] > 1 || sources.contains(stem) {
            source.to_owned()
        } else {
            stem.to_owned()
        }
    };
    sources
        .iter()
        .map(|source| ((*source).to_owned(), id(source)))
        .collect()
}
