//! A brief's topics, and which of them each section is about.

use std::collections::HashSet;

use super::front_matter::FrontMatter;
use super::title_topics;
use crate::analysis::{self, segment, stem, stop};
use crate::model::Section;

/// Maximum number of topics of a brief. All its passages are labelled with them, so many topics
/// would take many times the space of the text.
pub(super) const MAX_TOPICS: usize = 200;

/// The brief's topics, and how they are distributed among its sections.
pub(super) struct Topics {
    pub(super) all: Vec<String>,
    distribution: Distribution,
}

enum Distribution {
    /// The first topic belongs to the first numbered section, and so on.
    InOrder,
    /// A topic belongs to the sections whose titles share a word with it.
    BySharedWord(WordsOfTopics),
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
        let all = distinct(&front.topics);
        let words = WordsOfTopics::new(&all);
        let mut titles = sections
            .iter()
            .map(|section| &section.title);
        // Topics that no section's title repeats are about the brief as a whole.
        let distribution = if titles.any(|title| words.any_shared(title)) {
            Distribution::BySharedWord(words)
        } else {
            Distribution::ToEverySection
        };
        Self { all, distribution }
    }

    fn from_headline(headline: Option<&str>, sections: &[Section]) -> Self {
        let numbered = count_numbered(sections);
        let all = match headline {
            Some(headline) => title_topics::topics(headline, numbered),
            None => Vec::new(),
        };
        let distribution = if all.len() == numbered {
            Distribution::InOrder
        } else {
            Distribution::BySharedWord(WordsOfTopics::new(&all))
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
        match &self.distribution {
            Distribution::InOrder => {
                let topic = numbered_before.and_then(|nth| self.all.get(nth));
                Vec::from_iter(topic.cloned())
            }
            Distribution::BySharedWord(words) => {
                let shared = words.shared(&section.title);
                shared
                    .map(|at| self.all[at].clone())
                    .collect()
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

/// Returns the first [`MAX_TOPICS`] topics, each once.
fn distinct(topics: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let distinct = topics
        .iter()
        .filter(|topic| seen.insert(topic.as_str()));
    distinct
        .take(MAX_TOPICS)
        .cloned()
        .collect()
}

/// The words of each topic.
struct WordsOfTopics(Vec<HashSet<String>>);

impl WordsOfTopics {
    fn new(topics: &[String]) -> Self {
        let words = topics.iter().map(|topic| {
            content_words(topic)
                .into_iter()
                .collect()
        });
        Self(words.collect())
    }

    /// Returns the positions of the topics of which a word, in any form, occurs in `title`.
    fn shared(&self, title: &str) -> impl Iterator<Item = usize> {
        let title = content_words(title);
        let topics = self.0.iter().enumerate();
        topics.filter_map(move |(at, words)| {
            let is_shared = title
                .iter()
                .any(|word| words.contains(word));
            is_shared.then_some(at)
        })
    }

    fn any_shared(&self, title: &str) -> bool {
        self.shared(title).next().is_some()
    }
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
