//! Against the least that could do the work, in one run: indexing beside a program that only
//! analyses, warm queries beside tantivy's `TopDocs` and the fetch of ten passages.
//!
//! `YINDE_BENCH_CORPUS=FOLDER cargo bench --bench against` measures on that folder.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{TantivyDocument, doc};
use yinde::index::Index;
use yinde::indexing::corpus;
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::search::{self, Request};
use yinde::{analysis, bench};

mod support;

/// Runs of which the median is taken.
const BUILDS: usize = 5;
const ROUNDS: usize = 101;

fn main() {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let briefs = support::corpus(60, folder.path());
    indexing(&briefs, folder.path());
    queries(&folder.path().join("yinde"));
}

fn indexing(briefs: &Path, folder: &Path) {
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    let mut passages = 0;
    let mut text = 0;
    for _ in 0..BUILDS {
        let start = Instant::now();
        let options = Options {
            rebuild: true,
            ..Options::default()
        };
        let report = indexing::reindex(
            &[briefs.to_owned()],
            &folder.join("yinde"),
            options,
            &|_| {},
        )
        .expect("it indexes");
        ours.push(start.elapsed().as_secs_f64());
        (passages, text) = (report.passages, report.bytes);
        let dir = folder.join("least");
        std::fs::create_dir(&dir).expect("a folder");
        let start = Instant::now();
        let docs = least_program(briefs, &dir);
        least.push(start.elapsed().as_secs_f64());
        assert!(docs > 0);
        std::fs::remove_dir_all(&dir).expect("gone");
    }
    let (ours, least) = (quantile(&ours, 0.5), quantile(&least, 0.5));
    let size: u64 = yinde::index::verify(&folder.join("yinde"))
        .expect("an index")
        .bytes;
    println!(
        "index: {passages} passages, {text} bytes: {ours:.3} s; the least program {least:.3} s; ratio {:.2}",
        ours / least
    );
    #[expect(clippy::cast_precision_loss, reason = "a ratio needs no more")]
    let share = size as f64 / text as f64;
    println!("size: {size} bytes, {share:.2} of the text");
}

/// Lines as documents in an English stemmed field, a jieba field and an exact one; nothing is
/// parsed.
fn least_program(briefs: &Path, dir: &Path) -> usize {
    let mut schema = Schema::builder();
    let indexed = |tokenizer: &str, option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option),
        )
    };
    let english =
        schema.add_text_field("english", indexed("en_stem", IndexRecordOption::WithFreqs));
    let chinese = schema.add_text_field("chinese", indexed("jieba", IndexRecordOption::WithFreqs));
    let exact = schema.add_text_field(
        "exact",
        indexed("exact", IndexRecordOption::WithFreqsAndPositions),
    );
    let stored = schema.add_text_field("stored", STORED);
    let index = tantivy::Index::create_in_dir(dir, schema.build()).expect("an index");
    index.tokenizers().register(
        "jieba",
        TextAnalyzer::from(tantivy_jieba::JiebaTokenizer::new()),
    );
    index
        .tokenizers()
        .register("exact", TextAnalyzer::from(analysis::analyzer::TermList));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let writer = index
        .writer_with_num_threads::<TantivyDocument>(threads, threads * (128 << 20))
        .expect("a writer");
    let found = corpus::walk(
        &corpus::roots(&[briefs.to_owned()]).expect("the corpus"),
        &|_| false,
    );
    let docs = found.files.par_iter().map(|file| {
        let text = std::fs::read_to_string(&file.path).expect("a brief");
        let mut docs = 0;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let normalized = analysis::normalize::normalize_text(line);
            let tokens: Vec<&str> = analysis::tokens(&normalized).iter().map(|t| t.text).collect();
            writer
                .add_document(doc!(english => normalized.as_str(), chinese => normalized.as_str(), exact => tokens.join("\n"), stored => line))
                .expect("it is added");
            docs += 1;
        }
        docs
    });
    let docs = docs.sum();
    let mut writer = writer;
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("merged");
    docs
}

/// Both are asked in turns, so that what else the machine does falls on both.
fn queries(dir: &Path) {
    let index = Index::open(dir).expect("it opens");
    let mut classes: Vec<(String, Vec<f64>, Vec<f64>)> = Vec::new();
    println!(
        "\n{:<50}{:>9}{:>9}{:>9}{:>7}",
        "QUERY", "HITS", "P50 µs", "BARE µs", "RATIO"
    );
    for text in bench::queries(bench::QUERIES) {
        let request = Request::new(query::parse(text).expect("a query"));
        let total = search::search(&index, &request).expect("an answer").total;
        let lowered = search::tantivy_query(&index, &request).expect("a query");
        let (ours, bare): (Vec<f64>, Vec<f64>) = (0..ROUNDS)
            .map(|_| {
                let ours = timed(|| search::search(&index, &request).expect("an answer").total);
                (ours, timed(|| top_docs(&index, &*lowered)))
            })
            .unzip();
        let (p50, bare_p50) = (quantile(&ours, 0.5), quantile(&bare, 0.5));
        println!(
            "{text:<50}{total:>9}{p50:>9.0}{bare_p50:>9.0}{:>7.2}",
            p50 / bare_p50
        );
        let name = bench::query_class(text, &request.query);
        match classes.iter_mut().find(|class| class.0 == name) {
            Some(class) => {
                class.1.extend(ours);
                class.2.extend(bare);
            }
            None => classes.push((name, ours, bare)),
        }
    }
    println!(
        "\n{:<20}{:>9}{:>9}{:>7}{:>11}{:>9}{:>7}",
        "CLASS", "P50 µs", "BARE µs", "RATIO", "P99 µs", "BARE µs", "RATIO"
    );
    for (name, ours, bare) in classes {
        let [p50, bare_p50] = [&ours, &bare].map(|times| quantile(times, 0.5));
        let [p99, bare_p99] = [&ours, &bare].map(|times| quantile(times, 0.99));
        println!(
            "{name:<20}{p50:>9.0}{bare_p50:>9.0}{:>7.2}{p99:>11.0}{bare_p99:>9.0}{:>7.2}",
            p50 / bare_p50,
            p99 / bare_p99
        );
    }
}

/// The query as bare tantivy answers it: the words are known already, the ten best are fetched,
/// nothing is shown.
fn top_docs(index: &Index, query: &dyn Query) -> usize {
    let best = index
        .searcher
        .search(query, &TopDocs::with_limit(10).order_by_score())
        .expect("an answer");
    best.iter()
        .map(|(_, at)| {
            index
                .searcher
                .doc::<TantivyDocument>(*at)
                .expect("a passage")
                .len()
        })
        .sum::<usize>()
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

/// Microseconds that `work` takes.
fn timed(work: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64() * 1e6
}
