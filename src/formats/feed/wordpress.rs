//! Exports of `WordPress` (WXR): a feed of everything that a site has, from posts to menu items.

/// Kinds of items that are no text of the site's.
const NO_POSTS: [&str; 16] = [
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
    "feedback",
    "shop_order",
];

/// Elements whose line ends are as they are or mean nothing.
const WHOLE: [&str; 6] = ["pre", "script", "style", "textarea", "table", "svg"];

/// The mark of the block editor, which writes all paragraphs as HTML.
const BLOCK_EDITOR: &str = "<!-- wp:";

/// Facts of an item that only `WordPress` writes.
#[derive(Default)]
pub(super) struct Item {
    pub post_type: Option<String>,
    pub status: Option<String>,
}

impl Item {
    /// Returns whether the item is of an export.
    pub(super) fn is_export(&self) -> bool {
        self.post_type.is_some() || self.status.is_some()
    }

    /// Returns whether the item can be read on the site: it is published, and a post or a page.
    pub(super) fn is_published(&self) -> bool {
        let is_post = self
            .post_type
            .as_deref()
            .is_none_or(|kind| !NO_POSTS.contains(&kind));
        let status = self.status.as_deref();
        is_post && status.is_none_or(|status| status == "publish")
    }
}

/// Returns `html` with a paragraph for each stretch of text between blank lines, and a break for
/// each line end, as `WordPress` shows the text of its classic editor.
pub(super) fn with_paragraphs(html: &str) -> String {
    if html.contains(BLOCK_EDITOR) {
        return html.to_owned();
    }
    let has_paragraphs = html.contains("<p>") || html.contains("<p ");
    let line_end = if has_paragraphs {
        "\n"
    } else {
        "<br>\n"
    };
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while !rest.is_empty() {
        let text_end = rest.find('<').unwrap_or(rest.len());
        let (text, markup) = rest.split_at(text_end);
        push_text(text, line_end, &mut out);
        let (tag, after) = markup.split_at(markup_length(markup));
        out.push_str(tag);
        rest = after;
    }
    out
}

/// Adds text, with marks of HTML for its line ends.
fn push_text(text: &str, line_end: &str, out: &mut String) {
    let mut newlines = 0;
    for line in text.split('\n') {
        let line = line.trim_end_matches('\r');
        if newlines > 0 && !line.trim().is_empty() {
            out.push_str(if newlines > 1 {
                "\n<p>"
            } else {
                line_end
            });
            newlines = 0;
        }
        out.push_str(line);
        newlines += 1;
    }
    match newlines {
        0 | 1 => {}
        2 => out.push_str(line_end),
        _ => out.push_str("\n<p>"),
    }
}

/// Returns the length of the tag or comment at the start of `markup`, with all of the element if
/// its line ends count.
fn markup_length(markup: &str) -> usize {
    if markup.starts_with("<!--") {
        return end_of(markup, "-->");
    }
    let name = markup.trim_start_matches('<');
    let name: String = name
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_lowercase();
    if WHOLE.contains(&name.as_str()) {
        return end_of(markup, &format!("</{name}"));
    }
    end_of(markup, ">")
}

/// Returns the length of `markup` up to and with `end`.
fn end_of(markup: &str, end: &str) -> usize {
    match markup.find(end) {
        Some(at) => at + end.len(),
        None => markup.len(),
    }
}
