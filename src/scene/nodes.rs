//! Nodes: a shape and a colour a kind, a size by degree, rings for what is selected and hovered.

use super::{
    Camera, Emphasis, Input, Mark, NodeMark, Placed, Rgba, Stroke,
    theme::{Theme, fade},
};
use crate::{extract::EntityKind, layout::Point};

/// Radius of a node in layout units.
pub fn radius(degree: usize) -> f32 {
    5.0 + 2.2 * (degree as f32).sqrt()
}

/// Smallest and largest radius on the screen, in points.
const SCREEN_RADIUS: [f32; 2] = [3.0, 48.0];
/// In a crowd the smallest radius is this part of the distance between nodes, but not under [`DOT`].
const CROWDED: f32 = 0.2;
/// The smallest radius of all, in points.
const DOT: f32 = 1.0;

/// Radius of a node in screen points: [`radius`] at zoom 1, growing slower than the zoom, so that nodes stay visible
/// from afar and do not become balloons from near. `apart` is how far neighbouring nodes lie apart on the screen, about.
pub fn screen_radius(degree: usize, zoom: f32, apart: f32) -> f32 {
    let exponent = if zoom < 1.0 { 0.7 } else { 0.45 };
    let least = (CROWDED * apart).max(DOT).min(SCREEN_RADIUS[0]);
    (radius(degree) * zoom.max(0.0).powf(exponent)).clamp(least, SCREEN_RADIUS[1])
}

/// Radius of the circle around a kind's shape, as a factor on the node's radius; chosen so that all shapes of a size
/// look equally large (equal areas, triangles and diamonds a little less: their points stand out).
pub fn extent(kind: EntityKind) -> f32 {
    match kind {
        EntityKind::Company => 1.0,
        EntityKind::Institution => 1.2,
        EntityKind::Alliance => 1.14,
        EntityKind::Person => 0.72,
        EntityKind::Product => 1.35,
        EntityKind::Event => 1.22,
    }
}

/// Corners of a kind's shape on the unit circle, none for a circle.
fn corners(kind: EntityKind) -> Vec<Point> {
    let (n, first_degrees) = match kind {
        EntityKind::Company | EntityKind::Person => return Vec::new(),
        EntityKind::Institution => (4, 45.0_f32),
        EntityKind::Alliance => (6, 30.0),
        EntityKind::Product => (3, -90.0),
        EntityKind::Event => (4, 0.0),
    };
    let angle = |i: i32| (first_degrees + 360.0 * i as f32 / n as f32).to_radians();
    (0..n).map(|i| [angle(i).cos(), angle(i).sin()]).collect()
}

/// Distance from a node's middle to its rim in the unit direction `towards`, in points.
pub(super) fn rim(kind: EntityKind, radius: f32, towards: Point) -> f32 {
    let corners = corners(kind);
    let reach = radius * extent(kind);
    // A ray from inside a convex polygon leaves through the side whose distance along the ray is least.
    let side = |i: usize| {
        let (a, b) = (corners.get(i)?, corners.get((i + 1) % corners.len())?);
        let normal = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
        let along = normal[0] * towards[0] + normal[1] * towards[1];
        (along > 1e-6).then(|| (normal[0] * normal[0] + normal[1] * normal[1]) / along)
    };
    (0..corners.len())
        .filter_map(side)
        .fold(None, |least: Option<f32>, d| Some(least.map_or(d, |l| l.min(d))))
        .unwrap_or(1.0)
        * reach
}

/// A kind's shape around `center`, as the network and its legend draw it. `radius` is what [`screen_radius`] gives.
pub fn shape(kind: EntityKind, center: Point, radius: f32, theme: &Theme) -> Mark {
    faded_shape(kind, center, radius, theme, 1.0)
}

fn faded_shape(kind: EntityKind, center: Point, radius: f32, theme: &Theme, alpha: f32) -> Mark {
    let stroke = Stroke::solid((radius * 0.13).clamp(1.0, 2.0), fade(theme.kind_outline(kind), alpha));
    cut_out(kind, center, radius, fade(theme.kind(kind), alpha), Some(stroke))
}

