//! Columns, pages, headings, items, tables and notes.

use yinde::model::Kind;

use super::sheet::{BODY, PITCH, Sheet, wrapped};
use super::{FEES, GRAIN, OFFICE, can_read, parse, passages, texts};

#[test]
fn lines_of_a_paragraph_are_one_passage() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let y = sheet.paragraph(72.0, 90.0, 430.0, OFFICE);
    sheet.paragraph(72.0, y + 8.0, 430.0, FEES);
    assert_eq!(texts(&sheet), [OFFICE, FEES]);
}

#[test]
fn an_indent_starts_a_paragraph() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut y = 90.0;
    for text in [OFFICE, FEES, OFFICE, FEES] {
        let lines = wrapped(text, 416.0);
        sheet.put(86.0, y, BODY, &lines[0]);
        y = sheet.put_lines(72.0, y + PITCH, &lines[1..]);
    }
    assert_eq!(
        texts(&sheet),
        [OFFICE, FEES, OFFICE, FEES]
    );
}

#[test]
fn a_paragraph_goes_on_in_the_next_column() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let lines = wrapped(OFFICE, 220.0);
    let (above, below) = lines.split_at(4);
    let y = sheet.paragraph(60.0, 90.0, 220.0, FEES);
    sheet.put_lines(60.0, y + 8.0, above);
    let y = sheet.put_lines(300.0, 90.0, below);
    sheet.paragraph(300.0, y + 8.0, 220.0, FEES);
    assert_eq!(texts(&sheet), [FEES, OFFICE, FEES]);
}

/// Names that make paragraphs differ.
const PLACES: [&str; 6] = [
    "northern", "southern", "eastern", "western", "outer", "inner",
];

/// The two paragraphs with a name in them.
fn named(place: &str) -> [String; 2] {
    [OFFICE, FEES].map(|text| text.replace("office", &format!("{place} office")))
}

/// Three pages with a head and a page number each. The first line of a page goes on from the page
/// before.
fn book() -> Sheet {
    let mut sheet = Sheet::new();
    let mut rest: Vec<String> = Vec::new();
    for (page, place) in PLACES[..3].iter().enumerate() {
        if page > 0 {
            sheet.turn();
        }
        sheet.put(240.0, 40.0, 8.0, "Ferry Gazette");
        sheet.put(
            280.0,
            800.0,
            8.0,
            &format!("{} | Fees", page + 6),
        );
        let [office, fees] = named(place);
        let y = sheet.put_lines(72.0, 90.0, &rest);
        let y = sheet.paragraph(72.0, y + 8.0, 430.0, &fees);
        let lines = wrapped(&office, 430.0);
        let cut = if page < 2 {
            2
        } else {
            lines.len()
        };
        sheet.put_lines(72.0, y + 8.0, &lines[..cut]);
        rest = lines[cut..].to_vec();
    }
    sheet
}

#[test]
fn a_paragraph_goes_on_over_a_page_with_a_head_and_a_number() {
    if !can_read() {
        return;
    }
    let expected = PLACES[..3]
        .iter()
        .flat_map(|place| {
            let [office, fees] = named(place);
            [fees, office]
        });
    assert_eq!(
        texts(&book()),
        expected.collect::<Vec<_>>()
    );
}

#[test]
fn a_head_that_does_not_recur_is_kept() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    sheet.put(240.0, 40.0, 8.0, "Only head");
    sheet.put(280.0, 800.0, 8.0, "7 | Only foot");
    sheet.paragraph(72.0, 90.0, 430.0, OFFICE);
    let texts = texts(&sheet);
    assert!(
        texts.contains(&OFFICE.to_owned()),
        "{texts:?}"
    );
    let all = texts.concat();
    assert!(
        all.contains("Only head") && all.contains("7 | Only foot"),
        "{texts:?}"
    );
}

/// Lines at the same place on each page that are no running heads.
#[test]
fn rows_with_other_numbers_are_no_running_heads() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    for (page, row) in ["Rice 14.2", "Rice 15.9", "Rice 11.7"]
        .iter()
        .enumerate()
    {
        if page > 0 {
            sheet.turn();
        }
        sheet.put(72.0, 90.0, BODY, row);
        sheet.paragraph(72.0, 120.0, 430.0, OFFICE);
    }
    let texts = texts(&sheet);
    for row in ["Rice 14.2", "Rice 15.9", "Rice 11.7"] {
        assert!(
            texts
                .iter()
                .any(|text| text.contains(row)),
            "{row}: {texts:?}"
        );
    }
}

#[test]
fn the_end_of_a_paragraph_at_a_page_s_top_is_no_running_head() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut expected = Vec::new();
    for (page, place) in PLACES.iter().enumerate() {
        let [office, fees] = named(place);
        // More words, so that each page starts with other ones.
        let more = "ferries ".repeat(page + 1);
        let office = office.replace("ferries", more.trim_end());
        let lines = wrapped(&office, 430.0);
        // One line or two go on.
        let last = lines.len() - 1 - page % 2;
        sheet.paragraph(72.0, 120.0, 430.0, &fees);
        sheet.put_lines(72.0, 400.0, &lines[..last]);
        sheet.turn();
        sheet.put_lines(72.0, 90.0, &lines[last..]);
        expected.extend([fees, lines.join(" ")]);
    }
    assert_eq!(texts(&sheet), expected);
}

