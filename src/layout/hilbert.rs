//! Points in an order that keeps near ones near: along a Hilbert curve, sorted by counting.

use super::Point;

/// Cells a side of the square that the curve fills.
const SIDE: u32 = 1 << 16;

/// The numbers of the points along the curve; the same for the same points. O(points).
pub fn order(points: &[Point]) -> Vec<u32> {
    const DIGIT_BITS: u32 = 11;
    let [low, high] = extent(points);
    let scale = (SIDE - 1) as f32 / (high[0] - low[0]).max(high[1] - low[1]).max(1e-20);
    let place = |p: &Point| along([((p[0] - low[0]) * scale) as u32, ((p[1] - low[1]) * scale) as u32]);
    let mut keys: Vec<(u32, u32)> = points.iter().map(place).zip(0..).collect();
    let mut sorted = keys.clone();
    for digit in 0..u32::BITS.div_ceil(DIGIT_BITS) {
        let bucket = |key: u32| (key >> (digit * DIGIT_BITS)) as usize & ((1 << DIGIT_BITS) - 1);
        let mut free = vec![0_u32; 1 << DIGIT_BITS];
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

/// Lowest and highest coordinates.
pub fn extent(points: &[Point]) -> [Point; 2] {
    let first = points.first().copied().unwrap_or_default();
    points.iter().fold([first, first], |[low, high], p| {
        [[low[0].min(p[0]), low[1].min(p[1])], [high[0].max(p[0]), high[1].max(p[1])]]
    })
}

/// How far along the curve a cell is.
fn along([mut x, mut y]: [u32; 2]) -> u32 {
    let mut way = 0;
    let mut side = SIDE / 2;
    while side > 0 {
        let (right, upper) = ((x & side != 0) as u32, (y & side != 0) as u32);
        way = (way << 2) | ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = (SIDE - 1 - x, SIDE - 1 - y);
            }
            (x, y) = (y, x);
        }
        side /= 2;
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
