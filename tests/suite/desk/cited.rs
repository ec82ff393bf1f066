//! Citations, read back by other programs: `biblatex` and `citationberg` of Typst, and `biblib`.

use std::collections::BTreeSet;

use biblatex::{Bibliography, ChunksExt};
use biblib::{CitationParser, RisParser};
use citationberg::json::{DateValue, Item, NameValue, Value};

use crate::support::{Briefs, Ran};

/// A title with every mark that means something in a format.
const TITLE: &str = r"Ports & fees: 100% of {all} tolls_of #2, $5 ~ ^ \x “now”";

fn briefs() -> Briefs {
    let front = format!(
        "---\ntitle: '{TITLE}'\nissue: 42\nseries: Harbour Notes\ndate: 2020-09-20\n\
         author: [Anne van Writer, 王小明, Harbour Research Institute]\n\
         url: 'https://harbour.example/a_b?x=1&y=2%20z'\npublisher: Quay Press\n\
         accessed: 2020-10-01\n---\n\n"
    );
    let body = "# Fees\n\nThe board spoke of 港口收费 today, 5% more & {so on}.\n";
    Briefs::of(&[
        ("full.md", &(front + body)),
        (
            "bare.txt",
            "Harbour\n\nNothing is known of this brief.\n",
        ),
    ])
}

fn cite(briefs: &Briefs, args: &[&str]) -> Ran {
    let out = briefs.run(&[&["cite"], args].concat());
    assert_eq!(out.code, 0, "{args:?}: {}", out.stderr);
    out
}

