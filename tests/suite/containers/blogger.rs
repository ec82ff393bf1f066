//! Exports of Blogger, of both kinds.

use crate::file_formats;
use yinde::model::Brief;

fn briefs(entries: &str) -> Vec<Brief> {
    let feed = format!(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' \
         xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Piers</title>\
         {entries}</feed>"
    );
    let briefs = file_formats::read("feed.atom", feed.into()).expect("a feed");
    let mut briefs: Vec<Brief> = briefs
        .into_iter()
        .map(|(_, parsed)| parsed.expect("a brief").brief)
        .collect();
    briefs.sort_by(|a, b| a.title.cmp(&b.title));
    briefs
}

fn titles(briefs: &[Brief]) -> Vec<&str> {
    briefs
        .iter()
        .map(|brief| brief.title.as_str())
        .collect()
}

/// An entry as Blogger exported it until 2024.
fn entry(title: &str, kind: &str, more: &str) -> String {
    format!(
        "<entry><id>tag:blogger.com,1999:blog-1.{title}</id>\
         <published>2023-05-01T10:00:00+01:00</published>\
         <category scheme='http://schemas.google.com/g/2005#kind' \
         term='http://schemas.google.com/blogger/2008/kind#{kind}'/>\
         <category scheme='http://www.blogger.com/atom/ns#' term='Dues'/>\
         <title type='text'>{title}</title>\
         <content type='html'>&lt;p&gt;Of {title}.&lt;/p&gt;</content>{more}</entry>"
    )
}

/// An entry as Google's Takeout writes it.
fn taken_out(title: &str, kind: &str, status: &str) -> String {
    format!(
        "<entry><id>tag:blogger.com,1999:blog-1.{kind}-{status}</id>\
         <blogger:type>{kind}</blogger:type><blogger:status>{status}</blogger:status>\
         <title>{title}</title><content type='html'>&lt;p&gt;Of piers.&lt;/p&gt;</content>\
         <published>2023-05-01T10:00:00Z</published><category/><link/></entry>"
    )
}

#[test]
fn only_published_posts_and_pages_are_briefs() {
    let draft = "<app:control xmlns:app='http://purl.org/atom/app#'>\
         <app:draft>yes</app:draft></app:control>";
    let old = briefs(
        &[
            entry("Piers", "post", ""),
            entry("About", "page", ""),
            entry("Nice", "comment", ""),
            entry("Colours", "template", ""),
            entry("BLOG_NAME", "settings", ""),
            entry("Later", "post", draft),
        ]
        .concat(),
    );
    assert_eq!(titles(&old), ["About", "Piers"]);
    assert_eq!(old[1].topics, ["Dues"]);
    let new = briefs(
        &[
            taken_out(
                "Workshop &amp;#39;Piers&amp;#39; &amp;amp; dues",
                "POST",
                "LIVE",
            ),
            taken_out("About", "PAGE", "LIVE"),
            taken_out("Nice", "COMMENT", "LIVE"),
            taken_out("Later", "POST", "DRAFT"),
            taken_out("Gone", "POST", "SOFT_TRASHED"),
        ]
        .concat(),
    );
    assert_eq!(
        titles(&new),
        ["About", "Workshop 'Piers' & dues"]
    );
}
