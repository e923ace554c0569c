//! The request as a graph: neighbours in one array, components, parts.

use super::Request;
use std::{cmp::Reverse, ops::Range};

/// A checked request: finite radii, edges between different nodes, each pair once. Each edge is listed at both ends.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// Radius of each node in points.
    pub radii: Vec<f32>,
    /// Where each node's links begin; one more entry than nodes.
    starts: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f32>,
}

impl Graph {
    /// Leaves out edges to nowhere, to the node itself and without weight; parallel edges join. O(nodes + edges).
    pub fn new(request: &Request) -> Self {
        let radius = |r: &f32| if r.is_finite() { r.clamp(0.0, 1e3) } else { 0.0 };
        let n = request.radii.len();
        let good = || request.edges.iter().filter(|&&(a, b, w)| a < n && b < n && a != b && w > 0.0);
        let ends = || good().flat_map(|&(a, b, w)| [(a, b, w.min(1e6)), (b, a, w.min(1e6))]);
        let unsorted = Self::of_links(n, ends);
        // Each link has its reverse, so that turning all around changes nothing but sorts the lists by target.
        let reversed = || (0..n).flat_map(|a| unsorted.links(a).map(move |(b, w)| (b, a, w)));
        let mut graph = Self::of_links(n, reversed).joined();
        graph.radii = request.radii.iter().map(radius).collect();
        graph
    }

    fn of_links<I: Iterator<Item = (usize, usize, f32)>>(n: usize, links: impl Fn() -> I) -> Self {
        let mut starts = vec![0_u32; n + 1];
        links().for_each(|(a, ..)| starts[a + 1] += 1);
        (0..n).for_each(|i| starts[i + 1] += starts[i]);
        let mut free = starts.clone();
        let n_links = starts[n] as usize;
        let (mut targets, mut weights) = (vec![0; n_links], vec![0.0; n_links]);
        for (a, b, weight) in links() {
            let at = free[a] as usize;
            (targets[at], weights[at]) = (b as u32, weight);
            free[a] += 1;
        }
        Self { radii: Vec::new(), starts, targets, weights }
    }

    /// Parallel links become one with the sum of their weights. Lists must be sorted.
    fn joined(self) -> Self {
        let mut joined = Self { starts: vec![0], ..Self::default() };
        for node in 0..self.n() {
            let first = joined.targets.len();
            for (to, weight) in self.links(node) {
                if joined.targets.len() > first && joined.targets.last() == Some(&(to as u32)) {
                    joined.weights.last_mut().into_iter().for_each(|sum| *sum += weight);
                } else {
                    joined.targets.push(to as u32);
                    joined.weights.push(weight);
                }
            }
            joined.starts.push(joined.targets.len() as u32);
        }
        joined
    }

    /// Number of nodes.
    pub fn n(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of links: twice the number of edges.
    pub fn n_links(&self) -> usize {
        self.targets.len()
    }

    fn range(&self, node: usize) -> Range<usize> {
        self.starts[node] as usize..self.starts[node + 1] as usize
    }

    /// Number of neighbours.
    pub fn degree(&self, node: usize) -> usize {
        self.range(node).len()
    }

    /// Neighbours of a node.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.targets[self.range(node)]
    }

    /// Neighbours of a node with the edge's weight.
    pub fn links(&self, node: usize) -> impl Iterator<Item = (usize, f32)> + Clone {
        let range = self.range(node);
        self.targets[range.clone()].iter().map(|&to| to as usize).zip(self.weights[range].iter().copied())
    }

    /// Each edge once: lower end, higher end, weight.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize, f32)> + Clone {
        let later = |a: usize| self.links(a).filter(move |&(b, _)| b > a).map(move |(b, weight)| (a, b, weight));
        (0..self.n()).flat_map(later)
    }

    /// The nodes of each component in breadth-first order; components by size, the largest first.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut is_seen = vec![false; self.n()];
        let mut components = Vec::new();
        for first in 0..self.n() {
            if std::mem::replace(&mut is_seen[first], true) {
                continue;
            }
            let mut members = vec![first];
            let mut next = 0;
            while next < members.len() {
                for &to in self.neighbours(members[next]) {
                    if !std::mem::replace(&mut is_seen[to as usize], true) {
                        members.push(to as usize);
                    }
                }
                next += 1;
            }
            components.push(members);
        }
        components.sort_by_key(|members| Reverse(members.len()));
        components
    }

    /// A whole component as a graph of its own, numbered as in `members`; `local` is room for one number a node of
    /// this graph.
    pub fn part(&self, members: &[usize], local: &mut [u32]) -> Self {
        members.iter().zip(0..).for_each(|(&member, number)| local[member] = number);
        let mut part = Self { starts: vec![0], ..Self::default() };
        for &member in members {
            part.radii.push(self.radii[member]);
            part.targets.extend(self.neighbours(member).iter().map(|&to| local[to as usize]));
            part.weights.extend_from_slice(&self.weights[self.range(member)]);
            part.starts.push(part.targets.len() as u32);
        }
        part
    }

    /// Brings the weights to a mean of 1, none further than a factor of 4 from it, so that neither units nor a few
    /// heavy edges decide the drawing.
    pub fn balance_weights(&mut self) {
        let mean = self.weights.iter().sum::<f32>() / self.weights.len().max(1) as f32;
        self.weights.iter_mut().for_each(|weight| *weight = (*weight / mean).clamp(0.25, 4.0));
    }
}
