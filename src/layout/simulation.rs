//! A laid out drawing that follows the hand: dragged nodes pull their neighbours and push what is in their way.

use super::{
    Point, Request, Room,
    align::scale,
    forces::{Forces, Pace},
    graph::Graph,
    spread,
};
use std::collections::BTreeMap;

/// A drawing at rest until nodes are held elsewhere. However it came about, it is taken to be at rest as it is: what
/// pulls at a node there is remembered and counted off, and a weak spring holds the node there. So what is dragged
/// takes along what hangs on it, less and less with every edge between them, and the rest keeps still.
pub struct Simulation {
    graph: Graph,
    forces: Forces,
    room: Room,
    /// On the plane without stretch, at the size where push and pull are in balance.
    points: Vec<Point>,
    /// Where nodes are at rest, and where they would want to go even so.
    rest: Vec<Point>,
    urge: Vec<Point>,
    held: BTreeMap<usize, Point>,
    mobility: Vec<f32>,
    radii: Vec<f32>,
    /// Nothing goes further in a step: what a dragged hub comes close to would fly.
    longest: f32,
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
        let size = forces.size(&graph, &points);
        scale(&mut points, 1.0 / size);
        let urge = forces.ways(&graph, &points);
        let lengths: f32 = graph.edges().map(|(a, b, _)| spread::distance(points[a], points[b])).sum();
        let mut simulation = Self {
            longest: 0.4 * lengths / graph.n_links().max(1) as f32,
            radii: graph.radii.iter().map(|r| r / size).collect(),
            mobility: vec![1.0; points.len()],
            scale: stretch.map(|s| s * size),
            held: BTreeMap::new(),
            room: request.room,
            graph,
            forces,
            rest: points.clone(),
            points,
            urge,
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
            self.rest.copy_from_slice(&self.points);
            self.urge = self.forces.ways(&self.graph, &self.points);
        }
    }

    /// Moves everything a step on. Returns the longest move, in points: when it is under a pixel, nothing is to be
    /// seen any more. O(n log n + edges).
    pub fn step(&mut self) -> f32 {
        let pace = Pace { stride: 0.5, momentum: 0.4, longest: self.longest };
        /// How hard a node is held to where it was at rest, beside its edges.
        const SPRING: f32 = 0.15;
        let before = self.points.clone();
        for (&node, &at) in &self.held {
            self.points[node] = at;
        }
        let mut ways = self.forces.ways(&self.graph, &self.points);
        let at_rest = self.rest.iter().zip(&self.urge);
        for ((way, point), (rest, urge)) in ways.iter_mut().zip(&self.points).zip(at_rest) {
            *way = [0, 1].map(|axis| way[axis] - urge[axis] - SPRING * (point[axis] - rest[axis]));
        }
        self.held.keys().for_each(|&node| ways[node] = [0.0; 2]);
        self.forces.advance(&mut self.points, &ways, pace);
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

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;
    use std::ops::ControlFlow;

    /// A chain of 40 nodes as it was laid out.
    fn chain() -> (Simulation, Vec<Point>) {
        let edges = (1..40).map(|i| (i - 1, i, 1.0)).collect();
        let request = Request { radii: vec![8.0; 40], edges, start: vec![None; 40], ..Request::default() };
        let points = layout(&request, &mut |_| ControlFlow::Continue(()));
        (Simulation::new(&request, &points), points)
    }

    fn moved(simulation: &Simulation, before: &[Point]) -> Vec<f32> {
        simulation.positions().iter().zip(before).map(|(a, b)| spread::distance(*a, *b)).collect()
    }

    #[test]
    fn a_layout_is_at_rest() {
        let (mut simulation, points) = chain();
        assert!((0..5).all(|_| simulation.step() < 0.01));
        assert!(moved(&simulation, &points).iter().all(|way| *way < 0.1));
    }

    #[test]
    fn neighbours_follow_and_what_is_far_stays() {
        let (mut simulation, points) = chain();
        simulation.hold(0, [points[0][0], points[0][1] - 200.0]);
        let calm = (0..300).position(|_| simulation.step() < 0.05);
        assert!(calm.is_some(), "it comes to rest");
        let moved = moved(&simulation, &points);
        assert!((moved[0] - 200.0).abs() < 0.1, "it is where the hand is");
        assert!(moved[1] > 60.0 && moved[1] > moved[2] && moved[2] > moved[4], "{moved:?}");
        assert!(moved[20..].iter().all(|way| *way < 2.0), "{moved:?}");
    }

    #[test]
    fn a_released_node_stays() {
        let (mut simulation, points) = chain();
        simulation.hold(5, [points[5][0] + 40.0, points[5][1] + 90.0]);
        (0..200).for_each(|_| _ = simulation.step());
        let left = simulation.positions();
        simulation.release(5);
        (0..20).for_each(|_| _ = simulation.step());
        assert!(moved(&simulation, &left).iter().all(|way| *way < 1.0));
    }

    #[test]
    fn nonsense_is_survived() {
        let mut empty = Simulation::new(&Request::default(), &[]);
        empty.hold(3, [0.0; 2]);
        assert!(empty.step() == 0.0 && empty.positions().is_empty());
        let request = Request { radii: vec![8.0; 3], pinned: vec![1, 9], ..Request::default() };
        let mut alone = Simulation::new(&request, &[[f32::NAN, 0.0], [1.0, 1.0]]);
        alone.hold(0, [f32::INFINITY, 0.0]);
        alone.step();
        assert!(alone.positions().iter().flatten().all(|x| x.is_finite()));
    }
}
