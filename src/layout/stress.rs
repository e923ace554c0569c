//! Stress majorization: every node wants to be as far from others as it is in the graph, near ones above all (weight
//! 1/distance²), and goes to where its terms together want it (Gansner, Koren, North, "Graph drawing by stress
//! majorization", 2004), node after node.
//!
//! Small graphs have a term for every pair. In large ones a node is tied to its neighbours and to some pivots, each of
//! which speaks for the nodes around it (Ortmann, Klimenta, Brandes, "A sparse stress model", 2016). A node's terms lie
//! in one row and are summed sixteen at a time.

use super::{Point, graph::Graph, pivots::Pivots};
use fearless_simd::{Level, dispatch, f32x16, prelude::*};
use rayon::prelude::*;

/// Terms summed at once.
const LANES: usize = 16;
/// How much the pivots' terms count beside those of the neighbours. Neighbours are short-sighted: with more weight on
/// them the large parts settle slowly.
const PIVOT_WEIGHT: f32 = 3.0;
/// Keeps the direction between coincident nodes finite.
const TINY: f32 = 1e-9;

/// The terms of one connected graph.
pub struct Stress {
    /// Nodes that the rows' terms lead to, in the rows' order.
    anchors: Vec<usize>,
    /// Entries a row: `anchors.len()`, filled up to whole lanes with terms of weight 0.
    stride: usize,
    /// A row for each node: the distance it should have to each anchor.
    distances: Vec<f32>,
    weights: Vec<f32>,
    model: Model,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Model {
    /// Every node is an anchor.
    Full,
    /// Anchors are pivots; neighbours have a term of their own, at distance 1.
    Sparse,
}

impl Stress {
    /// A term for every pair; `row(node)` gives its distances to all nodes. O(n²).
    pub fn full(n: usize, row: &(dyn Fn(usize) -> Vec<f32> + Sync)) -> Self {
        let mut stress = Self::empty((0..n).collect(), n, Model::Full);
        let distances = stress.distances.par_chunks_mut(stress.stride);
        distances.zip(stress.weights.par_chunks_mut(stress.stride)).enumerate().for_each(
            |(node, (distances, weights))| {
                for (other, far) in row(node).into_iter().enumerate().filter(|&(other, _)| other != node) {
                    (distances[other], weights[other]) = (far, 1.0 / (far * far));
                }
            },
        );
        stress
    }

    /// Terms to pivots and neighbours. A pivot counts for as many nodes of its surroundings as are no further from it
    /// than half the way to the node that looks at it.
    pub fn sparse(n: usize, pivots: &Pivots) -> Self {
        let k = pivots.nodes.len();
        let surroundings = surroundings(pivots);
        let longest = pivots.hops.iter().copied().max().unwrap_or(0) as usize;
        let weight = |pivot: &Vec<f32>, hops: usize| match pivot.get(hops / 2).or(pivot.last()) {
            Some(count) if hops > 0 => PIVOT_WEIGHT * count / (hops * hops) as f32,
            _ => 0.0,
        };
        let table: Vec<Vec<f32>> =
            surroundings.iter().map(|pivot| (0..=longest).map(|hops| weight(pivot, hops)).collect()).collect();
        let mut stress = Self::empty(pivots.nodes.clone(), n, Model::Sparse);
        let rows = stress.distances.chunks_exact_mut(stress.stride).zip(stress.weights.chunks_exact_mut(stress.stride));
        for ((distances, weights), hops) in rows.zip(pivots.hops.chunks_exact(k)) {
            for (((d, w), &h), table) in distances.iter_mut().zip(weights).zip(hops).zip(&table) {
                (*d, *w) = (f32::from(h), table[h as usize]);
            }
        }
        stress
    }

    fn empty(anchors: Vec<usize>, n: usize, model: Model) -> Self {
        let stride = anchors.len().next_multiple_of(LANES);
        let zeros = vec![0.0; n * stride];
        Self { anchors, stride, weights: zeros.clone(), distances: zeros, model, level: Level::new() }
    }

