//! Files that hold several briefs: each entry is a brief of its own, and no entry is lost with its
//! file.

mod archives;
mod blogger;
mod controls;
mod damage;
mod exports;
mod feeds;
mod mail_encodings;
mod mailboxes;

use yinde::indexing::{self, Options, Report};

use crate::files::zip;
use crate::support::Briefs;

fn mail(number: usize, word: &str) -> String {
    format!(
        "From a@b.example Tue May 18 08:30:00 2021\nFrom: a@b.example\n\
         Subject: Issue {number}: Ports\nMessage-ID: <{number}@b.example>\n\n\
         The board spoke of {word}.\n\n"
    )
}

fn feed(numbers: &[usize]) -> String {
    let item = |n: &usize| {
        format!(
            "<item><title>Issue {n}</title><guid>{}</guid>\
             <description>Of barley {n}.</description></item>",
            n % 2
        )
    };
    let items: String = numbers.iter().map(item).collect();
    format!("<rss><channel>{items}</channel></rss>")
}

fn reindex(briefs: &Briefs) -> Report {
    indexing::reindex(
        &[briefs.corpus()],
        &briefs.index(),
        Options::default(),
        &|_| {},
    )
    .expect("it indexes")
}

fn counts(report: &Report) -> [usize; 5] {
    [
        report.added.len(),
        report.updated.len(),
        report.removed.len(),
        report.unchanged,
        report.failed.len(),
    ]
}

fn ids(briefs: &Briefs, query: &str) -> Vec<String> {
    let mut ids: Vec<String> = briefs
        .search(&[query, "--limit", "0"])
        .hits
        .into_iter()
        .map(|h| h.id)
        .collect();
    ids.sort();
    ids
}

fn current(briefs: &Briefs) -> String {
    std::fs::read_to_string(briefs.index().join("CURRENT")).expect("CURRENT")
}

#[test]
fn answers_do_not_depend_on_earlier_runs() {
    let (long, fresh) = (Briefs::empty(), Briefs::empty());
    let states: [&[usize]; 5] = [&[1], &[1, 2, 3], &[3, 1], &[4, 3, 1], &[4, 1, 2]];
    for state in states {
        let mails: String = state
            .iter()
            .map(|n| mail(*n, "barley and rice"))
            .collect();
        let texts: Vec<(String, String)> = state
            .iter()
            .map(|n| {
                (
                    format!("p/{n}.md"),
                    format!("# Issue {n}\n\nOf barley {n}.\n"),
                )
            })
            .collect();
        let files: Vec<(&str, &[u8])> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes()))
            .collect();
        for briefs in [&long, &fresh] {
            briefs.write("list.mbox", &mails);
            briefs.write("feed.rss", feed(state));
            briefs.write("export.zip", zip(&files));
        }
        reindex(&long);
    }
    reindex(&fresh);
    let answer = |briefs: &Briefs, args: &[&str]| {
        let out = briefs
            .run(&[args, &["--format", "jsonl", "--limit", "0"]].concat())
            .stdout;
        assert!(!out.is_empty(), "{args:?}");
        // The two corpora are in different folders.
        let folder = briefs
            .folder()
            .canonicalize()
            .expect("a folder");
        out.replace(&*folder.to_string_lossy(), "")
    };
    for query in ["barley", "\"of barley\"", "rice -issue:4", "issue"] {
        assert_eq!(
            answer(&long, &["search", query]),
            answer(&fresh, &["search", query]),
            "{query}"
        );
    }
}
