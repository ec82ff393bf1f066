//! Mails: their days, and text whose lines go on.

use super::read;
use crate::support::Briefs;
use yinde::formats::Parsed;

fn mail(headers: &str, body: &str) -> Parsed {
    let mail = format!("From: Anne <a@x.example>\r\nSubject: Ports\r\n{headers}\r\n\r\n{body}");
    let mut parts = read("a.eml", mail.into_bytes()).expect("a mail");
    parts.remove(0).1.expect("a brief")
}

fn day(date: &str) -> (Option<String>, Vec<String>) {
    let parsed = mail(
        &format!("Date: {date}"),
        "The fees rise.",
    );
    let warnings = parsed.warnings.into_iter();
    (
        parsed
            .brief
            .date
            .map(|day| day.to_string()),
        warnings
            .map(|warning| warning.message)
            .collect(),
    )
}

#[test]
fn a_mail_has_its_day_however_it_is_written() {
    for date in [
        "Fri, 5 Mar 2021 10:00:00 +0800",
        "Fri, 05 Mar 2021 23:59:59 -0800 (PST)",
        "5 Mar 2021 10:00 GMT",
        "Fri, 5 Mar 2021",
        "5 Mar 2021",
        "Fri Mar  5 10:00:00 2021",
        "Fri Mar 5 10:00:00 CST 2021",
        "Fri Mar 05 10:00:00 +0800 2021",
        "Mar 5, 2021",
        "Friday, March 5, 2021 10:00 AM",
        "2021-03-05 10:00:00",
        "2021-03-05",
        "2021-03-05T10:00:00Z",
        "2021/03/05 10:00",
        "2021年3月5日 10:00",
        "Fri, 5 Mar 21 10:00:00 GMT",
        "Fri, 5-Mar-2021 10:00:00 GMT",
    ] {
        let expected = Some("2021-03-05".to_owned());
        assert_eq!(
            day(date),
            (expected, Vec::new()),
            "{date}"
        );
    }
}

#[test]
fn a_day_in_no_year_of_mails_is_reported() {
    for date in [
        "Fri, 5 Mar 3609 10:00:00 +0000",
        "Fri, 5 Mar 3609",
        "5 Mar 1021 10:00:00 +0000",
        "3609-03-05 10:00:00",
        "next week",
        "Fri, 45 Mar 2021 10:00:00",
    ] {
        let (day, warnings) = day(date);
        assert_eq!(day, None, "{date}");
        let warning = warnings.first().expect("a warning");
        assert!(warning.contains(date), "{warning}");
    }
}

#[test]
fn lines_that_go_on_are_joined() {
    let quoted = "The office wants \r\nto raise \r\nits fees.\r\n\r\n> An answer that \r\n\
        > goes on.\r\n>> Another depth \r\n> ends it.\r\n";
    let flowed = mail(
        "Content-Type: text/plain; charset=utf-8; format=flowed",
        quoted,
    );
    let text = flowed.text.as_str();
    assert!(
        text.contains("The office wants to raise its fees."),
        "{text}"
    );
    assert!(
        text.contains("> An answer that goes on."),
        "{text}"
    );
    assert!(
        text.contains(">> Another depth \n> ends it."),
        "{text}"
    );

    let fixed = mail(
        "Content-Type: text/plain; charset=utf-8",
        quoted,
    );
    assert!(
        fixed.text.contains("wants \r\nto"),
        "{}",
        fixed.text
    );

    let without_space = mail(
        "Content-Type: text/plain; charset=utf-8; Format=Flowed; DelSp=Yes",
        "港务局提出 \r\n修改规则。\r\n\r\n From here on.\r\n-- \r\nAnne\r\n",
    );
    let text = without_space.text.as_str();
    assert!(
        text.contains("港务局提出修改规则。"),
        "{text}"
    );
    assert!(
        text.contains("\nFrom here on.\n-- \nAnne"),
        "{text}"
    );
}

#[test]
fn a_phrase_is_found_over_a_soft_line_end() {
    let body = "The ministry published a list of \r\ndual use goods that need a licence. \r\n\
        Owners protest.\r\n";
    let mail = format!(
        "From: a@x.example\r\nSubject: Goods\r\nDate: Fri, 5 Mar 2021\r\n\
         Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n{body}\r\n--b--\r\n"
    );
    let briefs = Briefs::of(&[("a.eml", &mail)]);
    for phrase in ["\"list of dual use goods\"", "\"licence. Owners protest\""] {
        let found = briefs.run(&["search", phrase, "--count"]);
        assert_eq!(
            found.stdout.trim(),
            "1",
            "{phrase}: {}",
            found.stderr
        );
    }
}
