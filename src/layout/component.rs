//! One connected component laid out by itself.
//!
//! A small one gets the best stress that some starts lead to. A large one starts from pivots, whose stress settles its
//! large parts; forces then see to the small ones, or, for the best stress, more rounds. At last nodes make room.

use super::{
    Known, Point, Quality, Room,
    align::{align, lay_flat, scale},
    forces::{Forces, Pace},
    graph::Graph,
    hilbert::extent,
    hops::paths,
    pivots::Pivots,
    random::Random,
    spread::{self, Crowd, distance},
    stress::Stress,
};
use std::ops::ControlFlow;

/// Up to so many nodes a component gets the best there is, and room for its names.
pub const MAX_SMALL: usize = 500;
/// Up to so many nodes the best stress has a term for each pair.
const MAX_FULL: usize = 2000;
/// Pivots of a larger one; a multiple of 16 wastes nothing.
const N_PIVOTS: usize = 48;
/// For the best stress it has at most so many, as long as no more than so many terms need memory.
const MAX_PIVOTS: usize = 256;
const MAX_TERMS: usize = 6_000_000;
/// How far a start is shaken, over the mean length of edges, to part nodes that coincide.
const JITTER: f32 = 0.1;
/// How far beyond the place it wants a node goes in sweeps of pivots' stress; converges faster than 1.
const HASTE: f32 = 1.3;
/// Most edges for choosing a start by crossings: counting them is quadratic.
const MAX_COUNTED: usize = 800;
/// Most pairs of node and edge for clearing edges.
const MAX_CLEARED: usize = 300_000;

/// A component's nodes, in its own numbering.
pub struct Component<'a> {
    /// Its nodes in the whole graph.
    pub members: &'a [usize],
    graph: Graph,
    /// What the request says of their places.
    known: Vec<Known>,
    room: Room,
    quality: Quality,
}

/// Takes what a round shows of its points, if it wants them; can stop the work.
pub type Show<'s> = &'s mut dyn FnMut(&dyn Fn() -> Vec<Point>) -> ControlFlow<()>;

impl<'a> Component<'a> {
    /// Takes what concerns `members`; `graph` is its part of the whole.
    pub fn new(mut graph: Graph, members: &'a [usize], known: &[Known], room: Room, quality: Quality) -> Self {
        if room == Room::Dots || members.len() > MAX_SMALL {
            graph.balance_weights();
        }
        Self { members, graph, known: members.iter().map(|&m| known[m]).collect(), room, quality }
    }

    /// Lays it out. `points` come in as the start and go out as the result, also where `show` stops the work.
    pub fn place(&self, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        let n_known = self.known.iter().filter(|known| **known != Known::Nowhere).count();
        if n_known * 2 >= self.members.len() {
            return self.extend(points, random, show);
        }
        let before = points.to_vec();
        let done = self.start_cold(points, random, show);
        if n_known == 0 {
            lay_flat(points);
        } else {
            // What was known stays in sight.
            let is_known = |node: usize| self.known[node] != Known::Nowhere;
            let wanted: Vec<Option<Point>> = (0..points.len()).map(|i| is_known(i).then(|| before[i])).collect();
            align(points, &wanted);
        }
        done?;
        self.keep_pins(points, &before, random);
        self.settle(points, show)
    }

    fn start_cold(&self, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        match (self.members.len(), self.quality) {
            (0..=1, _) => ControlFlow::Continue(()),
            (..=MAX_SMALL, _) | (..=MAX_FULL, Quality::Best) => self.draw_small(points, random, show),
            _ => self.draw_large(points, random, show),
        }
    }

    /// The best of some starts, refined, then room.
    fn draw_small(&self, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        /// At most so many turns of ten rounds; less gain in a turn is not worth one more.
        const N_TURNS: usize = 30;
        const GAIN: f32 = 1e-4;
        let stress = self.full_stress();
        let edges: Vec<(usize, usize)> = self.graph.edges().map(|(a, b, _)| (a, b)).collect();
        self.best_start(points, &stress, &edges, random, show)?;
        let mut energy = stress.energy(points);
        for _ in 0..N_TURNS {
            (0..10).for_each(|_| stress.sweep(&self.graph, points, &|_| true, 1.0));
            let less = stress.energy(points);
            if std::mem::replace(&mut energy, less) - less < GAIN * less {
                break;
            }
            show(&|| points.to_vec())?;
        }
        match self.room {
            Room::Names => self.make_room(points, &stress, &edges, show),
            Room::Dots => ControlFlow::Continue(()),
        }
    }

