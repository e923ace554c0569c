//! Entities as facts: a name and aliases for each that is mentioned, in order of first mention.

use super::{EntityFact, EntityKind, doc::Doc, title::short_title_at};
use crate::text::form::{is_hangul, without_brackets};

/// The entities that are mentioned, and for each index of `doc.entities` its index in the result.
pub fn facts(doc: &Doc) -> (Vec<EntityFact>, Vec<Option<usize>>) {
    let mut order: Vec<Option<usize>> = vec![None; doc.entities.len()];
    let mut facts: Vec<EntityFact> = Vec::new();
    for mention in &doc.mentions {
        let Some(slot) = order.get_mut(mention.entity) else { continue };
        let index = *slot.get_or_insert_with(|| {
            facts.push(EntityFact {
                name: String::new(),
                kind: doc.kind(mention.entity),
                aliases: Vec::new(),
                lexicon: lexicon_name(doc, mention.entity),
                title: doc.entities.get(mention.entity).and_then(|e| e.title.clone()),
                org: None,
                mentions: Vec::new(),
            });
            facts.len() - 1
        });
        if let Some(fact) = facts.get_mut(index) {
            let form = mention.span.of(doc.text);
            if !fact.aliases.iter().any(|a| a == form) {
                fact.aliases.push(form.to_owned());
            }
            fact.mentions.push(mention.span);
        }
    }
    for (draft, index) in doc.entities.iter().zip(&order) {
        if let Some(fact) = index.and_then(|i| facts.get_mut(i)) {
            add_inner_forms(doc, draft.entry, fact);
            fact.org = draft.org.and_then(|o| order.get(o).copied().flatten());
            choose_name(doc, fact);
        }
    }
    (facts, order)
}

fn lexicon_name(doc: &Doc, entity: usize) -> Option<String> {
    let draft = doc.entities.get(entity)?;
    let known = || doc.lexicon.entries.get(draft.entry?).map(|e| e.name.clone());
    draft.taught.clone().or_else(known)
}

/// The fullest Korean form becomes the name: the lexicon's own if it is used, else the longest with Hangul; of a person
/// never a surname with a title.
fn choose_name(doc: &Doc, fact: &mut EntityFact) {
    let forms = std::mem::take(&mut fact.aliases);
    let bare = |form: &str| without_brackets(form).0.split_whitespace().collect::<Vec<_>>().join(" ");
    let score = |form: &String| {
        let name = bare(form);
        let canonical = fact.lexicon.as_deref() == Some(name.as_str());
        let last = name.rsplit(' ').next().unwrap_or("");
        let has_title = fact.kind == EntityKind::Person && short_title_at(doc, last) == Some(last.len());
        (canonical, !has_title, name.chars().any(is_hangul), name.chars().count())
    };
    let best =
        forms.iter().max_by(|a, b| score(a).cmp(&score(b)).then_with(|| position(&forms, b).cmp(&position(&forms, a))));
    fact.name = best.map(|b| bare(b)).unwrap_or_default();
    fact.aliases = forms.into_iter().filter(|f| *f != fact.name).collect();
}

fn position(forms: &[String], form: &str) -> usize {
    forms.iter().position(|f| f == form).unwrap_or(usize::MAX)
}

/// A form with a bracket inside (모바일월드콩그레스(MWC) 2024) also shows the names before and in the bracket.
fn add_inner_forms(doc: &Doc, entry: Option<usize>, fact: &mut EntityFact) {
    let inner: Vec<String> = fact
        .aliases
        .iter()
        .filter_map(|form| form.split_once('('))
        .flat_map(|(head, rest)| [head.trim(), rest.split(')').next().unwrap_or("").trim()])
        .filter(|part| doc.lexicon.form(part).is_some_and(|f| Some(f.entry) == entry))
        .map(str::to_owned)
        .collect();
    for form in inner {
        if !fact.aliases.contains(&form) {
            fact.aliases.push(form);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::sample::{entity, facts, names};

    #[test]
    fn the_fullest_korean_form_is_the_name() {
        let skt = entity("SKT는 컸다. SK텔레콤은 말했다.", "SK텔레콤");
        assert_eq!((skt.aliases, skt.lexicon.as_deref()), (vec!["SKT".to_owned()], Some("SK텔레콤")));
    }

    #[test]
    fn entities_come_in_order_of_first_mention() {
        assert_eq!(names("네이버와 KT, 그리고 다시 네이버다."), ["네이버", "KT"]);
    }

    #[test]
    fn a_person_is_not_called_by_a_title() {
        let text = "유영상 SK텔레콤 대표는 말했다. 유 대표는 웃었다.";
        assert_eq!(names(text), ["유영상", "SK텔레콤"]);
        assert_eq!(facts(text).entities[0].org, Some(1));
    }
}
