//! Splits the HTML in Markdown into tags and text, with their places in the source.

use std::ops::Range;

use super::entity;

/// HTML from one or more lines of Markdown.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    pub(super) html: String,
    /// For each piece, where it starts in the HTML and in the source. In a quotation, marks are
    /// between the lines.
    pieces: Vec<(usize, usize)>,
}

impl Fragment {
    /// Adds HTML that is at byte `at` of the source.
    pub(super) fn push(&mut self, html: &str, at: usize) {
        self.pieces
            .push((self.html.len(), at));
        self.html.push_str(html);
    }

    /// Returns the place in the source of a part of one line of the HTML.
    pub(super) fn place(&self, span: &Range<usize>) -> Range<usize> {
        let after = self
            .pieces
            .partition_point(|(start, _)| *start <= span.start);
        let (start, source) = self.pieces[after.saturating_sub(1)];
        let at = source + span.start - start;
        at..at + span.len()
    }
}

/// A part of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Text at these bytes of the HTML.
    Text(Range<usize>),
    Start(Tag<'h>),
    /// The end of the element with this name in lower case.
    End(String),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    /// In lower case.
    pub(super) name: String,
    attributes: &'h str,
    /// Start of the tag, in bytes of the HTML.
    pub(super) at: usize,
}

impl Tag<'_> {
    /// Returns the value of an attribute, with its character references replaced.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while !rest.is_empty() {
            let (key, value, after) = next_attribute(rest);
            if key.eq_ignore_ascii_case(name) {
                return Some(entity::decoded(value));
            }
            rest = after;
        }
        None
    }
}

/// Returns the first attribute of some: its name, its value, and the others.
fn next_attribute(attributes: &str) -> (&str, &str, &str) {
    let text = attributes.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    let end = text
        .find(|c: char| c.is_ascii_whitespace() || c == '=')
        .unwrap_or(text.len());
    let (key, after_key) = text.split_at(end);
    let Some(value) = after_key
        .trim_start()
        .strip_prefix('=')
    else {
        return (key, "", after_key);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, after) = quoted
                .split_once(quote)
                .unwrap_or((quoted, ""));
            return (key, value, after);
        }
    }
    let end = value
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(value.len());
    let (value, after) = value.split_at(end);
    (key, value, after)
}

/// Returns the tags and texts of `html`, without comments, scripts and styles.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut text_start = 0;
    let mut at = 0;
    let ends = Ends::of(html);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some((token, end)) = markup(html, start, &ends) else {
            at = start + 1;
            continue;
        };
        push_text(&mut tokens, text_start..start);
        tokens.extend(token);
        text_start = end;
        at = end;
    }
    push_text(&mut tokens, text_start..html.len());
    tokens
}

/// The last ends of markup, so that markup without an end is not looked for again and again.
struct Ends {
    tag: Option<usize>,
    comment: Option<usize>,
}

impl Ends {
    fn of(html: &str) -> Self {
        Self {
            tag: html.rfind('>'),
            comment: html.rfind("-->"),
        }
    }
}

fn push_text(tokens: &mut Vec<Token<'_>>, span: Range<usize>) {
    if !span.is_empty() {
        tokens.push(Token::Text(span));
    }
}

/// Returns the markup that starts at byte `start`, which may show nothing, and its end; or `None`
/// if `<` is text there.
fn markup<'h>(html: &'h str, start: usize, ends: &Ends) -> Option<(Option<Token<'h>>, usize)> {
    ends.tag
        .filter(|end| *end > start)?;
    let rest = &html[start..];
    if rest.starts_with("<!--") {
        ends.comment
            .filter(|end| *end > start)?;
        // `<!-->` is a comment too.
        let length = rest["<!".len()..].find("-->")?;
        return Some((
            None,
            start + "<!".len() + length + "-->".len(),
        ));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        let length = rest.find('>')?;
        return Some((None, start + length + 1));
    }
    let is_end = rest.starts_with("</");
    let name_start = if is_end {
        2
    } else {
        1
    };
    let name = &rest[name_start..];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_length = name
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(name.len());
    let (name, attributes) = name.split_at(name_length);
    // A quotation mark without an end belongs to no value.
    let length = tag_end(attributes).or_else(|| attributes.find('>'))?;
    let attributes = &attributes[..length];
    let end = start + name_start + name_length + length + 1;
    let name = name.to_ascii_lowercase();
    if is_end {
        return Some((Some(Token::End(name)), end));
    }
    if matches!(name.as_str(), "script" | "style") {
        return Some((None, end_of_element(html, end, &name)));
    }
    let at = start;
    let tag = Tag {
        name,
        attributes,
        at,
    };
    Some((Some(Token::Start(tag)), end))
}

/// Returns the offset of the `>` that ends a tag, of which `rest` is what follows its name.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in rest.bytes().enumerate() {
        match quote {
            Some(open) if open == byte => quote = None,
            None if byte == b'>' => return Some(at),
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    None
}

/// Returns the end of the element whose content starts at byte `start`, or the end of the HTML.
fn end_of_element(html: &str, start: usize, name: &str) -> usize {
    let mut rest = html[start..].match_indices("</");
    let end = rest.find(|(at, _)| {
        let after = &html[start + at + "</".len()..];
        let found = after.get(..name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    });
    let Some((at, _)) = end else {
        return html.len();
    };
    let close = start + at;
    html[close..]
        .find('>')
        .map_or(html.len(), |length| close + length + 1)
}
