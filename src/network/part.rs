//! A part of a network: some of its nodes with what links them, such as one company and its surroundings.

use super::{Edge, Network, Node};
use crate::resolve::{EntityKey, Resolved};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Some entities and all that is at most so many edges away from one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// The entities in the middle.
    pub entities: BTreeSet<EntityKey>,
    /// How far from them.
    pub steps: usize,
}

/// The part of a network that is near some entities; empty if it has none of them.
pub fn near(network: &Network, resolved: &Resolved, around: &Around) -> Network {
    let is_center = |node: &Node| resolved.entities.get(node.entity).is_some_and(|e| around.entities.contains(&e.key));
    let centers = network.nodes.iter().enumerate().filter(|(_, node)| is_center(node)).map(|(i, _)| i).collect();
    of(network, &self::around(network, &centers, around.steps))
}

/// The nodes that are at most `steps` edges away from one of `nodes`, themselves included. O(nodes + edges).
pub fn around(network: &Network, nodes: &BTreeSet<usize>, steps: usize) -> BTreeSet<usize> {
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in &network.edges {
        neighbours.entry(edge.a).or_default().push(edge.b);
        neighbours.entry(edge.b).or_default().push(edge.a);
    }
    let mut reached = nodes.clone();
    let mut queue: VecDeque<(usize, usize)> = nodes.iter().map(|&node| (node, 0)).collect();
    while let Some((at, n_steps)) = queue.pop_front() {
        let next = neighbours.get(&at).filter(|_| n_steps < steps);
        for &next in next.into_iter().flatten() {
            if reached.insert(next) {
                queue.push_back((next, n_steps + 1));
            }
        }
    }
    reached
}

/// The network of the nodes in `kept` alone: edges between two of them, and the deals of those edges. Degrees and
/// numbers of deals are counted anew.
pub fn of(network: &Network, kept: &BTreeSet<usize>) -> Network {
    let place: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    let edge = |edge: &Edge| {
        let (a, b) = (place.get(&edge.a)?, place.get(&edge.b)?);
        Some(Edge { a: *a, b: *b, ..edge.clone() })
    };
    let edges: Vec<Edge> = network.edges.iter().filter_map(edge).collect();
    let mut degrees = vec![0; kept.len()];
    let mut deals_of: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); kept.len()];
    for edge in &edges {
        for end in [edge.a, edge.b] {
            degrees[end] += 1;
            deals_of[end].extend(&edge.deals);
        }
    }
    let nodes = kept.iter().filter_map(|&old| network.nodes.get(old)).zip(degrees.into_iter().zip(deals_of));
    Network {
        nodes: nodes.map(|(node, (degree, deals))| Node { degree, n_deals: deals.len(), ..node.clone() }).collect(),
        deals: edges.iter().flat_map(|edge| edge.deals.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect(),
        edges,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::{EntityKind, StatusGroup};

    /// 0–1–2–3 in a row, each edge a deal of its own number.
    fn row() -> Network {
        let node = |entity| Node { entity, kind: EntityKind::Company, degree: 2, n_deals: 2 };
        let edge = |a| Edge {
            a,
            b: a + 1,
            deals: vec![a],
            weight: 1.0,
            deal_type: None,
            status: StatusGroup::InForce,
            arrow: None,
        };
        Network { nodes: (0..4).map(node).collect(), edges: (0..3).map(edge).collect(), deals: vec![0, 1, 2] }
    }

    #[test]
    fn steps_are_counted_from_the_node() {
        assert_eq!(around(&row(), &[0].into(), 0), [0].into());
        assert_eq!(around(&row(), &[1].into(), 1), [0, 1, 2].into());
        assert_eq!(around(&row(), &[0].into(), 9), [0, 1, 2, 3].into());
        assert_eq!(around(&row(), &[0, 3].into(), 1), [0, 1, 2, 3].into());
        assert_eq!(around(&row(), &[].into(), 9), [].into());
    }

    #[test]
    fn a_part_keeps_what_links_its_nodes_and_counts_anew() {
        let part = of(&row(), &[1, 2].into());
        assert_eq!(
            part.nodes.iter().map(|n| (n.entity, n.degree, n.n_deals)).collect::<Vec<_>>(),
            [(1, 1, 1), (2, 1, 1)]
        );
        assert_eq!(part.edges.iter().map(|e| (e.a, e.b)).collect::<Vec<_>>(), [(0, 1)]);
        assert_eq!(part.deals, [1]);
    }
}
