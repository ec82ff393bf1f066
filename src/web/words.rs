//! All words of the interface, a line each as far as they fit. Another language is another file of
//! these names.

use crate::render::plural;
use crate::render::plural::matches;
pub(super) const NAME: &str = "yinde";
pub(super) const NAME_ZH: &str = "引得";
pub(super) const SKIP: &str = "Skip to the answer";
pub(super) const SEARCH: &str = "Search";
pub(super) const SEARCH_LABEL: &str = "Search the briefs";
pub(super) const VIEWS: &str = "Views";
pub(super) const PASSAGES: &str = "Passages";
pub(super) const LINES: &str = "Lines";
pub(super) const TRENDS: &str = "Trends";
pub(super) const PLOT: &str = "Plot";
pub(super) const COLLOCATES: &str = "Collocates";
pub(super) const KEYNESS: &str = "Key words";
pub(super) const SAVED: &str = "Saved searches";
pub(super) const HELP: &str = "Help";
pub(super) const API: &str = "API";
pub(super) const FEED: &str = "Passages that match, as a feed";
pub(super) const PAGES: &str = "Pages";
pub(super) const BEFORE: &str = "← Previous";
pub(super) const TO_START: &str = "Start page";

/// The keys of the pages, and what they do.
pub(super) const KEYS: [(&str, &str); 6] = [
    ("/", "search"),
    ("j", "next"),
    ("k", "previous"),
    ("Enter", "open"),
    ("n", "next match"),
    ("c", "cite"),
];

// Errors.
pub(super) const NOT_THIS_SERVER: &str = "the request names another server";
pub(super) const LONG_ADDRESS: &str = "the address is too long";
pub(super) const SHORTEN_QUERY: &str = "shorten the query; the maximum is 8 KiB";
pub(super) const READS_ONLY: &str = "this server only reads";
pub(super) const USE_GET: &str = "use GET";
pub(super) const OTHER_SITE: &str = "the request comes from another site";
pub(super) const OPEN_PAGE: &str = "open the page itself";
pub(super) const TOOK_TOO_LONG: &str = "the answer took too long";
pub(super) const NARROW: &str = "narrow the search, or use the command line";
pub(super) const BROKEN: &str = "something went wrong in the program";
pub(super) const REPORT: &str = "report it with the address of this page";
pub(super) const NO_PAGE: &str = "there is no such page";
pub(super) const PAGES_ARE: &str = "/api lists the pages";
pub(super) const NO_FORMAT: &str = "the page has no such format";
pub(super) fn use_address(port: u16) -> String { format!("use http://127.0.0.1:{port}/") }
pub(super) fn formats_are(formats: &[&str]) -> String { format!("formats: {}", formats.join(", ")) }

// Searching.
pub(super) const NARROW_BY: &str = "Narrow";
pub(super) const FILTERS: &str = "Filters and order";
pub(super) const CITE: &str = "Cite";
pub(super) const SIMILAR: &str = "Similar";
pub(super) const ALSO_SIMILAR: &str = "also similar spellings";
pub(super) const EXACT_SPELLING: &str = "exact spelling only";
pub(super) const BY_BRIEF: &str = "by brief";
pub(super) const NOT_BY_BRIEF: &str = "not by brief";
pub(super) const SAVE_THIS: &str = "Save this search";
pub(super) const SAVE_HOW: &str = "In a terminal, so that each run of yinde index reports what is \
                                   new for it; or follow the feed.";
pub(super) const IN_BRIEFS: &str = "In the briefs there are:";
pub(super) const WITHOUT_A_PART: &str = "Without one of its parts:";

/// The orders of hits: the option, and its name.
pub(super) const ORDERS: [(&str, &str); 3] = [
    ("relevance", "best first"),
    ("newest", "newest first"),
    ("oldest", "oldest first"),
];

