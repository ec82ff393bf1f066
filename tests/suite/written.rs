//! Text as people write it: each case is a file, a query and the number of passages to be found.

use super::support::{Briefs, search};

/// Text of a brief's body, a query, and the number of passages that it finds.
type Case = (&'static str, &'static str, usize);

/// Checks cases as plain text below a title.
fn assert_found(cases: &[Case]) {
    for (text, query, expected) in cases {
        let briefs = Briefs::of(&[(
            "a.txt",
            &format!("Letter #1: Kettles\n\n2024-01-02\n\n{text}\n"),
        )]);
        let found = search(&briefs.index(), &[query]).total;
        assert_eq!(
            found, *expected,
            "{query:?} in {text:?}"
        );
    }
}

#[test]
fn marks_of_notes_and_signs_hide_no_word() {
    assert_found(&[
        (
            "The council¹² met again³.",
            "council",
            1,
        ),
        (
            "The council¹² met again³.",
            "\"council met again\"",
            1,
        ),
        (
            "据新华社②报道，会议¹强调。",
            "\"新华社报道\"",
            1,
        ),
        (
            "据新华社②报道，会议¹强调。",
            "\"会议强调\"",
            1,
        ),
        (
            "A “kettle”⁴ boils.",
            "\"kettle boils\"",
            1,
        ),
        (
            "WeChat® and Weibo© compete.",
            "\"wechat and weibo compete\"",
            1,
        ),
        (
            "An area of 20 km² was flooded.",
            "km2",
            1,
        ),
        ("CO₂ fell on the 19th.", "co2 19th", 1),
    ]);
}

#[test]
fn other_forms_of_characters_are_the_same_characters() {
    assert_found(&[
        (
            "為着人民，爲了國家，著手進行。",
            "\"为了国家\"",
            1,
        ),
        (
            "為着人民，爲了國家，著手進行。",
            "\"着手进行\"",
            1,
        ),
        ("歷史敎訓與敎育。", "\"教训与教育\"", 1),
        (
            "眾人在檯面上討論污染與汙水。",
            "\"台面上讨论污染与污水\"",
            1,
        ),
        (
            "経済産業省の発表。",
            "\"经济产业省\"",
            1,
        ),
        (
            "⻢克思主义⻄方",
            "\"马克思主义西方\"",
            1,
        ),
        (
            "羣衆路線卽群众路线",
            "\"群众路线即群众路线\"",
            1,
        ),
        ("他的著作很著名。", "著作 著名", 1),
    ]);
}

#[test]
fn characters_that_nobody_sees_hide_no_word() {
    assert_found(&[
        (
            "The Hong\u{200e} Kong\u{200f} office.",
            "\"hong kong office\"",
            1,
        ),
        (
            "统\u{200b}战\u{feff}工作",
            "\"统战工作\"",
            1,
        ),
        (
            "inter\u{ad}national trade",
            "\"international trade\"",
            1,
        ),
        (
            "A \u{2068}Xinjiang\u{2069} route.",
            "\"xinjiang route\"",
            1,
        ),
        (
            "一九八四年、一九八○年、二OO八年",
            "\"一九八〇年\"",
            1,
        ),
        (
            "一九八四年、一九八○年、二OO八年",
            "\"二〇〇八年\"",
            1,
        ),
        (
            "the party`s plan, China′s role",
            "\"party's plan\"",
            1,
        ),
        (
            "the party`s plan, China′s role",
            "\"china role\"",
            1,
        ),
    ]);
}

#[test]
fn points_colons_and_underscores_join_no_words() {
    assert_found(&[
        ("It ended.Then it began.", "then", 1),
        (
            "It ended.Then it began.",
            "\"ended then\"",
            0,
        ),
        (
            "See news.sina.com.cn for more.",
            "sina",
            1,
        ),
        (
            "See news.sina.com.cn for more.",
            "\"sina.com.cn\"",
            1,
        ),
        (
            "The file tax_reform_plan leaked.",
            "\"tax reform plan\"",
            1,
        ),
        (
            "The U.S.-China talks, the U.K. and the E.U.",
            "\"US China talks\"",
            1,
        ),
        (
            "The U.S.-China talks, the U.K. and the E.U.",
            "UK EU",
            1,
        ),
        (
            "The US met the PRC.",
            "\"the U.S. met the P.R.C.\"",
            1,
        ),
        ("Q:Why? A:Because.", "because", 1),
        (
            "It rose 3.5% to 1,200.75 yuan.",
            "\"1,200.75 yuan\"",
            1,
        ),
    ]);
}

#[test]
fn letters_without_a_decomposition_have_plain_ones() {
    assert_found(&[
        (
            "Talks in Tromsø and Gdańsk.",
            "\"tromso and gdansk\"",
            1,
        ),
        (
            "Đặng Thái Sơn of Wrocław.",
            "\"dang thai son of wroclaw\"",
            1,
        ),
        ("The Straße in Köln.", "strasse koln", 1),
        (
            "An œuvre of Ægir and Þór.",
            "oeuvre aegir thor",
            1,
        ),
    ]);
}

#[test]
fn an_unquoted_chinese_word_is_found_inside_longer_ones() {
    let texts = "农产品出口。\n\n产品质量。\n\n行业主管部门。\n\n业主委员会。\n\n生产的品种。";
    assert_found(&[
        (texts, "产品", 2),
        (texts, "业主", 2),
        (texts, "产品？", 2),
        (texts, "主管", 1),
    ]);
    let briefs = Briefs::of(&[("a.txt", &format!("Letter\n\n{texts}\n"))]);
    let answer = search(&briefs.index(), &["业主"]);
    let order: Vec<usize> = answer
        .hits
        .iter()
        .map(|hit| hit.line)
        .collect();
    assert_eq!(order, [9, 7]);
}

#[test]
fn british_and_american_spellings_find_each_other() {
    let texts = "The organisation analysed labour.\n\nAn organization analyzes labor programs.";
    assert_found(&[
        (texts, "organisation", 2),
        (texts, "organization", 2),
        (texts, "analyse labour", 2),
        (texts, "programmes", 1),
        (texts, "\"organisation analysed\"", 1),
    ]);
}
