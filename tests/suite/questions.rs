//! The ranking of questions.

use super::support::{Briefs, sources};

/// Returns the sources of the best hits: with the texts in this order, and exchanged.
fn best_sources(question: &str, one: &str, other: &str) -> [String; 2] {
    let orders = [[one, other], [other, one]];
    orders.map(|[a, b]| {
        let briefs = Briefs::of(&[("a.txt", a), ("b.txt", b)]);
        let answer = briefs.search(&[question]);
        answer.hits[0].brief.source.clone()
    })
}

#[test]
fn words_in_a_row_rank_above_the_same_words_apart() {
    let in_a_row = "The ministry published a list in May, \
        and the safety of bridges was on it for all the provinces.";
    let apart = "The ministry published a list in May, \
        and the bridges of safety was on it for all the provinces.";
    let question = "what did it publish about the safety of bridges?";
    assert_eq!(
        best_sources(question, in_a_row, apart),
        ["a.txt", "b.txt"]
    );
}

#[test]
fn words_for_the_kind_of_answer_are_ignored_in_questions() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "The new tunnel under the strait is the Blue Gate.",
        ),
        (
            "b.txt",
            "The ferry was called off, and ministers were called back from it.",
        ),
        ("c.txt", "海峡下面的新隧道是蓝门。"),
        (
            "d.txt",
            "叫做渡轮的名字很多，名称也很多。",
        ),
    ]);
    assert_eq!(
        sources(
            &briefs,
            "what is the new tunnel called?"
        ),
        ["a.txt"]
    );
    assert_eq!(
        sources(&briefs, "新隧道叫做什么名字？"),
        ["c.txt"]
    );
    // They are searched for if the question has no other words, and in other queries.
    assert_eq!(
        sources(&briefs, "what is it called?"),
        ["b.txt"]
    );
    assert_eq!(sources(&briefs, "called"), ["b.txt"]);
    assert_eq!(sources(&briefs, "渡轮 名字"), ["d.txt"]);
}
