//! Searches of an index whose passages are elsewhere: here, in another index. They must answer as
//! that index does, to the last bit of a score.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::collector::DocSetCollector;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, ExistsQuery, Occur, PhraseQuery, Query, RangeQuery,
    RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument, Term};

use crate::analysis::analyzer;
use crate::analysis::language::CHINESE;
use crate::error::Result;
use crate::index::{
    BriefRecord, ColumnLabels, Elsewhere, FieldValue, Found, Gathered, Index, Manifest, Shape,
    StoredPassage, Wanted, schema,
};
use crate::indexing::{self, Options};
use crate::query::parse;
use crate::search::{self, Request, across};

/// An index that plays a cluster.
struct Other {
    index: Arc<Index>,
    documents: Vec<(DocAddress, Found)>,
    asked: AtomicUsize,
}

impl Other {
    fn of(index: Arc<Index>) -> Self {
        Self {
            documents: documents(&index),
            index,
            asked: AtomicUsize::new(0),
        }
    }

    fn matching(&self, shape: &Shape) -> Vec<&(DocAddress, Found)> {
        let query = self.query(shape);
        let found = self
            .index
            .searcher
            .search(&*query, &DocSetCollector);
        let found = found.expect("a search");
        let documents = self.documents.iter();
        documents
            .filter(|(address, _)| found.contains(address))
            .collect()
    }

    /// Returns a query for the passages that have terms in some window of so many positions more
    /// than there are terms: their texts are gone through.
    fn near(&self, terms: &[String], gaps: u32) -> Box<dyn Query> {
        let length = terms.len() + gaps as usize;
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (_, found) in &self.documents {
            let passage = self
                .index
                .passage_in(&found.stored)
                .expect("a passage");
            let exact = analyzer::terms_with_links(&passage.text, &passage.links).exact;
            let parts = exact.split("\n\n");
            let mut parts = parts.map(|part| part.lines().collect::<Vec<_>>());
            let is_near = parts.any(|tokens| {
                (0..tokens.len()).any(|start| {
                    let end = (start + length).min(tokens.len());
                    has_all(&tokens[start..end], terms)
                })
            });
            if is_near {
                let source = term_query(self.index.fields.source, &found.source);
                let ordinal = Term::from_field_u64(
                    self.index.fields.ordinal,
                    found.ordinal.into(),
                );
                let ordinal = std::ops::Bound::Included(ordinal);
                let ordinal = RangeQuery::new(ordinal.clone(), ordinal);
                any.push((
                    Occur::Should,
                    Box::new(BooleanQuery::intersection(vec![
                        source,
                        Box::new(ordinal),
                    ])),
                ));
            }
        }
        Box::new(BooleanQuery::new(any))
    }

    /// Returns a query for a shape, made of tantivy's own queries only.
    fn query(&self, shape: &Shape) -> Box<dyn Query> {
        let all = |shapes: &[Shape], occur: Occur| -> Vec<(Occur, Box<dyn Query>)> {
            shapes
                .iter()
                .map(|shape| (occur, self.query(shape)))
                .collect()
        };
        match shape {
            Shape::All => Box::new(AllQuery),
            Shape::Nothing => Box::new(EmptyQuery),
            Shape::Term(field, text) => term_query(*field, text),
            Shape::Terms(field, texts) => {
                Box::new(TermSetQuery::new(texts.iter().map(
                    |text| Term::from_field_text(*field, text),
                )))
            }
            Shape::Phrase(phrase) => {
                let mut terms = Vec::new();
                for (at, text) in phrase.terms.iter().enumerate() {
                    if let Some(text) = text {
                        terms.push((
                            at,
                            Term::from_field_text(phrase.field, text),
                        ));
                    }
                }
                match terms.as_slice() {
                    [(_, one)] => Box::new(TermQuery::new(
                        one.clone(),
                        IndexRecordOption::Basic,
                    )),
                    _ => Box::new(PhraseQuery::new_with_offset(terms)),
                }
            }
            Shape::PhraseStarting(phrase) => {
                let mut any = Vec::new();
                let last = phrase
                    .terms
                    .last()
                    .cloned()
                    .flatten()
                    .expect("a last term");
                for (word, _) in self
                    .terms(phrase.field, &last)
                    .expect("terms")
                {
                    let mut whole = phrase.clone();
                    *whole
                        .terms
                        .last_mut()
                        .expect("a term") = Some(word);
                    any.push((
                        Occur::Should,
                        self.query(&Shape::Phrase(whole)),
                    ));
                }
                Box::new(BooleanQuery::new(any))
            }
            Shape::Near { terms, gaps, .. } => self.near(terms, *gaps),
            Shape::Starting(field, start) => {
                let escaped = regex::escape(start);
                let pattern = format!("{escaped}(.|\n)*");
                let query = RegexQuery::from_pattern(&pattern, *field);
                Box::new(query.expect("a pattern"))
            }
            Shape::Between { field, first, last } => {
                let bound = |day: &Option<u64>, other: u64| {
                    Term::from_field_u64(*field, day.unwrap_or(other))
                };
                Box::new(RangeQuery::new(
                    std::ops::Bound::Included(bound(first, 0)),
                    std::ops::Bound::Included(bound(last, u64::MAX - 1)),
                ))
            }
            Shape::Added { first, last } => {
                let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
                for added in self
                    .index
                    .added(*first, *last)
                    .expect("days")
                {
                    assert_eq!(added.ordinals, None, "all on one day");
                    any.push((
                        Occur::Should,
                        term_query(self.index.fields.source, &added.source),
                    ));
                }
                Box::new(BooleanQuery::new(any))
            }
            Shape::Has(_) => Box::new(ExistsQuery::new(
                schema::DATE.to_owned(),
                false,
            )),
            Shape::Any(parts) | Shape::Best(parts) => Box::new(BooleanQuery::new(all(
                parts,
                Occur::Should,
            ))),
            Shape::Bool {
                must,
                should,
                must_not,
            } => {
                let mut clauses = all(must, Occur::Must);
                clauses.extend(all(should, Occur::Should));
                clauses.extend(all(must_not, Occur::MustNot));
                Box::new(BooleanQuery::new(clauses))
            }
            Shape::Scaled(part, _) | Shape::Constant(part, _) => self.query(part),
        }
    }
}

