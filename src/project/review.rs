//! Stage 6: folds the edits in force into what was resolved.

use super::Edit;
use crate::{
    Warning,
    error::Reason,
    resolve::{DealKey, Entity, EntityKey, Resolved, Review, fold_deals},
};
use std::collections::{BTreeMap, BTreeSet};

/// What the edits say of entities besides their data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// Not drawn, not listed.
    pub hidden: BTreeSet<EntityKey>,
    /// Fixed places, layout coordinates.
    pub pins: BTreeMap<EntityKey, [f32; 2]>,
}

/// Applies `edits` in order: renames, merges (mentions, aliases and deals join; deals that become equal fold, a deal
/// within the merged entity goes), reviews; collects hides and pins. An edit whose target is gone becomes a warning.
/// `SetMeta` has acted before extraction, see [`crate::pipeline::apply_meta`]. O(entities + deals) an edit at most.
pub fn fold(resolved: Resolved, edits: &[Edit]) -> (Resolved, Marks, Vec<Warning>) {
    let mut fold = Fold {
        index: resolved.entities.iter().enumerate().map(|(i, e)| (e.key.clone(), i)).collect(),
        resolved,
        marks: Marks::default(),
    };
    let warnings = edits.iter().filter_map(|edit| fold.apply(edit).err()).collect();
    let (resolved, marks) = fold.finish();
    (resolved, marks, warnings)
}

/// The state between two edits. Merged entities keep their place in the list until the end, but leave `index`.
struct Fold {
    resolved: Resolved,
    marks: Marks,
    index: BTreeMap<EntityKey, usize>,
}

impl Fold {
    fn apply(&mut self, edit: &Edit) -> Result<(), Warning> {
        match edit {
            Edit::Rename { entity, name } => {
                let i = self.find(entity, "rename")?;
                self.resolved.entities.get_mut(i).into_iter().for_each(|e| rename(e, name));
            }
            Edit::Merge { from, into } => {
                let (from_index, into_index) = (self.find(from, "merge")?, self.find(into, "merge")?);
                if from_index != into_index {
                    self.merge(from_index, into_index);
                    self.index.remove(from);
                    self.marks.hidden.remove(from);
                    self.marks.pins.remove(from);
                }
            }
            Edit::Hide { entity } => {
                self.find(entity, "hide")?;
                self.marks.hidden.insert(entity.clone());
            }
            Edit::ShowAll => self.marks.hidden.clear(),
            Edit::ReviewDeal { deal, review } => self.review(deal, *review)?,
            Edit::Pin { entity, x, y } => {
                self.find(entity, "pin")?;
                self.marks.pins.insert(entity.clone(), [*x, *y]);
            }
            Edit::Unpin { entity } => {
                self.marks.pins.remove(entity);
            }
            Edit::SetMeta { .. } => {}
        }
        Ok(())
    }

    fn find(&self, key: &EntityKey, what: &str) -> Result<usize, Warning> {
        let gone = || Warning { about: key.name.clone(), reason: Reason::EditTargetGone(what.into()) };
        self.index.get(key).copied().ok_or_else(gone)
    }

    fn review(&mut self, key: &DealKey, review: Review) -> Result<(), Warning> {
        let found = self.resolved.deals.iter_mut().find(|deal| deal.key == *key);
        let parties = || key.parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(" · ");
        let gone = || Warning { about: parties(), reason: Reason::EditTargetGone("review".into()) };
        found.ok_or_else(gone)?.review = review;
        Ok(())
    }

    fn merge(&mut self, from: usize, into: usize) {
        let entities = &mut self.resolved.entities;
        let Some(gone) = entities.get(from).cloned() else { return };
        if let Some(entity) = entities.get_mut(into) {
            absorb(entity, gone);
        }
        let moved = |i: &mut usize| *i = if *i == from { into } else { *i };
        entities.iter_mut().filter_map(|e| e.org.as_mut()).for_each(moved);
        entities.get_mut(into).into_iter().for_each(|e| e.org = e.org.filter(|&org| org != into));
        self.resolved.links.iter_mut().flat_map(|link| [&mut link.a, &mut link.b]).for_each(moved);
        for deal in &mut self.resolved.deals {
            deal.parties.iter_mut().for_each(|p| moved(&mut p.entity));
            deal.stakes.iter_mut().for_each(|s| [&mut s.holder, &mut s.of].into_iter().for_each(moved));
        }
        // Only deals of the merged entity can have become equal to others.
        let deals = std::mem::take(&mut self.resolved.deals);
        let (touched, mut deals): (Vec<_>, Vec<_>) =
            deals.into_iter().partition(|deal| deal.parties.iter().any(|p| p.entity == into));
        deals.extend(fold_deals(touched, &self.resolved.entities));
        self.resolved.deals = deals;
    }

