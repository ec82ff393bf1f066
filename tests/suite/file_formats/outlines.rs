//! The outline of a file of each format, and programs that reading needs.

use super::samples::{fixtures, pdf_file};
use crate::files::zip;
use crate::support::{Briefs, Ran, has_program};

#[test]
fn each_format_has_an_outline() {
    let briefs = Briefs::empty();
    let mut all = fixtures();
    all.extend(has_program("pdftotext").then(|| ("report.pdf", pdf_file())));
    for (name, bytes) in all {
        briefs.write(name, bytes);
        let out = briefs
            .command(&["show", "--outline", &format!("corpus/{name}")])
            .env("COLUMNS", "80")
            .output();
        let out = Ran::of(out.expect("it runs"));
        assert_eq!(
            (out.code, out.stderr.as_str()),
            (0, ""),
            "{name}"
        );
        insta::assert_snapshot!(format!("outline_{name}"), out.stdout);
    }
}

#[test]
fn an_outline_needs_a_file_that_can_be_read() {
    let briefs = Briefs::empty();
    briefs.write("odd.docx", "not a zip");
    briefs.write(
        "mixed.zip",
        zip(&[("a.txt", b"Fine words."), ("b.docx", b"no word file")]),
    );
    for (args, said) in [
        (
            ["show", "--outline", "corpus/none.html"],
            "none.html: cannot read",
        ),
        (
            ["show", "--outline", "corpus/odd.docx"],
            "odd.docx: not a valid Word file",
        ),
        (
            ["show", "--outline", "corpus/mixed.zip"],
            "mixed.zip/b.docx: not a valid Word file",
        ),
    ] {
        let out = briefs.run(&args);
        assert_eq!(out.code, 2, "{args:?}");
        assert!(
            out.stderr.contains(said),
            "{args:?}: {}",
            out.stderr
        );
        assert_eq!(
            out.stdout.contains("Fine words"),
            said.starts_with("mixed.zip")
        );
    }
}

#[test]
fn without_pdftotext_the_error_says_what_to_install() {
    let briefs = Briefs::empty();
    briefs.write("report.pdf", pdf_file());
    briefs.write("a.txt", "Fine words.");
    let out = briefs
        .command(&["index"])
        .env("PATH", "/nowhere")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(3));
    assert!(
        said.contains("report.pdf: a PDF is read by the program pdftotext")
            && said.contains("poppler-utils"),
        "{said}"
    );
    assert_eq!(
        briefs
            .places("\"fine words\"")
            .len(),
        1
    );
    if has_program("pdftotext") {
        assert_eq!(briefs.run(&["index"]).code, 0);
        assert_eq!(
            briefs
                .places("\"an owner from Fuzhou, who promised to build\"")
                .len(),
            1
        );
    }
}

#[test]
fn labels_of_an_outline_are_printed_where_they_change() {
    let briefs = Briefs::of(&[(
        "brief-7.txt",
        "Brief #7: Ports, Rice\n\n3 May 2024\n\n1. Fees of ports\n\n港口收费应当公示。\n\n\
         The fees of the harbour fall by one tenth in summer, and its ships are glad, as is the \
         board.\n\n2. Rice\n\nRice is dear.\n",
    )]);
    let out = briefs
        .command(&["show", "--outline", "corpus/brief-7.txt"])
        .env("COLUMNS", "80")
        .output();
    let out = Ran::of(out.expect("it runs"));
    let shown: Vec<&str> = out.stdout.lines().skip(6).collect();
    assert_eq!(
        shown,
        [
            "    1 heading en     Brief #7: Ports, Rice",
            "    3 prose   en     3 May 2024",
            "1 Fees of ports",
            "    5 heading en     1. Fees of ports",
            "    7 quote   zh     港口收费应当公示。",
            "    9 prose   en     The fees of the harbour fall by one tenth in summer, and i…",
            "2 Rice",
            "   11 heading en     2. Rice",
            "   13 prose   en     Rice is dear.",
        ]
    );
}

#[test]
fn an_outline_as_json_has_whole_passages() {
    let long = "Fees fall ".repeat(60) + "now.";
    let briefs = Briefs::of(&[
        (
            "brief-7.txt",
            &format!("Brief #7: Ports\n\n2024-05-03\n\n1. Fees\n\n{long}\n"),
        ),
        (
            "b.mbox",
            "From \nSubject: One\n\nFees.\n\nFrom \nSubject: Two\n\nRice.\n",
        ),
    ]);
    let out = briefs.run(&["show", "--outline", "corpus/brief-7.txt", "--json"]);
    let outline: serde_json::Value = serde_json::from_str(&out.stdout).expect("JSON");
    assert_eq!(
        outline["brief"]["title"],
        "Brief #7: Ports"
    );
    assert_eq!(outline["brief"]["date"], "2024-05-03");
    let passages = outline["passages"]
        .as_array()
        .expect("a list");
    assert_eq!(passages.len(), 4);
    assert_eq!(passages[3]["id"], "brief-7#4");
    assert_eq!(passages[3]["text"], long);
    assert_eq!(passages[3]["kind"], "prose");
    assert_eq!(passages[3]["line"], 7);
    assert_eq!(passages[3]["section"]["title"], "Fees");
    assert_eq!(
        outline["warnings"],
        serde_json::json!([])
    );
    let out = briefs.run(&["show", "--outline", "corpus/b.mbox", "--json"]);
    let titles: Vec<serde_json::Value> = out
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(titles.len(), 2);
    assert_eq!(titles[1]["brief"]["title"], "Two");
}

/// What a brief lacks is said where someone asks about briefs, and not in every run.
#[test]
fn what_briefs_lack_is_said_by_outlines_and_json_only() {
    let briefs = Briefs::of(&[
        (
            "bare.txt",
            "the fees of the harbour fall, and rice is cheap too.\n",
        ),
        ("table.csv", "1,2\n3,4\n"),
        (
            "full.txt",
            "Brief #7: Ports\n\n2024-05-03\n\nFees fall.\n",
        ),
    ]);
    let outline = |file: &str| {
        let out = briefs.run(&["show", "--outline", file]);
        let warnings = out.stdout.lines();
        let warnings = warnings.filter_map(|line| {
            line.trim()
                .strip_prefix("warning, line ")
        });
        let warnings = warnings.map(str::to_owned);
        warnings.collect::<Vec<_>>()
    };
    let [no_date, no_title, no_header] = [
        "1: no date was found",
        "1: no title was found; the file's name is the title",
        "1: no header was found; the columns of the table have no names",
    ];
    assert_eq!(
        outline("corpus/bare.txt"),
        [no_date, no_title]
    );
    assert_eq!(
        outline("corpus/table.csv"),
        [no_date, no_title, no_header]
    );
    assert_eq!(outline("corpus/full.txt"), [""; 0]);
    let out = briefs.run(&["index", "--rebuild", "--json"]);
    assert_eq!(out.stderr, "");
    let report: serde_json::Value = serde_json::from_str(&out.stdout).expect("JSON");
    let warnings = report["warnings"]
        .as_array()
        .expect("a list");
    let sources: Vec<&str> = warnings
        .iter()
        .filter_map(|warning| warning["source"].as_str())
        .collect();
    assert_eq!(
        sources,
        [
            "bare.txt",
            "bare.txt",
            "table.csv",
            "table.csv",
            "table.csv"
        ]
    );
    let out = briefs.run(&["index", "--rebuild"]);
    assert_eq!(out.stderr, "");
    assert!(
        !out.stdout.contains("no date"),
        "{}",
        out.stdout
    );
}
