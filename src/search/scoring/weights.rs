//! The numbers of the ranking, each with its reason. They were tuned on questions in both
//! languages; change a number only together with a measurement of the relevance.

/// Weight of a word in the form that was typed, in addition to its stem.
pub(in crate::search) const EXACT_FORM: f32 = 0.8;
/// Weight of a word in the headings above a passage: enough to prefer a passage under the right
/// heading, too little to put it before a passage that has the word itself.
pub(in crate::search) const HEADING: f32 = 0.15;
/// Weight of two words of a question that are in a row, with the function words between them.
pub(in crate::search) const PAIR: f32 = 0.25;
/// Maximum number of tokens in such a pair: `treaty of paris`, `effects on the economy`.
pub(in crate::search) const LONGEST_PAIR: usize = 5;
/// Bonus for a passage in the language of the question, as a fraction of the most that its words
/// can score.
pub(in crate::search) const SAME_LANGUAGE: f32 = 0.05;
/// Weight of a Han character by itself, which says less than a word.
pub(in crate::search) const CHARACTER: f32 = 0.4;
/// Maximum number of words that must all match; a longer query is taken for a question.
pub(in crate::search) const ALL_MUST_MATCH: usize = 6;
/// The same for Chinese words. Chinese has no spaces, so more of them are a sentence.
pub(in crate::search) const ALL_HAN_MUST_MATCH: usize = 5;
/// Weight of a Chinese word that is part of a longer one: it comes after the word by itself.
pub(in crate::search) const INSIDE: f32 = 0.3;
/// Weight of a part of a long word, in passages that don't have the long word.
pub(in crate::search) const PART: f32 = 0.5;
/// Maximum number of tokens in a question that is also searched for as a phrase. No passage repeats
/// a longer one.
pub(in crate::search) const MOST_VERBATIM: usize = 24;
/// BM25's k1: the greater it is, the more the second and third occurrence of a word count.
pub(in crate::search) const K1: f32 = 1.2;
/// k1 for a question. Questions over encyclopaedias like 0.7 best, over laws, advice and abstracts
/// 1.2 (+0.02 to +0.03 there): this is between the two, and loses 0.001 on the former.
pub(in crate::search) const K1_QUESTION: f32 = 0.8;
/// b for a question: over seven sets of questions, 0.3, 0.5 and 0.75 have MRR 0.673, 0.684, 0.686.
pub(in crate::search) const B_QUESTION: f32 = 0.75;
/// Weight of a word of a question in the form that was typed, in addition to its stem.
pub(in crate::search) const TYPED_IN_QUESTION: f32 = 0.5;
/// Weight of a Han character of a question's words: over six sets, MRR is 0.7136 for words alone
/// and 0.7284 with characters and bigrams of these weights.
pub(in crate::search) const CHARACTER_IN_QUESTION: f32 = 0.3;
/// Weight of two Han characters of a question that are in a row.
pub(in crate::search) const BIGRAM: f32 = 0.5;
/// Share of the weight of two tokens in a row that a passage gets in addition if it begins with
/// them. A passage names its subject early: over three sets of questions, MRR is 0.9717 without and
/// 0.9726 with it and the idf of bigrams.
const EARLY: f32 = 0.4;
/// Number of tokens by which this share halves.
const EARLY_HALF: f32 = 16.0;
/// Number of passages that a plain score draws as candidates for the whole ranking.
pub(in crate::search) const CANDIDATES: usize = 250;
/// BM25's b: how much the length of a passage lowers its score. The usual 0.75 puts a line of three
/// words with a phrase before the paragraph that explains it; 0.5 also ranks the answers to Chinese
/// questions better.
pub(in crate::search) const B: f32 = 0.5;
/// Factor for passages that are headings: they only name what the passages under them say.
pub(crate) const HEADING_PASSAGE: f32 = 0.6;
/// Number of tokens by which a short passage's loss halves: a passage of this length keeps three
/// quarters of its score, a passage of twice this length seven eighths, and so on. It takes off
/// what [`B`] still gives to the shortest passages.
pub(in crate::search) const SHORT_PASSAGE: f32 = 6.0;
/// The least that the product of both factors can be.
pub(in crate::search) const LEAST_FACTOR: f32 = 0.5 * HEADING_PASSAGE;

/// Returns the factor for a passage of `tokens` tokens.
pub(in crate::search) fn length_factor(tokens: u32) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a factor needs no more precision"
    )]
    let halvings = tokens as f32 / SHORT_PASSAGE;
    1.0 - 0.5 * (-halvings).exp2()
}

/// Returns the share of the weight of tokens in a row that a passage gets in addition if they first
/// occur at `position`.
pub(in crate::search) fn early(position: u32) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a weight needs no more precision"
    )]
    let halvings = position as f32 / EARLY_HALF;
    EARLY * (-halvings).exp2()
}
