//! Briefs in two languages, and dates in other languages.

use yinde::formats::{self, Parsed};
use yinde::model::Kind;

fn parse(text: &str) -> Parsed {
    formats::parse_text("a.txt", text)
}

fn kinds(text: &str) -> Vec<(String, Kind)> {
    let brief = parse(text).brief;
    let passages = brief.passages.into_iter();
    passages
        .map(|passage| (passage.text, passage.kind))
        .collect()
}

fn kind_of(text: &str, start: &str) -> Kind {
    let kinds = kinds(text);
    let of_start = kinds
        .iter()
        .find(|(text, _)| text.starts_with(start));
    of_start.expect("the passage").1
}

/// Chinese prose of three paragraphs.
const CHINESE: &str = "渡轮今年起每半小时一班，从南岸到北岸只要十分钟，学生和老人半价，\
    其他人票价不变，港务局还在南岸新修了候船室。\n\n\
    旧码头的三座水泵已经用了三十年，去年坏了两次，港务局说明年全部换新，\
    费用由各渡轮公司按船数分担。\n\n\
    粮价的事情也要说一说：米价连续三个月没有变化，面价略有下降，\
    商人们说秋天以后才会知道收成。\n\n";

/// English prose with a quotation and its translation.
const ENGLISH: &str = "The harbour office wants new pumps before the winter, and so do the owners \
    of the ferries, who have waited for them since the flood.\n\n\
    The minister put it like this:\n\n\
    房住不炒\n\nHousing is for living in, not for speculation.\n\n\
    Nobody in the room disagreed with him.\n\n";

#[test]
fn chinese_prose_in_a_brief_in_both_languages_is_prose() {
    let text = format!("Brief #7: Ports\n\n{ENGLISH}{CHINESE}");
    assert_eq!(
        kind_of(&text, "渡轮今年起"),
        Kind::Prose
    );
    assert_eq!(kind_of(&text, "旧码头"), Kind::Prose);
    assert_eq!(kind_of(&text, "房住不炒"), Kind::Quote);
    assert_eq!(
        kind_of(&text, "Housing is"),
        Kind::Quote
    );
    assert_eq!(kind_of(&text, "Nobody"), Kind::Prose);
}

#[test]
fn chinese_in_an_english_brief_is_a_quotation() {
    let english = "The fees of the harbour rise in summer, when most of the ships call at its \
        piers and the owners have the money to pay them.\n\n";
    let text = format!(
        "Brief #7: Ports\n\n{}渡轮今年起每半小时一班。\n\n{english}",
        english.repeat(8)
    );
    assert_eq!(
        kind_of(&text, "渡轮今年起"),
        Kind::Quote
    );
}

#[test]
fn a_chinese_heading_in_a_brief_in_both_languages_is_one() {
    let text = format!("Brief #7: Ports\n\n{ENGLISH}渡轮与水泵\n\n{CHINESE}");
    assert_eq!(
        kind_of(&text, "渡轮与水泵"),
        Kind::Heading
    );
}

#[test]
fn short_translations_are_quotations() {
    for (original, translation, kind) in [
        (
            "房住不炒",
            "Housing is for living in, not for speculation.",
            Kind::Quote,
        ),
        ("团结。", "Unity.", Kind::Quote),
        (
            "人民至上。",
            "The people come before everything else, always.",
            Kind::Quote,
        ),
        (
            "团结。",
            "The speech was read to an audience of eight hundred people in the old hall.",
            Kind::Prose,
        ),
        (
            "渡轮今年起每半小时一班，从南岸到北岸只要十分钟，学生和老人半价。",
            "He smiled.",
            Kind::Prose,
        ),
    ] {
        let prose = "The fees of the harbour rise in summer, when most of the ships call there. ";
        let text = format!(
            "Brief #7: Ports\n\n{}\n\nHe said this:\n\n{original}\n\n{translation}\n\nMore of this \
             will follow in the next issue, as usual.\n",
            prose.repeat(6)
        );
        assert_eq!(
            kind_of(&text, translation),
            kind,
            "{translation}"
        );
    }
}

#[test]
fn dates_in_other_languages_are_dates() {
    let days = [
        "5. Mai 2024",
        "05. Mai 2024",
        "Sonntag, 5. Mai 2024",
        "den 5. Mai 2024",
        "5 mai 2024",
        "dimanche 5 mai 2024",
        "le 5 mai 2024",
        "5 de mayo de 2024",
        "domingo, 5 de mayo de 2024",
        "5 мая 2024 г.",
        "5 мая 2024 года",
        "воскресенье, 5 мая 2024",
        "2024年5月5日",
        "2024년 5월 5일",
        "2024년 5월 5일 일요일",
    ];
    for written in days {
        let text = format!("Ports and Pumps\n\n{written}\n\nThe fees of the harbour rise.\n");
        let date = parse(&text).brief.date;
        assert_eq!(
            date.map(|day| day.to_string())
                .as_deref(),
            Some("2024-05-05"),
            "{written}"
        );
    }
    for (written, date) in [
        ("1er septembre 2023", "2023-09-01"),
        ("1. März 2023", "2023-03-01"),
        ("28 février 2023", "2023-02-28"),
        ("3. Okt. 2023", "2023-10-03"),
        ("31 декабря 2023", "2023-12-31"),
        ("12 de diciembre del 2023", "2023-12-12"),
        ("März 2023", "2023-03-01"),
        ("août 2023", "2023-08-01"),
        ("marzo de 2023", "2023-03-01"),
    ] {
        let text = format!("---\ntitle: Ports\ndate: {written}\n---\nThe fees rise.\n");
        let day = parse(&text).brief.date;
        assert_eq!(
            day.map(|day| day.to_string())
                .as_deref(),
            Some(date),
            "{written}"
        );
    }
}
