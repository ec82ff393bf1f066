//! Exports: of `WordPress`, Notion and Substack, feeds with faults, and old Atom.

use yinde::formats::Parsed;
use yinde::model::Kind;

use crate::file_formats;
use crate::files::zip;

/// The briefs in a container, by title.
fn briefs(name: &str, bytes: &[u8]) -> Vec<Parsed> {
    let briefs = file_formats::read(name, bytes.to_vec()).expect("a container");
    let mut briefs: Vec<Parsed> = briefs
        .into_iter()
        .map(|(_, parsed)| parsed.expect("a brief"))
        .collect();
    briefs.sort_by(|a, b| a.brief.title.cmp(&b.brief.title));
    briefs
}

fn titles(name: &str, bytes: &[u8]) -> Vec<String> {
    let briefs = briefs(name, bytes).into_iter();
    briefs
        .map(|parsed| parsed.brief.title)
        .collect()
}

/// The kinds and texts of the passages below the title.
fn passages(parsed: &Parsed) -> Vec<(Kind, &str)> {
    let passages = parsed.brief.passages.iter().skip(1);
    passages
        .map(|p| (p.kind, p.text.as_str()))
        .collect()
}

/// An export of `WordPress` with these items.
fn wxr(items: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Harbour Notes</title>{}\
         </channel></rss>",
        items.concat()
    )
}

fn item(title: &str, content: &str, status: &str, kind: &str) -> String {
    format!(
        "<item><title><![CDATA[{title}]]></title>\
         <pubDate>Thu, 15 Mar 2012 21:41:11 +0000</pubDate>\
         <content:encoded><![CDATA[{content}]]></content:encoded>\
         <excerpt:encoded><![CDATA[]]></excerpt:encoded>\
         <wp:post_date><![CDATA[2012-03-15 22:41:11]]></wp:post_date>\
         <wp:status><![CDATA[{status}]]></wp:status>\
         <wp:post_type><![CDATA[{kind}]]></wp:post_type>\
         <category domain=\"category\" nicename=\"u\"><![CDATA[Uncategorized]]></category></item>"
    )
}

#[test]
fn only_published_posts_and_pages_of_wordpress_are_briefs() {
    let items = [
        item("A post", "Of gulls.", "publish", "post"),
        item("B page", "Of pumps.", "publish", "page"),
        item(
            "C brief",
            "Of rice.",
            "publish",
            "policy_brief",
        ),
        item("D draft", "Of fees.", "draft", "post"),
        item(
            "E private",
            "Of fees.",
            "private",
            "page",
        ),
        item("F bin", "Of fees.", "trash", "post"),
        item("G later", "Of fees.", "future", "post"),
        item("H picture", "", "inherit", "attachment"),
        item("I menu", "", "publish", "nav_menu_item"),
        item(
            "J style",
            "p {}",
            "publish",
            "custom_css",
        ),
        item(
            "K block", "Of fees.", "publish", "wp_block",
        ),
    ];
    let export = wxr(&items);
    assert_eq!(
        titles("a.xml", export.as_bytes()),
        ["A post", "B page", "C brief"]
    );
    for parsed in briefs("a.wxr.xml", export.as_bytes()) {
        let date = parsed
            .brief
            .date
            .map(|day| day.to_string());
        assert_eq!(date.as_deref(), Some("2012-03-15"));
        assert_eq!(
            parsed.brief.topics,
            Vec::<String>::new()
        );
    }
}

#[test]
fn blank_lines_separate_the_paragraphs_of_wordpress() {
    let content = "The office raised its fees.\n\nThe owners <em>protested</em> in May.\r\n\r\n\
        They met at the <a\nhref=\"https://a.example\">hall</a>.\nThey want a hearing.\n\n\
        <blockquote>Nobody asked us.</blockquote>\nThe office will answer.\n\n\
        <ul>\n<li>Fees</li>\n<li>Pumps</li>\n</ul>\n\n<!--more-->\n\nA last one.";
    let export = wxr(&[item(
        "Harbour news",
        content,
        "publish",
        "post",
    )]);
    let parsed = &briefs("a.xml", export.as_bytes())[0];
    assert_eq!(
        passages(parsed),
        [
            (
                Kind::Prose,
                "The office raised its fees."
            ),
            (
                Kind::Prose,
                "The owners protested in May."
            ),
            (Kind::Prose, "They met at the hall."),
            (Kind::Prose, "They want a hearing."),
            (Kind::Quote, "Nobody asked us."),
            (Kind::Prose, "The office will answer."),
            (Kind::Item, "Fees"),
            (Kind::Item, "Pumps"),
            (Kind::Prose, "A last one."),
        ]
    );
}

