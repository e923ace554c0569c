//! Stage 7: nodes and edges from entities and deals, through the filter.
//!
//! Edges are projections of deals and point back at them. An alliance is a node with membership edges, never a
//! clique. People join the organisation they work for, products and events the organisations of their sentence;
//! they are drawn only when the filter asks for them.

mod links;
mod pairs;
pub mod part;
pub mod paths;

use crate::{
    extract::{DealType, EntityKind, Status, StatusGroup},
    project::review::Marks,
    resolve::{Deal, Read, Resolved, Review},
    text::PartialDate,
};
use pairs::Pair;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the window shows. The default shows companies, institutions and alliances with every deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    /// Only what is near some entities; of all that passes the rest of the filter.
    pub around: Option<part::Around>,
}

/// The least confidence that the window, pictures and tables show unless told otherwise: on articles never seen, nine of
/// ten such deals are right (`tests/gold/README.md`).
pub const DEFAULT_MIN_CONFIDENCE: f32 = 0.7;

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
            around: None,
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
    /// Indexes of the deals that pass the filter, are not rejected and have two parties that are shown, ascending.
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
    /// Number of deals; where there are none, how strong the link is.
    pub weight: f32,
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

/// How many would be shown with each legend entry switched on, the other filters as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nodes of each kind.
    pub kinds: BTreeMap<EntityKind, usize>,
    /// Deals of each type.
    pub types: BTreeMap<DealType, usize>,
    /// Deals of each status.
    pub statuses: BTreeMap<Status, usize>,
}

/// Builds the network. O(entities + deals · parties² · log), and the mentions where products or events are shown.
pub fn build(resolved: &Resolved, marks: &Marks, reads: &[Read], filter: &Filter) -> Network {
    let is_shown = |i: usize| {
        let entity = resolved.entities.get(i);
        entity.is_some_and(|e| filter.kinds.contains(&e.kind) && !marks.hidden.contains(&e.key))
    };
    let mut deals = Vec::new();
    let mut ties = Vec::new();
    for (i, deal) in resolved.deals.iter().enumerate().filter(|(_, deal)| passes(deal, filter)) {
        let n_before = ties.len();
        for (a, b) in pairs::pairs(deal) {
            if is_shown(a.entity) && is_shown(b.entity) {
                let pair = if a.entity < b.entity { (a, b) } else { (b, a) };
                ties.push(Tie { ends: (pair.0.entity, pair.1.entity), told: Some((i, pair)), weight: 1.0 });
            }
        }
        if ties.len() > n_before {
            deals.push(i);
        }
    }
    let as_told = links::links(resolved, reads, &is_shown).into_iter().map(|(a, b)| (a, b, 1.0));
    let given = resolved.links.iter().map(|l| (l.a, l.b, l.weight)).filter(|&(a, b, _)| is_shown(a) && is_shown(b));
    ties.extend(as_told.chain(given).filter(|(a, b, _)| a != b).map(|(a, b, weight)| Tie {
        ends: (a.min(b), a.max(b)),
        told: None,
        weight,
    }));
    ties.sort_by_key(|tie| tie.ends);
    let nodes = nodes(resolved, &ties);
    let mut index = vec![0; resolved.entities.len()];
    nodes.iter().enumerate().for_each(|(i, node)| index[node.entity] = i);
    let edges = ties.chunk_by(|a, b| a.ends == b.ends).map(|ties| edge(resolved, &index, ties)).collect();
    let network = Network { nodes, edges, deals };
    filter.around.iter().fold(network, |network, around| part::near(&network, resolved, around))
}

/// What joins two entities: a pair of a deal's parties, or a link that is no deal.
struct Tie {
    /// The lower entity index first.
    ends: (usize, usize),
    /// Index of the deal, with its two parties in the order of `ends`.
    told: Option<(usize, Pair)>,
    weight: f32,
}

/// The numbers beside the legend's entries. Costs one build, and one more for each kind that is switched off.
pub fn counts(resolved: &Resolved, marks: &Marks, reads: &[Read], filter: &Filter) -> Counts {
    let nodes_of = |network: &Network, kind| network.nodes.iter().filter(|n| n.kind == kind).count();
    let shown = build(resolved, marks, reads, filter);
    let kinds = EntityKind::ALL.iter().map(|&kind| {
        if filter.kinds.contains(&kind) {
            return (kind, nodes_of(&shown, kind));
        }
        let mut with = filter.clone();
        with.kinds.insert(kind);
        (kind, nodes_of(&build(resolved, marks, reads, &with), kind))
    });
    let all_types = Filter { types: DealType::ALL.iter().copied().collect(), ..filter.clone() };
    let all_statuses = Filter { statuses: Status::ALL.iter().copied().collect(), ..filter.clone() };
    let deals = |filter: &Filter| build(resolved, marks, &[], filter).deals;
    let mut types: BTreeMap<DealType, usize> = DealType::ALL.iter().map(|&t| (t, 0)).collect();
    for deal in deals(&all_types).into_iter().filter_map(|i| resolved.deals.get(i)) {
        *types.entry(deal.deal_type).or_default() += 1;
    }
    let mut statuses: BTreeMap<Status, usize> = Status::ALL.iter().map(|&s| (s, 0)).collect();
    for deal in deals(&all_statuses).into_iter().filter_map(|i| resolved.deals.get(i)) {
        *statuses.entry(deal.status).or_default() += 1;
    }
    Counts { kinds: kinds.collect(), types, statuses }
}