/// The facets that are shown: the name in answers, the option that narrows, and its title.
pub(super) const FACETS: [(&str, &str, &str); 9] = [
    ("section", "section", "Section"),
    ("topic", "topic", "Topic"),
    ("issue", "issue", "Issue"),
    ("brief", "brief", "Brief"),
    ("series", "series", "Series"),
    ("lang", "lang", "Language"),
    ("kind", "kind", "Kind"),
    ("year", "date", "Year"),
    ("month", "date", "Month"),
];
pub(super) fn next(count: usize) -> String { format!("Next {count} →") }
pub(super) fn in_briefs(briefs: usize) -> String { format!(" in {}", plural(briefs, "brief")) }
pub(super) fn milliseconds(micros: u128) -> String {
    format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
}
pub(super) fn nothing_for(query: &str) -> String { format!("No passages for {query}") }
pub(super) fn remove(filter: &str) -> String { format!("Remove filter: {filter}") }
pub(super) fn all_of(facet: &str) -> String { format!("all: {}", facet.to_lowercase()) }
pub(super) fn and_more(count: usize) -> String { format!("and {count} more") }
pub(super) fn about(what: &str, id: &str) -> String { format!("{what} {id}") }
pub(super) fn line(line: usize) -> String { format!("line {line}") }
pub(super) fn passages(count: usize) -> String { plural(count, "passage") }
pub(super) fn searched(passages: usize, briefs: usize) -> String {
    format!("Searched {} of {}.", plural(passages, "passage"), plural(briefs, "brief"))
}

// The start page.
pub(super) const START: &str = "Find a phrase, and cite it";
pub(super) const START_TEXT: &str = "Type words, or a phrase in quotation marks, in English or \
                                     Chinese. Simplified and traditional characters find one \
                                     another.";
pub(super) const TRY: &str = "For example";
pub(super) const NEWEST: &str = "Newest briefs";
pub(super) const ALL_HELP: &str = "All of the query language";

/// The examples of the start page: the page, the query with `{}` for a topic, and what it finds.
pub(super) const EXAMPLES: [(&str, &str, &str); 4] = [
    (
        "/",
        "\"{}\"",
        "the passages that contain the phrase",
    ),
    ("/", "{}", "the passages with these words, the best first"),
    (
        "/kwic",
        "\"{}\"",
        "each occurrence in a line",
    ),
    (
        "/trends",
        "\"{}\"",
        "how often it occurs, year by year",
    ),
];
pub(super) fn without(part: &str) -> String { format!("without {part}") }

// Reading.
pub(super) const CONTENTS: &str = "Contents";
pub(super) const BACK: &str = "← Back to the passages";
pub(super) const PUBLISHED: &str = "as published";
pub(super) const CITE_BRIEF: &str = "Cite the brief";
pub(super) const SEARCH_MARKS: &str = "Search, and open a passage from there, to see the matches \
                                       marked in its brief.";
pub(super) const MOVED: &str = "The passage has moved since this address was made; here it is.";
pub(super) const CHANGED: &str = "The text of the passage has changed since this address was made; \
                                  this is the passage as it is now.";
pub(super) const NO_PART: &str = "the brief has no such part";
pub(super) const FIRST_MATCH: &str = "first match";
pub(super) const PREVIOUS_MATCH: &str = "↑ previous match";
pub(super) const NEXT_MATCH: &str = "↓ next match";
pub(super) const AFTER: &str = "Next →";
pub(super) const CUT: &str = "The passage is too long for a page; the JSON of the brief has all.";
pub(super) fn parts_are(parts: usize) -> String { format!("its parts are 1 to {parts}") }
pub(super) fn part_of(part: usize, parts: usize) -> String { format!("Part {part} of {parts}") }
pub(super) fn passage(number: &str) -> String { format!("Passage {number}") }
pub(super) fn matches_in(count: usize, passages: usize) -> String {
    format!("{} in {}", matches(count), plural(passages, "passage"))
}

// Citing.
pub(super) const COPY: &str = "Copy";
pub(super) const COPIED: &str = "Copied";
pub(super) const OTHER_STYLES: &str = "other styles";

