//! Web pages: encodings, headings, and the widgets around the text.

use super::one;

#[test]
fn a_page_is_read_in_the_encoding_that_it_declares() {
    let page = |label: &str| {
        format!(
            "<html><head><meta charset=\"{label}\"><title>简报第5期</title></head>\
             <body><p>港口管理局谈到统一战线工作。</p></body></html>"
        )
    };
    for (label, encoding) in [
        ("gb2312", encoding_rs::GBK),
        ("big5", encoding_rs::BIG5),
        ("utf-8", encoding_rs::UTF_8),
    ] {
        let bytes = encoding
            .encode(&page(label))
            .0
            .into_owned();
        let parsed = one("a.html", bytes);
        // Big5 has no simplified characters; they became numbers, which HTML reads.
        assert!(
            parsed.text.contains("统一战线工作"),
            "{label}: {}",
            parsed.text
        );
        assert_eq!(
            parsed.brief.issue.as_deref(),
            Some("5"),
            "{label}"
        );
    }
    // Saved as UTF-8 by a browser that left the declaration as it was.
    assert!(
        one("a.html", page("gb2312").into_bytes())
            .text
            .contains("统一战线工作")
    );
    let latin = one(
        "a.html",
        b"<meta http-equiv=content-type content='text/html; charset=iso-8859-2'><p>\xb3\xf3d\xbc"
            .to_vec(),
    );
    assert_eq!(latin.text, "łódź");
}

#[test]
fn a_page_without_marked_headings_has_those_of_its_text() {
    let html = "<html><head><title>国务院办公厅关于稻米的意见_某网</title></head><body>\
        <p>国务院办公厅关于稻米的意见</p><p>国办发〔2019〕5号</p><p>一、总体要求</p>\
        <p>各地区各部门要高度重视粮食安全工作，落实责任，加强协调。</p>\
        <p>二、主要任务</p><p>稳定粮食价格，公布收费清单，接受社会监督。</p></body></html>";
    let brief = one("a.html", html.as_bytes().to_vec()).brief;
    assert_eq!(
        brief.title,
        "国务院办公厅关于稻米的意见"
    );
    let sections: Vec<&str> = brief
        .sections
        .iter()
        .map(|s| s.title.as_str())
        .collect();
    assert_eq!(sections, ["总体要求", "主要任务"]);
}

#[test]
fn a_short_article_is_not_lost_among_links() {
    let links: String = (0..80)
        .map(|n| format!("<div><a href=\"/{n}\">A headline of another story {n}</a></div>"))
        .collect::<Vec<_>>()
        .concat();
    let html = format!(
        "<html><head><title>Rice</title></head><body>\
         <div id=\"menu\">{links}</div><div><p>Prices held, the board said.</p></div></body></html>"
    );
    assert!(
        one("a.html", html.into_bytes())
            .text
            .contains("Prices held, the board said.")
    );
}

#[test]
fn text_after_something_like_a_tag_is_kept() {
    for (html, words) in [
        (
            "<p>One.</p><!-- a --!><p>Two.</p>",
            "One.\n\nTwo.",
        ),
        (
            "<p>One.</p><!--><p>Two.</p>",
            "One.\n\nTwo.",
        ),
        (
            "<title>On <script> and <!-- in pages</title><p>Two.</p>",
            "Two.",
        ),
        (
            "<p>One.</p><textarea><!-- <style></textarea><p>Two.</p>",
            "One.\n\nTwo.",
        ),
    ] {
        let text = one("a.html", html.as_bytes().to_vec()).text;
        assert!(text.ends_with(words), "{html}: {text}");
    }
}

fn in_encoding(encoding: &'static encoding_rs::Encoding, page: &str) -> Vec<u8> {
    encoding.encode(page).0.into_owned()
}

/// A page that declares an encoding, whether it is in that or not.
fn page_declaring(label: &str, text: &str) -> String {
    format!("<html><head><meta charset=\"{label}\"></head><body><p>{text}</p></body></html>")
}

#[test]
fn a_chinese_page_that_declares_a_western_encoding_is_read() {
    let chinese = "国务院办公厅关于加强粮食安全工作的意见，各地区要高度重视，落实责任。";
    for label in ["iso-8859-1", "windows-1252", "iso-8859-15"] {
        let page = page_declaring(label, chinese);
        let bytes = in_encoding(encoding_rs::GB18030, &page);
        assert_eq!(
            one("a.html", bytes).text,
            chinese,
            "{label}"
        );
    }
    let bare = "<meta charset=\"iso-8859-1\"><p>国务院办公厅关于港口收费的通知</p>";
    let bytes = in_encoding(encoding_rs::GB18030, bare);
    assert!(
        one("a.html", bytes)
            .text
            .contains("国务院办公厅")
    );
}

#[test]
fn a_page_in_the_western_encoding_that_it_declares_is_read() {
    for (label, text) in [
        (
            "iso-8859-1",
            "Le développement économique à été très élevé.",
        ),
        (
            "windows-1251",
            "Экономическое развитие страны продолжается.",
        ),
        (
            "iso-8859-7",
            "Η οικονομική ανάπτυξη της χώρας συνεχίζεται.",
        ),
        (
            "koi8-r",
            "Экономическое развитие страны продолжается.",
        ),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        let bytes = in_encoding(encoding, &page_declaring(label, text));
        assert_eq!(
            one("a.html", bytes).text,
            text,
            "{label}"
        );
    }
}

#[test]
fn text_is_no_widget_because_of_a_word_in_its_class_or_id() {
    let page = "<body><h2 id=\"social-policy\" class=\"social\">Social policy</h2>\
        <p class=\"share\">The SHARE fell to 3%.</p>\
        <h2 id=\"share-of-exports\">Share of exports</h2><p>It rose.</p>\
        <div class=\"share\">No link in it.</div>\
        <div class=\"share\"><a href=\"#\">Tweet</a></div>\
        <div id=\"share\"><a href=\"/x\">Linked</a></div></body>";
    assert_eq!(
        one("a.html", page.into()).text,
        "Social policy\n\nThe SHARE fell to 3%.\n\nShare of exports\n\nIt rose.\n\n\
         No link in it.\n\nLinked"
    );
    // With a heading of the first level, and a word only in the id.
    let titled = page
        .replace("<body>", "<body><h1>Ports</h1>")
        .replace(" class=\"social\"", "");
    let text = one("a.html", titled.into()).text;
    for kept in [
        "Social policy",
        "The SHARE fell to 3%.",
        "Share of exports",
        "It rose.",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert!(!text.contains("Tweet"), "{text}");
    let mail = "Subject: s\nContent-Type: text/html\n\n\
        <div class=\"share\"><a href=\"#\">Of the share</a></div>";
    assert!(
        one("a.eml", mail.into())
            .text
            .contains("Of the share")
    );
}
