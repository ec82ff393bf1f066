//! Measures the ranking on a folder with `docs.jsonl`, `queries.tsv` and `qrels.tsv`:
//!
//!     cargo run --release --example measure_ranking -- FOLDER
//!
//! - `docs.jsonl`: an object a line, with `id` and `text`; each becomes a brief.
//! - `queries.tsv`: query id, language, question; asked unquoted, as a person would paste it.
//! - `qrels.tsv`: query id, document id, grade; a grade above 0 is an answer.
//!
//! Prints, for each language, the number of questions, MRR@10, the share of questions whose first
//! hit is an answer (hit@1), the share of answers among the first ten (recall@10), and the number
//! of questions without a hit. A brief counts once, at its first passage.

#![expect(clippy::print_stdout, reason = "programs print")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use yinde::{Index, Request, indexing};

/// Number of briefs of an answer that count.
const DEPTH: usize = 10;
/// Number of passages to ask for, so that they come from that many briefs.
const PASSAGES: &str = "30";

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

/// The sums of the measures over some questions.
#[derive(Default)]
struct Tally {
    questions: usize,
    reciprocal_ranks: f64,
    first_hits: usize,
    recall: f64,
    empty: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("usage: measure_ranking FOLDER")?;
    let folder = PathBuf::from(folder);
    let work = tempfile::tempdir()?;
    let index = index(&folder.join("docs.jsonl"), work.path())?;
    let answers = answers(&folder.join("qrels.tsv"))?;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("queries.tsv"))?.lines() {
        let [id, lang, question] = columns(line)?;
        if let Some(answers) = answers.get(id) {
            let ranked = ask(&index, question)?;
            let tally = tallies
                .entry(lang.to_owned())
                .or_default();
            tally.add(&ranked, answers);
        }
    }
    for (lang, tally) in &tallies {
        tally.print(lang);
    }
    Ok(())
}

/// Indexes the documents in a folder under `work`.
fn index(documents: &Path, work: &Path) -> Result<Index, Box<dyn Error>> {
    let corpus = work.join("corpus");
    fs::create_dir(&corpus)?;
    for line in fs::read_to_string(documents)?.lines() {
        let document: Document = serde_json::from_str(line)?;
        fs::write(
            corpus.join(document.id + ".txt"),
            document.text + "\n",
        )?;
    }
    let root = work.join("index");
    yinde::reindex(
        &[corpus],
        &root,
        indexing::Options::default(),
        &|_| {},
    )?;
    Ok(Index::open(&root)?)
}

/// Returns the sources of the answers to each question.
fn answers(judgements: &Path) -> Result<HashMap<String, HashSet<String>>, Box<dyn Error>> {
    let mut answers: HashMap<String, HashSet<String>> = HashMap::new();
    for line in fs::read_to_string(judgements)?.lines() {
        let [question, document, grade] = columns(line)?;
        if grade.trim().parse::<i32>()? > 0 {
            let source = format!("{document}.txt");
            answers
                .entry(question.to_owned())
                .or_default()
                .insert(source);
        }
    }
    Ok(answers)
}

fn columns(line: &str) -> Result<[&str; 3], Box<dyn Error>> {
    let columns: Vec<&str> = line.splitn(3, '\t').collect();
    let problem = |_| format!("expected three columns: {line:?}");
    Ok(columns
        .try_into()
        .map_err(problem)?)
}

/// Returns the sources of the briefs that answer `question`, best first.
fn ask(index: &Index, question: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let request = Request::from_options(question, [("limit", PASSAGES)])?;
    let mut ranked = Vec::new();
    for hit in yinde::search(index, &request)?.hits {
        let source = hit.passage.label.brief.source;
        if !ranked.contains(&source) {
            ranked.push(source);
        }
    }
    ranked.truncate(DEPTH);
    Ok(ranked)
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
impl Tally {
    fn add(&mut self, ranked: &[String], answers: &HashSet<String>) {
        let first = ranked
            .iter()
            .position(|source| answers.contains(source));
        let found = ranked
            .iter()
            .filter(|source| answers.contains(*source))
            .count();
        self.questions += 1;
        self.reciprocal_ranks += first.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        self.first_hits += usize::from(first == Some(0));
        self.recall += found as f64 / answers.len().min(DEPTH) as f64;
        self.empty += usize::from(ranked.is_empty());
    }

    fn print(&self, lang: &str) {
        let questions = self.questions as f64;
        let mrr = self.reciprocal_ranks / questions;
        let first_hits = self.first_hits as f64 / questions;
        let recall = self.recall / questions;
        println!(
            "{lang}: {} questions, MRR@10 {mrr:.4}, hit@1 {first_hits:.4}, recall@10 {recall:.4}, \
             no answer {}",
            self.questions, self.empty
        );
    }
}
