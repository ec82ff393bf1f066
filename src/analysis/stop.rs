//! Function words. They stay in the index, so phrases keep them; an unquoted query of several words
//! doesn't insist on them, and a question is known by them.

use std::collections::HashSet;
use std::sync::LazyLock;

const ENGLISH: &str = "a about after all also am an and any are as at be because been before being between both but \
    by can could did do does doing during each for from had has have having he her here hers him his i if in into \
    is it its itself just may me might more most must my no nor not of on one only or other our out over own s same \
    shall she should so some such than that the their theirs them then there these they this those through to too \
    under until up upon us very was we were will with within without would you your";

const ENGLISH_QUESTION: &str =
    "how what when where which who whom whose why many much name long old kind type";

const CHINESE: &str = "的 了 是 在 和 与 及 等 也 都 而 但 或 被 把 让 向 从 由 对 为 以 于 之 其 有 就 这 那 个 地 得 \
    着 过 吗 呢 吧 啊 一个 以及 并 并且 而且 但是 因为 所以 如果 我 你 他 她 它 我们 你们 他们 上 中 下 里 后 前 时 \
    所 将 会 能 可 可以 不 没有 没 还 又 再 很 最 更 用 做 到 说 要 去 来 给 跟 同 此 该 各 每 某 且 则 若 至 自 使 因 位 次 名";

const CHINESE_QUESTION: &str = "什么 谁 哪 哪里 哪个 哪些 哪一 哪年 何 何时 何地 何种 几 几个 多少 多大 多长 多久 为何 为什么 \
    怎么 怎样 如何 是否 吗 呢 哪儿 哪种 哪位 哪两 哪三 几年 几月 哪一年 哪一个";

const ANSWER: &str = "called call term 叫 叫做 称为 名字 名称 类型 种类";

/// A word that says little by itself, in either language. `word` is normalized.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    // Each piece of a Chinese query is looked up.
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lists = [ENGLISH, CHINESE, ENGLISH_QUESTION, CHINESE_QUESTION];
        lists
            .iter()
            .flat_map(|list| list.split_ascii_whitespace())
            .collect()
    });
    WORDS.contains(word)
}

/// A character that joins or ends words and is hardly ever part of one. `word` is normalized.
#[must_use]
pub fn is_particle(word: &str) -> bool {
    lists(word, "的 了 吗 呢 吧 啊 和 与 及 或 在 是 也 都")
}

/// A word that asks. `word` is normalized.
#[must_use]
pub fn is_question_word(word: &str) -> bool {
    lists(word, ENGLISH_QUESTION) || lists(word, CHINESE_QUESTION)
}

/// A word with which a question says what kind of answer it wants (“what is it called?”), and no
/// passage that answers it. `word` is normalized.
#[must_use]
pub fn names_an_answer(word: &str) -> bool {
    lists(word, ANSWER)
}

fn lists(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// One of the Chinese words that ask stands in a normalized text.
#[must_use]
pub fn has_chinese_question(normalized: &str) -> bool {
    CHINESE_QUESTION
        .split_ascii_whitespace()
        .filter(|w| w.chars().count() > 1 || ["谁", "哪"].contains(w))
        .any(|w| normalized.contains(w))
}