    /// The size of the drawing, in units of the distances, as seen from every third node: 1 where it is just right.
    pub fn size(&self, points: &[Point]) -> f32 {
        let (mut sum, mut squares) = (0.0_f64, 0.0_f64);
        for node in (0..points.len()).step_by(if self.model == Model::Full { 1 } else { 3 }) {
            let row = &self.distances[node * self.stride..][..self.anchors.len()];
            for (&anchor, &far) in self.anchors.iter().zip(row).filter(|(_, far)| **far > 0.0) {
                let ratio = f64::from(distance(points[node], points[anchor]) / far);
                (sum, squares) = (sum + ratio, squares + ratio * ratio);
            }
        }
        if sum > 0.0 { (squares / sum) as f32 } else { 1.0 }
    }

    /// The sum over all terms of weight · (length − distance)². For full stress.
    pub fn energy(&self, points: &[Point]) -> f32 {
        let of_node = |(node, &point): (usize, &Point)| {
            let row = node * self.stride..node * self.stride + self.anchors.len();
            let terms = self.distances[row.clone()].iter().zip(&self.weights[row]).zip(points);
            terms.map(|((far, weight), &to)| weight * (distance(point, to) - far).powi(2)).sum::<f32>()
        };
        points.iter().enumerate().map(of_node).sum()
    }

    /// Moves every node for which `can_move` holds a part `pace` of the way to where its terms want it.
    pub fn sweep(&self, graph: &Graph, points: &mut [Point], can_move: &dyn Fn(usize) -> bool, pace: f32) {
        let mut anchors = vec![0.0; 2 * self.stride];
        let (x, y) = anchors.split_at_mut(self.stride);
        for ((x, y), &anchor) in x.iter_mut().zip(y.iter_mut()).zip(&self.anchors) {
            [*x, *y] = points[anchor];
        }
        for node in (0..points.len()).filter(|&node| can_move(node)) {
            let row = node * self.stride..(node + 1) * self.stride;
            let (distances, weights) = (&self.distances[row.clone()], &self.weights[row]);
            let mut pull = dispatch!(self.level, simd => pull(simd, points[node], distances, weights, x, y));
            if self.model == Model::Sparse {
                add_neighbours(graph, points, node, &mut pull);
            }
            let [by_x, by_y, weight] = pull;
            if weight > 0.0 {
                let [px, py] = points[node];
                points[node] = [px + pace * by_x / weight, py + pace * by_y / weight];
            }
            if self.model == Model::Full {
                [x[node], y[node]] = points[node];
            }
        }
    }
}

/// How many nodes are in each pivot's surroundings (nearer to it than to other pivots) within so many hops.
fn surroundings(pivots: &Pivots) -> Vec<Vec<f32>> {
    let mut counts = vec![Vec::new(); pivots.nodes.len()];
    for hops in pivots.hops.chunks_exact(pivots.nodes.len()) {
        if let Some((pivot, &near)) = hops.iter().enumerate().min_by_key(|(_, hops)| **hops) {
            let within: &mut Vec<f32> = &mut counts[pivot];
            within.resize(within.len().max(near as usize + 1), 0.0);
            within[near as usize] += 1.0;
        }
    }
    for within in &mut counts {
        (1..within.len()).for_each(|hops| within[hops] += within[hops - 1]);
    }
    counts
}

fn distance(a: Point, b: Point) -> f32 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}

/// What a row's terms want: the weighted sum of ways along x and y, and the sum of weights.
#[inline(always)]
fn pull<S: Simd>(simd: S, at: Point, distances: &[f32], weights: &[f32], x: &[f32], y: &[f32]) -> [f32; 3] {
    let splat = |value: f32| f32x16::splat(simd, value);
    let load = |lanes: &[f32]| f32x16::from_slice(simd, lanes);
    let (at_x, at_y, tiny, one) = (splat(at[0]), splat(at[1]), splat(TINY), splat(1.0));
    let (mut sum_x, mut sum_y, mut sum) = (splat(0.0), splat(0.0), splat(0.0));
    let rows = distances.chunks_exact(LANES).zip(weights.chunks_exact(LANES));
    let anchors = x.chunks_exact(LANES).zip(y.chunks_exact(LANES));
    for ((far, weight), (x, y)) in rows.zip(anchors) {
        let (far, weight) = (load(far), load(weight));
        let (dx, dy) = (load(x) - at_x, load(y) - at_y);
        let length = dx.mul_add(dx, dy.mul_add(dy, tiny)).sqrt();
        let part = weight * (one - far / length);
        sum_x = dx.mul_add(part, sum_x);
        sum_y = dy.mul_add(part, sum_y);
        sum += weight;
    }
    [sum_x, sum_y, sum].map(|lanes| lanes.as_slice().iter().sum())
}

