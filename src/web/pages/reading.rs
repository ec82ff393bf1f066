//! The passages of a brief to be read, and the way from match to match.

use std::ops::Range;

use maud::{Markup, html};

use super::hits::{pieces, text_lang};
use super::parts::MAX_TEXT;
use crate::index::StoredPassage;
use crate::model::Kind;
use crate::render::{Matches, label, snippet};
use crate::search::stable_id;
use crate::web::address::{Params, page_of};
use crate::web::text::{DOT, Text, lang};
use crate::web::words;

/// A brief that is read, and the part of it that is shown.
pub(super) struct Reading<'a> {
    pub passages: &'a [StoredPassage],
    /// The parts, as ranges of passages.
    pub parts: &'a [Range<usize>],
    /// Number of the part that is shown, from 0.
    pub part: usize,
    /// The id of the passage that is asked for.
    pub asked: Option<&'a str>,
    pub matches: &'a Matches,
    /// The address of the brief.
    pub path: String,
    pub params: Params,
}

impl Reading<'_> {
    /// Returns the address of the passage at this position.
    pub(super) fn address_of(&self, position: usize) -> String {
        let anchor = format!(
            "#p{}",
            label::ordinal(&self.passages[position])
        );
        let is_here = self.parts[self.part].contains(&position);
        if is_here {
            return anchor;
        }
        let mut parts = self.parts.iter();
        let part = parts.position(|part| part.contains(&position));
        self.address_of_part(part.unwrap_or_default()) + &anchor
    }

    fn address_of_part(&self, part: usize) -> String {
        let number = (part + 1).to_string();
        self.params
            .with("part", &number)
            .address(&self.path)
    }

    /// Whether the passage at this position only repeats the title above all passages.
    fn is_title(&self, position: usize) -> bool {
        let passage = &self.passages[position];
        let id = passage.label.id.as_str();
        passage.label.kind == Kind::Heading
            && passage.text == passage.label.brief.title
            && self.asked != Some(id)
            && !self.matches.contains_key(id)
    }

    /// Whether the passage at this position is shown beside the one before it: the two translate
    /// each other, and neither is beside another one.
    fn is_second(&self, position: usize) -> bool {
        let part = &self.parts[self.part];
        if position <= part.start || position >= part.end {
            return false;
        }
        let (before, passage) = (
            &self.passages[position - 1],
            &self.passages[position],
        );
        let is_text = |passage: &StoredPassage| passage.label.kind != Kind::Heading;
        let are_twins = before
            .twins
            .iter()
            .any(|twin| label::ordinal(passage) == twin.ordinal.to_string());
        is_text(before) && is_text(passage) && are_twins && !self.is_second(position - 1)
    }

    /// Returns the level of a sub-heading after the passages at `before`: below the heading of a
    /// section, if there is one among them.
    fn level(&self, mut before: Range<usize>) -> u8 {
        let is_section = |position: usize| {
            let passage = &self.passages[position];
            let is_heading = passage.label.kind == Kind::Heading;
            is_heading && passage.sub_heading.is_none() && !self.is_title(position)
        };
        if before.any(is_section) {
            3
        } else {
            2
        }
    }

    /// Returns the positions of the passages with a match.
    fn matching(&self) -> Vec<usize> {
        let matches = |at: &usize| {
            let id = &self.passages[*at].label.id;
            self.matches.contains_key(id)
        };
        (0..self.passages.len())
            .filter(matches)
            .collect()
    }
}

/// Returns how much matches, with a link to the first match.
pub(super) fn matches(reading: &Reading<'_>) -> Markup {
    let matching = reading.matching();
    let count: usize = reading
        .matches
        .values()
        .map(Vec::len)
        .sum();
    html! {
        @if let Some(first) = matching.first() {
            p.meta.steps {
                (words::matches_in(count, matching.len())) (DOT)
                a data-match href=(Text(reading.address_of(*first))) { (words::FIRST_MATCH) }
            }
        }
    }
}

/// Returns the passages of the part.
pub(super) fn passages(reading: &Reading<'_>) -> Markup {
    let matching = reading.matching();
    let part = &reading.parts[reading.part];
    let one = |position: usize| {
        let level = reading.level(part.start..position);
        one(reading, position, &matching, level)
    };
    html! {
        @for position in part.clone() {
            @if reading.is_title(position) || reading.is_second(position) {
                // It is above all passages, or beside the one before it.
            } @else if reading.is_second(position + 1) {
                div.pair role="group" aria-label=(words::PAIR) {
                    (one(position)) (one(position + 1))
                }
            } @else {
                (one(position))
            }
        }
    }
}

