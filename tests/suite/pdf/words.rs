//! Words over line ends, phrases over pages, titles, and what cannot be read.

use super::sheet::{Sheet, wrapped};
use super::{FEES, GRAIN, OFFICE, can_read, parse, texts};
use crate::support::Briefs;

#[test]
fn chinese_lines_are_joined_without_blanks() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    sheet.paragraph(72.0, 90.0, 300.0, GRAIN);
    assert_eq!(texts(&sheet), [GRAIN]);
}

/// A text of three lines with a hyphen at the end of the second one.
fn hyphenated(broken: [&str; 2], elsewhere: &str) -> String {
    let mut sheet = Sheet::new();
    let lines = [
        format!("{elsewhere} and the harbour office that has the ferries"),
        format!(
            "wants no change of the rule that it has made of {}",
            broken[0]
        ),
        format!(
            "{} for ferries and for small boats of the islands too",
            broken[1]
        ),
        "and for others.".to_owned(),
    ];
    sheet.put_lines(72.0, 90.0, &lines);
    texts(&sheet).remove(0)
}

#[test]
fn a_hyphen_of_the_printer_goes_and_one_of_the_word_stays() {
    if !can_read() {
        return;
    }
    for (broken, elsewhere, said) in [
        (
            ["govern-", "ment"],
            "The government",
            "of government for",
        ),
        (
            ["govern-", "ment"],
            "The board",
            "of government for",
        ),
        (
            ["long-", "term"],
            "The long-term plan",
            "of long-term for",
        ),
        (
            ["Asia-", "Pacific"],
            "The board",
            "of Asia-Pacific for",
        ),
    ] {
        let text = hyphenated(broken, elsewhere);
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_hyphen_that_nothing_explains_is_searched_in_both_readings() {
    if !can_read() {
        return;
    }
    let briefs = Briefs::empty();
    let mut sheet = Sheet::new();
    let lines = [
        "A long debate on each term of the lease had been held by the board,",
        "and the owners of the ferries have at last agreed to a plan for the long-",
        "term future of the quay and of the sheds, which the board had asked for,",
        "and to the fees.",
    ];
    sheet.put_lines(72.0, 90.0, &lines.map(str::to_owned));
    briefs.write("report.pdf", sheet.bytes());
    assert_eq!(briefs.run(&["index"]).code, 0);
    for phrase in ["\"the long-term future\"", "\"the longterm future\""] {
        assert_eq!(
            briefs.places(phrase).len(),
            1,
            "{phrase}"
        );
    }
}

#[test]
fn a_phrase_is_found_over_the_end_of_a_page() {
    if !can_read() {
        return;
    }
    let briefs = Briefs::empty();
    let mut sheet = Sheet::new();
    let lines = wrapped(OFFICE, 430.0);
    let (above, below) = lines.split_at(2);
    sheet.put(240.0, 40.0, 8.0, "Ferry Gazette");
    let y = sheet.paragraph(72.0, 500.0, 430.0, FEES);
    sheet.put_lines(72.0, y + 8.0, above);
    sheet.put(280.0, 800.0, 8.0, "- 1 -");
    sheet.turn();
    sheet.put(240.0, 40.0, 8.0, "Ferry Gazette");
    sheet.put_lines(72.0, 90.0, below);
    sheet.put(280.0, 800.0, 8.0, "- 2 -");
    briefs.write("report.pdf", sheet.bytes());
    assert_eq!(briefs.run(&["index"]).code, 0);
    let over: Vec<&str> = [above[1].rsplit(' ').next(), below[0].split(' ').next()]
        .into_iter()
        .flatten()
        .collect();
    let phrase = format!("\"{}\"", over.join(" "));
    assert_eq!(
        briefs.places(&phrase).len(),
        1,
        "{phrase}"
    );
}

#[test]
fn the_title_of_the_properties_counts_unless_a_program_made_it() {
    if !can_read() {
        return;
    }
    for (title, shown) in [
        (
            "Ferries and fees in the islands",
            "Ferries and fees in the islands",
        ),
        ("粮食安全工作报告", "粮食安全工作报告"),
        (
            "Microsoft Word - Report on pumps",
            "Report on pumps",
        ),
        ("Microsoft Word - report.doc", "report"),
        ("final_v2.indd", "report"),
        ("report_2019_final", "report"),
        ("untitled", "report"),
        ("无标题", "report"),
        ("Document1", "report"),
        ("PowerPoint Presentation", "report"),
        ("https://example.org/ports", "report"),
        ("", "report"),
    ] {
        let mut sheet = Sheet::new().titled(title);
        sheet.paragraph(72.0, 90.0, 430.0, OFFICE);
        assert_eq!(
            parse(&sheet).brief.title,
            shown,
            "{title}"
        );
    }
}

#[test]
fn a_scan_and_garbage_are_named_and_not_indexed() {
    if !can_read() {
        return;
    }
    let scan = Sheet::new();
    let mut garbage = Sheet::new().garbled();
    garbage.paragraph(72.0, 90.0, 430.0, GRAIN);
    let mut cipher = Sheet::new();
    let text = OFFICE.repeat(2);
    let shifted = text.bytes().map(|byte| match byte {
        b'a'..=b'z' => char::from(b'a' + (byte - b'a' + 3) % 26),
        _ => char::from(byte),
    });
    cipher.paragraph(
        72.0,
        90.0,
        430.0,
        &shifted.collect::<String>(),
    );
    for (sheet, said) in [
        (scan, "may be a scan"),
        (garbage, "is garbage"),
        (cipher, "is garbage"),
    ] {
        let parsed = parse(&sheet);
        assert!(
            parsed.brief.passages.is_empty(),
            "{said}: {}",
            parsed.text
        );
        let message = &parsed.warnings[0].message;
        assert!(
            message.contains(said) && message.contains("ocrmypdf"),
            "{message}"
        );
    }
}
