//! HTML: saved web pages, and the pieces of HTML that mails, feeds and e-books are made of.
//!
//! Of a page with navigation around it, the readability library says where the article is; what
//! stands in there is taken whole, since the library also drops lists and short paragraphs that
//! belong to it. Where it finds little, the body is taken. Scripts, styles, navigation and share
//! buttons are left out. All walks are loops: a page can nest its elements deeper than a stack
//! reaches.

use std::sync::LazyLock;

use dom_query::{Document, LocalName, NodeRef};
use dom_smoothie::{Config, Readability};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use regex::Regex;

use super::decode;
use super::read::Refusal;
use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;
use crate::layout::heading::may_be_heading;
use crate::layout::page::{BlockKind, Metadata, Page, PageBlock, iso_day};
use crate::layout::{date, is_blank};

/// Most bytes of a page.
const MAX_BYTES: usize = 16 << 20;
/// Most elements and texts of a page.
const MAX_NODES: usize = 400_000;
/// Elements inside one another, at the most.
const MAX_DEPTH: usize = 1000;
/// Attributes of one element, at the most.
const MAX_ATTRIBUTES: usize = 1000;
/// The readability library takes long for a page with more elements and texts than this.
const MAX_NODES_TO_JUDGE: usize = 40_000;
/// It nests its calls as the elements are nested.
const MAX_DEPTH_TO_JUDGE: usize = 200;
/// Bytes that are parsed between two looks at what they made.
const CHUNK: usize = 4096;
/// A block that is called a share button or the like is one if it has no more letters than this or,
/// where half of them are in links, than that.
const LONGEST_WIDGET: usize = 60;
const LONGEST_LINKS: usize = 300;
/// Less than this share of the body's text is no article.
const LEAST_ARTICLE: f64 = 0.25;
/// More text in links than this share of it all makes a page one with navigation.
const CLUTTER: f64 = 0.3;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let html = decode::by_declaration(bytes.to_vec())?;
    let doc = parse(&html)?;
    let mut page = Page::default();
    let whole = blocks(&doc.root(), Parts::Page, &mut page);
    if whole.has_clutter {
        let mut article = Page::default();
        if let Some(root) = article_root(&doc) {
            blocks(&root, Parts::Page, &mut article);
        }
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
        let share = article.text.len() as f64 / page.text.len().max(1) as f64;
        if share >= LEAST_ARTICLE {
            page = article;
        }
    }
    page.metadata = metadata(&doc, &page);
    Ok(page)
}

/// Adds the blocks of a piece of HTML, all of which is text: a mail, a feed's entry, a chapter.
pub(super) fn add(html: &str, page: &mut Page) -> Result<(), Refusal> {
    blocks(&parse(html)?.root(), Parts::All, page);
    Ok(())
}

/// Parses in pieces, and looks after each whether the tree grows beyond all measure: a few bytes
/// can make a thousand elements each.
fn parse(html: &str) -> Result<Document, Refusal> {
    if html.len() > MAX_BYTES {
        return Err(Refusal::because(format!(
            "more than {MAX_BYTES} bytes of HTML; split it, or save its text as .txt"
        )));
    }
    let html = without_scripts(html)?;
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let mut parser = parse_document(
        Document::default(),
        ParseOpts {
            tree_builder,
            ..ParseOpts::default()
        },
    );
    let mut rest = html.as_str();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK.min(rest.len())));
        parser.process(StrTendril::from(chunk));
        rest = after;
        let doc = &parser.tokenizer.sink.sink;
        doc.errors.borrow_mut().clear();
        if doc.tree.len() > MAX_NODES {
            return Err(Refusal::because(format!(
                "more than {MAX_NODES} elements; split it, or save its text as .txt"
            )));
        }
        if depth(doc) > MAX_DEPTH {
            return Err(Refusal::because(format!(
                "elements nested more than {MAX_DEPTH} deep; save its text as .txt"
            )));
        }
    }
    Ok(parser.finish())
}

/// How deep the last element is nested, which is where the parser is.
fn depth(doc: &Document) -> usize {
    std::iter::successors(Some(doc.root()), NodeRef::last_child).count()
}

/// Elements in which nothing is a tag but their own end, and which are parsed all the same.
const TEXT_ONLY: [&str; 6] = ["title", "textarea", "xmp", "noembed", "noframes", "iframe"];

