//! What a pure function of a word gave: most words of an article stand in many others.

use std::{collections::HashMap, sync::RwLock};

/// Results by word, at most so many; shared by threads.
pub struct Memo<T> {
    results: RwLock<HashMap<String, T>>,
    max: usize,
}

impl<T: Clone> Memo<T> {
    /// Room for `max` words; those met later are computed each time.
    pub fn new(max: usize) -> Self {
        Self { results: RwLock::default(), max }
    }

    /// What `make` gives for `word`, from memory if it was asked before.
    pub fn get(&self, word: &str, make: impl FnOnce() -> T) -> T {
        if let Some(found) = self.results.read().ok().and_then(|results| results.get(word).cloned()) {
            return found;
        }
        let result = make();
        if let Ok(mut results) = self.results.write()
            && results.len() < self.max
        {
            results.insert(word.to_owned(), result.clone());
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn a_word_is_computed_once_while_there_is_room() {
        let memo = Memo::new(1);
        assert_eq!([memo.get("가", || 1), memo.get("가", || 2)], [1, 1]);
        assert_eq!([memo.get("나", || 3), memo.get("나", || 4)], [3, 4]);
    }
}
