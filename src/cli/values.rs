//! Parsers of the values of options.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use yinde::render::cite::{CITATION_FORMATS, CitationFormat};
use yinde::render::{FORMATS, Files, Format, SHOWN_FORMATS, ShownFormat};

/// The form of links to files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hyperlinks(pub Option<String>);

/// Returns a parser of a format's name.
pub(super) fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(names).map(|name| Format::named(&name).unwrap_or(&FORMATS[0]))
}

/// Returns a parser of the name of a format of passages.
pub(super) fn shown_format_parser() -> impl TypedValueParser<Value = &'static ShownFormat> {
    let names = SHOWN_FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(names)
        .map(|name| ShownFormat::named(&name).unwrap_or(&SHOWN_FORMATS[0]))
}

/// Returns a parser of the name of a format of citations.
pub(super) fn citation_format_parser() -> impl TypedValueParser<Value = &'static CitationFormat> {
    let names = CITATION_FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(names)
        .map(|name| CitationFormat::named(&name).unwrap_or(&CITATION_FORMATS[0]))
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err(format!(
            "{text:?}; expected a number of at least 1"
        )),
        Ok(number) => Ok(number),
    }
}

pub(super) fn hyperlinks(format: &str) -> Result<Hyperlinks, String> {
    Files::hyperlinks(format).map(Hyperlinks)
}

/// Parses a size in memory: a number of bytes, or one with a unit, such as `300M`.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text[digits.len()..].to_ascii_uppercase();
    let unit = unit
        .strip_suffix('B')
        .unwrap_or(&unit);
    let factor = match unit
        .strip_suffix('I')
        .unwrap_or(unit)
    {
        "" => Some(1_u64),
        "K" => Some(1 << 10),
        "M" => Some(1 << 20),
        "G" => Some(1 << 30),
        _ => None,
    };
    let number = digits.parse::<u64>().ok();
    let bytes = number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor));
    bytes.ok_or_else(|| format!("{text:?}; expected a size such as 300M or 2G"))
}
