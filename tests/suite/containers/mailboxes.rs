//! Mailboxes: where a mail starts, and which mails changed.

use super::{counts, current, ids, mail, reindex};
use crate::file_formats;
use crate::support::Briefs;

/// Lines before a mail, as programs write them.
const SEPARATORS: [&str; 14] = [
    "From ",
    "From",
    "From - ",
    "From - Fri Sep 26 10:18:40 2025",
    "From a@harbour.example Fri Sep 26 10:18:40 2025",
    "From a@harbour.example  Fri Sep  5 10:18:40 2025",
    "From 1234567890@xxx Fri Sep 26 17:18:40 +0000 2025",
    "From a@harbour.example Fri, 26 Sep 2025 10:18:40 -0700",
    "From a@harbour.example 2025-09-26T10:18:40Z",
    "From a@harbour.example Sat Apr 12 2025 15:59:28",
    "From a at harbour.example  Fri Sep 26 10:18:40 2025",
    "From MAILER-DAEMON",
    "From ???@??? Fri Sep 26 10:18:40 2025",
    "From \"A. Writer\" <a@harbour.example>",
];

/// The subjects of the mails in a mailbox, and all of their texts.
fn subjects_and_texts(mbox: &str) -> (Vec<String>, String) {
    let briefs = file_formats::read("list.mbox", mbox.as_bytes().to_vec()).expect("a mailbox");
    let mut subjects = Vec::new();
    let mut texts = Vec::new();
    for (_, parsed) in briefs {
        let brief = parsed.expect("a mail").brief;
        texts.extend(
            brief
                .passages
                .into_iter()
                .map(|p| p.text),
        );
        subjects.push(brief.title);
    }
    (subjects, texts.join("\n"))
}

/// A mail after this line.
fn after(separator: &str, subject: &str, text: &str) -> String {
    format!(
        "{separator}\nX-Mozilla-Status: 0001\nX-Folded: a\n\tb\nFrom: Ann <a@harbour.example>\n\
         Subject: {subject}\nDate: Fri, 26 Sep 2025 10:18:40 -0700\n\n{text}\n\n"
    )
}

#[test]
fn a_mail_starts_after_any_line_that_programs_write() {
    for separator in SEPARATORS {
        for end in ["\n", "\r\n"] {
            let mails = [
                after(separator, "One", "Of gulls."),
                after(separator, "Two", "Of pumps."),
                after(SEPARATORS[4], "Three", "Of fees."),
                after(separator, "Four", "Of rice."),
            ];
            let mbox = mails.concat().replace('\n', end);
            let (subjects, texts) = subjects_and_texts(&mbox);
            assert_eq!(
                subjects,
                ["One", "Two", "Three", "Four"],
                "{separator}"
            );
            assert!(!texts.contains("From "), "{separator}");
        }
    }
}

#[test]
fn a_bare_or_dated_line_needs_no_blank_line_before() {
    for separator in [SEPARATORS[0], SEPARATORS[4]] {
        let mails = [
            after(separator, "One", "Of gulls."),
            after(separator, "Two", "Of pumps."),
        ];
        let mbox = mails
            .concat()
            .replace("gulls.\n\n", "gulls.\n");
        assert_eq!(
            subjects_and_texts(&mbox).0,
            ["One", "Two"]
        );
    }
}

#[test]
fn a_sentence_from_someone_starts_no_mail() {
    let sentences = [
        "From here on the fees rise.",
        "From the board:\nNote: the fees rise.",
        "From me to you\n\nSubject: to approval",
        "From 2025 on: more.\nSee: the list.\n\nDate: unknown",
        "From: Ben\nSubject: Re: fees\n\nA quoted mail.",
        "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n\
         From: Ben <b@harbour.example>\nSubject: [PATCH] Fees\n\nA quoted patch.",
        "From",
    ];
    for sentence in sentences {
        let mails = [
            after(
                "From ",
                "One",
                &format!("Of gulls.\n\n{sentence}"),
            ),
            after("From ", "Two", "Of pumps."),
        ];
        let (subjects, texts) = subjects_and_texts(&mails.concat());
        assert_eq!(subjects, ["One", "Two"], "{sentence}");
        let last = sentence
            .lines()
            .last()
            .expect("a line");
        assert!(texts.contains(last), "{texts}");
    }
}

