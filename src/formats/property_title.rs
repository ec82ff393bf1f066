//! The title in the properties of a file, unless a program put it there.

use std::sync::LazyLock;

use regex::Regex;

/// The words that programs write before the name of a file.
const PREFIXES: [&str; 5] = [
    "Microsoft Word - ",
    "Microsoft PowerPoint - ",
    "Microsoft Excel - ",
    "WPS Office - ",
    "LaTeX - ",
];

/// Titles that are none: names of files, names that programs give to new documents, addresses.
static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    let new_document = concat!(
        r"untitled|title|unknown|none|null|document|blank|template|normal|page|layout|slide|book",
        r"|presentation|powerpoint presentation|powerpoint 演示文稿|microsoft word|print|cover",
        r"|无标题|無標題|无题|未命名|文档|文件|新建\S{0,20}文档|演示文稿|幻灯片|模板|封面|第",
    );
    let number = r"[\s_-]*[(（]?[0-9]*[)）]?\s*页?";
    let file = r".*\.(?:docx?|dotx?|rtf|odt|pdf|indd|qxp|pptx?|xlsx?|wps|dvi|tex|txt|html?|ps|eps)";
    let address = r"\w+://\S*|about:\w+";
    let pattern = format!("(?i)^(?:(?:{new_document}){number}|{file}|{address})$");
    Regex::new(&pattern).expect("a constant pattern")
});

/// Returns the title of the properties if it can be that of a brief.
pub(super) fn title(written: &str) -> Option<String> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let written = words.join(" ");
    let prefix = PREFIXES
        .iter()
        .find_map(|prefix| written.strip_prefix(prefix));
    let title = prefix.unwrap_or(&written);
    let letters = title
        .chars()
        .filter(|c| c.is_alphabetic())
        .count();
    let is_unreadable = title.contains('\u{fffd}') || title.contains(char::is_control);
    if letters < 2 || is_unreadable || NO_TITLE.is_match(title) || looks_like_file(title) {
        return None;
    }
    Some(title.to_owned())
}

/// Returns whether a title has no blanks but has the signs that names of files have.
fn looks_like_file(title: &str) -> bool {
    let has_sign = title.contains(['_', '\\', '/']) || title.contains(|c: char| c.is_ascii_digit());
    title.is_ascii() && !title.contains(' ') && has_sign
}
