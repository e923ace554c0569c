//! Repulsion of all by all, within a few per cent: bodies push with mass / distance, and bodies that are far and close
//! together push as one (after Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm", 1986).
//!
//! Bodies stand in the order of a Hilbert curve, so that sixteen in a row are near each other: a block. Four blocks, or
//! four cells, make the cell above them; nothing is built, only measured anew. What acts on a group of four blocks is
//! listed once, and summed for sixteen bodies at a time. The same bodies get the same push with any number of threads,
//! and on all processors that multiply and add in one go.

use super::{Point, hilbert};
use fearless_simd::{Level, dispatch, f32x16, prelude::*, u32x16};
use rayon::prelude::*;

/// Bodies summed at once.
const BLOCK: usize = 16;
/// Bodies that share a list.
const GROUP: usize = 4 * BLOCK;
/// Groups that one task works on.
const TASK: usize = 32;
/// A cell counts as one body from where its width is so many times the distance, for errors of some per cent.
const OPENING: f32 = 1.5;
/// The order is renewed when blocks have spread by so much.
const SPREAD: f32 = 1.2;
/// Keeps coincident bodies from pushing without limit.
const SOFT: f32 = 1e-6;

/// Bodies whose field is wanted again and again, as they move.
pub struct Field {
    /// Bodies along the curve; empty until the first use.
    order: Vec<u32>,
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
    push: Vec<Point>,
    /// Where each level's cells begin, blocks first; one more entry than levels.
    levels: Vec<usize>,
    cells: Vec<Cell>,
    bounds: Vec<[Point; 2]>,
    /// How widely the blocks were spread in fresh order.
    fresh: f32,
    level: Level,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// Centre of mass.
    at: Point,
    mass: f32,
    /// Square of the longer side; negative for an empty cell.
    reach: f32,
}

impl Field {
    /// Room for `n` bodies.
    pub fn new(n: usize) -> Self {
        let mut levels = vec![0];
        let mut n_cells = n.div_ceil(GROUP) * 4;
        let mut end = 0;
        loop {
            end += n_cells;
            levels.push(end);
            if n_cells <= 4 {
                break;
            }
            n_cells = n_cells.div_ceil(4).next_multiple_of(4);
        }
        let zeros = vec![0.0; n.next_multiple_of(GROUP)];
        Self {
            order: Vec::new(),
            x: zeros.clone(),
            y: zeros.clone(),
            push: vec![[0.0; 2]; zeros.len()],
            mass: zeros,
            levels,
            cells: vec![Cell::default(); end],
            bounds: vec![[[0.0; 2]; 2]; end],
            fresh: 0.0,
            level: Level::new(),
        }
    }

    /// Writes into `push` the sum over all other bodies of mass · direction / distance. O(n log n).
    pub fn measure(&mut self, points: &[Point], mass: &[f32], push: &mut [Point]) {
        if points.is_empty() {
            return;
        }
        if !self.order.is_empty() {
            self.gather(points);
        }
        if self.order.is_empty() || self.spread() > SPREAD * self.fresh {
            self.order = hilbert::order(points);
            self.mass.iter_mut().zip(&self.order).for_each(|(m, &body)| *m = mass[body as usize]);
            self.gather(points);
            self.fresh = self.spread();
        }
        let mut sums = std::mem::take(&mut self.push);
        let tasks = sums.par_chunks_mut(TASK * GROUP).enumerate();
        tasks.for_each_init(Vec::new, |list, (task, sums)| {
            dispatch!(self.level, simd => self.work(simd, task * TASK, list, sums));
        });
        self.order.iter().zip(&sums).for_each(|(&body, &sum)| push[body as usize] = sum);
        self.push = sums;
    }

    /// Brings positions into order and measures all cells.
    fn gather(&mut self, points: &[Point]) {
        for ((x, y), &body) in self.x.iter_mut().zip(&mut self.y).zip(&self.order) {
            [*x, *y] = points[body as usize];
        }
        // What fills up the last group stands with the last body and weighs nothing.
        let n = points.len();
        let (last_x, last_y) = (self.x[n - 1], self.y[n - 1]);
        self.x[n..].fill(last_x);
        self.y[n..].fill(last_y);
        self.measure_blocks();
        for level in 1..self.levels.len() - 1 {
            let (below, here) = (self.levels[level - 1], self.levels[level]);
            for at in here..self.levels[level + 1] {
                let first = (below + 4 * (at - here)).min(here);
                self.measure_cell(at, first..(first + 4).min(here));
            }
        }
    }

