//! The request as a graph: neighbours, components, ideal distances.

use super::Request;
use std::{cmp::Reverse, collections::BinaryHeap};

/// A checked request: finite radii, edges between different nodes, each pair once.
pub struct Graph {
    /// Radius of each node in points.
    pub radii: Vec<f32>,
    /// Neighbours of each node with the ideal length of the edge to them; sorted by neighbour.
    pub neighbours: Vec<Vec<(usize, f32)>>,
}

impl Graph {
    /// Leaves out edges to nowhere, to the node itself and without weight; parallel edges join.
    pub fn new(request: &Request) -> Self {
        let radii: Vec<f32> =
            request.radii.iter().map(|r| if r.is_finite() { r.clamp(0.0, 1e3) } else { 0.0 }).collect();
        let n = radii.len();
        let mut neighbours: Vec<Vec<(usize, f32)>> = vec![Vec::new(); n];
        for &(a, b, weight) in request.edges.iter().filter(|&&(a, b, w)| a < n && b < n && a != b && w > 0.0) {
            neighbours[a].push((b, weight));
            neighbours[b].push((a, weight));
        }
        for list in &mut neighbours {
            list.sort_by_key(|&(to, _)| to);
            list.dedup_by(|later, first| {
                let is_same = later.0 == first.0;
                first.1 += if is_same { later.1 } else { 0.0 };
                is_same
            });
        }
        let degrees: Vec<usize> = neighbours.iter().map(Vec::len).collect();
        for (a, list) in neighbours.iter_mut().enumerate() {
            for (b, length) in list {
                *length = ideal_length(radii[a] + radii[*b], [degrees[a], degrees[*b]], *length);
            }
        }
        Self { radii, neighbours }
    }

    /// The nodes of each component, ascending; components by size, the largest first.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut is_seen = vec![false; self.neighbours.len()];
        let mut components = Vec::new();
        for first in 0..self.neighbours.len() {
            if std::mem::replace(&mut is_seen[first], true) {
                continue;
            }
            let mut members = vec![first];
            let mut next = 0;
            while next < members.len() {
                for &(to, _) in &self.neighbours[members[next]] {
                    if !std::mem::replace(&mut is_seen[to], true) {
                        members.push(to);
                    }
                }
                next += 1;
            }
            members.sort_unstable();
            components.push(members);
        }
        components.sort_by_key(|members| (Reverse(members.len()), members.first().copied()));
        components
    }

    /// Ideal distance from `source` to every node: the length of the shortest path, infinite where there is none.
    /// O(edges · log nodes).
    pub fn distances(&self, source: usize) -> Vec<f32> {
        let mut distances = vec![f32::INFINITY; self.neighbours.len()];
        distances[source] = 0.0;
        // Lengths are positive, so their bits order as they do.
        let mut queue = BinaryHeap::from([Reverse((0_u32, source))]);
        while let Some(Reverse((bits, at))) = queue.pop() {
            let distance = f32::from_bits(bits);
            if distance > distances[at] {
                continue;
            }
            for &(to, length) in &self.neighbours[at] {
                let further = distance + length;
                if further < distances[to] {
                    distances[to] = further;
                    queue.push(Reverse((further.to_bits(), to)));
                }
            }
        }
        distances
    }
}

/// Ideal length of an edge in points. The neighbours of a hub stand in a ring around it, which must be wide enough for
/// all of them; two hubs stand further apart still, so that their rings do not mix (on the samples this takes away a
/// tenth of the crossings); many deals pull a little closer.
fn ideal_length(radii: f32, degrees: [usize; 2], weight: f32) -> f32 {
    let [low, high] = [degrees[0].min(degrees[1]), degrees[0].max(degrees[1])].map(|degree| (degree as f32).sqrt());
    radii + 14.0 + 16.0 * high + 18.0 * low - 6.0 * weight.clamp(1.0, 4.0).ln()
}
