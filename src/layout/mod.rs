//! Stage 8: positions. A pure, seeded engine; a request with a streamed result.
//!
//! Each connected component is laid out by itself: stress gives its shape, then nodes make room for each other's names
//! (`component`); the components are packed around the largest (`pack`). The engine works on a plane without
//! direction, which is stretched sideways at the end: names are wider than high, and so are screens.
//!
//! Where places are known already, they hardly move: new nodes fit themselves in. Up to about 2,000 nodes a component
//! has a term for each pair of nodes; larger ones use pivots.

mod component;
mod graph;
mod grid;
mod pack;
mod random;
mod spread;
mod stress;
#[cfg(test)]
mod tests;

use component::{Component, settle};
use graph::Graph;
use random::Random;
use std::{collections::BTreeSet, ops::ControlFlow};

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
/// How the plane is stretched at the end, along x and y.
const STRETCH: Point = [1.25, 0.85];

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

/// What a request says of a node's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Nowhere,
    Placed,
    Pinned,
}

impl Known {
    /// How readily it gives way to others.
    fn mobility(self) -> f32 {
        match self {
            Self::Nowhere => 1.0,
            Self::Placed => 0.1,
            Self::Pinned => 0.0,
        }
    }
}

/// Lays the graph out. `progress` sees intermediate positions and can stop it; what is reached by then is returned.
/// The result has one point a node. No two nodes overlap unless both are pinned or the work was stopped. The drawing is
/// centred on the origin unless a node had a `start`. Nodes that were placed stay within a few points where they make
/// up half of their component; where they are fewer, the component keeps its middle.
pub fn layout(request: &Request, progress: &mut dyn FnMut(&[Point]) -> ControlFlow<()>) -> Vec<Point> {
    let graph = Graph::new(request);
    let mut random = Random(request.seed);
    let known = known(request);
    let mut points = first_places(request, &graph, &known, &mut random);
    let _ = place_all(request, &graph, &known, &mut points, &mut random, progress);
    finish(request, &known, &points)
}

fn place_all(
    request: &Request,
    graph: &Graph,
    known: &[Known],
    points: &mut [Point],
    random: &mut Random,
    progress: &mut dyn FnMut(&[Point]) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let components = graph.components();
    for members in &components {
        let component = Component::new(graph, members, known);
        let mut own: Vec<Point> = members.iter().map(|&m| points[m]).collect();
        let done = component.place(graph, &mut own, random, &mut |own| {
            members.iter().zip(own).for_each(|(&m, &p)| points[m] = p);
            progress(&finish(request, known, points))
        });
        members.iter().zip(own).for_each(|(&m, p)| points[m] = p);
        done?;
    }
    let is_known = |members: &&Vec<usize>| members.iter().any(|&m| known[m] != Known::Nowhere);
    let (old, new): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = components.iter().partition(is_known);
    let mut groups: Vec<Vec<usize>> = new.into_iter().cloned().collect();
    if !old.is_empty() {
        groups.insert(0, old.into_iter().flatten().copied().collect());
    }
    pack::pack(points, graph, &groups);
    if known.iter().all(|k| *k == Known::Nowhere) {
        centre(points);
    }
    // Components that were placed before can have grown into each other.
    let mobility: Vec<f32> = known.iter().map(|k| k.mobility()).collect();
    settle(points, &graph.radii, &mobility, &mut |points| progress(&finish(request, known, points)))
}

/// What is known of each node. Of several nodes at one place only the first, or the pinned, is taken to be placed.
fn known(request: &Request) -> Vec<Known> {
    let start = |i: usize| request.start.get(i).copied().flatten().filter(|p| p.iter().all(|x| x.is_finite()));
    let mut known = vec![Known::Nowhere; request.radii.len()];
    let mut taken: BTreeSet<[i64; 2]> = BTreeSet::new();
    let cell = |p: Point| p.map(|x| x.round() as i64);
    for &i in request.pinned.iter().filter(|&&i| i < request.radii.len()) {
        if let Some(p) = start(i) {
            known[i] = Known::Pinned;
            taken.insert(cell(p));
        }
    }
    for (i, known) in known.iter_mut().enumerate().filter(|(_, known)| **known == Known::Nowhere) {
        if start(i).is_some_and(|p| taken.insert(cell(p))) {
            *known = Known::Placed;
        }
    }
    known
}

/// Known places on the plane without stretch; unknown nodes beside a neighbour that has one, or at random.
fn first_places(request: &Request, graph: &Graph, known: &[Known], random: &mut Random) -> Vec<Point> {
    let n = known.len();
    let spread = 40.0 * (n as f32).sqrt();
    let mut points: Vec<Point> = (0..n).map(|_| [random.unit() * spread, random.unit() * spread]).collect();
    let mut queue: Vec<usize> = Vec::new();
    let mut is_placed = vec![false; n];
    for i in (0..n).filter(|&i| known[i] != Known::Nowhere) {
        if let Some(p) = request.start.get(i).copied().flatten() {
            points[i] = [p[0] / STRETCH[0], p[1] / STRETCH[1]];
            is_placed[i] = true;
            queue.push(i);
        }
    }
    let mut next = 0;
    while next < queue.len() {
        let at = queue[next];
        for &(to, length) in &graph.neighbours[at] {
            if !std::mem::replace(&mut is_placed[to], true) {
                let angle = random.unit() * std::f32::consts::PI;
                points[to] = [points[at][0] + length * angle.cos(), points[at][1] + length * angle.sin()];
                queue.push(to);
            }
        }
        next += 1;
    }
    points
}

/// Moves the middle of the drawing to the origin.
fn centre(points: &mut [Point]) {
    let Some(&first) = points.first() else { return };
    let (min, max) = points.iter().fold((first, first), |(min, max), p| {
        ([min[0].min(p[0]), min[1].min(p[1])], [max[0].max(p[0]), max[1].max(p[1])])
    });
    let middle = [(min[0] + max[0]) / 2.0, (min[1] + max[1]) / 2.0];
    points.iter_mut().for_each(|p| *p = [p[0] - middle[0], p[1] - middle[1]]);
}

/// The points as they go out: stretched, pins exactly where they were.
fn finish(request: &Request, known: &[Known], points: &[Point]) -> Vec<Point> {
    let place = |(i, p): (usize, &Point)| {
        let pin = request.start.get(i).copied().flatten().filter(|_| known[i] == Known::Pinned);
        pin.unwrap_or([p[0] * STRETCH[0], p[1] * STRETCH[1]])
    };
    points.iter().enumerate().map(place).collect()
}