/// Whether `tokens` have each of `terms`, as often as these do.
fn has_all(tokens: &[&str], terms: &[String]) -> bool {
    let count = |all: &mut dyn Iterator<Item = &str>, term: &str| {
        all.filter(|other| *other == term)
            .count()
    };
    terms.iter().all(|term| {
        let wanted = count(
            &mut terms.iter().map(String::as_str),
            term,
        );
        count(&mut tokens.iter().copied(), term) >= wanted
    })
}

fn term_query(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(
        term,
        IndexRecordOption::Basic,
    ))
}

/// Returns the documents of all passages as a cluster would return them.
fn documents(index: &Index) -> Vec<(DocAddress, Found)> {
    let fields = index.fields;
    let (schema, _) = schema::schema();
    let mut texts: HashMap<DocAddress, Vec<(Field, FieldValue)>> = HashMap::new();
    for (field, entry) in schema.fields() {
        let from_text = [fields.exact, fields.pairs, fields.english].contains(&field);
        if from_text || !entry.is_indexed() || field == fields.date {
            continue;
        }
        for (segment, reader) in (0..).zip(index.searcher.segment_readers()) {
            let inverted = reader
                .inverted_index(field)
                .expect("a field");
            let mut stream = inverted
                .terms()
                .stream()
                .expect("terms");
            while stream.advance() {
                let text = String::from_utf8(stream.key().to_vec()).expect("a text");
                let info = stream.value().clone();
                let with = IndexRecordOption::WithFreqs;
                let mut postings = inverted
                    .read_postings_from_terminfo(&info, with)
                    .expect("a list");
                while postings.doc() != TERMINATED {
                    use tantivy::postings::Postings as _;
                    let is_list = field == fields.heading || field == fields.chinese;
                    let count = if is_list {
                        postings.term_freq()
                    } else {
                        1
                    };
                    let values = texts
                        .entry(DocAddress::new(segment, postings.doc()))
                        .or_default();
                    for _ in 0..count {
                        values.push((field, FieldValue::Text(text.clone())));
                    }
                    postings.advance();
                }
            }
        }
    }
    let mut all = Vec::new();
    for (segment, reader) in (0..).zip(index.searcher.segment_readers()) {
        let fast = reader.fast_fields();
        for doc in reader.doc_ids_alive() {
            let address = DocAddress::new(segment, doc);
            let mut values = joined(
                index,
                texts
                    .remove(&address)
                    .unwrap_or_default(),
            );
            for (field, entry) in schema.fields() {
                if !entry.is_fast() {
                    continue;
                }
                let name = entry.name();
                if let Some(column) = fast.str(name).expect("a column") {
                    if entry.is_indexed() {
                        continue;
                    }
                    for ord in column.term_ords(doc) {
                        let mut label = String::new();
                        column
                            .ord_to_str(ord, &mut label)
                            .expect("a label");
                        values.push((field, FieldValue::Text(label)));
                    }
                } else if let Ok(column) = fast.u64(name) {
                    let number = column.first(doc);
                    values.extend(number.map(|number| (field, FieldValue::Number(number))));
                }
            }
            let stored: TantivyDocument = index
                .searcher
                .doc(address)
                .expect("a document");
            let stored = stored
                .get_first(fields.record)
                .and_then(|value| value.as_bytes());
            let stored = stored.expect("a record").to_vec();
            let passage = index
                .passage_in(&stored)
                .expect("a passage");
            let (_, ordinal) = passage
                .label
                .id
                .rsplit_once('#')
                .expect("an id");
            all.push((
                address,
                Found {
                    source: passage.label.brief.source.clone(),
                    ordinal: ordinal.parse().expect("a number"),
                    added: 20_200_920,
                    stored,
                    values,
                },
            ));
        }
    }
    all
}

