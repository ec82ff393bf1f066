//! Citations, read back by pandoc where it is installed. BibTeX and CSL-JSON need version 2.11,
//! RIS needs version 3.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::Briefs;

const TITLE: &str = r"Ports & fees: 100% of {all} tolls_of #2, $5 ~ ^ \x “now”";
const URL: &str = "https://harbour.example/a_b?x=1&y=2%20z";

fn briefs() -> Briefs {
    let front = format!(
        "---\ntitle: '{TITLE}'\nissue: 42\nseries: Harbour Notes\ndate: 2020-09-20\n\
         author: [Anne Writer, 王小明]\nurl: '{URL}'\npublisher: Quay Press\n---\n\n"
    );
    let body = "# Fees\n\nThe board spoke of 港口收费 today, 5% more & {so on}.\n";
    Briefs::of(&[("full.md", &(front + body))])
}

/// The program, by `PANDOC` or by its name.
fn program() -> String {
    std::env::var("PANDOC").unwrap_or_else(|_| "pandoc".to_owned())
}

/// Returns the main number of pandoc's version, or `None` if it is not installed.
fn version() -> Option<u32> {
    let out = Command::new(program())
        .arg("--version")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let number = text.split_whitespace().nth(1)?;
    number
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn pandoc(args: &[&str], input: &str) -> String {
    let mut child = Command::new(program())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pandoc");
    let mut stdin = child
        .stdin
        .take()
        .expect("its input");
    stdin
        .write_all(input.as_bytes())
        .expect("it reads");
    drop(stdin);
    let out = child
        .wait_with_output()
        .expect("it ends");
    assert!(out.status.success(), "{args:?}");
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// Reads the citations of a brief and of a passage in one of our formats, and by its name for
/// pandoc.
fn read_back(ours: &str, theirs: &str, day: &Value) {
    let briefs = briefs();
    let written = briefs.run(&["cite", "full", "full#3", "-f", ours]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    let json = pandoc(
        &["-f", theirs, "-t", "csljson"],
        &written.stdout,
    );
    let items: Value = serde_json::from_str(&json).expect("CSL-JSON");
    assert_eq!(
        items.as_array().map(Vec::len),
        Some(2),
        "{json}"
    );
    let brief = &items[0];
    assert_eq!(brief["title"], TITLE, "{ours}");
    assert_eq!(
        brief["container-title"], "Harbour Notes",
        "{ours}"
    );
    assert_eq!(brief["issue"], "42", "{ours}");
    assert_eq!(brief["URL"], URL, "{ours}");
    assert_eq!(
        brief["publisher"], "Quay Press",
        "{ours}"
    );
    assert_eq!(
        &brief["issued"]["date-parts"][0], day,
        "{ours}"
    );
    assert_eq!(
        brief["author"][0]["family"], "Writer",
        "{ours}"
    );
    assert_eq!(
        brief["author"][0]["given"], "Anne",
        "{ours}"
    );
    assert!(
        brief["author"][1]
            .to_string()
            .contains("王小明"),
        "{ours}"
    );
    let shown = pandoc(
        &["-f", theirs, "-t", "plain", "--wrap=none", "--citeproc"],
        &written.stdout,
    );
    for words in ["Writer, Anne", "王小明", "2020", "Harbour Notes", URL] {
        assert!(
            shown.contains(words),
            "{ours}: {words} in {shown}"
        );
    }
}

#[test]
fn pandoc_reads_bibtex_and_csl_json() {
    if version() < Some(2) {
        eprintln!("not run: pandoc is not installed");
        return;
    }
    let day = serde_json::json!([2020, 9, 20]);
    read_back("bibtex", "bibtex", &day);
    read_back("csl-json", "csljson", &day);
}

#[test]
fn pandoc_reads_ris() {
    if version() < Some(3) {
        eprintln!("not run: pandoc 3 is not installed");
        return;
    }
    // Of RIS, pandoc reads the year only.
    read_back("ris", "ris", &serde_json::json!([2020]));
}