#[test]
fn a_second_protected_line_is_no_text() {
    let mails = [
        after(SEPARATORS[4], "One", "Of gulls."),
        after(SEPARATORS[4], "Two", "Of pumps."),
    ];
    let mbox = mails.concat().replace(
        "\nX-Mozilla-Status",
        "\n>From - Sat Apr 12 2025 15:59:28\nX-Mozilla-Status",
    );
    let (subjects, texts) = subjects_and_texts(&mbox);
    assert_eq!(subjects, ["One", "Two"]);
    assert!(!texts.contains("Apr"), "{texts}");
}

#[test]
fn patches_that_git_writes_are_mails() {
    let separator = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001";
    let mails = [
        after(separator, "One", "Of gulls."),
        after(separator, "Two", "Of pumps."),
    ];
    assert_eq!(
        subjects_and_texts(&mails.concat()).0,
        ["One", "Two"]
    );
}

#[test]
fn only_what_changed_in_a_mailbox_is_indexed_again() {
    let briefs = Briefs::empty();
    briefs.write(
        "list.mbox",
        mail(1, "barley") + &mail(2, "barley"),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [2, 0, 0, 0, 0]
    );
    let state = current(&briefs);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 2, 0]
    );
    assert_eq!(
        current(&briefs),
        state,
        "nothing changed, so nothing was written"
    );
    briefs.write(
        "list.mbox",
        mail(1, "barley") + &mail(2, "barley") + &mail(3, "barley"),
    );
    let report = reindex(&briefs);
    assert_eq!(counts(&report), [1, 0, 0, 2, 0]);
    assert_eq!(
        report.added,
        ["list.mbox/3-b-example.eml"]
    );
    let all = [
        "list.mbox/1-b-example#2",
        "list.mbox/2-b-example#2",
        "list.mbox/3-b-example#2",
    ];
    assert_eq!(ids(&briefs, "barley"), all);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 3, 0]
    );
    briefs.write(
        "list.mbox",
        mail(2, "millet") + &mail(3, "barley"),
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 1, 1, 1, 0]
    );
    assert_eq!(
        (
            ids(&briefs, "barley"),
            ids(&briefs, "millet")
        ),
        (
            vec![all[2].to_owned()],
            vec![all[1].to_owned()]
        )
    );
    let dry = briefs.run(&["index", "--dry-run"]);
    assert_eq!(
        dry.stdout,
        "Would add 0 briefs, update 0, remove 0 (2 unchanged). Nothing was written.\n"
    );
    briefs.remove("list.mbox");
    briefs.write("other.txt", "Of rice.");
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 0, 2, 0, 0]
    );
}

#[test]
fn a_sentence_from_me_starts_no_mail_but_blank_lines_may() {
    let briefs = Briefs::empty();
    let first = mail(
        1,
        "barley\n\nFrom me at 10:30:00 hello barley",
    );
    let zoned = mail(2, "barley").replace("08:30:00 2021", "08:30:00 +0000 2021");
    briefs.write(
        "list.mbox",
        format!("\n\r\n{first}{zoned}"),
    );
    briefs.write("empty.mbox", "");
    let report = reindex(&briefs);
    assert_eq!(
        counts(&report),
        [2, 0, 0, 0, 0],
        "{:?}",
        report.failed
    );
    assert!(
        briefs
            .places("\"hello barley\"")
            .iter()
            .all(|(source, _)| source == "list.mbox/1-b-example.eml")
    );
    assert_eq!(
        briefs
            .places("\"hello barley\"")
            .len(),
        1
    );
}

#[test]
fn the_first_of_several_headers_of_a_name_counts() {
    let mail = "From: Ann Lee <a@harbour.example>\nFrom: Bo Ito <b@harbour.example>\n\
        Subject: Of piers\nSubject: Of fees\nDate: Tue, 7 Apr 2026 10:00:00 +0000\n\
        Date: Wed, 8 Apr 2026 10:00:00 +0000\n\nThe piers are closed.\n";
    let mut briefs = file_formats::read("a.eml", mail.into()).expect("a mail");
    let (_, parsed) = briefs.pop().expect("a mail");
    let brief = parsed.expect("a mail").brief;
    assert_eq!(brief.title, "Of piers");
    assert_eq!(brief.authors, ["Ann Lee"]);
    let date = brief
        .date
        .map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2026-04-07"));
}
