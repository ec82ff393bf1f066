//! CSV, Markdown and HTML are read back by parsers that know nothing of yinde.

use dom_query::Document;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

use yinde::index::Index;
use yinde::query;
use yinde::render::{self, Answer, Piece, safe};
use yinde::search::{self, Hit, Request};

use super::support::{Briefs, Ran, sample, search as json, yinde};

const HOSTILE: &str = "Brief #9: <script>alert(1)</script>, =SUM(A1)\n\n1. <b onclick=\"x()\">Ports</b> & [rice](javascript:x)\n\n\
    Harbour <script>alert(\"x\")</script> </blockquote></title></style><img src=x onerror='y'> &lt; ![i](http://x.y/) `code` *star* _low_ **two** <!-- end -->\n\n\
    # harbour ==lit== $x$ ~~gone~~ https://example.org/a_b_c | cell | www.example.org :smile: [[link]] {.class}\n\n\
    - harbour\n\n1) harbour\n\n12. harbour\n\n> harbour\n\n+ harbour\n\n=harbour()\n\n@harbour\n\n-harbour,\"quoted\"\n\n＝harbour\n";

fn printed(args: &[&str]) -> String {
    let out = Ran::of(
        yinde()
            .arg("search")
            .args(args)
            .arg("--index")
            .arg(sample())
            .output()
            .expect("it runs"),
    );
    assert!(out.code < 2, "{args:?}: {}", out.stderr);
    out.stdout
}

fn rows(csv: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(csv.as_bytes())
        .records()
        .map(|row| row.expect("a row of the header's length"))
        .collect()
}

fn page(html: &str) -> Document {
    let page = Document::from(html);
    assert_eq!(
        page.errors.borrow().as_slice(),
        [""; 0],
        "{html}"
    );
    page
}

#[test]
fn csv_read_back_is_what_json_says() {
    for query in [
        "\"united front\"",
        "统战工作",
        "economy OR 经济",
        "nothing_like_it",
    ] {
        let csv = printed(&[query, "--limit", "0", "--format", "csv"]);
        assert!(
            csv.starts_with("rank,score,id,")
                && csv.ends_with("\r\n")
                && !csv
                    .replace("\r\n", "")
                    .contains('\n')
        );
        let hits = json(sample(), &[query, "--limit", "0"]).hits;
        let rows = rows(&csv);
        assert_eq!(rows.len(), hits.len());
        for (row, hit) in rows.iter().zip(&hits) {
            let section = hit.section.as_ref();
            let snippet: String = hit
                .snippet
                .iter()
                .map(|piece| piece.text.as_str())
                .collect();
            let topics = hit.topics.join("; ");
            let texts = [
                &hit.id,
                &hit.lang,
                &hit.kind,
                &hit.brief.source,
                hit.brief
                    .issue
                    .as_deref()
                    .unwrap_or_default(),
                &hit.brief.title,
                hit.brief
                    .date
                    .as_deref()
                    .unwrap_or_default(),
                section
                    .and_then(|s| s.number.as_deref())
                    .unwrap_or_default(),
                section
                    .map(|s| s.title.as_str())
                    .unwrap_or_default(),
                &topics,
            ];
            for (cell, text) in row.iter().skip(2).zip(texts) {
                assert_eq!(cell, as_text(text));
            }
            let numbers = [0, 12, 13, 14].map(|column| {
                row[column]
                    .parse::<usize>()
                    .expect("a number")
            });
            assert_eq!(
                numbers,
                [hit.rank, hit.line, hit.bytes[0], hit.bytes[1]]
            );
            let score: f64 = row[1].parse().expect("a number");
            assert!((score - hit.score).abs() < 1e-9);
            assert_eq!(row[15], as_text(&snippet));
        }
    }
}

/// A list item of Markdown begins with a sign, too.
fn as_text(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@']) {
        "'"
    } else {
        ""
    };
    mark.to_owned() + &safe(text)
}

#[test]
fn what_a_spreadsheet_would_run_is_text() {
    let briefs = Briefs::of(&[
        ("=evil.txt", HOSTILE),
        ("-b.txt", "+1\n=======\n\n\tharbour\n"),
    ]);
    let out = briefs.run(&["search", "harbour", "--limit", "0", "--format", "csv"]);
    let rows = rows(&out.stdout);
    assert!(rows.len() > 8, "{}", out.stdout);
    let signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    for cell in rows.iter().flatten() {
        assert!(
            !cell.trim_start().starts_with(signs),
            "{cell:?}"
        );
    }
    assert!(
        rows.iter()
            .all(|row| row[2].starts_with("'=evil#") || row[2].starts_with("'-b#"))
    );
    for defused in [
        "'=harbour()",
        "'@harbour",
        "'-harbour,\"quoted\"",
        "'＝harbour",
        "'=evil.txt",
        "'-b.txt",
    ] {
        assert!(
            rows.iter()
                .flatten()
                .any(|cell| cell == defused),
            "{defused}: {}",
            out.stdout
        );
    }
}

