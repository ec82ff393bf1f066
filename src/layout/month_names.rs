//! Names of months in languages other than English, and other words of dates.

/// Of each month the names in German, French, Spanish and Russian, and usual short forms, in lower
/// case.
const NAMES: [&str; 12] = [
    "januar|jänner|jan|janvier|janv|enero|января",
    "februar|feber|feb|février|fevrier|févr|febrero|февраля",
    "märz|maerz|mär|mars|marzo|марта",
    "april|apr|avril|avr|abril|апреля",
    "mai|mayo|мая",
    "juni|jun|juin|junio|июня",
    "juli|jul|juillet|juil|julio|июля",
    "august|aug|août|aout|agosto|августа",
    "september|sept|sep|septembre|septiembre|setiembre|сентября",
    "oktober|okt|octobre|oct|octubre|октября",
    "november|nov|novembre|noviembre|ноября",
    "dezember|dez|décembre|decembre|déc|diciembre|dic|декабря",
];

/// A pattern of words that may be beside a date on a line that says nothing else: days of the week,
/// prepositions, and words for publishing.
pub(super) const BESIDE: &str = concat!(
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
    "|am|den|vom|stand|datum|veröffentlicht|le|du|publié|el|publicado|fecha",
    r"|г|года|опубликовано|дата)\b",
    "|[월화수목금토일]요일",
);

/// Returns a pattern of all names, which captures the `month`.
pub(super) fn pattern() -> String {
    let names = NAMES.join("|");
    format!(r"(?P<month>(?i:{names}))\.?")
}

/// Returns the number of the month with this name in lower case, from 1.
pub(super) fn number(name: &str) -> Option<i16> {
    let has_name = |names: &&str| {
        names
            .split('|')
            .any(|other| other == name)
    };
    (1..)
        .zip(NAMES)
        .find(|(_, names)| has_name(names))
        .map(|(number, _)| number)
}
