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

#[test]
fn the_clause_that_has_all_of_a_phrase_translates_it() {
    let zh = "加强民营经济统战工作是实现党对民营经济领导的重要方式。\
        民营经济人士始终是我们党长期执政必须团结和依靠的重要力量。";
    let en = "Strengthening the united front work of the private economy is an important way to \
        realise the Party's leadership of it; its members have always been an important force \
        which the Party must unite and rely on for its long-term governance.";
    let text = format!("Brief #1: Front\n\n{zh}\n\n{en}\n");
    let briefs = Briefs::of(&[("a.txt", &text)]);
    assert_eq!(briefs.run(&["index"]).code, 0);
    let ran = briefs.run(&["translations", "united front"]);
    assert!(
        ran.stdout
            .starts_with("加强民营经济统战工作是实现党对民营经济领导的重要方式"),
        "{}",
        ran.stdout
    );
}
