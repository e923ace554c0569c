//! The words of a sentence around its organisations: a Korean word counts by its first syllables, which stay the same
//! when it is inflected, and by what it is about.

use crate::extract::deals::unit::Unit;

/// A word that belongs to no unit.
pub struct Word<'a> {
    /// Its first byte in the article.
    pub start: usize,
    /// Without punctuation around it.
    pub text: &'a str,
    /// What it is about; empty where no table says.
    pub sense: &'a str,
}

/// The words of a sentence that belong to no unit, without punctuation around them.
pub fn words<'a>(masked: &'a str, offset: usize, units: &[Unit], senses: &[(usize, &'a str)]) -> Vec<Word<'a>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = offset;
    let mut out = Vec::new();
    for piece in masked.split_inclusive(' ') {
        let text = piece.trim_start_matches(|c| !is_word(c));
        let start = at + piece.len() - text.len();
        at += piece.len();
        let text = text.trim_end_matches(|c| !is_word(c));
        if !text.is_empty() && !units.iter().any(|u| u.span.start <= start && start < u.span.end) {
            let sense = senses.iter().find(|(at, _)| offset + at == start).map_or("", |(_, sense)| *sense);
            out.push(Word { start, text, sense });
        }
    }
    out
}

/// The first `n` syllables.
pub fn prefix(word: &str, n: usize) -> &str {
    word.char_indices().nth(n).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// The last `n` syllables.
pub fn suffix(word: &str, n: usize) -> &str {
    word.char_indices().rev().nth(n - 1).and_then(|(at, _)| word.get(at..)).unwrap_or(word)
}
