//! The shortcuts for common characters change no result.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use yinde::analysis::language::{CHINESE, ENGLISH};
use yinde::analysis::token::is_han;
use yinde::analysis::{analyzer, normalize, segment, spelling, stem, tokens};

/// Letters, marks and blanks. Many join their neighbours, some only between certain others.
const TEXTS: &str = "[ a-cA-C19_'’.,:;\"/%(\\-\t—…“”é党習。，１Ａא\u{301}\u{200d}\u{ad}\u{fe0f}\
    \u{202f}\u{e33}👩🇨🇳각]{0,16}";

/// Whether `c` can be in a word with others.
fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn tokens_are_all_letters_and_digits_and_none_is_a_mark(text in TEXTS) {
        let normalized = normalize(&text).text;
        let mut end = 0;
        for token in tokens(&normalized) {
            let between = &normalized[end..token.range.start];
            prop_assert!(!between.contains(char::is_alphanumeric), "{:?}", between);
            let whole = &normalized[token.range.clone()];
            prop_assert_eq!(token.han, whole.starts_with(is_han));
            prop_assert!(token.han || whole.starts_with(is_word_character), "{:?}", whole);
            end = token.range.end;
        }
        prop_assert!(!normalized[end..].contains(char::is_alphanumeric));
    }

    #[test]
    fn tokens_after_a_skip_are_those_without_it(text in TEXTS) {
        // Positions start again, so only the texts are compared.
        let normalized = normalize(&text).text;
        let all = tokens(&normalized);
        for (at, _) in normalized.char_indices().filter(|(_, c)| is_han(*c)) {
            let rest = tokens(&normalized[at..]);
            let texts = rest.iter().map(|token| token.text);
            let expected = all.iter().filter(|token| token.range.start >= at);
            prop_assert!(texts.eq(expected.map(|token| token.text)), "{:?}", normalized);
        }
    }

    /// The search relies on it: it looks for a word as typed only where its stem occurs, and for a
    /// Chinese word only where its characters occur.
    #[test]
    fn words_of_a_language_come_with_their_exact_tokens(
        text in TEXTS,
        hyphenated in "[ab习党 .\\-\\n]{0,16}",
    ) {
        for text in [text, hyphenated] {
            let terms = analyzer::terms(&text);
            let (english, chinese) = (terms.words_of(ENGLISH), terms.words_of(CHINESE));
            let has = |list: &str, term: &str| list.lines().any(|line| line == term);
            let exact = terms.exact.lines();
            for token in exact.filter(|token| !token.is_empty() && *token != analyzer::GAP) {
                let has_stem = token.starts_with(is_han) || has(english, &stem::stem(token));
                prop_assert!(has_stem, "{:?} in {:?}", token, terms);
            }
            for c in chinese.lines().flat_map(str::chars) {
                prop_assert!(has(&terms.exact, &c.to_string()), "{:?} in {:?}", c, terms);
            }
            let normalized = normalize(&text);
            let segmented = segment::words(&normalized);
            prop_assert_eq!(chinese.lines().collect::<Vec<_>>(), segmented);
        }
    }

    #[test]
    fn spans_of_normalized_text_lead_back_to_whole_graphemes(text in TEXTS) {
        let normalized = normalize(&text);
        for token in tokens(&normalized.text) {
            let source = normalized.source(token.range.clone());
            let piece = text.get(source.clone());
            prop_assert!(piece.is_some(), "{:?} of {:?}", source, text);
            let graphemes = text.grapheme_indices(true).map(|(at, _)| at);
            let borders: Vec<usize> = graphemes.chain([text.len()]).collect();
            prop_assert!(borders.contains(&source.start) && borders.contains(&source.end));
        }
    }
}

