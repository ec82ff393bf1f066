//! Compares yinde, in one run, with a minimum of work: indexing with a program that only analyses,
//! warm queries with tantivy's `TopDocs` and the fetch of ten passages.
//!
//! `YINDE_BENCH_CORPUS=FOLDER cargo bench --bench against` measures on that folder.

#![expect(clippy::print_stdout, reason = "it prints a table of results")]

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexWriter, doc};
use tantivy_jieba::JiebaTokenizer;
use yinde::analysis::analyzer::TermList;
use yinde::analysis::normalize::normalize_text;
use yinde::index::Index;
use yinde::indexing::corpus;
use yinde::indexing::{self, Options, Report};
use yinde::query;
use yinde::search::{self, Request};
use yinde::{analysis, bench};

mod support;

/// Number of builds of which the median is taken.
const BUILDS: usize = 5;
/// Number of runs of each query.
const ROUNDS: usize = 101;

fn main() {
    // `cargo test --benches` only checks that it starts.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let briefs = support::corpus(60, folder.path());
    indexing(&briefs, folder.path());
    queries(&folder.path().join("yinde"));
}

fn indexing(briefs: &Path, folder: &Path) {
    let dir = folder.join("yinde");
    // This run also brings the briefs into the disk cache.
    let report = build(briefs, &dir);
    let (mut ours, mut minimal) = (Vec::new(), Vec::new());
    for _ in 0..BUILDS {
        ours.push(seconds(|| build(briefs, &dir).passages));
        let minimal_dir = folder.join("minimal");
        std::fs::create_dir(&minimal_dir).expect("a folder");
        minimal.push(seconds(|| {
            minimal_program(briefs, &minimal_dir)
        }));
        std::fs::remove_dir_all(&minimal_dir).expect("gone");
    }
    let (passages, text) = (report.passages, report.bytes);
    let (ours, minimal) = (
        quantile(&ours, 0.5),
        quantile(&minimal, 0.5),
    );
    let ratio = ours / minimal;
    println!("index: {passages} passages, {text} bytes: {ours:.3} s");
    println!("minimal program: {minimal:.3} s; ratio {ratio:.2}");
    let size = yinde::index::verify(&dir)
        .expect("an index")
        .bytes;
    #[expect(clippy::cast_precision_loss, reason = "a ratio needs no more")]
    let share = size as f64 / text as f64;
    println!("size: {size} bytes, {share:.2} of the text");
}

fn build(briefs: &Path, dir: &Path) -> Report {
    let options = Options {
        rebuild: true,
        ..Options::default()
    };
    indexing::reindex(
        &[briefs.to_owned()],
        dir,
        options,
        &|_| {},
    )
    .expect("it indexes")
}

/// The fields of the minimal program.
#[derive(Clone, Copy)]
struct MinimalFields {
    english: Field,
    chinese: Field,
    exact: Field,
    stored: Field,
}

impl MinimalFields {
    fn add_to(schema: &mut SchemaBuilder) -> Self {
        let with_freqs = IndexRecordOption::WithFreqs;
        let with_positions = IndexRecordOption::WithFreqsAndPositions;
        Self {
            english: schema.add_text_field(
                "english",
                indexed("en_stem", with_freqs),
            ),
            chinese: schema.add_text_field("chinese", indexed("jieba", with_freqs)),
            exact: schema.add_text_field(
                "exact",
                indexed("exact", with_positions),
            ),
            stored: schema.add_text_field("stored", STORED),
        }
    }
}

fn indexed(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
    TextOptions::default().set_indexing_options(indexing.set_index_option(record))
}

/// Indexes lines as documents in an English stemmed field, a jieba field and an exact one, without
/// parsing. Returns their number.
fn minimal_program(briefs: &Path, dir: &Path) -> usize {
    let mut schema = Schema::builder();
    let fields = MinimalFields::add_to(&mut schema);
    let index = tantivy::Index::create_in_dir(dir, schema.build()).expect("an index");
    let tokenizers = index.tokenizers();
    tokenizers.register(
        "jieba",
        TextAnalyzer::from(JiebaTokenizer::new()),
    );
    tokenizers.register("exact", TextAnalyzer::from(TermList));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut writer: IndexWriter = index
        .writer_with_num_threads(threads, threads * (128 << 20))
        .expect("a writer");
    let roots = corpus::roots(&[briefs.to_owned()]).expect("the corpus");
    let found = corpus::walk(&roots, &[], &|_| false).expect("no patterns");
    let added = found.files.par_iter().map(|file| {
        let text = std::fs::read_to_string(&file.path).expect("a brief");
        add_lines(&writer, fields, &text)
    });
    let added: usize = added.sum();
    assert!(added > 0);
    writer.commit().expect("a commit");
    writer
        .wait_merging_threads()
        .expect("merged");
    added
}

