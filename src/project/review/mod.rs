//! Stage 6: folds the edits in force into what was resolved.
//!
//! In three steps, each in the order of the log: what is said of entities; then deals of joined entities join, and
//! those of entities that are none go; then what is said of deals. So a word on a deal finds it whether its parties
//! were merged before or after.

mod deals;
mod entities;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;

use super::{Edit, redirect::Redirects};
use crate::{
    Warning,
    article::ArticleId,
    resolve::{DealKey, EntityKey, Read, Resolved},
};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// What the edits say of entities and deals besides their data. Keys are those of the folded [`Resolved`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// Not drawn, not listed.
    pub hidden: BTreeSet<EntityKey>,
    /// Fixed places, layout coordinates.
    pub pins: BTreeMap<EntityKey, [f32; 2]>,
    /// Remarks.
    pub notes: Notes,
    /// Where a selection leads whose entity was merged or is of another kind now.
    pub redirects: Redirects,
}

/// The user's remarks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notes {
    /// On entities.
    pub entities: BTreeMap<EntityKey, String>,
    /// On deals.
    pub deals: BTreeMap<DealKey, String>,
    /// On articles.
    pub articles: BTreeMap<ArticleId, String>,
}

/// Applies `edits` in order. An edit whose target is gone becomes a warning. What edits teach about names has acted
/// before extraction, see [`super::Project::refresh`]. O(entities + deals) at least, and O(deals) an edit at most.
pub fn fold<E: Borrow<Edit>>(resolved: Resolved, reads: &[Read], edits: &[E]) -> (Resolved, Marks, Vec<Warning>) {
    let edits: Vec<&Edit> = edits.iter().flat_map(|edit| edit.borrow().parts()).collect();
    let mut warnings = Vec::new();
    let mut entities = entities::Entities::new(resolved.entities, &edits);
    for (i, edit) in edits.iter().enumerate() {
        warnings.extend(entities.apply(edit, edits.get(i + 1..).unwrap_or(&[])).err());
    }
    let mut deals = deals::Deals::new(resolved.deals, &entities, reads);
    for edit in &edits {
        warnings.extend(deals.apply(edit, &mut entities).err());
    }
    let (mut deals, mut links) = (deals.list, resolved.links);
    let (entities, marks) = entities.finish(&mut deals, &mut links);
    (Resolved { entities, deals, links }, marks, warnings)
}
