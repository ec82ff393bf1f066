//! Remarks on things that a brief lacks although most have them.

use crate::model::{Brief, Warning, stem};

/// Returns remarks about a brief without a date or a title of its own.
pub(crate) fn remarks(brief: &Brief) -> Vec<Warning> {
    let mut remarks = Vec::new();
    if brief.date.is_none() {
        remarks.push("no date was found");
    }
    if is_named_after_file(brief) {
        remarks.push("no title was found; the file's name is the title");
    }
    let remark = |message: &str| Warning {
        line: 1,
        message: message.to_owned(),
    };
    remarks
        .into_iter()
        .map(remark)
        .collect()
}

fn is_named_after_file(brief: &Brief) -> bool {
    let mut passages = brief.passages.iter();
    brief.title == stem(&brief.source) && passages.all(|passage| passage.text != brief.title)
}
