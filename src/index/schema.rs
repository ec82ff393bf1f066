//! The index's fields: the only place that spells their names.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use crate::analysis::analyzer;

/// The fields of a passage's document.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Every token with its position: what quoted phrases match.
    pub exact: Field,
    /// English stems.
    pub english: Field,
    /// Chinese words.
    pub chinese: Field,
    /// Stems and words of the headings above the passage.
    pub heading: Field,
    /// The passage's id.
    pub id: Field,
    /// The brief's source path. Fast: ties are broken by it.
    pub source: Field,
    /// The passage's number in its brief. Fast: ties are broken by it.
    pub ordinal: Field,
    /// The brief's issue, folded.
    pub issue: Field,
    /// The section's number and its title, each folded.
    pub section: Field,
    /// The passage's topics, folded.
    pub topic: Field,
    /// `en`, `zh` or `mixed`.
    pub lang: Field,
    /// The brief's date as the number 20200920; none where it has no date.
    pub date: Field,
    /// Labels as written, for counting: `issue`, `section` and `topic` again.
    pub issue_label: Field,
    /// See `issue_label`.
    pub section_label: Field,
    /// See `issue_label`.
    pub topic_label: Field,
    /// The passage as it is shown, as JSON.
    pub record: Field,
}

/// The schema and its fields.
#[must_use]
pub fn schema() -> (Schema, Fields) {
    let text = |analyzer: &str, record: IndexRecordOption| {
        TextOptions::default()
            .set_indexing_options(TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(record))
    };
    let words = IndexRecordOption::WithFreqs;
    let mut schema = Schema::builder();
    let fields = Fields {
        exact: schema.add_text_field("exact", text("exact", IndexRecordOption::WithFreqsAndPositions)),
        english: schema.add_text_field("english", text("english", words)),
        chinese: schema.add_text_field("chinese", text("chinese", words)),
        heading: schema.add_text_field("heading", text("words", words)),
        id: schema.add_text_field("id", STRING),
        source: schema.add_text_field("source", STRING.set_fast("raw")),
        ordinal: schema.add_u64_field("ordinal", NumericOptions::default().set_fast()),
        issue: schema.add_text_field("issue", STRING),
        section: schema.add_text_field("section", STRING),
        topic: schema.add_text_field("topic", STRING),
        lang: schema.add_text_field("lang", STRING.set_fast("raw")),
        date: schema.add_u64_field("date", NumericOptions::default().set_fast().set_indexed()),
        issue_label: schema.add_text_field("issue_label", TextOptions::default().set_fast("raw")),
        section_label: schema.add_text_field("section_label", TextOptions::default().set_fast("raw")),
        topic_label: schema.add_text_field("topic_label", TextOptions::default().set_fast("raw")),
        record: schema.add_bytes_field("record", BytesOptions::default().set_stored()),
    };
    (schema.build(), fields)
}

/// The analysers that the schema names.
#[must_use]
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register("exact", analyzer::EXACT);
    manager.register("english", analyzer::ENGLISH);
    manager.register("chinese", analyzer::CHINESE);
    manager.register("words", analyzer::WORDS);
    manager
}
