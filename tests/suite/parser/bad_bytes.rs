//! Files with a few bytes that are not text.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};
use yinde::formats::Parsed;

use crate::file_formats;
use crate::support::{Briefs, search_json};

pub(super) const ENGLISH: &str =
    "The café’s owner said that the ferries of the “southern” islands would stay.\n";
pub(super) const SIMPLIFIED: &str = "港务局提出修改渡轮规则，凡载客二十人以上的渡轮都要加装第二台水泵。船主抗议，检查员每年检验两次。\n";
pub(super) const TRADITIONAL: &str = "港務局提出修改渡輪規則，凡載客二十人以上的渡輪都要加裝第二臺水泵。船主抗議，檢查員每年檢驗兩次。\n";

pub(super) fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, ..) = encoding.encode(text);
    bytes.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// The brief in a file with this name, if it can be read.
pub(super) fn read(name: &str, bytes: &[u8]) -> Option<Parsed> {
    let mut briefs = file_formats::read(name, bytes.to_vec()).ok()?;
    assert_eq!(briefs.len(), 1);
    briefs.pop()?.1.ok()
}

pub(super) fn text(parsed: &Parsed) -> String {
    let passages = parsed.brief.passages.iter();
    let texts: Vec<&str> = passages
        .map(|p| p.text.as_str())
        .collect();
    texts.join("\n")
}

/// The message of the only warning.
fn warning(parsed: &Parsed) -> &str {
    let [warning] = &parsed.warnings[..] else {
        panic!("{:?}", parsed.warnings);
    };
    &warning.message
}

/// Text in each encoding, many times over.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("UTF-8", ENGLISH.repeat(6).into_bytes()),
        (
            "UTF-8",
            SIMPLIFIED.repeat(6).into_bytes(),
        ),
        (
            "UTF-8",
            format!("\u{feff}{ENGLISH}{TRADITIONAL}").into_bytes(),
        ),
        (
            "gb18030",
            encoded(GB18030, &SIMPLIFIED.repeat(6)),
        ),
        (
            "Big5",
            encoded(BIG5, &TRADITIONAL.repeat(6)),
        ),
        ("UTF-16LE", utf16(&ENGLISH.repeat(6))),
    ]
}

#[test]
fn a_cut_file_is_read_up_to_its_last_character() {
    for (encoding, bytes) in samples() {
        // The character before the last line end.
        let end = bytes.len()
            - if encoding == "UTF-16LE" {
                3
            } else {
                2
            };
        let parsed = read("a.txt", &bytes[..end]).expect(encoding);
        let text = text(&parsed);
        let is_whole = text.ends_with(['。', '.', 'y', '次']);
        assert!(
            is_whole || text.ends_with('\u{fffd}'),
            "{encoding}: {text}"
        );
        if text.ends_with('\u{fffd}') {
            assert!(warning(&parsed).contains(encoding));
        }
    }
    // English whose only character beyond ASCII is cut.
    let parsed = read(
        "a.txt",
        b"The harbour board said: \xe2\x80",
    )
    .expect("a brief");
    assert!(text(&parsed).ends_with(": \u{fffd}"));
}

#[test]
fn a_few_bad_bytes_are_replaced_and_reported() {
    for (encoding, mut bytes) in samples() {
        let middle = (bytes.len() / 2) & !1;
        if encoding == "UTF-16LE" {
            // Half a pair.
            bytes[middle..middle + 2].copy_from_slice(&[0x00, 0xd8]);
        } else {
            let is_start = |&at: &usize| bytes[at - 1] == b'\n';
            let at = (1..middle)
                .rev()
                .find(is_start)
                .unwrap_or(middle);
            bytes.insert(at, 0xff);
        }
        let parsed = read("a.txt", &bytes).expect(encoding);
        assert_eq!(
            text(&parsed)
                .matches('\u{fffd}')
                .count(),
            1,
            "{encoding}"
        );
        let message = warning(&parsed);
        assert!(
            message.contains(&format!("not valid {encoding} and w")),
            "{message}"
        );
    }
}

#[test]
fn the_offsets_of_bad_bytes_are_those_in_the_file() {
    let line = SIMPLIFIED.len();
    let mut bytes = SIMPLIFIED.repeat(20).into_bytes();
    for at in [4 * line, 2 * line, 0] {
        bytes.insert(at, 0xff);
    }
    let parsed = read("a.txt", &bytes).expect("a brief");
    let offsets = format!(
        "offset 0, {} and {}",
        2 * line + 1,
        4 * line + 2
    );
    assert_eq!(
        warning(&parsed),
        format!("3 bytes are not valid UTF-8 and were replaced with U+FFFD, at {offsets}")
    );
    let mut bytes = SIMPLIFIED.repeat(80).into_bytes();
    for n in (1..=8).rev() {
        bytes.insert(n * 9 * line, 0xff);
    }
    let parsed = read("a.txt", &bytes).expect("a brief");
    assert!(
        warning(&parsed).ends_with(&format!(
            "{} and 3 more",
            5 * 9 * line + 4
        )),
        "{}",
        warning(&parsed)
    );
    let lines: Vec<usize> = parsed
        .warnings
        .iter()
        .map(|w| w.line)
        .collect();
    assert_eq!(lines, [10]);
}

