//! Salutations and addressees: lines that end with a colon and announce no quotation.

use std::sync::LazyLock;

use regex::Regex;

use super::language;
use crate::analysis::token::is_han;

/// Maximum length of a line that can be an address, in words and Han characters.
const MAX_WORDS: usize = 30;
const MAX_HAN: usize = 120;

/// Words that open a salutation.
static SALUTATION: LazyLock<Regex> = LazyLock::new(|| {
    let english = concat!(
        r"(?i:(?:my\s+)?dear|hello|hi|greetings|good (?:morning|afternoon|evening)|attention|attn",
        r"|ladies|gentlemen|gentlewomen|comrades|colleagues|friends|members of|fellow",
        r"|(?:dear\s+)?honou?rable|esteemed|distinguished|your (?:excellency|majesty|honou?r)",
        r"|excellencies|(?:mr|madam|mrs|ms)\.?\s+(?:president|chair\w*|speaker|secretary)|to whom)",
    );
    // "To the owners of all ferries", but not "To quote the minister".
    let to = r"(?i:to(?:\s*:)?)\s+(?:(?i:the|all|our|my|every|each|members|any|those)\b|\p{Lu})";
    let han = "各位|各省|各市|各县|各区|各部|各有关|各单位|尊敬的|敬爱的|亲爱的|全体|同志们|同胞们|朋友们\
        |同学们|乡亲们|女士们|先生们|代表们|委员们|诸位|主席先生|致[:：]";
    Regex::new(&format!(r"^(?:{english}\b|{to}|{han})")).expect("a constant pattern")
});

/// Words of a sentence that announces what someone says, or a list.
static SAYING: LazyLock<Regex> = LazyLock::new(|| {
    let english = concat!(
        r"(?i)\b(?:sa(?:id|ys?|ying)|wr(?:ote|ites?|itten)|repl(?:y|ies|ied)|answer(?:s|ed)?",
        r"|ask(?:s|ed)?|stat(?:es?|ed)|declar(?:es?|ed)|t(?:old|ells?)|add(?:s|ed)|argu(?:es?|ed)",
        r"|explain(?:s|ed)?|not(?:es|ed)|according|follow(?:s|ing)|meant|means|is|are|was|were|had",
        r"|read(?:s|ing)?|quot(?:es?|ed|ing)|put|report(?:s|ed)?|warn(?:s|ed)?|call(?:s|ed)?)\b",
    );
    let han = "指出|表示|强调|写道|认为|提出|规定|如下|以下|下列|报道|宣布|告诉|评论|解释|回应|批示|包括|主张|警告|呼吁|\
        介绍|透露|強調|認為|規定|報道|報導|要求|(?:说|称|道|问|答|讲|曰|是|为|有|說|稱|問|為|云|载|写|中)[：:]$";
    Regex::new(&format!("{english}|{han}")).expect("a constant pattern")
});

/// The last words of an office, a company or a group that a document is addressed to.
static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    let office = "政府|公司|集团|部|委|委员会|局|厅|院|署|司|处|科|办|办公室|机构|单位|部门|会|协会|学会|联合会|行|银行|\
        分行|校|学校|大学|学院|医院|党组|党委|党工委|支部|社|报社|台|团|团体|中心|所|站|厂|企业|组织|省|市|县|区|州|旗|\
        乡|镇|街道|村|同志|先生|女士|代表|委员|主席|总理|部长|局长|员|人|者|主|们|處|廳|辦|學校|銀行|團|縣|區";
    Regex::new(&format!(
        r"(?:{office})(?:[（(][^）)]{{1,30}}[）)])?[：:]$"
    ))
    .expect("a constant pattern")
});

/// Returns whether `line`, which ends with a colon, is a salutation wherever it is: `Dear
/// colleagues:`, `各位代表：`.
pub(super) fn is_salutation(line: &str) -> bool {
    is_short(line) && SALUTATION.is_match(line) && !announces(line)
}

/// Returns whether `line`, which ends with a colon, names the offices that a document is for, as it
/// does below the title: `各渡轮公司：`, `市财政局、港务局：`.
pub(super) fn is_addressee(line: &str) -> bool {
    is_short(line) && ADDRESSEE.is_match(line) && !announces(line)
}

fn is_short(line: &str) -> bool {
    let length = language::length(line);
    length.words <= MAX_WORDS && length.han <= MAX_HAN
}

/// Returns whether a sentence ends in `line` or its words announce something. Words with which a
/// salutation starts don't.
fn announces(line: &str) -> bool {
    let is_chinese = line.contains(is_han);
    let opening = SALUTATION
        .find(line)
        .map_or(0, |found| found.end());
    let rest = &line[if is_chinese {
        0
    } else {
        opening
    }..];
    rest.contains(['。', '！', '？', '；', '“']) || SAYING.is_match(rest)
}