/// The page without what is never shown, which can be most of it, and is never parsed. What has no
/// end is left to the parser.
fn without_scripts(html: &str) -> Result<String, Refusal> {
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    let rest = loop {
        let Some(found) = html[at..].find('<') else {
            break at;
        };
        let tag = at + found;
        out.push_str(&html[at..tag]);
        let rest = &html[tag..];
        let hidden = ["script", "style"]
            .into_iter()
            .find(|name| starts_with_tag(&rest[1..], name));
        at = if rest.starts_with("<!--") {
            let Some(end) = end_of_comment(rest) else {
                break tag;
            };
            tag + end
        } else if let Some(name) = hidden {
            let Some(end) = end_of_raw(rest, name) else {
                break tag;
            };
            tag + end
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let start = end_of_tag(rest)?;
            let end = match TEXT_ONLY
                .into_iter()
                .find(|name| starts_with_tag(&rest[1..], name))
            {
                Some(name) => tag + start + end_of_raw(&rest[start..], name).unwrap_or(0),
                None => tag + start,
            };
            out.push_str(&html[tag..end]);
            end
        } else {
            out.push('<');
            tag + 1
        };
    };
    out.push_str(&html[rest..]);
    Ok(out)
}

/// Where the comment ends with which `text` starts; `<!-->` is a whole one.
fn end_of_comment(text: &str) -> Option<usize> {
    let plain = text[2..].find("-->").map(|at| 2 + at + 3);
    let before = &text[..plain.unwrap_or(text.len())];
    before
        .get(4..)
        .and_then(|inside| inside.find("--!>"))
        .map(|at| 4 + at + 4)
        .or(plain)
}

fn starts_with_tag(text: &str, name: &str) -> bool {
    let start = text.as_bytes().get(..name.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && text[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
}

/// Where the element ends with which `text` starts and in which nothing is a tag but its own end.
fn end_of_raw(text: &str, name: &str) -> Option<usize> {
    let ends = text
        .match_indices("</")
        .find(|(at, _)| starts_with_tag(&text[at + 2..], name))?
        .0;
    Some(ends + text[ends..].find('>')? + 1)
}

/// Where the tag ends with which `text` starts.
fn end_of_tag(text: &str) -> Result<usize, Refusal> {
    let (mut quote, mut parted, mut attributes) = (None, false, 0);
    let mut before = 0;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Ok(at + 1),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/') => parted = true,
            (None, _) => {
                attributes += usize::from(parted);
                parted = false;
                if attributes > MAX_ATTRIBUTES {
                    let problem = format!(
                        "an element with more than {MAX_ATTRIBUTES} attributes; save its text as .txt"
                    );
                    return Err(Refusal::because(problem));
                }
            }
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    Ok(text.len())
}

/// What of a tree is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// What is not navigation.
    Page,
    /// Everything that is shown.
    All,
}

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Hidden,
    Inline,
    Bold,
    Break,
    Link,
    Preformatted,
    Table,
    Row,
    Cell,
    Block(Option<BlockKind>),
}

fn role(name: &str) -> Role {
    match name {
        "script" | "style" | "noscript" | "template" | "head" | "iframe" | "object" | "svg"
        | "button" | "select" | "textarea" | "input" | "audio" | "video" | "canvas"
        | "datalist" | "nav" => Role::Hidden,
        "h1" => Role::Block(Some(BlockKind::Heading(1))),
        "h2" => Role::Block(Some(BlockKind::Heading(2))),
        "h3" => Role::Block(Some(BlockKind::Heading(3))),
        "h4" => Role::Block(Some(BlockKind::Heading(4))),
        "h5" => Role::Block(Some(BlockKind::Heading(5))),
        "h6" => Role::Block(Some(BlockKind::Heading(6))),
        "li" | "dd" | "dt" => Role::Block(Some(BlockKind::Item)),
        "blockquote" => Role::Block(Some(BlockKind::Quote)),
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "figure"
        | "figcaption" | "address" | "details" | "summary" | "fieldset" | "legend" | "form"
        | "ul" | "ol" | "dl" | "center" | "hr" | "body" | "html" | "caption" | "hgroup"
        | "menu" | "dialog" | "search" => Role::Block(None),
        "pre" => Role::Preformatted,
        "b" | "strong" => Role::Bold,
        "br" => Role::Break,
        "a" => Role::Link,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        _ => Role::Inline,
    }
}

/// What a walk learned of the page.
#[derive(Debug, Default)]
struct Seen {
    /// It has navigation, or as many links as if it had.
    has_clutter: bool,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Role),
}