    fn measure_blocks(&mut self) {
        let xs = self.x.chunks_exact(BLOCK).zip(self.y.chunks_exact(BLOCK)).zip(self.mass.chunks_exact(BLOCK));
        for (((xs, ys), masses), (cell, bounds)) in xs.zip(self.cells.iter_mut().zip(&mut self.bounds)) {
            let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
            let (mut mass, mut sum) = (0.0, [0.0; 2]);
            for ((&x, &y), &m) in xs.iter().zip(ys).zip(masses) {
                low = [lower(low[0], x), lower(low[1], y)];
                high = [higher(high[0], x), higher(high[1], y)];
                (mass, sum) = (mass + m, [sum[0] + m * x, sum[1] + m * y]);
            }
            (*cell, *bounds) = (Cell::of(mass, sum, [low, high]), [low, high]);
        }
    }

    fn measure_cell(&mut self, at: usize, parts: std::ops::Range<usize>) {
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        let (mut mass, mut sum) = (0.0, [0.0; 2]);
        for (cell, bounds) in self.cells[parts.clone()].iter().zip(&self.bounds[parts]) {
            low = [lower(low[0], bounds[0][0]), lower(low[1], bounds[0][1])];
            high = [higher(high[0], bounds[1][0]), higher(high[1], bounds[1][1])];
            (mass, sum) = (mass + cell.mass, [sum[0] + cell.mass * cell.at[0], sum[1] + cell.mass * cell.at[1]]);
        }
        (self.cells[at], self.bounds[at]) = (Cell::of(mass, sum, [low, high]), [low, high]);
    }

    /// The sum of the blocks' widths.
    fn spread(&self) -> f32 {
        self.cells[..self.levels[1]].iter().map(|cell| cell.reach.max(0.0).sqrt()).sum()
    }

    /// Sums for the groups from `first` on.
    #[inline(always)]
    fn work<S: Simd>(&self, simd: S, first: usize, list: &mut Vec<[f32; 4]>, sums: &mut [Point]) {
        for (number, sums) in sums.chunks_exact_mut(GROUP).enumerate() {
            let group = first + number;
            let length = self.list(group, list);
            let own = group * GROUP..(group + 1) * GROUP;
            let bodies = self.x[own.clone()].chunks_exact(2 * BLOCK).zip(self.y[own].chunks_exact(2 * BLOCK));
            for ((x, y), sums) in bodies.zip(sums.chunks_exact_mut(2 * BLOCK)) {
                sum_two_blocks(simd, x, y, &list[..length], sums);
            }
        }
    }

    /// Lists what acts on a group, cells that are far and single bodies that are near: x, y, mass. Returns how many
    /// entries are valid.
    #[inline(always)]
    fn list(&self, group: usize, list: &mut Vec<[f32; 4]>) -> usize {
        let own = self.bounds[4 * group..4 * group + 4].iter().copied();
        let [low, high] = own.fold([[f32::MAX; 2], [f32::MIN; 2]], |[low, high], [l, h]| {
            [[lower(low[0], l[0]), lower(low[1], l[1])], [higher(high[0], h[0]), higher(high[1], h[1])]]
        });
        let middle = [(low[0] + high[0]) * 0.5, (low[1] + high[1]) * 0.5];
        let half = [(high[0] - low[0]) * 0.5, (high[1] - low[1]) * 0.5];
        let mut length = 0;
        // Cells to be opened, each by its first part: level below it and number there.
        let mut stack = [(0_u32, 0_u32); 64];
        let mut depth = 1;
        stack[0] = (self.levels.len() as u32 - 1, 0);
        while depth > 0 {
            depth -= 1;
            let (level, number) = stack[depth];
            let (level, number) = (level as usize, number as usize);
            if list.len() < length + BLOCK {
                list.resize(2 * length + 4 * BLOCK, [0.0; 4]);
            }
            if level == 0 {
                let own = number * BLOCK..(number + 1) * BLOCK;
                let bodies = self.x[own.clone()].iter().zip(&self.y[own.clone()]).zip(&self.mass[own]);
                let room = list[length..length + BLOCK].iter_mut();
                room.zip(bodies).for_each(|(entry, ((&x, &y), &mass))| *entry = [x, y, mass, 0.0]);
                length += BLOCK;
                continue;
            }
            let first = self.levels[level - 1] + 4 * number;
            let Some(room) = list[length..].first_chunk_mut::<4>() else { break };
            let mut n_far = 0;
            for (part, cell) in self.cells[first..first + 4].iter().enumerate() {
                let dx = higher((cell.at[0] - middle[0]).abs() - half[0], 0.0);
                let dy = higher((cell.at[1] - middle[1]).abs() - half[1], 0.0);
                let is_far = cell.reach < OPENING * OPENING * (dx * dx + dy * dy);
                // Written in any case, for want of a branch; the next entry overwrites what does not count.
                room[n_far & 3] = [cell.at[0], cell.at[1], cell.mass, 0.0];
                n_far += is_far as usize;
                if !is_far && cell.reach >= 0.0 {
                    stack[depth] = (level as u32 - 1, (4 * number + part) as u32);
                    depth += 1;
                }
            }
            length += n_far;
        }
        length
    }
}

