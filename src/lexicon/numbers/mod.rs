//! The numbers in a text of either language, in thousandths: 1.4 billion and 14亿 are the same.

mod chinese;
mod digits;
mod english;
mod written;

pub use chinese::{in_chinese, issue_number, leading_chinese};
pub use english::{in_english, ordinal};
pub use written::{chinese_spellings, english_number, english_spellings};
