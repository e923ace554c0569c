//! Points in an order that keeps near ones near: along a Hilbert curve, sorted by counting.

use super::Point;
use fearless_simd::{Level, dispatch};

/// Steps of refinement: the curve fills a square of 4096 × 4096 cells.
const N_LEVELS: u32 = 12;

/// The numbers of the points along the curve; the same for the same points. O(points).
pub fn order(points: &[Point]) -> Vec<u32> {
    let mut ways = vec![0; points.len()];
    dispatch!(Level::new(), _simd => measure(points, &mut ways));
    let mut keys: Vec<(u32, u32)> = ways.into_iter().zip(0..).collect();
    let mut sorted = keys.clone();
    // Two digits of a bit for each level make a key.
    for digit in 0..2 {
        let bucket = |key: u32| (key >> (digit * N_LEVELS)) as usize & ((1 << N_LEVELS) - 1);
        let mut free = vec![0_u32; 1 << N_LEVELS];
        keys.iter().for_each(|&(key, _)| free[bucket(key)] += 1);
        let mut sum = 0;
        free.iter_mut().for_each(|count| sum += std::mem::replace(count, sum));
        for &key in &keys {
            let place = &mut free[bucket(key.0)];
            sorted[*place as usize] = key;
            *place += 1;
        }
        std::mem::swap(&mut keys, &mut sorted);
    }
    keys.into_iter().map(|(_, point)| point).collect()
}

/// How far along the curve each point is. Plain arithmetic without branches: the compiler does many points at a time.
#[inline(always)]
fn measure(points: &[Point], ways: &mut [u32]) {
    let [low, high] = extent(points);
    let scale = ((1 << N_LEVELS) - 1) as f32 / (high[0] - low[0]).max(high[1] - low[1]).max(1e-20);
    for (way, [x, y]) in ways.iter_mut().zip(points) {
        *way = along([((x - low[0]) * scale) as u32, ((y - low[1]) * scale) as u32]);
    }
}

/// Lowest and highest coordinates.
pub fn extent(points: &[Point]) -> [Point; 2] {
    let first = points.first().copied().unwrap_or_default();
    points.iter().fold([first, first], |[low, high], p| {
        [[low[0].min(p[0]), low[1].min(p[1])], [high[0].max(p[0]), high[1].max(p[1])]]
    })
}

/// How far along the curve a cell is.
#[inline(always)]
fn along([mut x, mut y]: [u32; 2]) -> u32 {
    let mut way = 0;
    for level in (0..N_LEVELS).rev() {
        let (right, upper) = ((x >> level) & 1, (y >> level) & 1);
        way = (way << 2) | ((3 * right) ^ upper);
        // The lower quarters are turned: mirrored at the diagonal, the right one at both middles, too.
        let (is_lower, is_lower_right) = (upper.wrapping_sub(1), (right & (upper ^ 1)).wrapping_neg());
        (x, y) = (x ^ is_lower_right, y ^ is_lower_right);
        let differ = (x ^ y) & is_lower;
        (x, y) = (x ^ differ, y ^ differ);
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_along_the_curve_lead_to_the_next_cell() {
        let mut cells: Vec<[u32; 2]> = (0..16).flat_map(|x| (0..16).map(move |y| [x, y])).collect();
        cells.sort_by_key(|&cell| along(cell));
        let steps = cells.windows(2).map(|w| w[0][0].abs_diff(w[1][0]) + w[0][1].abs_diff(w[1][1]));
        assert!(steps.into_iter().all(|step| step == 1));
    }

    #[test]
    fn every_point_has_one_place_even_if_all_coincide() {
        for points in [vec![[3.0, 4.0]; 50], (0..50).map(|i| [(i * 37 % 50) as f32, 0.0]).collect()] {
            let mut order = order(&points);
            order.sort_unstable();
            assert!(order.iter().copied().eq(0..50));
        }
    }
}
