//! A paragraph of a Word file, as it is put together from runs of text.

use super::styles::{ParagraphStyles, shape_of_level};
use crate::formats::xml::StartTag;
use crate::layout::heading::may_be_heading;
use crate::layout::page::BlockKind;
use crate::layout::reading::Link;
use crate::layout::{goes_on_after_break, is_blank, note_mark};

/// The rank of a bold paragraph that looks like a heading: below headings of any style, which are 0
/// to 9.
pub(super) const BOLD_RANK: u8 = 10;
const BOLD_HEADING: BlockKind = BlockKind::Heading(BOLD_RANK);

/// Text with the same properties.
#[derive(Debug, Default)]
pub(super) struct Run {
    is_bold: bool,
    pub(super) is_hidden: bool,
    script: Script,
}

/// The height of text on its line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Script {
    #[default]
    Normal,
    Raised,
    Lowered,
}

#[derive(Debug, Default)]
pub(super) struct Paragraph {
    text: String,
    shape: Option<BlockKind>,
    is_list_item: bool,
    /// Whether it is the large first letter of the next paragraph.
    pub(super) is_drop_cap: bool,
    /// Number of characters that are not blank.
    characters: usize,
    bold_characters: usize,
    script: Script,
    /// The byte of the text at which the script became what it is.
    script_start: usize,
    links: Vec<Link>,
}

impl Run {
    pub(super) fn set_property(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "b" => self.is_bold = is_on(tag),
            "vanish" => self.is_hidden = is_on(tag),
            "vertAlign" => {
                self.script = match value(tag).as_str() {
                    "superscript" => Script::Raised,
                    "subscript" => Script::Lowered,
                    _ => Script::Normal,
                };
            }
            // The mark of a note that is not numbered.
            "rStyle" if is_note_style(&value(tag)) => self.script = Script::Raised,
            _ => {}
        }
    }
}

fn is_note_style(style: &str) -> bool {
    matches!(
        style,
        "FootnoteReference" | "EndnoteReference"
    )
}

fn value(tag: &StartTag<'_>) -> String {
    tag.attribute("val")
        .unwrap_or_default()
}

/// Whether a property that is on or off is on. It is also on if it has no value.
fn is_on(tag: &StartTag<'_>) -> bool {
    !matches!(
        value(tag).as_str(),
        "0" | "false" | "off"
    )
}

impl Paragraph {
    pub(super) fn set_property(&mut self, tag: &StartTag<'_>, styles: &ParagraphStyles) {
        match tag.name.as_str() {
            // The first style counts: a tracked change repeats the former one after it.
            "pStyle" => {
                self.shape = self
                    .shape
                    .or_else(|| styles.shape(&value(tag)));
            }
            "outlineLvl" => self.shape = shape_of_level(&value(tag)).or(self.shape),
            "framePr" => {
                let drop_cap = tag.attribute("dropCap");
                self.is_drop_cap = drop_cap.is_some_and(|kind| kind != "none");
            }
            "numPr" => self.is_list_item = true,
            // The list 0 takes the paragraph out of the list of its style.
            "numId" if value(tag) == "0" => self.is_list_item = false,
            _ => {}
        }
    }

    /// Adds a link to `target` whose text follows.
    pub(super) fn link(&mut self, target: &str) {
        self.end_script(Script::Normal);
        self.links
            .extend(Link::new(self.text.len(), target));
    }

    /// Adds the text of a run.
    pub(super) fn push(&mut self, text: &str, run: &Run) {
        if run.script != self.script {
            self.end_script(run.script);
        }
        let shown = text
            .chars()
            .filter(|c| !is_blank(*c));
        let count = shown.count();
        // The mark of a note is no part of a heading in bold.
        if run.script != Script::Raised {
            self.characters += count;
            if run.is_bold {
                self.bold_characters += count;
            }
        }
        self.join_after_break(text);
        self.text.push_str(text);
    }

    /// Makes a space of the line break before `next`, if the sentence goes on.
    fn join_after_break(&mut self, next: &str) {
        let Some(before) = self.text.strip_suffix('\n') else {
            return;
        };
        let last = before
            .trim_end()
            .chars()
            .next_back();
        if let (Some(last), Some(next)) = (last, next.chars().next())
            && goes_on_after_break(last, next)
        {
            self.text.pop();
            self.text.push(' ');
        }
    }

    /// Ends text of a script before text of another one. A mark may be in several runs.
    fn end_script(&mut self, next: Script) {
        let (before, inside) = self
            .text
            .split_at(self.script_start);
        let shown = match self.script {
            Script::Normal => None,
            Script::Raised => Some(note_mark::superscript(inside, before)),
            Script::Lowered => Some(note_mark::subscript(inside)),
        };
        if let Some(shown) = shown {
            self.text
                .truncate(self.script_start);
            if note_mark::starts_with_mark(&shown) {
                let bare = self
                    .text
                    .trim_end_matches(' ')
                    .len();
                self.text.truncate(bare);
            }
            self.text.push_str(&shown);
        }
        self.script = next;
        self.script_start = self.text.len();
    }

    /// Returns the text without white space at its ends, and its links.
    pub(super) fn finish(mut self) -> (String, Vec<Link>) {
        self.end_script(Script::Normal);
        let start = self.text.len() - self.text.trim_start().len();
        let text = self.text.trim().to_owned();
        for link in &mut self.links {
            link.at = link
                .at
                .saturating_sub(start)
                .min(text.len());
        }
        (text, self.links)
    }

    pub(super) fn kind(&self) -> BlockKind {
        match self.shape {
            Some(shape) => shape,
            None if self.is_list_item => BlockKind::Item,
            None if self.looks_like_heading() => BOLD_HEADING,
            None => BlockKind::Prose,
        }
    }

    fn looks_like_heading(&self) -> bool {
        self.characters > 0
            && self.bold_characters == self.characters
            && may_be_heading(self.text.trim())
    }
}
