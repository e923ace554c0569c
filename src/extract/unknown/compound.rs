//! Names of two words: a state's body (루마니아 국방부), a firm with a telling second word (서버러스 캐피탈).

use super::{ORDINARY, word::Word};
use crate::{
    extract::{
        EntityKind,
        doc::Doc,
        lexicon::{Case, Class},
    },
    text::{Span, dictionary::Tokenizer},
};

/// Second words that make a firm of its own out of a known one.
const BRANCHES: [&str; 9] =
    ["인터내셔널", "코리아", "재팬", "아메리카", "차이나", "벤처스", "캐피탈", "파트너스", "익스프레스"];

/// The names made of two neighbouring words of a line.
pub fn find(doc: &Doc, tokenizer: &Tokenizer, words: &[Word]) -> Vec<(String, EntityKind)> {
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [first, second] => Some((first, second)),
        _ => None,
    });
    pairs
        .filter(|(first, second)| {
            first.case == Case::Bare && Span::new(first.span.end, second.span.start).of(doc.text) == " "
        })
        .filter_map(|(first, second)| {
            let kind = kind(doc, tokenizer, first, second)?;
            Some((format!("{} {}", first.stem, second.stem), kind))
        })
        .collect()
}

fn kind(doc: &Doc, tokenizer: &Tokenizer, first: &Word, second: &Word) -> Option<EntityKind> {
    if doc.lexicon.is(Class::Country, first.stem) {
        return doc.lexicon.is(Class::StateBody, second.stem).then_some(EntityKind::Institution);
    }
    let is_branch = first.known == Some(EntityKind::Company) && BRANCHES.contains(&second.stem);
    let is_firm = first.known.is_none()
        && second.known.is_none()
        && doc.lexicon.is(Class::NameTail, second.stem)
        && (2..=8).contains(&first.stem.chars().count())
        && !doc.lexicon.is_any(&ORDINARY, first.stem)
        && !doc.lexicon.is(Class::Place, first.stem)
        && doc.lexicon.title(first.stem).is_none()
        && !first.stem.starts_with(|c: char| c.is_ascii_digit())
        && !tokenizer.is_common(first.stem);
    (is_branch || is_firm).then_some(EntityKind::Company)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::{EntityKind, sample::kind};

    fn check(text: &str, name: &str, expected: Option<EntityKind>) {
        assert_eq!(kind(text, name), expected, "{text}");
    }

    #[test]
    fn a_body_of_a_state_carries_its_name() {
        check("KT는 루마니아 국방부와 계약했다.", "루마니아 국방부", Some(EntityKind::Institution));
    }

    #[test]
    fn a_second_word_can_tell_a_firm() {
        check("KT는 푸르멜 캐피탈과 협력한다.", "푸르멜 캐피탈", Some(EntityKind::Company));
        check("KT는 국내 모바일 시장에 집중한다.", "국내 모바일", None);
    }
}