    /// The best of some starts after some rounds: from pivots, then from random places, then from the best so far,
    /// shaken. With names the fewest crossings are best, otherwise the least stress.
    fn best_start(
        &self,
        points: &mut [Point],
        stress: &Stress,
        edges: &[(usize, usize)],
        random: &mut Random,
        show: Show,
    ) -> ControlFlow<()> {
        const N_ROUNDS: usize = 40;
        /// How far a node is shaken, over the mean length of edges.
        const SHAKE: f32 = 2.0;
        // As many as take some milliseconds: a round goes over all pairs.
        let n_starts = (800_000 / points.len().pow(2)).clamp(1, points.len().min(40));
        let mut best = (f32::INFINITY, points.to_vec());
        for start in 0..n_starts {
            match start {
                0 => points.copy_from_slice(&Pivots::draw(&self.graph, 64, random).positions(random)),
                _ if start <= n_starts / 2 => points.iter_mut().for_each(|p| *p = [random.unit(), random.unit()]),
                _ => {
                    points.copy_from_slice(&best.1);
                    self.shake(points, SHAKE, random);
                }
            }
            let size = stress.size(points);
            scale(points, 1.0 / size);
            self.shake(points, JITTER, random);
            (0..N_ROUNDS).for_each(|_| stress.sweep(&self.graph, points, &|_| true, 1.0));
            let cost = match self.room {
                Room::Names if edges.len() <= MAX_COUNTED => spread::n_crossings(points, edges) as f32,
                _ => stress.energy(points),
            };
            if cost < best.0 {
                best = (cost, points.to_vec());
            }
            show(&|| points.to_vec())?;
        }
        points.copy_from_slice(&best.1);
        ControlFlow::Continue(())
    }

    /// Pivots' stress for the large parts; forces for the small ones.
    fn draw_large(&self, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        /// Steps of a large drawing, and of a smaller one, which costs less; calm ends them.
        const N_STEPS: [usize; 2] = [26, 100];
        /// Least number of steps, and the mean way that is left to go, over an edge's length, that ends them.
        const CALM: (usize, f32) = (8, 2.0);
        let (n_sweeps, n_pivots) = match self.quality {
            Quality::Fast => (6, N_PIVOTS),
            Quality::Best => (30, (MAX_TERMS / points.len()).clamp(N_PIVOTS, MAX_PIVOTS) / 16 * 16),
        };
        let pivots = Pivots::draw(&self.graph, n_pivots, random);
        points.copy_from_slice(&pivots.positions(random));
        let stress = Stress::sparse(points.len(), &pivots);
        let size = stress.size(points);
        scale(points, 1.0 / size);
        self.shake(points, JITTER, random);
        for _ in 0..n_sweeps {
            stress.sweep(&self.graph, points, &|_| true, HASTE);
            show(&|| self.at_size(points))?;
        }
        drop(stress);
        if self.quality == Quality::Fast {
            let mut forces = Forces::new(&self.graph);
            let size = forces.size(&self.graph, points);
            scale(points, 1.0 / size);
            let unit = self.mean_length(points);
            let n_steps = (100_000 / points.len()).clamp(N_STEPS[0], N_STEPS[1]);
            for step in 0..n_steps {
                let heat = 1.0 - step as f32 / n_steps as f32;
                let ways = forces.ways(&self.graph, points);
                let longest = unit * (0.1 + heat);
                let mean = forces.advance(points, &ways, Pace { stride: 1.0, momentum: 0.7, longest });
                show(&|| self.at_size(points))?;
                if step >= CALM.0 && mean * (n_steps as f32) < CALM.1 * unit {
                    break;
                }
            }
        }
        points.copy_from_slice(&self.at_size(points));
        ControlFlow::Continue(())
    }

    /// A term for every pair, with lengths in points.
    fn full_stress(&self) -> Stress {
        let degree = |node: usize| self.graph.degree(node);
        let radius = |node: usize| self.graph.radii[node];
        let gap = self.gap();
        let length = |a: usize, b: usize, weight: f32| match self.room {
            Room::Names => ideal_length(radius(a) + radius(b), [degree(a), degree(b)], weight),
            // Eight times the room of two equal nodes, and less where they belong together.
            Room::Dots => 4.0 * (radius(a) + radius(b) + gap) / weight.sqrt(),
        };
        Stress::full(self.members.len(), &|node| paths(&self.graph, node, &length))
    }

    /// Adds the new nodes to what is known, which hardly moves.
    fn extend(&self, points: &mut [Point], random: &mut Random, show: Show) -> ControlFlow<()> {
        if self.known.contains(&Known::Nowhere) {
            self.fit(points, &|node| self.known[node] == Known::Nowhere, random);
            show(&|| points.to_vec())?;
        }
        self.settle(points, show)
    }

    /// Puts pinned nodes where they belong and lets the others follow.
    fn keep_pins(&self, points: &mut [Point], places: &[Point], random: &mut Random) {
        let pins = || (0..places.len()).filter(|&node| self.known[node] == Known::Pinned);
        if pins().next().is_some() {
            pins().for_each(|node| points[node] = places[node]);
            self.fit(points, &|node| self.known[node] != Known::Pinned, random);
            pins().for_each(|node| points[node] = places[node]);
        }
    }