#[test]
fn facets_that_a_format_has_no_place_for_are_said_to_be_missing() {
    for format in ["csv", "jsonl"] {
        let args = [
            "search", "economy", "--facets", "--format", format, "--index",
        ];
        let out = Ran::of(
            yinde()
                .args(args)
                .arg(sample())
                .output()
                .expect("it runs"),
        );
        assert!(
            out.code == 0
                && out
                    .stderr
                    .contains("--facets has no effect with"),
            "{}",
            out.stderr
        );
    }
}

#[test]
fn a_page_is_valid_and_needs_nothing_else() {
    // Of a page that is not, the parser says so.
    assert!(
        !Document::from("<!DOCTYPE html><p>a</i></p></div>&x;")
            .errors
            .borrow()
            .is_empty()
    );
    for args in [
        &["\"united front\"", "--facets"][..],
        &["统战工作", "--group", "issue", "--facets"],
        &["economy", "--limit", "0", "--lang", "en"],
        &["economy", "--offset", "1000"],
        &["<b>&\"'", "--group", "issue"],
        &["locomotives", "--facets"],
    ] {
        let html = printed(&[args, &["--format", "html"]].concat());
        let page = page(&html);
        let policy = page
            .select("meta[http-equiv='Content-Security-Policy']")
            .attr("content")
            .expect("a policy");
        assert!(policy.starts_with("default-src 'none'"));
        assert_eq!(
            page.select("script, link, img, iframe, object, form, a, [src], [href], [onclick]")
                .length(),
            0
        );
        assert_eq!(page.select("h1").text().trim(), args[0]);
        let answer = json(sample(), args);
        assert_eq!(
            page.select("li").length(),
            answer.hits.len()
        );
        let marks: Vec<String> = page
            .select("mark")
            .iter()
            .map(|mark| mark.text().to_string())
            .collect();
        assert_eq!(
            marks,
            answer
                .hits
                .iter()
                .flat_map(|hit| hit.marked())
                .collect::<Vec<_>>()
        );
        for (quote, hit) in page
            .select("blockquote")
            .iter()
            .zip(&answer.hits)
        {
            assert_eq!(
                quote.attr("lang").as_deref(),
                Some(if hit.lang == "en" {
                    "en"
                } else {
                    "zh"
                })
            );
        }
        let facets = if args.contains(&"--facets") {
            answer.facets.expect("asked for")
        } else {
            std::collections::BTreeMap::new()
        };
        let facets = facets
            .values()
            .filter(|labels| !labels.is_empty())
            .count();
        assert_eq!(page.select("table").length(), facets);
    }
}

#[test]
fn markup_in_a_brief_is_shown_as_text() {
    let briefs = Briefs::of(&[("<i>&.txt", HOSTILE)]);
    let args = ["search", "harbour", "--limit", "0", "--facets", "--format"];
    let html = briefs
        .run(&[&args[..], &["html"]].concat())
        .stdout;
    let page = page(&html);
    assert_eq!(
        page.select("script, img, b, i, [onclick], [onerror]")
            .length(),
        0,
        "{html}"
    );
    assert!(
        page.select("h2")
            .text()
            .contains("<b onclick=\"x()\">Ports</b>")
    );
    let answer = briefs.search(&["harbour", "--limit", "0"]);
    let quotes: Vec<String> = page
        .select("blockquote")
        .iter()
        .map(|quote| quote.text().to_string())
        .collect();
    assert!(
        quotes
            .concat()
            .contains("<script>alert(\"x\")</script> </blockquote></title></style><img"),
        "{quotes:?}"
    );
    let markdown = briefs
        .run(&[&args[..], &["markdown"]].concat())
        .stdout;
    let quotations = quotations(&markdown);
    assert_eq!(quotations.len(), answer.hits.len());
    for (quotation, hit) in quotations.iter().zip(&answer.hits) {
        let snippet: String = hit
            .snippet
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(quotation.text, safe(&snippet));
        assert_eq!(quotation.bold, hit.marked());
    }
    // A brief's title, too.
    let html = briefs
        .run(&[&args[..], &["html", "--group", "issue"]].concat())
        .stdout;
    assert_eq!(
        self::page(&html)
            .select("section > h2")
            .text()
            .trim(),
        "Brief #9: <script>alert(1)</script>, =SUM(A1)"
    );
    self::quotations(
        &briefs
            .run(&[&args[..], &["markdown", "--group", "issue"]].concat())
            .stdout,
    );
}

#[derive(Debug, Default)]
struct Quotation {
    text: String,
    bold: Vec<String>,
}