/// True if the deal itself passes, whoever its parties are. What the user confirmed or corrected needs no confidence.
fn passes(deal: &Deal, filter: &Filter) -> bool {
    let is_sure =
        matches!(deal.review, Review::Confirmed | Review::Corrected) || deal.confidence >= filter.min_confidence;
    let is_in_period = match deal.date.value {
        Some(date) => {
            filter.from.is_none_or(|from| date.last_day() >= from.first_day())
                && filter.to.is_none_or(|to| date.first_day() <= to.last_day())
        }
        None => !filter.dated_only,
    };
    deal.review != Review::Rejected
        && is_sure
        && is_in_period
        && filter.types.contains(&deal.deal_type)
        && filter.statuses.contains(&deal.status)
}

/// `ties` are sorted by their ends.
fn nodes(resolved: &Resolved, ties: &[Tie]) -> Vec<Node> {
    let mut degrees = vec![0; resolved.entities.len()];
    for pair in ties.chunk_by(|a, b| a.ends == b.ends).filter_map(|ties| ties.first()) {
        degrees[pair.ends.0] += 1;
        degrees[pair.ends.1] += 1;
    }
    let told = ties.iter().filter_map(|tie| tie.told.as_ref().map(|(deal, _)| (tie.ends, *deal)));
    let parties: BTreeSet<(usize, usize)> = told.flat_map(|((a, b), deal)| [(a, deal), (b, deal)]).collect();
    let mut n_deals = vec![0; degrees.len()];
    parties.iter().for_each(|(entity, _)| n_deals[*entity] += 1);
    let counts = degrees.into_iter().zip(n_deals);
    let linked = resolved.entities.iter().zip(counts).enumerate().filter(|(_, (_, (degree, _)))| *degree > 0);
    linked.map(|(entity, (e, (degree, n_deals)))| Node { entity, kind: e.kind, degree, n_deals }).collect()
}

/// The edge of the ties between two entities; `index` gives the nodes of entities.
fn edge(resolved: &Resolved, index: &[usize], ties: &[Tie]) -> Edge {
    let (a, b) = ties.first().map_or((0, 0), |tie| (index[tie.ends.0], index[tie.ends.1]));
    let pairs: Vec<&(usize, Pair)> = ties.iter().filter_map(|tie| tie.told.as_ref()).collect();
    let deals: BTreeSet<usize> = pairs.iter().map(|(deal, _)| *deal).collect();
    let told: Vec<&Deal> = deals.iter().filter_map(|&i| resolved.deals.get(i)).collect();
    let deal_type = leading_type(&told);
    let is = |group| told.iter().any(|deal| deal.status.group() == group);
    let status = match (told.is_empty() || is(StatusGroup::InForce), is(StatusGroup::Ahead)) {
        (true, _) => StatusGroup::InForce,
        (false, true) => StatusGroup::Ahead,
        (false, false) => StatusGroup::Over,
    };
    let leading = pairs.iter().filter(|(i, _)| resolved.deals.get(*i).map(|deal| deal.deal_type) == deal_type);
    let mut arrows = leading.map(|(_, (a, b))| match (a.role.is_giver(), b.role.is_giver()) {
        (true, false) => Some(Arrow::AtoB),
        (false, true) => Some(Arrow::BtoA),
        _ => None,
    });
    let first = arrows.next().flatten();
    let arrow = first.filter(|_| deal_type.is_some_and(DealType::is_directed) && arrows.all(|arrow| arrow == first));
    let weight = if deals.is_empty() { ties.iter().map(|tie| tie.weight).sum() } else { deals.len() as f32 };
    Edge { a, b, deals: deals.into_iter().collect(), weight, deal_type, status, arrow }
}

/// The most frequent type; among equals the one that binds more.
fn leading_type(deals: &[&Deal]) -> Option<DealType> {
    let mut counts: BTreeMap<DealType, usize> = BTreeMap::new();
    deals.iter().for_each(|deal| *counts.entry(deal.deal_type).or_default() += 1);
    counts.into_iter().max_by_key(|&(deal_type, n)| (n, Reverse(looseness(deal_type)))).map(|(deal_type, _)| deal_type)
}

/// 0 for the type that binds its parties most.
fn looseness(deal_type: DealType) -> u8 {
    match deal_type {
        DealType::Acquisition => 0,
        DealType::Subsidiary => 1,
        DealType::JointVenture => 2,
        DealType::EquitySwap => 3,
        DealType::Investment => 4,
        DealType::Supply => 5,
        DealType::CoDevelopment => 6,
        DealType::Partnership => 7,
        DealType::Mou => 8,
        DealType::Verification => 9,
        DealType::Membership => 10,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
