//! English: its words are the tokens that are not Han, each by its stem.

use std::borrow::Cow;

use super::normalized::Normalized;
use super::stem;
use super::token::Token;

/// Words that say little by themselves.
pub(super) const FUNCTION_WORDS: &str = "\
    a about after all also am an and any are as at be because been before being between both \
    but by can could did do does doing during each for from had has have having he her here \
    hers him his i if in into is it its itself just may me might more most must my no nor not \
    of on one only or other our out over own s same shall she should so some such than that \
    the their theirs them then there these they this those through to too under until up upon \
    us very was we were will with within without would you your";

/// Words that ask, and those that go with them (“how many”, “what kind”).
pub(super) const QUESTION_WORDS: &str = "\
    how what when where which who whom whose why many much name long old kind type";

/// Words by which a question says what answer it wants (“what is it called?”).
pub(super) const ANSWER_WORDS: &str = "called call term";

/// Whether a token can be an English word. Words of other alphabets count as English too: the
/// stemmer leaves them as they are.
pub(super) fn owns(token: &Token<'_>) -> bool {
    !token.han
}

/// The words among `tokens`, as they are.
pub(super) fn words<'a>(_normalized: &'a Normalized, tokens: &[Token<'a>]) -> Vec<&'a str> {
    let words = tokens
        .iter()
        .filter(|token| owns(token));
    words
        .map(|token| token.text)
        .collect()
}

/// The stem of one word.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    stem::of_word(word)
}
