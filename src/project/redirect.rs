//! Which key an entity has now that had another one when an edit was made.

use super::Edit;
use crate::{extract::EntityKind, resolve::EntityKey};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// From a key that is gone to the one that replaced it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Redirects(BTreeMap<EntityKey, EntityKey>);

impl Redirects {
    /// Where the kinds that the edits change lead.
    pub fn of_kinds<E: Borrow<Edit>>(edits: &[E]) -> Self {
        let mut redirects = Self::default();
        for edit in edits.iter().flat_map(|edit| edit.borrow().parts()) {
            if let Edit::ChangeKind { entity, kind, .. } = edit {
                redirects.add(entity, *kind, &entity.name);
            }
        }
        redirects
    }

    /// `old` is (`kind`, `name`) from now on, which is final until it is said otherwise.
    pub fn add(&mut self, old: &EntityKey, kind: EntityKind, name: &str) {
        let new = EntityKey { kind, name: name.to_owned() };
        self.0.remove(&new);
        if *old != new {
            self.0.insert(old.clone(), new);
        }
    }

    /// The key that `key` has now. No chain is a circle, as what is added last leads nowhere.
    pub fn follow<'k>(&'k self, key: &'k EntityKey) -> &'k EntityKey {
        let mut key = key;
        while let Some(next) = self.0.get(key) {
            key = next;
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityKind::*;

    fn key(kind: EntityKind) -> EntityKey {
        EntityKey { kind, name: "노타".into() }
    }

    #[test]
    fn chains_are_followed_and_a_way_back_is_no_circle() {
        let change = |from, kind| Edit::ChangeKind { entity: key(from), kind, forms: Vec::new() };
        let redirects = Redirects::of_kinds(&[change(Person, Company), change(Company, Institution)]);
        assert_eq!(redirects.follow(&key(Person)), &key(Institution));
        let back = Redirects::of_kinds(&[change(Person, Company), change(Company, Person)]);
        assert_eq!((back.follow(&key(Company)), back.follow(&key(Person))), (&key(Person), &key(Person)));
    }
}
