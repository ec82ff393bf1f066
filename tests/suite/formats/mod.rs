//! CSV, Markdown and HTML are read back by parsers that know nothing of yinde.

mod markup;
mod page;
mod quotations;
mod spreadsheet;

use dom_query::Document;

use super::support::{Hit, Ran, sample, yinde};

/// A brief full of markup, formulas and code.
const HOSTILE: &str = concat!(
    "Brief #9: <script>alert(1)</script>, =SUM(A1)\n\n",
    "1. <b onclick=\"x()\">Ports</b> & [rice](javascript:x)\n\n",
    "Harbour <script>alert(\"x\")</script> </blockquote></title></style>",
    "<img src=x onerror='y'> &lt; ![i](http://x.y/) `code` *star* _low_ **two** <!-- end -->\n\n",
    "# harbour ==lit== $x$ ~~gone~~ https://example.org/a_b_c | cell | www.example.org ",
    ":smile: [[link]] {.class}\n\n",
    "- harbour\n\n1) harbour\n\n12. harbour\n\n> harbour\n\n+ harbour\n\n",
    "=harbour()\n\n@harbour\n\n-harbour,\"quoted\"\n\n＝harbour\n",
);

/// Runs a search of the sample corpus.
fn run_search(args: &[&str]) -> Ran {
    let out = yinde()
        .arg("search")
        .args(args)
        .arg("--index")
        .arg(sample())
        .output();
    Ran::of(out.expect("it runs"))
}

fn printed(args: &[&str]) -> String {
    let out = run_search(args);
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
    let errors = page.errors.borrow().to_vec();
    assert_eq!(errors, [""; 0], "{html}");
    page
}

fn snippet(hit: &Hit) -> String {
    hit.snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect()
}
