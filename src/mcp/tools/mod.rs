//! The table of tools, a file each.

mod cite;
mod kwic;
mod read;
mod search;
mod trends;

use serde_json::Value;

use super::answer::Answer;
use super::arguments::Arguments;
use super::desk::Desk;
use crate::error::Result;

/// A tool: a row of the table.
pub(super) struct ToolRow {
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// Returns the schema of the arguments, which names all of them.
    pub schema: fn() -> Value,
    pub call: fn(&Desk, &Arguments<'_>) -> Result<Answer>,
}

/// All tools. A new one is a file and a row.
pub(super) static TOOLS: &[ToolRow] = &[
    ToolRow {
        name: "search",
        title: "Search the briefs",
        description: "Finds passages, the best first. The query may have words, \"phrases\" (every \
                      passage with the phrase is found, in simplified or traditional characters), \
                      -not, OR, ( ), prefix*, and filters such as lang:zh. A question in plain \
                      words works too. Returns the total, and passages with their ids, places and \
                      the text around the matches.",
        schema: search::schema,
        call: search::call,
    },
    ToolRow {
        name: "read",
        title: "Read a passage or a brief",
        description: "Returns the whole text of a passage with this id (brief-042#23) and of the \
                      passages around it, or of all passages of a brief (brief-042) from its \
                      start, as many as there is room for, with a cursor to the rest.",
        schema: read::schema,
        call: read::call,
    },
    ToolRow {
        name: "kwic",
        title: "Show each occurrence in a line",
        description: "A concordance: each match of a query with the text before and after it, and \
                      the id of its passage. Good for seeing how a term is used.",
        schema: kwic::schema,
        call: kwic::call,
    },
    ToolRow {
        name: "trends",
        title: "Count occurrences over time",
        description: "How often queries match by year, month or issue: matches, briefs, and \
                      matches per million words and characters; and where each occurred first.",
        schema: trends::schema,
        call: trends::call,
    },
    ToolRow {
        name: "cite",
        title: "Cite passages or briefs",
        description: "Citations of passages or briefs by their ids, in a style: chicago, apa, \
                      gbt7714, bibtex, ris or csl-json. Facts that are missing are left out.",
        schema: cite::schema,
        call: cite::call,
    },
];
