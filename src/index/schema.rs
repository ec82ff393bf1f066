//! The index's fields: the only place that spells their names.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use crate::analysis::analyzer::TermList;
use crate::analysis::language::{CHINESE, ENGLISH, PerLanguage};

/// The name of the tokenizer of lists of terms.
pub(crate) const TERM_LIST: &str = "term list";
/// The name of [`Fields::heading`].
pub(crate) const HEADING: &str = "heading";
/// The name of [`Fields::record`].
pub(crate) const RECORD: &str = "record";

/// The names of the fields of words. A language without a name here doesn't compile.
const WORDS: PerLanguage<&str> = ["english", CHINESE_WORDS];
/// The name of [`Fields::chinese`].
pub(crate) const CHINESE_WORDS: &str = "chinese";
/// The name of [`Fields::exact`].
pub(crate) const EXACT: &str = "exact";

/// The name of [`Fields::source`] as a fast field.
pub(crate) const SOURCE: &str = "source";
/// The name of [`Fields::ordinal`] as a fast field.
pub(crate) const ORDINAL: &str = "ordinal";
/// The name of [`Fields::date`] as a fast field.
pub(crate) const DATE: &str = "date";
/// The name of [`Fields::lang`] as a fast field.
pub(crate) const LANG: &str = "lang";
/// The name of [`Fields::kind`] as a fast field.
pub(crate) const KIND: &str = "kind";
/// The fast fields whose values facets count, with the names that users know.
pub(crate) const COUNTED: &[(&str, &str)] = &[
    ("issue_label", "issue"),
    ("section_label", "section"),
    ("topic_label", "topic"),
    ("series_label", "series"),
    (BRIEF, "brief"),
    (SOURCE, "source"),
    (LANG, "lang"),
    (KIND, "kind"),
    (MONTH, "month"),
];
/// Separates the issue from the series in [`Fields::issue_label`].
pub(crate) const SERIES_MARK: char = '\u{1f}';
/// The name of [`Fields::brief_id`] as a fast field.
const BRIEF: &str = "brief_id";
/// The name of [`Fields::month_label`] as a fast field.
pub(crate) const MONTH: &str = "month_label";

/// The fields of a passage's document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Every token with its position: what quoted phrases match.
    pub exact: Field,
    /// Pairs of neighbouring tokens of which one is a very common word, with their frequencies.
    /// They make phrases with such words fast.
    pub pairs: Field,
    /// The words of each language.
    pub words: PerLanguage<Field>,
    /// English stems: the field of words of [`ENGLISH`].
    pub english: Field,
    /// Chinese words: the field of words of [`CHINESE`].
    pub chinese: Field,
    /// The words of all languages in the headings above the passage.
    pub heading: Field,
    /// The part of the passage's id before the `#`, the same for all passages of a brief.
    pub brief_id: Field,
    /// The brief's source path. Fast: ties are broken by it.
    pub source: Field,
    /// The passage's number in its brief. Fast: ties are broken by it.
    pub ordinal: Field,
    /// The brief's issue, normalized.
    pub issue: Field,
    /// The section's number and its title, each normalized.
    pub section: Field,
    /// The passage's topics, normalized.
    pub topic: Field,
    /// The brief's title, normalized.
    pub title: Field,
    /// The brief's series, normalized.
    pub series: Field,
    /// The brief's id, normalized.
    pub brief_name: Field,
    /// The brief's source path, normalized.
    pub source_name: Field,
    /// `en`, `zh` or `mixed`.
    pub lang: Field,
    /// `heading`, `prose`, `quote` or `item`. Fast: the ranking reads it.
    pub kind: Field,
    /// The brief's date as a number: 20200920. No value if the brief has no date.
    pub date: Field,
    /// The brief's issue as written, to be counted, with its series after [`SERIES_MARK`].
    pub issue_label: Field,
    /// The section's title as written, to be counted.
    pub section_label: Field,
    /// The brief's series as written, to be counted.
    pub series_label: Field,
    /// The passage's topics as written, to be counted.
    pub topic_label: Field,
    /// The month of the brief's date, to be counted: `2020-09`.
    pub month_label: Field,
    /// The passage as it is shown, see [`StoredPassage`](super::StoredPassage).
    pub record: Field,
}

/// The schema and its fields.
#[must_use]
pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = add_fields(&mut schema);
    (schema.build(), fields)
}

/// Adds the fields, in the order in which the schema lists them.
fn add_fields(schema: &mut SchemaBuilder) -> Fields {
    let exact = schema.add_text_field(
        EXACT,
        terms(IndexRecordOption::WithFreqsAndPositions),
    );
    let pairs = schema.add_text_field("pairs", pairs());
    let ranked = terms(IndexRecordOption::WithFreqs);
    let words = WORDS.map(|name| schema.add_text_field(name, ranked.clone()));
    Fields {
        exact,
        pairs,
        words,
        english: words[ENGLISH.position()],
        chinese: words[CHINESE.position()],
        heading: schema.add_text_field(HEADING, ranked),
        brief_id: schema.add_text_field(BRIEF, label().set_fast("raw")),
        source: schema.add_text_field(SOURCE, label().set_fast("raw")),
        ordinal: schema.add_u64_field(ORDINAL, fast_number()),
        issue: schema.add_text_field("issue", label()),
        section: schema.add_text_field("section", label()),
        topic: schema.add_text_field("topic", label()),
        title: schema.add_text_field("title", label()),
        series: schema.add_text_field("series", label()),
        brief_name: schema.add_text_field("brief_name", label()),
        source_name: schema.add_text_field("source_name", label()),
        lang: schema.add_text_field(LANG, label().set_fast("raw")),
        kind: schema.add_text_field(KIND, label().set_fast("raw")),
        date: schema.add_u64_field(DATE, fast_number().set_indexed()),
        issue_label: schema.add_text_field("issue_label", counted()),
        section_label: schema.add_text_field("section_label", counted()),
        series_label: schema.add_text_field("series_label", counted()),
        topic_label: schema.add_text_field("topic_label", counted()),
        month_label: schema.add_text_field(MONTH, counted()),
        record: schema.add_bytes_field(
            RECORD,
            BytesOptions::default().set_stored(),
        ),
    }
}

/// A list of terms of the analysis.
fn terms(record: IndexRecordOption) -> TextOptions {
    let terms = TextFieldIndexing::default().set_tokenizer(TERM_LIST);
    TextOptions::default().set_indexing_options(terms.set_index_option(record))
}

/// The list of pairs. It has no lengths: pairs stand in for exact tokens, so the length that counts
/// is that of the exact field.
fn pairs() -> TextOptions {
    let terms = TextFieldIndexing::default().set_tokenizer(TERM_LIST);
    let pairs = terms.set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(pairs.set_fieldnorms(false))
}

/// A label that filters compare whole. It needs no length, since filters don't rank.
fn label() -> TextOptions {
    let raw = TextFieldIndexing::default().set_tokenizer("raw");
    let raw = raw.set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(raw.set_fieldnorms(false))
}

/// A label that is counted but not searched.
fn counted() -> TextOptions {
    TextOptions::default().set_fast("raw")
}

fn fast_number() -> NumericOptions {
    NumericOptions::default().set_fast()
}

/// The tokenizers that the schema names. Texts are already analysed when tantivy gets them.
#[must_use]
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TERM_LIST, TermList);
    manager
}
