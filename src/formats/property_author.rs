//! Authors in the properties of a file.

/// Names that programs, templates and accounts leave there, in lower case. They name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "adobe",
    "apache poi",
    "author",
    "default",
    "docx4j",
    "default user",
    "guest",
    "home",
    "hp",
    "libreoffice",
    "lenovo",
    "microsoft",
    "microsoft account",
    "microsoft office user",
    "microsoft word",
    "normal.dotm",
    "office",
    "openoffice",
    "owner",
    "pandoc",
    "pc",
    "python-docx",
    "root",
    "un-named",
    "unknown",
    "user",
    "username",
    "windows",
    "windows user",
    "wps",
    "wps office",
    "windows 用户",
    "微软用户",
    "微软中国",
    "用户",
    "佚名",
    "作者",
    "未知",
    "管理员",
    "番茄花园",
    "雨林木风",
    "深度技术",
];

/// Maximum number of names.
const MAX_NAMES: usize = 50;

/// Returns the names in a property, which semicolons separate. Those that name nobody are left
/// out: a name of one word in Latin letters is that of an account.
pub(super) fn authors(value: &str) -> Vec<String> {
    let names = value
        .split([';', '；'])
        .map(str::trim);
    names
        .filter(|name| names_someone(name))
        .take(MAX_NAMES)
        .map(str::to_owned)
        .collect()
}

fn names_someone(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_word = name.is_ascii() && !name.contains(' ');
    let has_letters = name
        .chars()
        .any(char::is_alphabetic);
    has_letters && !is_word && !name.contains(['@', '\\', '/']) && !NOBODY.contains(&&*lower)
}
