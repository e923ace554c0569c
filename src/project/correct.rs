//! Makes the edits that depend on what is known of their target.

use super::{
    Edit,
    edit::{DealTarget, Said},
};
use crate::{
    article::ArticleId,
    extract::EntityKind,
    resolve::{Deal, Entity, EntityKey, Read, Resolved, is_generic_name},
};

/// `entity` under another name; where no other entity bears it, texts that use it mean this one.
pub fn rename(resolved: &Resolved, entity: &Entity, name: &str) -> Edit {
    let rename = Edit::Rename { entity: entity.key.clone(), name: name.to_owned() };
    let bears = |e: &Entity| e.key != entity.key && forms(e).any(|form| form == name);
    if resolved.entities.iter().any(bears) || entity.key.kind == EntityKind::Person {
        return rename;
    }
    Edit::Several(vec![rename, Edit::AddAlias { entity: entity.key.clone(), alias: name.to_owned() }])
}

/// `entity` of another kind, taught for its forms that say enough and that nothing else is called by.
pub fn change_kind(resolved: &Resolved, entity: &Entity, kind: EntityKind) -> Edit {
    let is_shared = |form: &str| resolved.entities.iter().any(|e| e.key != entity.key && forms(e).any(|f| f == form));
    // The key of a namesake is none of its forms: other people are called so.
    let is_namesake = !forms(entity).any(|form| form == entity.key.name);
    let says_enough = |form: &&str| *form == entity.key.name || !is_generic_name(form, &entity.key.name);
    let taught = forms(entity).filter(|form| !is_namesake && says_enough(form) && !is_shared(form));
    Edit::ChangeKind { entity: entity.key.clone(), kind, forms: taught.map(str::to_owned).collect() }
}

/// `entity` is none, in one article or everywhere.
pub fn not_a_name(entity: &Entity, article: Option<ArticleId>) -> Edit {
    Edit::NotAName { entity: entity.key.clone(), forms: forms(entity).map(str::to_owned).collect(), article }
}

/// Each of `from` is the same as `into`; undone as one.
pub fn merge(from: &[EntityKey], into: &EntityKey) -> Edit {
    let merge = |from: &EntityKey| Edit::Merge { from: from.clone(), into: into.clone() };
    let mut edits: Vec<Edit> = from.iter().filter(|key| *key != into).map(merge).collect();
    if edits.len() == 1 { edits.remove(0) } else { Edit::Several(edits) }
}

/// Names `deal` for an edit.
pub fn target(deal: &Deal, reads: &[Read]) -> DealTarget {
    let said = |place: &crate::resolve::Place| {
        reads.get(place.article).map(|read| Said { article: read.article.id.clone(), span: place.span })
    };
    DealTarget { key: deal.key.clone(), said: deal.evidence.first().and_then(said) }
}

fn forms(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(&entity.name).chain(&entity.aliases).map(String::as_str)
}
