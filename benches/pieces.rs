//! Each step by itself, on the sample briefs: bytes a second. Every bench asserts that what it did
//! is right.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use yinde::index::Index;
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::render;
use yinde::search::highlight::{HighlightTerm, Matcher, spans};
use yinde::search::{self, Request};
use yinde::{analysis, formats};

mod support;

fn analysis_steps(c: &mut Criterion) {
    let text: String = support::samples()
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let normalized = analysis::normalize(&text).text;
    let tokens = analysis::tokens(&normalized);
    let mut group = c.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("fold", |b| {
        b.iter(|| {
            assert_eq!(
                analysis::normalize(black_box(&text)).text.len(),
                normalized.len()
            );
        });
    });
    group.bench_function("tokens", |b| {
        b.iter(|| assert_eq!(analysis::tokens(black_box(&normalized)).len(), tokens.len()));
    });
    group.bench_function("stems", |b| {
        b.iter(|| assert!(analysis::stem::stems(black_box(&tokens)).len() < tokens.len()));
    });
    let words = analysis::segment::words(&normalized).len();
    group.bench_function("segment", |b| {
        b.iter(|| {
            assert_eq!(
                analysis::segment::words(black_box(&normalized)).len(),
                words
            );
        });
    });
    group.finish();
}

fn parse(c: &mut Criterion) {
    let briefs = support::samples();
    let passages: usize = briefs
        .iter()
        .map(|(source, text)| formats::parse_text(source, text).brief.passages.len())
        .sum();
    let mut group = c.benchmark_group("parse");
    group.throughput(Throughput::Bytes(
        briefs.iter().map(|(_, text)| text.len() as u64).sum(),
    ));
    group.bench_function("samples", |b| {
        b.iter(|| {
            let found: usize = briefs
                .iter()
                .map(|(source, text)| formats::parse_text(source, text).brief.passages.len())
                .sum();
            assert_eq!(found, passages);
        });
    });
    group.finish();
}

fn index(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = support::corpus(20, folder.path());
    let dir = folder.path().join("index");
    let run = || {
        indexing::reindex(
            std::slice::from_ref(&corpus),
            &dir,
            Options {
                rebuild: true,
                ..Options::default()
            },
            &|_| {},
        )
    };
    let report = run().expect("it indexes");
    let mut group = c.benchmark_group("index");
    group
        .sample_size(10)
        .throughput(Throughput::Bytes(report.bytes as u64));
    group.bench_function("build", |b| {
        b.iter(|| assert_eq!(run().expect("it indexes").passages, report.passages));
    });
    group.finish();

    let index = Index::open(&dir).expect("it opens");
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
        let total = search::search(&index, &request).expect("an answer").total;
        assert!(total > 0, "{text}");
        group.bench_function(text, |b| {
            b.iter(|| {
                assert_eq!(
                    search::search(&index, black_box(&request))
                        .expect("an answer")
                        .total,
                    total
                );
            });
        });
    }
    group.finish();
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
            assert!(
                render::snippet(black_box(&text), &spans(&text, &matcher), 240)
                    .iter()
                    .any(|piece| piece.hit)
            );
        });
    });
    group.finish();
}

criterion_group!(benches, analysis_steps, parse, index, snippets);
criterion_main!(benches);