#[test]
fn a_western_byte_in_utf_8_is_replaced() {
    let foreign = encoded(
        WINDOWS_1252,
        "The naïve owner’s letter.\n",
    );
    for before in [ENGLISH, SIMPLIFIED] {
        let bytes = [before.repeat(3).as_bytes(), &foreign].concat();
        let parsed = read("a.txt", &bytes).expect("a brief");
        let text = text(&parsed);
        assert!(
            text.contains("The na\u{fffd}ve owner\u{fffd}s letter."),
            "{text}"
        );
        assert!(text.contains(before.trim()));
        assert!(warning(&parsed).starts_with("2 bytes are not valid UTF-8"));
    }
}

#[test]
fn a_line_in_another_encoding_costs_that_line() {
    let line = encoded(GB18030, SIMPLIFIED);
    for before in [ENGLISH, TRADITIONAL] {
        let before = before.repeat(6);
        for bytes in [
            [before.as_bytes(), &line].concat(),
            [&line, before.as_bytes()].concat(),
        ] {
            let parsed = read("a.txt", &bytes).expect("a brief");
            assert!(
                text(&parsed).contains(
                    before
                        .trim()
                        .lines()
                        .next()
                        .expect("a line")
                )
            );
            assert!(warning(&parsed).contains(" more"));
        }
    }
}

#[test]
fn many_bad_bytes_are_refused() {
    for (encoding, bytes) in samples() {
        if encoding == "UTF-16LE" {
            continue;
        }
        let bad = bytes
            .chunks(20)
            .flat_map(|chunk| [chunk, &[0xff]].concat());
        let bad: Vec<u8> = bad.collect();
        assert!(
            read("a.txt", &bad).is_none(),
            "{encoding}"
        );
    }
    let half = [
        SIMPLIFIED.repeat(6).into_bytes(),
        encoded(GB18030, &SIMPLIFIED.repeat(6)),
    ];
    assert!(read("a.txt", &half.concat()).is_none());
    assert!(
        read(
            "a.txt",
            &[ENGLISH.as_bytes(), &[0]].concat()
        )
        .is_none()
    );
    assert!(read("a.txt", &[0x9f, 0x92, 0xc1, 0xf5, 0x88]).is_none());
}

#[test]
fn a_bad_byte_in_a_feed_is_reported_with_its_entry() {
    let feed = "<rss version=\"2.0\"><channel><title>Harbour</title>\
        <item><title>One</title><link>https://a.example/1</link>\
        <description>Gulls.</description></item>\
        <item><title>Two</title><link>https://a.example/2</link>\
        <description>Caf@ “ferries”.</description></item></channel></rss>";
    let mut bytes = feed.as_bytes().to_vec();
    let at = bytes
        .iter()
        .position(|&byte| byte == b'@')
        .expect("a mark");
    bytes[at] = 0xe9;
    let briefs = file_formats::read("a.rss", bytes).expect("a feed");
    let warnings = briefs
        .into_iter()
        .map(|(_, parsed)| {
            let parsed = parsed.expect("a brief");
            (
                parsed.brief.title,
                parsed.warnings.len(),
            )
        });
    let warnings: Vec<(String, usize)> = warnings.collect();
    assert_eq!(
        warnings,
        [("Two".into(), 1), ("One".into(), 0)]
    );
}

#[test]
fn a_replaced_byte_is_reported_once() {
    let briefs = Briefs::empty();
    briefs.write(
        "cut.txt",
        &SIMPLIFIED.as_bytes()[..SIMPLIFIED.len() - 2],
    );
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0);
    assert_eq!(
        out.stderr
            .matches("not valid UTF-8")
            .count(),
        1
    );
    assert!(
        out.stderr.contains("cut.txt:1: "),
        "{}",
        out.stderr
    );
    assert_eq!(
        briefs
            .places("\"检查员每年检验\"")
            .len(),
        1
    );
    assert_eq!(briefs.run(&["index"]).stderr, "");
}

#[test]
fn spans_after_a_byte_order_mark_are_places_in_the_file() {
    for name in ["a.txt", "a.md"] {
        for body in [
            "Ports\n\nMango here.\n",
            "---\ntitle: \"Ports\"\n---\n\nMango here.\n",
        ] {
            let bytes = format!("\u{feff}{body}").into_bytes();
            let parsed = read(name, &bytes).expect("a brief");
            assert_eq!(parsed.brief.title, "Ports");
            for passage in &parsed.brief.passages {
                assert_eq!(
                    &bytes[passage.span.clone()],
                    passage.text.as_bytes()
                );
            }
            assert_eq!(parsed.brief.passages.len(), 2);
        }
    }
    let briefs = Briefs::of(&[(
        "a.txt",
        "\u{feff}Mango here.\n\nMango there.\n",
    )]);
    let (code, answer) = search_json(&briefs, &["there"]);
    assert_eq!(code, 0);
    let start = "\u{feff}Mango here.\n\n".len();
    let end = start + "Mango there.".len();
    assert_eq!(
        answer["hits"][0]["bytes"],
        serde_json::json!([start, end])
    );
}

#[test]
fn bytes_that_are_no_text_are_refused_in_time() {
    let bytes: Vec<u8> = (0..4_000_000_u32)
        .map(|n| {
            n.wrapping_mul(2_654_435_761)
                .to_be_bytes()[0]
                | 1
        })
        .collect();
    let start = std::time::Instant::now();
    assert!(read("a.txt", &bytes).is_none());
    assert!(start.elapsed() < std::time::Duration::from_secs(20));
}
