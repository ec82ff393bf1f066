//! No text of a brief becomes markup.

use std::io;
use std::ops::Range;

use dom_query::Document;
use proptest::prelude::*;
use yinde::index::Index;
use yinde::query;
use yinde::render::{self, Answer, Piece, safe};
use yinde::search::{self, Request};

use super::quotations::{Quotation, quotations};
use super::{HOSTILE, page, rows, snippet};
use crate::support::{Briefs, Hit, sample};

/// What a search for `harbour` prints.
fn printed(briefs: &Briefs, args: &[&str]) -> String {
    let search = ["search", "harbour", "--limit", "0", "--facets", "--format"];
    briefs
        .run(&[&search[..], args].concat())
        .stdout
}

#[test]
fn markup_in_a_brief_is_shown_as_text() {
    let briefs = Briefs::of(&[("<i>&.txt", HOSTILE)]);
    let html = printed(&briefs, &["html"]);
    let by_passage = page(&html);
    let active = by_passage.select("script, img, b, i, [onclick], [onerror]");
    assert_eq!(active.length(), 0, "{html}");
    let headings = by_passage.select("h2").text();
    assert!(headings.contains("<b onclick=\"x()\">Ports</b>"));
    let quotes = by_passage
        .select("blockquote")
        .text();
    assert!(
        quotes.contains("<script>alert(\"x\")</script> </blockquote></title></style><img"),
        "{quotes}"
    );

    let markdown = printed(&briefs, &["markdown"]);
    let hits = briefs
        .search(&["harbour", "--limit", "0"])
        .hits;
    assert_quotes(&quotations(&markdown), &hits);

    let by_issue = page(&printed(
        &briefs,
        &["html", "--group", "issue"],
    ));
    let title = by_issue
        .select("section > h2")
        .text();
    assert_eq!(
        title.trim(),
        "Brief #9: <script>alert(1)</script>, =SUM(A1)"
    );
    // It fails at markup.
    quotations(&printed(
        &briefs,
        &["markdown", "--group", "issue"],
    ));
}

fn assert_quotes(quotations: &[Quotation], hits: &[Hit]) {
    assert_eq!(quotations.len(), hits.len());
    for (quotation, hit) in quotations.iter().zip(hits) {
        assert_eq!(quotation.text, safe(&snippet(hit)));
        assert_eq!(quotation.bold, hit.marked());
    }
}

/// Width of the snippets of all formats but text, in columns.
const COLUMNS: usize = 240;

/// A passage and its matches.
struct Found {
    text: String,
    spans: Vec<Range<usize>>,
}

/// A passage of these parts; every second part is a match.
fn found(parts: &[String], first_is_hit: bool) -> Found {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let start = text.len();
        text += part;
        if (n % 2 == 0) == first_is_hit {
            spans.push(start..text.len());
        }
    }
    Found { text, spans }
}

type Render = fn(&Answer<'_>, &mut dyn io::Write) -> io::Result<()>;

/// The output of `render` for one hit, whose query and source are `label`.
fn rendered(found: &Found, label: &str, render: Render) -> String {
    let index = Index::open(sample()).expect("the sample");
    let request = Request::new(query::parse("economy").expect("a query"));
    let mut results = search::search(&index, &request).expect("an answer");
    results.hits.truncate(1);
    let hit = &mut results.hits[0];
    hit.passage
        .text
        .clone_from(&found.text);
    hit.spans.clone_from(&found.spans);
    hit.passage.sub_heading = Some(label.into());
    hit.passage.label.id = format!("{label}#1");
    hit.passage.label.brief.source = label.into();
    let answer = Answer {
        query: label,
        request: &request,
        results: &results,
        files: None,
    };
    let mut out = Vec::new();
    render(&answer, &mut out).expect("bytes");
    String::from_utf8(out).expect("UTF-8")
}

/// Texts of parts that have a meaning in some format.
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

fn check_html(html: &str, text: &str, label: &str) -> Result<(), TestCaseError> {
    let page = page(html);
    let text_of = |page: &Document, element| {
        page.select(element)
            .text()
            .to_string()
    };
    prop_assert_eq!(text_of(&page, "blockquote"), text);
    prop_assert_eq!(text_of(&page, "h1"), safe(label));
    let id = format!("{label}#1");
    prop_assert_eq!(text_of(&page, "code"), safe(&id));
    Ok(())
}

/// Blanks don't count: Markdown has no blanks at the ends of a line, and bold text doesn't begin or
/// end with blanks.
fn check_markdown(markdown: &str, pieces: &[Piece], text: &str) -> Result<(), TestCaseError> {
    let quotations = quotations(markdown);
    if squeezed(text).is_empty() {
        return Ok(());
    }
    prop_assert_eq!(quotations.len(), 1, "{}", markdown);
    let quotation = &quotations[0];
    prop_assert_eq!(
        squeezed(&quotation.text),
        squeezed(text),
        "{}",
        markdown
    );
    let hits: Vec<String> = pieces
        .iter()
        .filter(|piece| piece.hit)
        .map(|piece| squeezed(&safe(&piece.text)))
        .collect();
    let bold: Vec<String> = quotation
        .bold
        .iter()
        .map(|bold| squeezed(bold))
        .collect();
    prop_assert_eq!(bold, hits, "{}", markdown);
    Ok(())
}

/// `text` without blanks.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn check_csv(csv: &str, pieces: &[Piece]) -> Result<(), TestCaseError> {
    let cell = &rows(csv)[0][15];
    let whole: String = pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    let whole = safe(&whole);
    // Some spreadsheets end a cell at each semicolon.
    for (part, whole) in cell
        .split(';')
        .zip(whole.split(';'))
    {
        let spaces = &whole[..whole.len() - whole.trim_start().len()];
        let marked = format!("{spaces}'{}", whole.trim_start());
        let is_whole = part == whole || part == marked;
        prop_assert!(is_whole, "{}", csv);
        let is_formula = part
            .trim_start()
            .starts_with(['=', '+', '-', '@']);
        prop_assert!(!is_formula, "{}", csv);
    }
    prop_assert_eq!(
        cell.matches(';').count(),
        whole.matches(';').count()
    );
    Ok(())
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r')
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_becomes_markup(
        parts in prop::collection::vec(markup(), 1..5),
        first_is_hit: bool,
        label in markup(),
    ) {
        let found = found(&parts, first_is_hit);
        let pieces = render::snippet(&found.text, &found.spans, COLUMNS);
        let text: String = pieces.iter().map(|piece| safe(&piece.text).into_owned()).collect();

        let html = rendered(&found, &label, render::html::render);
        check_html(&html, &text, &label)?;
        let markdown = rendered(&found, &label, render::markdown::render);
        check_markdown(&markdown, &pieces, &text)?;
        let csv = rendered(&found, &label, render::csv::render);
        check_csv(&csv, &pieces)?;
        for output in [html, markdown, csv] {
            prop_assert!(!output.contains(is_control));
        }
    }
}
