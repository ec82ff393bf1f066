//! How briefs in the layouts that yinde knows are understood, as whole outlines.

use std::fmt::Write;

use yinde::brief;

use super::support::project;

/// A line a passage: line of the source, kind, language, section, topics, and how the text begins.
pub(crate) fn outline(source: &str, text: &str) -> String {
    let (brief, warnings) = brief::parse(source, text);
    let mut out = format!(
        "{} | issue {} | {} | {} | {}\n",
        brief.title,
        brief.issue.as_deref().unwrap_or("-"),
        brief.date.map_or_else(|| "-".into(), |d| d.to_string()),
        brief.series.as_deref().unwrap_or("-"),
        brief.topics.join("; "),
    );
    for p in &brief.passages {
        let section = p.section.map_or("-", |s| &brief.sections[s].title);
        let number = p.section.and_then(|s| brief.sections[s].number.as_deref()).unwrap_or("");
        let start: String = p.text.chars().take(24).collect();
        let start = start.replace(['\n', '\r'], "⏎");
        writeln!(
            out,
            "{:>3} {:7} {:5} | {number} {section} | {} | {start}",
            p.line,
            p.kind.to_string(),
            p.lang.to_string(),
            p.topics.join("; ")
        )
        .expect("a string");
    }
    warnings.iter().for_each(|w| writeln!(out, "warning {}: {}", w.line, w.message).expect("a string"));
    out
}

#[test]
fn the_sample_briefs() {
    for source in
        ["brief-003.txt", "brief-004.txt", "brief-011.md", "brief-012.md", "2023/brief-013.txt", "2024/brief-014.txt"]
    {
        let text = std::fs::read_to_string(project().join("corpus").join(source)).expect("a brief");
        let name = source.rsplit('/').next().expect("a name");
        insta::assert_snapshot!(format!("outline_{name}"), outline(source, &text));
    }
}

#[test]
fn every_sample_brief_has_its_number_its_date_and_its_topics_in_their_sections() {
    let index = super::support::sample();
    let briefs = yinde::index::briefs(index).expect("the briefs");
    assert_eq!(briefs.len(), 14);
    for brief in &briefs {
        let number = brief.label.source.rsplit(['-', '/']).next().and_then(|n| n.split('.').next()).expect("a number");
        assert_eq!(brief.label.issue.as_deref(), Some(number.trim_start_matches('0')), "{}", brief.label.source);
        assert!(brief.label.date.is_some(), "{}", brief.label.source);
        let numbered: Vec<_> = brief.sections.iter().filter(|(s, _)| s.number.is_some()).collect();
        assert_eq!(numbered.len(), 3, "{}", brief.label.source);
        for (section, _) in numbered {
            let topics = brief.topics.iter().filter(|(_, at, _)| at.is_some_and(|at| brief.sections[at].0 == *section));
            assert!(
                topics.clone().any(|(topic, _, _)| *topic == section.title),
                "{}: {}",
                brief.label.source,
                section.title
            );
        }
    }
}

#[test]
fn line_ends_make_no_difference() {
    let text =
        "Brief #7: Ports, rice\n\nA lede of one line.\n\n1. Ports\n\nThe ministry spoke.\n\n2. Rice\n\nPrices held.\n";
    let unix = outline("a.txt", text);
    assert_eq!(outline("a.txt", &text.replace('\n', "\r\n")), unix);
    assert_eq!(outline("a.txt", &text.replace('\n', "\r")), unix);
}

#[test]
fn hard_wrapped_lines_are_one_passage_and_a_phrase_is_found_over_the_line_end() {
    let briefs = super::support::Briefs::of(&[(
        "wrapped.txt",
        "Brief #7: Ports\n\n\
         When the harbour board leased a second quay it was clear that the united\n\
         front of the owners had broken, and that each would now look for an own\n\
         way out of the agreement.\n\n\
         国务院办公厅印发的意见提出，要进一步加强新时代民营经济统战工\n\
         作，支持民营企业参与国家重大战略，推动民营企业改革创新，转\n\
         型升级。\n",
    )]);
    assert_eq!(briefs.places("\"united front\""), [("wrapped.txt".into(), 3)]);
    assert_eq!(briefs.places("\"统战工作\""), [("wrapped.txt".into(), 7)]);
}
