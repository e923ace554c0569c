//! Which nodes are near each other: a hashed grid, filled by counting.

use super::Point;

/// Nodes by cell.
pub struct Grid {
    side: f32,
    cells: Vec<[i32; 2]>,
    /// Where each bucket begins in `nodes`; one more entry than buckets.
    starts: Vec<u32>,
    nodes: Vec<u32>,
}

impl Grid {
    /// Puts every point into its square cell. O(points).
    pub fn new(points: &[Point], side: f32) -> Self {
        let cells: Vec<[i32; 2]> = points.iter().map(|p| p.map(|x| (x / side).floor() as i32)).collect();
        let n_buckets = (2 * points.len()).next_power_of_two();
        let mut starts = vec![0_u32; n_buckets + 1];
        for &cell in &cells {
            starts[bucket(cell, n_buckets) + 1] += 1;
        }
        for i in 0..n_buckets {
            starts[i + 1] += starts[i];
        }
        let mut free = starts.clone();
        let mut nodes = vec![0; points.len()];
        for (node, &cell) in cells.iter().enumerate() {
            let place = &mut free[bucket(cell, n_buckets)];
            nodes[*place as usize] = node as u32;
            *place += 1;
        }
        Self { side, cells, starts, nodes }
    }

    /// Calls `visit` with each pair of nodes (lower, higher) in cells that touch: all that are closer than `side`, and
    /// some others.
    pub fn pairs(&self, visit: &mut dyn FnMut(usize, usize)) {
        debug_assert!(self.side > 0.0);
        for (a, &[x, y]) in self.cells.iter().enumerate() {
            self.inside([x, y]).filter(|&b| b > a).for_each(|b| visit(a, b));
            for [dx, dy] in AHEAD {
                let there = self.inside([x.wrapping_add(dx), y.wrapping_add(dy)]);
                there.for_each(|b| visit(a.min(b), a.max(b)));
            }
        }
    }

    /// The nodes of a cell.
    fn inside(&self, cell: [i32; 2]) -> impl Iterator<Item = usize> {
        let bucket = bucket(cell, self.starts.len() - 1);
        let here = &self.nodes[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
        // Different cells can share a bucket.
        here.iter().map(|&b| b as usize).filter(move |&b| self.cells[b] == cell)
    }
}

/// Half of the cells around; from the others, this one is ahead.
const AHEAD: [[i32; 2]; 4] = [[1, -1], [1, 0], [1, 1], [0, 1]];

fn bucket([x, y]: [i32; 2], n_buckets: usize) -> usize {
    let mixed = (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77);
    (mixed ^ (mixed >> 15)) as usize & (n_buckets - 1)
}
