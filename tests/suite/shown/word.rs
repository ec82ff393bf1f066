//! Word files are shown without what Word doesn't show.

use super::shown;
use crate::files::docx;

/// The passage of a Word file with a paragraph of these runs and a footnote.
fn paragraph(runs: &str) -> String {
    let texts = shown(
        "a.docx",
        docx(&format!("<w:p>{runs}</w:p>")),
    );
    let [paragraph, _footnote] = texts.as_slice() else {
        panic!("not a single paragraph: {texts:?}");
    };
    paragraph.clone()
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

const RAISED: &str = "<w:vertAlign w:val=\"superscript\"/>";
const LOWERED: &str = "<w:vertAlign w:val=\"subscript\"/>";

#[test]
fn raised_and_lowered_runs_are_shown_as_such() {
    for (runs, text) in [
        (
            [
                run("", "The party"),
                run(RAISED, "1"),
                run(RAISED, "2"),
                run("", " won."),
            ],
            "The party¹² won.",
        ),
        (
            [
                run("", "It boils H"),
                run(LOWERED, "2"),
                run("", "O and 5 km"),
                run(RAISED, "2"),
            ],
            "It boils H₂O and 5 km²",
        ),
        (
            [
                run("", "The 19"),
                run(RAISED, "th"),
                run("", " Congress"),
                run(RAISED, "[a]"),
            ],
            "The 19th Congress",
        ),
        (
            [
                run("", "The board"),
                run(
                    "<w:rStyle w:val=\"FootnoteReference\"/>",
                    "†",
                ),
                run("", " spo"),
                run("<w:i/>", "ke."),
            ],
            "The board spoke.",
        ),
    ] {
        assert_eq!(paragraph(&runs.concat()), text);
    }
}

#[test]
fn marks_of_word_are_read_as_they_are_shown() {
    let runs = [
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t><w:noBreakHyphen/><w:t>a</w:t></w:r>",
        "<w:r><w:sym w:font=\"Symbol\" w:char=\"F061\"/>",
        "<w:sym w:font=\"Arial\" w:char=\"00E9\"/></w:r>",
        "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>",
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t xml:space=\"preserve\"> new</w:t></w:r></w:ins>",
        "<w:r><w:instrText>PAGEREF code</w:instrText></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t>",
        "<w:sym w:font=\"Arial\" w:char=\"0041\"/></w:r>",
        "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>",
        "<w:t>!</w:t></w:r>",
        "<w:r><w:ruby><w:rt><w:r><w:t>gang</w:t></w:r></w:rt>",
        "<w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    ];
    assert_eq!(
        paragraph(&runs.concat()),
        "cooperate-aαéone two\tthree new!港"
    );
}
