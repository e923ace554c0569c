//! Where a name ends: before a particle (조사), punctuation or space; never inside a run of Latin letters or digits.

use super::lexicon::{Case, Lexicon, is_hangul};

/// True if `text[start..end]` stands there as a whole name.
///
/// A Hangul run that follows must be a particle; Latin letters or digits must not continue the name on either
/// side (KT in KTX), nor may Hangul precede a name that begins with Hangul. O(length of the run).
pub fn is_whole(lexicon: &Lexicon, text: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(name), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return false;
    };
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().last()) else { return false };
    let previous = before.chars().next_back();
    let starts = previous.is_none_or(|p| {
        let joined = is_hangul(first) && (is_hangul(p) || p.is_ascii_alphanumeric());
        let run = first.is_ascii_alphanumeric() && (p.is_ascii_alphanumeric() || matches!(p, '@' | '_' | '.'));
        !joined && !run
    });
    starts && ends(lexicon, last, after)
}

fn ends(lexicon: &Lexicon, last: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if is_hangul(next) {
        return particle(lexicon, after).is_some();
    }
    if last.is_ascii_alphanumeric() {
        let address = next == '.' && after.chars().nth(1).is_some_and(|c| c.is_ascii_lowercase());
        return !next.is_ascii_alphanumeric() && !matches!(next, '_' | '@') && !address;
    }
    !next.is_ascii_alphanumeric()
}

/// The particle at the very start of `after`, with its length in bytes: the whole Hangul run must be one.
pub fn particle(lexicon: &Lexicon, after: &str) -> Option<(Case, usize)> {
    let end = after.find(|c: char| !is_hangul(c)).unwrap_or(after.len());
    let run = after.get(..end)?;
    lexicon.particle(run).map(|case| (case, end))
}

/// Splits a word (eojeol) into stem and particle: the longest particle that leaves at least two characters.
pub fn split<'w>(lexicon: &Lexicon, word: &'w str) -> (&'w str, Option<Case>) {
    let cuts = word.char_indices().skip(2).map(|(at, _)| at);
    for at in cuts {
        let (stem, tail) = word.split_at(at);
        if let Some(case) = lexicon.particle(tail) {
            return (stem, Some(case));
        }
    }
    (word, None)
}
