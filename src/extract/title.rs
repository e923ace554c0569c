//! Titles of persons (대표, 최고경영자(CEO), 글로벌AI테크사업부장 겸 부사장) at the start of a text.

use super::{boundary, doc::Doc, lexicon::Class};
use crate::text::form::{bracketed, first_run, is_hangul};

/// The longest title without a space, in bytes.
const MAX_WORD: usize = 120;

/// The length of the title at the start of `text`, without the particle after it: its words, 겸 and brackets that
/// repeat it in Latin letters.
pub fn title_at(doc: &Doc, text: &str) -> Option<usize> {
    let mut length = word_at(doc, text)?;
    while let Some(more) = next_part(doc, text.get(length..)?) {
        length += more;
    }
    Some(length)
}

/// The length of what continues a title: a bracket with another form of it, or another title.
fn next_part(doc: &Doc, rest: &str) -> Option<usize> {
    if rest.starts_with('(') {
        let word = bracketed(rest)?;
        let is_title = doc.lexicon.title(word).is_some() || word_at(doc, word) == Some(word.len());
        let is_code = (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
        return (is_title || is_code).then_some(word.len() + 2);
    }
    [" 겸 ", " "].iter().find_map(|gap| {
        let next = rest.strip_prefix(gap)?;
        let length = word_at(doc, next)?;
        next.get(..length).is_some_and(|word| doc.lexicon.title(word).is_some()).then_some(gap.len() + length)
    })
}

/// A word that is a title or ends in one (글로벌AI테크사업부장): its length without a particle.
fn word_at(doc: &Doc, text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(MAX_WORD))?;
    let word = first_run(near, |c| c.is_alphanumeric() || matches!(c, '/' | '&' | '·'));
    let mut cuts = word.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    cuts.find(|cut| {
        let (stem, tail) = word.split_at(*cut);
        (tail.is_empty() || doc.lexicon.particle(tail).is_some())
            && (doc.lexicon.title(stem).is_some() || ends_in_head(doc, stem))
    })
}

/// True if a title that ends in 장 (head of …) stands at the end of a longer word.
fn ends_in_head(doc: &Doc, word: &str) -> bool {
    let mut endings = word.char_indices().skip(1).filter_map(|(at, _)| word.get(at..));
    word.ends_with('장') && endings.any(|e| e.chars().count() >= 2 && doc.lexicon.title(e).is_some())
}

/// A single title after a surname (유 대표는): its length without a particle. Latin ones need not be known (CTO), but
/// must not be known as anything else (GPU).
pub fn short_title_at(doc: &Doc, text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(MAX_WORD))?;
    let word = first_run(near, char::is_alphanumeric);
    let is_other = |w: &str| doc.lexicon.is(Class::Gloss, w) || doc.lexicon.form(w).is_some();
    let is_code = |w: &str| w.len() >= 3 && w.chars().all(|c| c.is_ascii_uppercase()) && !is_other(w);
    if doc.lexicon.title(word).is_some() || is_code(word) {
        return Some(word.len());
    }
    let latin = word.find(is_hangul).filter(|at| word.get(..*at).is_some_and(is_code));
    let (stem, case) = boundary::split(doc.lexicon, word);
    latin.or_else(|| (case.is_some() && doc.lexicon.title(stem).is_some()).then_some(stem.len()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::sample::with_doc;

    fn check(text: &str, expected: Option<&str>) {
        with_doc("", |doc| assert_eq!(title_at(doc, text).map(|length| &text[..length]), expected));
    }

    #[test]
    fn a_title_ends_before_its_particle() {
        check("대표는 말했다", Some("대표"));
        check("협력은 좋다", None);
    }

    #[test]
    fn titles_in_a_row_are_one() {
        check("최고경영자(CEO)가", Some("최고경영자(CEO)"));
        check("대표이사 사장은", Some("대표이사 사장"));
        check("부사장 겸 최고기술책임자는", Some("부사장 겸 최고기술책임자"));
    }

    #[test]
    fn a_head_of_anything_is_a_title() {
        check("글로벌AI테크사업부장은", Some("글로벌AI테크사업부장"));
    }

    #[test]
    fn a_short_title_is_one_word() {
        with_doc("", |doc| {
            assert_eq!(short_title_at(doc, "CTO는"), Some(3));
            assert_eq!(short_title_at(doc, "대표는"), Some(6));
            assert_eq!(short_title_at(doc, "나무는"), None);
            assert_eq!(short_title_at(doc, "GPU를"), None);
        });
    }
}
