//! Forces: edges pull like springs of length 0, all nodes push each other away, those with many edges more. Groups come
//! apart and hubs get room, which stress alone does not see to.

use super::{Point, field::Field, graph::Graph};
use rayon::prelude::*;

/// The bodies of a graph and how they move.
pub struct Forces {
    /// Nodes push with it: by edges and size.
    mass: Vec<f32>,
    /// The sum of each node's weights: how hard its edges hold it.
    hold: Vec<f32>,
    velocity: Vec<Point>,
    push: Vec<Point>,
    field: Field,
}

/// How far a step goes.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Part of the way to where a node's edges would hold it.
    pub stride: f32,
    /// Part of the last move that goes on.
    pub momentum: f32,
    /// Longest move.
    pub longest: f32,
}

/// Nodes that one task works on.
const TASK: usize = 2048;

impl Forces {
    /// Bodies at rest.
    pub fn new(graph: &Graph) -> Self {
        let n = graph.n();
        let mean = (graph.radii.iter().sum::<f32>() / n.max(1) as f32).max(1e-3);
        let size = |node: usize| (graph.radii[node] / mean).powi(2).clamp(0.25, 4.0);
        Self {
            mass: (0..n).map(|node| size(node) + graph.degree(node) as f32).collect(),
            hold: (0..n).map(|node| graph.links(node).map(|(_, weight)| weight).sum::<f32>().max(1.0)).collect(),
            velocity: vec![[0.0; 2]; n],
            push: vec![[0.0; 2]; n],
            field: Field::new(n),
        }
    }

    /// The size of a drawing in which push and pull are out of balance, over that of the same drawing in which they
    /// are in balance as a whole (the virials are equal); 1 without edges.
    pub fn size(&self, graph: &Graph, points: &[Point]) -> f32 {
        let square = |a: usize, b: usize| (points[a][0] - points[b][0]).powi(2) + (points[a][1] - points[b][1]).powi(2);
        let pull: f64 = graph.edges().map(|(a, b, weight)| f64::from(weight * square(a, b))).sum();
        let sum: f64 = self.mass.iter().map(|&m| f64::from(m)).sum();
        let squares: f64 = self.mass.iter().map(|&m| f64::from(m) * f64::from(m)).sum();
        let push = (sum * sum - squares) / 2.0;
        if pull > 0.0 && push > 0.0 { (pull / push).sqrt() as f32 } else { 1.0 }
    }

    /// The force on each node, over how hard its edges hold it: the way it wants to go.
    pub fn ways(&mut self, graph: &Graph, points: &[Point]) -> Vec<Point> {
        self.field.measure(points, &self.mass, &mut self.push);
        let way = |node: usize| {
            let [x, y] = points[node];
            let mass = self.mass[node];
            let mut force = [mass * self.push[node][0], mass * self.push[node][1]];
            for (to, weight) in graph.links(node) {
                let [to_x, to_y] = points[to];
                force = [force[0] + weight * (to_x - x), force[1] + weight * (to_y - y)];
            }
            [force[0] / self.hold[node], force[1] / self.hold[node]]
        };
        (0..points.len()).into_par_iter().with_min_len(TASK).map(way).collect()
    }

    /// Moves every node its way. Returns the mean move.
    pub fn advance(&mut self, points: &mut [Point], ways: &[Point], pace: Pace) -> f32 {
        let mut sum = 0.0_f32;
        for ((point, velocity), way) in points.iter_mut().zip(&mut self.velocity).zip(ways) {
            let [x, y] = [0, 1].map(|axis| pace.momentum * velocity[axis] + pace.stride * way[axis]);
            let length = (x * x + y * y).sqrt();
            let part = if length > pace.longest { pace.longest / length } else { 1.0 };
            sum += length * part;
            *velocity = [x * part, y * part];
            *point = [point[0] + velocity[0], point[1] + velocity[1]];
        }
        sum / points.len().max(1) as f32
    }

    /// Nodes forget their momentum.
    pub fn stop(&mut self, node: usize) {
        self.velocity[node] = [0.0; 2];
    }
}