// The desk.
pub(super) const KWIC_TEXT: &str = "Search for a word or a phrase to see each of its occurrences \
                                    in the middle of a line, with the text before and after it.";
pub(super) const KWIC_CAPTION: &str = "Each match with the text around it";
pub(super) const SORT_BY: &str = "Sort by";
pub(super) const APPLY: &str = "Apply";
pub(super) const WHERE: &str = "Where";
pub(super) const TEXT_BEFORE: &str = "Before";
pub(super) const MATCH: &str = "Match";
pub(super) const TEXT_AFTER: &str = "After";

/// The orders of lines: the option, and its name.
pub(super) const LINE_ORDERS: [(&str, &str); 4] = [
    ("brief", "date and place"),
    ("right", "the words after"),
    ("left", "the words before"),
    ("freq", "the most frequent continuation"),
];
/// Whether translations are shown: the option, and its name.
pub(super) const ARE_SHOWN: [(&str, &str); 2] = [("true", "shown"), ("false", "not shown")];
pub(super) const IN_THE_PASSAGE: &str = "in the passage";
pub(super) fn titled(query: &str, view: &str) -> String {
    format!("{query} · {}", view.to_lowercase())
}
pub(super) fn lines_in(lines: usize, briefs: usize) -> String {
    format!("{} in {}", plural(lines, "line"), plural(briefs, "brief"))
}
pub(super) const TRENDS_TEXT: &str = "Search for a word or a phrase to see how often it occurs \
                                      over time. A | separates several searches: \
                                      \"united front\" | 统战";
pub(super) const TRENDS_TITLE: &str = "How often it occurs";
pub(super) const PER: &str = "A row for each";
pub(super) const FIRST: &str = "first in";
pub(super) const PER_MILLION: &str = "per million";
pub(super) const PER_MILLION_TEXT: &str = "Matches per million words and Chinese characters \
                                           together.";
pub(super) const BRIEFS: &str = "Briefs";
pub(super) const TOKENS: &str = "Words and characters";
pub(super) const MATCHES: &str = "Matches";
pub(super) const IN_BRIEFS_HEAD: &str = "In briefs";
pub(super) const NUMBERS: &str = "The numbers";
pub(super) const PICTURE: &str = "The picture";
pub(super) const REST_IN_CSV: &str = "The CSV has all rows.";

/// The rows of trends: the option, and its name.
pub(super) const PERIODS: [(&str, &str); 4] = [
    ("year", "year"),
    ("month", "month"),
    ("issue", "brief"),
    ("kind", "kind of passage"),
];
pub(super) const ROW: &str = "Row";
pub(super) fn of(part: usize, all: usize) -> String { format!("{part} of {all}") }
pub(super) const PLOT_TEXT: &str = "Search for a word or a phrase to see where in each brief it \
                                    occurs.";
pub(super) const PLOT_CAPTION: &str = "A strip for each brief, from its start to its end, with a \
                                       stroke for each match";
pub(super) const BRIEF: &str = "Brief";
pub(super) const DATE: &str = "Date";
pub(super) fn found_in(count: usize, briefs: usize, searched: usize) -> String {
    format!("{} in {briefs} of {}", matches(count), plural(searched, "brief"))
}

pub(super) const COLLOCATES_TEXT: &str = "Search for a word or a phrase to see the words near it.";
pub(super) const COLLOCATES_CAPTION: &str = "Words near the matches: how often near one, before \
                                             it, after it, and in all briefs; and the statistics";
pub(super) const SPAN: &str = "Words on each side";
pub(super) const MIN: &str = "At least";
pub(super) const BY: &str = "Sort by";
pub(super) const WORD: &str = "Word";
pub(super) const WITH: &str = "Near";
pub(super) const LEFT: &str = "Before";
pub(super) const RIGHT: &str = "After";
pub(super) const ALL: &str = "In all";

