//! What the user taught about names, for one article: it goes before lexicon, definitions and rules.

use super::{
    EntityKind,
    doc::{Doc, Mention},
    names::occurrences,
};
use crate::article::ArticleId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the user says of a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Says {
    /// It names this entity.
    Name {
        /// The entity's canonical name; the lexicon's, if it stands there.
        name: String,
        /// What it is.
        kind: EntityKind,
    },
    /// It names nothing.
    Nothing,
}

/// One row of a user lexicon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// The form as it stands in texts, without particles.
    pub form: String,
    /// What it means.
    pub says: Says,
    /// Holds in this article only; there it goes before what holds everywhere.
    pub article: Option<ArticleId>,
}

/// The taught forms that stand in one article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taught(pub BTreeMap<String, Says>);

/// Puts what was taught into `doc.mentions`: a taught form is a mention wherever it stands as a whole name, unless a
/// longer name holds it; a form that names nothing is none.
pub fn apply(doc: &mut Doc, taught: &Taught) {
    if taught.0.is_empty() {
        return;
    }
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for (form, says) in &taught.0 {
        if let Says::Name { name, kind } = says {
            forms.push((form, entity(doc, name, *kind)));
        }
    }
    let mut found = occurrences(doc, &forms);
    found.retain(|own| !doc.mentions_over(own.span).iter().any(|other| is_longer_name(doc, other, own)));
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut end = 0;
    found.retain(|m| {
        let is_free = m.span.start >= end;
        end = end.max(m.span.end);
        is_free
    });
    let is_nothing = |m: &Mention| taught.0.get(m.span.of(doc.text)) == Some(&Says::Nothing);
    let is_covered = |m: &Mention| {
        let at = found.partition_point(|own| own.span.end <= m.span.start);
        found.get(at).is_some_and(|own| own.span.overlaps(m.span))
    };
    let mut mentions = std::mem::take(&mut doc.mentions);
    mentions.retain(|m| !is_nothing(m) && !is_covered(m));
    doc.mentions = mentions;
    doc.add_mentions(found);
}

/// The article's entity of that name, which is of that kind from now on. A form that the article gives to an entity with
/// a fuller name or one of the lexicon's is taken from it.
fn entity(doc: &mut Doc, name: &str, kind: EntityKind) -> usize {
    let index = match (doc.lexicon.entry(name), doc.local(name)) {
        (Some(entry), _) => doc.known(entry),
        (None, Some(local)) if is_named_so(doc, local, name) => local,
        _ => doc.named_anew(name, kind),
    };
    if let Some(draft) = doc.entities.get_mut(index) {
        draft.kind = kind;
        draft.taught = Some(name.to_owned());
    }
    index
}

fn is_named_so(doc: &Doc, entity: usize, name: &str) -> bool {
    let draft = doc.entities.get(entity);
    let is_taught = draft.is_some_and(|d| d.taught.as_deref() == Some(name));
    let has_fuller = || doc.local_forms().iter().any(|(form, e)| *e == entity && form.len() > name.len());
    is_taught || draft.is_some_and(|d| d.entry.is_none()) && !has_fuller()
}

/// True if `other` is a name of its own that holds `own` (삼성전자 holds 삼성): one the lexicon knows, or one of several
/// words. Any other longer mention is a wrong guess at where the name ends.
fn is_longer_name(doc: &Doc, other: &Mention, own: &Mention) -> bool {
    let is_known = doc.entities.get(other.entity).is_some_and(|e| e.entry.is_some() || e.taught.is_some());
    let is_longer = other.span.len() > own.span.len() && other.span.contains(own.span);
    is_longer && (is_known || other.span.of(doc.text).contains(' '))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::{
        EntityKind::*,
        extract_taught,
        sample::{EXTRACTOR, article},
    };

    fn name(name: &str, kind: EntityKind) -> Says {
        Says::Name { name: name.into(), kind }
    }

    /// The entities as `kind name: aliases` and the deals' parties, once `rows` are taught.
    fn check(text: &str, rows: &[(&str, Says)], expected: &[&str]) {
        let taught = Taught(rows.iter().map(|(form, says)| ((*form).to_owned(), says.clone())).collect());
        let facts = extract_taught(&article(text), &EXTRACTOR, &taught);
        let entity = |e: &crate::extract::EntityFact| format!("{} {}: {}", e.kind.word(), e.name, e.aliases.join("|"));
        let party = |p: &crate::extract::Party| facts.entities[p.entity].name.clone();
        let deals = facts.deals.iter().map(|d| d.parties.iter().map(party).collect::<Vec<_>>().join("+"));
        assert_eq!(facts.entities.iter().map(entity).chain(deals).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_taught_name_is_found_and_makes_deals() {
        let text = "KT는 초록 바다와 업무협약을 체결했다고 밝혔다.";
        check(text, &[], &["company KT: "]);
        check(
            text,
            &[("초록 바다", name("초록 바다", Company))],
            &["company KT: ", "company 초록 바다: ", "KT+초록 바다"],
        );
    }

    #[test]
    fn a_form_that_is_nothing_is_none() {
        let text = "KT는 네이버와 업무협약을 체결했다.";
        check(text, &[("네이버", Says::Nothing)], &["company KT: "]);
    }

    #[test]
    fn an_alias_joins_the_lexicons_entity() {
        let text = "KT는 컸다. 케이티이는 작았다.";
        check(text, &[("케이티이", name("KT", Company))], &["company KT: 케이티이"]);
    }

    #[test]
    fn a_split_alias_is_an_entity_of_its_own() {
        let text = "SK텔레콤(SKT)은 컸다. SKT는 밝혔다.";
        check(text, &[("SKT", name("SKT", Company))], &["company SK텔레콤: ", "company SKT: "]);
    }

    #[test]
    fn the_kind_follows() {
        check("네이버는 컸다.", &[("네이버", name("네이버", Institution))], &["institution 네이버: "]);
    }

    #[test]
    fn a_longer_known_name_stays() {
        check("삼성전자는 컸다.", &[("삼성", name("삼성", Company))], &["company 삼성전자: "]);
    }
}