    /// Takes out merged entities and sorts again.
    fn finish(self) -> (Resolved, Marks) {
        let Resolved { entities, mut deals, mut links } = self.resolved;
        // `index` is sorted by key, as the entities were: each one's new place is its rank.
        let places: BTreeMap<usize, usize> = self.index.values().enumerate().map(|(new, &old)| (old, new)).collect();
        let moved = |i: &mut usize| *i = places.get(i).copied().unwrap_or(*i);
        let mut kept: Vec<Entity> =
            entities.into_iter().enumerate().filter(|(i, _)| places.contains_key(i)).map(|(_, e)| e).collect();
        kept.iter_mut().filter_map(|e| e.org.as_mut()).for_each(moved);
        for deal in &mut deals {
            deal.parties.iter_mut().for_each(|p| moved(&mut p.entity));
            deal.stakes.iter_mut().for_each(|s| [&mut s.holder, &mut s.of].into_iter().for_each(moved));
        }
        deals.sort_by(|a, b| a.key.cmp(&b.key));
        links.iter_mut().flat_map(|link| [&mut link.a, &mut link.b]).for_each(moved);
        (Resolved { entities: kept, deals, links }, self.marks)
    }
}

/// Shows `entity` as `name`; the name it had becomes an alias.
fn rename(entity: &mut Entity, name: &str) {
    if entity.name != name {
        let old = std::mem::replace(&mut entity.name, name.to_owned());
        entity.aliases.retain(|alias| alias != name && *alias != old);
        entity.aliases.insert(0, old);
    }
}

