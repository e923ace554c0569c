//! How much a node matters in the network: weighted degree, PageRank, betweenness. One value a node, none below 0.

use super::Network;
use std::collections::VecDeque;

/// Networks of more nodes than this have their betweenness estimated from some nodes only: as many as can be gone
/// through in so many steps along edges, but not fewer or more than these.
const MAX_EXACT: usize = 1500;
const N_STEPS: usize = 10_000_000;
const N_PIVOTS: [usize; 2] = [48, 256];

/// The weights of a node's edges together: with deals, their number, each counted once for each partner.
pub fn strength(network: &Network) -> Vec<f32> {
    let mut strength = vec![0.0; network.nodes.len()];
    for edge in &network.edges {
        strength[edge.a] += edge.weight;
        strength[edge.b] += edge.weight;
    }
    strength
}

/// PageRank on the undirected, weighted network, with a damping of 0.85 (Brin and Page, 1998). The values add up to 1.
/// O(edges) a round, 100 rounds at most.
pub fn pagerank(network: &Network) -> Vec<f32> {
    const DAMPING: f32 = 0.85;
    let n = network.nodes.len();
    let strength = strength(network);
    let mut ranks = vec![1.0 / n as f32; n];
    for _ in 0..100 {
        // What stands alone gives its rank to all.
        let alone: f32 = ranks.iter().zip(&strength).filter(|(_, s)| **s <= 0.0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * alone) / n as f32; n];
        for edge in &network.edges {
            for (from, to) in [(edge.a, edge.b), (edge.b, edge.a)] {
                next[to] += DAMPING * ranks[from] * edge.weight / strength[from].max(f32::MIN_POSITIVE);
            }
        }
        let change: f32 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < 1e-6 {
            break;
        }
    }
    ranks
}

/// Betweenness: how many shortest paths between other nodes lead through a node, parts of paths where there are
/// several (Brandes, 2001). Steps count, weights do not. Exact up to 1,500 nodes, O(nodes · edges); in larger networks
/// estimated from paths that start at 48 to 256 nodes, evenly chosen (Brandes and Pich, 2007).
pub fn betweenness(network: &Network) -> Vec<f32> {
    let n = network.nodes.len();
    let neighbours = neighbours(network);
    let n_pivots = (N_STEPS / (n + 2 * network.edges.len()).max(1)).clamp(N_PIVOTS[0], N_PIVOTS[1]);
    let stride = if n > MAX_EXACT { n.div_ceil(n_pivots) } else { 1 };
    let mut sums = vec![0.0; n];
    for start in (0..n).step_by(stride) {
        add_paths_from(start, &neighbours, &mut sums);
    }
    // Each path was counted from both of its ends.
    sums.into_iter().map(|sum: f64| (sum * stride as f64 / 2.0) as f32).collect()
}

/// Adds to each node the share of shortest paths from `start` to others that lead through it.
fn add_paths_from(start: usize, neighbours: &[Vec<usize>], sums: &mut [f64]) {
    let n = neighbours.len();
    let (mut steps, mut n_paths, mut shares) = (vec![usize::MAX; n], vec![0.0_f64; n], vec![0.0_f64; n]);
    let mut order = Vec::with_capacity(n);
    let mut queue = VecDeque::from([start]);
    (steps[start], n_paths[start]) = (0, 1.0);
    while let Some(at) = queue.pop_front() {
        order.push(at);
        for &next in &neighbours[at] {
            if steps[next] == usize::MAX {
                steps[next] = steps[at] + 1;
                queue.push_back(next);
            }
            if steps[next] == steps[at] + 1 {
                n_paths[next] += n_paths[at];
            }
        }
    }
    for &at in order.iter().rev().filter(|&&at| at != start) {
        for &before in neighbours[at].iter().filter(|&&before| steps[before] + 1 == steps[at]) {
            shares[before] += n_paths[before] / n_paths[at] * (1.0 + shares[at]);
        }
        sums[at] += shares[at];
    }
}

fn neighbours(network: &Network) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); network.nodes.len()];
    for edge in &network.edges {
        neighbours[edge.a].push(edge.b);
        neighbours[edge.b].push(edge.a);
    }
    neighbours
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::network::tests::linked;

    fn check(values: Vec<f32>, expected: &[f32]) {
        let is_near = values.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3);
        assert!(is_near && values.len() == expected.len(), "{values:?}");
    }

    #[test]
    fn strength_is_the_sum_of_weights() {
        check(strength(&linked(3, &[(0, 1, 2.0), (1, 2, 0.5)])), &[2.0, 2.5, 0.5]);
    }

    /// Solved by hand: the middle has 0.133125 / 0.2775.
    #[test]
    fn the_middle_of_a_star_has_the_highest_rank() {
        let star = linked(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)]);
        check(pagerank(&star), &[0.4797, 0.1734, 0.1734, 0.1734]);
    }

    #[test]
    fn betweenness_shares_paths() {
        let row = linked(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)]);
        check(betweenness(&row), &[0.0, 2.0, 2.0, 0.0]);
        let square = linked(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)]);
        check(betweenness(&square), &[0.5; 4]);
    }

    #[test]
    fn nothing_is_survived() {
        for measure in [strength, pagerank, betweenness] {
            assert!(measure(&Network::default()).is_empty());
        }
    }
}
