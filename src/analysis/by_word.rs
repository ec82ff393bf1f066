//! A map by words, for caches that are asked for each word of a text.

use rustc_hash::FxHashMap;

/// Maximum length of a word that is its own key, in bytes.
const SHORT: usize = 15;

/// Values by words. Nearly all words are short: these are keys by themselves, so that finding one
/// looks at one place in memory.
#[derive(Debug)]
pub(crate) struct ByWord<V> {
    short: FxHashMap<u128, V>,
    long: FxHashMap<String, V>,
}

impl<V> Default for ByWord<V> {
    fn default() -> Self {
        Self {
            short: FxHashMap::default(),
            long: FxHashMap::default(),
        }
    }
}

impl<V> ByWord<V> {
    /// Returns the number of words.
    pub(crate) fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        match key(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        }
    }

    pub(crate) fn insert(&mut self, word: &str, value: V) {
        match key(word) {
            Some(key) => self.short.insert(key, value),
            None => self
                .long
                .insert(word.to_owned(), value),
        };
    }

    pub(crate) fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
    }
}

/// Returns the bytes and the length of a short word as a number.
#[inline]
fn key(word: &str) -> Option<u128> {
    let mut bytes = [0; SHORT + 1];
    bytes
        .get_mut(..word.len())
        .filter(|start| start.len() <= SHORT)?
        .copy_from_slice(word.as_bytes());
    bytes[SHORT] = u8::try_from(word.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_are_told_apart() {
        let words: Vec<String> = (0..40)
            .map(|len| "a".repeat(len))
            .collect();
        let mut map = ByWord::default();
        for (at, word) in words.iter().enumerate() {
            map.insert(word, at);
            map.insert(&format!("{word}\0"), at + 100);
        }
        assert_eq!(map.len(), 80);
        for (at, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), Some(&at));
            assert_eq!(
                map.get(&format!("{word}\0")),
                Some(&(at + 100))
            );
        }
        assert_eq!(map.get("b"), None);
        map.clear();
        assert_eq!((map.len(), map.get("a")), (0, None));
    }
}
