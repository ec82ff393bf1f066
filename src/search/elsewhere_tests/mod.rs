//! Searches of an index whose passages are elsewhere: here, in another index. They must answer as
//! that index does, to the last bit of a score.

mod documents;
mod other;
mod shapes;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::error::Result;
use crate::index::Index;
use crate::indexing::{self, Options};
use crate::query::parse;
use crate::search::{self, Request, across};
use other::Other;

/// The sample briefs in a folder, and elsewhere.
struct Both {
    _folder: tempfile::TempDir,
    here: Arc<Index>,
    other: Arc<Other>,
    elsewhere: Index,
}

impl Both {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let root = folder.path().join("index");
        indexing::reindex(
            &[corpus],
            &root,
            Options::default(),
            &|_| {},
        )
        .expect("a run");
        let here = Arc::new(Index::open(&root).expect("an index"));
        let other = Arc::new(Other::of(Arc::clone(&here)));
        let elsewhere = Index::of_elsewhere(&root, other.clone()).expect("an index");
        Self {
            _folder: folder,
            here,
            other,
            elsewhere,
        }
    }

    /// Compares the answers to a query with some options.
    fn compare(&self, query: &str, options: &[(&str, &str)]) {
        let Ok(request) = Request::from_options(query, options.iter().copied()) else {
            return;
        };
        let context = format!("{query:?} {options:?}");
        let here = printed(across::search(&self.here, &request));
        let elsewhere = printed(across::search(
            &self.elsewhere,
            &request,
        ));
        assert_eq!(here, elsewhere, "{context}");
    }
}

/// Returns all of an answer but the time.
pub(super) fn printed(results: Result<search::Results>) -> String {
    match results {
        Ok(mut results) => {
            results.took = std::time::Duration::ZERO;
            format!("{results:#?}")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// The queries of the sample of the query language.
pub(super) fn queries() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/queries.tsv");
    let text = std::fs::read_to_string(path).expect("queries");
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#'));
    let first = lines.filter_map(|line| line.split('\t').next());
    let mut queries: Vec<String> = first.map(str::to_owned).collect();
    queries.retain(|query| parse(query).is_ok());
    for query in [
        "united front",
        "统战",
        "产品",
        "统一战线",
        "united fron*",
        "\"the united fr*\"",
        "what did the ministries decide about data security?",
        "中央统战部对民营企业有什么要求？",
        "\"united front\" OR 统战",
        "harbour -united",
        "organisation",
        "tongzhan",
        "untied frnt",
        "统占工作",
        "\"smart cities\"~4",
        "zzzz united",
        "nowhere topic:zzz",
        "COVID-19",
    ] {
        queries.push(query.to_owned());
    }
    queries
}

#[test]
fn answers_from_elsewhere_are_those_of_a_folder() {
    let both = Both::new();
    let options: [&[(&str, &str)]; 8] = [
        &[("facets", "true"), ("explain", "true")],
        &[("fuzzy", "true")],
        &[("limit", "0"), ("twins", "true")],
        &[("group", "issue"), ("limit", "4")],
        &[("sort", "newest"), ("limit", "7"), ("offset", "3")],
        &[("sort", "oldest"), ("lang", "zh")],
        &[("across", "true"), ("limit", "20"), ("explain", "true")],
        &[("kind", "prose"), ("date", "2024"), ("added", "2020..2030")],
    ];
    for (at, query) in queries().iter().enumerate() {
        both.compare(query, options[at % 8]);
        both.compare(
            query,
            options[(at / 8 + 3 * at + 1) % 8],
        );
    }
    assert!(
        both.other
            .asked
            .load(Ordering::Relaxed)
            > 500
    );
}
