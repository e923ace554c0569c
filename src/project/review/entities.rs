//! What edits say of entities.

use super::{Edit, Marks, Redirects};
use crate::{
    Warning,
    error::Reason,
    project::edit::NoteTarget,
    resolve::{Deal, Entity, EntityKey, Link},
};
use std::collections::{BTreeMap, BTreeSet};

/// The entities between two edits. Those that were merged or are none keep their place in `list` until the end.
pub struct Entities {
    /// In the order of `Resolved`.
    pub list: Vec<Entity>,
    /// What edits mark.
    pub marks: Marks,
    index: BTreeMap<EntityKey, usize>,
    merged: BTreeMap<usize, usize>,
    dropped: BTreeSet<usize>,
}

impl Entities {
    /// All entities, before the first edit.
    pub fn new(list: Vec<Entity>, edits: &[&Edit]) -> Self {
        let marks = Marks { redirects: Redirects::of_kinds(edits), ..Marks::default() };
        let index = list.iter().enumerate().map(|(i, e)| (e.key.clone(), i)).collect();
        Self { list, marks, index, merged: BTreeMap::new(), dropped: BTreeSet::new() }
    }

    /// Carries out an edit, unless it is about deals. `later` are the edits after it.
    pub fn apply(&mut self, edit: &Edit, later: &[&Edit]) -> Result<(), Warning> {
        match edit {
            Edit::Rename { entity, name } => rename(self.find_mut(entity, "rename")?, name),
            Edit::ChangeKind { entity, kind, .. } => self.find_mut(entity, "kind")?.kind = *kind,
            Edit::AddAlias { entity, alias } => add_alias(self.find_mut(entity, "alias")?, alias),
            Edit::Merge { from, into } => {
                let is_taken_back = |e: &&Edit| matches!(e, Edit::SplitAlias { alias, .. } if *alias == from.name);
                if !later.iter().any(is_taken_back) {
                    self.merge(self.find(from, "merge")?, self.find(into, "merge")?);
                }
            }
            Edit::NotAName { entity, article: None, .. } => {
                let is_taken_back = |e: &&Edit| matches!(e, Edit::AddEntity { name, .. } if *name == entity.name);
                if !later.iter().any(is_taken_back)
                    && let Some(i) = self.place(entity)
                {
                    self.leave(i);
                    self.dropped.insert(i);
                }
            }
            Edit::Hide { entity } => {
                let key = self.key(entity, "hide")?;
                self.marks.hidden.insert(key);
            }
            Edit::Show { entity } => {
                let key = self.key(entity, "show")?;
                self.marks.hidden.remove(&key);
            }
            Edit::ShowAll => self.marks.hidden.clear(),
            Edit::Pin { entity, x, y } => {
                let key = self.key(entity, "pin")?;
                self.marks.pins.insert(key, [*x, *y]);
            }
            Edit::Unpin { entity } => {
                let key = self.key(entity, "unpin")?;
                self.marks.pins.remove(&key);
            }
            Edit::Note { on: NoteTarget::Entity(entity), text } => {
                let key = self.key(entity, "note")?;
                note(&mut self.marks.notes.entities, key, text);
            }
            Edit::Note { on: NoteTarget::Article(article), text } => {
                note(&mut self.marks.notes.articles, article.clone(), text);
            }
            _ => {}
        }
        Ok(())
    }

    /// The place in `list` of the entity that has that key now, or had it.
    pub fn place(&self, key: &EntityKey) -> Option<usize> {
        let at = |key: &EntityKey| self.index.get(key).copied();
        at(key).or_else(|| at(self.marks.redirects.follow(key)))
    }

    /// The key that `key` leads to now.
    pub fn current(&self, key: &EntityKey) -> EntityKey {
        self.place(key).and_then(|i| self.list.get(i)).map_or_else(|| key.clone(), |e| e.key.clone())
    }

    /// Where the entity that was at `i` is now; `None` if it is none.
    pub fn moved(&self, mut i: usize) -> Option<usize> {
        while let Some(&into) = self.merged.get(&i) {
            i = into;
        }
        Some(i).filter(|i| !self.dropped.contains(i))
    }

    /// True if another entity was merged into the one at `i`, or it is no longer there.
    pub fn is_changed(&self) -> impl Fn(usize) -> bool {
        let mut changed: BTreeSet<usize> = self.dropped.clone();
        changed.extend(self.merged.iter().flat_map(|(&from, &into)| [from, into]));
        move |i| changed.contains(&i)
    }

