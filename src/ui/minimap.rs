//! The whole network, small, with a frame around what is seen; shown while something is out of view. A press moves the
//! view there.

use super::{canvas::Viewpoint, model::Model};
use crate::layout::Point;
use egui::{
    Color32, ColorImage, CornerRadius, Pos2, Rect, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, Vec2,
    WidgetInfo, WidgetType,
};

/// Width and height of the map, and the paper around the outermost nodes, in points.
const SIZE: Vec2 = Vec2::new(148.0, 96.0);
const MARGIN: f32 = 6.0;
/// Pixels a point, enough for sharp dots on any screen.
const SCALE: usize = 2;

/// The picture of the map and what it was made from.
#[derive(Default)]
pub struct Minimap {
    picture: Option<TextureHandle>,
    drawn: Option<(u64, bool)>,
    fitted: Fitted,
}

/// From layout points to points of the map.
#[derive(Clone, Copy, Default)]
struct Fitted {
    center: Point,
    scale: f32,
    bounds: [Point; 2],
}

impl Fitted {
    fn of(points: &[Point]) -> Self {
        let known = || points.iter().filter(|p| p.iter().all(|x| x.is_finite()));
        let least = |i: usize| known().map(|p| p[i]).fold(f32::INFINITY, f32::min);
        let most = |i: usize| known().map(|p| p[i]).fold(f32::NEG_INFINITY, f32::max);
        let bounds = [[least(0), least(1)], [most(0), most(1)]];
        let extent = [0, 1].map(|i| (bounds[1][i] - bounds[0][i]).max(1.0));
        let room = SIZE - Vec2::splat(2.0 * MARGIN);
        Self {
            center: [0, 1].map(|i| (bounds[0][i] + bounds[1][i]) / 2.0),
            scale: (room.x / extent[0]).min(room.y / extent[1]),
            bounds,
        }
    }

    fn there(&self, p: Point) -> Vec2 {
        SIZE / 2.0 + Vec2::new(p[0] - self.center[0], p[1] - self.center[1]) * self.scale
    }

    fn back(&self, p: Vec2) -> Point {
        let from_middle = (p - SIZE / 2.0) / self.scale;
        [self.center[0] + from_middle.x, self.center[1] + from_middle.y]
    }
}

/// Draws the map with its lower right corner at `corner`, if a part of the network is out of view.
pub fn minimap_ui(ui: &Ui, model: &Model, map: &mut Minimap, viewpoint: &mut Viewpoint, corner: Pos2) {
    let version = (model.places.version, model.theme.is_dark());
    if map.drawn != Some(version) {
        map.drawn = Some(version);
        map.fitted = Fitted::of(&model.places.points);
        let image = dots(&model.places.points, map.fitted, super::theme::color(model.theme.text_weak));
        match &mut map.picture {
            Some(picture) => picture.set(image, TextureOptions::LINEAR),
            None => map.picture = Some(ui.ctx().load_texture("minimap", image, TextureOptions::LINEAR)),
        }
    }
    let camera = viewpoint.now();
    let seen = [[0.0; 2], camera.size].map(|corner| camera.to_layout(corner));
    let is_all_seen = (0..2).all(|i| map.fitted.bounds[0][i] >= seen[0][i] && map.fitted.bounds[1][i] <= seen[1][i]);
    let Some(picture) = map.picture.as_ref().filter(|_| !is_all_seen) else { return };
    let rect = Rect::from_min_max(corner - SIZE, corner);
    let response = ui.interact(rect, ui.id().with("minimap"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, model.lang().t("network.minimap")));
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged()) {
        viewpoint.look_at(map.fitted.back(at - rect.min));
    }
    let painter = ui.painter_at(rect.expand(1.0));
    painter.rect(rect, 4.0, model.colours.raised, Stroke::new(1.0, model.colours.line), StrokeKind::Outside);
    let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
    painter.image(picture.id(), rect, whole, Color32::WHITE);
    let [min, max] = seen.map(|corner| rect.min + map.fitted.there(corner));
    let frame = Rect::from_min_max(min, max).intersect(rect.shrink(1.0));
    let accent = model.colours.accent;
    painter.rect(frame, CornerRadius::ZERO, accent.gamma_multiply(0.12), Stroke::new(1.2, accent), StrokeKind::Inside);
}

/// A dot for each node.
fn dots(points: &[Point], fitted: Fitted, ink: Color32) -> ColorImage {
    let [width, height] = [SIZE.x as usize * SCALE, SIZE.y as usize * SCALE];
    let mut pixels = vec![Color32::TRANSPARENT; width * height];
    for &point in points.iter().filter(|p| p.iter().all(|x| x.is_finite())) {
        let at = fitted.there(point) * SCALE as f32;
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let index = (at.y as usize + dy) * width + at.x as usize + dx;
            if let Some(pixel) = pixels.get_mut(index) {
                *pixel = ink;
            }
        }
    }
    ColorImage::new([width, height], pixels)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn all_points_lie_on_the_map_and_lead_back() {
        let points = [[-500.0, 20.0], [900.0, 40.0], [30.0, -700.0], [f32::NAN, 0.0]];
        let fitted = Fitted::of(&points);
        for point in &points[..3] {
            let at = fitted.there(*point);
            assert!(Rect::from_min_size(Pos2::ZERO, SIZE).contains(at.to_pos2()));
            let back = fitted.back(at);
            assert!((back[0] - point[0]).abs() < 0.1 && (back[1] - point[1]).abs() < 0.1);
        }
        assert!(dots(&points, fitted, Color32::WHITE).pixels.iter().filter(|p| **p == Color32::WHITE).count() >= 9);
    }
}
