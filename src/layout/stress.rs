//! Stress by stochastic gradient descent (Zheng, Pawar, Goodman, "Graph drawing by stochastic gradient descent", 2018):
//! each term wants two nodes at their distance in the graph, and moves them towards it, one term after another in
//! random order, with steps that cool down.

use super::{Point, graph::Graph, random::Random};

/// Components up to this size have a term for every pair; larger ones one for each edge and for each pivot.
const MAX_FULL: usize = 2200;
/// Pivots of a larger component.
const N_PIVOTS: usize = 64;

/// Two nodes of a component and the distance they should have.
#[derive(Debug, Clone, Copy)]
struct Term {
    a: u32,
    b: u32,
    distance: f32,
    weight: f32,
}

/// The terms of one component. Indexes are those of its `members`.
pub struct Stress {
    terms: Vec<Term>,
    nearest: f32,
    furthest: f32,
}

impl Stress {
    /// All terms that involve a node that can move. O(n · edges · log n).
    pub fn new(graph: &Graph, members: &[usize], can_move: &[bool], random: &mut Random) -> Self {
        let mut terms = if members.len() <= MAX_FULL { all_pairs(graph, members) } else { by_pivots(graph, members) };
        terms.retain(|t| can_move[t.a as usize] || can_move[t.b as usize]);
        random.shuffle(&mut terms);
        let distances = || terms.iter().map(|t| t.distance);
        Self { nearest: distances().fold(1e3, f32::min), furthest: distances().fold(1.0, f32::max), terms }
    }

    /// Step sizes from the whole drawing's scale down to that of an edge. Started warm, they begin at a tenth of that
    /// scale and so leave its large parts where they are.
    pub fn steps(&self, n_rounds: usize, is_warm: bool) -> impl Iterator<Item = f32> + use<> {
        let hot = self.furthest.powi(2) * if is_warm { 0.01 } else { 1.0 };
        let cold = 0.1 * self.nearest.powi(2);
        let n = n_rounds.max(2) - 1;
        (0..n_rounds).map(move |round| hot * (cold / hot).powf(round as f32 / n as f32))
    }

    /// One round over all terms, in a new order, with this step.
    pub fn descend(&mut self, points: &mut [Point], can_move: &[bool], random: &mut Random, step: f32) {
        // A full shuffle is slow for millions of terms, and not needed: blocks in random order do as well.
        let n_blocks = self.terms.len().div_ceil(BLOCK);
        let mut order: Vec<usize> = (0..n_blocks).collect();
        random.shuffle(&mut order);
        for block in order {
            let end = (block * BLOCK + BLOCK).min(self.terms.len());
            let terms = &mut self.terms[block * BLOCK..end];
            random.shuffle(terms);
            for term in terms {
                pull(term, points, can_move, step);
            }
        }
    }
}

/// Terms shuffled together; fits the processor's cache.
const BLOCK: usize = 1024;

fn pull(term: &Term, points: &mut [Point], can_move: &[bool], step: f32) {
    let (a, b) = (term.a as usize, term.b as usize);
    let [dx, dy] = [points[a][0] - points[b][0], points[a][1] - points[b][1]];
    let length = (dx * dx + dy * dy).sqrt().max(1e-3);
    let way = (term.weight * step).min(1.0) * (length - term.distance) / length;
    let share = if can_move[a] && can_move[b] { 0.5 } else { 1.0 };
    if can_move[a] {
        points[a] = [points[a][0] - share * way * dx, points[a][1] - share * way * dy];
    }
    if can_move[b] {
        points[b] = [points[b][0] + share * way * dx, points[b][1] + share * way * dy];
    }
}

fn term(a: usize, b: usize, distance: f32, importance: f32) -> Term {
    Term { a: a as u32, b: b as u32, distance, weight: importance / (distance * distance) }
}

fn all_pairs(graph: &Graph, members: &[usize]) -> Vec<Term> {
    let mut terms = Vec::with_capacity(members.len() * members.len() / 2);
    for (i, &a) in members.iter().enumerate() {
        let distances = graph.distances(a);
        terms.extend(members[..i].iter().enumerate().map(|(j, &b)| term(i, j, distances[b], 1.0)));
    }
    terms
}

/// Edges, and every node with each pivot; a pivot speaks for the nodes around it (after Ortmann, Klimenta, Brandes, "A
/// sparse stress model", 2016).
fn by_pivots(graph: &Graph, members: &[usize]) -> Vec<Term> {
    let mut local = vec![0; graph.neighbours.len()];
    members.iter().enumerate().for_each(|(i, &m)| local[m] = i);
    let mut terms = Vec::new();
    for (i, &a) in members.iter().enumerate() {
        let later = graph.neighbours[a].iter().map(|&(b, length)| (local[b], length)).filter(|&(j, _)| j > i);
        terms.extend(later.map(|(j, length)| term(i, j, length, 1.0)));
    }
    let importance = members.len() as f32 / N_PIVOTS as f32 / 2.0;
    let mut nearest = vec![f32::INFINITY; members.len()];
    let mut pivot = (0..members.len()).max_by_key(|&i| graph.neighbours[members[i]].len()).unwrap_or_default();
    for _ in 0..N_PIVOTS {
        let distances = graph.distances(members[pivot]);
        for (i, &m) in members.iter().enumerate() {
            nearest[i] = nearest[i].min(distances[m]);
            if i != pivot {
                terms.push(term(pivot, i, distances[m], importance));
            }
        }
        // The next pivot is the node furthest from all of them.
        pivot = (0..members.len()).max_by(|&i, &j| nearest[i].total_cmp(&nearest[j])).unwrap_or_default();
    }
    terms
}