/// Adds the blocks under `root` to `page`.
fn blocks(root: &NodeRef<'_>, parts: Parts, page: &mut Page) -> Seen {
    let mut walk = Walk::new(page);
    let mut steps = vec![Step::Enter(*root)];
    let mut skipped = 0;
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(role) => walk.leave(role),
            Step::Enter(node) if node.is_text() => walk.text(&own_text(&node)),
            Step::Enter(node) => {
                let role = node_role(&node);
                if role == Role::Hidden
                    || is_invisible(&node)
                    || parts == Parts::Page && (is_widget(&node) || is_navigation(&node))
                {
                    skipped += usize::from(parts == Parts::Page && is_navigation(&node));
                    continue;
                }
                walk.enter(role, &node);
                steps.push(Step::Leave(role));
                steps.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    walk.flush();
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    let in_links = walk.linked as f64 / walk.letters.max(1) as f64;
    Seen {
        has_clutter: skipped > 0 || in_links > CLUTTER,
    }
}

fn own_text(node: &NodeRef<'_>) -> String {
    node.query_or(String::new(), |n| match &n.data {
        dom_query::NodeData::Text { contents } => contents.to_string(),
        _ => String::new(),
    })
}

fn name(node: &NodeRef<'_>) -> Option<LocalName> {
    node.query_or(None, |n| n.as_element().map(|e| e.name.local.clone()))
}

fn node_role(node: &NodeRef<'_>) -> Role {
    match name(node) {
        Some(name) => role(&name),
        None if node.is_document() || node.is_fragment() => Role::Block(None),
        // Comments and instructions.
        None => Role::Hidden,
    }
}

/// Elements to text, block by block.
struct Walk<'p> {
    page: &'p mut Page,
    /// Of the block that is being read.
    inline: String,
    /// White space came, and nothing since: whether it had a line end.
    pending: Option<bool>,
    shapes: Vec<BlockKind>,
    /// Whether each open table is of data: its rows are blocks, not its cells.
    tables: Vec<bool>,
    preformatted: usize,
    bold: usize,
    links: usize,
    /// Characters of the block, and of those the ones in bold.
    characters: [usize; 2],
    letters: usize,
    linked: usize,
}

impl<'p> Walk<'p> {
    fn new(page: &'p mut Page) -> Self {
        Self {
            page,
            inline: String::new(),
            pending: None,
            shapes: Vec::new(),
            tables: Vec::new(),
            preformatted: 0,
            bold: 0,
            links: 0,
            characters: [0; 2],
            letters: 0,
            linked: 0,
        }
    }

    fn enter(&mut self, role: Role, node: &NodeRef<'_>) {
        match role {
            Role::Block(shape) => {
                self.flush();
                self.shapes.extend(shape);
            }
            Role::Preformatted => {
                self.flush();
                self.preformatted += 1;
            }
            Role::Table => {
                self.flush();
                self.tables.push(is_data(node));
            }
            Role::Cell if self.tables.last() == Some(&true) => {
                if !self.inline.is_empty() {
                    self.inline.push_str(" | ");
                    self.pending = None;
                }
            }
            Role::Row | Role::Cell => self.flush(),
            Role::Bold => self.bold += 1,
            Role::Link => self.links += 1,
            Role::Break => {
                self.inline.push('\n');
                self.pending = None;
            }
            Role::Inline | Role::Hidden => {}
        }
    }

    fn leave(&mut self, role: Role) {
        match role {
            Role::Block(shape) => {
                self.flush();
                if shape.is_some() {
                    self.shapes.pop();
                }
            }
            Role::Preformatted => {
                self.flush();
                self.preformatted -= 1;
            }
            Role::Table => {
                self.flush();
                self.tables.pop();
            }
            Role::Row => self.flush(),
            Role::Cell if self.tables.last() != Some(&true) => self.flush(),
            Role::Bold => self.bold -= 1,
            Role::Link => self.links -= 1,
            Role::Cell | Role::Break | Role::Inline | Role::Hidden => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.inline.push_str(text);
            self.characters[0] += text.chars().filter(|c| !is_blank(*c)).count();
            return;
        }
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.pending = Some(self.pending.unwrap_or(false) || c == '\n');
                continue;
            }
            self.blank_before(c);
            self.inline.push(c);
            let counts = usize::from(!is_blank(c));
            self.characters[0] += counts;
            self.characters[1] += counts * usize::from(self.bold > 0);
            self.letters += counts;
            self.linked += counts * usize::from(self.links > 0);
        }
    }

    /// A blank for the white space before `c`; none for a line end in the middle of Chinese.
    fn blank_before(&mut self, c: char) {
        let last = self.inline.chars().next_back();
        let joins = self.pending == Some(true) && last.is_some_and(is_han) && is_han(c);
        if self.pending.take().is_some() && !joins && last.is_some_and(|last| last != '\n') {
            self.inline.push(' ');
        }
    }

    /// Ends the block that is being read. A line that is bold as a whole is a heading where it can
    /// be one.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.inline);
        let [characters, bold] = std::mem::take(&mut self.characters);
        self.pending = None;
        if characters == 0 {
            return;
        }
        let mut shape = self.shapes.last().copied().unwrap_or(BlockKind::Prose);
        if shape == BlockKind::Prose
            && bold > 0
            && bold == characters
            && may_be_heading(block.trim_matches(is_blank))
        {
            shape = BlockKind::Heading(7);
        }
        let tidy: Vec<&str> = block.split('\n').map(str::trim_end).collect();
        self.page.push(shape, &tidy.join("\n"));
    }
}

