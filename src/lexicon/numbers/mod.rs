//! The numbers in a text of either language, in thousandths: 1.4 billion and 14亿 are the same.

mod chinese;
mod digits;
mod english;

pub use chinese::in_chinese;
pub use english::in_english;
