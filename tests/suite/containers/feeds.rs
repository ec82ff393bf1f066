//! Feeds: how they are recognized, and the ids of their entries.

use super::{counts, feed, ids, reindex};
use crate::files::zip;
use crate::support::Briefs;

#[test]
fn an_entry_keeps_its_id_when_the_feed_grows_at_the_top() {
    let briefs = Briefs::empty();
    briefs.write("feed.xml", feed(&[2, 1]));
    briefs.write(
        "settings.xml",
        "<settings><title>Of barley</title></settings>",
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 0]
    );
    let before = ids(&briefs, "barley");
    // Two of the entries have the same guid.
    briefs.write("feed.xml", feed(&[4, 3, 2, 1]));
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 2, 0]
    );
    let after = ids(&briefs, "barley");
    assert_eq!(after.len(), 4);
    assert!(
        before
            .iter()
            .all(|id| after.contains(id)),
        "{before:?} {after:?}"
    );
}

#[test]
fn xml_is_a_feed_by_its_first_element() {
    let briefs = Briefs::empty();
    let long = format!(
        "<?xml version=\"1.0\"?><!-- {} <html> -->",
        "x".repeat(5000)
    );
    briefs.write("long.xml", long + &feed(&[1]));
    briefs.write(
        "prefixed.xml",
        "<!DOCTYPE feed [<!ENTITY a \"<b>\">]>\
         <a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:id>1</a:id>\
         <a:title>Issue 1</a:title><a:content>Of barley.</a:content></a:entry></a:feed>",
    );
    briefs.write(
        "other.xml",
        "<config><!-- <rss> --><feed>Of barley.</feed></config>",
    );
    let report = reindex(&briefs);
    assert_eq!(
        counts(&report),
        [2, 0, 0, 0, 0],
        "{:?}",
        report.added
    );
    assert_eq!(ids(&briefs, "barley").len(), 2);
}

/// A feed whose first element comes after a long comment.
fn feed_after_a_comment(numbers: &[usize]) -> String {
    format!(
        "<?xml version=\"1.0\"?><!--{}-->\n{}",
        "x".repeat(5000),
        feed(numbers)
    )
}

#[test]
fn a_file_that_is_no_feed_any_more_keeps_its_entries() {
    for error in [
        "<!DOCTYPE html><html><body>Error 503</body></html>",
        "<html><body>502 Bad Gateway</body></html>",
    ] {
        let briefs = Briefs::empty();
        briefs.write("a.txt", "Of rice.");
        briefs.write("settings.xml", "<settings/>");
        briefs.write("feed.xml", feed(&[2, 1]));
        briefs.write(
            "commented.xml",
            feed_after_a_comment(&[1, 2]),
        );
        let export =
            |feed: &str| zip(&[("feed.xml", feed.as_bytes()), ("other.xml", b"<config/>")]);
        briefs.write("export.zip", export(&feed(&[3])));
        assert_eq!(
            counts(&reindex(&briefs)),
            [6, 0, 0, 0, 0]
        );
        let all = ids(&briefs, "barley");
        assert_eq!(all.len(), 5);
        for bad in [error, ""] {
            briefs.write("feed.xml", bad);
            briefs.write("commented.xml", bad);
            briefs.write("export.zip", export(bad));
            let report = reindex(&briefs);
            assert_eq!(
                counts(&report),
                [0, 0, 0, 1, 3],
                "{:?}",
                report.failed
            );
            assert!(
                report
                    .failed
                    .iter()
                    .all(|failure| failure.kept)
            );
            assert_eq!(ids(&briefs, "barley"), all);
        }
        for source in ["feed.xml", "commented.xml", "export.zip"] {
            briefs.remove(source);
        }
        assert_eq!(
            counts(&reindex(&briefs)),
            [0, 0, 5, 1, 0]
        );
    }
}
