//! What lies under a screen point.

use super::{EdgeMark, Scene};
use crate::layout::Point;

/// The node under a screen point: the topmost whose disc holds it, else the nearest within `slack` points of a disc.
pub fn node_at(scene: &Scene, point: Point, slack: f32) -> Option<usize> {
    let from_rim = |n: &super::NodeMark| (n.center[0] - point[0]).hypot(n.center[1] - point[1]) - n.radius;
    let topmost = scene.nodes.iter().rev().find(|n| from_rim(n) <= 0.0);
    let nearest = || {
        let within = scene.nodes.iter().rev().filter(|n| from_rim(n) <= slack);
        within.min_by(|a, b| from_rim(a).total_cmp(&from_rim(b)))
    };
    topmost.or_else(nearest).map(|n| n.node)
}

/// The edge nearest to a screen point, of those within `slack` points; the topmost of several as near.
pub fn edge_at(scene: &Scene, point: Point, slack: f32) -> Option<&EdgeMark> {
    let distance = |e: &EdgeMark| {
        let segments = e.line.iter().zip(e.line.iter().skip(1));
        segments.map(|(&a, &b)| to_segment(point, a, b)).fold(f32::INFINITY, f32::min)
    };
    let within = scene.edges.iter().rev().map(|e| (distance(e), e)).filter(|(d, _)| *d <= slack);
    within.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, edge)| edge)
}

/// Distance of `p` from the segment `a`–`b`.
fn to_segment(p: Point, a: Point, b: Point) -> f32 {
    let (ab, ap) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let length2 = ab[0] * ab[0] + ab[1] * ab[1];
    let t = if length2 > 0.0 { ((ap[0] * ab[0] + ap[1] * ab[1]) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (ap[0] - ab[0] * t).hypot(ap[1] - ab[1] * t)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::scene::NodeMark;

    fn scene() -> Scene {
        let node = |node, x, radius| NodeMark { node, center: [x, 0.0], radius, marks: Vec::new() };
        let edge = |edge, y| EdgeMark { edge, deal: None, line: vec![[0.0, y], [100.0, y]], marks: Vec::new() };
        Scene {
            nodes: vec![node(7, 0.0, 20.0), node(3, 10.0, 8.0), node(5, 60.0, 8.0)],
            edges: vec![edge(1, 0.0), edge(2, 6.0)],
            ..Scene::default()
        }
    }

    #[test]
    fn the_topmost_node_is_hit() {
        assert_eq!(node_at(&scene(), [8.0, 0.0], 0.0), Some(3));
        assert_eq!(node_at(&scene(), [-8.0, 0.0], 0.0), Some(7));
    }

    #[test]
    fn slack_reaches_the_nearest_node_only() {
        assert_eq!(node_at(&scene(), [49.0, 0.0], 4.0), Some(5));
        assert_eq!(node_at(&scene(), [49.0, 0.0], 2.0), None);
        assert_eq!(node_at(&scene(), [19.5, 0.0], 4.0), Some(7), "within a disc beats near another");
    }

    #[test]
    fn the_nearest_edge_is_hit() {
        assert_eq!(edge_at(&scene(), [50.0, 2.0], 4.0).map(|e| e.edge), Some(1));
        assert_eq!(edge_at(&scene(), [50.0, 4.0], 4.0).map(|e| e.edge), Some(2));
        assert_eq!(edge_at(&scene(), [50.0, 20.0], 4.0).map(|e| e.edge), None);
        assert_eq!(edge_at(&scene(), [120.0, 0.0], 4.0).map(|e| e.edge), None, "a line ends");
    }
}