/// Moves what is known of `gone` to `entity`, which keeps its own where both have it.
fn absorb(entity: &mut Entity, gone: Entity) {
    for form in std::iter::once(gone.name).chain(gone.aliases) {
        if form != entity.name && !entity.aliases.contains(&form) {
            entity.aliases.push(form);
        }
    }
    entity.mentions.extend(gone.mentions);
    entity.mentions.sort();
    entity.mentions.dedup();
    entity.title = entity.title.take().or(gone.title);
    entity.org = entity.org.or(gone.org);
    entity.about = entity.about.take().or(gone.about);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType::*, EntityKind, Role::*, Status::*},
        project::EditLog,
        resolve::{Read, resolve, sample::story},
    };

    fn resolved() -> Resolved {
        let reads: Vec<Read> = vec![
            story("1", "2024-10-11")
                .person("유영상", "대표", "SK텔레콤")
                .deal(Investment, Completed, &[("SK텔레콤", Investor), ("퍼플렉시티", Investee)], "2024-06")
                .read(),
            story("2", "2024-10-12")
                .deal(Investment, Completed, &[("에스케이텔레콤", Investor), ("퍼플렉시티", Investee)], "2024-06-13")
                .deal(Mou, Signed, &[("SK텔레콤", Partner), ("에스케이텔레콤", Partner)], "")
                .read(),
        ];
        resolve(&reads, &|_| None)
    }

    fn company(name: &str) -> EntityKey {
        EntityKey { kind: EntityKind::Company, name: name.into() }
    }

    fn names(resolved: &Resolved) -> Vec<&str> {
        resolved.entities.iter().map(|e| e.name.as_str()).collect()
    }

    #[test]
    fn renaming_keeps_the_key_and_the_old_name_as_alias() {
        let (folded, _, warnings) =
            fold(resolved(), &[Edit::Rename { entity: company("SK텔레콤"), name: "SKT".into() }]);
        let entity = folded.entities.iter().find(|e| e.name == "SKT").unwrap();
        assert_eq!((entity.key.clone(), entity.aliases.clone()), (company("SK텔레콤"), vec!["SK텔레콤".to_owned()]));
        assert!(warnings.is_empty());
    }

    #[test]
    fn merging_moves_mentions_and_folds_deals() {
        let edit = Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") };
        let (folded, _, warnings) = fold(resolved(), &[edit]);
        assert_eq!(names(&folded), ["SK텔레콤", "퍼플렉시티", "유영상"]);
        assert_eq!(folded.entities[0].aliases, ["에스케이텔레콤"]);
        assert_eq!(folded.entities[2].org, Some(0));
        assert_eq!(folded.deals.len(), 1, "the investment is one, the agreement with itself is gone");
        let deal = &folded.deals[0];
        assert_eq!((deal.tellings.len(), deal.evidence.len()), (2, 2));
        assert_eq!(deal.key.parties, [company("SK텔레콤"), company("퍼플렉시티")]);
        assert!(warnings.is_empty());
    }

    #[test]
    fn a_merge_lets_go_of_hides_and_pins() {
        let edits = [
            Edit::Hide { entity: company("에스케이텔레콤") },
            Edit::Pin { entity: company("에스케이텔레콤"), x: 1.0, y: 2.0 },
            Edit::Pin { entity: company("퍼플렉시티"), x: 3.0, y: 4.0 },
            Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
        ];
        let (_, marks, _) = fold(resolved(), &edits);
        assert!(marks.hidden.is_empty());
        assert_eq!(marks.pins, [(company("퍼플렉시티"), [3.0, 4.0])].into());
    }

    #[test]
    fn hides_and_pins_are_taken_back() {
        let edits = [
            Edit::Hide { entity: company("SK텔레콤") },
            Edit::Pin { entity: company("SK텔레콤"), x: 1.0, y: 2.0 },
            Edit::ShowAll,
            Edit::Unpin { entity: company("SK텔레콤") },
        ];
        assert_eq!(fold(resolved(), &edits[..2]).1.hidden.len(), 1);
        assert_eq!(fold(resolved(), &edits).1, Marks::default());
    }

    #[test]
    fn a_verdict_stays_with_the_deal_through_a_merge() {
        let start = resolved();
        let key = start.deals.iter().find(|d| d.key.parties.contains(&company("에스케이텔레콤"))).unwrap().key.clone();
        let edits = [
            Edit::ReviewDeal { deal: key, review: Review::Confirmed },
            Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
        ];
        let (folded, _, warnings) = fold(start, &edits);
        assert_eq!((folded.deals[0].review, warnings.len()), (Review::Confirmed, 0));
    }

    #[test]
    fn an_edit_without_its_target_is_a_warning() {
        let gone = company("없는회사");
        let deal = DealKey { deal_type: Mou, parties: vec![gone.clone()], number: 0 };
        let edits = [
            Edit::Rename { entity: gone.clone(), name: "새이름".into() },
            Edit::Merge { from: gone.clone(), into: company("SK텔레콤") },
            Edit::Hide { entity: gone.clone() },
            Edit::Pin { entity: gone.clone(), x: 0.0, y: 0.0 },
            Edit::ReviewDeal { deal, review: Review::Rejected },
        ];
        let (folded, marks, warnings) = fold(resolved(), &edits);
        assert_eq!((folded.entities, folded.deals, marks), (resolved().entities, resolved().deals, Marks::default()));
        assert_eq!(warnings.len(), edits.len());
        assert!(warnings.iter().all(|w| w.about == "없는회사"));
    }

    #[test]
    fn n_edits_then_n_undos_is_the_start() {
        let start = fold(resolved(), &[]);
        let deal = start.0.deals[0].key.clone();
        let mut log = EditLog::default();
        let edits = [
            Edit::Rename { entity: company("SK텔레콤"), name: "SKT".into() },
            Edit::ReviewDeal { deal, review: Review::Rejected },
            Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
            Edit::Hide { entity: company("퍼플렉시티") },
            Edit::Pin { entity: company("SK텔레콤"), x: 5.0, y: 6.0 },
        ];
        let n = edits.len();
        edits.into_iter().for_each(|edit| log.push(edit));
        let edited = fold(resolved(), log.active());
        assert_ne!(edited.0.deals, start.0.deals);
        (0..n).for_each(|_| assert!(log.undo().is_some()));
        assert!(log.undo().is_none());
        let undone = fold(resolved(), log.active());
        assert_eq!((undone.0.entities, undone.0.deals, undone.1), (start.0.entities, start.0.deals, start.1));
        (0..n).for_each(|_| assert!(log.redo().is_some()));
        assert_eq!(fold(resolved(), log.active()).0.deals, edited.0.deals);
    }
}