#[test]
fn line_ends_in_html_of_wordpress_separate_nothing() {
    let contents = [
        "<p>The port office\nraised its fees.</p>\n\n<p class=\"b\">Owners\nprotested.</p>",
        "<!-- wp:paragraph -->\n<p>The port office\nraised its fees.</p>\n\
         <!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Owners\nprotested.</p>\n\
         <!-- /wp:paragraph -->",
    ];
    for content in contents {
        let export = wxr(&[item(
            "Harbour news",
            content,
            "publish",
            "post",
        )]);
        let parsed = &briefs("a.xml", export.as_bytes())[0];
        let texts: Vec<&str> = passages(parsed)
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(
            texts,
            ["The port office raised its fees.", "Owners protested."]
        );
    }
    let code = "Before.\n\n<pre>a\n\nb</pre>\n\nAfter.";
    let export = wxr(&[item("Harbour news", code, "publish", "post")]);
    let parsed = &briefs("a.xml", export.as_bytes())[0];
    let text: String = passages(parsed)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert!(!text.contains("<p>"), "{text}");
}

#[test]
fn a_bare_ampersand_costs_nothing() {
    let feed = "<rss version=\"2.0\"><channel><title>Ports & Pumps</title>\
        <item><title>Fees & ferries</title><link>https://a.example/?a=1&b=2</link>\
        <pubDate>Thu, 15 Mar 2012 21:41:11 +0000</pubDate>\
        <description>Gulls & pumps; AT&T &amp; R&D, caf&eacute; & co.</description></item>\
        <item><title>Second &amp; last</title><link>https://a.example/2</link>\
        <description>Rice&nbsp;&</description></item></channel></rss>";
    let briefs = briefs("a.rss", feed.as_bytes());
    let titles: Vec<&str> = briefs
        .iter()
        .map(|b| b.brief.title.as_str())
        .collect();
    assert_eq!(
        titles,
        ["Fees & ferries", "Second & last"]
    );
    assert_eq!(
        briefs[0].brief.series.as_deref(),
        Some("Ports & Pumps")
    );
    let text = &briefs[0].brief.passages[1].text;
    assert_eq!(
        text,
        "Gulls & pumps; AT&T & R&D, café & co."
    );
}

#[test]
fn atom_of_the_first_version_has_its_dates() {
    let entry = |title: &str, dates: &str, content: &str| {
        format!(
            "<entry><title>{title}</title><link rel=\"alternate\" type=\"text/html\" \
             href=\"https://a.example/{title}\"/><id>tag:{title}</id>{dates}{content}</entry>"
        )
    };
    let all = "<issued>2003-12-13T08:29:29-04:00</issued><created>2003-12-10T08:00:00Z</created>\
        <modified>2003-12-14T18:30:02Z</modified>";
    let entries = [
        entry(
            "A",
            all,
            "<content type=\"text/html\" mode=\"escaped\">&lt;p&gt;Of gulls.&lt;/p&gt;</content>",
        ),
        entry(
            "B",
            "<modified>2003-12-13T18:30:02Z</modified>",
            "<content type=\"application/xhtml+xml\" mode=\"xml\"><div><p>Of gulls.</p></div>\
             </content>",
        ),
        entry(
            "C",
            "<created>2003-12-13T18:30:02Z</created>",
            "<summary type=\"text/plain\">Of gulls.</summary>",
        ),
    ];
    let feed = format!(
        "<?xml version=\"1.0\"?><feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\">\
         <title>Harbour</title><tagline>Of ports</tagline>{}</feed>",
        entries.concat()
    );
    for parsed in briefs("a.atom", feed.as_bytes()) {
        let date = parsed
            .brief
            .date
            .map(|day| day.to_string());
        assert_eq!(
            date.as_deref(),
            Some("2003-12-13"),
            "{}",
            parsed.brief.title
        );
        assert_eq!(
            passages(&parsed),
            [(Kind::Prose, "Of gulls.")]
        );
    }
}

