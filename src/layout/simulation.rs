//! A laid out drawing that follows the hand: dragged nodes pull their neighbours and push what is in their way.

use super::{
    Point, Request, Room,
    forces::{Forces, Pace},
    graph::Graph,
    spread,
};
use std::collections::BTreeMap;

/// A drawing at rest until nodes are held elsewhere. However it came about, it is taken to be at rest as it is: what
/// pulls at a node there is remembered and counted off. So only what is dragged, and what hangs on it, moves.
pub struct Simulation {
    graph: Graph,
    forces: Forces,
    room: Room,
    /// On the plane without stretch, at the size where push and pull are in balance.
    points: Vec<Point>,
    /// Where nodes want to go although they are at rest.
    rest: Vec<Point>,
    held: BTreeMap<usize, Point>,
    mobility: Vec<f32>,
    radii: Vec<f32>,
    /// From that plane to points, along x and y.
    scale: Point,
}

impl Simulation {
    /// Takes a layout of `request` as it is; pinned nodes are held. O(n log n).
    pub fn new(request: &Request, layout: &[Point]) -> Self {
        let mut graph = Graph::new(request);
        graph.balance_weights();
        let mut forces = Forces::new(&graph);
        let stretch = request.room.stretch();
        let plane = |p: &Point| [p[0] / stretch[0], p[1] / stretch[1]].map(|x| if x.is_finite() { x } else { 0.0 });
        let mut points: Vec<Point> = layout.iter().map(plane).collect();
        points.resize(graph.n(), [0.0; 2]);
        let size = forces.scale(&graph, &points);
        points.iter_mut().for_each(|p| *p = p.map(|x| x / size));
        let rest = forces.ways(&graph, &points);
        let mut simulation = Self {
            radii: graph.radii.iter().map(|r| r / size).collect(),
            mobility: vec![1.0; points.len()],
            scale: stretch.map(|s| s * size),
            held: BTreeMap::new(),
            room: request.room,
            graph,
            forces,
            points,
            rest,
        };
        for &node in request.pinned.iter().filter(|&&node| node < layout.len()) {
            simulation.hold(node, layout[node]);
        }
        simulation
    }

    /// Holds a node at a place, in layout coordinates, until it is released.
    pub fn hold(&mut self, node: usize, at: Point) {
        if node < self.points.len() && at.iter().all(|x| x.is_finite()) {
            self.held.insert(node, [at[0] / self.scale[0], at[1] / self.scale[1]]);
            self.mobility[node] = 0.0;
            self.forces.stop(node);
        }
    }

    /// Lets a node go; it stays where it is, as a part of the drawing at rest, and so do all that followed it.
    pub fn release(&mut self, node: usize) {
        if self.held.remove(&node).is_some() {
            self.mobility[node] = 1.0;
            self.rest = self.forces.ways(&self.graph, &self.points);
        }
    }

    /// Moves everything a step on. Returns the longest move, in points: when it is under a pixel, nothing is to be
    /// seen any more. O(n log n + edges).
    pub fn step(&mut self) -> f32 {
        const PACE: Pace = Pace { stride: 0.5, momentum: 0.4, longest: f32::INFINITY };
        let before = self.points.clone();
        for (&node, &at) in &self.held {
            self.points[node] = at;
        }
        let mut ways = self.forces.ways(&self.graph, &self.points);
        for (way, rest) in ways.iter_mut().zip(&self.rest) {
            *way = [way[0] - rest[0], way[1] - rest[1]];
        }
        self.held.keys().for_each(|&node| ways[node] = [0.0; 2]);
        self.forces.advance(&mut self.points, &ways, PACE);
        let gap = self.room.gap(self.points.len()) / self.scale[1] / 4.0;
        spread::separate(&mut self.points, &self.radii, &self.mobility, gap);
        let moves = self.points.iter().zip(&before).map(|(a, b)| spread::distance(*a, *b));
        moves.fold(0.0, f32::max) * self.scale[0]
    }

    /// The drawing as it is, in layout coordinates.
    pub fn positions(&self) -> Vec<Point> {
        self.points.iter().map(|p| [p[0] * self.scale[0], p[1] * self.scale[1]]).collect()
    }
}
