//! Labels on narrow pages: each part of them is seen.

use unicode_width::UnicodeWidthStr;

use crate::support::{Briefs, Ran};

fn briefs() -> Briefs {
    let title = "A very long title that says everything there is to say of ports, piers and tolls \
                 in the harbour of a city whose name nobody remembers";
    let text = format!(
        "---\ntitle: {title}\nseries: The Long Newsletter of Everything in the Whole World\n\
         issue: 7\n---\n\n# Fees and tolls of the old harbour\n\n## The outlook for next year\n\n\
         Nobody knows what 港口 fees will be.\n"
    );
    let name = "a-folder-with-a-long-name/another-one/the-brief-of-the-harbour-board.md";
    Briefs::of(&[(name, &text)])
}

fn at_80(briefs: &Briefs, args: &[&str]) -> String {
    let out = briefs
        .command(args)
        .env("COLUMNS", "80")
        .output();
    let out = Ran::of(out.expect("it runs"));
    assert_eq!(out.code, 0, "{}", out.stderr);
    out.stdout
}

#[test]
fn a_long_title_pushes_no_section_off_the_line() {
    let briefs = briefs();
    let text = at_80(&briefs, &["search", "nobody"]);
    let path = text
        .lines()
        .find(|line| line.contains('›'))
        .expect("a path");
    assert!(path.width() <= 80, "{path}");
    assert!(
        path.contains("#7") && path.contains("harbour") && path.contains("next year"),
        "{path}"
    );
}

#[test]
fn lists_at_80_columns_leave_half_of_the_line_for_the_title() {
    let briefs = briefs();
    let text = at_80(&briefs, &["list", "issues"]);
    let row = text.lines().nth(1).expect("a row");
    assert!(
        row.width() <= 80 && row.contains("A very long title that says ev"),
        "{row}"
    );
    assert!(
        row.contains("oard.md"),
        "the end of a path tells it apart: {row}"
    );
}