#[test]
fn the_zips_in_a_zip_are_read_one_level_deep() {
    let pages = |n: u8| {
        zip(&[
            (
                "Notes/Ports 0123456789abcdef0123456789abcdef.md",
                format!("# Ports {n}\n\nOf gulls.\n").as_bytes(),
            ),
            ("Notes/picture.png", b"\x89PNG"),
        ])
    };
    let export = zip(&[
        ("ExportBlock-0123-Part-1.zip", &pages(1)),
        ("ExportBlock-0123-Part-2.zip", &pages(2)),
    ]);
    assert_eq!(
        titles("notion.zip", &export),
        ["Ports 1", "Ports 2"]
    );

    let deep = zip(&[("outer.zip", &export), ("a.txt", b"Of rice, and no more.")]);
    let briefs = file_formats::read("deep.zip", deep).expect("a zip");
    let read: Vec<(&str, bool)> = briefs
        .iter()
        .map(|(source, parsed)| (source.as_str(), parsed.is_ok()))
        .collect();
    assert_eq!(
        read,
        [
            (
                "deep.zip/outer.zip/ExportBlock-0123-Part-1.zip",
                false
            ),
            (
                "deep.zip/outer.zip/ExportBlock-0123-Part-2.zip",
                false
            ),
            ("deep.zip/a.txt", true),
        ]
    );
}

#[test]
fn drafts_of_substack_are_no_briefs_and_entities_are_characters() {
    let table = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,\
        subtitle,podcast_url\n\
        1.fees,2021-05-18T08:30:00.000Z,true,,,newsletter,everyone,\"Fees &amp; ferries\",\
        \"It&#39;s &quot;late&quot; & so on\",\n\
        2.draft,,false,,,newsletter,everyone,A draft,,\n";
    let export = zip(&[
        ("posts.csv", table.as_bytes()),
        (
            "posts/1.fees.html",
            b"<p>Of gulls and pumps.</p>",
        ),
        (
            "posts/2.draft.html",
            b"<p>Of nothing yet.</p>",
        ),
        (
            "posts/3.other.html",
            b"<h1>Rice</h1><p>Not in the table.</p>",
        ),
    ]);
    let briefs = briefs("export.zip", &export);
    let titles: Vec<&str> = briefs
        .iter()
        .map(|b| b.brief.title.as_str())
        .collect();
    assert_eq!(titles, ["Fees & ferries", "Rice"]);
    assert_eq!(
        briefs[0].brief.passages[1].text,
        "It's \"late\" & so on"
    );
}

#[test]
fn markdown_in_a_text_file_is_markdown() {
    let text = "# Fees and ferries\n\nA lede.\n\n## Ports\n\nThe ports **rise**.\n\n\
        - one\n- two\n\n> Nobody asked us.\n\n## Rice\n\nThe rice falls.\n";
    let read = |name: &str, text: &str| yinde::formats::parse_text(name, text).brief;
    for name in ["a.txt", "a.text"] {
        let brief = read(name, text);
        assert_eq!(
            brief.passages,
            read("a.md", text).passages
        );
        assert_eq!(brief.title, "Fees and ferries");
        assert_eq!(brief.sections.len(), 2);
    }
    let plain = [
        "# a comment\n# another\nkey = 1\n\n## more\nkey = 2\n",
        "#统战 #港口\n\nOf gulls.\n\n#ports #rice\n\nOf pumps.\n",
        "Fees\n\n# 1 in sales are ferries.\n\nOf gulls.\n\n# 2 are pumps.\n\nOf pumps.\n",
    ];
    for text in plain {
        let brief = read("a.txt", text);
        let headings = brief
            .passages
            .iter()
            .filter(|p| p.kind == Kind::Heading);
        let marked = headings.filter(|heading| heading.text.starts_with("# "));
        assert_eq!(marked.count(), 0, "{text}");
    }
}
