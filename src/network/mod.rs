//! Stage 7: nodes and edges from entities and deals, through the filter.
//!
//! Edges are projections of deals and point back at them. An alliance is a node with membership edges, never a
//! clique. People join the organisation they work for, products and events the organisations of their sentence;
//! they are drawn only when the filter asks for them.

use crate::{
    extract::{DealType, EntityKind, Status, StatusGroup},
    project::review::Marks,
    resolve::{Read, Resolved},
    text::PartialDate,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the window shows. The default shows companies, institutions and alliances with every deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Kinds drawn as nodes.
    pub kinds: BTreeSet<EntityKind>,
    /// Deal types that count.
    pub types: BTreeSet<DealType>,
    /// Statuses that count.
    pub statuses: BTreeSet<Status>,
    /// First day that counts; deals without a date always count unless `dated_only`.
    pub from: Option<PartialDate>,
    /// Last day that counts.
    pub to: Option<PartialDate>,
    /// Leaves out deals without a date.
    pub dated_only: bool,
    /// Least confidence, 0 to 1.
    pub min_confidence: f32,
}

/// The least confidence that the window, `extract` and `render` show unless told otherwise.
pub const DEFAULT_MIN_CONFIDENCE: f32 = 0.5;

impl Default for Filter {
    fn default() -> Self {
        Self {
            kinds: EntityKind::ALL.iter().copied().filter(|k| k.is_organisation()).collect(),
            types: DealType::ALL.iter().copied().collect(),
            statuses: Status::ALL.iter().copied().collect(),
            from: None,
            to: None,
            dated_only: false,
            min_confidence: DEFAULT_MIN_CONFIDENCE,
        }
    }
}

/// The graph that is laid out and drawn. Indexes point into `nodes`, or into the `Resolved` it was made from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// Sorted by entity index.
    pub nodes: Vec<Node>,
    /// Sorted by (a, b), a < b.
    pub edges: Vec<Edge>,
    /// Indexes of the deals that pass the filter and are not rejected, ascending.
    pub deals: Vec<usize>,
}

/// An entity that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Index of the entity.
    pub entity: usize,
    /// What it is.
    pub kind: EntityKind,
    /// Number of neighbours.
    pub degree: usize,
    /// Number of shown deals it is party to.
    pub n_deals: usize,
}

/// All shown deals between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The lower node index.
    pub a: usize,
    /// The higher node index.
    pub b: usize,
    /// Indexes of the deals, ascending; empty for links of people, products and events.
    pub deals: Vec<usize>,
    /// The type that colours it: the most frequent, the more binding on a tie.
    pub deal_type: Option<DealType>,
    /// In force if any deal is, else ahead if any is, else over.
    pub status: StatusGroup,
    /// Which end an arrow points to, where all directed deals of the colouring type agree.
    pub arrow: Option<Arrow>,
}

/// The direction of an edge's deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    /// From `a` to `b`.
    AtoB,
    /// From `b` to `a`.
    BtoA,
}

/// Builds the network. O(entities + deals · parties²).
pub fn build(_resolved: &Resolved, _marks: &Marks, _reads: &[Read], _filter: &Filter) -> Network {
    Network::default()
}
