//! What a question prefers.

use super::support::Briefs;

/// The brief that `question` finds first, whichever of the two comes first by name.
fn first(question: &str, one: &str, other: &str) -> Vec<String> {
    let pairs = [
        [("a.txt", one), ("b.txt", other)],
        [("a.txt", other), ("b.txt", one)],
    ];
    pairs
        .iter()
        .map(|briefs| {
            Briefs::of(briefs).search(&[question]).hits[0]
                .brief
                .source
                .clone()
        })
        .collect()
}

#[test]
fn words_in_a_row_with_what_joins_them_come_before_the_same_words_apart() {
    let in_a_row = "The ministry published a list in May, and the safety of bridges was on it for all the provinces.";
    let apart = "The ministry published a list in May, and the bridges of safety was on it for all the provinces.";
    assert_eq!(
        first(
            "what did it publish about the safety of bridges?",
            in_a_row,
            apart
        ),
        ["a.txt", "b.txt"]
    );
}

#[test]
fn a_word_for_the_kind_of_answer_is_not_looked_for() {
    let briefs = Briefs::of(&[
        ("a.txt", "The new tunnel under the strait is the Blue Gate."),
        (
            "b.txt",
            "The ferry was called off, and ministers were called back from it.",
        ),
        ("c.txt", "海峡下面的新隧道是蓝门。"),
        ("d.txt", "叫做渡轮的名字很多，名称也很多。"),
    ]);
    let found = |query: &str| {
        briefs
            .places(query)
            .into_iter()
            .map(|(brief, _)| brief)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("what is the new tunnel called?"), ["a.txt"]);
    assert_eq!(found("新隧道叫做什么名字？"), ["c.txt"]);
    // Where nothing else is asked for, or where it is no question, it is.
    assert_eq!(found("what is it called?"), ["b.txt"]);
    assert_eq!(found("called"), ["b.txt"]);
    assert_eq!(found("渡轮 名字"), ["d.txt"]);
}
