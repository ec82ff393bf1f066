//! Mails whose encodings are missing or wrong.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};
use yinde::formats::Parsed;

use crate::file_formats;

const CHINESE: &str =
    "港务局提出修改渡轮规则，凡载客二十人以上的渡轮都要加装第二台水泵。船主抗议。";
const TRADITIONAL: &str = "港務局提出修改渡輪規則，凡載客二十人以上的渡輪都要加裝第二臺水泵。船主抗議，檢查員每年檢驗兩次。";
const WESTERN: &str = "The caf\u{e9} owner\u{2019}s na\u{ef}ve letter on the fees of the harbour.";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, ..) = encoding.encode(text);
    bytes.into_owned()
}

fn read(mail: &[u8]) -> Parsed {
    let mut briefs = file_formats::read("a.eml", mail.to_vec()).expect("a mail");
    briefs
        .pop()
        .expect("a mail")
        .1
        .expect("a mail")
}

fn says(mail: &[u8], title: &str, text: &str) {
    let parsed = read(mail);
    assert_eq!(parsed.brief.title, title);
    let texts: Vec<&str> = parsed
        .brief
        .passages
        .iter()
        .map(|p| p.text.as_str())
        .collect();
    assert!(texts.contains(&text), "{texts:?}");
    assert_eq!(parsed.warnings, []);
}

/// A mail without any encoded words, in this encoding.
fn raw(encoding: &'static Encoding, content_type: &str, text: &str) -> Vec<u8> {
    let mail = format!(
        "From: <a@harbour.example>\r\nSubject: {title}\r\nDate: Mon, 06 Jun 2005 22:21:22 +0800\r\n\
         {content_type}\r\n{text}\r\n",
        title = title(text)
    );
    encoded(encoding, &mail)
}

/// The first words of a text.
fn title(text: &str) -> String {
    text.chars()
        .take(12)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[test]
fn raw_text_is_in_the_encoding_that_is_declared_or_guessed() {
    let types = [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: text/plain; charset=us-ascii\r\n",
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n",
        "Content-Type: text/plain; charset=unknown-8bit\r\n",
    ];
    for content_type in types {
        for (encoding, text) in [
            (GB18030, CHINESE),
            (BIG5, TRADITIONAL),
            (WINDOWS_1252, WESTERN),
            (encoding_rs::UTF_8, CHINESE),
        ] {
            says(
                &raw(encoding, content_type, text),
                &title(text),
                text,
            );
        }
    }
    let declared = "Content-Type: text/plain; charset=\"gb2312\"\r\n";
    says(
        &raw(GB18030, declared, CHINESE),
        &title(CHINESE),
        CHINESE,
    );
}

#[test]
fn encoded_text_without_a_charset_is_guessed() {
    let quoted: Vec<String> = encoded(GB18030, CHINESE)
        .iter()
        .map(|byte| format!("={byte:02X}"))
        .collect();
    let quoted = quoted.concat();
    let mail = format!(
        "From: <a@harbour.example>\nSubject: Fees\nContent-Type: text/plain\n\
         Content-Transfer-Encoding: quoted-printable\n\n{quoted}\n"
    );
    says(mail.as_bytes(), "Fees", CHINESE);
}

#[test]
fn each_part_has_its_own_encoding() {
    let part = |encoding: &'static Encoding, charset: &str, text: &str| {
        let part = format!("--b\nContent-Type: text/html{charset}\n\n<p>{text}</p>\n");
        encoded(encoding, &part)
    };
    let head = b"From: <a@harbour.example>\nSubject: Fees\n\
        Content-Type: multipart/mixed; boundary=b\n\n";
    let mail = [
        head.as_slice(),
        &part(GB18030, "", CHINESE),
        &part(BIG5, "; charset=big5", TRADITIONAL),
        b"--b--\n",
    ];
    says(&mail.concat(), "Fees", CHINESE);
    says(&mail.concat(), "Fees", TRADITIONAL);
}

#[test]
fn a_bad_byte_in_a_mail_is_reported() {
    let mut mail = raw(
        GB18030,
        "Content-Type: text/plain; charset=gb2312\r\n",
        &CHINESE.repeat(3),
    );
    mail.truncate(mail.len() - 2);
    mail.extend_from_slice(b"\xff.\r\n");
    let parsed = read(&mail);
    assert_eq!(parsed.warnings.len(), 1);
    assert!(
        parsed.warnings[0]
            .message
            .contains("1 byte is not valid")
    );
}
