//! RIS: a field a line, `TI  - The title`.

use super::{Reference, facts};

/// Returns the references. Lines without a tag go on with the field before them.
pub(super) fn references(text: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut open: Option<Reference> = None;
    let mut field = (String::new(), String::new());
    for line in text.lines() {
        let Some((tag, value)) = split(line) else {
            let line = line.trim();
            if !line.is_empty() {
                field.1.push(' ');
                field.1.push_str(line);
            }
            continue;
        };
        let (last, text) = std::mem::replace(
            &mut field,
            (tag.to_owned(), value.to_owned()),
        );
        if let Some(reference) = &mut open {
            set(reference, &last, text.trim());
        }
        match tag {
            "TY" => references.extend(open.replace(Reference::default())),
            "ER" => references.extend(open.take()),
            _ => {}
        }
    }
    if let Some(mut reference) = open {
        set(&mut reference, &field.0, field.1.trim());
        references.push(reference);
    }
    references
}

/// Splits `TI  - The title`.
fn split(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let tag = line.get(..2)?;
    let is_tag = tag
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let value = line[2..]
        .trim_start()
        .strip_prefix('-')?;
    (is_tag && line[2..].starts_with(' ')).then_some((tag, value.trim()))
}

fn set(reference: &mut Reference, tag: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let value = value.to_owned();
    match tag {
        "TI" | "T1" | "CT" => reference.title = value,
        "AU" | "A1" => reference
            .authors
            .push(facts::name(&value)),
        "A2" | "ED" => reference
            .editors
            .push(facts::name(&value)),
        "UR" | "L2" => reference.addresses.push(value),
        "DO" => reference.doi = value,
        "PB" if reference.publisher.is_empty() => reference.publisher = value,
        "T2" | "JO" | "JF" | "JA" if reference.container.is_empty() => {
            reference.container = value;
        }
        "AB" | "N2" if value.len() > reference.summary.len() => reference.summary = value,
        "DA" | "PY" | "Y1" => set_date(reference, &day(&value)),
        "KW" => reference.keywords.push(value),
        "ID" => reference.key = value,
        "VL" | "IS" | "SP" | "EP" => {
            if !reference.place.is_empty() {
                reference
                    .place
                    .push(if tag == "EP" {
                        '–'
                    } else {
                        ' '
                    });
            }
            reference.place.push_str(&value);
        }
        _ => {}
    }
}

/// Sets the date, unless the reference has one that says more.
fn set_date(reference: &mut Reference, written: &str) {
    let is_longer = written.len() > reference.date.len();
    let is_understood = facts::day(written).is_some();
    let is_first = facts::day(&reference.date).is_none();
    if is_understood && (is_first || is_longer) || reference.date.is_empty() {
        written.clone_into(&mut reference.date);
    }
}

/// Returns the day of `2021/05/18/`, and what there is of another one.
fn day(value: &str) -> String {
    let parts: Vec<&str> = value.split('/').take(3).collect();
    let parts: Vec<&str> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("-")
}
