//! Distances in the graph: in hops from many nodes at once, or along weighted paths from one.

use super::graph::Graph;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Hops from each of `sources`. Row by row: entry `node * sources.len() + source`. What cannot be reached has
/// `u16::MAX`. O(sources · edges) at worst; on small worlds near O(edges) for each 64 sources.
pub fn hops(graph: &Graph, sources: &[usize]) -> Vec<u16> {
    let k = sources.len();
    let mut hops = vec![u16::MAX; graph.n() * k];
    for (batch, sources) in sources.chunks(u64::BITS as usize).enumerate() {
        search(graph, sources, &mut |node, bit, level| hops[node * k + batch * u64::BITS as usize + bit] = level);
    }
    hops
}

/// One search with a bit for each of at most 64 sources (after Then et al., "The more the merrier", 2014). Calls
/// `reach` with a node, a source's number and the hops between them.
fn search(graph: &Graph, sources: &[usize], reach: &mut impl FnMut(usize, usize, u16)) {
    let (mut seen, mut next) = (vec![0_u64; graph.n()], vec![0_u64; graph.n()]);
    let mut front: Vec<(u32, u64)> = Vec::new();
    for (bit, &source) in sources.iter().enumerate() {
        seen[source] |= 1 << bit;
        reach(source, bit, 0);
        front.push((source as u32, 1 << bit));
    }
    let mut touched: Vec<u32> = Vec::new();
    let mut level = 0_u16;
    while !front.is_empty() {
        level = level.saturating_add(1);
        for &(at, bits) in &front {
            for &to in graph.neighbours(at as usize) {
                let new = bits & !seen[to as usize];
                if new != 0 {
                    let slot = &mut next[to as usize];
                    if *slot == 0 {
                        touched.push(to);
                    }
                    *slot |= new;
                }
            }
        }
        front.clear();
        for to in touched.drain(..) {
            let mut bits = std::mem::take(&mut next[to as usize]);
            seen[to as usize] |= bits;
            front.push((to, bits));
            while bits != 0 {
                reach(to as usize, bits.trailing_zeros() as usize, level);
                bits &= bits - 1;
            }
        }
    }
}

/// Length of the shortest path from `source` to every node, where `length(a, b, weight)` is an edge's; infinite where
/// there is no path. Lengths must be positive. O(edges · log nodes).
pub fn paths(graph: &Graph, source: usize, length: &dyn Fn(usize, usize, f32) -> f32) -> Vec<f32> {
    let mut paths = vec![f32::INFINITY; graph.n()];
    paths[source] = 0.0;
    // Lengths are positive, so their bits order as they do.
    let mut queue = BinaryHeap::from([Reverse((0_u32, source))]);
    while let Some(Reverse((bits, at))) = queue.pop() {
        let path = f32::from_bits(bits);
        if path > paths[at] {
            continue;
        }
        for (to, weight) in graph.links(at) {
            let further = path + length(at, to, weight);
            if further < paths[to] {
                paths[to] = further;
                queue.push(Reverse((further.to_bits(), to)));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::super::Request;
    use super::*;

    #[test]
    fn hops_and_paths_agree_where_all_edges_are_alike() {
        // A ring with a chord and a tail.
        let mut edges: Vec<(usize, usize, f32)> = (0..20).map(|i| (i, (i + 1) % 20, 1.0)).collect();
        edges.extend([(3, 14, 1.0), (7, 20, 1.0), (20, 21, 1.0)]);
        let graph = Graph::new(&Request { radii: vec![1.0; 23], edges, ..Request::default() });
        let sources = [0, 5, 21];
        let hops = hops(&graph, &sources);
        for (k, &source) in sources.iter().enumerate() {
            let paths = paths(&graph, source, &|_, _, _| 1.0);
            assert!((0..22).all(|node| f32::from(hops[node * 3 + k]) == paths[node]), "from {source}");
            assert!(hops[22 * 3 + k] == u16::MAX && paths[22].is_infinite(), "node 22 stands alone");
        }
    }

    #[test]
    fn paths_go_around_long_edges() {
        let edges = vec![(0, 1, 1.0), (1, 2, 1.0), (0, 2, 5.0)];
        let graph = Graph::new(&Request { radii: vec![1.0; 3], edges, ..Request::default() });
        assert_eq!(paths(&graph, 0, &|_, _, weight| weight), [0.0, 1.0, 2.0]);
    }
}