    /// Moves the nodes for which `can_move` holds to where the others want them, in a drawing of any size.
    fn fit(&self, points: &mut [Point], can_move: &dyn Fn(usize) -> bool, random: &mut Random) {
        const N_SWEEPS: usize = 20;
        let stress = if points.len() <= MAX_SMALL {
            self.full_stress()
        } else {
            Stress::sparse(points.len(), &Pivots::draw(&self.graph, N_PIVOTS, random))
        };
        let size = stress.size(points);
        scale(points, 1.0 / size);
        (0..N_SWEEPS).for_each(|_| stress.sweep(&self.graph, points, can_move, 1.0));
        scale(points, size);
    }

    /// Turns of room and stress: nodes part while the drawing keeps its shape. Then nodes leave foreign edges.
    fn make_room(
        &self,
        points: &mut [Point],
        stress: &Stress,
        edges: &[(usize, usize)],
        show: Show,
    ) -> ControlFlow<()> {
        const N_ROUNDS: usize = 60;
        let (radii, mobility, gap) = (&self.graph.radii, vec![1.0; points.len()], self.gap());
        let heat = |round: usize| 1.0 - round as f32 / N_ROUNDS as f32;
        for round in 0..N_ROUNDS {
            stress.sweep(&self.graph, points, &|_| true, 0.5 * heat(round));
            for _ in 0..3 {
                spread::separate(points, radii, &mobility, gap);
            }
            show(&|| points.to_vec())?;
        }
        if points.len() * edges.len() <= MAX_CLEARED {
            for round in 0..N_ROUNDS {
                spread::clear_edges(points, radii, &mobility, edges, 0.5 * heat(round));
                spread::separate(points, radii, &mobility, gap);
                show(&|| points.to_vec())?;
            }
        }
        ControlFlow::Continue(())
    }

    fn settle(&self, points: &mut [Point], show: Show) -> ControlFlow<()> {
        let mobility: Vec<f32> = self.known.iter().map(|known| known.mobility()).collect();
        settle(points, &self.graph.radii, &mobility, self.gap(), show)
    }

    fn gap(&self) -> f32 {
        self.room.gap(self.members.len())
    }

    /// Moves every node at random, by up to so much of the mean length of edges along each axis.
    fn shake(&self, points: &mut [Point], by: f32, random: &mut Random) {
        let most = by * self.mean_length(points);
        points.iter_mut().for_each(|p| *p = p.map(|x| x + most * random.unit()));
    }

    fn mean_length(&self, points: &[Point]) -> f32 {
        let sum: f32 = self.graph.edges().map(|(a, b, _)| distance(points[a], points[b])).sum();
        2.0 * sum / self.graph.n_links().max(1) as f32
    }

    /// A large drawing at the size at which few nodes are crowded.
    fn at_size(&self, points: &[Point]) -> Vec<Point> {
        /// Part of the drawing's rectangle that nodes with their room cover.
        const COVER: f32 = 0.015;
        let half_gap = self.gap() / 2.0;
        let covered: f32 = self.graph.radii.iter().map(|r| std::f32::consts::PI * (r + half_gap).powi(2)).sum();
        let [low, high] = extent(points);
        let [width, height] = [high[0] - low[0], high[1] - low[1]];
        // A drawing as thin as a line would have no area.
        let area = width.max(height) * width.min(height).max(width.max(height) / 20.0);
        let mut sized = points.to_vec();
        scale(&mut sized, if area > 0.0 { (covered / COVER / area).sqrt() } else { 1.0 });
        sized
    }
}

/// Pushes nodes apart until none is too close to another. A drawing that is too crowded for that grows as a whole, if
/// nothing in it is known; otherwise the crowd remains after some rounds, closer than it should be.
pub fn settle(points: &mut [Point], radii: &[f32], mobility: &[f32], gap: f32, show: Show) -> ControlFlow<()> {
    const MAX_TURNS: usize = 60;
    /// Rounds before close pairs are looked for anew.
    const N_ROUNDS: usize = 8;
    /// Shortfall in points that nobody sees.
    const TOLERANCE: f32 = 0.5;
    const GROWTH: f32 = 1.03;
    let is_free = mobility.iter().all(|m| *m == 1.0);
    for turn in 1..=MAX_TURNS {
        let mut crowd = Crowd::new(points, radii, gap);
        if crowd.part(points, radii, mobility) < TOLERANCE {
            break;
        }
        let mut rounds = 1..N_ROUNDS;
        while rounds.next().is_some() && crowd.part(points, radii, mobility) >= TOLERANCE {}
        if is_free && turn > 4 {
            scale(points, GROWTH);
        }
        show(&|| points.to_vec())?;
    }
    ControlFlow::Continue(())
}

/// Ideal length of an edge in points, where names need room. The neighbours of a hub stand in a ring around it, which
/// must be wide enough for all of them; two hubs stand further apart still, so that their rings do not mix (on the
/// samples this takes away a tenth of the crossings); many deals pull a little closer.
fn ideal_length(radii: f32, degrees: [usize; 2], weight: f32) -> f32 {
    let [low, high] = [degrees[0].min(degrees[1]), degrees[0].max(degrees[1])].map(|degree| (degree as f32).sqrt());
    radii + 14.0 + 16.0 * high + 18.0 * low - 6.0 * weight.clamp(1.0, 4.0).ln()
}
