//! Drawings scaled, turned and moved as a whole.

use super::{Point, hilbert::extent};

/// Scales the drawing about the origin.
pub fn scale(points: &mut [Point], by: f32) {
    points.iter_mut().for_each(|p| *p = p.map(|x| x * by));
}

/// Moves the middle of the drawing's rectangle to the origin.
pub fn to_origin(points: &mut [Point]) {
    let [x, y] = centre(&extent(points));
    points.iter_mut().for_each(|p| *p = [p[0] - x, p[1] - y]);
}

/// The mean of points.
fn centre(points: &[Point]) -> Point {
    let n = points.len().max(1) as f32;
    points.iter().fold([0.0, 0.0], |sum, p| [sum[0] + p[0] / n, sum[1] + p[1] / n])
}

/// Turns the drawing so that its longest extent lies flat (the first principal axis of its points).
pub fn lay_flat(points: &mut [Point]) {
    let [cx, cy] = centre(points);
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

/// Moves and turns the drawing, mirrored if need be, so that nodes come as near as can be to where they are wanted.
pub fn align(points: &mut [Point], wanted: &[Option<Point>]) {
    let pairs = || points.iter().zip(wanted).filter_map(|(&from, to)| to.map(|to| (from, to)));
    let from: Vec<Point> = pairs().map(|(from, _)| from).collect();
    let to: Vec<Point> = pairs().map(|(_, to)| to).collect();
    let (from, to) = (centre(&from), centre(&to));
    // Products of the two as complex numbers; with `from` conjugated for a turn, as it is for a mirrored turn.
    let (mut turn, mut mirrored) = ([0.0_f32; 2], [0.0_f32; 2]);
    for ([a, b], [c, d]) in pairs() {
        let ([a, b], [c, d]) = ([a - from[0], b - from[1]], [c - to[0], d - to[1]]);
        turn = [turn[0] + a * c + b * d, turn[1] + a * d - b * c];
        mirrored = [mirrored[0] + a * c - b * d, mirrored[1] + a * d + b * c];
    }
    let length = |[a, b]: Point| (a * a + b * b).sqrt();
    let is_mirrored = length(mirrored) > 1.001 * length(turn);
    let by = if is_mirrored { mirrored } else { turn };
    let by = if length(by) > 0.0 { by.map(|x| x / length(by)) } else { [1.0, 0.0] };
    for point in points {
        let [x, y] = [point[0] - from[0], point[1] - from[1]];
        let y = if is_mirrored { -y } else { y };
        *point = [to[0] + x * by[0] - y * by[1], to[1] + x * by[1] + y * by[0]];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_and_mirrored_drawing_comes_back() {
        let drawing = [[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [-3.0, 8.0]];
        for mirror in [1.0, -1.0] {
            let mut moved = drawing.map(|[x, y]: Point| [3.0 - y * mirror, 4.0 + x]);
            align(&mut moved, &drawing.map(Some));
            let near = |(a, b): (&Point, &Point)| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() < 1e-4;
            assert!(moved.iter().zip(&drawing).all(near), "{moved:?}");
        }
    }

    #[test]
    fn one_known_node_moves_the_rest_along() {
        let mut drawing = [[0.0, 0.0], [10.0, 0.0]];
        align(&mut drawing, &[Some([100.0, 50.0]), None]);
        assert_eq!(drawing, [[100.0, 50.0], [110.0, 50.0]]);
    }
}
