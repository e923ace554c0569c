//! One connected component laid out: stress for its shape, then room for nodes and labels.

use super::{Known, Point, graph::Graph, random::Random, spread, stress::Stress};
use std::ops::ControlFlow;

/// Room between two rims: enough for a name of four or five syllables at 13 points.
pub const GAP: f32 = 48.0;
/// Random starts of a small cold component; that with the fewest crossings is kept.
const N_STARTS: usize = 4;
/// Most edges for several starts: counting crossings is quadratic.
const MAX_COUNTED: usize = 800;
/// Most pairs of node and edge for clearing edges.
const MAX_CLEARED: usize = 300_000;

/// A component's nodes, in its own numbering.
pub struct Component<'a> {
    /// Its nodes in the graph, ascending.
    pub members: &'a [usize],
    radii: Vec<f32>,
    edges: Vec<(usize, usize)>,
    /// What the request says of their places.
    known: Vec<Known>,
}

/// What a round shows of its points; can stop the work.
pub type Show<'s> = &'s mut dyn FnMut(&[Point]) -> ControlFlow<()>;

impl<'a> Component<'a> {
    /// Takes what concerns `members`.
    pub fn new(graph: &Graph, members: &'a [usize], known: &[Known]) -> Self {
        let mut edges = Vec::new();
        for (i, &a) in members.iter().enumerate() {
            // Members are ascending, and so is their number in the component.
            let later = graph.neighbours[a].iter().filter_map(|(b, _)| members.binary_search(b).ok());
            edges.extend(later.filter(|&j| j > i).map(|j| (i, j)));
        }
        let radii = members.iter().map(|&m| graph.radii[m]).collect();
        Self { members, radii, edges, known: members.iter().map(|&m| known[m]).collect() }
    }

    /// Lays it out. `points` come in as the start and go out as the result, also where `show` stops the work.
    pub fn place(&self, graph: &Graph, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        let n_known = self.known.iter().filter(|known| **known != Known::Nowhere).count();
        if n_known * 2 >= self.members.len() {
            return self.extend(graph, points, random, show);
        }
        let can_move: Vec<bool> = self.known.iter().map(|known| *known != Known::Pinned).collect();
        let mut stress = Stress::new(graph, self.members, &can_move, random);
        let before = centre(points, &self.known);
        if n_known == 0 && self.members.len() > 2 && self.edges.len() <= MAX_COUNTED {
            self.best_start(points, &mut stress, random, show)?;
        } else {
            self.descend(points, &mut stress, random, show)?;
        }
        let mobility: Vec<f32> = can_move.iter().map(|&can| if can { 1.0 } else { 0.0 }).collect();
        let done = self.make_room(points, &mut stress, &mobility, random, show);
        if n_known == 0 {
            lay_flat(points);
        } else if can_move.iter().all(|&can| can) {
            // What was known stays in sight: the drawing keeps its middle.
            let after = centre(points, &self.known);
            points.iter_mut().for_each(|p| *p = [p[0] + before[0] - after[0], p[1] + before[1] - after[1]]);
        }
        done
    }

    /// Adds the new nodes to what is known, which hardly moves.
    fn extend(&self, graph: &Graph, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        let is_new: Vec<bool> = self.known.iter().map(|known| *known == Known::Nowhere).collect();
        if is_new.contains(&true) {
            let mut stress = Stress::new(graph, self.members, &is_new, random);
            for step in stress.steps(30, true) {
                stress.descend(points, &is_new, random, step);
                show(points)?;
            }
        }
        let mobility: Vec<f32> = self.known.iter().map(|known| known.mobility()).collect();
        settle(points, &self.radii, &mobility, show)
    }

    fn descend(&self, points: &mut [Point], stress: &mut Stress, random: &mut Random, show: Show) -> ControlFlow<()> {
        let can_move: Vec<bool> = self.known.iter().map(|known| *known != Known::Pinned).collect();
        let is_warm = self.known.iter().any(|known| *known != Known::Nowhere);
        for step in stress.steps(if self.members.len() > 500 { 20 } else { 40 }, is_warm) {
            stress.descend(points, &can_move, random, step);
            show(points)?;
        }
        ControlFlow::Continue(())
    }