#[test]
fn numbers_of_lines_in_the_margin_cut_no_sentence() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut expected = Vec::new();
    for (page, place) in PLACES[..2].iter().enumerate() {
        if page > 0 {
            sheet.turn();
        }
        let texts = named(place);
        let mut y = 90.0;
        let mut lines = texts
            .iter()
            .flat_map(|text| wrapped(text, 340.0))
            .enumerate();
        for (at, line) in &mut lines {
            let number = (at + 1).to_string();
            sheet.put(
                90.0 - super::sheet::width(&number),
                y,
                BODY,
                &number,
            );
            sheet.put(120.0, y, BODY, &line);
            y += PITCH;
        }
        expected.extend(texts);
    }
    assert_eq!(texts(&sheet), expected);
}

#[test]
fn larger_type_makes_headings() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    sheet.put(72.0, 90.0, 18.0, "Ferries and Fees");
    sheet.put(72.0, 124.0, 13.0, "Part one");
    let y = sheet.paragraph(72.0, 146.0, 430.0, OFFICE);
    sheet.put(72.0, y + 20.0, 13.0, "Part two");
    sheet.paragraph(72.0, y + 42.0, 430.0, FEES);
    let brief = parse(&sheet).brief;
    assert_eq!(brief.title, "Ferries and Fees");
    let sections: Vec<&str> = brief
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    assert_eq!(sections, ["Part one", "Part two"]);
}

#[test]
fn a_title_over_two_centred_lines_is_one() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    sheet.put(198.0, 90.0, 22.0, "关于加强粮食安全");
    sheet.put(231.0, 120.0, 22.0, "工作的通知");
    sheet.paragraph(72.0, 170.0, 430.0, GRAIN);
    let brief = parse(&sheet).brief;
    assert_eq!(
        brief.title,
        "关于加强粮食安全工作的通知"
    );
    assert_eq!(brief.passages[1].text, GRAIN);
}

#[test]
fn items_are_passages() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut y = sheet.paragraph(72.0, 90.0, 430.0, FEES) + 8.0;
    for text in [OFFICE, FEES] {
        sheet.put(76.0, y, BODY, "\u{2022}");
        y = sheet.paragraph(90.0, y, 412.0, text) + 2.0;
    }
    let item = |text: &str| (Kind::Item, format!("\u{2022} {text}"));
    assert_eq!(
        passages(&sheet),
        [(Kind::Prose, FEES.to_owned()), item(OFFICE), item(FEES)]
    );
}

#[test]
fn rows_of_a_table_are_passages() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let mut y = sheet.paragraph(72.0, 90.0, 430.0, OFFICE) + 20.0;
    for [item, share, note] in [
        ["Item", "Share", "Note"],
        ["Coal", "14.2%", "falls in the north since the"],
        ["", "", "mines were closed"],
        ["Rail freight", "7.5%", "no change"],
    ] {
        sheet.put(72.0, y, BODY, item);
        sheet.put(200.0, y, BODY, share);
        sheet.put(280.0, y, BODY, note);
        y += if item.is_empty() {
            18.0
        } else {
            PITCH
        };
    }
    sheet.paragraph(72.0, y + 20.0, 430.0, FEES);
    let row = |text: &str| (Kind::Item, text.to_owned());
    assert_eq!(
        passages(&sheet)[1..],
        [
            row("Item | Share | Note"),
            row("Coal | 14.2% | falls in the north since the mines were closed"),
            row("Rail freight | 7.5% | no change"),
            (Kind::Prose, FEES.to_owned()),
        ]
    );
}

#[test]
fn notes_are_passages_and_their_marks_are_raised() {
    if !can_read() {
        return;
    }
    let mut sheet = Sheet::new();
    let x = 72.0 + super::sheet::width("It was agreed with the harbour party");
    sheet.put(
        72.0,
        90.0,
        BODY,
        "It was agreed with the harbour party",
    );
    sheet.put(x + 0.5, 86.0, 6.0, "1");
    sheet.put(
        x + 7.0,
        90.0,
        BODY,
        "that fees would fall, which took a year.",
    );
    sheet.paragraph(72.0, 110.0, 430.0, OFFICE);
    sheet.put(72.0, 740.0, 5.0, "1");
    sheet.put(
        77.0,
        743.0,
        8.0,
        "The party was founded in the year of the storm, of which",
    );
    sheet.put(72.0, 753.0, 8.0, "more is said below.");
    sheet.put(72.0, 764.0, 5.0, "2");
    sheet.put(
        77.0,
        767.0,
        8.0,
        "See the report on pumps.",
    );
    let texts = texts(&sheet);
    assert_eq!(
        texts[0],
        "It was agreed with the harbour party¹ that fees would fall, which took a year."
    );
    assert_eq!(
        texts[2..],
        [
            "¹ The party was founded in the year of the storm, of which more is said below.",
            "² See the report on pumps.",
        ]
    );
}
