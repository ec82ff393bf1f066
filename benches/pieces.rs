//! Each step by itself, on the sample briefs: bytes per second. Every bench asserts that its result
//! is right.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use yinde::analysis::{analyzer, segment};
use yinde::index::Index;
use yinde::indexing::{self, Options, Report};
use yinde::query;
use yinde::render;
use yinde::search::highlight::{HighlightTerm, Matcher, spans};
use yinde::search::{self, Request};
use yinde::{analysis, formats};

mod support;

fn analysis_steps(c: &mut Criterion) {
    let texts = support::samples().into_iter();
    let text: String = texts
        .map(|(_, text)| text)
        .collect();
    let normalized = analysis::normalize(&text);
    let tokens = analysis::tokens(&normalized.text);
    let words = segment::words(&normalized).len();
    let mut group = c.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("normalize", |b| {
        b.iter(|| {
            let found = analysis::normalize(black_box(&text)).text;
            assert_eq!(found.len(), normalized.text.len());
        });
    });
    group.bench_function("tokens", |b| {
        b.iter(|| {
            assert_eq!(
                analysis::tokens(black_box(&normalized.text)).len(),
                tokens.len()
            );
        });
    });
    group.bench_function("stems", |b| {
        b.iter(|| assert!(analysis::stem::stems(black_box(&tokens)).len() < tokens.len()));
    });
    group.bench_function("segment", |b| {
        b.iter(|| {
            assert_eq!(
                segment::words(black_box(&normalized)).len(),
                words
            );
        });
    });
    group.bench_function("terms", |b| {
        b.iter(|| {
            assert!(
                !analyzer::terms(black_box(&text))
                    .exact
                    .is_empty()
            );
        });
    });
    group.finish();
}

fn parse(c: &mut Criterion) {
    let briefs = support::samples();
    let passages = count_passages(&briefs);
    let bytes = briefs
        .iter()
        .map(|(_, text)| text.len() as u64)
        .sum();
    let mut group = c.benchmark_group("parse");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("samples", |b| {
        b.iter(|| {
            assert_eq!(
                count_passages(black_box(&briefs)),
                passages
            );
        });
    });
    group.finish();
}

fn count_passages(briefs: &[(String, String)]) -> usize {
    let parsed = briefs
        .iter()
        .map(|(source, text)| formats::parse_text(source, text).brief);
    parsed
        .map(|brief| brief.passages.len())
        .sum()
}

fn index(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = support::corpus(20, folder.path());
    let dir = folder.path().join("index");
    let report = build(&corpus, &dir);
    let mut group = c.benchmark_group("index");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(report.bytes as u64));
    group.bench_function("build", |b| {
        b.iter(|| {
            assert_eq!(
                build(&corpus, &dir).passages,
                report.passages
            );
        });
    });
    group.finish();
    queries(c, &Index::open(&dir).expect("it opens"));
}

fn build(corpus: &Path, dir: &Path) -> Report {
    let options = Options {
        rebuild: true,
        ..Options::default()
    };
    indexing::reindex(
        &[corpus.to_owned()],
        dir,
        options,
        &|_| {},
    )
    .expect("it indexes")
}

fn queries(c: &mut Criterion, index: &Index) {
    let mut group = c.benchmark_group("query");
    for text in [
        "economy",
        "数据",
        "\"united front\"",
        "\"统战工作\"",
        "what did the regulators decide?",
        "regulat*",
        "lang:zh 数据",
    ] {
        let request = Request::new(query::parse(text).expect("a query"));
        let total = count_hits(index, &request);
        assert!(total > 0, "{text}");
        group.bench_function(text, |b| {
            b.iter(|| {
                assert_eq!(
                    count_hits(index, black_box(&request)),
                    total
                );
            });
        });
    }
    group.finish();
}

fn count_hits(index: &Index, request: &Request) -> usize {
    search::search(index, request)
        .expect("an answer")
        .total
}

fn snippets(c: &mut Criterion) {
    let (_, text) = support::samples().swap_remove(2);
    let normalized = analysis::normalize("united front").text;
    let terms = [HighlightTerm::phrase(&analysis::tokens(&normalized))];
    let matcher = Matcher::new(&terms);
    let mut group = c.benchmark_group("snippet");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("brief", |b| {
        b.iter(|| {
            let found = spans(black_box(&text), &matcher);
            let pieces = render::snippet(&text, &found, 240);
            assert!(pieces.iter().any(|piece| piece.hit));
        });
    });
    group.finish();
}

criterion_group!(
    benches,
    analysis_steps,
    parse,
    index,
    snippets
);
criterion_main!(benches);
