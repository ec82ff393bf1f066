//! Old Word files, by programs that stand in for catdoc and `LibreOffice`.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::files::{docx, paragraph};
use crate::support::{Briefs, Ran};

const OLD_WORD: &[u8] =
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0 old";

/// Makes a program of a shell script in `folder`.
fn program(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a file");
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(&path, mode).expect("a program");
}

/// The texts of the passages of a file of which only the programs in a folder are installed.
fn texts(briefs: &Briefs, programs: &Path) -> Vec<String> {
    briefs.write("a.doc", OLD_WORD);
    let out = briefs
        .command(&["show", "--outline", "corpus/a.doc", "--json"])
        .env("PATH", programs)
        .output();
    let out = Ran::of(out.expect("it runs"));
    assert_eq!(
        out.code, 0,
        "{} {}",
        out.stdout, out.stderr
    );
    let outline: serde_json::Value = serde_json::from_str(&out.stdout).expect("JSON");
    let passages = outline["passages"]
        .as_array()
        .expect("a list")
        .iter();
    passages
        .filter_map(|passage| passage["text"].as_str())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_instructions_of_fields_are_no_text() {
    let briefs = Briefs::empty();
    let programs = tempfile::tempdir().expect("a folder");
    program(
        programs.path(),
        "catdoc",
        r#"/bin/cat >/dev/null
/bin/cat <<'END'
The harbour (  HYPERLINK "https://harbour.example/fees" \h  harbour.example ) is open.
This links to   HYPERLINK  \l "OnPiers"  The Piers  and back.
  TOC \o "1-3" \h \z \u    HYPERLINK \l "_Toc467647605"  Fees	  PAGEREF _Toc467647605 \h  3
Figure   SEQ "Figure" \* ARABIC  1  shows piers.
A HYPERLINK is a link.
END"#,
    );
    assert_eq!(
        texts(&briefs, programs.path()),
        [
            "The harbour ( harbour.example ) is open.",
            "This links to The Piers  and back.",
            "Fees 3",
            "Figure 1  shows piers.",
            "A HYPERLINK is a link.",
        ]
    );
}

#[test]
fn libre_office_converts_if_no_other_program_reads_a_doc() {
    let briefs = Briefs::empty();
    let programs = tempfile::tempdir().expect("a folder");
    let converted = programs.path().join("converted");
    let file = docx(&paragraph(
        "Heading1",
        "Fees of the harbour",
    ));
    fs::write(&converted, file).expect("a file");
    program(
        programs.path(),
        "antiword",
        "/bin/cat >/dev/null; echo broken >&2; exit 1",
    );
    program(
        programs.path(),
        "soffice",
        &format!(
            "while [ \"$1\" != --outdir ]; do shift; done\n/bin/cp {} \"$2/in.docx\"",
            converted.display()
        ),
    );
    assert_eq!(
        texts(&briefs, programs.path())[0],
        "Fees of the harbour"
    );
    program(
        programs.path(),
        "soffice",
        "echo 'Error: source file could not be loaded' >&2",
    );
    let out = briefs
        .command(&["show", "--outline", "corpus/a.doc"])
        .env("PATH", programs.path())
        .output();
    let out = Ran::of(out.expect("it runs"));
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("LibreOffice cannot read it (Error: source file could not be loaded)"),
        "{}",
        out.stderr
    );
}

#[test]
fn marks_that_antiword_adds_are_no_text() {
    let briefs = Briefs::empty();
    let programs = tempfile::tempdir().expect("a folder");
    program(
        programs.path(),
        "antiword",
        "/bin/cat >/dev/null
/bin/cat <<'END'
The dues rose in 2018[1] although trade fell.

[pic]

各省提高了收费[2]，贸易下降。See [3] too.

-----------------------
[1] Ministry of Ports, page 12.

[2] 港口部，第十二页。
END",
    );
    assert_eq!(
        texts(&briefs, programs.path()),
        [
            "The dues rose in 2018 although trade fell.",
            "各省提高了收费，贸易下降。See [3] too.",
            "Ministry of Ports, page 12.",
            "港口部，第十二页。",
        ]
    );
}

#[test]
fn a_program_that_reads_no_characters_gives_way_to_the_next() {
    let briefs = Briefs::empty();
    let programs = tempfile::tempdir().expect("a folder");
    for text in ["", "????????,??????2018 ???"] {
        program(
            programs.path(),
            "antiword",
            &format!("/bin/cat >/dev/null; echo '{text}'"),
        );
        program(
            programs.path(),
            "catdoc",
            "/bin/cat >/dev/null; echo 港口收费提高了。; echo; echo 'Page   PAGE  1'",
        );
        let texts = texts(&briefs, programs.path());
        assert_eq!(texts[0], "港口收费提高了。");
        assert!(
            !texts.concat().contains("PAGE"),
            "{texts:?}"
        );
    }
}
