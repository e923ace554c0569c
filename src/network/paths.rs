//! Shortest paths between two nodes, and the connected components: how things hang together.

use super::Network;
use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

/// The shortest paths between two nodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    /// Nodes of each path from one end to the other, those along more deals first; at most as many as asked for.
    pub listed: Vec<Vec<usize>>,
    /// How many there are, listed or not; `usize::MAX` where it would be more.
    pub n_paths: usize,
    /// Edges of one path.
    pub n_steps: usize,
    /// Every node on any of them.
    pub nodes: BTreeSet<usize>,
    /// Every edge on any of them, as index into the network's edges.
    pub edges: BTreeSet<usize>,
}

/// Each node's neighbours with the edge that leads there, in the order of the edges. O(nodes + edges).
pub fn neighbours(network: &Network) -> Vec<Vec<(usize, usize)>> {
    let mut neighbours = vec![Vec::new(); network.nodes.len()];
    for (i, edge) in network.edges.iter().enumerate() {
        for (from, to) in [(edge.a, edge.b), (edge.b, edge.a)] {
            if let Some(list) = neighbours.get_mut(from) {
                list.push((to, i));
            }
        }
    }
    neighbours
}

/// The shortest paths from one node to another, each edge a step; none if they do not hang together or are the same.
/// At most `n_listed` are listed. O(nodes + edges) and the length of the list.
pub fn shortest(network: &Network, from: usize, to: usize, n_listed: usize) -> Option<Paths> {
    let neighbours = neighbours(network);
    let steps = steps_to(&neighbours, to);
    let n_steps = steps.get(from).copied().flatten().filter(|&n| n > 0)?;
    let is_nearer = |at: usize, next: usize| {
        let (Some(Some(here)), Some(Some(there))) = (steps.get(at), steps.get(next)) else { return false };
        there + 1 == *here
    };
    let mut found = Paths { n_steps, ..Paths::default() };
    // Nodes in the order of their distance from the start, with the number of ways there.
    let mut ways = vec![0_usize; network.nodes.len()];
    ways.get_mut(from).into_iter().for_each(|n| *n = 1);
    let mut queue = VecDeque::from([from]);
    found.nodes.insert(from);
    while let Some(at) = queue.pop_front() {
        let n_here = ways.get(at).copied().unwrap_or(0);
        for &(next, edge) in neighbours.get(at).into_iter().flatten().filter(|(next, _)| is_nearer(at, *next)) {
            found.edges.insert(edge);
            ways.get_mut(next).into_iter().for_each(|n| *n = n.saturating_add(n_here));
            if found.nodes.insert(next) {
                queue.push_back(next);
            }
        }
    }
    found.n_paths = ways.get(to).copied().unwrap_or(0);
    let mut stack = vec![vec![from]];
    while let Some(path) = stack.pop().filter(|_| found.listed.len() < n_listed) {
        let Some(&at) = path.last() else { continue };
        if at == to {
            found.listed.push(path);
            continue;
        }
        let next = neighbours.get(at).into_iter().flatten().filter(|(next, _)| is_nearer(at, *next));
        let mut next: Vec<(usize, usize)> = next.copied().collect();
        let n_deals = |edge: usize| network.edges.get(edge).map_or(0, |e| e.deals.len());
        // What is pushed last is followed first.
        next.sort_by_key(|&(node, edge)| (n_deals(edge), Reverse(node)));
        stack.extend(next.into_iter().map(|(node, _)| path.iter().copied().chain([node]).collect()));
    }
    Some(found)
}

/// How many edges each node is away from `to`; `None` where nothing leads there.
fn steps_to(neighbours: &[Vec<(usize, usize)>], to: usize) -> Vec<Option<usize>> {
    let mut steps = vec![None; neighbours.len()];
    steps.get_mut(to).into_iter().for_each(|n| *n = Some(0));
    let mut queue = VecDeque::from([to]);
    while let Some(at) = queue.pop_front() {
        let Some(n) = steps.get(at).copied().flatten() else { continue };
        for &(next, _) in neighbours.get(at).into_iter().flatten() {
            if let Some(unseen @ None) = steps.get_mut(next) {
                *unseen = Some(n + 1);
                queue.push_back(next);
            }
        }
    }
    steps
}

