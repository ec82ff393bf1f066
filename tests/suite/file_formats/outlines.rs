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