#[test]
fn bibtex_is_read_back() {
    let briefs = briefs();
    let out = cite(
        &briefs,
        &["full", "full#3", "bare", "-f", "bibtex"],
    )
    .stdout;
    let entries = Bibliography::parse(&out).expect("BibTeX");
    assert_eq!(entries.len(), 3, "{out}");
    let keys: BTreeSet<&str> = entries
        .iter()
        .map(|entry| entry.key.as_str())
        .collect();
    assert_eq!(keys.len(), 3);
    let full = entries
        .get("full")
        .expect("the brief");
    let verbatim = |name: &str| {
        full.get(name)
            .expect(name)
            .format_verbatim()
    };
    assert_eq!(verbatim("journal"), "Harbour Notes");
    assert_eq!(verbatim("number"), "42");
    assert_eq!(verbatim("year"), "2020");
    assert_eq!(
        verbatim("url"),
        "https://harbour.example/a_b?x=1&y=2%20z"
    );
    let title = full
        .title()
        .expect("a title")
        .format_verbatim();
    assert!(title.contains("Ports & fees: 100% of ") && title.contains("tolls_of #2, $5"));
    let authors = full.author().expect("authors");
    let names: Vec<(&str, &str, &str)> = authors
        .iter()
        .map(|name| {
            (
                name.given_name.as_str(),
                name.prefix.as_str(),
                name.name.as_str(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("Anne", "van", "Writer"),
            ("", "", "王小明"),
            ("", "", "Harbour Research Institute"),
        ]
    );
    let bare = entries
        .get("bare")
        .expect("the brief");
    for absent in ["author", "year", "journal", "url", "publisher"] {
        assert!(bare.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn ris_is_read_back() {
    let briefs = briefs();
    let out = cite(
        &briefs,
        &["full#3", "bare", "-f", "ris"],
    )
    .stdout;
    assert!(
        out.ends_with("ER  - \r\n\r\n")
            && !out
                .replace("\r\n", "")
                .contains('\n')
    );
    let citations = RisParser::new()
        .parse(&out)
        .expect("RIS");
    assert_eq!(citations.len(), 2);
    let full = &citations[0];
    assert_eq!(full.title, TITLE);
    assert_eq!(
        full.journal.as_deref(),
        Some("Harbour Notes")
    );
    assert_eq!(full.issue.as_deref(), Some("42"));
    assert_eq!(
        full.publisher.as_deref(),
        Some("Quay Press")
    );
    assert_eq!(
        full.urls,
        ["https://harbour.example/a_b?x=1&y=2%20z"]
    );
    let date = full.date.as_ref().expect("a date");
    assert_eq!(
        (date.year, date.month, date.day),
        (2020, Some(9), Some(20))
    );
    let names: Vec<&str> = full
        .authors
        .iter()
        .map(|author| author.name.as_str())
        .collect();
    assert_eq!(names[..2], ["van Writer", "王小明"]);
    assert!(out.contains("AU  - Harbour Research Institute\r\n"));
    let bare = &citations[1];
    assert_eq!(bare.title, "Harbour");
    assert!(bare.authors.is_empty() && bare.date.is_none() && bare.urls.is_empty());
}

#[test]
fn csl_json_is_read_back() {
    let briefs = briefs();
    let out = cite(
        &briefs,
        &["full#3", "bare", "-f", "csl-json"],
    )
    .stdout;
    let items: Vec<Item> = serde_json::from_str(&out).expect("CSL-JSON");
    assert_eq!(items.len(), 2);
    let full = &items[0].0;
    let text = |name: &str| {
        full[name]
            .to_str()
            .expect(name)
            .into_owned()
    };
    assert_eq!(text("title"), TITLE);
    assert_eq!(text("container-title"), "Harbour Notes");
    assert_eq!(
        text("URL"),
        "https://harbour.example/a_b?x=1&y=2%20z"
    );
    assert_eq!(
        items[0].type_().as_deref(),
        Some("article-magazine")
    );
    let Value::Names(names) = &full["author"] else {
        panic!("{full:?}")
    };
    assert!(matches!(&names[0], NameValue::Item(name) if name.family == "van Writer"));
    assert!(matches!(&names[1], NameValue::Literal(name) if name.literal == "王小明"));
    assert!(matches!(
        &full["issued"],
        Value::Date(DateValue::DateParts { .. })
    ));
    let bare = &items[1].0;
    let keys: Vec<&str> = bare
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, ["id", "title", "type"]);
}

#[test]
fn citations_for_people() {
    let briefs = briefs();
    let mut said = Vec::new();
    for format in ["chicago", "apa", "gbt7714"] {
        let out = cite(
            &briefs,
            &["full", "full#3", "bare", "-f", format],
        );
        said.push(format!("{format}\n{}", out.stdout));
        assert_eq!(
            out.stderr,
            "yinde: bare.txt has no author, date, series, url; left out\n"
        );
    }
    insta::assert_snapshot!("citations", said.join("\n"));
}

#[test]
fn all_hits_of_a_query_are_cited() {
    let briefs = briefs();
    let out = cite(
        &briefs,
        &["--query", "港口收费", "-f", "ris"],
    );
    let id = briefs.search(&["港口收费"]).hits[0]
        .stable_id
        .clone();
    assert!(
        out.stdout
            .contains(&format!("ID  - {id}\r\n")),
        "{}",
        out.stdout
    );
    assert_eq!(
        cite(&briefs, &[&id, "-f", "ris"]).stdout,
        out.stdout
    );
    let none = briefs.run(&["cite", "--query", "locomotive"]);
    assert_eq!(
        (none.code, none.stdout.as_str()),
        (1, "")
    );
    assert_eq!(briefs.run(&["cite", "nosuch"]).code, 2);
    assert_eq!(briefs.run(&["cite"]).code, 2);
}

#[test]
fn hostile_facts_stay_inside_their_fields() {
    let title = "A } @misc{evil, title={x}} \\input{x}";
    let front = format!(
        "---\ntitle: '{title}'\nauthor: ['a and b }} c', 'TY  - BOOK']\n\
         url: 'https://x.example/}}{{'\n---\n\nWords.\n"
    );
    let briefs = Briefs::of(&[("}{ä中#~1.md", &front)]);
    let id = briefs.search(&["words"]).hits[0]
        .stable_id
        .clone();
    let bibtex = cite(&briefs, &[&id, "-f", "bibtex"]).stdout;
    let entries = Bibliography::parse(&bibtex).expect("BibTeX");
    assert_eq!(entries.len(), 1, "{bibtex}");
    let ris = cite(&briefs, &[&id, "-f", "ris"]).stdout;
    let citations = RisParser::new()
        .parse(&ris)
        .expect("RIS");
    assert_eq!(citations.len(), 1);
    assert_eq!(citations[0].title, title);
}

#[test]
fn readers_fill_in_what_their_formats_know() {
    let page = "<html lang=en><head><title>Tolls</title><meta name=author content='Anne Writer'>\
        <meta property='article:author' content='https://x.example/anne'>\
        <meta name='dc.publisher' content='Quay Press'>\
        <link rel=canonical href='https://x.example/tolls'></head>\
        <body><article><h1>Tolls</h1><p>Tolls rose again in the harbour this year, said the board, \
        and nobody knew why they did.</p></article></body></html>";
    let rss = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>\
        <title>Letters</title><item><title>Piers</title><link>https://x.example/piers</link>\
        <dc:creator>Bao Scribe</dc:creator><author>bao@x.example (Bao Scribe Jr)</author>\
        <description>Piers are old.</description></item></channel></rss>";
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Letters</title><entry>\
        <title>Quays</title><link href='https://x.example/quays'/><id>q</id>\
        <author><name>C. &amp; D. Poet</name><email>c@x.example</email></author>\
        <content>Quays are wet.</content></entry></feed>";
    let mail = "From: Dora Sender <dora@x.example>\r\nSubject: Cranes\r\n\
        Date: Sun, 20 Sep 2020 10:00:00 +0000\r\n\r\nCranes are tall.\r\n";
    let briefs = Briefs::of(&[
        ("page.html", page),
        ("a.rss", rss),
        ("b.atom", atom),
        ("c.eml", mail),
    ]);
    for (word, facts) in [
        (
            "board",
            &[
                "AU  - Writer, Anne",
                "UR  - https://x.example/tolls",
                "PB  - Quay Press",
            ][..],
        ),
        (
            "piers",
            &[
                "AU  - Scribe, Bao\r\n",
                "UR  - https://x.example/piers",
                "T2  - Letters",
            ],
        ),
        (
            "quays",
            &["AU  - C. & D. Poet", "UR  - https://x.example/quays"],
        ),
        (
            "cranes",
            &["AU  - Sender, Dora", "PY  - 2020"],
        ),
    ] {
        let ris = cite(&briefs, &["--query", word, "-f", "ris"]).stdout;
        for fact in facts {
            assert!(
                ris.contains(fact),
                "{word}: {fact} in {ris}"
            );
        }
        assert!(
            !ris.contains("x.example/anne") && !ris.contains("@x.example"),
            "{ris}"
        );
    }
}
