//! The index's fields: the only place that spells their names.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use crate::analysis::analyzer::TermList;

const TERM_LIST: &str = "term list";

/// The name of [`Fields::source`] as a fast field.
pub(crate) const SOURCE: &str = "source";
/// The name of [`Fields::ordinal`] as a fast field.
pub(crate) const ORDINAL: &str = "ordinal";
/// The name of [`Fields::date`] as a fast field.
pub(crate) const DATE: &str = "date";
/// The name of [`Fields::kind`] as a fast field.
pub(crate) const KIND: &str = "kind";
/// The fast fields that hold labels to be counted, with the names that users know.
pub(crate) const COUNTED: &[(&str, &str)] = &[
    ("issue_label", "issue"),
    ("section_label", "section"),
    ("topic_label", "topic"),
    ("lang", "lang"),
    (KIND, "kind"),
    ("month_label", "month"),
];

/// The fields of a passage's document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Every token with its position: what quoted phrases match.
    pub exact: Field,
    /// Neighbours with a common word, as often as they stand there: what makes phrases of them
    /// fast.
    pub pairs: Field,
    /// English stems.
    pub english: Field,
    /// Chinese words.
    pub chinese: Field,
    /// Stems and words of the headings above the passage.
    pub heading: Field,
    /// What the passage's id starts with, before the `#`: the same for all of a brief.
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
    /// `en`, `zh` or `mixed`.
    pub lang: Field,
    /// `heading`, `prose`, `quote` or `item`. Fast: the ranking looks at it.
    pub kind: Field,
    /// The brief's date as the number 20200920; none where it has no date.
    pub date: Field,
    /// Labels as written, for counting: `issue`, `section` and `topic` again.
    pub issue_label: Field,
    /// See `issue_label`.
    pub section_label: Field,
    /// See `issue_label`.
    pub topic_label: Field,
    /// See `issue_label`: `2020-09`.
    pub month_label: Field,
    /// The passage as it is shown.
    pub record: Field,
}

/// The schema and its fields.
#[must_use]
pub(crate) fn schema() -> (Schema, Fields) {
    let terms = || TextFieldIndexing::default().set_tokenizer(TERM_LIST);
    let text =
        |record| TextOptions::default().set_indexing_options(terms().set_index_option(record));
    let words = IndexRecordOption::WithFreqs;
    // The length of a passage is that of its exact field.
    let pairs = terms().set_index_option(words).set_fieldnorms(false);
    // What only narrows needs no length.
    let label = || {
        let raw = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(raw.set_index_option(IndexRecordOption::Basic))
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        exact: schema.add_text_field("exact", text(IndexRecordOption::WithFreqsAndPositions)),
        pairs: schema.add_text_field("pairs", TextOptions::default().set_indexing_options(pairs)),
        english: schema.add_text_field("english", text(words)),
        chinese: schema.add_text_field("chinese", text(words)),
        heading: schema.add_text_field("heading", text(words)),
        brief_id: schema.add_text_field("brief_id", label()),
        source: schema.add_text_field(SOURCE, label().set_fast("raw")),
        ordinal: schema.add_u64_field(ORDINAL, NumericOptions::default().set_fast()),
        issue: schema.add_text_field("issue", label()),
        section: schema.add_text_field("section", label()),
        topic: schema.add_text_field("topic", label()),
        title: schema.add_text_field("title", label()),
        lang: schema.add_text_field("lang", label().set_fast("raw")),
        kind: schema.add_text_field(KIND, label().set_fast("raw")),
        date: schema.add_u64_field(DATE, NumericOptions::default().set_fast().set_indexed()),
        issue_label: schema.add_text_field("issue_label", TextOptions::default().set_fast("raw")),
        section_label: schema
            .add_text_field("section_label", TextOptions::default().set_fast("raw")),
        topic_label: schema.add_text_field("topic_label", TextOptions::default().set_fast("raw")),
        month_label: schema.add_text_field("month_label", TextOptions::default().set_fast("raw")),
        record: schema.add_bytes_field("record", BytesOptions::default().set_stored()),
    };
    (schema.build(), fields)
}

/// The tokenizer that the schema names: texts are analysed before they get here.
#[must_use]
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TERM_LIST, TermList);
    manager
}
