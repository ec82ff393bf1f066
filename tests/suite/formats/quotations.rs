//! Reads back what yinde wrote in Markdown.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

#[derive(Debug, Default)]
pub(super) struct Quotation {
    pub(super) text: String,
    pub(super) bold: Vec<String>,
}

/// The quotations in `markdown`, read with every extension. Fails at any markup but yinde's own.
pub(super) fn quotations(markdown: &str) -> Vec<Quotation> {
    let mut reader = Reader::default();
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        reader.read(event, markdown);
    }
    reader.quotations
}

#[derive(Default)]
struct Reader {
    quotations: Vec<Quotation>,
    is_inside: bool,
    is_bold: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, markdown: &str) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                self.is_inside = true;
                self.quotations
                    .push(Quotation::default());
            }
            Event::End(TagEnd::BlockQuote(_)) => self.is_inside = false,
            Event::Start(Tag::Strong) => self.start_bold(),
            Event::InlineHtml(tag) if &*tag == "<b>" => self.start_bold(),
            Event::End(TagEnd::Strong) => self.is_bold = false,
            Event::InlineHtml(tag) if &*tag == "</b>" => self.is_bold = false,
            Event::Text(text) if self.is_inside => self.push_text(&text),
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::Code(_) => {
                assert!(!self.is_inside, "{markdown}");
            }
            Event::Text(_) | Event::Start(Tag::Heading { .. } | Tag::Paragraph) | Event::End(_) => {
            }
            other => panic!("{other:?} in {markdown}"),
        }
    }

    fn quotation(&mut self) -> &mut Quotation {
        self.quotations
            .last_mut()
            .expect("a quotation")
    }

    fn start_bold(&mut self) {
        self.is_bold = true;
        self.quotation()
            .bold
            .push(String::new());
    }

    fn push_text(&mut self, text: &CowStr<'_>) {
        let is_bold = self.is_bold;
        let quotation = self.quotation();
        quotation.text.push_str(text);
        if is_bold {
            let bold = quotation.bold.last_mut();
            bold.expect("bold text")
                .push_str(text);
        }
    }
}
