//! The keys of front matter that mean something to yinde, in their usual spellings.

/// The meaning of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Title,
    Issue,
    Date,
    /// When the file was made: the date, if nothing else is.
    Created,
    Year,
    Series,
    Topics,
    Lang,
    Authors,
    Url,
    /// An address, or text that a reader may look for.
    Source,
    Publisher,
    Accessed,
    /// Whether passages are paired with their translations.
    Pairs,
    /// Data for the program that made the file.
    Data,
}

/// The spellings of keys in lower case, without spaces, hyphens and underscores. If a brief has
/// several of a row, the first counts.
const KEYS: [(Key, &[&str]); 15] = [
    (
        Key::Title,
        &["title", "headline", "标题", "標題", "题目", "題目", "题名"],
    ),
    (
        Key::Issue,
        &[
            "issue",
            "issueno",
            "issuenumber",
            "number",
            "no",
            "期号",
            "期號",
            "期數",
            "期数",
        ],
    ),
    (
        Key::Date,
        &[
            "date",
            "publishedtime",
            "published",
            "publisheddate",
            "publishedat",
            "publishedon",
            "datepublished",
            "publishdate",
            "publicationdate",
            "publishtime",
            "pubdate",
            "articlepublishedtime",
            "posted",
            "日期",
            "发布日期",
            "發布日期",
            "发布时间",
            "發布時間",
            "出版日期",
        ],
    ),
    (
        Key::Created,
        &[
            "created",
            "createdat",
            "createddate",
            "createdtime",
            "datecreated",
            "dateadded",
            "ctime",
            "创建日期",
            "创建时间",
        ],
    ),
    (Key::Year, &["year", "年份"]),
    (
        Key::Series,
        &["series", "newsletter", "publication", "系列"],
    ),
    (
        Key::Topics,
        &[
            "topics",
            "topic",
            "tags",
            "tag",
            "categories",
            "category",
            "keywords",
            "keyword",
            "taxonomies",
            "标签",
            "標籤",
            "主题",
            "主題",
            "关键词",
            "關鍵詞",
            "关键字",
            "分类",
        ],
    ),
    (
        Key::Lang,
        &["lang", "language", "locale", "语言", "語言"],
    ),
    (
        Key::Authors,
        &[
            "authors",
            "author",
            "byline",
            "creator",
            "creators",
            "writer",
            "writers",
            "articleauthor",
            "作者",
            "撰稿人",
            "撰文",
        ],
    ),
    (
        Key::Url,
        &[
            "url",
            "sourceurl",
            "canonicalurl",
            "canonical",
            "originalurl",
            "link",
            "permalink",
            "externalurl",
            "weburl",
            "网址",
            "網址",
            "链接",
            "鏈接",
            "原文链接",
            "原文地址",
        ],
    ),
    (
        Key::Source,
        &["source", "来源", "來源", "出处"],
    ),
    (
        Key::Publisher,
        &[
            "publisher",
            "site",
            "sitename",
            "website",
            "出版者",
            "出版社",
        ],
    ),
    (
        Key::Accessed,
        &[
            "accessed",
            "accessdate",
            "accessedat",
            "accessedon",
            "dateaccessed",
            "lastaccessed",
            "retrieved",
            "访问日期",
            "访问时间",
        ],
    ),
    (Key::Pairs, &["yindepairs"]),
    (
        Key::Data,
        &[
            "updated",
            "updatedat",
            "lastupdated",
            "dateupdated",
            "modified",
            "modifiedat",
            "modifiedtime",
            "articlemodifiedtime",
            "datemodified",
            "lastmodified",
            "lastmod",
            "mtime",
            "更新日期",
            "更新时间",
            "修改日期",
            "slug",
            "draft",
            "layout",
            "template",
            "id",
            "uid",
            "uuid",
            "guid",
            "postid",
            "noteid",
            "alias",
            "aliases",
            "redirectfrom",
            "cssclass",
            "cssclasses",
            "weight",
            "navorder",
            "sticky",
            "pinned",
            "comments",
            "toc",
            "math",
            "mathjax",
            "katex",
        ],
    ),
];

/// Returns the meaning of the key that is spelled `name`, and the rank of the spelling among those
/// with this meaning, if it means anything.
pub(super) fn meaning(name: &str) -> Option<(Key, usize)> {
    let name = name
        .trim()
        .trim_matches(['"', '\'']);
    let name: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '_' | ':' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    for (key, spellings) in KEYS {
        let mut spellings = spellings.iter();
        if let Some(rank) = spellings.position(|&spelling| spelling == name) {
            return Some((key, rank));
        }
    }
    None
}
