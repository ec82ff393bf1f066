//! The operations of the API, as the API page and `/schema.json` describe them. Each is the JSON of
//! a page.

/// An operation: a row of the table.
pub(super) struct Operation {
    /// The first part of its address, after the version.
    pub name: &'static str,
    pub summary: &'static str,
    /// Whether its address names a passage or a brief.
    pub has_id: bool,
    /// Its parameters besides the filters, with their meanings.
    pub params: &'static [(&'static str, &'static str)],
    /// Whether it takes the filters.
    pub has_filters: bool,
    /// The keys of its answer, with their types in JSON and their meanings.
    pub keys: &'static [(&'static str, &'static str, &'static str)],
    /// The end of the address of an example; `{id}` is a passage's id.
    pub example: &'static str,
}

const Q: (&str, &str) = ("q", "The query");
const LIMIT: (&str, &str) = (
    "limit",
    "Maximum number of results, at most 1000; 0 means as many",
);
const OFFSET: (&str, &str) = ("offset", "Number of results to skip");
const CURSOR: (&str, &str) = (
    "cursor",
    "The \"next\" of the answer before, for the part after it",
);
const NEXT: (&str, &str, &str) = (
    "next",
    "string",
    "The cursor of the part after this one; null after the last",
);
const QUERY: (&str, &str, &str) = ("query", "string", "The query, as typed");

/// All operations.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation {
        name: "search",
        summary: "The passages of a query, the best first",
        has_id: false,
        params: &[
            Q,
            LIMIT,
            OFFSET,
            CURSOR,
            ("sort", "relevance, newest or oldest"),
            (
                "group",
                "issue: the best passages of each brief",
            ),
            (
                "facets",
                "true: counts of all hits by label",
            ),
            ("fuzzy", "true: also similar spellings"),
            (
                "explain",
                "true: how each score is made up",
            ),
            (
                "full",
                "true: whole passages in formats with snippets",
            ),
        ],
        has_filters: true,
        keys: &[
            QUERY,
            (
                "total",
                "integer",
                "Number of passages that match",
            ),
            (
                "took_us",
                "integer",
                "Time that the search took, in microseconds",
            ),
            (
                "hits",
                "array",
                "The passages, each with its id, place, snippet and text",
            ),
            NEXT,
        ],
        example: "search?q=%22united+front%22&lang=en&limit=3",
    },
    Operation {
        name: "brief",
        summary: "A passage, or all passages of a brief",
        has_id: true,
        params: &[("q", "A query whose matches are listed")],
        has_filters: false,
        keys: &[(
            "passages",
            "array",
            "The passages, each with its id, place and text",
        )],
        example: "brief/{id}?q=front",
    },
    Operation {
        name: "kwic",
        summary: "Each match with the text before and after it",
        has_id: false,
        params: &[
            Q,
            LIMIT,
            OFFSET,
            CURSOR,
            (
                "sort",
                "brief, right, left, freq, or words as in 1R,2R",
            ),
            (
                "twins",
                "true: also the translation of each match in its brief",
            ),
        ],
        has_filters: true,
        keys: &[
            QUERY,
            (
                "matches",
                "integer",
                "Number of all matches",
            ),
            (
                "passages",
                "integer",
                "Number of passages with a match",
            ),
            (
                "briefs",
                "integer",
                "Number of briefs with a match",
            ),
            NEXT,
            (
                "rows",
                "array",
                "The lines: id, left, hit, right and so on",
            ),
        ],
        example: "kwic?q=%E7%BB%9F%E6%88%98&sort=right",
    },
    Operation {
        name: "trends",
        summary: "How often queries match over time",
        has_id: false,
        params: &[
            (
                "q",
                "The query; may be repeated, or several with | between",
            ),
            ("by", "year, month, issue or kind"),
        ],
        has_filters: true,
        keys: &[(
            "rows",
            "array",
            "A row for each query and year, month, brief or kind of passage",
        )],
        example: "trends?q=%22united+front%22&q=%E7%BB%9F%E6%88%98",
    },
    Operation {
        name: "plot",
        summary: "Where in each brief a query matches",
        has_id: false,
        params: &[Q],
        has_filters: true,
        keys: &[
            QUERY,
            (
                "rows",
                "array",
                "A row for each match: id, and place from 0 to 1",
            ),
        ],
        example: "plot?q=%22united+front%22",
    },
    Operation {
        name: "collocates",
        summary: "The words near the matches of a query",
        has_id: false,
        params: &[
            Q,
            LIMIT,
            (
                "span",
                "Number of words on each side, or as in 5L,3R",
            ),
            (
                "min",
                "Minimum number of times near a match",
            ),
            ("by", "logdice, ll or mi"),
        ],
        has_filters: true,
        keys: &[
            QUERY,
            (
                "matches",
                "integer",
                "Number of matches",
            ),
            (
                "rows",
                "array",
                "The words, with their counts and statistics",
            ),
        ],
        example: "collocates?q=%E7%BB%9F%E6%88%98&min=2",
    },
    Operation {
        name: "keyness",
        summary: "The words that are typical of some passages",
        has_id: false,
        params: &[
            Q,
            LIMIT,
            (
                "min",
                "Minimum number of times that a word occurs",
            ),
        ],
        has_filters: true,
        keys: &[
            (
                "words",
                "integer",
                "Number of words of the passages",
            ),
            (
                "other_words",
                "integer",
                "Number of words of all others",
            ),
            (
                "rows",
                "array",
                "The words, with their counts and statistics",
            ),
        ],
        example: "keyness?q=front&lang=en",
    },
    Operation {
        name: "similar",
        summary: "Passages that are mostly part of others",
        has_id: true,
        params: &[(
            "least",
            "How much of the shorter passage must be in the longer one, from 0 to 1",
        )],
        has_filters: false,
        keys: &[(
            "rows",
            "array",
            "The pairs: id, is_in, containment, shared",
        )],
        example: "similar/{id}",
    },
    Operation {
        name: "cite",
        summary: "A passage or a brief as CSL-JSON; format=ris, bibtex, chicago, apa or gbt7714",
        has_id: true,
        params: &[],
        has_filters: false,
        keys: &[],
        example: "cite/{id}",
    },
    Operation {
        name: "pairs",
        summary: "The passages and terms of a brief that translate each other; format=tsv or tmx",
        has_id: true,
        params: &[],
        has_filters: false,
        keys: &[],
        example: "pairs/{id}",
    },
    Operation {
        name: "translations",
        summary: "How a phrase was translated, the oldest first",
        has_id: false,
        params: &[("q", "The phrase, in either language")],
        has_filters: false,
        keys: &[],
        example: "translations?q=%E7%BB%9F%E6%88%98",
    },
    Operation {
        name: "glossary",
        summary: "The terms that sentences give in both languages",
        has_id: false,
        params: &[],
        has_filters: false,
        keys: &[(
            "rows",
            "array",
            "The terms, with where and how often",
        )],
        example: "glossary",
    },
    Operation {
        name: "saved",
        summary: "The saved searches, with their numbers of new passages",
        has_id: false,
        params: &[],
        has_filters: false,
        keys: &[("rows", "array", "The searches")],
        example: "saved",
    },
    Operation {
        name: "status",
        summary: "What the index contains",
        has_id: false,
        params: &[],
        has_filters: false,
        keys: &[
            ("briefs", "integer", "Number of briefs"),
            (
                "passages",
                "integer",
                "Number of passages",
            ),
        ],
        example: "status",
    },
];
