//! Pages in an encoding that they don't declare, or with bad bytes.

use encoding_rs::{BIG5, GB18030, UTF_8, WINDOWS_1252};

use super::bad_bytes::{ENGLISH, SIMPLIFIED, TRADITIONAL, encoded, read, text};

#[test]
fn a_page_with_a_bad_byte_is_read() {
    let page = |encoding: &str, text: &str| {
        format!(
            "<html><head><meta charset=\"{encoding}\"><title>渡轮</title></head>\
             <body><h1>渡轮</h1><p>消息来源</p><p>{text}</p></body></html>"
        )
    };
    let gb = encoded(GB18030, &page("gb2312", SIMPLIFIED));
    let marked = [
        (
            "gb2312",
            gb.clone(),
            encoded(GB18030, "消息来"),
        ),
        (
            "utf-8",
            page("utf-8", SIMPLIFIED).into_bytes(),
            "消息来".into(),
        ),
        (
            "utf-8 as gb2312",
            page("gb2312", SIMPLIFIED).into_bytes(),
            "消息来".into(),
        ),
    ];
    for (encoding, bytes, before) in marked {
        let at = bytes
            .windows(before.len())
            .position(|window| window == before)
            .expect(encoding);
        // Half a character is lost, as when a page is cut to a number of bytes.
        let mut cut = bytes.clone();
        cut.remove(at + before.len() + 1);
        let dots = at + before.len() + 1;
        cut.splice(dots..dots, *b"...");
        let parsed = read("a.html", &cut).expect(encoding);
        assert!(
            text(&parsed).contains(SIMPLIFIED.trim()),
            "{encoding}: {}",
            text(&parsed)
        );
        assert_eq!(parsed.brief.title, "渡轮", "{encoding}");
    }
}

#[test]
fn a_page_is_read_in_its_own_encoding_whatever_it_declares() {
    let page = |head: &str, text: &str| {
        let body = format!("<body><h1>T</h1><p>{text}</p><p>{text}</p></body>");
        format!("<html><head>{head}<title>T</title></head>{body}</html>")
    };
    let script = "<script charset=\"gb2312\" src=\"a.js\"></script>";
    let comment = format!(
        "<!--{}--><meta charset=\"gb2312\">",
        "x".repeat(6000)
    );
    let pages = [
        (GB18030, "", SIMPLIFIED),
        (BIG5, "", TRADITIONAL),
        (WINDOWS_1252, "", ENGLISH),
        (
            UTF_8,
            "<meta charset=\"gb2312\">",
            SIMPLIFIED,
        ),
        (
            UTF_8,
            "<meta charset=\"iso-8859-1\">",
            ENGLISH,
        ),
        (
            UTF_8,
            "<meta charset=\"utf-16\">",
            ENGLISH,
        ),
        (
            GB18030,
            "<meta charset=\"utf-8\">",
            SIMPLIFIED,
        ),
        (
            GB18030,
            "<meta charset=\"iso-8859-1\">",
            SIMPLIFIED,
        ),
        (
            GB18030,
            "<meta charset=\"big5\">",
            SIMPLIFIED,
        ),
        (
            GB18030,
            "<meta charset=\"gb2312\">",
            TRADITIONAL,
        ),
        (GB18030, &comment, SIMPLIFIED),
        (
            BIG5,
            "<meta charset=\"gb2312\">",
            TRADITIONAL,
        ),
        (
            BIG5,
            "<meta charset=\"utf-8\">",
            TRADITIONAL,
        ),
        (BIG5, script, TRADITIONAL),
        (WINDOWS_1252, script, ENGLISH),
        (
            WINDOWS_1252,
            "<meta charset=\"utf-8\">",
            ENGLISH,
        ),
    ];
    for (encoding, head, said) in pages {
        let bytes = encoded(encoding, &page(head, said));
        let parsed = read("a.html", &bytes).expect("a page");
        let text = text(&parsed);
        let name = encoding.name();
        assert!(
            text.contains(said.trim()),
            "{name} {head}: {text}"
        );
        assert_eq!(parsed.warnings, []);
    }
}
