//! Text that is made to take long is read in time.

use std::fmt::Write;
use std::time::{Duration, Instant};

use yinde::formats;

/// A text and its name.
type Named = (&'static str, String);

/// Texts that are made to take long; at scale 10 they have lines of 10 MB and 10,000 levels.
fn hostile(scale: usize) -> Vec<Named> {
    let mut texts = long_lines(1_000_000 * scale);
    texts.extend(nested_markdown(scale));
    texts.extend(many_headings(scale));
    texts.extend(many_lines(scale));
    texts.extend(front_matter(scale));
    texts
}

fn long_lines(bytes: usize) -> Vec<Named> {
    vec![
        ("a line of letters", "a".repeat(bytes)),
        (
            "a line of words",
            "word ".repeat(bytes / 5),
        ),
        (
            "a line of Chinese",
            "港".repeat(bytes / 3),
        ),
        (
            "a line of blanks",
            format!("a{}b", " ".repeat(bytes)),
        ),
        (
            "only line ends",
            format!("港{}口", "\n".repeat(bytes / 4)),
        ),
        (
            "a line of hyphens",
            "-".repeat(bytes / 4),
        ),
        (
            "hyphens and line ends",
            "a-\n".repeat(bytes / 12),
        ),
        (
            "marks of headings",
            "#".repeat(bytes / 4),
        ),
        (
            "carriage returns",
            "a\r".repeat(bytes / 20),
        ),
    ]
}

fn nested_markdown(scale: usize) -> Vec<Named> {
    let many = 1_000 * scale;
    let links = ["[".repeat(many), "a".into(), "](b)".repeat(many)];
    let table = [
        format!("|{}\n", "a|".repeat(many)),
        format!("|{}\n", "-|".repeat(many)),
        "|a\n".repeat(many),
    ];
    let items = (0..200 * scale).map(|depth| " ".repeat(2 * depth) + "- a\n");
    let backticks = (1..200 * scale).map(|length| "`".repeat(length) + " ");
    vec![
        (
            "nested quotations",
            "> ".repeat(many) + " deep",
        ),
        (
            "nested quotations without blanks",
            ">".repeat(many) + " deep",
        ),
        ("nested items", items.collect()),
        (
            "items on one line",
            "- ".repeat(many) + "a",
        ),
        ("open brackets", "[".repeat(many * 10)),
        ("nested links", links.concat()),
        (
            "open emphasis",
            "*a _b ".repeat(many * 2),
        ),
        ("backticks", backticks.collect()),
        ("tags", "<b>".repeat(many * 5)),
        (
            "an open comment",
            "<!-- ".repeat(many * 5),
        ),
        ("wide tables", table.concat()),
        (
            "footnotes",
            numbered(scale, |i| format!("[^{i}]: a")),
        ),
    ]
}

/// Lines of a number each; `line` makes them.
fn numbered(scale: usize, line: fn(usize) -> String) -> String {
    let mut text = String::new();
    for i in 0..5_000 * scale {
        writeln!(text, "{}", line(i)).expect("a string");
    }
    text
}

/// The same line again and again.
fn repeated(scale: usize, line: &str) -> String {
    format!("{line}\n").repeat(5_000 * scale)
}

fn many_headings(scale: usize) -> Vec<Named> {
    vec![
        (
            "headings in a row",
            repeated(scale, "Ports\n"),
        ),
        (
            "headings in Markdown",
            repeated(scale, "## Ports\n"),
        ),
        (
            "ones",
            repeated(scale, "1. Ports\n\nFees.\n"),
        ),
        (
            "a long count",
            numbered(scale, |i| {
                format!("{}. Ports\n\nFees.\n", i % 1000)
            }),
        ),
        (
            "labels",
            repeated(scale, "CHAPTER SIX\n"),
        ),
        (
            "running heads",
            numbered(scale, |i| {
                format!("{i} The harbour board\n")
            }),
        ),
    ]
}

fn many_lines(scale: usize) -> Vec<Named> {
    let original = repeated(scale, "港口收费规定。\n");
    let translation = repeated(
        scale,
        "The ports charge fees, and that is a rule.\n",
    );
    vec![
        (
            "announced",
            repeated(scale, "The ports say:\n"),
        ),
        (
            "lists with colons",
            repeated(scale, "This Week on Ports:\n- a\n"),
        ),
        (
            "quotations",
            numbered(scale, |i| {
                let lines = ["“open\n", "港口收费\n"];
                lines[i % 2].to_owned()
            }),
        ),
        (
            "an original of many lines",
            original + &translation,
        ),
        (
            "dates",
            repeated(scale, "20 September 2020"),
        ),
    ]
}

fn front_matter(scale: usize) -> Vec<Named> {
    let many = 1_000 * scale;
    let keys = (0..many).map(|i| format!("key{i}: a\n"));
    let keys: String = keys.collect();
    let open = numbered(scale, |i| format!("key{i}: a"));
    vec![
        (
            "open front matter",
            format!("---\n{open}"),
        ),
        (
            "front matter",
            format!("---\n{keys}---\n"),
        ),
        (
            "nested front matter",
            format!("---\na: {}\n---\n", "[".repeat(many)),
        ),
        (
            "front matter against the rules",
            format!(
                "---\n{}---\n",
                "title: a: b\n".repeat(many)
            ),
        ),
        (
            "front matter of open quotations",
            format!(
                "+++\n{}+++\n",
                "title = \"\"\"\n".repeat(many)
            ),
        ),
    ]
}

/// Maximum time for one text. The parsers take a small part of it, although tests are built without
/// optimisation and machines are busy; a parser of quadratic time takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

fn hostile_text_is_read_in_time(scale: usize) {
    for (name, text) in hostile(scale) {
        for source in ["a.txt", "a.md"] {
            let start = Instant::now();
            let brief = formats::parse_text(source, &text).brief;
            assert!(
                start.elapsed() < PATIENCE,
                "{name} as {source}: {:?}",
                start.elapsed()
            );
            assert!(
                !brief.passages.is_empty(),
                "{name} as {source}"
            );
        }
    }
}

#[test]
fn hostile_text_is_read_in_time_and_gives_passages() {
    hostile_text_is_read_in_time(1);
}

#[test]
#[ignore = "minutes without optimisation: lines of 10 MB, 10,000 levels"]
fn hostile_text_at_full_size_is_read_in_time() {
    hostile_text_is_read_in_time(10);
}
