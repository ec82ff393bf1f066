//! `yinde pairs`, and the translation of a hit.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Briefs, sample};

const TEXT: &str = "\
Brief #7: Ports & <Rice>

房住不炒，因城施策。

Homes are not for \"speculation\" & each city adapts <its> policy.

=稀有金属，用得好是优势。

Rare metals are an advantage\twhen used well.

The notice on united front work 统战工作 is out.
";

fn briefs() -> Briefs {
    Briefs::of(&[("a&b.txt", TEXT)])
}

fn list(format: &str) -> String {
    let ran = briefs().run(&["pairs", "--format", format]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn pairs_are_listed_as_json() {
    let pairs: Value = serde_json::from_str(&list("json")).expect("JSON");
    let pair = &pairs[0];
    assert_eq!(pair["kind"], "passage");
    assert_eq!(pair["probable"], false);
    assert_eq!(pair["zh"]["passages"][0]["id"], "a&b#2");
    assert_eq!(pair["en"]["passages"][0]["line"], 5);
    let term = &pairs[2];
    assert_eq!(term["kind"], "term");
    assert_eq!(term["zh"]["text"], "统战工作");
    assert_eq!(term["en"]["text"], "united front work");
}

#[test]
fn pairs_in_columns_read_back() {
    let tsv = list("tsv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(tsv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader
        .records()
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][0], "a&b#2");
    assert_eq!(
        &rows[0][7],
        "Homes are not for \"speculation\" & each city adapts <its> policy."
    );
    assert_eq!(
        &rows[1][7],
        "Rare metals are an advantage when used well."
    );
    let csv = list("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader
        .records()
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(
        &rows[1][6],
        "'=稀有金属，用得好是优势。"
    );
}

/// The texts of the segments of a translation memory, by another program's parser.
#[cfg(feature = "feed")]
fn segments(tmx: &str) -> Vec<(String, String)> {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    let mut reader = Reader::from_str(tmx);
    reader.config_mut().check_end_names = true;
    let (mut segments, mut lang, mut in_segment) = (Vec::new(), String::new(), false);
    loop {
        match reader
            .read_event()
            .expect("well-formed XML")
        {
            Event::Start(start) if start.name().as_ref() == "tuv" => {
                let attribute = start
                    .attributes()
                    .next()
                    .expect("a language");
                lang = attribute
                    .expect("one")
                    .value
                    .into_owned();
            }
            Event::Start(start) if start.name().as_ref() == "seg" => {
                in_segment = true;
                segments.push((lang.clone(), String::new()));
            }
            Event::Text(text) if in_segment => {
                let text = text.to_string();
                segments
                    .last_mut()
                    .expect("a segment")
                    .1 += &text;
            }
            Event::GeneralRef(name) if in_segment => {
                let name = name.to_string();
                let text = quick_xml::escape::resolve_xml_entity(&name).expect("an entity");
                segments
                    .last_mut()
                    .expect("a segment")
                    .1 += text;
            }
            Event::End(end) if end.name().as_ref() == "seg" => in_segment = false,
            Event::Eof => return segments,
            _ => {}
        }
    }
}

#[cfg(feature = "feed")]
#[test]
fn a_translation_memory_reads_back() {
    let segments = segments(&list("tmx"));
    let texts: Vec<&str> = segments
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(texts.len(), 6);
    assert_eq!(texts[0], "房住不炒，因城施策。");
    assert_eq!(
        texts[1],
        "Homes are not for \"speculation\" & each city adapts <its> policy."
    );
    assert_eq!(
        (segments[4].0.as_str(), texts[4]),
        ("zh", "统战工作")
    );
    assert_eq!(
        (segments[5].0.as_str(), texts[5]),
        ("en", "united front work")
    );
}

#[test]
fn pairs_of_one_brief_or_passage_are_listed_alone() {
    let briefs = briefs();
    let one = briefs.run(&["pairs", "a&b#5"]);
    assert!(
        one.stdout
            .starts_with("a&b#4 = a&b#5  translation"),
        "{}",
        one.stdout
    );
    assert!(
        !one.stdout.contains("房住不炒"),
        "{}",
        one.stdout
    );
    assert_eq!(briefs.run(&["pairs", "a&b#1"]).code, 1);
    let unknown = briefs.run(&["pairs", "nothing"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("nothing"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn a_hit_is_shown_with_its_translation() {
    let briefs = briefs();
    let plain = briefs.run(&["search", "\"rare metals\""]);
    assert!(
        !plain.stdout.contains("稀有金属"),
        "{}",
        plain.stdout
    );
    let twins = briefs.run(&["search", "\"rare metals\"", "--twins"]);
    assert!(
        twins
            .stdout
            .contains("= #4 =稀有金属，用得好是优势。"),
        "{}",
        twins.stdout
    );
    let answer = briefs.search(&["\"rare metals\"", "--twins"]);
    let twin = &answer.hits[0].twins[0];
    assert_eq!(twin.id, "a&b#4");
    assert!(
        twin.score > 0.5 && !twin.probable,
        "{twin:?}"
    );
    assert_eq!(
        twin.text.as_deref(),
        Some("=稀有金属，用得好是优势。")
    );
    let shown = briefs.run(&["show", "a&b#4"]);
    assert!(
        shown.stdout.contains("= #5"),
        "{}",
        shown.stdout
    );
}

#[test]
fn what_is_below_half_is_called_probable_and_nothing_else() {
    let briefs = Briefs::of(&[
        ("a&b.txt", TEXT),
        (
            "c.md",
            "# Brief #8: Growth\n\n\
            The ministry spoke of economic growth 经济政策 in the provinces.\n\n\
            It praised the united front 统战干部 again.\n\n\
            统战工作要有新办法。 United front work needs new methods.\n\n\
            港口收费上涨，渔民不满，政府还没有回应他们的要求。 The harbour was quiet, and nobody \
            knew what the government would do next.\n",
        ),
    ]);
    let mut kinds = BTreeSet::new();
    let sample = sample().to_string_lossy();
    for index in ["index", &sample] {
        let ran = briefs.run(&["pairs", "--format", "json", "--index", index]);
        let pairs: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        for pair in pairs.as_array().expect("pairs") {
            let score = pair["score"]
                .as_f64()
                .expect("a score");
            assert_eq!(pair["probable"], score < 0.5, "{pair}");
            let kind = pair["kind"].as_str();
            kinds.insert((
                kind.expect("a kind").to_owned(),
                score < 0.5,
            ));
        }
    }
    // Each kind, on both sides.
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}
