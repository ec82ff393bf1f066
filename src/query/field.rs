//! The table of properties that a query can filter by.

use std::fmt;

use super::value::{self, Value};
use crate::index::{Fields, IndexField};

/// A property that a query can filter by: a row of [`Field::ALL`].
///
/// A new filter is a new row, and a field of the index if no field holds its values yet. A field
/// whose values are also counted as facets is listed under its name in `COUNTED`, beside the fields
/// of the index.
#[derive(Clone, Copy)]
pub struct Field {
    name: &'static str,
    value_name: &'static str,
    help: &'static str,
    is_repeatable: bool,
    pub(super) parse: fn(&str) -> Result<Value, String>,
    /// The index's field that holds the values.
    pub(crate) indexed_in: fn(&Fields) -> IndexField,
}

impl Field {
    /// All properties that a query can filter by, in the order in which help lists them.
    pub const ALL: &'static [Self] = &[
        Self {
            name: "issue",
            value_name: "X",
            help: "Only this issue",
            is_repeatable: true,
            parse: value::issue,
            indexed_in: |fields| fields.issue,
        },
        Self {
            name: "section",
            value_name: "X",
            help: "Only this section, by number or title",
            is_repeatable: true,
            parse: value::label,
            indexed_in: |fields| fields.section,
        },
        Self {
            name: "topic",
            value_name: "X",
            help: "Only this topic",
            is_repeatable: true,
            parse: value::label,
            indexed_in: |fields| fields.topic,
        },
        Self {
            name: "title",
            value_name: "X",
            help: "Only briefs with this in their title",
            is_repeatable: true,
            parse: value::label,
            indexed_in: |fields| fields.title,
        },
        Self {
            name: "series",
            value_name: "X",
            help: "Only briefs of this series",
            is_repeatable: true,
            parse: value::label,
            indexed_in: |fields| fields.series,
        },
        Self {
            name: "brief",
            value_name: "ID",
            help: "Only this brief, by its id",
            is_repeatable: true,
            parse: value::label,
            indexed_in: |fields| fields.brief_name,
        },
        Self {
            name: "source",
            value_name: "PATH",
            help: "Only briefs from this file or folder of the corpus",
            is_repeatable: true,
            parse: value::label,
            indexed_in: |fields| fields.source_name,
        },
        Self {
            name: "kind",
            value_name: "KIND",
            help: "Only this kind: heading, prose, quote or item",
            is_repeatable: true,
            parse: value::kind,
            indexed_in: |fields| fields.kind,
        },
        Self {
            name: "lang",
            value_name: "LANG",
            help: "Only this language: en, zh or mixed",
            is_repeatable: true,
            parse: value::lang,
            indexed_in: |fields| fields.lang,
        },
        Self {
            name: "date",
            value_name: "DATES",
            help: "Only briefs of these days: 2020, 2020-09..2021-02, ..2019",
            is_repeatable: true,
            parse: value::dates,
            indexed_in: |fields| fields.date,
        },
        Self {
            name: "since",
            value_name: "DATE",
            help: "Only briefs dated on this day or later",
            is_repeatable: false,
            parse: value::since,
            indexed_in: |fields| fields.date,
        },
        Self {
            name: "until",
            value_name: "DATE",
            help: "Only briefs dated on this day or before",
            is_repeatable: false,
            parse: value::until,
            indexed_in: |fields| fields.date,
        },
        Self {
            name: "added",
            value_name: "DATES",
            help: "Only passages first indexed on these days: since:2026-09, until:2026-10, 2026",
            is_repeatable: false,
            parse: value::added,
            indexed_in: |fields| fields.ordinal,
        },
    ];

    /// Returns the field that users call `name`, in upper or lower case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut fields = Self::ALL.iter().copied();
        fields.find(|field| {
            field
                .name
                .eq_ignore_ascii_case(name)
        })
    }

    /// Returns the name that users type before the colon, or after `--` as an option.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Returns the name of the value in a help text: `DATE`.
    #[must_use]
    pub fn value_name(self) -> &'static str {
        self.value_name
    }

    /// Returns a line of help for the option of this name.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.help
    }

    /// Returns whether the option of this name may be repeated, to accept any of several values.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        self.is_repeatable
    }
}

// The name identifies a row; the addresses of its functions need not be unique.
impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Field {}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.name)
    }
}
