//! PDFs are read as people read them: paragraphs over lines, columns and pages, headings, items,
//! rows of tables, notes, and no running heads.

mod layout;
mod lossless;
mod sheet;
mod typed;
mod words;

use sheet::Sheet;
use yinde::formats::Parsed;
use yinde::model::Kind;

use crate::file_formats::read;
use crate::support::has_program;

/// A long paragraph.
const OFFICE: &str = "The harbour office proposes to change the rules for ferries that carry more \
    than twenty people. It says that each ferry must have a second pump, and that the pump has to \
    be tested twice a year by an inspector of boats, who writes a report that anyone may read at \
    the office. Owners of small ferries may ask for two more years before the rule binds them.";
/// Another one.
const FEES: &str = "A second paragraph is about the fees, which the office wants to be raised by \
    one tenth from next year on, since the cost of its inspectors has gone up by a fifth in the \
    last four years. No fee was raised since the great storm, when all of them were doubled, and \
    the owners have not forgotten it.";
/// One in Chinese.
const GRAIN: &str = "各级人民政府应当加强对粮食安全工作的领导，建立健全粮食安全保障体系，完善储备制度，\
    稳定市场价格，公布收费清单，接受社会监督，定期组织开展督导检查并向社会公布结果。";

/// Whether PDFs can be read here.
fn can_read() -> bool {
    has_program("pdftotext")
}

fn parse(sheet: &Sheet) -> Parsed {
    let mut all = read("report.pdf", sheet.bytes()).expect("it can be read");
    assert_eq!(all.len(), 1);
    all.remove(0).1.expect("a brief")
}

/// The passages, each with its kind.
fn passages(sheet: &Sheet) -> Vec<(Kind, String)> {
    let passages = parse(sheet)
        .brief
        .passages
        .into_iter();
    passages
        .map(|passage| (passage.kind, passage.text))
        .collect()
}

/// The texts of the passages.
fn texts(sheet: &Sheet) -> Vec<String> {
    passages(sheet)
        .into_iter()
        .map(|(_, text)| text)
        .collect()
}
