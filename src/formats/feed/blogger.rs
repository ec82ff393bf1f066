//! Exports of Blogger: a feed of everything that a blog has, from posts to its settings.

/// The scheme of the category that tells what an entry is.
const KIND: &str = "http://schemas.google.com/g/2005#kind";
/// Kinds of entries that are no text of the blog's.
const NO_POSTS: [&str; 4] = ["comment", "settings", "template", "layout"];

/// Facts of an entry that only Blogger writes.
#[derive(Default)]
pub(super) struct Item {
    kind: Option<String>,
    status: Option<String>,
    is_draft: bool,
}

impl Item {
    /// Takes the kind of an entry from one of its categories. Returns whether it is there.
    pub(super) fn takes_category(&mut self, scheme: Option<&str>, term: &str) -> bool {
        let is_kind = scheme == Some(KIND);
        if is_kind && let Some((_, kind)) = term.split_once("/blogger/2008/kind#") {
            self.kind = Some(kind.to_owned());
        }
        is_kind
    }

    /// Sets a field.
    pub(super) fn set_field(&mut self, name: &str, text: String) {
        match name {
            "blogger:type" => self.kind = Some(text.to_ascii_lowercase()),
            "blogger:status" => self.status = Some(text),
            "app:control" => self.is_draft = text == "yes",
            _ => {}
        }
    }

    /// Returns whether the entry can be read on the site: it is published, and a post or a page.
    pub(super) fn is_published(&self) -> bool {
        let is_post = self
            .kind
            .as_deref()
            .is_none_or(|kind| !NO_POSTS.contains(&kind));
        let status = self.status.as_deref();
        is_post && !self.is_draft && status.is_none_or(|status| status == "LIVE")
    }
}
