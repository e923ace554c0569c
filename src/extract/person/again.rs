//! Where persons already introduced are named again, and for whom they work.

use crate::{
    extract::{
        EntityKind,
        doc::{Doc, Mention},
        lexicon::TitleClass,
        names::occurrences,
        title::short_title_at,
    },
    text::{
        Span,
        form::{is_hangul, last_run},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The full name wherever it stands.
pub fn full_names(doc: &mut Doc) {
    let mut seen = BTreeSet::new();
    let people = doc.mentions.iter().filter(|m| doc.kind(m.entity) == EntityKind::Person);
    let names = people.filter(|m| seen.insert(m.entity)).map(|m| (m.span.of(doc.text), m.entity));
    let found = occurrences(doc, &names.collect::<Vec<_>>());
    let free: Vec<_> = found.into_iter().filter(|m| doc.mentions_over(m.span).is_empty()).collect();
    doc.add_mentions(free);
}

/// A person whom the article gives no organisation works for the company named last in the same paragraph, but one who
/// holds an office of state.
pub fn employers(doc: &mut Doc) {
    for i in 0..doc.mentions.len() {
        let Some(person) = doc.mentions.get(i).copied() else { break };
        let draft = doc.entities.get(person.entity).filter(|e| e.kind == EntityKind::Person && e.org.is_none());
        let title = draft.and_then(|d| d.title.as_deref());
        let is_free = draft.is_some() && title.and_then(|t| doc.lexicon.title(t)) != Some(TitleClass::Official);
        let Some((line, _)) = doc.line_at(person.span.start).filter(|_| is_free) else { continue };
        let before = doc.mentions_in(Span::new(line.start, person.span.start));
        let company = before.iter().rev().map(|m| m.entity).find(|e| doc.kind(*e) == EntityKind::Company);
        if let Some(draft) = doc.entities.get_mut(person.entity) {
            draft.org = company;
        }
    }
}

/// `유 대표`: a surname and a title of a person named before; of several the one with that title, then the last.
pub fn short_forms(doc: &mut Doc) {
    let mut people: BTreeMap<&str, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for mention in doc.mentions.iter().filter(|m| doc.kind(m.entity) == EntityKind::Person) {
        let ends = people.entry(surname(mention.span.of(doc.text))).or_default().entry(mention.entity).or_default();
        ends.push(mention.span.end);
    }
    let mut more = Vec::new();
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
        for (space, _) in text.match_indices(' ') {
            let word = last_run(text.get(..space).unwrap_or(""), is_hangul);
            let Some(namesakes) = people.get(word).filter(|_| !word.is_empty()) else { continue };
            let rest = text.get(space + 1..).unwrap_or("");
            let Some(length) = short_title_at(doc, rest) else { continue };
            let title = rest.get(..length).unwrap_or("");
            let start = line.start + space - word.len();
            let has_title = |entity: usize| {
                doc.entities.get(entity).and_then(|e| e.title.as_deref()).is_some_and(|t| t.contains(title))
            };
            let last_before = |ends: &Vec<usize>| ends.partition_point(|end| *end <= start).checked_sub(1);
            let named = namesakes.iter().filter_map(|(entity, ends)| Some((*entity, ends.get(last_before(ends)?)?)));
            if let Some((entity, _)) = named.max_by_key(|(entity, end)| (has_title(*entity), *end)) {
                more.push(Mention { span: Span::new(start, line.start + space + 1 + length), entity });
            }
        }
    }
    let free: Vec<_> = more.into_iter().filter(|m| doc.mentions_over(m.span).is_empty()).collect();
    doc.add_mentions(free);
}

/// The part of a name that stands before a title: a Korean surname, or the last word of a foreign name.
fn surname(name: &str) -> &str {
    if name.chars().count() == 3 && !name.contains(' ') {
        let first = name.chars().next().map_or(0, char::len_utf8);
        return name.get(..first).unwrap_or("");
    }
    name.rsplit_once(' ').map_or("", |(_, last)| last)
}

#[cfg(test)]
mod tests {
    use super::surname;

    #[test]
    fn a_surname_is_the_first_syllable_or_the_last_word() {
        assert_eq!(surname("유영상"), "유");
        assert_eq!(surname("다리오 아모데이"), "아모데이");
        assert_eq!(surname("아모데이"), "");
    }
}
