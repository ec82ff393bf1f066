//! Files of offices: what each format means, and files that are not what their names say.

use yinde::formats::{Parsed, Refusal, is_foreign_content};
use yinde::model::Kind;

use super::more_samples::odt;
use super::{one, read};
use crate::files::{docx, paragraph, zip};
use crate::support::{Briefs, has_program};

fn texts(parsed: &Parsed) -> Vec<&str> {
    let passages = parsed.brief.passages.iter();
    passages
        .map(|passage| passage.text.as_str())
        .collect()
}

fn refusal(name: &str, bytes: Vec<u8>) -> String {
    let parts = read(name, bytes);
    let outcome = match parts {
        Ok(mut parts) => parts.remove(0).1.map(|_| ()),
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Err(Refusal::Unreadable(problem)) => problem,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn a_table_in_text_has_any_separator_and_perhaps_names() {
    for (table, rows) in [
        (
            "Grain;Price\nRice;4,20\nBarley;3,10\n",
            vec![
                "Grain | Price",
                "Grain: Rice | Price: 4,20",
                "Grain: Barley | Price: 3,10",
            ],
        ),
        (
            "Grain\tPrice\nRice\t4.20\n",
            vec!["Grain | Price", "Grain: Rice | Price: 4.20"],
        ),
        (
            "2019,4.20\n2020,4.30\n",
            vec!["2019 | 4.20", "2020 | 4.30"],
        ),
        (
            "Prices of grain\nGrain,Price\nRice,\"4,200\"\n",
            vec![
                "Prices of grain",
                "Grain | Price",
                "Grain: Rice | Price: 4,200",
            ],
        ),
        (
            "粮食,价格\n稻米,四元\n",
            vec!["粮食 | 价格", "粮食: 稻米 | 价格: 四元"],
        ),
        (
            "One line.\nAnother line.\n",
            vec!["One line.", "Another line."],
        ),
    ] {
        assert_eq!(
            texts(&one("a.csv", table.into())),
            rows,
            "{table}"
        );
    }
}

#[test]
fn subtitles_are_sentences_without_times() {
    let vtt = "WEBVTT\n\nNOTE made by hand\n\n00:01.000 --> 00:02.000 align:start\n\
        <v Ann>The board <c.loud>spoke</c>\n\n00:02.000 --> 00:03.000\nof 3 < 4 fees.\n\n\
        00:02.500 --> 00:04.000\nof 3 < 4 fees.\nIt was late.\n";
    let parsed = one("a.vtt", vtt.into());
    assert_eq!(
        texts(&parsed),
        ["Ann: The board spoke of 3 < 4 fees. It was late."]
    );
    let chinese = "1\n00:00:01,000 --> 00:00:02,000\n各地区各部门\n\n\
        2\n00:00:02,100 --> 00:00:03,000\n要高度重视。\n";
    assert_eq!(
        texts(&one("a.srt", chinese.into())),
        ["各地区各部门要高度重视。"]
    );
    assert!(refusal("a.srt", b"Only words.".to_vec()).contains("no subtitles"));
}

#[test]
fn rich_text_is_read_in_its_encodings() {
    for (source, shown) in [
        (
            "{\\rtf1\\ansicpg936 \\'cd\\'b3\\'d5\\'bd\\'b9\\'a4\\'d7\\'f7}",
            "统战工作",
        ),
        (
            "{\\rtf1\\uc2 \\u32479\\'cd\\'b3\\u25112\\'d5\\'bd}",
            "统战",
        ),
        ("{\\rtf1\\uc0 \\u-10179\\u-8704}", "😀"),
        (
            "{\\rtf1 caf\\'e9 \\{a\\} b\\~c\\_d}",
            "café {a} b\u{a0}c-d",
        ),
        (
            "{\\rtf1 A{\\*\\unknown hidden}B{\\pict 0102ff}C}",
            "ABC",
        ),
        (
            "{\\rtf1 Unclosed {\\b words",
            "Unclosed words",
        ),
        (
            "{\\rtf1 The party{\\super\\chftn}{\\footnote{\\super\\chftn} A note.}.}",
            "The party¹.",
        ),
    ] {
        assert_eq!(
            texts(&one("a.rtf", source.into()))[0],
            shown,
            "{source}"
        );
    }
    assert!(refusal("a.rtf", b"plain".to_vec()).contains("not rich text"));
}

#[test]
fn a_doc_that_is_another_format_is_read_as_that() {
    let rich = one("a.doc", b"{\\rtf1 Fees fall.}".to_vec());
    assert_eq!(texts(&rich), ["Fees fall."]);
    let word = one(
        "a.doc",
        docx(&paragraph("", "Fees rise.")),
    );
    assert_eq!(texts(&word)[0], "Fees rise.");
    let page = "\n<HTML xmlns:w='w'><body><h1>Fees</h1><p>Fees stay.</p></body></HTML>";
    let page = one("a.doc", page.into());
    assert_eq!(texts(&page), ["Fees", "Fees stay."]);
    let archive = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\
         Content-Type: text/html; charset=utf-8\n\n<p>Fees end.</p>\n--b--\n";
    let archive = one("a.doc", archive.into());
    assert_eq!(texts(&archive)[0], "Fees end.");
}

#[test]
fn without_a_program_for_doc_the_error_says_what_to_install() {
    let briefs = Briefs::empty();
    briefs.write(
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
    );
    let mut command = briefs.command(&["index"]);
    let out = command
        .env("PATH", "/nowhere")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(
        said.contains("a .doc is read by the program antiword"),
        "{said}"
    );
    if has_program("antiword") {
        let said = refusal(
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(),
        );
        assert!(
            said.contains("cannot read it"),
            "{said}"
        );
    }
}

#[test]
fn an_encrypted_text_is_named_so() {
    let manifest = "<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry>\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let file = zip(&[
        (
            "META-INF/manifest.xml",
            manifest.as_bytes(),
        ),
        ("content.xml", b"\x01"),
    ]);
    assert!(refusal("a.odt", file).contains("password-protected"));
}

