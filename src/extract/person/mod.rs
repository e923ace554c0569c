//! Persons: a name beside an organisation and a title (유영상 SK텔레콤 대표, SK텔레콤 유영상 대표), or a Korean name
//! before a title alone. A surname with a title (유 대표) is another name of the person introduced before.

mod again;
mod introduced;

use super::{
    EntityKind,
    doc::{Doc, Mention},
    lexicon::Class,
    names::occurrences,
};
use crate::text::{Span, dictionary::Tokenizer, form::is_hangul};
use std::collections::HashMap;

/// Adds the article's persons and their mentions. `likely` are names that the tagger takes for persons'.
pub fn find(doc: &mut Doc, tokenizer: &Tokenizer, likely: &[String]) {
    let introduced = introduced::find(doc, tokenizer);
    add(doc, &introduced);
    add_likely(doc, likely);
    again::full_names(doc);
    again::employers(doc);
    again::short_forms(doc);
}

/// A person as the article introduces one.
struct Introduced {
    name: Span,
    title: Span,
    org: Option<usize>,
}

/// Makes entities of the persons. A company's name that is only the beginning of a person's (한진 in 한진만) is none;
/// a name that overlaps any other mention is no person's.
fn add(doc: &mut Doc, introduced: &[Introduced]) {
    let mut people: Vec<Mention> = Vec::new();
    let mut by_last_word: HashMap<&str, (&str, usize)> = HashMap::new();
    for person in introduced {
        let begins = |m: &Mention| m.span.start == person.name.start && m.span.end < person.name.end;
        while people.last().is_some_and(begins) {
            people.pop();
        }
        let is_taken = doc.mentions_over(person.name).iter().any(|m| !begins(m));
        let name = person.name.of(doc.text);
        if is_taken || doc.article.meta.reporter.as_deref() == Some(name) {
            continue;
        }
        if let Some((_, same)) = by_last_word.get(name) {
            doc.alias(name, *same);
        }
        let entity = doc.named(name, EntityKind::Person);
        let Some(draft) = doc.entities.get_mut(entity).filter(|d| d.kind == EntityKind::Person) else { continue };
        draft.org = draft.org.or(person.org);
        draft.title.get_or_insert_with(|| person.title.of(doc.text).to_owned());
        people.push(Mention { span: person.name, entity });
        if let Some((_, last)) = name.rsplit_once(' ') {
            let full = by_last_word.entry(last).or_insert((name, entity));
            *full = (*full).min((name, entity));
        }
    }
    doc.add_mentions(people);
}

/// Makes entities of the likely names that nothing has claimed.
fn add_likely(doc: &mut Doc, likely: &[String]) {
    for name in likely {
        let is_reporter = doc.article.meta.reporter.as_deref() == Some(name);
        if is_reporter || doc.local(name).is_some() || doc.lexicon.form(name).is_some() {
            continue;
        }
        let places = occurrences(doc, &[(name, 0)]);
        if places.iter().any(|m| doc.mentions_over(m.span).is_empty()) {
            let entity = doc.named(name, EntityKind::Person);
            let free = places.into_iter().filter(|m| doc.mentions_over(m.span).is_empty());
            let free: Vec<Mention> = free.map(|m| Mention { entity, ..m }).collect();
            doc.add_mentions(free);
        }
    }
}

/// A Korean personal name by its surname: two to four syllables.
pub fn is_korean_name(doc: &Doc, word: &str) -> bool {
    let length = word.chars().count();
    if !(2..=4).contains(&length) || !word.chars().all(is_hangul) {
        return false;
    }
    let has_surname = |syllables: usize| {
        let end = word.char_indices().nth(syllables).map_or(word.len(), |(at, _)| at);
        word.get(..end).is_some_and(|surname| doc.lexicon.is(Class::Surname, surname))
    };
    has_surname(2) && length >= 3 || has_surname(1) && length <= 3
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::sample::{aliases, names, persons, with_doc};

    #[test]
    fn korean_names_begin_with_a_surname() {
        with_doc("", |doc| {
            let found = ["유영상", "남궁민수", "김구", "얼라이언", "스타"].map(|word| is_korean_name(doc, word));
            assert_eq!(found, [true, true, true, false, false]);
        });
    }

    #[test]
    fn a_person_stands_before_or_after_the_organisation() {
        assert_eq!(persons("유영상 SK텔레콤 대표는 말했다."), ["유영상/대표/SK텔레콤"]);
        assert_eq!(persons("SK텔레콤 유영상 대표는 말했다."), ["유영상/대표/SK텔레콤"]);
    }

    #[test]
    fn a_foreign_name_has_several_words() {
        assert_eq!(persons("다리오 아모데이 앤트로픽 CEO는 말했다."), ["다리오 아모데이/CEO/앤트로픽"]);
    }

    #[test]
    fn a_surname_with_a_title_is_the_person_named_before() {
        let text = "유영상 SK텔레콤 대표는 말했다. 유 대표는 웃었다.";
        assert_eq!(aliases(text, "유영상"), ["유 대표"]);
    }

    #[test]
    fn a_person_without_organisation_works_for_the_company_before() {
        assert_eq!(persons("KT는 커졌다고 했다. 김영섭 대표는 말했다."), ["김영섭/대표/KT"]);
    }

    #[test]
    fn who_holds_an_office_of_state_works_for_no_company() {
        assert_eq!(persons("KT는 커졌다고 했다. 이재명 대통령은 말했다."), ["이재명/대통령/"]);
    }

    #[test]
    fn words_before_a_title_are_no_names() {
        assert_eq!(persons("KT 신임 대표는 말했다."), [""; 0]);
    }

    #[test]
    fn words_with_particles_are_no_foreign_name() {
        assert_eq!(persons("KT 같은 빅테크가 시장을 이끈다."), [""; 0]);
    }

    #[test]
    fn a_company_that_begins_a_persons_name_is_none() {
        assert_eq!(names("한진만 삼성전자 사장은 말했다."), ["한진만", "삼성전자"]);
    }
}
