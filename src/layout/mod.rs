//! Stage 8: positions. A pure, seeded engine; a request with a streamed result.
//!
//! Each connected component is laid out by itself (`component`), and the components are packed around the largest
//! (`pack`). Distances in the graph give the large parts of a drawing (`hops`, `pivots`, `stress`), forces the small
//! ones (`field`, `forces`), and at last nodes make room for each other and, in networks, for their names (`spread`).
//! Names are wider than high, and so are screens: a drawing with names is stretched sideways at the end.
//!
//! Where places are known already, they hardly move: new nodes fit themselves in. [`Simulation`] is for dragging.

mod align;
mod component;
mod field;
mod forces;
mod graph;
mod grid;
mod hilbert;
mod hops;
mod pack;
mod pivots;
mod random;
mod simulation;
mod spread;
mod stress;
#[cfg(test)]
mod tests;

use align::to_origin;
use component::{Component, settle};
use graph::Graph;
use random::Random;
pub use simulation::Simulation;
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
    /// What needs room beside the nodes.
    pub room: Room,
    /// What is worth waiting for.
    pub quality: Quality,
}

/// What needs room beside nodes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Room {
    /// Names: distances in the drawing grow around hubs.
    #[default]
    Names,
    /// Nothing: distances in the drawing follow those in the graph.
    Dots,
}

/// How good a large drawing is to be. Small ones are always as good as can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quality {
    /// Forces, on a start from stress: clear groups, short edges, few crossings.
    #[default]
    Fast,
    /// Stress refined: distances in the drawing follow those in the graph.
    Best,
}

/// The seed of every layout: the same articles always give the same picture.
const SEED: u64 = 1;
impl Request {
    /// What is asked for a network: radii by degree, weights by number of deals; nothing placed or pinned.
    pub fn of(network: &crate::network::Network) -> Self {
        Self {
            radii: network.nodes.iter().map(|n| crate::scene::radius(n.degree)).collect(),
            edges: network.edges.iter().map(|e| (e.a, e.b, e.weight)).collect(),
            start: vec![None; network.nodes.len()],
            pinned: Vec::new(),
            seed: SEED,
            room: Room::Names,
            quality: Quality::Fast,
        }
    }
}

impl Room {
    /// Room between two rims, in points. A small network leaves enough for a name of four or five syllables at 13
    /// points; in a large one names show when it is zoomed.
    fn gap(self, n_nodes: usize) -> f32 {
        match self {
            Self::Names => 48.0 * (component::MAX_SMALL as f32 / n_nodes as f32).sqrt().min(1.0),
            Self::Dots if n_nodes <= component::MAX_SMALL => 8.0,
            Self::Dots => 2.0,
        }
    }

    /// How the plane is stretched at the end, along x and y.
    fn stretch(self) -> Point {
        match self {
            Self::Names => [1.25, 0.85],
            Self::Dots => [1.0; 2],
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

/// Takes positions so far, if it wants them; can stop the work.
pub type Progress<'p> = &'p mut dyn FnMut(&dyn Fn() -> Vec<Point>) -> ControlFlow<()>;

/// Lays the graph out. `progress` can ask for intermediate positions and can stop it; what is reached by then is
/// returned. The result has one point a node. No two nodes overlap unless both are pinned, or too many are placed too
/// closely, or the work was stopped. The drawing is centred on the origin unless a node had a `start`. Nodes that were
/// placed stay within a few points where they make up half of their component; where they are fewer, the component
/// comes to lie where they were.
pub fn layout(request: &Request, progress: Progress) -> Vec<Point> {
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
    progress: Progress,
) -> ControlFlow<()> {
    let components = graph.components();
    let mut local = vec![0; graph.n()];
    for members in &components {
        let part = graph.part(members, &mut local);
        let component = Component::new(part, members, known, request.room, request.quality);
        let mut own: Vec<Point> = members.iter().map(|&m| points[m]).collect();
        let done = component.place(&mut own, random, &mut |own| {
            progress(&|| {
                let mut all = points.to_vec();
                members.iter().zip(own()).for_each(|(&m, p)| all[m] = p);
                finish(request, known, &all)
            })
        });
        members.iter().zip(own).for_each(|(&m, p)| points[m] = p);
        done?;
    }
    let is_known = |members: &&Vec<usize>| members.iter().any(|&m| known[m] != Known::Nowhere);
    let (old, new): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = components.iter().partition(is_known);
    let had_several = old.len() > 1;
    let mut groups: Vec<Vec<usize>> = new.into_iter().cloned().collect();
    if !old.is_empty() {
        groups.insert(0, old.into_iter().flatten().copied().collect());
    }
    pack::pack(points, graph, &groups, request.room.gap(graph.n()));
    if known.iter().all(|k| *k == Known::Nowhere) {
        to_origin(points);
    }
    if had_several {
        // Components that were placed before can be in each other's way.
        let mobility: Vec<f32> = known.iter().map(|k| k.mobility()).collect();
        let gap = request.room.gap(graph.n());
        let show = &mut |points: &dyn Fn() -> Vec<Point>| progress(&|| finish(request, known, &points()));
        return settle(points, &graph.radii, &mobility, gap, show);
    }
    ControlFlow::Continue(())
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
    let stretch = request.room.stretch();
    let mut points = vec![[0.0; 2]; n];
    let mut queue: Vec<usize> = Vec::new();
    let mut is_placed = vec![false; n];
    for i in (0..n).filter(|&i| known[i] != Known::Nowhere) {
        if let Some(p) = request.start.get(i).copied().flatten() {
            points[i] = [p[0] / stretch[0], p[1] / stretch[1]];
            is_placed[i] = true;
            queue.push(i);
        }
    }
    let mut next = 0;
    while next < queue.len() {
        let at = queue[next];
        for &to in graph.neighbours(at) {
            if !std::mem::replace(&mut is_placed[to as usize], true) {
                let angle = random.unit() * std::f32::consts::PI;
                let length = graph.radii[at] + request.room.gap(n) + graph.radii[to as usize];
                points[to as usize] = [points[at][0] + length * angle.cos(), points[at][1] + length * angle.sin()];
                queue.push(to as usize);
            }
        }
        next += 1;
    }
    points
}

/// The points as they go out: stretched, pins exactly where they were.
fn finish(request: &Request, known: &[Known], points: &[Point]) -> Vec<Point> {
    let stretch = request.room.stretch();
    let place = |(i, p): (usize, &Point)| {
        let pin = request.start.get(i).copied().flatten().filter(|_| known[i] == Known::Pinned);
        pin.unwrap_or([p[0] * stretch[0], p[1] * stretch[1]])
    };
    points.iter().enumerate().map(place).collect()
}
