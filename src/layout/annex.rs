//! The first lines of annexes, and lines below a signature.

use std::sync::LazyLock;

use regex::Regex;

/// Maximum length of such a line, in bytes.
const MAX_LINE: usize = 150;

/// `附件1`, `（此件公开发布）`, `Annex A`
static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    let han = r"附件|附表|附录|附錄|附图|附[：:]|抄送|主题词|[（(](?:此件|联系人)";
    let english = r"(?:annex|appendix|attachment|enclosure|schedule)(?:es|s)?\b";
    Regex::new(&format!("(?i)^(?:{han}|{english})")).expect("a constant pattern")
});

/// Returns whether an annex, or what is below a signature, starts with `line`.
pub(super) fn starts(line: &str) -> bool {
    line.len() <= MAX_LINE && ANNEX.is_match(line)
}