fn one(reading: &Reading<'_>, position: usize, matching: &[usize], level: u8) -> Markup {
    let passage = &reading.passages[position];
    let id = &passage.label.id;
    let number = label::ordinal(passage);
    let kind = passage.label.kind;
    let is_asked = reading.asked == Some(id.as_str());
    let steps = matching
        .binary_search(&position)
        .ok()
        .map(|at| steps(reading, matching, at));
    html! {
        div.p.here[is_asked].(kind.as_str()) id={ "p" (Text(number)) } data-passage {
            @if is_asked { span #here {} }
            (permalink(reading, passage, number))
            (content(reading, passage, level))
            (elsewhere(reading, position))
            @if let Some(steps) = steps { (steps) }
        }
    }
}

/// Returns links to the translations of a passage that are not beside it.
fn elsewhere(reading: &Reading<'_>, position: usize) -> Markup {
    let beside = [
        reading
            .is_second(position)
            .then(|| position - 1),
        reading
            .is_second(position + 1)
            .then(|| position + 1),
    ];
    let ordinals = reading.passages[position]
        .twins
        .iter()
        .map(|twin| twin.ordinal.to_string());
    let others = ordinals.filter_map(|ordinal| {
        let mut passages = reading.passages.iter();
        passages.position(|passage| label::ordinal(passage) == ordinal)
    });
    let others: Vec<usize> = others
        .filter(|other| !beside.contains(&Some(*other)))
        .collect();
    html! {
        @for other in others {
            @let number = label::ordinal(&reading.passages[other]);
            p.meta.steps {
                a href=(Text(reading.address_of(other))) { (Text(words::translated_in(number))) }
            }
        }
    }
}

fn permalink(reading: &Reading<'_>, passage: &StoredPassage, number: &str) -> Markup {
    let address = reading
        .params
        .address(&page_of("brief", &stable_id(passage)));
    html! {
        a.no href=(Text(address + "#here")) aria-label=(Text(words::passage(number))) {
            (Text(number))
        }
    }
}

fn content(reading: &Reading<'_>, passage: &StoredPassage, level: u8) -> Markup {
    let spans = reading
        .matches
        .get(&passage.label.id);
    let spans = spans.map_or(&[][..], Vec::as_slice);
    let text = &passage.text;
    let columns = if text.len() > MAX_TEXT {
        MAX_TEXT / 3
    } else {
        usize::MAX
    };
    let text = pieces(&snippet(text, spans, columns));
    let language = text_lang(passage.label.lang, &passage.text);
    html! {
        @if passage.label.kind == Kind::Heading {
            @if level == 2 || passage.sub_heading.is_none() {
                h2 lang=(lang(&passage.text)) { (text) }
            } @else {
                h3 lang=(lang(&passage.text)) { (text) }
            }
        } @else {
            p.text lang=(language) { (text) }
        }
        @if columns < usize::MAX { p.meta { (words::CUT) } }
    }
}

/// Returns links to the matches before and after the one at this position among all.
fn steps(reading: &Reading<'_>, matching: &[usize], at: usize) -> Markup {
    let before = at
        .checked_sub(1)
        .map(|at| matching[at]);
    let after = matching.get(at + 1);
    html! {
        p.meta.steps {
            @if let Some(before) = before {
                a href=(Text(reading.address_of(before))) { (words::PREVIOUS_MATCH) }
            }
            @if before.is_some() && after.is_some() { (DOT) }
            @if let Some(after) = after {
                a data-match href=(Text(reading.address_of(*after))) { (words::NEXT_MATCH) }
            }
        }
    }
}

/// Returns links to the parts before and after this one.
pub(super) fn other_parts(reading: &Reading<'_>) -> Markup {
    let before = reading.part.checked_sub(1);
    let after = reading.part + 1;
    html! {
        @if reading.parts.len() > 1 {
            nav.pager aria-label=(words::PAGES) {
                @if let Some(before) = before {
                    a rel="prev" href=(Text(reading.address_of_part(before))) { (words::BEFORE) }
                }
                span { (words::part_of(after, reading.parts.len())) }
                @if after < reading.parts.len() {
                    a rel="next" href=(Text(reading.address_of_part(after))) { (words::AFTER) }
                }
            }
        }
    }
}