/// The parts that do not hang together, the largest first, of equals the one with the lowest node; nodes ascending.
/// O(nodes + edges).
pub fn components(network: &Network) -> Vec<Vec<usize>> {
    let neighbours = neighbours(network);
    let mut seen = vec![false; network.nodes.len()];
    let mut components = Vec::new();
    for start in 0..network.nodes.len() {
        let mut component = Vec::new();
        let mut stack = vec![start];
        while let Some(at) = stack.pop() {
            if seen.get(at) == Some(&false) {
                seen[at] = true;
                component.push(at);
                stack.extend(neighbours.get(at).into_iter().flatten().map(|(next, _)| *next));
            }
        }
        if !component.is_empty() {
            component.sort_unstable();
            components.push(component);
        }
    }
    components.sort_by_key(|c| Reverse(c.len()));
    components
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::super::{Edge, Node};
    use super::*;
    use crate::extract::{EntityKind, StatusGroup};

    /// A network of `n` nodes; the deals of each edge are only counted.
    fn network(n: usize, edges: &[(usize, usize, usize)]) -> Network {
        let node = |entity| Node { entity, kind: EntityKind::Company, degree: 1, n_deals: 1 };
        let edge = |&(a, b, n_deals): &(usize, usize, usize)| Edge {
            a,
            b,
            deals: (0..n_deals).collect(),
            deal_type: None,
            status: StatusGroup::InForce,
            arrow: None,
            weight: 1.0,
        };
        Network { nodes: (0..n).map(node).collect(), edges: edges.iter().map(edge).collect(), deals: Vec::new() }
    }

    #[test]
    fn every_shortest_path_is_found_the_one_along_more_deals_first() {
        // Two ways of two steps, one of three.
        let network = network(6, &[(0, 1, 1), (0, 2, 3), (1, 3, 1), (2, 3, 2), (0, 4, 9), (4, 5, 9), (3, 5, 9)]);
        let paths = shortest(&network, 0, 3, 9).unwrap();
        assert_eq!(paths.listed, [vec![0, 2, 3], vec![0, 1, 3]]);
        assert_eq!((paths.n_paths, paths.n_steps), (2, 2));
        assert_eq!(paths.nodes, [0, 1, 2, 3].into());
        assert_eq!(paths.edges, [0, 1, 2, 3].into());
        assert_eq!(shortest(&network, 0, 3, 1).unwrap().listed.len(), 1);
    }

    #[test]
    fn nothing_joins_two_components_or_a_node_with_itself() {
        let network = network(4, &[(0, 1, 1), (2, 3, 1)]);
        assert_eq!(shortest(&network, 0, 3, 9), None);
        assert_eq!(shortest(&network, 0, 0, 9), None);
        assert_eq!(shortest(&network, 0, 99, 9), None);
    }

    #[test]
    fn a_ladder_has_more_paths_than_can_be_listed() {
        let n = 200;
        let edges: Vec<_> = (0..n)
            .flat_map(|i| {
                [(3 * i, 3 * i + 1, 1), (3 * i, 3 * i + 2, 1), (3 * i + 1, 3 * i + 3, 1), (3 * i + 2, 3 * i + 3, 1)]
            })
            .collect();
        let paths = shortest(&network(3 * n + 1, &edges), 0, 3 * n, 5).unwrap();
        assert_eq!((paths.n_paths, paths.listed.len(), paths.n_steps), (usize::MAX, 5, 2 * n));
    }

    #[test]
    fn components_come_largest_first() {
        let network = network(6, &[(0, 1, 1), (2, 3, 1), (3, 4, 1)]);
        assert_eq!(components(&network), [vec![2, 3, 4], vec![0, 1], vec![5]]);
    }
}
