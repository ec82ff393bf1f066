//! Markdown is shown without its marks.

use proptest::prelude::*;
use yinde::formats;

use super::{shown, shown_of_markdown};

#[test]
fn marks_inside_a_paragraph_are_not_shown() {
    for (source, text) in [
        (
            "He read [the peace plan](https://example.org/plan) now.",
            "He read the peace plan now.",
        ),
        ("More R&amp;D money.", "More R&D money."),
        (
            "Written &#20013;&#25991; here.",
            "Written 中文 here.",
        ),
        (
            "全面<u>从严</u>治党。",
            "全面从严治党。",
        ),
        (
            "The **un**ited *front* __work__ _now_.",
            "The united front work now.",
        ),
        (
            "Line one<br>line two.",
            "Line one line two.",
        ),
        (
            "Line one<br/>Line two.",
            "Line one\nLine two.",
        ),
        ("港口\\\n收费", "港口\n收费"),
        (
            "See [a][1] and [b].\n\n[1]: https://example.org/a\n[b]: https://example.org/b",
            "See a and b.",
        ),
        (
            "A ![chart of *fees*](chart.png \"Fees\") here.",
            "A chart of fees here.",
        ),
        (
            "The `cargo` of ~~rice~~ barley \\* 5~10 and 20~30.",
            "The cargo of rice barley * 5~10 and 20~30.",
        ),
        (
            "At <https://example.org/a> or <me@example.org>.",
            "At https://example.org/a or me@example.org.",
        ),
        (
            "The <ruby>港<rp>(</rp><rt>gǎng</rt><rp>)</rp>务<rt>wù</ruby>局.",
            "The 港务局.",
        ),
        (
            "A note [[harbour|of the harbour]] and [[quays]].",
            "A note of the harbour and quays.",
        ),
        (
            "`[[a|b]]` stays, `[^1]` too.",
            "[[a|b]] stays, [^1] too.",
        ),
        (
            "A <!-- remark --> comment<span class=\"x\">s</span>.",
            "A  comments.",
        ),
        (
            "> words on\n> two lines",
            "words on\ntwo lines",
        ),
        ("- [x] a task", "a task"),
        ("2. second", "2. second"),
        (
            "### The [rule](x) *says* {#rule}",
            "The rule says",
        ),
        (
            "| Port | *Fee* |\n|---|---|\n| Ningbo | [12](x) |",
            "Ningbo  12",
        ),
    ] {
        assert_eq!(
            shown_of_markdown(source),
            text,
            "{source}"
        );
    }
}

#[test]
fn a_footnote_is_a_passage_and_its_anchor_is_nothing() {
    let texts = shown(
        "a.md",
        "# T\n\nThe agency[^1] followed[^gone] it.\n\n[^1]: An office of *two*.\n",
    );
    assert_eq!(
        texts,
        ["T", "The agency followed it.", "An office of two."]
    );
}

#[test]
fn html_in_markdown_is_read_as_html() {
    let texts = shown(
        "a.md",
        "# T\n\n<div class=\"a>b\">\n<p>The <b>board</b> of AT&T &copy 2020 &#150; it\nspoke.</p>\n\
         <!-- not\nshown -->\n<ul><li>One</li><li>Two</li></ul>\n\
         <table><tr><th>Port</th><td>12</td></tr></table>\n<script>var x = '<p>';</script>\n\
         </div>\n\n\
         <details><summary>More</summary>\n\nInner *text*.\n\n</details>\n\n\
         <blockquote>Quoted.</blockquote>\n\n<h2>Rice &amp; grain</h2>\n\nIt fell.\n",
    );
    assert_eq!(
        texts,
        [
            "T",
            "The board of AT&T © 2020 – it\nspoke.",
            "One",
            "Two",
            "Port  12",
            "More",
            "Inner text.",
            "Quoted.",
            "Rice & grain",
            "It fell.",
        ]
    );
}

#[test]
fn spans_and_lines_lead_back_to_the_source() {
    let text =
        "---\ntitle: T\n---\n\nOne **bold** word.\n\n> a [b](https://example.org)\n> c\n\n- item\n";
    let passages = formats::parse_text("a.md", text)
        .brief
        .passages;
    let places: Vec<(usize, &str)> = passages
        .iter()
        .map(|passage| {
            (
                passage.line,
                &text[passage.span.clone()],
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (2, "T"),
            (5, "One **bold** word."),
            (7, "> a [b](https://example.org)\n> c"),
            (10, "- item"),
        ]
    );
}

#[test]
fn markdown_that_shows_nothing_is_kept_as_text() {
    assert_eq!(shown("a.md", "----\n"), ["----"]);
    assert_eq!(
        shown("a.md", "<!-- a draft -->\n"),
        ["<!-- a draft -->"]
    );
}

const WORDS: [&str; 8] = [
    "harbour", "rice", "board", "quay", "港口", "收费", "barley", "fees",
];

/// Ways to write a word, with `@` for the word.
const WRITTEN: [&str; 22] = [
    "@",
    "@",
    "[@](https://example.org/a_b)",
    "[@][ref]",
    "**@**",
    "*@*",
    "***@***",
    "`@`",
    "~~@~~",
    "<u>@</u>",
    "<b class='x'>@</b>",
    "@[^1]",
    "@[^none]",
    "@<sup>[a]</sup>",
    "@<sup><a href='#fn1'>†</a></sup>",
    "![@](picture.png)",
    "[[@]]",
    "[[other page|@]]",
    "<span>@</span>",
    "<a href=\"https://example.org\">@</a>",
    "@<!-- x -->",
    "<ruby>@<rt>reading</rt></ruby>",
];

/// A kind of block: the mark before its first line, that before the others, and its shown start.
const BLOCKS: [(&str, &str, &str); 6] = [
    ("", "", ""),
    ("> ", "> ", ""),
    ("- ", "  ", ""),
    ("1. ", "   ", "1. "),
    ("> > ", "> > ", ""),
    ("- [ ] ", "  ", ""),
];

type Word = (usize, usize, bool);

fn word() -> impl Strategy<Value = Word> {
    (
        0..WORDS.len(),
        0..WRITTEN.len(),
        any::<bool>(),
    )
}

/// The source of a block, and its shown text.
fn block(kind: usize, words: &[Word]) -> (String, String) {
    let (first, others, shown) = BLOCKS[kind];
    let mut source = first.to_owned();
    let mut text = shown.to_owned();
    for (n, (word, written, ends_line)) in words.iter().enumerate() {
        if n > 0 && *ends_line {
            source.push('\n');
            source.push_str(others);
            text.push('\n');
        } else if n > 0 {
            source.push(' ');
            text.push(' ');
        }
        source.push_str(&WRITTEN[*written].replace('@', WORDS[*word]));
        text.push_str(WORDS[*word]);
    }
    (source, text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn words_are_shown_without_their_marks(
        blocks in prop::collection::vec(
            (0..BLOCKS.len(), prop::collection::vec(word(), 1..12)),
            1..6,
        ),
    ) {
        let mut source = "# Title\n\n".to_owned();
        let mut expected = vec!["Title".to_owned()];
        for (kind, words) in &blocks {
            let (block, text) = block(*kind, words);
            source.push_str(&block);
            // A comment ends a list or a quotation before the next one.
            source.push_str("\n\n<!-- -->\n\n");
            expected.push(text);
        }
        source.push_str("[^1]: Note.\n\n[ref]: https://example.org/ref\n");
        expected.push("Note.".to_owned());
        prop_assert_eq!(shown("a.md", source), expected);
    }
}