/// A table of data, not of layout: no cell holds blocks.
fn is_data(table: &NodeRef<'_>) -> bool {
    let is_block = |node: &NodeRef<'_>| {
        !matches!(
            name(node).as_deref().map_or(Role::Inline, role),
            Role::Inline
                | Role::Bold
                | Role::Break
                | Role::Link
                | Role::Hidden
                | Role::Row
                | Role::Cell
        ) && name(node).as_deref() != Some("caption")
    };
    !table.descendants_it().any(|node| is_block(&node))
}

/// Navigation by its element or its role. What stands in the article itself is none.
fn is_navigation(node: &NodeRef<'_>) -> bool {
    const ROLES: [&str; 6] = [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "menu",
    ];
    let by_role = node
        .attr("role")
        .is_some_and(|role| ROLES.contains(&&*role.to_ascii_lowercase()));
    match name(node).as_deref() {
        Some("nav") => true,
        Some("header" | "footer" | "aside") => !node
            .ancestors_it(None)
            .any(|above| matches!(name(&above).as_deref(), Some("article" | "main"))),
        Some("body" | "html" | "article" | "main") => false,
        _ => by_role,
    }
}

/// Share buttons and the like, by a word in their class: links or buttons with little else. An
/// element of the text itself, such as a heading or a paragraph, is none, whatever it is called.
fn is_widget(node: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 12] = [
        "share",
        "sharing",
        "sharedaddy",
        "addthis",
        "social",
        "breadcrumb",
        "breadcrumbs",
        "pagination",
        "cookie",
        "subscribe",
        "subscription",
        "button",
    ];
    const MOST_NODES: usize = 2000;
    let class = node
        .attr("class")
        .map(|class| class.to_ascii_lowercase())
        .unwrap_or_default();
    if is_of_the_text(node)
        || !class
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.contains(&word))
    {
        return false;
    }
    let is_link = |node: NodeRef<'_>| matches!(name(&node).as_deref(), Some("a" | "button"));
    let mut has_link = is_link(*node);
    let (mut letters, mut linked, mut nodes) = (0, 0, 0);
    for inner in node.descendants_it() {
        has_link |= is_link(inner);
        let own = own_text(&inner).chars().filter(|c| !is_blank(*c)).count();
        linked += if own > 0 && inner.ancestors_it(Some(4)).any(is_link) {
            own
        } else {
            0
        };
        letters += own;
        nodes += 1;
        if letters > LONGEST_LINKS || nodes > MOST_NODES {
            return false;
        }
    }
    has_link && (letters <= LONGEST_WIDGET || linked * 2 >= letters)
}

fn is_of_the_text(node: &NodeRef<'_>) -> bool {
    let name = name(node);
    matches!(
        name.as_deref(),
        Some(
            "h1" | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "p"
                | "li"
                | "blockquote"
                | "article"
                | "section"
                | "main"
                | "body"
                | "html"
        )
    )
}

fn is_invisible(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let tight: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            tight.to_ascii_lowercase().contains("display:none")
        })
}