fn add_lines(writer: &IndexWriter, fields: MinimalFields, text: &str) -> usize {
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty());
    let mut added = 0;
    for line in lines {
        let normalized = normalize_text(line);
        let tokens = analysis::tokens(&normalized);
        let tokens: Vec<&str> = tokens
            .iter()
            .map(|token| token.text)
            .collect();
        let document = doc!(
            fields.english => normalized.as_str(),
            fields.chinese => normalized.as_str(),
            fields.exact => tokens.join("\n"),
            fields.stored => line,
        );
        writer
            .add_document(document)
            .expect("it is added");
        added += 1;
    }
    added
}

/// Times of one query, or of a class of queries: microseconds of each run.
#[derive(Default)]
struct Times {
    ours: Vec<f64>,
    bare: Vec<f64>,
}

impl Times {
    fn quantiles(&self, share: f64) -> (f64, f64) {
        (
            quantile(&self.ours, share),
            quantile(&self.bare, share),
        )
    }
}

fn queries(dir: &Path) {
    let index = Index::open(dir).expect("it opens");
    let mut classes: Vec<(String, Times)> = Vec::new();
    println!(
        "\n{:<50}{:>9}{:>9}{:>9}{:>7}",
        "QUERY", "HITS", "P50 µs", "BARE µs", "RATIO"
    );
    for text in bench::queries(bench::QUERIES) {
        let request = Request::new(query::parse(text).expect("a query"));
        let total = search::search(&index, &request)
            .expect("an answer")
            .total;
        let times = measure(&index, &request);
        let (p50, bare) = times.quantiles(0.5);
        println!(
            "{text:<50}{total:>9}{p50:>9.0}{bare:>9.0}{:>7.2}",
            p50 / bare
        );
        let class = class_mut(
            &mut classes,
            bench::query_class(text, &request.query),
        );
        class.ours.extend(times.ours);
        class.bare.extend(times.bare);
    }
    println!(
        "\n{:<20}{:>9}{:>9}{:>7}",
        "CLASS", "P50 µs", "BARE µs", "RATIO"
    );
    for (name, times) in &classes {
        print_class(name, times.quantiles(0.5));
    }
    println!(
        "\n{:<20}{:>9}{:>9}{:>7}",
        "CLASS", "P99 µs", "BARE µs", "RATIO"
    );
    for (name, times) in &classes {
        print_class(name, times.quantiles(0.99));
    }
}

fn print_class(name: &str, (ours, bare): (f64, f64)) {
    println!(
        "{name:<20}{ours:>9.0}{bare:>9.0}{:>7.2}",
        ours / bare
    );
}

fn class_mut(classes: &mut Vec<(String, Times)>, name: impl Into<String>) -> &mut Times {
    let name = name.into();
    let known = classes
        .iter()
        .position(|class| class.0 == name);
    let at = known.unwrap_or_else(|| {
        classes.push((name, Times::default()));
        classes.len() - 1
    });
    &mut classes[at].1
}

/// Asks both in turns, so that whatever else the machine does slows both.
fn measure(index: &Index, request: &Request) -> Times {
    let bare = bench::Bare::new(index, request).expect("a query");
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        let ours = || {
            search::search(index, request)
                .expect("an answer")
                .total
        };
        times.ours.push(seconds(ours) * 1e6);
        times
            .bare
            .push(seconds(|| bare.run().expect("an answer")) * 1e6);
    }
    times
}

fn quantile(times: &[f64], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let at = ((sorted.len() - 1) as f64 * share).round() as usize;
    sorted[at]
}

/// Seconds that `work` takes.
fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64()
}
