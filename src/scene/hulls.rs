//! Hulls: a soft shape below each alliance and its members.

use super::{
    Emphasis, HullMark, Input, Mark, Placed, Stroke,
    theme::{Family, fade},
};
use crate::{extract::EntityKind, layout::Point};

/// Room between a member's rim and the hull, in points.
const MARGIN: f32 = 12.0;
/// Alpha of the inside and of the rim.
const ALPHA: [f32; 2] = [0.1, 0.55];
/// Corners that stand for a disc.
const N_CORNERS: usize = 16;

/// The hull of each alliance with members on the screen, larger ones below smaller ones.
pub(super) fn draw(input: &Input, placed: &[Option<Placed>]) -> Vec<HullMark> {
    let mut members: Vec<Vec<&Placed>> = vec![Vec::new(); placed.len()];
    for edge in &input.network.edges {
        let is_membership = edge.deal_type.is_some_and(|t| Family::of(t) == Family::Membership);
        for (alliance, member) in [(edge.a, edge.b), (edge.b, edge.a)] {
            let ends = placed.get(alliance).and_then(Option::as_ref).zip(placed.get(member).and_then(Option::as_ref));
            if let Some((alliance, member)) = ends.filter(|(a, _)| is_membership && a.kind == EntityKind::Alliance) {
                members[alliance.node].push(member);
            }
        }
    }
    let hull = |alliance: &Placed| {
        let members = members.get(alliance.node).filter(|members| members.len() > 1)?;
        let discs = members.iter().copied().chain([alliance]).flat_map(corners).collect();
        let fades = alliance.emphasis == Emphasis::Faded;
        Some((alliance.node, convex_hull(discs), if fades { 0.4 } else { 1.0 }))
    };
    let mut hulls: Vec<(usize, Vec<Point>, f32)> = placed.iter().flatten().filter_map(hull).collect();
    hulls.sort_by(|a, b| area(&b.1).total_cmp(&area(&a.1)).then(a.0.cmp(&b.0)));
    let mark = |(node, points, alpha): (usize, Vec<Point>, f32)| {
        let (fill, rim) = (input.theme.kind(EntityKind::Alliance), input.theme.kind_outline(EntityKind::Alliance));
        let stroke = Some(Stroke::solid(1.2, fade(rim, ALPHA[1] * alpha)));
        HullMark { node, mark: Mark::Polygon { points, fill: fade(fill, ALPHA[0] * alpha), stroke } }
    };
    hulls.into_iter().map(mark).collect()
}

fn corners(p: &Placed) -> impl Iterator<Item = Point> + use<> {
    let (center, reach) = (p.center, p.extent + MARGIN);
    (0..N_CORNERS).map(move |i| {
        let (sin, cos) = (std::f32::consts::TAU * i as f32 / N_CORNERS as f32).sin_cos();
        [center[0] + reach * cos, center[1] + reach * sin]
    })
}

/// The corners of the smallest convex polygon around all points, in order (Andrew's monotone chain, 1979).
fn convex_hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    let turn = |a: Point, b: Point, c: Point| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && turn(a, b, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = chain(&mut points.iter().copied());
    hull.extend(chain(&mut points.iter().rev().copied()));
    hull
}

fn area(points: &[Point]) -> f32 {
    let sides = points.iter().zip(points.iter().cycle().skip(1));
    sides.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f32>().abs() / 2.0
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_holds_all_points_and_no_inner_ones() {
        let corners = [[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]];
        let hull = convex_hull([&corners[..], &[[2.0, 1.0], [2.0, 0.0], [4.0, 3.0]]].concat());
        assert_eq!(hull.len(), 4);
        assert!(corners.iter().all(|corner| hull.contains(corner)));
        assert_eq!(area(&hull), 12.0);
    }
}
