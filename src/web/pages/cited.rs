//! Citations on pages: for people to copy, and for programs that collect them.

use maud::{Markup, html};

use crate::index::{BriefRecord, StoredPassage};
use crate::render::cite::{CITATION_FORMATS, CitationFormat, Reference};
use crate::web::address::page_of;
use crate::web::site::Ask;
use crate::web::text::{DOT, Text};
use crate::web::words;

/// The endings of the addresses of citations for other programs, by format.
pub(super) const ENDINGS: [(&str, &str); 3] =
    [("ris", "ris"), ("bibtex", "bib"), ("csl-json", "json")];

/// Returns the reference to a passage or to its whole brief, with all facts that are known.
pub(super) fn reference(
    ask: &Ask<'_>,
    record: &BriefRecord,
    passage: Option<&StoredPassage>,
) -> Reference {
    let mut reference = match passage {
        Some(passage) => Reference::to_passage(record, passage),
        None => Reference::to_brief(record),
    };
    (ask.site.complete)(&mut reference);
    reference
}

/// Returns `reference` in a format.
pub(super) fn in_format(format: &CitationFormat, reference: &Reference) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = format.render(
        std::slice::from_ref(reference),
        &mut text,
    );
    String::from_utf8_lossy(&text)
        .trim_end()
        .to_owned()
}

/// Returns the citation of a passage in a box, to be copied.
pub(super) fn boxed(ask: &Ask<'_>, record: &BriefRecord, passage: &StoredPassage) -> Markup {
    let reference = reference(ask, record, Some(passage));
    let path = page_of("cite", &reference.id);
    html! {
        section.box aria-label=(words::CITE) {
            strong { (words::CITE) } " " span.id { (Text(&reference.id)) } " "
            (copy("citation"))
            pre #citation { (lines(&in_format(&CITATION_FORMATS[0], &reference))) }
            a href=(Text(&path)) { (words::OTHER_STYLES) }
            @for (_, ending) in ENDINGS {
                (DOT) a href=(Text(format!("{path}.{ending}"))) { "." (ending) }
            }
        }
    }
}

/// Returns text as it is in lines.
pub(super) fn lines(text: &str) -> Markup {
    html! {
        @for (number, line) in text.lines().enumerate() {
            @if number > 0 { "\n" }
            (Text(line))
        }
    }
}

/// Returns the button that copies the element with this id. It is shown if there are scripts.
pub(super) fn copy(id: &str) -> Markup {
    html! {
        button type="button" hidden data-copy=(id) data-done=(words::COPIED) { (words::COPY) }
    }
}

/// Returns the facts for the head of a page about one thing, as programs read them.
pub(super) fn head(ask: &Ask<'_>, record: &BriefRecord, passage: Option<&StoredPassage>) -> Markup {
    let reference = reference(ask, record, passage);
    let (brief, data) = (&reference.brief, &reference.data);
    let mut facts: Vec<(&str, &str)> =
        vec![("z:itemType", "blogPost"), ("citation_title", &brief.title)];
    facts.extend(
        data.authors
            .iter()
            .map(|name| ("citation_author", name.as_str())),
    );
    let others = [
        ("citation_publication_date", &brief.date),
        ("z:blogTitle", &brief.series),
        ("citation_publisher", &data.publisher),
        ("citation_public_url", &data.url),
    ];
    for (name, fact) in others {
        facts.extend(
            fact.as_deref()
                .map(|fact| (name, fact)),
        );
    }
    html! {
        @for (name, fact) in facts {
            meta name=(name) content=(Text(fact));
        }
    }
}