fn cut_out(kind: EntityKind, center: Point, radius: f32, fill: Rgba, stroke: Option<Stroke>) -> Mark {
    let reach = radius * extent(kind);
    match corners(kind) {
        corners if corners.is_empty() => Mark::Circle { center, radius: reach, fill, stroke },
        corners => {
            let points = corners.iter().map(|c| [center[0] + c[0] * reach, center[1] + c[1] * reach]).collect();
            Mark::Polygon { points, fill, stroke }
        }
    }
}

/// Every node in view, faded ones first, then large below small, selected and hovered ones on top.
pub(super) fn draw(input: &Input, camera: &Camera, placed: &[Option<Placed>]) -> Vec<NodeMark> {
    let mut shown: Vec<&Placed> = placed.iter().flatten().filter(|p| in_view(p, camera, input.bleed)).collect();
    shown.sort_by(|a, b| {
        let layer = |p: &Placed| (input.hovered == Some(p.node), p.emphasis);
        layer(a).cmp(&layer(b)).then(b.extent.total_cmp(&a.extent)).then(a.node.cmp(&b.node))
    });
    shown.into_iter().map(|p| draw_one(p, input)).collect()
}

/// True if any of the node's disc lies within `bleed` points of the view.
pub(super) fn in_view(p: &Placed, camera: &Camera, bleed: f32) -> bool {
    let reach = p.extent + bleed;
    [0, 1].iter().all(|&axis| p.center[axis] >= -reach && p.center[axis] <= camera.size[axis] + reach)
}

fn draw_one(p: &Placed, input: &Input) -> NodeMark {
    let theme = input.theme;
    let mut marks = Vec::new();
    let is_hovered = input.hovered == Some(p.node);
    if is_hovered {
        let fill = fade(theme.accent, 0.25);
        marks.push(Mark::Circle { center: p.center, radius: p.extent + 8.0, fill, stroke: None });
    }
    if p.emphasis == Emphasis::Selected {
        let (fill, stroke) = (theme.background, Some(Stroke::solid(2.5, theme.accent)));
        marks.push(Mark::Circle { center: p.center, radius: p.extent + RING_GAP, fill, stroke });
    } else if !is_hovered {
        // A rim of paper shows that lines which only pass below a node are not its own.
        let radius = p.radius + paper_rim(p.radius) / extent(p.kind);
        marks.push(cut_out(p.kind, p.center, radius, theme.background, None));
    }
    let alpha = if is_hovered { 1.0 } else { p.emphasis.alpha() };
    marks.push(faded_shape(p.kind, p.center, p.radius, theme, alpha));
    NodeMark { node: p.node, center: p.center, radius: p.extent, marks }
}

/// Distance of the selection's ring from the circle around the shape, in points.
pub(super) const RING_GAP: f32 = 4.0;

/// Width of the paper around a node of that radius, in points.
pub(super) fn paper_rim(radius: f32) -> f32 {
    (radius * 0.5).min(2.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn radii_grow_with_degree_and_slower_than_the_zoom() {
        assert!(screen_radius(12, 1.0, 50.0) > screen_radius(2, 1.0, 50.0));
        assert_eq!(screen_radius(4, 1.0, 50.0), radius(4));
        assert!(screen_radius(4, 4.0, 50.0) < 4.0 * radius(4) && screen_radius(4, 4.0, 50.0) > radius(4));
        assert!(screen_radius(0, 1e-6, 50.0) >= 3.0 && screen_radius(500, 1e6, 50.0) <= 48.0);
        assert!(screen_radius(0, 1e-6, 7.0) < 1.5 && screen_radius(0, 1e-6, 0.0) >= 1.0, "dots in a crowd");
    }

    #[test]
    fn the_rim_is_where_the_shape_ends() {
        let check = |kind, towards: Point, expected: f32| {
            let reach = 10.0 * extent(kind);
            assert!((rim(kind, 10.0, towards) - expected * reach).abs() < 0.01, "{kind:?} {towards:?}");
        };
        let half = 0.5_f32.sqrt();
        check(EntityKind::Company, [0.6, 0.8], 1.0);
        check(EntityKind::Institution, [1.0, 0.0], half);
        check(EntityKind::Institution, [half, half], 1.0);
        check(EntityKind::Alliance, [1.0, 0.0], 0.75_f32.sqrt());
        check(EntityKind::Alliance, [0.0, -1.0], 1.0);
        check(EntityKind::Product, [0.0, 1.0], 0.5);
        check(EntityKind::Event, [half, -half], half);
    }
}