/// Texts, and their normalized forms.
const NORMALIZED: [(&str, &str); 38] = [
    // Marks of notes.
    ("party¹ won", "party won"),
    ("the party’s² line", "the party's line"),
    ("said.”¹² And", "said.\" and"),
    ("统战部④说", "统战部说"),
    ("五平方公里²", "五平方公里"),
    ("km² H₂O 19th", "km2 h2o 19th"),
    ("So,¹ Mr.² Hu", "so, mr. hu"),
    ("in 2020.³ In", "in 2020. in"),
    ("12%¹ of all", "12% of all"),
    ("(a+b)² 10²", "(a+b)2 102"),
    // Signs and characters that are not seen.
    (
        "TikTok™ and Douyin®",
        "tiktok and douyin",
    ),
    ("partner\u{200b}ship", "partnership"),
    (
        "\u{202a}Xinjiang\u{202c} \u{2066}region\u{2069}",
        "xinjiang region",
    ),
    ("data\u{ad}base", "database"),
    // Variants of characters.
    ("隨著經濟", "随着经济"),
    ("瞭解衞生署", "了解卫生署"),
    ("這衹是価値", "这只是价值"),
    ("化粧品與砲兵", "化妆品与炮兵"),
    ("眞理敎育靑年", "真理教育青年"),
    ("⻓征⻅⾯", "长征见面"),
    ("戦争と経済", "战争と经济"),
    // Zeros.
    ("二○二○年", "二〇二〇年"),
    ("二OO八年", "二〇〇八年"),
    ("一九九０年", "一九九〇年"),
    ("三O一", "三〇一"),
    ("○ 统战", "○ 统战"),
    // Apostrophes and letters.
    ("China´s plan", "china's plan"),
    ("it`s the party′s", "it's the party's"),
    (
        "Łódź Øresund Straße",
        "lodz oresund strasse",
    ),
    (
        "Þingvellir Æsop cœur",
        "thingvellir aesop coeur",
    ),
    // Points.
    ("reform.The plan", "reform. the plan"),
    ("huawei.com", "huawei.com"),
    ("U.S. policy", "us policy"),
    ("the U.S.-led", "the us-led"),
    ("at 9 a.m. in D.C.", "at 9 am in dc"),
    ("D.C.The plan", "dc. the plan"),
    (
        "J. Smith and J.Smith",
        "j. smith and j.smith",
    ),
    ("3.5 and 1,000", "3.5 and 1,000"),
];

#[test]
fn each_rule_of_normalizing_has_its_examples() {
    for (text, normalized) in NORMALIZED {
        assert_eq!(
            normalize(text).text,
            normalized,
            "{text:?}"
        );
    }
}

/// Texts, and their tokens with a slash between neighbours and two over a clause.
const TOKENS: [(&str, &str); 10] = [
    (
        "See www.xinhuanet.com/politics",
        "see/www/xinhuanet/com/politics",
    ),
    ("file_name __init__", "file/name/init"),
    (
        "Q:What is it? A:Nothing.",
        "q//what/is/it//a//nothing",
    ),
    (
        "They want reform.The plan",
        "they/want/reform//the/plan",
    ),
    ("唐纳德．特朗普", "唐/纳/德/特/朗/普"),
    ("唐纳德·特朗普", "唐/纳/德/特/朗/普"),
    (
        "rock'n'roll, the party's 3.5%",
        "rock'n'roll//the/party/3.5",
    ),
    (
        "COVID-19 in 2020年",
        "covid/19/in/2020/年",
    ),
    ("习近平said", "习/近/平/said"),
    ("1.5.2 and a.5", "1.5.2/and/a/5"),
];

#[test]
fn each_rule_of_tokens_has_its_examples() {
    for (text, expected) in TOKENS {
        let normalized = normalize(text).text;
        let mut found = String::new();
        let mut next = 0;
        for token in tokens(&normalized) {
            found.push_str(if token.position > next {
                "/"
            } else {
                ""
            });
            found.push_str(if next > 0 {
                "/"
            } else {
                ""
            });
            found.push_str(token.text);
            next = token.position + 1;
        }
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn words_with_a_variant_are_cut_before_it_is_folded() {
    let words = |text: &str| segment::words(&normalize(text)).join("/");
    assert_eq!(
        words("他的著作很著名"),
        "他/的/着作/很/着名"
    );
    assert!(words("習近平的著作").contains("着作"));
}

#[test]
fn british_and_american_spellings_have_one_stem() {
    let pairs = [
        ("organisation", "organization"),
        ("labour", "labor"),
        ("defence", "defense"),
        ("programmes", "programs"),
        ("travelled", "traveled"),
        ("centre", "center"),
        ("analysed", "analyzed"),
        ("judgement", "judgment"),
        ("marketisation", "marketization"),
        ("sinicise", "sinicize"),
        ("digitalised", "digitalized"),
        ("modernising", "modernizing"),
    ];
    for (british, american) in pairs {
        assert_eq!(
            stem::stem(british),
            stem::stem(american),
            "{british}"
        );
    }
    let others = [
        ("treatise", "treatize"),
        ("exercise", "exercize"),
        ("advise", "advize"),
        ("arise", "arize"),
        ("hour", "hor"),
    ];
    for (word, other) in others {
        assert_ne!(
            stem::stem(word),
            stem::stem(other),
            "{word}"
        );
    }
    assert_eq!(
        spelling::other_spellings("labor"),
        ["labour"]
    );
    assert_eq!(
        spelling::other_spellings("organisation"),
        ["organization"]
    );
    assert_eq!(
        spelling::other_spellings("marketization"),
        ["marketisation"]
    );
}
