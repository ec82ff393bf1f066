//! Records of RIS, which reference managers import.

use std::fmt::Write;

use super::name::Name;
use super::reference::Reference;
use crate::model::Lang;

/// Returns a record for each reference.
pub(super) fn records(references: &[Reference]) -> String {
    references
        .iter()
        .map(record)
        .collect()
}

fn record(reference: &Reference) -> String {
    let brief = &reference.brief;
    let mut out = String::new();
    let kind = if brief.series.is_some() {
        "MGZN"
    } else {
        "RPRT"
    };
    line("TY", kind, &mut out);
    line("ID", &reference.id, &mut out);
    for name in &reference.data.authors {
        line(
            "AU",
            &Name::parse(name).inverted(),
            &mut out,
        );
    }
    line("TI", &brief.title, &mut out);
    optional("T2", brief.series.as_deref(), &mut out);
    optional("IS", brief.issue.as_deref(), &mut out);
    optional(
        "PB",
        reference.data.publisher.as_deref(),
        &mut out,
    );
    if let Some([year, month, day]) = reference.date() {
        line("PY", &year.to_string(), &mut out);
        line(
            "DA",
            &format!("{year}/{month:02}/{day:02}"),
            &mut out,
        );
    }
    optional(
        "UR",
        reference.data.url.as_deref(),
        &mut out,
    );
    if let Some([year, month, day]) = reference.accessed() {
        line(
            "Y2",
            &format!("{year}/{month:02}/{day:02}"),
            &mut out,
        );
    }
    if let Some(passage) = &reference.passage {
        let lang = match passage.lang {
            Lang::Zh => Some("zh"),
            Lang::En => Some("en"),
            Lang::Mixed => None,
        };
        optional("LA", lang, &mut out);
        optional(
            "SE",
            reference.place().as_deref(),
            &mut out,
        );
        line("N1", &passage.text, &mut out);
    }
    out.push_str("ER  - \r\n\r\n");
    out
}

fn optional(tag: &str, value: Option<&str>, out: &mut String) {
    if let Some(value) = value {
        line(tag, value, out);
    }
}

fn line(tag: &str, value: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{tag}  - {value}\r\n");
}
