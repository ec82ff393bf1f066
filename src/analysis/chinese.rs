//! Chinese: lists of words. [`segment`](super::segment) finds the words of a text.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::token::Token;

/// Words that say little by themselves.
pub(super) const FUNCTION_WORDS: &str = "\
    的 了 是 在 和 与 及 等 也 都 而 但 或 被 把 让 向 从 由 对 为 以 于 之 其 有 就 这 那 个 \
    地 得 着 过 吗 呢 吧 啊 一个 以及 并 并且 而且 但是 因为 所以 如果 我 你 他 她 它 我们 \
    你们 他们 上 中 下 里 后 前 时 所 将 会 能 可 可以 不 没有 没 还 又 再 很 最 更 用 做 到 \
    说 要 去 来 给 跟 同 此 该 各 每 某 且 则 若 至 自 使 因 位 次 名 何 几";

/// Words that ask. A text that contains one of them is a question, so 几 and 何 are not listed: by
/// themselves they ask too seldom.
pub(super) const QUESTION_WORDS: &str = "\
    什么 谁 哪 哪里 哪个 哪些 哪一 哪年 何时 何地 何种 几个 多少 多大 多长 多久 为何 为什么 \
    怎么 怎样 如何 是否 哪儿 哪种 哪位 哪两 哪三 几年 几月 哪一年 哪一个";

/// Characters that join or end words and hardly ever are part of one.
pub(super) const PARTICLES: &str = "的 了 吗 呢 吧 啊 和 与 及 或 在 是 也 都";

/// Words by which a question says what answer it wants (“叫什么名字”).
pub(super) const ANSWER_WORDS: &str = "叫 叫做 称为 名字 名称 类型 种类";

/// Whether a token can be part of a Chinese word.
pub(super) fn owns(token: &Token<'_>) -> bool {
    token.han
}

/// Whether a word says little by itself.
pub(super) fn is_function_word(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lists = [FUNCTION_WORDS, QUESTION_WORDS].into_iter();
        lists
            .flat_map(str::split_ascii_whitespace)
            .collect()
    });
    WORDS.contains(word)
}

/// The word itself: Chinese words are not inflected.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(word)
}
