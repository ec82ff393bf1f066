//! Buttons and choices: text that readers see, but for those that work on the page.

use yinde::formats::Parsed;

use crate::file_formats;
use crate::files::zip;

fn parsed(name: &str, bytes: &[u8]) -> Vec<Parsed> {
    let briefs = file_formats::read(name, bytes.to_vec()).expect("a file");
    briefs
        .into_iter()
        .map(|(_, parsed)| parsed.expect("a brief"))
        .collect()
}

/// All text of the only brief in a file.
fn text(name: &str, bytes: &[u8]) -> String {
    let parsed = parsed(name, bytes);
    assert_eq!(parsed.len(), 1);
    parsed[0].text.clone()
}

fn page(body: &str) -> String {
    let long = "The dues of the harbour rise in March, as the council decided. ".repeat(8);
    format!(
        "<!DOCTYPE html><title>Dues</title><nav><a href=/>Home</a></nav>\
         <article><h1>Dues</h1><p>{long}</p>{body}<p>{long}</p></article>"
    )
}

/// What each piece of HTML shows.
const PIECES: &[(&str, &[&str])] = &[
    (
        "<div class='wp-block-buttons'><div class='wp-block-button'>\
         <a class='wp-block-button__link' href='/r'>Read the report</a></div></div>",
        &["Read the report"],
    ),
    (
        "<p>Choose <select><optgroup label=x><option>dues</option><option>piers</option>\
         </optgroup></select> here.</p>",
        &["Choose", "dues", "piers", "here."],
    ),
    (
        "<form>Your name<input type='text' value='typed'><button>Send it</button>\
         <input type=Submit value='Join now'><textarea>Dear council</textarea></form>",
        &["Your name", "Send it", "Join now", "Dear council"],
    ),
    (
        "<p><a href=a.pdf>Harbour dues</a>\
         <a class='wp-block-file__button' href=a.pdf>Download</a></p>",
        &["Harbour dues Download"],
    ),
    (
        "<header>Of piers</header><aside>A pull quote.</aside><footer>Sources.</footer>",
        &["Of piers", "A pull quote.", "Sources."],
    ),
];

#[test]
fn entries_are_read_with_their_buttons_and_choices() {
    for (html, shown) in PIECES {
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>Notes</title><item><title>Dues</title>\
             <description><![CDATA[<p>Of fees.</p>{html}]]></description></item></channel></rss>"
        );
        let note = format!(
            "<en-export><note><title>Dues</title><content><![CDATA[<en-note>{html}</en-note>]]>\
             </content></note></en-export>"
        );
        let posts = "post_id,title,is_published\n1.dues,Dues,true\n";
        let substack = zip(&[
            ("posts.csv", posts.as_bytes()),
            ("posts/1.dues.html", html.as_bytes()),
        ]);
        let mail = format!(
            "From: a@b.example\nSubject: Dues\nContent-Type: text/html; charset=utf-8\n\n{html}\n"
        );
        for (name, bytes) in [
            ("a.xml", feed.as_bytes()),
            ("a.enex", note.as_bytes()),
            ("a.zip", &substack),
            ("a.eml", mail.as_bytes()),
        ] {
            let text = text(name, bytes);
            for part in *shown {
                assert!(
                    text.contains(part),
                    "{name}: {part:?} in {text:?}"
                );
            }
            assert!(
                !text.contains("typed"),
                "{name}: {text:?}"
            );
        }
    }
}

#[test]
fn buttons_of_a_page_are_read_in_headings_and_sentences_alone() {
    for (html, shown) in [
        (
            "<h2><button class='accordion__button'>Who pays?</button></h2>",
            "Who pays?",
        ),
        (
            "<h3><a class='section button' href='#a'>Who pays?</a></h3>",
            "Who pays?",
        ),
        (
            "<details><summary><button>Who pays?</button></summary></details>",
            "Who pays?",
        ),
        (
            "<p>Press <button>Pay</button> to pay the dues.</p>",
            "Press Pay to pay the dues.",
        ),
    ] {
        let text = text("a.html", page(html).as_bytes());
        assert!(text.contains(shown), "{text:?}");
    }
    for html in [
        "<div><button>Copy link</button></div>",
        "<p><button>Copy link</button></p>",
        "<div class='button'><a href='/x'>Copy link</a></div>",
        "<div><select><option>Copy link</option></select></div>",
    ] {
        let text = text("a.html", page(html).as_bytes());
        assert!(!text.contains("Copy link"), "{text:?}");
    }
}

#[test]
fn what_shares_an_entry_is_no_part_of_it() {
    let feed = "<rss version=\"2.0\"><channel><title>Notes</title><item><title>Dues</title>\
         <description><![CDATA[<p>Of fees.</p><div class='sharedaddy'><a href='/t'>Tweet</a></div>\
         ]]></description></item></channel></rss>";
    let text = text("a.rss", feed.as_bytes());
    assert!(text.contains("Of fees."));
    assert!(!text.contains("Tweet"), "{text:?}");
}
