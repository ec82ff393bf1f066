//! The query language: text to a [`Query`], and the filters that narrow a search.
//!
//! The language has few rules and is lenient:
//!
//! - Words side by side are searched together: `united front`.
//! - A phrase is in quotation marks: `"united front"`. With `~` and a number, its words may be that
//!   many positions further apart and in any order: `"united work"~2`.
//! - A word or a phrase that ends in `*` is the start of a longer one: `capital*`, `"united fr*"`.
//! - The name of a [`Field`], a colon and a value filter the passages: `topic:economy`,
//!   `topic:"data security"`. In parentheses, any of several values will do: `topic:(a OR b)`.
//! - `-` or `NOT` excludes the operand after it: `-party`, `NOT topic:economy`.
//! - `OR` separates alternatives. It binds more loosely than words side by side: `a b OR c` is
//!   `(a b) OR c`. `AND` is allowed and changes nothing.
//! - Parentheses group: `(a OR b) c`.
//!
//! As a grammar:
//!
//! ```text
//! alternatives = conjunction ("OR" conjunction)*
//! conjunction  = operand+
//! operand      = ("-" | "NOT")? ( "(" alternatives ")" | phrase | filter | word "*" | word )
//! phrase       = '"' … '"' (" "* "~" digits)? | '"' … "*" '"'
//! filter       = field ":" ( value | "(" value ("OR" value)* ")" )
//! value        = word | '"' … '"'
//! ```
//!
//! Curly quotation marks, guillemets and all full-width characters count as the ASCII ones. A
//! phrase ends at the partner of the mark that opens it, if there is one, so that a phrase may
//! contain quotation marks of another kind.
//!
//! Text that does not fit the grammar is searched as words, and a [`Note`] says so. Only a filter
//! whose value cannot be understood, and a query over a limit, are errors.

mod field;
mod filter;
mod note;
mod odd;
mod parse;
mod quoted;
mod tokens;
mod tree;
mod value;

pub use field::Field;
pub use filter::Filter;
pub use note::Note;
pub use parse::{Parsed, parse, parse_with_notes};
pub use tree::Query;
pub use value::Value;
