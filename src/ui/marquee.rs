//! The area that is drawn over the network to select what lies in it: a box or a lasso.

use super::{state::Tool, theme::Colours};
use crate::layout::Point;
use egui::{Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};

/// Corners of the lasso closer than this to the last one are left out, in points.
const GRAIN: f32 = 3.0;

/// An area in points of the view, while it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Marquee {
    /// From a corner to the opposite one.
    Box(Point, Point),
    /// Around a line that closes itself.
    Lasso(Vec<Point>),
}

impl Marquee {
    /// Begins at `at`, as a lasso with that tool, else as a box.
    pub fn begin(tool: Tool, at: Point) -> Self {
        match tool {
            Tool::Lasso => Self::Lasso(vec![at]),
            Tool::Box | Tool::Move => Self::Box(at, at),
        }
    }

    /// Goes on to `to`.
    pub fn reach(&mut self, to: Point) {
        match self {
            Self::Box(_, end) => *end = to,
            Self::Lasso(line) => {
                let is_far = |last: &Point| (last[0] - to[0]).hypot(last[1] - to[1]) >= GRAIN;
                if line.last().is_none_or(is_far) {
                    line.push(to);
                }
            }
        }
    }

    /// True if the point lies inside. For a lasso by the even-odd rule; O(corners).
    pub fn holds(&self, [x, y]: Point) -> bool {
        match self {
            Self::Box(a, b) => Rect::from_two_pos(Pos2::from(*a), Pos2::from(*b)).contains(Pos2::new(x, y)),
            Self::Lasso(line) => {
                let sides = line.iter().zip(line.iter().cycle().skip(1));
                let is_crossed = |(a, b): &(&Point, &Point)| {
                    (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
                };
                sides.filter(is_crossed).count() % 2 == 1
            }
        }
    }

    /// Paints its outline, moved by `origin`.
    pub fn paint(&self, painter: &Painter, origin: Vec2, colours: &Colours) {
        let stroke = Stroke::new(1.5, colours.accent);
        match self {
            Self::Box(a, b) => {
                let rect = Rect::from_two_pos(Pos2::from(*a), Pos2::from(*b)).translate(origin);
                painter.rect(rect, 0.0, colours.accent.gamma_multiply(0.1), stroke, StrokeKind::Inside);
            }
            Self::Lasso(line) => {
                let points = line.iter().map(|&p| Pos2::from(p) + origin).collect();
                painter.add(Shape::closed_line(points, stroke));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_be_drawn_from_any_corner() {
        let mut area = Marquee::begin(Tool::Move, [10.0, 10.0]);
        area.reach([-5.0, 0.0]);
        assert!(area.holds([0.0, 5.0]) && !area.holds([0.0, 11.0]));
    }

    #[test]
    fn a_lasso_leaves_out_its_bay() {
        let mut area = Marquee::begin(Tool::Lasso, [0.0, 0.0]);
        // A U: its arms are inside, what lies between them is not.
        for corner in [[0.0, 30.0], [30.0, 30.0], [30.0, 0.0], [20.0, 0.0], [20.0, 20.0], [10.0, 20.0], [10.0, 0.0]] {
            area.reach(corner);
        }
        assert!(area.holds([5.0, 5.0]) && area.holds([25.0, 5.0]) && area.holds([15.0, 25.0]));
        assert!(!area.holds([15.0, 5.0]) && !area.holds([40.0, 5.0]));
    }

    #[test]
    fn a_click_holds_nothing() {
        assert!(!Marquee::begin(Tool::Lasso, [1.0, 1.0]).holds([1.0, 1.0]));
    }
}
