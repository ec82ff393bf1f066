//! Encodings other than UTF-8.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};

use super::super::support::{Briefs, sources};
use super::{brief, run_incomplete_index, run_index};

const TEXT: &str =
    "Brief #5: Ports, Rice\n\nThe harbour board said “統一戰線” and the united front.\n";
const SIMPLIFIED: &str = "简报第5期：港口、稻米\n\n\
    港口管理局谈到统一战线工作，要求各部门加强协调，稳定粮食价格，并公布收费清单。\n";
const TRADITIONAL: &str = "簡報第5期：港口、稻米\n\n\
    港口管理局談到統一戰線工作，要求各部門加強協調，穩定糧食價格，並公布收費清單。\n";
const WESTERN: &str = "Brief #5: Ports\n\nThe caf\u{e9} owner\u{2019}s \u{201c}na\u{ef}ve\u{201d} \
    letter cost \u{20ac}5, and the united front held.\n";
const ENGLISH: &str =
    "The harbour board said at length that the fees would fall this year and not the next one. ";
const KOREAN: &str =
    "항구 요금은 올해 내리고 내년에는 내리지 않는다고 항만청이 밝혔다. 쌀값은 그대로다.";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, ..) = encoding.encode(text);
    bytes.into_owned()
}

fn utf16_le(text: &str) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect()
}

fn utf16_be(text: &str) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect()
}

fn utf32_le(text: &str) -> Vec<u8> {
    text.chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect()
}

/// Returns the text after a byte order mark.
fn marked(text: &str) -> String {
    format!("\u{feff}{text}")
}

#[test]
fn older_encodings_are_decoded() {
    let briefs = Briefs::empty();
    briefs.write("bom.txt", marked(TEXT));
    briefs.write("le.txt", utf16_le(&marked(TEXT)));
    briefs.write("be.txt", utf16_be(&marked(TEXT)));
    briefs.write("le-bare.txt", utf16_le(TEXT));
    briefs.write("be-bare.txt", utf16_be(TEXT));
    briefs.write("gb.txt", encoded(GB18030, SIMPLIFIED));
    briefs.write("big5.txt", encoded(BIG5, TRADITIONAL));
    briefs.write(
        "western.txt",
        encoded(WINDOWS_1252, WESTERN),
    );
    let out = run_index(&briefs, &[]);
    assert_eq!(out.stderr, "");
    assert_eq!(
        sources(&briefs, "\"统一战线\""),
        [
            "be-bare.txt",
            "be.txt",
            "big5.txt",
            "bom.txt",
            "gb.txt",
            "le-bare.txt",
            "le.txt",
        ]
    );
    assert_eq!(
        sources(&briefs, "\"naive letter cost €5\""),
        ["western.txt"]
    );
    assert_eq!(
        sources(&briefs, "issue:5 \"united front\""),
        [
            "be-bare.txt",
            "be.txt",
            "bom.txt",
            "le-bare.txt",
            "le.txt",
            "western.txt"
        ]
    );
}

#[test]
fn an_error_of_decoding_names_the_offset_in_the_file() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", TEXT);
    run_index(&briefs, &[]);
    // Every other byte is damaged, so that nothing can be read.
    let mut bytes = encoded(GB18030, SIMPLIFIED);
    for byte in bytes.iter_mut().step_by(2) {
        *byte = 0xff;
    }
    briefs.write("damaged.txt", bytes);
    let out = run_incomplete_index(&briefs, &[], "damaged.txt: not ");
    assert!(
        out.stderr
            .contains("(invalid byte at offset "),
        "{}",
        out.stderr
    );
}

#[test]
fn unknown_encodings_are_refused() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", brief(1, "barley"));
    let english = ENGLISH.repeat(3);
    let sjis = format!("{english}テスト日本語\n");
    briefs.write("sjis.txt", encoded(SHIFT_JIS, &sjis));
    let euc_jp = format!("{english}テスト日本語の文章\n");
    briefs.write("euc-jp.txt", encoded(EUC_JP, &euc_jp));
    briefs.write("euc-kr.txt", encoded(EUC_KR, KOREAN));
    let mut cut = utf32_le(&marked("The harbour"));
    cut.pop();
    briefs.write("utf-32.txt", cut);
    let term = format!("{english}“统一战线”工作\n");
    briefs.write("gb-term.txt", encoded(GB18030, &term));
    let out = run_incomplete_index(&briefs, &[], "sjis.txt");
    for name in ["euc-jp.txt", "euc-kr.txt", "utf-32.txt"] {
        assert!(
            out.stderr.contains(name),
            "{name}: {}",
            out.stderr
        );
    }
    assert_eq!(
        briefs.places("\"统一战线工作\""),
        [("gb-term.txt".into(), 1)]
    );
}