    fn best_start(
        &self,
        points: &mut [Point],
        stress: &mut Stress,
        random: &mut Random,
        show: Show,
    ) -> ControlFlow<()> {
        let mut best: Option<(usize, Vec<Point>)> = None;
        for _ in 0..N_STARTS {
            points.iter_mut().for_each(|p| *p = [random.unit() * 500.0, random.unit() * 500.0]);
            self.descend(points, stress, random, show)?;
            let n_crossings = spread::n_crossings(points, &self.edges);
            if best.as_ref().is_none_or(|(fewest, _)| n_crossings < *fewest) {
                best = Some((n_crossings, points.to_vec()));
            }
        }
        if let Some((_, best)) = best {
            points.copy_from_slice(&best);
        }
        ControlFlow::Continue(())
    }

    /// Turns of room and stress: nodes part while the drawing keeps its shape. Then nodes leave foreign edges.
    fn make_room(
        &self,
        points: &mut [Point],
        stress: &mut Stress,
        mobility: &[f32],
        random: &mut Random,
        show: Show,
    ) -> ControlFlow<()> {
        /// Step of the stress beside the making of room, in squared points: a fifth of a short edge's.
        const STEP: f32 = 720.0;
        let can_move: Vec<bool> = mobility.iter().map(|m| *m > 0.0).collect();
        let n_rounds = if self.members.len() > 500 { 20 } else { 60 };
        for round in 0..n_rounds {
            let heat = 1.0 - round as f32 / n_rounds as f32;
            stress.descend(points, &can_move, random, STEP * heat);
            for _ in 0..3 {
                spread::separate(points, &self.radii, mobility, GAP);
            }
            show(points)?;
        }
        if self.members.len() * self.edges.len() <= MAX_CLEARED {
            for round in 0..n_rounds {
                let heat = 1.0 - round as f32 / n_rounds as f32;
                spread::clear_edges(points, &self.radii, mobility, &self.edges, 0.5 * heat);
                spread::separate(points, &self.radii, mobility, GAP);
                show(points)?;
            }
        }
        settle(points, &self.radii, mobility, show)
    }
}

/// Pushes nodes apart until none is too close to another. A drawing that is too crowded for that grows as a whole, if
/// nothing in it is known; otherwise the crowd remains after some rounds, closer than it should be.
pub fn settle(points: &mut [Point], radii: &[f32], mobility: &[f32], show: Show) -> ControlFlow<()> {
    const MAX_ROUNDS: usize = 400;
    const GROWTH: f32 = 1.03;
    let is_free = mobility.iter().all(|m| *m == 1.0);
    for round in 1..=MAX_ROUNDS {
        if spread::separate(points, radii, mobility, GAP) < 0.5 {
            break;
        }
        if is_free && round % 10 == 0 {
            points.iter_mut().for_each(|p| *p = p.map(|x| x * GROWTH));
        }
        show(points)?;
    }
    ControlFlow::Continue(())
}

/// The middle of the known points.
fn centre(points: &[Point], known: &[Known]) -> Point {
    let there: Vec<&Point> = points.iter().zip(known).filter(|(_, k)| **k != Known::Nowhere).map(|(p, _)| p).collect();
    let n = there.len().max(1) as f32;
    there.iter().fold([0.0, 0.0], |sum, p| [sum[0] + p[0] / n, sum[1] + p[1] / n])
}

/// Turns the drawing so that its longest extent lies flat (the first principal axis of its points).
fn lay_flat(points: &mut [Point]) {
    let [cx, cy] = centre(points, &vec![Known::Placed; points.len()]);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for [x, y] in points.iter().map(|p| [p[0] - cx, p[1] - cy]) {
        (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
    }
    let (sin, cos) = (0.5 * (2.0_f32 * xy).atan2(xx - yy)).sin_cos();
    for point in points {
        let [x, y] = [point[0] - cx, point[1] - cy];
        *point = [x * cos + y * sin, y * cos - x * sin];
    }
}