/// Joins the terms of each list.
fn joined(index: &Index, values: Vec<(Field, FieldValue)>) -> Vec<(Field, FieldValue)> {
    let mut joined = Vec::new();
    let mut lists: BTreeMap<u32, (Field, String)> = BTreeMap::new();
    let is_list = [index.fields.heading, index.fields.words[CHINESE.position()]];
    for (field, value) in values {
        match value {
            FieldValue::Text(text) if is_list.contains(&field) => {
                let list = lists
                    .entry(field.field_id())
                    .or_insert_with(|| (field, String::new()));
                list.1.push_str(&text);
                list.1.push('\n');
            }
            value => joined.push((field, value)),
        }
    }
    for (field, list) in lists.into_values() {
        joined.push((field, FieldValue::Text(list)));
    }
    joined
}

impl Elsewhere for Other {
    fn frequencies(&self, terms: &[(Field, String)]) -> Result<Vec<u64>> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let terms = terms.iter();
        terms
            .map(|(field, text)| {
                self.index
                    .doc_freq(&Term::from_field_text(*field, text))
            })
            .collect()
    }

    fn terms(&self, field: Field, start: &str) -> Result<Vec<(String, u64)>> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self
            .index
            .searcher
            .segment_readers()
        {
            let inverted = reader
                .inverted_index(field)
                .expect("a field");
            let mut stream = inverted
                .terms()
                .stream()
                .expect("terms");
            while stream.advance() {
                let text = String::from_utf8(stream.key().to_vec()).expect("a text");
                if text.starts_with(start) {
                    *all.entry(text).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        Ok(all.into_iter().collect())
    }

    fn count(&self, matching: &Shape) -> Result<usize> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        Ok(self.matching(matching).len())
    }

    fn labels(
        &self,
        matching: &Shape,
        columns: &[&'static str],
    ) -> Result<Vec<Option<ColumnLabels>>> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let (schema, _) = schema::schema();
        let matching = self.matching(matching);
        let count = |column: &&str| {
            let field = schema
                .get_field(column)
                .expect("a field");
            let mut labels: BTreeMap<String, usize> = BTreeMap::new();
            for (_, found) in &matching {
                for (other, value) in &found.values {
                    if let FieldValue::Text(text) = value
                        && *other == field
                    {
                        *labels
                            .entry(text.clone())
                            .or_default() += 1;
                    }
                }
            }
            let is_there = self
                .documents
                .iter()
                .any(|(_, found)| {
                    found
                        .values
                        .iter()
                        .any(|(other, _)| *other == field)
                });
            is_there.then(|| labels.into_iter().collect())
        };
        Ok(columns.iter().map(count).collect())
    }

    fn gather(&self, wanted: &Wanted) -> Result<Gathered> {
        self.asked
            .fetch_add(1, Ordering::Relaxed);
        let matching = self.matching(&wanted.matching);
        let mut found: Vec<Found> = matching
            .iter()
            .map(|(_, found)| found.clone())
            .collect();
        let total = found.len();
        // Some that do not match, which must change nothing.
        let others = self
            .documents
            .iter()
            .step_by(7 + total % 5);
        found.extend(others.map(|(_, found)| found.clone()));
        Ok(Gathered { total, found })
    }

    fn passages(
        &self,
        brief_id: &str,
        ordinals: RangeInclusive<u32>,
    ) -> Result<Vec<StoredPassage>> {
        search::passages(&self.index, brief_id, ordinals)
    }

    fn briefs(&self) -> Result<Vec<BriefRecord>> {
        self.index.briefs()
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }

    fn is_current(&self) -> Result<bool> {
        Ok(true)
    }

    fn reopen(&self) -> Result<Arc<dyn Elsewhere>> {
        Ok(Arc::new(Self::of(Arc::clone(
            &self.index,
        ))))
    }

    fn missed(&self) -> Option<(u64, u64)> {
        None
    }

    fn manifest(&self) -> &Manifest {
        self.index.manifest()
    }
}

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
fn printed(results: Result<search::Results>) -> String {
    match results {
        Ok(mut results) => {
            results.took = std::time::Duration::ZERO;
            format!("{results:#?}")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// The queries of the sample of the query language.
fn queries() -> Vec<String> {
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
    for query in queries() {
        for options in options {
            both.compare(&query, options);
        }
    }
    assert!(
        both.other
            .asked
            .load(Ordering::Relaxed)
            > 1000
    );
}
