//! What the selection stands for in the network as it is shown: looked up once whenever one of them changes, for a
//! selection can hold every node there is.

use super::{model::Model, state::Selection};
use crate::{
    network::paths::{self, Paths},
    resolve::EntityKey,
};
use std::collections::BTreeSet;

/// How many shortest paths are listed.
const N_PATHS: usize = 5;

/// The selection in terms of entities, nodes, edges and deals.
#[derive(Debug, Clone, Default)]
pub struct Selected {
    /// Selected entities that are known, ascending.
    pub entities: Vec<usize>,
    /// Their nodes; of an edge both ends, of paths all that is on them.
    pub nodes: BTreeSet<usize>,
    /// The selected edge, as index into the network's edges.
    pub edge: Option<usize>,
    /// The selected paths.
    pub paths: Option<Paths>,
    /// Shown deals of all that, ascending; all shown deals if nothing is selected.
    pub deals: Vec<usize>,
    /// Raised whenever another subject is selected: not by another deal of the same subject, nor by a correction.
    pub version: u64,
    made_for: Option<(u64, Selection)>,
}

impl Selected {
    /// Looks all of it up, if it is not of that revision and selection. O(selection · log + deals · log).
    pub fn follow(&mut self, model: &Model) {
        let subject = Selection { deal: None, ..model.selection().clone() };
        let is_other = self.made_for.as_ref().is_none_or(|(_, before)| *before != subject);
        let made_for = Some((model.revision, subject));
        if self.made_for == made_for {
            return;
        }
        let network = &model.derived.network;
        let entity = |key: &EntityKey| model.find_entity(key);
        let node = |entity: usize| model.index.node_of.get(entity).copied().flatten();
        let ends = |ends: &Option<[EntityKey; 2]>| {
            let [a, b] = ends.as_ref()?;
            Some([node(entity(a)?)?, node(entity(b)?)?])
        };
        self.entities = model.selection().entities.iter().filter_map(entity).collect();
        self.nodes = self.entities.iter().filter_map(|&e| node(e)).collect();
        let edge = ends(&model.selection().edge).map(|[a, b]| (a.min(b), a.max(b)));
        self.edge = edge.and_then(|ends| network.edges.binary_search_by_key(&ends, |e| (e.a, e.b)).ok());
        self.paths = ends(&model.selection().path).and_then(|[a, b]| paths::shortest(network, a, b, N_PATHS));
        self.nodes.extend(edge.filter(|_| self.edge.is_some()).into_iter().flat_map(|(a, b)| [a, b]));
        self.nodes.extend(self.paths.iter().flat_map(|p| &p.nodes));
        self.deals = self.deals_in_scope(model);
        self.version += u64::from(is_other);
        self.made_for = made_for;
    }

    /// The nodes of selected entities, which stand out with their neighbours.
    pub fn lit_nodes(&self) -> BTreeSet<usize> {
        if self.entities.is_empty() { BTreeSet::new() } else { self.nodes.clone() }
    }

    /// The edges of selected paths, which stand out alone.
    pub fn trail(&self) -> BTreeSet<usize> {
        self.paths.as_ref().map(|p| p.edges.clone()).unwrap_or_default()
    }

    fn deals_in_scope(&self, model: &Model) -> Vec<usize> {
        let network = &model.derived.network;
        let path = self.paths.iter().flat_map(|p| &p.edges);
        let edges: Vec<usize> = self.edge.into_iter().chain(path.copied()).collect();
        if edges.is_empty() && self.entities.is_empty() {
            return network.deals.clone();
        }
        let of_edges = edges.iter().filter_map(|&e| network.edges.get(e)).flat_map(|e| &e.deals);
        let of_entities = self.entities.iter().filter_map(|&e| model.index.deals_of.get(e)).flatten();
        let deals: BTreeSet<usize> = of_edges.chain(of_entities).copied().collect();
        deals.into_iter().collect()
    }
}
