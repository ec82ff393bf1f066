//! Feeds: the text and the metadata of their entries.

use yinde::formats::Parsed;

use super::read;

/// The entries of a feed, the last first.
fn entries(name: &str, feed: &str) -> Vec<Parsed> {
    let parts = read(name, feed.as_bytes().to_vec()).expect("a feed");
    parts
        .into_iter()
        .map(|(_, parsed)| parsed.expect("an entry"))
        .collect()
}

fn date(entry: &Parsed) -> Option<String> {
    entry
        .brief
        .date
        .map(|date| date.to_string())
}

#[test]
fn an_rss_entry_may_have_elements_in_its_text() {
    for name in ["a.rss", "a.atom"] {
        let entries = entries(
            name,
            "<rss><channel><title>The <b>Harbour</b> Letter</title>\
             <item><title>Big <i>news</i> today</title>\
             <pubDate>Tue, 18 May 21 08:30:00 GMT</pubDate>\
             <description>FIRST about <b>tariffs</b> <![CDATA[a < b]]> and LAST.</description>\
             </item></channel></rss>",
        );
        assert_eq!(
            entries[0].text,
            "Big news today\n\nFIRST about tariffs a < b and LAST."
        );
        let brief = &entries[0].brief;
        assert_eq!(brief.title, "Big news today");
        assert_eq!(
            brief.series.as_deref(),
            Some("The Harbour Letter")
        );
        assert_eq!(
            date(&entries[0]).as_deref(),
            Some("2021-05-18")
        );
    }
    let plain = entries(
        "a.rss",
        "<rss><channel><item><title>Big <i>news</i> today</title>\
         <description>FIRST about <b>tariffs</b> and LAST.</description></item></channel></rss>",
    );
    assert_eq!(
        plain[0].text,
        "Big news today\n\nFIRST about tariffs and LAST."
    );
}

#[test]
fn an_atom_entry_has_its_text_in_every_type_of_content() {
    let entries = entries(
        "a.atom",
        "<feed><entry><id>1</id><title type=\"xhtml\"><div>Of <b>ports</b></div></title>\
         <published>20210518T083000Z</published><content type=\"application/xhtml+xml\">\
         <div><p>One.</p><p>Two.</p></div></content></entry>\
         <entry><id>2</id><title type=\"text\">x &lt;y&gt; z</title>\
         <summary>a &lt;b&gt; c</summary></entry>\
         <entry><id>3</id><title>T</title><content type=\"html\">\
         &lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry>\
         <entry><title type=\"xhtml\"><div>On <b>rice</b></div></title>\
         <content type=\"application/xhtml+xml\"><div><p>Of barley.</p></div></content></entry>\
         <entry><title>a &lt;b&gt; c</title>\
         <content type=\"text\">x &lt;y&gt; z</content></entry></feed>",
    );
    let texts: Vec<&str> = entries
        .iter()
        .map(|entry| entry.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "a <b> c\n\nx <y> z",
            "On rice\n\nOf barley.",
            "T\n\nOne.\n\nTwo.",
            "x <y> z\n\na <b> c",
            "Of ports\n\nOne.\n\nTwo."
        ]
    );
    assert_eq!(
        date(&entries[4]).as_deref(),
        Some("2021-05-18")
    );
}
