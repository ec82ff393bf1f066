//! `yinde translations`

use serde_json::Value;

use crate::support::Briefs;

fn brief(date: &str, english: &str) -> String {
    format!("Brief: Homes\n\n{date}\n\n房住不炒，因城施策。\n\n{english}\n")
}

#[test]
fn translations_are_grouped_and_the_oldest_first() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            &brief(
                "2021-05-01",
                "Homes are not for speculation, and each city adapts its policy.",
            ),
        ),
        (
            "b.txt",
            &brief(
                "2020-05-01",
                "Housing is for living in, not for speculation; cities adapt.",
            ),
        ),
        (
            "c.txt",
            &brief(
                "2019-05-01",
                "HOMES are not for speculation; a policy for every city.",
            ),
        ),
    ]);
    let ran = briefs.run(&["translations", "房住不炒", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        found[0]["text"],
        "HOMES are not for speculation"
    );
    assert_eq!(found[0]["uses"][0]["id"], "c#3");
    assert_eq!(found[0]["uses"][1]["id"], "a#3");
    assert_eq!(
        found[1]["uses"][0]["brief"]["date"],
        "2020-05-01"
    );
    let back = briefs.run(&["translations", "each city adapts"]);
    assert!(
        back.stdout
            .starts_with("因城施策\n    2021-05-01"),
        "{}",
        back.stdout
    );
    assert_eq!(
        briefs
            .run(&["translations", "渔民"])
            .code,
        1
    );
}
