//! Articles of a few sentences for tests, and what is found in them in a form that is easy to compare.

use super::{
    ArticleFacts, EntityFact, EntityKind, Extractor, deals::learned::model::Model, doc::Doc, extract, names, person,
};
use crate::{
    article::{Article, ArticleId, Line, LineRole, Meta},
    text::Span,
};
use std::sync::LazyLock;

/// Dictionary and tables, read once for all tests. The rules alone: what the learned model adds is measured on gold.
pub static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor { model: Model::none(), ..Extractor::load().0 });

/// An article of 11 October 2024: what stands before an empty line is the headline, the rest is body.
pub fn article(text: &str) -> Article {
    let headline = text.find("\n\n").unwrap_or(0);
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let role = if at < headline { LineRole::Headline } else { LineRole::Body };
        if !line.is_empty() {
            lines.push(Line { span: Span::new(at, at + line.len()), role });
        }
        at += line.len() + 1;
    }
    let meta = Meta { published: "2024-10-11".parse().ok(), ..Meta::default() };
    Article { id: ArticleId::of(text), file: "t.txt".into(), path: String::new(), text: text.into(), meta, lines }
}

/// Shows `see` the document with its mentions and persons found.
pub fn with_doc(text: &str, see: impl FnOnce(&mut Doc)) {
    let article = article(text);
    let mut doc = Doc::new(&article, &EXTRACTOR.lexicon);
    let people = names::find(&mut doc, &EXTRACTOR.tokenizer, &EXTRACTOR.tagger);
    person::find(&mut doc, &EXTRACTOR.tokenizer, &people);
    see(&mut doc);
}

/// The facts of a text.
pub fn facts(text: &str) -> ArticleFacts {
    extract(&article(text), &EXTRACTOR)
}

/// The names of all entities, in order of first mention.
pub fn names(text: &str) -> Vec<String> {
    facts(text).entities.into_iter().map(|e| e.name).collect()
}

/// The entity of that name.
pub fn entity(text: &str, name: &str) -> EntityFact {
    let entities = facts(text).entities;
    let found: Vec<_> = entities.iter().map(|e| e.name.clone()).collect();
    entities.into_iter().find(|e| e.name == name).unwrap_or_else(|| panic!("{name} is not among {found:?}"))
}

/// The aliases of the entity of that name.
pub fn aliases(text: &str, name: &str) -> Vec<String> {
    entity(text, name).aliases
}

/// The kind of the entity of that name, if there is one.
pub fn kind(text: &str, name: &str) -> Option<EntityKind> {
    facts(text).entities.into_iter().find(|e| e.name == name).map(|e| e.kind)
}

/// The persons as `NAME/TITLE/ORGANISATION`.
pub fn persons(text: &str) -> Vec<String> {
    let facts = facts(text);
    let show = |person: &EntityFact| {
        let org = person.org.map_or("", |org| facts.entities[org].name.as_str());
        format!("{}/{}/{org}", person.name, person.title.as_deref().unwrap_or_default())
    };
    facts.entities.iter().filter(|e| e.kind == EntityKind::Person).map(show).collect()
}

/// The deals as `TYPE STATUS: NAME ROLE, NAME ROLE`.
pub fn deals(text: &str) -> Vec<String> {
    let facts = facts(text);
    let mut shown = Vec::new();
    for deal in &facts.deals {
        let party = |p: &super::Party| format!("{} {}", facts.entities[p.entity].name, p.role.word());
        let parties: Vec<_> = deal.parties.iter().map(party).collect();
        shown.push(format!("{} {}: {}", deal.deal_type.word(), deal.status.word(), parties.join(", ")));
    }
    shown
}
