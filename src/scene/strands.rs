//! Several deals between a pair, fanned out where there is room: one bent line each.

use super::Input;
use crate::{layout::Point, network::Edge};

/// Fans open from this zoom on, for edges of at least this length in points and of at most so many deals.
const FAN_ZOOM: f32 = 1.3;
const MIN_LENGTH: f32 = 90.0;
const MAX_STRANDS: usize = 8;
/// Between two lines of a fan, in points.
const GAP: f32 = 12.0;
/// Straight pieces of a bent line.
const N_PIECES: usize = 12;

/// The deals of an edge that are drawn apart, between two points of the screen or of the zoomed plane; none where the
/// edge is one line.
pub(super) fn fan<'a>(input: &Input, zoom: f32, edge: &'a Edge, [a, b]: [Point; 2]) -> &'a [usize] {
    let is_long = (b[0] - a[0]).hypot(b[1] - a[1]) >= MIN_LENGTH;
    let is_known = || edge.deals.iter().all(|&deal| deal < input.resolved.deals.len());
    let is_fan = zoom >= FAN_ZOOM && is_long && (2..=MAX_STRANDS).contains(&edge.deals.len()) && is_known();
    if is_fan { &edge.deals } else { &[] }
}

/// Where the `i`th of `n` lines between two points is bent to: the control point of a quadratic curve.
pub(super) fn bend([a, b]: [Point; 2], i: usize, n: usize) -> Point {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx.hypot(dy).max(f32::MIN_POSITIVE);
    // A curve comes half as far as its control point.
    let aside = (i as f32 - (n as f32 - 1.0) / 2.0) * GAP * 2.0;
    [(a[0] + b[0]) / 2.0 - dy / length * aside, (a[1] + b[1]) / 2.0 + dx / length * aside]
}

/// The point at `t`, 0 to 1, of the curve from `a` to `b`.
pub(super) fn curve([a, b]: [Point; 2], bend: Point, t: f32) -> Point {
    [0, 1].map(|i| {
        let (start, end) = (a[i] + (bend[i] - a[i]) * t, bend[i] + (b[i] - bend[i]) * t);
        start + (end - start) * t
    })
}

/// The curve from `a` to `b` as straight pieces.
pub(super) fn pieces(ends: [Point; 2], bend: Point) -> Vec<Point> {
    (0..=N_PIECES).map(|i| curve(ends, bend, i as f32 / N_PIECES as f32)).collect()
}

/// The part of a line between two lengths from its start.
pub(super) fn cut(line: &[Point], from: f32, to: f32) -> Vec<Point> {
    let mut part = Vec::with_capacity(line.len());
    let mut before = 0.0;
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        let length = (b[0] - a[0]).hypot(b[1] - a[1]);
        let at = |along: f32| [0, 1].map(|i| a[i] + (b[i] - a[i]) * ((along - before) / length.max(f32::MIN_POSITIVE)));
        if before + length > from && before < to {
            if part.is_empty() {
                part.push(at(from.max(before)));
            }
            part.push(at(to.min(before + length)));
        }
        before += length;
    }
    part
}

/// The length of a line.
pub(super) fn length(line: &[Point]) -> f32 {
    line.iter().zip(line.iter().skip(1)).map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_fan_lie_a_gap_apart_around_the_middle() {
        let ends = [[0.0, 0.0], [100.0, 0.0]];
        let middle = |i| curve(ends, bend(ends, i, 3), 0.5);
        assert_eq!([middle(0), middle(1), middle(2)], [[50.0, -GAP], [50.0, 0.0], [50.0, GAP]]);
        let line = pieces(ends, bend(ends, 0, 3));
        assert_eq!((line[0], line[N_PIECES]), (ends[0], ends[1]));
    }

    #[test]
    fn a_part_starts_and_ends_where_asked() {
        let line = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]];
        assert_eq!(cut(&line, 4.0, 15.0), [[4.0, 0.0], [10.0, 0.0], [10.0, 5.0]]);
        assert_eq!(cut(&line, 0.0, 5.0), [[0.0, 0.0], [5.0, 0.0]]);
        assert_eq!(length(&line), 20.0);
        assert!(cut(&line, 30.0, 40.0).is_empty());
    }
}
