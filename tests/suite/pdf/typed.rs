//! Distances and edges of lines that differ from those of most books.

use super::sheet::{BODY, PITCH, Sheet, width, wrapped};
use super::{FEES, OFFICE, can_read, texts};

/// A judgment: wide lines, and more quotations in narrow ones than those.
#[test]
fn wide_lines_are_one_paragraph_beside_narrow_quotations() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut y = 90.0;
    for line in wrapped(OFFICE, 300.0) {
        sheet.put(72.0, y, BODY, &line);
        y += 2.3 * PITCH;
    }
    for _ in 0..3 {
        y = sheet.paragraph(110.0, y + 10.0, 350.0, FEES);
    }
    assert_eq!(
        texts(&sheet),
        [OFFICE, FEES, FEES, FEES]
    );
}

#[test]
fn an_indent_may_be_as_wide_as_a_tab() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut y = 90.0;
    for text in [OFFICE, FEES, OFFICE] {
        let indent = 50.0;
        let words: Vec<&str> = text.split(' ').collect();
        let fits = |count: &usize| width(&words[..*count].join(" ")) < 430.0 - indent;
        let first = (1..words.len())
            .take_while(fits)
            .last()
            .expect("a word");
        sheet.put(
            72.0 + indent,
            y,
            BODY,
            &words[..first].join(" "),
        );
        y = sheet.paragraph(
            72.0,
            y + PITCH,
            430.0,
            &words[first..].join(" "),
        );
        y += 6.0;
    }
    assert_eq!(texts(&sheet), [OFFICE, FEES, OFFICE]);
}

#[test]
fn lines_may_be_set_flush_right() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut y = 90.0;
    for text in [OFFICE, FEES] {
        for line in wrapped(text, 350.0) {
            sheet.put(500.0 - width(&line), y, BODY, &line);
            y += PITCH;
        }
        y += PITCH;
    }
    assert_eq!(texts(&sheet), [OFFICE, FEES]);
}
