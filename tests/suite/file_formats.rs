//! The formats that are not text: how each is understood, that no word is lost, and what is
//! refused.

use proptest::prelude::*;
use yinde::formats::{self, Parsed, RawBrief, Refusal};

use super::files::{docx, epub, escaped, paragraph, pdf, zip};
use super::parser::is_sound;
use super::support::{Briefs, project};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(
        project()
            .join("tests/fixtures")
            .join(name),
    )
    .expect("a fixture")
}

/// Briefs by source, or why they cannot be read.
type Parts = Vec<(String, Result<Parsed, Refusal>)>;

/// Every brief in the file.
pub(crate) fn read(name: &str, bytes: Vec<u8>) -> Result<Parts, Refusal> {
    let mut out = Vec::new();
    formats::for_each_brief(name, bytes, &mut |source, raw| {
        out.push((
            source.to_owned(),
            raw.and_then(RawBrief::parse),
        ));
    })?;
    out.retain(|(_, parsed)| !matches!(parsed, Err(Refusal::OtherFormat)));
    Ok(out)
}

/// The one brief of the file.
fn one(name: &str, bytes: Vec<u8>) -> Parsed {
    let mut all = read(name, bytes).expect("it can be read");
    assert_eq!(all.len(), 1);
    all.remove(0).1.expect("a brief")
}

fn word_file() -> Vec<u8> {
    let table = |cells: [&str; 2]| {
        let cells = cells
            .map(|cell| format!("<w:tc>{}</w:tc>", paragraph("", cell)))
            .concat();
        format!("<w:tr>{cells}</w:tr>")
    };
    let body = [
        paragraph("a3", "Brief #42: Ports, 稻米"),
        paragraph("", "A lede."),
        paragraph("1", "1. Ports"),
        paragraph("2", "码头"),
        r#"<w:p><w:r><w:t>The board </w:t></w:r><w:del><w:r><w:delText>deletedword </w:delText></w:r></w:del>
           <w:ins><w:r><w:t xml:space="preserve">of the harbour </w:t></w:r></w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>spoke</w:t></w:r>
           <w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"#
            .to_owned(),
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Fees fall.</w:t></w:r></w:p>"#
            .to_owned(),
        paragraph("q", "党是领导一切的。"),
        paragraph("mine", "2. 稻米"),
        format!("<w:tbl>{}{}</w:tbl>", table(["Grain", "Price"]), table(["Rice", "4.20"])),
        r#"<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Outlook</w:t></w:r></w:p>"#.to_owned(),
        r"<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>A box.</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>Twiceword</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
            .to_owned(),
        r"<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGEREF codeword</w:instrText></w:r><w:r><w:t>Page</w:t><w:tab/><w:t>7</w:t></w:r>
           <w:r><w:rPr><w:vanish/></w:rPr><w:t>hiddenword</w:t></w:r></w:p>"
            .to_owned(),
    ];
    docx(&body.concat())
}

fn export() -> Vec<u8> {
    let posts = "post_id,post_date,is_published,title,subtitle\n\
         12.ports,2021-05-18T08:30:00.000Z,true,\"Issue 12: Ports, sheds\",What the board said\n\
         13.rice,2021-05-25T08:30:00.000Z,true,Issue 13: Rice,\n";
    zip(&[
        ("posts.csv", posts.as_bytes()),
        ("posts/12.ports.html", "<p>The board spoke of 统战工作.</p><h3>Sheds</h3><p>Two are built.</p><div class=\"subscription-widget\"><a class=\"button\" href=\"#\">Subscribe now</a></div>".as_bytes()),
        ("posts/13.rice.html", b"<p>Prices held.</p>"),
        ("posts/12.ports.delivers.csv", b"email\n"),
        ("notes/memo.md", "# Memo\n\nA memo on 港口.\n".as_bytes()),
        ("__MACOSX/posts/._13.rice.html", b"\0\x05"),
        ("pictures/quay.png", b"\x89PNG"),
        ("config.xml", b"<config/>"),
    ])
}

const BOOK: [&str; 2] = [
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><html><head><title>c</title></head><body><h1>Ports</h1><p>The board spoke.</p><aside>A note that stays.</aside></body></html>",
    "<html><body><h1>稻米</h1><blockquote>党是领导一切的。</blockquote></body></html>",
];

