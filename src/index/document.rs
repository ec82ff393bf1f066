//! The document of a passage, as tantivy reads it.
//!
//! Most of its values are those of the passage before: the labels of its brief and its section. So
//! passages share them, and no value is copied into a document.

use std::iter;
use std::sync::Arc;

use tantivy::Document;
use tantivy::schema::Field;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};

/// A value of a field.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Text(String),
    /// A text that other passages have too.
    Shared(Arc<str>),
    /// A text of the program itself.
    Name(&'static str),
    Number(u64),
    Bytes(Arc<Vec<u8>>),
}

/// The values of a document, by field. A field may have several.
pub(crate) type Values = Vec<(Field, Content)>;

/// The document of a passage.
#[derive(Debug)]
pub(crate) struct PassageDocument {
    /// The values of the passage alone.
    own: Values,
    /// The values that it shares with other passages.
    shared: Arc<Values>,
}

/// A value that a document lends.
#[derive(Debug, Clone)]
pub(crate) struct Lent<'a>(&'a Content);

impl PassageDocument {
    pub(crate) fn new(own: Values, shared: Arc<Values>) -> Self {
        Self { own, shared }
    }
}

impl Document for PassageDocument {
    type Value<'a> = Lent<'a>;
    type FieldsValuesIter<'a> = LentValues<'a>;

    fn iter_fields_and_values(&self) -> LentValues<'_> {
        LentValues {
            own: self.own.iter(),
            shared: self.shared.iter(),
        }
    }
}

/// The values that a document lends, by field.
pub(crate) struct LentValues<'a> {
    own: std::slice::Iter<'a, (Field, Content)>,
    shared: std::slice::Iter<'a, (Field, Content)>,
}

impl<'a> Iterator for LentValues<'a> {
    type Item = (Field, Lent<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let next = self
            .own
            .next()
            .or_else(|| self.shared.next());
        next.map(|(field, content)| (*field, Lent(content)))
    }
}

impl<'a> Value<'a> for Lent<'a> {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        let leaf = match self.0 {
            Content::Text(text) => ReferenceValueLeaf::Str(text),
            Content::Shared(text) => ReferenceValueLeaf::Str(text),
            Content::Name(name) => ReferenceValueLeaf::Str(name),
            Content::Number(number) => ReferenceValueLeaf::U64(*number),
            Content::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
        };
        leaf.into()
    }
}
