//! A brief's topics, and which of them each section is about.

use super::front_matter::FrontMatter;
use super::title;
use crate::analysis::{self, segment, stem, stop};
use crate::model::Section;

/// The brief's topics, and how they are distributed among its sections.
pub(super) struct Topics {
    pub(super) all: Vec<String>,
    distribution: Distribution,
}

enum Distribution {
    /// The first topic belongs to the first numbered section, and so on.
    InOrder,
    /// A topic belongs to the sections whose titles share a word with it.
    BySharedWord,
    /// Every topic belongs to every section.
    ToEverySection,
}

impl Topics {
    /// Returns the topics that the front matter lists or, if it lists none, those of the title.
    pub(super) fn new(front: &FrontMatter, headline: Option<&str>, sections: &[Section]) -> Self {
        if front.topics.is_empty() {
            Self::from_headline(headline, sections)
        } else {
            Self::from_front_matter(front, sections)
        }
    }

    fn from_front_matter(front: &FrontMatter, sections: &[Section]) -> Self {
        let is_in_a_title = |topic: &String| {
            let mut titles = sections
                .iter()
                .map(|section| &section.title);
            titles.any(|title| share_a_word(topic, title))
        };
        // Topics that no section's title repeats are about the brief as a whole.
        let distribution = if front
            .topics
            .iter()
            .any(is_in_a_title)
        {
            Distribution::BySharedWord
        } else {
            Distribution::ToEverySection
        };
        Self {
            all: front.topics.clone(),
            distribution,
        }
    }

    fn from_headline(headline: Option<&str>, sections: &[Section]) -> Self {
        let numbered = count_numbered(sections);
        let all = match headline {
            Some(headline) => title::topics(headline, numbered),
            None => Vec::new(),
        };
        let distribution = if all.len() == numbered {
            Distribution::InOrder
        } else {
            Distribution::BySharedWord
        };
        Self { all, distribution }
    }

    /// Returns the topics of `section`. `numbered_before` is the number of numbered sections
    /// before it, if it is numbered itself.
    pub(super) fn of_section(
        &self,
        section: &Section,
        numbered_before: Option<usize>,
    ) -> Vec<String> {
        match self.distribution {
            Distribution::InOrder => {
                let topic = numbered_before.and_then(|nth| self.all.get(nth));
                Vec::from_iter(topic.cloned())
            }
            Distribution::BySharedWord => {
                let mut topics = self.all.clone();
                topics.retain(|topic| share_a_word(topic, &section.title));
                topics
            }
            Distribution::ToEverySection => self.all.clone(),
        }
    }
}

fn count_numbered(sections: &[Section]) -> usize {
    let numbers = sections
        .iter()
        .map(|section| &section.number);
    numbers.flatten().count()
}

/// Returns whether a word of `topic`, in any form, occurs in `title`.
fn share_a_word(topic: &str, title: &str) -> bool {
    let title_words = content_words(title);
    let topic_words = content_words(topic);
    let mut topic_words = topic_words.iter();
    topic_words.any(|word| title_words.contains(word))
}

/// Returns the stems of English words that are not function words, and the Chinese words of at
/// least two characters.
fn content_words(text: &str) -> Vec<String> {
    let normalized = analysis::normalize(text);
    let tokens = analysis::tokens(&normalized.text);
    let mut words = stem::stems(&tokens);
    words.retain(|word| !stop::is_function_word(word));
    for word in segment::words(&normalized) {
        let length = word.chars().count();
        if length > 1 {
            words.push(word.to_owned());
        }
    }
    words
}