    /// Takes out what is gone; `deals` and `links` then point at the new places. Sorted by key.
    pub fn finish(self, deals: &mut [Deal], links: &mut Vec<Link>) -> (Vec<Entity>, Marks) {
        let Self { list, marks, index, merged, dropped } = self;
        // `index` is sorted by key, as the entities were: each one's new place is its rank.
        let places: BTreeMap<usize, usize> = index.values().enumerate().map(|(new, &old)| (old, new)).collect();
        if merged.is_empty() && dropped.is_empty() {
            return (list, marks);
        }
        let root = |mut i: usize| {
            while let Some(&into) = merged.get(&i) {
                i = into;
            }
            i
        };
        let moved = |i: usize| places.get(&root(i)).copied();
        let all = list.into_iter().enumerate();
        let mut kept: Vec<Entity> = all.filter(|(i, _)| places.contains_key(i)).map(|(_, e)| e).collect();
        for (i, entity) in kept.iter_mut().enumerate() {
            entity.org = entity.org.and_then(moved).filter(|&org| org != i);
        }
        links.retain_mut(|link| match (moved(link.a), moved(link.b)) {
            (Some(a), Some(b)) => {
                (link.a, link.b) = (a, b);
                true
            }
            _ => false,
        });
        for deal in deals {
            deal.parties.iter_mut().for_each(|p| p.entity = moved(p.entity).unwrap_or(p.entity));
            for stake in &mut deal.stakes {
                stake.holder = moved(stake.holder).unwrap_or(stake.holder);
                stake.of = moved(stake.of).unwrap_or(stake.of);
            }
        }
        (kept, marks)
    }

    fn find(&self, key: &EntityKey, what: &str) -> Result<usize, Warning> {
        self.place(key).ok_or_else(|| gone(key, what))
    }

    fn find_mut(&mut self, key: &EntityKey, what: &str) -> Result<&mut Entity, Warning> {
        let i = self.find(key, what)?;
        self.list.get_mut(i).ok_or_else(|| gone(key, what))
    }

    fn key(&self, key: &EntityKey, what: &str) -> Result<EntityKey, Warning> {
        self.find(key, what).map(|_| self.current(key))
    }

    fn merge(&mut self, from: usize, into: usize) {
        let Some(gone) = self.list.get(from).cloned().filter(|_| from != into) else { return };
        if let Some(entity) = self.list.get_mut(into) {
            self.marks.redirects.add(&gone.key, entity.key.kind, &entity.key.name);
            let notes = &mut self.marks.notes.entities;
            if let Some(text) = notes.remove(&gone.key) {
                let whole = notes.entry(entity.key.clone()).or_default();
                *whole = [whole.as_str(), &text].join("\n").trim_start().to_owned();
            }
            absorb(entity, gone);
        }
        self.leave(from);
        self.merged.insert(from, into);
    }

    /// What is at `i` is no longer found by its key, and nothing is marked on it.
    fn leave(&mut self, i: usize) {
        let Some(entity) = self.list.get(i) else { return };
        self.index.remove(&entity.key);
        self.marks.hidden.remove(&entity.key);
        self.marks.pins.remove(&entity.key);
        self.marks.notes.entities.remove(&entity.key);
    }
}

/// Sets a remark, or takes it away if it is empty.
pub fn note<K: Ord>(notes: &mut BTreeMap<K, String>, on: K, text: &str) {
    if text.trim().is_empty() {
        notes.remove(&on);
    } else {
        notes.insert(on, text.to_owned());
    }
}

fn gone(key: &EntityKey, what: &str) -> Warning {
    Warning { about: key.name.clone(), reason: Reason::EditTargetGone(what.into()) }
}

/// Shows `entity` as `name`; the name it had becomes an alias.
fn rename(entity: &mut Entity, name: &str) {
    if entity.name != name {
        let old = std::mem::replace(&mut entity.name, name.to_owned());
        entity.aliases.retain(|alias| alias != name && *alias != old);
        entity.aliases.insert(0, old);
    }
}

fn add_alias(entity: &mut Entity, alias: &str) {
    if entity.name != alias && !entity.aliases.iter().any(|a| a == alias) {
        entity.aliases.push(alias.to_owned());
    }
}

/// Moves what is known of `gone` to `entity`, which keeps its own where both have it.
fn absorb(entity: &mut Entity, gone: Entity) {
    for form in std::iter::once(gone.name).chain(gone.aliases) {
        add_alias(entity, &form);
    }
    entity.mentions.extend(gone.mentions);
    entity.mentions.sort();
    entity.mentions.dedup();
    entity.title = entity.title.take().or(gone.title);
    entity.org = entity.org.or(gone.org);
    entity.about = entity.about.take().or(gone.about);
}
