//! The values of front matter: issues, dates, authors and what else a citation needs.

use super::front_matter::{day, texts, toml, yaml};
use crate::support::Briefs;

#[test]
fn issues_are_as_written() {
    let issues = [
        ("042", "42"),
        ("\"042\"", "42"),
        ("12.10", "12.10"),
        ("\"No. 7\"", "No. 7"),
        ("#42", "42"),
        ("\"#42\"", "42"),
        ("2021/12", "2021/12"),
        ("1_0", "1_0"),
        ("0x1f", "0x1f"),
        ("000", "000"),
        ("第四十二期", "42"),
        ("十二", "12"),
        ("试刊号", "试刊号"),
    ];
    for (written, issue) in issues {
        let parsed = yaml(&format!("title: T\nissue: {written}"));
        assert_eq!(
            parsed.brief.issue.as_deref(),
            Some(issue)
        );
    }
    for (written, issue) in [("042", "42"), ("12.10", "12.10"), ("7", "7")] {
        let parsed = toml(&format!(
            "title = \"T\"\nissue = {written}"
        ));
        assert_eq!(
            parsed.brief.issue.as_deref(),
            Some(issue)
        );
    }
}

#[test]
fn dates_in_the_forms_that_people_write() {
    let days = [
        "2024-03-08",
        "\"2024-03-08\"",
        "2024-03-08T10:00:00Z",
        "2024-03-08T23:30:00+08:00",
        "2024-03-08T10:00",
        "2024-03-08 10:00",
        "2024-03-08 10:00:00 +0800",
        "2024-3-8",
        "20240308",
        "20240308T101500Z",
        "2024/3/8",
        "2024.03.08",
        "8 March 2024",
        "8th March, 2024",
        "Mar. 8, 2024",
        "March 8, 2024 at 10:00",
        "Fri, 08 Mar 2024 10:00:00 GMT",
        "2024年3月8日",
        "2024 年 3 月 8 日",
        "2024年3月8号",
        "２０２４年３月８日",
        "二〇二四年三月八日",
        "二○二四年三月八日",
        "二零二四年三月八日",
    ];
    for written in days {
        let parsed = yaml(&format!("title: T\ndate: {written}"));
        assert_eq!(day(&parsed), "2024-03-08", "{written}");
        assert_eq!(parsed.warnings, []);
    }
    let others = [
        ("2024-03", "2024-03-01"),
        ("2024/03", "2024-03-01"),
        ("2024.10", "2024-10-01"),
        ("March 2024", "2024-03-01"),
        ("2024年3月", "2024-03-01"),
        ("二〇二四年三月", "2024-03-01"),
        ("2024", "2024-01-01"),
        ("2024年", "2024-01-01"),
        ("true", "none"),
    ];
    for (written, date) in others {
        let parsed = yaml(&format!("title: T\ndate: {written}"));
        assert_eq!(day(&parsed), date, "{written}");
        assert_eq!(parsed.warnings, []);
    }
    for written in [
        "2024-03-08T10:00:00Z",
        "2024-03-08 10:00:00",
        "2024-03-08",
        "2024-3-8",
    ] {
        let parsed = toml(&format!(
            "title = \"T\"\ndate = {written}"
        ));
        assert_eq!(day(&parsed), "2024-03-08", "{written}");
    }
    for written in ["soon", "2024-13-40"] {
        let parsed = yaml(&format!("title: T\ndate: {written}"));
        assert_eq!(day(&parsed), "none");
        assert_eq!(parsed.warnings.len(), 1, "{written}");
    }
}

#[test]
fn the_date_of_publication_counts_before_others() {
    let fronts = [
        "published: 2024-03-08\ndate: 2024-01-01",
        "created: 2024-03-08\npublished: 2024-01-01\nupdated: 2024-05-01",
        "created: 2024-01-01\nmodified: 2024-05-01",
        "Published_Time: 2024-01-01T08:00:00Z\npublished: true",
        "date: soon\npubdate: 2024-01-01",
    ];
    for front in fronts {
        assert_eq!(
            day(&yaml(front)),
            "2024-01-01",
            "{front}"
        );
    }
    assert_eq!(
        day(&yaml("title: T\nupdated: 2024-01-01")),
        "none"
    );
}

#[test]
fn citation_data_is_no_passage() {
    let parsed = yaml(
        "title: T\nAuthors: [A. Writer, \"B. Scribe\"]\nsource-url: https://harbour.example/42\n\
         Publisher: Harbour Press\naccessed: 2024-05-01\nSlug: t\ndraft: false\nlayout: post\n\
         id: 7\nUID: x\naliases: [u]\ncssclasses: wide\nlanguage: zh\npermalink: /t/\n\
         last modified: 2024-06-01\nsummary: What it says.",
    );
    assert_eq!(
        texts(&parsed),
        ["T", "summary: What it says.", "Mango here."]
    );
    let brief = &parsed.brief;
    assert_eq!(
        brief.authors,
        ["A. Writer", "B. Scribe"]
    );
    assert_eq!(
        brief.url.as_deref(),
        Some("https://harbour.example/42")
    );
    assert_eq!(
        brief.publisher.as_deref(),
        Some("Harbour Press")
    );
    let accessed = brief
        .accessed
        .map(|day| day.to_string());
    assert_eq!(accessed.as_deref(), Some("2024-05-01"));
}

#[test]
fn authors_in_their_usual_forms() {
    let two = [
        "author: A. Writer and B. Scribe",
        "author: A. Writer, B. Scribe",
        "authors: A. Writer; B. Scribe",
        "byline: By A. Writer & B. Scribe",
        "author:\n  - A. Writer\n  - B. Scribe",
        "authors:\n  - name: A. Writer\n    email: a@harbour.example\n  - name: B. Scribe",
        "author: A. Writer\nauthors: [B. Scribe, A. Writer]",
    ];
    for front in two {
        let mut authors = yaml(front).brief.authors;
        authors.sort();
        assert_eq!(
            authors,
            ["A. Writer", "B. Scribe"],
            "{front}"
        );
    }
    assert_eq!(
        yaml("author: Writer, Anne")
            .brief
            .authors,
        ["Writer, Anne"]
    );
    assert_eq!(
        yaml("作者：甲作者、乙作者")
            .brief
            .authors,
        ["甲作者", "乙作者"]
    );
    assert_eq!(
        yaml("author:\n  given: Anne\n  family: Writer")
            .brief
            .authors,
        ["Anne Writer"]
    );
}

#[test]
fn a_source_that_is_no_address_stays_a_passage() {
    let parsed = yaml("title: T\nsource: https://harbour.example/42");
    assert_eq!(texts(&parsed), ["T", "Mango here."]);
    assert_eq!(
        parsed.brief.url.as_deref(),
        Some("https://harbour.example/42")
    );
    let parsed = yaml("title: T\n来源：港口日报");
    assert_eq!(
        texts(&parsed),
        ["T", "来源：港口日报", "Mango here."]
    );
}

#[test]
fn a_brief_dated_by_month_is_found_by_month_and_year() {
    let briefs = Briefs::of(&[
        (
            "month.md",
            "---\ndate: 2024-03\n---\n\nMango here.\n",
        ),
        (
            "year.md",
            "---\ndate: 2023\n---\n\nMango here.\n",
        ),
    ]);
    let found = |query: &str| briefs.places(query).len();
    assert_eq!(found("date:2024-03 mango"), 1);
    assert_eq!(found("date:2024 mango"), 1);
    assert_eq!(found("date:2024-04 mango"), 0);
    assert_eq!(found("date:2023 mango"), 1);
}