fn pdf_file() -> Vec<u8> {
    pdf(&[
        &[
            "Brief #42: Ports, rice",
            "",
            "18 May 2021",
            "",
            "1. Ports",
            "",
            "The board leased a second quay to an owner from Fuzhou, who",
            "promised to build sheds, cranes and a road within two years.",
        ],
        &[
            "2. Rice",
            "",
            "Prices held through the winter, said the ministry.",
        ],
    ])
}

fn has_pdftotext() -> bool {
    let there = std::process::Command::new("pdftotext")
        .arg("-v")
        .output()
        .is_ok();
    if !there {
        eprintln!("not run: needs pdftotext");
    }
    there
}

/// Files of all formats, but for PDF.
pub(crate) fn fixtures() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&str, Vec<u8>)> = [
        "page.html",
        "letter.eml",
        "list.mbox",
        "feed.rss",
        "feed.atom",
    ]
    .into_iter()
    .map(|name| (name, fixture(name)))
    .collect();
    all.extend([
        ("memo.docx", word_file()),
        ("book.epub", epub(&BOOK)),
        ("export.zip", export()),
    ]);
    all
}

#[test]
fn each_format_has_an_outline() {
    let briefs = Briefs::empty();
    let mut all = fixtures();
    all.extend(has_pdftotext().then(|| ("report.pdf", pdf_file())));
    for (name, bytes) in all {
        briefs.write(name, bytes);
        let out = briefs.run(&["show", "--outline", &format!("corpus/{name}")]);
        assert_eq!(
            (out.code, out.stderr.as_str()),
            (0, ""),
            "{name}"
        );
        insta::assert_snapshot!(format!("outline_{name}"), out.stdout);
    }
}

#[test]
fn an_outline_needs_a_file_that_can_be_read() {
    let briefs = Briefs::empty();
    briefs.write("odd.docx", "not a zip");
    briefs.write(
        "mixed.zip",
        zip(&[("a.txt", b"Fine words."), ("b.docx", b"no word file")]),
    );
    for (args, said) in [
        (
            ["show", "--outline", "corpus/none.html"],
            "none.html: cannot read",
        ),
        (
            ["show", "--outline", "corpus/odd.docx"],
            "odd.docx: not a valid Word file",
        ),
        (
            ["show", "--outline", "corpus/mixed.zip"],
            "mixed.zip/b.docx: not a valid Word file",
        ),
    ] {
        let out = briefs.run(&args);
        assert_eq!(out.code, 2, "{args:?}");
        assert!(
            out.stderr.contains(said),
            "{args:?}: {}",
            out.stderr
        );
        assert_eq!(
            out.stdout.contains("Fine words"),
            said.starts_with("mixed.zip")
        );
    }
}

#[test]
fn what_is_not_shown_is_not_read() {
    for (name, bytes) in fixtures() {
        for (source, parsed) in read(name, bytes).expect("it can be read") {
            let parsed = parsed.expect("a brief");
            for word in [
                "scriptword",
                "display",
                "Aboutword",
                "Archiveword",
                "Shareword",
                "Relatedword",
                "Footerword",
                "Preheaderword",
                "deletedword",
                "hiddenword",
                "codeword",
                "Twiceword",
                "Navword",
                "Pictureword",
                "Subscribe",
            ] {
                assert!(
                    !parsed.text.contains(word),
                    "{source}: {word}"
                );
            }
        }
    }
}

#[test]
fn all_of_it_is_found_and_a_part_says_where_it_stands() {
    let briefs = Briefs::empty();
    for (name, bytes) in fixtures() {
        briefs.write(name, bytes);
    }
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout.contains("12 added"),
        "{}",
        out.stdout
    );
    let sources = |query: &str| -> Vec<String> {
        briefs
            .places(query)
            .into_iter()
            .map(|(source, _)| source)
            .collect()
    };
    assert_eq!(
        sources("\"统战工作\""),
        [
            "export.zip/posts/12.ports.html",
            "feed.rss/issue-13-rice.html",
            "letter.eml",
            "page.html"
        ]
    );
    assert_eq!(
        sources("\"the board of the harbour spoke.\""),
        ["memo.docx"]
    );
    assert_eq!(
        sources("\"A footnote on sheds\""),
        ["memo.docx"]
    );
    assert_eq!(
        sources("\"a note that stays\""),
        ["book.epub"]
    );
    let hit = &briefs
        .search(&["issue:12", "sheds", "--sort", "date"])
        .hits[0];
    assert_eq!(
        (
            hit.id.as_str(),
            hit.brief.date.as_deref()
        ),
        (
            "export.zip/posts/12.ports#1",
            Some("2021-05-18")
        )
    );
    // The place of a passage is one in the text as read.
    let parsed = one("memo.docx", word_file());
    let hits = briefs
        .search(&["\"Fees fall\""])
        .hits;
    let hit = hits
        .iter()
        .find(|hit| hit.brief.source == "memo.docx")
        .expect("the hit in the Word file");
    assert_eq!(
        &parsed.text[hit.bytes[0]..hit.bytes[1]],
        "Fees fall."
    );
    assert_eq!(
        parsed.text[..hit.bytes[0]]
            .matches('\n')
            .count()
            + 1,
        hit.line
    );
}

