//! Mailboxes: where a mail starts, and which mails changed.

use super::{counts, current, ids, mail, reindex};
use crate::support::Briefs;

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