/// The statistics of collocates: the option, and its name.
pub(super) const MEASURES: [(&str, &str); 3] = [
    ("logdice", "logDice"),
    ("ll", "log-likelihood"),
    ("mi", "mutual information"),
];
pub(super) fn words_near(words: usize, count: u64) -> String {
    let matches = matches(usize::try_from(count).unwrap_or(usize::MAX));
    format!("{} near {matches}", plural(words, "word"))
}
pub(super) const KEYNESS_TEXT: &str = "Search, or narrow by a filter, to see the words that are \
                                       typical of these passages compared with all others.";
pub(super) const KEYNESS_CAPTION: &str = "How often a word occurs here and elsewhere, the \
                                          log-likelihood ratio G², and the log ratio";
pub(super) const HERE: &str = "Here";
pub(super) const ELSEWHERE: &str = "Elsewhere";
pub(super) const TYPICAL: &str = "Typical";
pub(super) const RARE: &str = "Rare here";
pub(super) fn words_against(here: u64, elsewhere: u64) -> String {
    let count = |count| usize::try_from(count).unwrap_or(usize::MAX);
    format!(
        "{} against {}",
        plural(count(here), "word"),
        plural(count(elsewhere), "other")
    )
}
pub(super) const LOG_RATIO: &str = "Log ratio";
pub(super) fn picture_of(query: &str) -> String {
    format!("Picture of {query}; the table below has the numbers")
}
pub(super) const SIMILAR_PAIRS: &str = "Recycled passages";
pub(super) const SIMILAR_TEXT: &str = "How much of the shorter passage is in the longer one, in \
                                       runs of five words or characters.";
pub(super) const NONE_SIMILAR: &str = "No other passage shares half of its text with this one.";
pub(super) const NOT_A_PASSAGE: &str = "this is not the id of a passage";
pub(super) const PASSAGE_IDS: &str = "ids of passages look like brief-042#23";
pub(super) fn similar_to(id: &str) -> String { format!("Passages similar to {id}") }
pub(super) fn pair(id: &str, other: &str) -> String { format!("{id}, {other}") }
pub(super) fn contained(percent: &str, shared: usize) -> String {
    format!("{percent} · {shared} runs in common")
}
pub(super) const NOTHING_TO_CITE: &str = "nothing to cite";
pub(super) const CITE_WHAT: &str = "name a passage, as in /cite/brief-042%2323, or a query with q=";
pub(super) fn left_out(missing: &[&str]) -> String {
    format!(
        "The brief has no {}; left out. Front matter and yinde.toml can have them.",
        missing.join(", ")
    )
}

/// Returns the name of a style of citations.
pub(super) fn style(format: &str) -> &str {
    match format {
        "chicago" => "Chicago",
        "apa" => "APA",
        "gbt7714" => "GB/T 7714",
        "bibtex" => "BibTeX",
        "ris" => "RIS",
        "csl-json" => "CSL-JSON",
        other => other,
    }
}
pub(super) fn citations(count: usize) -> String { plural(count, "citation") }

// Saved searches and the index.
pub(super) const NONE_SAVED: &str = "No search is saved yet. Save one in a terminal:";
pub(super) const SEEN: &str = "New passages stay new until they are shown in a terminal:";
pub(super) const NOTHING_NEW: &str = "nothing new";
pub(super) fn new_passages(count: usize) -> String { plural(count, "new passage") }
pub(super) const STATUS: &str = "The index";
pub(super) const INDEX: &str = "Folder of the index";
pub(super) const FOLDER: &str = "Folder of briefs";
pub(super) const MISSING: &str = "missing";
pub(super) const CHANGED_AT: &str = "Changed";
pub(super) const VERSION: &str = "Version";
pub(super) const PROBLEM: &str = "Problem";
pub(super) const NEW_STATES: &str = "After yinde index, these pages show the new state by \
                                     themselves.";

// Help.
pub(super) const QUERY_LANGUAGE: &str = "The query language";
pub(super) const HELP_TEXT: &str = "Each example is a link. Options of the command line are \
                                    parameters of an address:";
