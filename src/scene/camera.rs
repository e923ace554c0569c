//! Which part of the layout plane is seen, and the camera that shows all of it.

use crate::layout::Point;

/// Which part of the layout plane is seen, and how large the view is, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The layout point at the view's middle.
    pub center: Point,
    /// Points of the screen per unit of the layout.
    pub zoom: f32,
    /// Width and height of the view in points.
    pub size: [f32; 2],
}

/// The zoom that [`fit`] never exceeds: a network of three nodes should not fill the screen.
const MAX_FIT_ZOOM: f32 = 1.6;
/// The zoom that [`fit`] never falls below, however far apart the nodes are.
const MIN_FIT_ZOOM: f32 = 1e-4;

impl Camera {
    /// The origin in a view of common size.
    pub const DEFAULT: Self = Self { center: [0.0; 2], zoom: 1.0, size: [800.0, 600.0] };

    /// The screen point of a layout point.
    pub fn to_screen(&self, p: Point) -> Point {
        [
            (p[0] - self.center[0]) * self.zoom + self.size[0] / 2.0,
            (p[1] - self.center[1]) * self.zoom + self.size[1] / 2.0,
        ]
    }

    /// The layout point under a screen point.
    pub fn to_layout(&self, p: Point) -> Point {
        [
            (p[0] - self.size[0] / 2.0) / self.zoom + self.center[0],
            (p[1] - self.size[1] / 2.0) / self.zoom + self.center[1],
        ]
    }
}

/// The camera that shows all of `positions` with a margin for labels. Nothing to show: the origin at zoom 1.
pub fn fit(positions: &[Point], size: [f32; 2]) -> Camera {
    let Some((min, max)) = bounds(positions) else { return Camera { center: [0.0, 0.0], zoom: 1.0, size } };
    let margin = margin(size);
    let zoom = |axis: usize| (size[axis] - 2.0 * margin[axis]) / (max[axis] - min[axis]).max(1.0);
    Camera {
        center: [(min[0] + max[0]) / 2.0, (min[1] + max[1]) / 2.0],
        zoom: zoom(0).min(zoom(1)).clamp(MIN_FIT_ZOOM, MAX_FIT_ZOOM),
        size,
    }
}

/// Room around the outermost node centres at [`fit`], in points, left and right, above and below: for their discs and
/// labels. No label is placed further out than this from the box around all nodes.
pub(super) fn margin(size: [f32; 2]) -> [f32; 2] {
    [(size[0] * 0.12).clamp(8.0, 96.0), (size[1] * 0.1).clamp(8.0, 56.0)]
}

/// The box around all finite points.
pub(super) fn bounds(points: &[Point]) -> Option<(Point, Point)> {
    points.iter().filter(|p| p[0].is_finite() && p[1].is_finite()).fold(None, |bounds, p| {
        let (min, max) = bounds.unwrap_or((*p, *p));
        Some(([min[0].min(p[0]), min[1].min(p[1])], [max[0].max(p[0]), max[1].max(p[1])]))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn fit_shows_every_position_within_the_margin() {
        let positions = [[-900.0, 40.0], [700.0, -300.0], [20.0, 500.0]];
        for size in [[1600.0, 1000.0], [640.0, 480.0], [300.0, 200.0]] {
            let camera = fit(&positions, size);
            let margin = margin(size);
            for p in positions.map(|p| camera.to_screen(p)) {
                for axis in [0, 1] {
                    assert!(
                        p[axis] > margin[axis] - 0.1 && p[axis] < size[axis] - margin[axis] + 0.1,
                        "{p:?} {size:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn fit_does_not_blow_up_small_networks() {
        assert_eq!(fit(&[[0.0, 0.0], [10.0, 0.0]], [1600.0, 1000.0]).zoom, MAX_FIT_ZOOM);
    }

    #[test]
    fn fit_survives_nothing_tiny_views_and_broken_positions() {
        for positions in [&[][..], &[[f32::NAN, 1.0]], &[[1e30, 0.0], [-1e30, 5.0]], &[[3.0, 4.0]]] {
            for size in [[0.0, 0.0], [1.0, 1.0], [300.0, 200.0]] {
                let camera = fit(positions, size);
                assert!(camera.zoom > 0.0 && camera.zoom.is_finite());
            }
        }
    }

    #[test]
    fn screen_and_layout_points_are_inverse() {
        let camera = Camera { center: [12.0, -7.0], zoom: 2.5, size: [800.0, 600.0] };
        let p = camera.to_layout(camera.to_screen([3.0, 4.0]));
        assert!((p[0] - 3.0).abs() < 1e-3 && (p[1] - 4.0).abs() < 1e-3);
    }
}
