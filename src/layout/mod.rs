//! Stage 8: positions. A pure, seeded engine; a request with a streamed result.

use std::ops::ControlFlow;

/// A place in layout coordinates; y grows downwards. One unit is one point at zoom 1.
pub type Point = [f32; 2];

/// What is to be laid out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// Node radii in points; its length is the number of nodes.
    pub radii: Vec<f32>,
    /// Node pairs with a weight over 0.
    pub edges: Vec<(usize, usize, f32)>,
    /// Where each node was before, if anywhere: a warm start moves the rest as little as possible.
    pub start: Vec<Option<Point>>,
    /// Nodes that must not move; they need a `start`.
    pub pinned: Vec<usize>,
    /// The same seed and request give the same positions.
    pub seed: u64,
}

/// The seed of every layout: the same articles always give the same picture.
const SEED: u64 = 1;

impl Request {
    /// What is asked for a network: radii by degree, weights by number of deals; nothing placed or pinned.
    pub fn of(network: &crate::network::Network) -> Self {
        Self {
            radii: network.nodes.iter().map(|n| crate::scene::radius(n.degree)).collect(),
            edges: network.edges.iter().map(|e| (e.a, e.b, e.deals.len().max(1) as f32)).collect(),
            start: vec![None; network.nodes.len()],
            pinned: Vec::new(),
            seed: SEED,
        }
    }
}

/// Lays the graph out. `progress` sees intermediate positions and can stop it.
/// The result has one point a node, no two nodes overlapping, the drawing centred on the origin unless pinned.
pub fn layout(_request: &Request, _progress: &mut dyn FnMut(&[Point]) -> ControlFlow<()>) -> Vec<Point> {
    Vec::new()
}