#[test]
fn other_json_is_no_brief() {
    for (json, is_foreign) in [
        (
            "{\"name\": \"yinde\", \"version\": 1}",
            true,
        ),
        ("[1, 2, 3]", true),
        (
            "[{\"type\": \"book\", \"title\": \"On ports\", \"author\": []}]",
            false,
        ),
    ] {
        assert_eq!(
            is_foreign_content("a.json", json.as_bytes()),
            is_foreign,
            "{json}"
        );
    }
}

#[test]
fn tables_of_subscribers_are_not_read() {
    let file = zip(&[
        (
            "posts.csv",
            b"post_id,title\n1.a,Ports\n",
        ),
        (
            "posts/1.a.html",
            b"<p>The board spoke.</p>",
        ),
        (
            "email_list.csv",
            b"email\na@b.example\n",
        ),
    ]);
    let all = read("a.zip", file).expect("an archive");
    let sources: Vec<&str> = all
        .iter()
        .map(|(source, _)| source.as_str())
        .collect();
    assert_eq!(sources, ["a.zip/posts/1.a.html"]);
}

#[test]
fn references_without_an_abstract_and_with_odd_values_are_read() {
    let bib = "@Book(a, title = \"On {\\'e}migr\\'es\" # { and ports}, year = 2020)\n\
        @misc{b, title = {Unclosed";
    let all = read("a.bib", bib.into()).expect("references");
    let titles: Vec<String> = all
        .into_iter()
        .map(|(_, parsed)| parsed.expect("a brief").brief.title)
        .collect();
    assert_eq!(
        titles,
        ["On émigrés and ports", "Unclosed"]
    );
    let ris = "TY  - BOOK\nTI  - On ports\n";
    let all = read("a.ris", ris.into()).expect("references");
    assert_eq!(all[0].0, "a.ris/On-ports.html");
}

#[test]
fn styles_of_a_text_are_inherited() {
    let parsed = one(
        "a.odt",
        odt(
            "<text:h text:outline-level=\"2\">Ports</text:h>\
             <text:p text:style-name=\"P1\">Quoted words.</text:p>",
        ),
    );
    let kinds: Vec<Kind> = parsed
        .brief
        .passages
        .iter()
        .map(|passage| passage.kind)
        .collect();
    assert_eq!(kinds, [Kind::Heading, Kind::Quote]);
}
