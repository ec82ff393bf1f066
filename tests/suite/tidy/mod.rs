//! What CONTRIBUTING asks of the code, as far as a machine can check it.

mod imports;

use std::path::{Path, PathBuf};

use regex::Regex;

use super::support::project;

/// Maximum length of a line, in characters.
const MAX_COLUMNS: usize = 100;
/// Maximum number of lines of a file.
const MAX_LINES: usize = 400;
/// Maximum length of a test's name, in characters.
const MAX_TEST_NAME: usize = 60;
/// Maximum number of method calls on a line.
const MAX_CALLS: usize = 3;

/// A Rust file of the project.
struct Source {
    /// Path from the project's folder, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The lines of its code, numbered from 1, without comments and strings.
    fn code(&self) -> impl Iterator<Item = (usize, String)> {
        let literal = Regex::new(r#""(\\.|[^"\\])*"|'(\\.|[^'\\])'|//.*"#).expect("a pattern");
        let bare = |line: &str| {
            literal
                .replace_all(line, "\"\"")
                .into_owned()
        };
        (1..).zip(
            self.text
                .lines()
                .map(bare)
                .collect::<Vec<_>>(),
        )
    }
}

/// The Rust files in these folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in folders {
        for entry in walkdir::WalkDir::new(project().join(folder)).sort_by_file_name() {
            let path = entry.expect("a folder").into_path();
            if path
                .extension()
                .is_some_and(|ending| ending == "rs")
            {
                sources.push(source(&path));
            }
        }
    }
    assert!(
        !sources.is_empty(),
        "no files in {folders:?}"
    );
    sources
}

fn source(path: &Path) -> Source {
    let under: PathBuf = path
        .strip_prefix(project())
        .expect("a path inside")
        .into();
    Source {
        path: under
            .to_string_lossy()
            .replace('\\', "/"),
        text: std::fs::read_to_string(path).expect("a file of text"),
    }
}

/// Fails with a line for each place where a rule is broken.
fn assert_none(rule: &str, places: &[String]) {
    assert!(
        places.is_empty(),
        "{rule}:\n{}",
        places.join("\n")
    );
}

/// The places in `sources` whose code matches `pattern`.
fn matches(sources: &[Source], pattern: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let mut places = Vec::new();
    for source in sources {
        for (line, code) in source.code() {
            if pattern.is_match(&code) {
                places.push(format!(
                    "{}:{line}: {}",
                    source.path,
                    code.trim()
                ));
            }
        }
    }
    places
}

#[test]
fn lines_are_at_most_100_columns_wide() {
    let mut places = Vec::new();
    for source in sources(&["src", "tests", "benches", "examples"]) {
        for (n, line) in (1..).zip(source.text.lines()) {
            let columns = line.chars().count();
            if columns > MAX_COLUMNS {
                places.push(format!(
                    "{}:{n}: {columns} columns",
                    source.path
                ));
            }
        }
    }
    assert_none("wider than 100 columns", &places);
}

#[test]
fn files_are_at_most_400_lines_long() {
    let mut places = Vec::new();
    for source in sources(&["src", "tests", "benches", "examples"]) {
        let lines = source.text.lines().count();
        if lines > MAX_LINES {
            places.push(format!(
                "{}: {lines} lines",
                source.path
            ));
        }
    }
    assert_none("longer than 400 lines", &places);
}

#[test]
fn chains_have_at_most_three_calls_on_a_line() {
    let call = Regex::new(r"\.[a-z_][a-z0-9_]*(::<[^>]*>)?\(").expect("a pattern");
    let mut places = Vec::new();
    for source in sources(&["src"]) {
        for (line, code) in source.code() {
            if call.find_iter(&code).count() > MAX_CALLS {
                places.push(format!(
                    "{}:{line}: {}",
                    source.path,
                    code.trim()
                ));
            }
        }
    }
    assert_none(
        "more than three calls on a line",
        &places,
    );
}

#[test]
fn clap_is_used_only_by_the_command_line() {
    let mut library = sources(&["src"]);
    library.retain(|source| !source.path.starts_with("src/cli/"));
    assert_none(
        "clap outside src/cli",
        &matches(&library, r"\bclap"),
    );
}

#[test]
fn tantivy_is_used_only_by_the_engine() {
    let mut others = sources(&["src"]);
    let engine = [
        "src/index/",
        "src/search/",
        "src/analysis/",
        "src/error/",
        "src/bench/",
        "src/cluster/",
    ];
    others.retain(|source| {
        !engine
            .iter()
            .any(|room| source.path.starts_with(room))
    });
    let places = matches(&others, r"\btantivy(_jieba)?::");
    assert_none("tantivy outside the engine", &places);
}

#[test]
fn the_library_prints_nothing() {
    let mut library = sources(&["src"]);
    library.retain(|source| !source.path.starts_with("src/cli/"));
    let places = matches(&library, r"\be?print(ln)?!|\bdbg!");
    assert_none("printing in the library", &places);
}

#[test]
fn pages_escape_all_text() {
    let pages = sources(&["src/web"]);
    assert_none(
        "text that is not escaped",
        &matches(&pages, r"PreEscaped"),
    );
    // Of the pages, only the newtype writes markup by itself.
    let places = matches(&pages, r"\bpush_str\(|\bimpl Render\b");
    let others: Vec<String> = places
        .into_iter()
        .filter(|place| !place.starts_with("src/web/text.rs"))
        .collect();
    assert_none(
        "markup that is not made by html!",
        &others,
    );
}

#[test]
fn only_the_schema_spells_the_names_of_fields() {
    let schema = sources(&["src/index"])
        .into_iter()
        .find(|source| {
            source
                .path
                .ends_with("index/schema.rs")
        })
        .expect("the schema");
    let label = Regex::new(r#""([a-z]+_label|brief_id)""#).expect("a pattern");
    assert!(
        label.is_match(&schema.text),
        "the pattern finds no field"
    );
    let mut places = Vec::new();
    for source in sources(&["src"]) {
        if source.path != schema.path && label.is_match(&source.text) {
            places.push(source.path);
        }
    }
    assert_none(
        "names of fields outside the schema",
        &places,
    );
}

#[test]
fn comments_start_as_the_standard_librarys_do() {
    let errors = Regex::new(r"# Errors\n\s*//[/!] Where ").expect("a pattern");
    let riddle = Regex::new(r"(?m)^\s*//[/!]? (What|Whoever|Whatever) ").expect("a pattern");
    let odd = Regex::new(r"(?m)//.*\b(mends?|oftener|spelt)\b").expect("a pattern");
    let mut places = Vec::new();
    for source in sources(&["src", "benches", "examples"]) {
        for pattern in [&errors, &riddle, &odd] {
            for found in pattern.find_iter(&source.text) {
                let line = source.text[..found.start()]
                    .lines()
                    .count()
                    + 1;
                let text = found.as_str().trim();
                places.push(format!(
                    "{}:{line}: {text}",
                    source.path
                ));
            }
        }
    }
    assert_none(
        "comments to put in other words",
        &places,
    );
}

#[test]
fn names_of_tests_are_short() {
    let test = Regex::new(r"#\[test\]\n(?:\s*(?:#|//).*\n)*\s*fn (\w+)").expect("a pattern");
    let mut places = Vec::new();
    for source in sources(&["src", "tests"]) {
        for found in test.captures_iter(&source.text) {
            if found[1].len() > MAX_TEST_NAME {
                places.push(format!(
                    "{}: {}",
                    source.path, &found[1]
                ));
            }
        }
    }
    assert_none(
        "names of tests over 60 characters",
        &places,
    );
}