pub(super) const HELP_ADDRESS: &str = "?q=front&lang=en&sort=newest";
pub(super) const QUERY: &str = "Query";
pub(super) const FINDS: &str = "What it finds";
pub(super) const FILTER: &str = "Filter";
pub(super) const KEYBOARD: &str = "Keyboard";

/// The query language: an example, and what it finds.
pub(super) const QUERIES: [(&str, &str); 14] = [
    ("united front", "both words, in any form; side by side comes first"),
    (
        "\"united front\"",
        "the phrase, and nothing else",
    ),
    (
        "\"统一战线\"",
        "the phrase, in simplified or traditional characters",
    ),
    (
        "\"united work\"~2",
        "the words near each other, at most two others between",
    ),
    ("统战工作", "its words; passages with the exact string first"),
    ("front -party", "passages without a word"),
    ("tiktok OR wechat", "either word"),
    ("(tiktok OR wechat) ban", "grouped"),
    ("capital*", "words with this prefix"),
    (
        "\"united fr*\"",
        "a phrase whose last word is a prefix",
    ),
    ("front section:party", "only in a section, by its number or a word of its title"),
    ("front lang:zh", "only in a language: en, zh or mixed"),
    ("front kind:quote", "only a kind of passage: heading, prose, quote or item"),
    ("front date:2020-09..2021", "only briefs of these days"),
];

// The API.
pub(super) const API_TITLE: &str = "The API, version 1";
pub(super) const API_TEXT: [&str; 3] = [
    "Every page has the same answer as JSON, under its address with .json or under /api/v1, and \
     most have CSV.",
    "Long answers come in parts: send the next of an answer as cursor, with the same query and \
     options, for the part after it.",
    "An error is an object with what is wrong, what to do, and the status:",
];
pub(super) const API_ERROR: &str = "{\"error\":\"…\",\"hint\":\"…\",\"status\":404}";
pub(super) const FILTERS_TOO: &str = "all of those below; each may be repeated, for any of several";
pub(super) const ID_TEXT: &str = "The id of a passage or a brief, with # as %23";

// The two languages.
pub(super) const PAIRS: &str = "Originals and translations";
pub(super) const PAIR: &str = "Original and translation";
pub(super) const NO_PAIRS: &str = "No passage here has its translation beside it.";
pub(super) const PAIRS_TEXT: &str = "Quotations and sentences with their translations, in the \
                                     order of the briefs.";
pub(super) const INSIDE: &str = "both in one passage";
pub(super) const PROBABLE: &str = "(probable)";
pub(super) const TRANSLATIONS: &str = "Translations";
pub(super) const TRANSLATIONS_TEXT: &str = "Search for a phrase in either language to see how it \
                                            was translated, the oldest first.";
pub(super) const NOT_TRANSLATED: &str = "No passage with this phrase has its translation beside \
                                         it.";
pub(super) const REST_IN_JSON: &str = "The JSON has all.";
pub(super) const GLOSSARY: &str = "Glossary";
pub(super) const GLOSSARY_TEXT: &str = "Terms that sentences give in both languages, those that \
                                        are given most often first.";
pub(super) const NO_GLOSSARY: &str = "No sentence gives a term in both languages.";
pub(super) const CHINESE: &str = "Chinese";
pub(super) const ENGLISH: &str = "English";
pub(super) const TIMES: &str = "Times";
pub(super) const FIRST_IN: &str = "First in";
pub(super) const BOTH_LANGUAGES: &str = "both languages";
pub(super) const ONE_LANGUAGE: &str = "as typed only";
pub(super) fn translations_of(phrase: &str) -> String { format!("Translations of {phrase}") }
pub(super) fn translated_in(number: &str) -> String { format!("translated in passage {number}") }
pub(super) fn sure(score: u8, is_probable: bool) -> String {
    let probable = if is_probable { ", probable" } else { "" };
    format!("{score} %{probable}")
}