/// The quotations in what yinde wrote, read with every extension. There may be no other markup than
/// yinde's own.
fn quotations(markdown: &str) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    let (mut inside, mut bold) = (false, false);
    for event in Parser::new_ext(
        markdown,
        Options::all() - Options::ENABLE_SMART_PUNCTUATION,
    ) {
        let bold_begins = match &event {
            Event::Start(Tag::Strong) => true,
            Event::InlineHtml(tag) => &**tag == "<b>",
            _ => false,
        };
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                inside = true;
                quotations.push(Quotation::default());
            }
            Event::End(TagEnd::BlockQuote(_)) => inside = false,
            _ if bold_begins => {
                bold = true;
                quotations
                    .last_mut()
                    .expect("bold in a quotation")
                    .bold
                    .push(String::new());
            }
            Event::End(TagEnd::Strong) => bold = false,
            Event::InlineHtml(tag) if &*tag == "</b>" => bold = false,
            Event::Text(text) if inside => {
                let quotation = quotations
                    .last_mut()
                    .expect("one has begun");
                quotation.text.push_str(&text);
                if bold {
                    quotation
                        .bold
                        .last_mut()
                        .expect("one has begun")
                        .push_str(&text);
                }
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::Code(_) => {
                assert!(!inside, "{markdown}");
            }
            Event::Text(_) | Event::Start(Tag::Heading { .. } | Tag::Paragraph) | Event::End(_) => {
            }
            other => panic!("{other:?} in {markdown}"),
        }
    }
    quotations
}

/// Width of the snippets of all formats but text.
const COLUMNS: usize = 240;

/// A text of these parts, every second of which is a match.
fn matches(parts: &[String], first_is_hit: bool) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let start = text.len();
        text += part;
        if (n % 2 == 0) == first_is_hit {
            spans.push(start..text.len());
        }
    }
    (text, spans)
}

/// The bytes that `render` makes of one hit with this text and these matches and, as its path, this
/// label.
fn rendered(
    (text, spans): &(String, Vec<Range<usize>>),
    label: &str,
    render: fn(&Answer<'_>, &mut dyn std::io::Write) -> std::io::Result<()>,
) -> String {
    let index = Index::open(sample()).expect("the sample");
    let request = Request::new(query::parse("economy").expect("a query"));
    let mut results = search::search(&index, &request).expect("an answer");
    results.hits.truncate(1);
    let hit: &mut Hit = &mut results.hits[0];
    hit.passage.text.clone_from(text);
    hit.spans.clone_from(spans);
    hit.passage.sub_heading = Some(label.into());
    hit.passage.label.id = format!("{label}#1");
    hit.passage.label.brief.source = label.into();
    let mut out = Vec::new();
    render(
        &Answer {
            query: label,
            request: &request,
            results: &results,
        },
        &mut out,
    )
    .expect("bytes");
    String::from_utf8(out).expect("UTF-8")
}

/// Texts of what means something somewhere.
fn markup() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "a", "B", "统", "战", " ", "  ", "\n", "\t", "1", ".", ")", "#", "-", "+", "*", "**", "_",
        "`", "```", "~~", "|", "<", ">", "</b>", "<b>", "<!--", "&", "&amp;", "[", "]", "(", "!",
        "\\", "$", "$$", "=", "==", "^", ":", "://", "https://", "www.", "@", "{", "}", "%%", "\"",
        "'", "“", "。", "é", "e\u{301}", "\u{1b}", "\u{202e}", "\u{0}", "\u{a0}", "\u{3000}", "😀",
        "[x]", "[^1]", "---", "+++", ":::",
    ];
    prop::collection::vec(prop::sample::select(PARTS), 1..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_becomes_markup(texts in prop::collection::vec(markup(), 1..5), first_is_hit: bool, label in markup()) {
        let found = matches(&texts, first_is_hit);
        let pieces: Vec<Piece> = render::snippet(&found.0, &found.1, COLUMNS);
        let text: String = pieces.iter().map(|piece| safe(&piece.text).into_owned()).collect();

        let html = rendered(&found, &label, render::html::render);
        let page = page(&html);
        prop_assert_eq!(&*page.select("blockquote").text(), &text);
        prop_assert_eq!(&*page.select("h1").text(), &*safe(&label));
        let id = format!("{label}#1");
        prop_assert_eq!(&*page.select("code").text(), &*safe(&id));

        // Markdown has no blanks at a line's ends, nor does a matching phrase begin or end with
        // one.
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let markdown = rendered(&found, &label, render::markdown::render);
        let quotations = quotations(&markdown);
        if !squeezed(&text).is_empty() {
            prop_assert_eq!(quotations.len(), 1, "{}", &markdown);
            prop_assert_eq!(squeezed(&quotations[0].text), squeezed(&text), "{}", &markdown);
            let hits = pieces.iter().filter(|piece| piece.hit).map(|piece| squeezed(&safe(&piece.text)));
            let bold: Vec<String> = quotations[0].bold.iter().map(|bold| squeezed(bold)).collect();
            prop_assert_eq!(bold, hits.collect::<Vec<_>>(), "{}", &markdown);
        }

        let csv = rendered(&found, &label, render::csv::render);
        let row = &rows(&csv)[0];
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let whole = safe(&whole);
        prop_assert!(row[15] == *whole || row[15] == format!("'{whole}"), "{}", &csv);
        prop_assert!(!row[15].trim_start().starts_with(['=', '+', '-', '@']));
        for output in [html, markdown, csv] {
            prop_assert!(!output.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r')));
        }
    }
}