impl Cell {
    fn of(mass: f32, sum: Point, [low, high]: [Point; 2]) -> Self {
        if mass <= 0.0 {
            return Self { reach: -1.0, ..Self::default() };
        }
        let side = higher(high[0] - low[0], high[1] - low[1]);
        Self { at: [sum[0] / mass, sum[1] / mass], mass, reach: side * side }
    }
}

/// Two blocks at a time, so that one's sums are under way while the other's start.
#[inline(always)]
fn sum_two_blocks<S: Simd>(simd: S, x: &[f32], y: &[f32], list: &[[f32; 4]], sums: &mut [Point]) {
    let load = |lanes: &[f32], block: usize| f32x16::from_slice(simd, &lanes[block * BLOCK..(block + 1) * BLOCK]);
    let splat = |value: f32| f32x16::splat(simd, value);
    let (x, y) = ([load(x, 0), load(x, 1)], [load(y, 0), load(y, 1)]);
    let (mut sum_x, mut sum_y) = ([splat(0.0); 2], [splat(0.0); 2]);
    let soft = splat(SOFT);
    for &[from_x, from_y, mass, _] in list {
        let (from_x, from_y, mass) = (splat(from_x), splat(from_y), splat(mass));
        for block in 0..2 {
            let (dx, dy) = (x[block] - from_x, y[block] - from_y);
            let strength = mass * reciprocal(simd, dx.mul_add(dx, dy.mul_add(dy, soft)));
            sum_x[block] = dx.mul_add(strength, sum_x[block]);
            sum_y[block] = dy.mul_add(strength, sum_y[block]);
        }
    }
    for (block, sums) in sums.chunks_exact_mut(BLOCK).enumerate() {
        let bodies = sums.iter_mut().zip(sum_x[block].as_slice()).zip(sum_y[block].as_slice());
        bodies.for_each(|((sum, &x), &y)| *sum = [x, y]);
    }
}

/// 1 / x within 0.3 %, for positive x that are not huge: a guess at the exponent and a step of Newton's. Processors
/// estimate reciprocals faster, but each in its own way.
#[inline(always)]
fn reciprocal<S: Simd>(simd: S, x: f32x16<S>) -> f32x16<S> {
    let guess = f32x16::from_bits(u32x16::splat(simd, 0x7EF3_11C7) - x.to_bits());
    guess * (-x).mul_add(guess, f32x16::splat(simd, 2.0))
}

// `f32::min` and `max` also mind NaN, which costs in loops as tight as these.
#[inline(always)]
fn lower(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

#[inline(always)]
fn higher(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    fn exact(points: &[Point], mass: &[f32], body: usize) -> Point {
        let [x, y] = points[body];
        points.iter().zip(mass).fold([0.0; 2], |[sx, sy], (&[px, py], m)| {
            let c = m / ((x - px).powi(2) + (y - py).powi(2) + SOFT);
            [sx + c * (x - px), sy + c * (y - py)]
        })
    }

    /// The sum of errors over the sum of pushes, for points in two heaps.
    fn error(n: usize) -> f32 {
        let mut random = Random(3);
        let heap = |i: usize| if i.is_multiple_of(3) { [200.0, 40.0] } else { [0.0; 2] };
        let points: Vec<Point> = (0..n).map(|i| heap(i).map(|c| c + 50.0 * random.unit() * random.unit())).collect();
        let mass: Vec<f32> = (0..n).map(|i| 1.0 + (i % 7) as f32).collect();
        let mut push = vec![[0.0; 2]; n];
        Field::new(n).measure(&points, &mass, &mut push);
        let (mut wrong, mut all) = (0.0, 0.0);
        for (body, found) in push.iter().enumerate() {
            let wanted = exact(&points, &mass, body);
            wrong += (found[0] - wanted[0]).hypot(found[1] - wanted[1]);
            all += wanted[0].hypot(wanted[1]);
        }
        wrong / all
    }

    #[test]
    fn few_bodies_are_summed_one_by_one() {
        for n in [2, 15, 16, 17, 64] {
            assert!(error(n) < 5e-3, "{n}: {}", error(n));
        }
    }

    #[test]
    fn many_bodies_are_summed_within_some_per_cent() {
        for n in [65, 1000, 5000] {
            assert!(error(n) < 0.05, "{n}: {}", error(n));
        }
    }

    #[test]
    fn bodies_that_scattered_since_the_last_time_are_put_in_order_again() {
        let mut random = Random(5);
        let mut cloud = || (0..3000).map(|_| [random.unit(), random.unit()]).collect::<Vec<Point>>();
        let (first, second, mass) = (cloud(), cloud(), vec![1.0; 3000]);
        let (mut again, mut fresh) = (vec![[0.0; 2]; 3000], vec![[0.0; 2]; 3000]);
        let mut field = Field::new(3000);
        field.measure(&first, &mass, &mut again);
        field.measure(&second, &mass, &mut again);
        Field::new(3000).measure(&second, &mass, &mut fresh);
        assert_eq!(again, fresh);
    }
}
