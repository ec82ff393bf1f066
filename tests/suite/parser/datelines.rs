//! The date on a line near the top that says little else.

use yinde::formats;
use yinde::model::{Brief, Kind};

use crate::file_formats;

const LINES: [(&str, &str); 24] = [
    (
        "March 5, 2021 · 8 min read",
        "2021-03-05",
    ),
    (
        "March 5, 2021 | 8 min read",
        "2021-03-05",
    ),
    (
        "8 min read | March 5, 2021",
        "2021-03-05",
    ),
    (
        "By A. Writer | March 5, 2021",
        "2021-03-05",
    ),
    (
        "A. Writer and B. Clerk, 5 March 2021",
        "2021-03-05",
    ),
    (
        "Updated March 5, 2021 at 10:15 AM",
        "2021-03-05",
    ),
    ("Beijing, 5 March 2021", "2021-03-05"),
    ("5 March 2021, Canberra", "2021-03-05"),
    ("5 March 2021 – New York", "2021-03-05"),
    ("Week of March 5, 2021", "2021-03-05"),
    ("1–7 March 2021", "2021-03-07"),
    (
        "2021-02-22 10:15:33 来源：新华网",
        "2021-02-22",
    ),
    (
        "2021年3月5日 10:15 新华网",
        "2021-03-05",
    ),
    (
        "来源：新华社 2021-03-05 10:15",
        "2021-03-05",
    ),
    (
        "2021年03月05日10:15 | 来源：人民网",
        "2021-03-05",
    ),
    ("2021年3月5日，北京", "2021-03-05"),
    ("2021年3月5日　北京", "2021-03-05"),
    (
        "作者：张三 2021/3/5 字号：大 中 小",
        "2021-03-05",
    ),
    (
        "2021年3月5日 星期五 约1200字",
        "2021-03-05",
    ),
    ("２０２１年３月５日", "2021-03-05"),
    ("２０２１－０３－０５", "2021-03-05"),
    ("民國110年3月5日", "2021-03-05"),
    ("中華民國一一〇年三月五日", "2021-03-05"),
    (
        "中华民国一百零三年十二月三十一日",
        "2014-12-31",
    ),
];

const TITLES: [(&str, &str); 3] = [
    (
        "Brief #7: Ports, rice",
        "The harbour board met again and spoke of the tolls that it had set for the year.\n\n\
         It did not say when it would meet.",
    ),
    (
        "Port reform goes on",
        "The harbour board met again and spoke of the tolls that it had set for the year.\n\n\
         It did not say when it would meet.",
    ),
    (
        "港口改革继续推进",
        "港务局召开会议，讨论了本年度的收费标准，并决定公布。\n\n会议没有说明下次会议的时间。",
    ),
];

fn date(brief: &Brief) -> String {
    brief
        .date
        .map_or("none".to_owned(), |date| {
            date.to_string()
        })
}

/// The text with `line` below or above its title is dated `expected`, and the line is no heading.
fn is_dated(text: &str, title: &str, expected: &str) {
    let brief = formats::parse_text("a.txt", text).brief;
    assert_eq!(date(&brief), expected, "{text}");
    assert_eq!(brief.title, title, "{text}");
    assert!(brief.sections.is_empty(), "{text}");
    let headings = brief.passages.iter();
    let headings = headings.filter(|passage| passage.kind == Kind::Heading);
    assert_eq!(headings.count(), 1, "{text}");
}

#[test]
fn a_dateline_below_the_title_dates_the_brief() {
    for (line, expected) in LINES {
        for (title, body) in TITLES {
            is_dated(
                &format!("{title}\n\n{line}\n\n{body}\n"),
                title,
                expected,
            );
            is_dated(
                &format!("{title}\n{line}\n\n{body}\n"),
                title,
                expected,
            );
        }
    }
}

#[test]
fn a_dateline_above_the_title_dates_the_brief() {
    for (line, expected) in LINES {
        if line.contains(" and ") {
            // Without another mark, such a line may as well be a title.
            continue;
        }
        for (title, body) in TITLES {
            is_dated(
                &format!("{line}\n\n{title}\n\n{body}\n"),
                title,
                expected,
            );
        }
    }
}

#[test]
fn a_dateline_of_a_page_and_of_markdown_dates_the_brief() {
    for (line, expected) in LINES {
        for (title, body) in TITLES {
            let markdown = format!("# {title}\n\n{line}\n\n{body}\n");
            let brief = formats::parse_text("a.md", &markdown).brief;
            assert_eq!(date(&brief), expected, "{markdown}");
            let body = body.replace("\n\n", "</p><p>");
            let page =
                format!("<meta charset=\"utf-8\"><h1>{title}</h1><p>{line}</p><p>{body}</p>");
            let mut briefs =
                file_formats::read("a.html", page.clone().into_bytes()).expect("a page");
            let (_, parsed) = briefs.remove(0);
            assert_eq!(
                date(&parsed.expect("a brief").brief),
                expected,
                "{page}"
            );
        }
    }
}

#[test]
fn a_date_in_a_sentence_or_after_another_key_dates_nothing() {
    let lines = [
        "On March 5, 2021, the board met.",
        "The board met on 5 March 2021",
        "The board will meet in Canberra, 5 March 2021.",
        "Deadline: March 5, 2021",
        "Hearing date: 5 March 2021",
        "会议时间：2021年3月5日下午",
        "截止日期：2021年3月5日",
        "Next meeting: 5 March 2021, Canberra",
        "Born on 5 March 2021, he wrote three books",
        "“Tolls”, 5 March 2021",
        "— A. Writer, 5 March 2021",
        "2021年3月5日，港务局召开了会议",
        "港务局于2021年3月5日公布收费标准",
        "截止日期为2021年3月5日",
        "A new toll of 5 March 2021, which the board has set",
    ];
    for line in lines {
        for (title, body) in TITLES {
            let text = format!("{title}\n\n{line}\n\n{body}\n");
            let brief = formats::parse_text("a.txt", &text).brief;
            assert_eq!(date(&brief), "none", "{text}");
        }
    }
    for (title, body) in TITLES {
        let text = format!("{title}\n\n{body}\n\n{body}\n\nCanberra, 5 March 2021\n\n{body}\n");
        let brief = formats::parse_text("a.txt", &text).brief;
        assert_eq!(date(&brief), "none", "{text}");
    }
}

#[test]
fn weeks_that_head_sections_stay_headings() {
    let text = "Harbour chronicle\n\nWeek of March 5, 2021\n\n\
                The board met, and spoke of tolls.\n\nWeek of March 12, 2021\n\n\
                The board met again, and spoke of rice.\n";
    let brief = formats::parse_text("a.txt", text).brief;
    let sections = brief.sections.iter();
    let sections: Vec<&str> = sections
        .map(|section| section.title.as_str())
        .collect();
    assert_eq!(
        sections,
        ["Week of March 5, 2021", "Week of March 12, 2021"]
    );
}
