//! Queries over small briefs, and the lines that they find.

use crate::support::Briefs;

/// The lines of the passages that `query` finds, sorted.
fn lines(briefs: &Briefs, query: &str) -> Vec<usize> {
    briefs
        .places(query)
        .into_iter()
        .map(|(_, line)| line)
        .collect()
}

#[test]
fn words_near_each_other_are_found_and_marked_by_one_rule() {
    let text = "alpha xx bb xx cc here.\n\nbb xx alpha there.\n\nthe harbour once.\n\n\
                harbour and harbour twice.\n\n单人房间。\n\n人人都好。\n";
    let briefs = Briefs::of(&[("a.txt", text)]);
    let lines = |query| lines(&briefs, query);
    assert_eq!(lines("\"alpha bb cc\"~2"), [1]);
    assert_eq!(
        lines("\"alpha bb cc\"~1"),
        Vec::<usize>::new()
    );
    assert_eq!(lines("\"alpha bb\"~1"), [1, 3]);
    assert_eq!(lines("\"harbour harbour\"~2"), [7]);
    assert_eq!(lines("\"人人\"~2"), [11]);
    assert_eq!(
        lines("\"alpha xx cc\"~2"),
        [1],
        "a word in the middle occurs twice"
    );
    assert_eq!(lines("\"bb alpha\"~4294967295"), [1, 3]);
    assert_eq!(
        lines("\"bb alpha\"~99999999999"),
        [1, 3]
    );
    for hit in briefs
        .search(&["\"alpha bb\"~1"])
        .hits
    {
        assert!(
            ["alpha xx bb", "bb xx alpha"].contains(&hit.marked()[0]),
            "{:?}",
            hit.marked()
        );
    }
}

#[test]
fn unquoted_chinese_finds_known_words_and_no_lone_characters() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "海外企业学习交通。\n\n统战工作要做好。\n\n讲统战，工作也要做。\n\n\
         上面没有别的东西。\n\n企业的规定。\n\n他在统战部开展工作。\n",
    )]);
    let lines = |query| lines(&briefs, query);
    for unknown in ["上海", "就业", "两会", "大会", "上海港"] {
        assert_eq!(
            lines(unknown),
            Vec::<usize>::new(),
            "{unknown}"
        );
    }
    // The passage with the whole run comes first, then the passage with its words apart.
    let found: Vec<usize> = briefs
        .search(&["统战工作"])
        .hits
        .iter()
        .map(|h| h.line)
        .collect();
    assert_eq!(found.first(), Some(&3), "{found:?}");
    assert!(found.contains(&5), "{found:?}");
    assert_eq!(lines("海"), [1]);
    assert_eq!(lines("企业的"), [1, 9]);
}

#[test]
fn odd_queries_mean_what_users_expect() {
    let text = "The united front works.\n\nNothing here of it, only front.\n\n\
                The minister’s “résumé” is long.\n";
    let briefs = Briefs::of(&[(
        "a.txt",
        &format!("Brief #1: Ports, Rice\n\n1. Ports\n\n{text}\n2. Rice\n\nPrices.\n"),
    )]);
    let lines = |query| lines(&briefs, query);
    assert_eq!(lines("front NOT united"), [7]);
    assert_eq!(lines("front AND united"), [5]);
    assert_eq!(lines("topic: \"ports\" front"), [5, 7]);
    assert_eq!(lines("front topic:\"ports"), [5, 7]);
    assert_eq!(lines("\"united fr*\""), [5]);
    assert_eq!(lines("\"minister’s “résumé”\""), [9]);
    assert_eq!(lines("“united front\""), [5]);
    assert_eq!(
        lines("“united front\" OR “only front”"),
        [5, 7]
    );
    assert_eq!(lines("united \"，\""), [5]);
    assert_eq!(lines("united \"*\""), [5]);
    assert_eq!(
        lines("front (united OR only) -here"),
        [5]
    );
}
