//! Mails that were saved as plain text.

use yinde::formats;
use yinde::model::{Brief, Kind};

const BODY: &str = "The harbour board met again and spoke of the tolls that it had set.\n\n\
    It did not say when it would meet.\n";

fn brief(headers: &str) -> Brief {
    formats::parse_text(
        "saved.txt",
        format!("{headers}\n\n{BODY}"),
    )
    .brief
}

fn date(brief: &Brief) -> Option<String> {
    brief
        .date
        .map(|date| date.to_string())
}

#[test]
fn the_subject_of_a_saved_mail_is_its_title() {
    let headers = [
        "Received: from mail.example.org (mail.example.org [192.0.2.1])\n\
         \tby mx.example.org with ESMTPS id 42; Mon, 21 Sep 2020 08:00:00 +0800\n\
         Return-Path: <board@example.org>\n\
         Date: Sun, 20 Sep 2020 10:15:33 +0800\n\
         From: The Harbour Letter <board@example.org>\n\
         To: readers@example.org\n\
         Subject: Brief #42: Ports, rice\n\
         MIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8",
        "From: The Harbour Letter\n\
         Sent: Sunday, September 20, 2020 10:15 AM\n\
         To: Readers of\n\
         Subject: Brief #42: Ports, rice",
        "From board@example.org Sun Sep 20 10:15:33 2020\n\
         Subject: Brief #42:\n \
         Ports, rice\n\
         Message-ID: <1@example.org>\n\
         X-Mailer: A Program That Writes Mail\n\
         List-Id: Letters\n\
         To: a@example.org\n\
         Cc: b@example.org\n\
         Date: Sun, 20 Sep 2020 10:15:33 +0800",
        "发件人：港务局\n发送时间：2020年9月20日 10:15\n收件人：读者\n主题：Brief #42: Ports, rice",
    ];
    for headers in headers {
        let brief = brief(headers);
        assert_eq!(
            brief.title, "Brief #42: Ports, rice",
            "{headers}"
        );
        assert_eq!(brief.issue.as_deref(), Some("42"));
        assert_eq!(brief.topics, ["Ports", "rice"]);
        assert_eq!(
            date(&brief).as_deref(),
            Some("2020-09-20"),
            "{headers}"
        );
        assert!(brief.sections.is_empty(), "{headers}");
        let headings = brief.passages.iter();
        let headings = headings.filter(|passage| passage.kind == Kind::Heading);
        assert_eq!(headings.count(), 1, "{headers}");
    }
}

#[test]
fn a_day_in_the_subject_counts_before_that_of_sending() {
    let brief = brief(
        "From: The Harbour Letter\nDate: Mon, 21 Sep 2020 10:15:33 +0800\n\
         Subject: Newsletter 2020-09-20: Ports, rice",
    );
    assert_eq!(
        date(&brief).as_deref(),
        Some("2020-09-20")
    );
}

#[test]
fn lines_with_other_keys_are_no_headers() {
    let other = brief("Subject to change: the tolls of the harbour\nNote: see below");
    assert_eq!(date(&other), None);
    let keyed = brief("Title: Ports and rice\nDate: 20 September 2020");
    assert_eq!(keyed.title, "Ports and rice");
    assert_eq!(
        date(&keyed).as_deref(),
        Some("2020-09-20")
    );
}
