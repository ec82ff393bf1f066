//! The numbers of the ranking, each with its reason. Tuned on questions in both languages; change
//! them only with figures from `relevance.py` beside the change.

/// A word in the very form that was typed, on top of its stem.
pub(in crate::search) const EXACT_FORM: f32 = 0.8;
/// A word that only the headings above a passage have: enough to prefer a passage under the right
/// heading, not enough to put it before one that says the word itself.
pub(in crate::search) const HEADING: f32 = 0.15;
/// Two words of a question that stand in a row as they do in it, function words between them
/// included.
pub(in crate::search) const PAIR: f32 = 0.25;
/// Most tokens of such a pair: `treaty of paris`, `effects on the economy`.
pub(in crate::search) const LONGEST_PAIR: usize = 5;
/// A passage in the language of a question, as a share of all that its words can score.
pub(in crate::search) const SAME_LANGUAGE: f32 = 0.03;
/// A Han character on its own, which says less than a word.
pub(in crate::search) const CHARACTER: f32 = 0.4;
/// Most words of a query that must all match; a longer one is taken for a question.
pub(in crate::search) const ALL_MUST_MATCH: usize = 6;
/// The same for words of Chinese, which is written without blanks: more are a sentence.
pub(in crate::search) const ALL_HAN_MUST_MATCH: usize = 5;
/// A word of a longer one, where the longer one does not stand as such.
pub(in crate::search) const PART: f32 = 0.5;
/// Most words of a query that are looked for; of a longer one the rarest. It also bounds the pairs.
pub(in crate::search) const MOST_WORDS: usize = 64;
/// Most tokens of a question that are also looked for as they stand; a longer one stands nowhere.
pub(in crate::search) const MOST_VERBATIM: usize = 24;
/// BM25's k1: how soon a word's second and third occurrence stop to count.
pub(in crate::search) const K1: f32 = 1.2;
/// The same for the words of a question: with 1.2 a passage that repeats one of them comes before
/// one that has them all.
pub(in crate::search) const K1_QUESTION: f32 = 0.7;
/// BM25's b: how much a passage's length is held against it. The usual 0.75 puts a line of three
/// words that has a phrase before the paragraph that explains it; 0.5 also ranks the Chinese
/// questions better.
pub(in crate::search) const B: f32 = 0.5;
/// A passage that is a heading scores this much of what its words make: it names what the passages
/// under it say.
pub(in crate::search) const HEADING_PASSAGE: f32 = 0.6;
/// What is left of that effect is taken off the shortest: a passage of so many tokens scores three
/// quarters of what its words make, one of twice as many seven eighths, and so on.
pub(in crate::search) const SHORT_PASSAGE: f32 = 6.0;
/// Least share of its score that is left of a passage after both.
pub(in crate::search) const LEAST_SHARE: f32 = 0.5 * HEADING_PASSAGE;

/// The share of its score that a passage of `tokens` tokens keeps.
pub(in crate::search) fn length_share(tokens: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    let halvings = tokens as f32 / SHORT_PASSAGE;
    1.0 - 0.5 * (-halvings).exp2()
}
