//! A start from distances to a few pivots: PivotMDS (Brandes and Pich, "Eigensolver methods for progressive
//! multidimensional scaling", 2006). It gives the large parts of a drawing in one go.

use super::{Point, graph::Graph, hops::hops, random::Random};

/// Random nodes of a connected graph, and how far every node is from them.
pub struct Pivots {
    /// The nodes.
    pub nodes: Vec<usize>,
    /// Hops, as [`hops`] gives them.
    pub hops: Vec<u16>,
}

/// Rows that take part in finding the axes: more would not turn them.
const N_SAMPLED: usize = 1000;
/// Rounds of power iteration; the axes of a start need not be exact.
const N_ROUNDS: usize = 60;

impl Pivots {
    /// Draws at most `n_pivots` pivots and measures from them.
    pub fn draw(graph: &Graph, n_pivots: usize, random: &mut Random) -> Self {
        let mut nodes: Vec<usize> = (0..graph.n()).collect();
        let n_pivots = n_pivots.min(nodes.len());
        for i in 0..n_pivots {
            let drawn = i + random.below(nodes.len() - i);
            nodes.swap(i, drawn);
        }
        nodes.truncate(n_pivots);
        Self { hops: hops(graph, &nodes), nodes }
    }

    /// Positions of all nodes: their doubly centred squared distances, seen along the two main axes.
    pub fn positions(&self, random: &mut Random) -> Vec<Point> {
        let k = self.nodes.len();
        let mut rows = self.centred();
        let axes = main_axes(&rows, k, random);
        let along = |row: &[f32], axis: &[f32]| row.iter().zip(axis).map(|(r, a)| r * a).sum::<f32>();
        rows.chunks_exact_mut(k).map(|row| [along(row, &axes[0]), along(row, &axes[1])]).collect()
    }

    fn centred(&self) -> Vec<f32> {
        let k = self.nodes.len();
        let mut rows = vec![0.0; self.hops.len()];
        let mut means = vec![0.0_f64; k];
        for (row, hops) in rows.chunks_exact_mut(k).zip(self.hops.chunks_exact(k)) {
            row.iter_mut().zip(hops).for_each(|(r, &h)| *r = f32::from(h) * f32::from(h));
            let mean = row.iter().sum::<f32>() / k as f32;
            row.iter_mut().zip(&mut means).for_each(|(r, m)| {
                *r -= mean;
                *m += f64::from(*r);
            });
        }
        let n = (self.hops.len() / k.max(1)).max(1) as f64;
        let means: Vec<f32> = means.iter().map(|m| (m / n) as f32).collect();
        for row in rows.chunks_exact_mut(k) {
            row.iter_mut().zip(&means).for_each(|(r, m)| *r = -0.5 * (*r - m));
        }
        rows
    }
}

/// The two main axes of `rows` of length `k`, by power iteration on their scatter matrix.
fn main_axes(rows: &[f32], k: usize, random: &mut Random) -> [Vec<f32>; 2] {
    let step = (rows.len() / k.max(1) / N_SAMPLED).max(1);
    let mut scatter = vec![0.0_f32; k * k];
    // Divided, so that sums over squares of squares of long distances stay finite.
    let largest = rows.iter().fold(1e-12_f32, |most, r| most.max(r.abs()));
    for row in rows.chunks_exact(k).step_by(step) {
        for (line, a) in scatter.chunks_exact_mut(k).zip(row) {
            let a = a / largest;
            line.iter_mut().zip(row).for_each(|(s, b)| *s += a * (b / largest));
        }
    }
    let mut axes: Vec<Vec<f32>> = Vec::new();
    for _ in 0..2 {
        let mut axis: Vec<f32> = (0..k).map(|_| random.unit()).collect();
        for _ in 0..N_ROUNDS {
            for found in &axes {
                let overlap: f32 = found.iter().zip(&axis).map(|(f, a)| f * a).sum();
                axis.iter_mut().zip(found).for_each(|(a, f)| *a -= overlap * f);
            }
            let turned = scatter.chunks_exact(k).map(|line| line.iter().zip(&axis).map(|(s, a)| s * a).sum::<f32>());
            let turned: Vec<f32> = turned.collect();
            let length = turned.iter().map(|t| t * t).sum::<f32>().sqrt().max(1e-30);
            axis = turned.iter().map(|t| t / length).collect();
        }
        axes.push(axis);
    }
    let second = axes.pop().unwrap_or_default();
    [axes.pop().unwrap_or_default(), second]
}
