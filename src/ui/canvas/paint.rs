//! Scene marks as egui shapes.

use crate::ui::theme::{color, semibold};
use crate::{
    layout::Point,
    scene::{HALO_WIDTH, Mark, Rgba, Stroke, font::Weight},
};
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Painter, Pos2, Rect, Shape, Vec2,
    epaint::{CircleShape, PathShape, PathStroke, RectShape, TextShape},
};

/// Adds the shapes of `mark`, moved by `origin`, to `out`. Shapes outside the painter's clip are left out.
pub fn mark(painter: &Painter, mark: &Mark, origin: Vec2, out: &mut Vec<Shape>) {
    let at = |p: &Point| Pos2::from(*p) + origin;
    let path = |points: &[Point]| points.iter().map(at).collect::<Vec<_>>();
    match mark {
        Mark::Circle { center, radius, fill, stroke } => out.push(Shape::Circle(CircleShape {
            center: at(center),
            radius: *radius,
            fill: color(*fill),
            stroke: stroke.as_ref().map_or(egui::Stroke::NONE, solid),
        })),
        Mark::Polygon { points, fill, stroke } => out.push(Shape::Path(PathShape {
            points: path(points),
            closed: true,
            fill: color(*fill),
            stroke: stroke.as_ref().map_or(PathStroke::NONE, |s| PathStroke::new(s.width, color(s.color))),
        })),
        Mark::Path { points, stroke } => line(path(points), stroke, out),
        Mark::Rect { min, max, radius, fill, stroke } => out.push(Shape::Rect(RectShape::new(
            Rect::from_min_max(at(min), at(max)),
            CornerRadius::same(*radius as u8),
            color(*fill),
            stroke.as_ref().map_or(egui::Stroke::NONE, solid),
            egui::StrokeKind::Middle,
        ))),
        Mark::Text { baseline_left, text, size, weight, color, halo } => {
            text_shapes(painter, at(baseline_left), text, FontId::new(*size, family(*weight)), (*color, *halo), out);
        }
    }
}

fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::SemiBold => semibold(),
    }
}

fn solid(stroke: &Stroke) -> egui::Stroke {
    egui::Stroke::new(stroke.width, color(stroke.color))
}

fn line(points: Vec<Pos2>, stroke: &Stroke, out: &mut Vec<Shape>) {
    match stroke.dash {
        Some([dash, gap]) => out.extend(Shape::dashed_line(&points, solid(stroke), dash, gap)),
        None => out.push(Shape::line(points, solid(stroke))),
    }
}

/// The halo is the text itself in the paper's colour, set eight times around.
fn text_shapes(
    painter: &Painter,
    pen: Pos2,
    text: &str,
    font: FontId,
    (ink, halo): (Rgba, Option<Rgba>),
    out: &mut Vec<Shape>,
) {
    let galley = painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
    let baseline = galley.rows.first().and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
    let corner = pen - Vec2::new(0.0, baseline.unwrap_or(0.0));
    if !painter.clip_rect().intersects(Rect::from_min_size(corner, galley.size())) {
        return;
    }
    if let Some(halo) = halo {
        let ring = (0..8).map(|i| Vec2::angled(i as f32 * std::f32::consts::TAU / 8.0) * HALO_WIDTH);
        out.extend(ring.map(|shift| TextShape::new(corner + shift, galley.clone(), color(halo)).into()));
    }
    out.push(TextShape::new(corner, galley, color(ink)).into());
}