/// The element that holds all of what the readability library takes for the article.
fn article_root(doc: &Document) -> Option<NodeRef<'_>> {
    const MARK: &str = "data-yinde";
    static MARKED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"data-yinde="([0-9]+)""#).expect("a constant pattern"));
    let nodes: Vec<NodeRef<'_>> = doc.root().descendants_it().collect();
    if nodes.len() > MAX_NODES_TO_JUDGE
        || nodes
            .iter()
            .any(|n| n.ancestors_it(None).count() > MAX_DEPTH_TO_JUDGE)
    {
        return None;
    }
    // Marked in a copy, which the library changes; nodes have the same ids in both.
    let copy = doc.clone();
    for (n, node) in nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| holds_text(node))
    {
        copy.tree.get(&node.id)?.set_attr(MARK, &n.to_string());
    }
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let article = Readability::with_document(copy, None, Some(config))
        .ok()?
        .parse()
        .ok()?;
    let found = MARKED
        .captures_iter(&article.content)
        .filter_map(|mark| mark[1].parse::<usize>().ok());
    common_ancestor(found.filter_map(|n| nodes.get(n).copied()))
}

fn holds_text(node: &NodeRef<'_>) -> bool {
    node.is_element()
        && node
            .children_it(false)
            .any(|child| !own_text(&child).trim().is_empty())
}

fn common_ancestor<'t>(mut nodes: impl Iterator<Item = NodeRef<'t>>) -> Option<NodeRef<'t>> {
    let chain = |node: NodeRef<'t>| {
        let mut chain: Vec<NodeRef<'t>> = node.ancestors_it(None).collect();
        chain.reverse();
        chain.push(node);
        chain
    };
    let mut shared = chain(nodes.next()?);
    for node in nodes {
        let same = shared
            .iter()
            .zip(chain(node))
            .take_while(|(a, b)| a.id == b.id)
            .count();
        shared.truncate(same);
    }
    shared.pop()
}

/// What the page says of itself.
fn metadata(doc: &Document, page: &Page) -> Metadata {
    let mut said: Vec<(String, String)> = Vec::new();
    for node in doc.root().descendants_it() {
        let value = match name(&node).as_deref() {
            Some("title") => Some(("title".to_owned(), node.text().to_string())),
            Some("meta") => node
                .attr("property")
                .or_else(|| node.attr("name"))
                .and_then(|key| {
                    Some((key.to_ascii_lowercase(), node.attr("content")?.to_string()))
                }),
            Some("time") => node
                .attr("datetime")
                .map(|day| ("time".to_owned(), day.to_string())),
            _ => None,
        };
        said.extend(value.filter(|(_, value)| !value.trim().is_empty()));
    }
    let first = |keys: &[&str]| {
        let of = |key: &&str| {
            said.iter()
                .find(|(said, _)| said == key)
                .map(|(_, value)| tidy(value))
        };
        keys.iter().find_map(of)
    };
    let series = first(&["og:site_name"]);
    let day = first(&[
        "article:published_time",
        "pubdate",
        "publishdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "time",
    ]);
    Metadata {
        title: title(first(&["og:title", "title"]), series.as_deref(), page),
        date: day
            .map(|day| iso_day(&day).to_owned())
            .filter(|day| date::find(day).is_some()),
        series,
        ..Metadata::default()
    }
}

/// The page's title: a heading of the article that it repeats; none where the article has a single
/// main heading; else itself, without the name of the site.
fn title(written: Option<String>, site: Option<&str>, page: &Page) -> Option<String> {
    const PARTS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", "_", "-"];
    let written = written?;
    let headings = || {
        page.blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Heading(1..=3)))
    };
    let normalized = normalize_text(&written);
    // A heading that is a word of the title is not the title.
    let says_it = |heading: &String, main: bool| {
        let heading = normalize_text(heading);
        main && normalized.starts_with(&heading)
            || normalized.contains(&heading) && heading.len() * 2 >= normalized.len()
    };
    let is_main = |block: &PageBlock| block.kind == BlockKind::Heading(1);
    let mut said = headings().map(|block| (tidy(page.block_text(block)), is_main(block)));
    let repeated = said
        .find(|(heading, main)| says_it(heading, *main))
        .map(|(heading, _)| heading);
    if repeated.is_some() || headings().filter(|block| is_main(block)).count() == 1 {
        return repeated;
    }
    let without = |site: &str| {
        let rest = written.strip_suffix(site)?;
        PARTS.iter().find_map(|part| {
            rest.strip_suffix(part.trim_end())
                .or_else(|| rest.strip_suffix(part))
        })
    };
    let by_site = site.and_then(without).map(str::to_owned);
    let by_length = || {
        let (title, site) = PARTS[..6]
            .iter()
            .find_map(|part| written.rsplit_once(part))?;
        (title.chars().count() > site.chars().count()).then(|| title.trim().to_owned())
    };
    Some(
        by_site
            .map(|title| title.trim().to_owned())
            .or_else(by_length)
            .unwrap_or(written),
    )
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