/// The neighbours' terms, of weight 1 and distance 1.
#[inline]
fn add_neighbours(graph: &Graph, points: &[Point], node: usize, pull: &mut [f32; 3]) {
    let [x, y] = points[node];
    for &to in graph.neighbours(node) {
        let [dx, dy] = [points[to as usize][0] - x, points[to as usize][1] - y];
        let part = 1.0 - 1.0 / (dx * dx + dy * dy + TINY).sqrt();
        *pull = [pull[0] + part * dx, pull[1] + part * dy, pull[2] + 1.0];
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Request, hops::paths, random::Random};
    use super::*;

    fn grid(side: usize) -> Graph {
        let at = |x: usize, y: usize| y * side + x;
        let right = (0..side).flat_map(|y| (1..side).map(move |x| (at(x - 1, y), at(x, y), 1.0)));
        let down = (1..side).flat_map(|y| (0..side).map(move |x| (at(x, y - 1), at(x, y), 1.0)));
        Graph::new(&Request { radii: vec![1.0; side * side], edges: right.chain(down).collect(), ..Request::default() })
    }

    fn full(graph: &Graph) -> Stress {
        Stress::full(graph.n(), &|node| paths(graph, node, &|_, _, _| 1.0))
    }

    fn scattered(n: usize) -> Vec<Point> {
        let mut random = Random(11);
        (0..n).map(|_| [random.unit() * 5.0, random.unit() * 5.0]).collect()
    }

    #[test]
    fn a_triangle_gets_equal_sides() {
        let edges = vec![(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)];
        let graph = Graph::new(&Request { radii: vec![1.0; 3], edges, ..Request::default() });
        let mut points = scattered(3);
        let stress = full(&graph);
        (0..60).for_each(|_| stress.sweep(&graph, &mut points, &|_| true, 1.0));
        for [a, b] in [[0, 1], [1, 2], [2, 0]] {
            assert!((distance(points[a], points[b]) - 1.0).abs() < 1e-3);
        }
        assert!(stress.energy(&points) < 1e-5);
    }

    #[test]
    fn sweeps_lessen_the_energy_and_only_move_what_can() {
        let graph = grid(6);
        let (stress, mut points) = (full(&graph), scattered(36));
        let (before, first) = (stress.energy(&points), points[0]);
        (0..30).for_each(|_| stress.sweep(&graph, &mut points, &|node| node != 0, 1.0));
        assert!(stress.energy(&points) < 0.3 * before);
        assert_eq!(points[0], first);
    }

    #[test]
    fn pivots_unfold_a_grid_nearly_as_well_as_all_pairs() {
        let graph = grid(20);
        let mut random = Random(1);
        let pivots = Pivots::draw(&graph, 48, &mut random);
        let sparse = Stress::sparse(graph.n(), &pivots);
        let mut points = pivots.positions(&mut random);
        let size = sparse.size(&points);
        points.iter_mut().for_each(|p| *p = p.map(|x| x / size));
        (0..20).for_each(|_| sparse.sweep(&graph, &mut points, &|_| true, 1.3));
        let all = full(&graph);
        let after = all.energy(&points);
        (0..100).for_each(|_| all.sweep(&graph, &mut points, &|_| true, 1.0));
        assert!(after < 1.5 * all.energy(&points), "{after} {}", all.energy(&points));
    }

    #[test]
    fn the_size_is_one_where_distances_are_right() {
        let edges = (1..9).map(|i| (i - 1, i, 1.0)).collect();
        let graph = Graph::new(&Request { radii: vec![1.0; 9], edges, ..Request::default() });
        let line: Vec<Point> = (0..9).map(|i| [i as f32, 0.0]).collect();
        let threefold: Vec<Point> = line.iter().map(|p| p.map(|x| 3.0 * x)).collect();
        assert!((full(&graph).size(&line) - 1.0).abs() < 1e-5);
        assert!((full(&graph).size(&threefold) - 3.0).abs() < 1e-4);
    }
}