/// A block of a made-up brief: its element in HTML, its style in Word, and its text.
fn blocks() -> impl Strategy<Value = Vec<(usize, String)>> {
    let words = prop::sample::select(vec![
        "The board",
        "spoke.",
        "统战工作",
        "，",
        "1. ",
        "一、",
        "Ports",
        "a < b & c",
        "“quoted”",
        "é",
        "2020年9月20日",
        "• ",
        "- ",
        ":",
        "\u{3000}",
        "\u{a0}",
        "\u{200b}",
        "A line",
        "10 min read",
        "# ",
        "> ",
        "|",
        "---",
        "From here",
        "🀄",
        "Brief #4: a, b",
    ]);
    let text = prop::collection::vec(words, 1..8).prop_map(|words| words.join(" "));
    prop::collection::vec((0usize..7, text), 1..14)
}

const ELEMENTS: [&str; 7] = ["p", "h1", "h2", "h3", "li", "blockquote", "p"];
const STYLES: [&str; 7] = ["", "1", "2", "mine", "a", "q", "x"];

fn visible(text: &str) -> String {
    let blank = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
            )
    };
    text.chars()
        .filter(|c| !blank(c))
        .collect()
}

/// Everything shown stands in exactly one passage, in order; `before` is what the format puts above
/// the text.
fn nothing_lost(
    parsed: &Parsed,
    before: &str,
    blocks: &[(usize, String)],
    after: &str,
) -> Result<(), TestCaseError> {
    is_sound(&parsed.brief, &parsed.text)?;
    let kept: String = parsed
        .brief
        .passages
        .iter()
        .map(|p| visible(&p.text))
        .collect();
    let shown: String = blocks
        .iter()
        .map(|(_, text)| visible(text))
        .collect();
    prop_assert_eq!(
        kept,
        visible(before) + &shown + &visible(after)
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_word_is_lost(blocks in blocks()) {
        let html: String = blocks.iter().map(|(n, text)| format!("<{0}>{1}</{0}>\n", ELEMENTS[*n], escaped(text))).collect::<Vec<_>>().concat();
        nothing_lost(&one("a.html", format!("<html><body>{html}").into_bytes()), "", &blocks, "")?;
        let body: String = blocks.iter().map(|(n, text)| paragraph(STYLES[*n], text)).collect();
        nothing_lost(&one("a.docx", docx(&body)), "", &blocks, "A footnote on sheds.")?;
        nothing_lost(&one("a.epub", epub(&[&html])), "Ports and rice", &blocks, "")?;
        let mail = format!("Subject: Some title\nContent-Type: text/html; charset=utf-8\n\n{html}\n");
        nothing_lost(&one("a.eml", mail.into_bytes()), "Some title", &blocks, "")?;
        let feed = format!("<rss><channel><item><title>Some title</title><description>{}</description></item></channel></rss>", escaped(&html));
        nothing_lost(&one("a.rss", feed.into_bytes()), "Some title", &blocks, "")?;
        let csv = "post_id,title,subtitle\n1.a,Some title,And more\n";
        let export = zip(&[("posts.csv", csv.as_bytes()), ("posts/1.a.html", html.as_bytes())]);
        nothing_lost(&one("a.zip", export), "Some title And more", &blocks, "")?;
    }

    #[test]
    fn plain_mails_and_mailboxes_lose_no_word(lines in prop::collection::vec("[A-Za-z>. \u{7edf}\u{6218}]{0,30}", 1..12)) {
        let text = lines.join("\n");
        let text = text.trim();
        let mail = format!("From: a@b.example\nSubject: Some title\n\n{text}\n");
        let blocks = [(0, text.to_owned())];
        nothing_lost(&one("a.eml", mail.clone().into_bytes()), "Some title", &blocks, "")?;
        let quoted = mail.replace("\nFrom ", "\n>From ");
        let mailbox = format!("From a@b.example Tue May 18 08:30:00 2021\n{quoted}\n");
        prop_assume!(!text.contains(">From "));
        nothing_lost(&one("a.mbox", mailbox.into_bytes()), "Some title", &blocks, "")?;
    }
}

#[test]
fn a_page_is_read_in_the_encoding_that_it_declares() {
    let page = |label: &str| {
        format!(
            "<html><head><meta charset=\"{label}\"><title>简报第5期</title></head><body><p>港口管理局谈到统一战线工作。</p></body></html>"
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
fn a_page_without_marked_headings_has_those_of_plain_text() {
    let html = "<html><head><title>国务院办公厅关于稻米的意见_某网</title></head><body><p>国务院办公厅关于稻米的意见</p><p>国办发〔2019〕5号</p>\
        <p>一、总体要求</p><p>各地区各部门要高度重视粮食安全工作，落实责任，加强协调。</p><p>二、主要任务</p><p>稳定粮食价格，公布收费清单，接受社会监督。</p></body></html>";
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
        "<html><head><title>Rice</title></head><body><div id=\"menu\">{links}</div><div><p>Prices held, the board said.</p></div></body></html>"
    );
    assert!(
        one("a.html", html.into_bytes())
            .text
            .contains("Prices held, the board said.")
    );
}

#[test]
fn pdftotext_that_is_missing_is_said_with_what_to_install() {
    let briefs = Briefs::empty();
    briefs.write("report.pdf", pdf_file());
    briefs.write("a.txt", "Fine words.");
    let out = briefs
        .command(&["index"])
        .env("PATH", "/nowhere")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        said.contains("report.pdf: a PDF is read by the program pdftotext")
            && said.contains("poppler-utils"),
        "{said}"
    );
    assert_eq!(
        briefs
            .places("\"fine words\"")
            .len(),
        1
    );
    if has_pdftotext() {
        assert_eq!(briefs.run(&["index"]).code, 0);
        assert_eq!(
            briefs
                .places("\"an owner from Fuzhou, who promised to build\"")
                .len(),
            1
        );
    }
}

#[test]
fn a_feeds_text_is_whole_however_it_is_written() {
    let all = |feed: &str| -> Vec<Parsed> {
        let parts = read("a.atom", feed.as_bytes().to_vec()).expect("a feed");
        parts
            .into_iter()
            .map(|(_, parsed)| parsed.expect("a brief"))
            .collect()
    };
    let rss = all(
        "<rss><channel><title>The <b>Harbour</b> Letter</title><item><title>Big <i>news</i> today</title>\
         <pubDate>Tue, 18 May 21 08:30:00 GMT</pubDate>\
         <description>FIRST about <b>tariffs</b> <![CDATA[a < b]]> and LAST.</description></item></channel></rss>",
    );
    assert_eq!(
        rss[0].text,
        "Big news today\n\nFIRST about tariffs a < b and LAST."
    );
    assert_eq!(rss[0].brief.title, "Big news today");
    assert_eq!(
        rss[0].brief.series.as_deref(),
        Some("The Harbour Letter")
    );
    assert_eq!(
        rss[0]
            .brief
            .date
            .map(|d| d.to_string())
            .as_deref(),
        Some("2021-05-18")
    );
    let atom = all(
        "<feed><entry><id>1</id><title type=\"xhtml\"><div>Of <b>ports</b></div></title>\
         <published>20210518T083000Z</published>\
         <content type=\"application/xhtml+xml\"><div><p>One.</p><p>Two.</p></div></content></entry>\
         <entry><id>2</id><title type=\"text\">x &lt;y&gt; z</title><summary>a &lt;b&gt; c</summary></entry>\
         <entry><id>3</id><title>T</title><content type=\"html\">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>",
    );
    let texts: Vec<&str> = atom
        .iter()
        .map(|parsed| parsed.text.as_str())
        .collect();
    // From the last on.
    assert_eq!(
        texts,
        [
            "T\n\nOne.\n\nTwo.",
            "x <y> z\n\na <b> c",
            "Of ports\n\nOne.\n\nTwo."
        ]
    );
    assert_eq!(
        atom[2]
            .brief
            .date
            .map(|d| d.to_string())
            .as_deref(),
        Some("2021-05-18")
    );
}

#[test]
fn what_is_called_like_a_button_and_is_text_stays() {
    let text = one(
        "a.html",
        b"<body><h2 id=\"social-policy\" class=\"social\">Social policy</h2><p class=\"share\">The SHARE fell to 3%.</p>\
          <div class=\"share\">No link in it.</div><div class=\"share\"><a href=\"#\">Tweet</a></div>\
          <div id=\"share\"><a href=\"/x\">Linked</a></div></body>"
            .to_vec(),
    )
    .text;
    assert_eq!(
        text,
        "Social policy\n\nThe SHARE fell to 3%.\n\nNo link in it.\n\nLinked"
    );
    let mail = "Subject: s\nContent-Type: text/html\n\n<div class=\"share\"><a href=\"#\">Of the share</a></div>";
    assert!(
        one("a.eml", mail.into())
            .text
            .contains("Of the share")
    );
}

#[test]
fn the_rest_of_a_page_stays_after_what_only_looks_like_a_tag() {
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

#[test]
fn a_word_files_text_after_a_drawings_own_paragraph_stays() {
    let body = "<w:p><w:r><w:t>Before. </w:t></w:r><w:r><w:drawing><a:p><a:r><a:t>In it.</a:t></a:r></a:p></w:drawing></w:r>\
        <w:r><w:t>After.</w:t></w:r></w:p><w:p><w:r><w:t>Next.</w:t></w:r></w:p>";
    let text = one("a.docx", docx(body)).text;
    for words in ["Before. After.", "In it.", "Next."] {
        assert!(
            text.split("\n\n")
                .any(|block| block == words),
            "{words}: {text}"
        );
    }
}

#[test]
fn a_chinese_page_that_declares_a_western_encoding_is_read() {
    let page = |label: &str, text: &str| {
        format!("<html><head><meta charset=\"{label}\"></head><body><p>{text}</p></body></html>")
    };
    let chinese = "国务院办公厅关于加强粮食安全工作的意见，各地区要高度重视，落实责任。";
    for label in ["iso-8859-1", "windows-1252", "iso-8859-15"] {
        let bytes = encoding_rs::GB18030
            .encode(&page(label, chinese))
            .0
            .into_owned();
        assert_eq!(
            one("a.html", bytes).text,
            chinese,
            "{label}"
        );
    }
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
        assert_eq!(
            one(
                "a.html",
                encoding
                    .encode(&page(label, text))
                    .0
                    .into_owned()
            )
            .text,
            text,
            "{label}"
        );
    }
}

fn text_of(name: &str, bytes: &[u8]) -> String {
    one(name, bytes.to_vec()).text
}

#[test]
fn text_is_no_widget_by_the_word_in_its_name() {
    let page = "<body><h1>Ports</h1><h2 id=\"social-policy\">Social policy</h2><p class=\"share\">The SHARE fell.</p>\
        <h2 id=\"share-of-exports\">Share of exports</h2><p>It rose.</p><div class=\"share\"><a href=\"#\">Tweet</a></div></body>";
    let text = text_of("a.html", page.as_bytes());
    for there in [
        "Social policy",
        "The SHARE fell.",
        "Share of exports",
        "It rose.",
    ] {
        assert!(text.contains(there), "{there}: {text}");
    }
    assert!(!text.contains("Tweet"), "{text}");
}

#[test]
fn an_entry_of_a_feed_may_have_elements_in_its_text() {
    let rss = "<rss><channel><item><title>Big <i>news</i> today</title>\
        <description>FIRST about <b>tariffs</b> and LAST.</description></item></channel></rss>";
    let atom = "<feed><entry><title type=\"xhtml\"><div>On <b>rice</b></div></title><content type=\"application/xhtml+xml\">\
        <div><p>Of barley.</p></div></content></entry><entry><title>a &lt;b&gt; c</title>\
        <content type=\"text\">x &lt;y&gt; z</content></entry></feed>";
    let texts = |name: &str, feed: &str| -> String {
        let mut all = String::new();
        for (_, parsed) in read(name, feed.as_bytes().to_vec()).expect("a feed") {
            all += &parsed.expect("an entry").text;
        }
        all
    };
    let rss = texts("a.rss", rss);
    assert!(
        rss.contains("Big news today") && rss.contains("FIRST about tariffs and LAST."),
        "{rss}"
    );
    let atom = texts("a.atom", atom);
    for there in ["On rice", "Of barley.", "a <b> c", "x <y> z"] {
        assert!(atom.contains(there), "{there}: {atom}");
    }
}

#[test]
fn a_page_that_says_it_is_western_is_looked_at() {
    let (gb, _, _) = encoding_rs::GB18030
        .encode("<meta charset=\"iso-8859-1\"><p>国务院办公厅关于港口收费的通知</p>");
    assert!(text_of("a.html", &gb).contains("国务院办公厅"));
}
