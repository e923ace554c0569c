//! Edges: family by hue, type and status by mark, number of deals by width; they end at the rims of their nodes.
//!
//! Capital deals have an arrow at the receiving end, joint ventures a double line, memberships a thin neutral one.
//! Deals ahead are dashed; deals that are over are grey with a break.

use super::{
    Camera, EdgeMark, Emphasis, Input, Mark, Placed, Rgba, Stroke, nodes,
    theme::{Family, Theme, fade},
};
use crate::{
    extract::StatusGroup,
    layout::Point,
    network::{Arrow, Edge},
};

/// Widths of lines in points: the thinnest and the thickest of deals, and of everything else.
const WIDTH: [f32; 2] = [1.5, 5.0];
const THIN: f32 = 1.0;
/// Half the opening of the break mark, in points.
const BREAK: f32 = 4.0;
/// Lines shorter than this have no break mark.
const BREAK_MIN_LENGTH: f32 = 26.0;

/// How a line is drawn.
#[derive(Clone, Copy)]
struct Look {
    color: Rgba,
    width: f32,
    dash: Option<[f32; 2]>,
    double: bool,
    broken: bool,
    arrow: bool,
}

/// The look of `n_deals` deals of a family; `None` is a link of people, products and events.
fn look(family: Option<Family>, status: StatusGroup, n_deals: usize, theme: &Theme) -> Look {
    let family = family.unwrap_or(Family::Membership);
    let is_over = status == StatusGroup::Over;
    let width = match family {
        Family::Membership => THIN,
        _ => (WIDTH[0] + 1.1 * (n_deals.max(1) as f32).log2()).min(WIDTH[1]),
    };
    Look {
        color: if is_over { theme.over } else { theme.family(family) },
        width,
        dash: (status == StatusGroup::Ahead).then_some([4.5 + width, 3.0 + width]),
        double: family == Family::JointVenture,
        broken: is_over,
        arrow: false,
    }
}

/// A sample of a line for a legend, from left to right; capital deals with their arrow.
pub fn sample(family: Option<Family>, status: StatusGroup, from: Point, to: Point, theme: &Theme) -> Vec<Mark> {
    let look = look(family, status, 1, theme);
    let width = if family == Some(Family::Membership) { THIN } else { 2.0 };
    stretch(Look { width, arrow: family == Some(Family::Capital), ..look }, from, to)
}

/// Every edge in view, faded ones first, thin neutral ones below deals, the selected one on top.
pub(super) fn draw(input: &Input, camera: &Camera, placed: &[Option<Placed>]) -> Vec<EdgeMark> {
    let mut shown: Vec<_> = input
        .network
        .edges
        .iter()
        .enumerate()
        .filter_map(|(index, edge)| {
            let ends = [placed.get(edge.a)?.as_ref()?, placed.get(edge.b)?.as_ref()?];
            in_view(ends, camera, input.bleed).then(|| {
                let is_picked = input.selected_edge == Some(index);
                let family = edge.deal_type.map(Family::of);
                let emphasis = emphasis(index, ends, input);
                let is_deal = family.is_some_and(|f| f != Family::Membership);
                ((is_picked, emphasis, is_deal, index), edge, ends)
            })
        })
        .collect();
    shown.sort_by_key(|(order, ..)| *order);
    shown.into_iter().map(|((.., index), edge, ends)| draw_one(index, edge, ends, input, camera)).collect()
}

/// True unless the line passes the view, with `bleed` points around it, on one side.
fn in_view([a, b]: [&Placed; 2], camera: &Camera, bleed: f32) -> bool {
    let reach = WIDTH[1] + bleed;
    [0, 1].iter().all(|&axis| {
        let (low, high) = (a.center[axis].min(b.center[axis]), a.center[axis].max(b.center[axis]));
        high >= -reach && low <= camera.size[axis] + reach
    })
}

fn emphasis(index: usize, [a, b]: [&Placed; 2], input: &Input) -> Emphasis {
    if !input.trail.is_empty() {
        return if input.trail.contains(&index) { Emphasis::Plain } else { Emphasis::Faded };
    }
    let touches_selection = a.emphasis == Emphasis::Selected || b.emphasis == Emphasis::Selected;
    if input.selected.is_empty() || touches_selection { Emphasis::Plain } else { Emphasis::Faded }
}

fn draw_one(index: usize, edge: &Edge, ends: [&Placed; 2], input: &Input, camera: &Camera) -> EdgeMark {
    let family = edge.deal_type.map(Family::of);
    let is_picked = input.selected_edge == Some(index);
    let alpha = if is_picked { 1.0 } else { emphasis(index, ends, input).alpha() };
    let plain = look(family, edge.status, edge.deals.len(), input.theme);
    let look = Look {
        color: fade(plain.color, alpha),
        // From afar thinner lines keep a crowd legible.
        width: plain.width * camera.zoom.clamp(0.3, 1.0).sqrt() + if is_picked { 1.5 } else { 0.0 },
        arrow: family == Some(Family::Capital) && edge.arrow.is_some(),
        ..plain
    };
    let [from, to] = match edge.arrow {
        Some(Arrow::BtoA) => [ends[1], ends[0]],
        _ => ends,
    };
    let line = between_rims(from, to);
    let mut marks = Vec::new();
    if let (true, Some([a, b])) = (is_picked, line) {
        let glow = Stroke::solid(look.width + 8.0, fade(input.theme.accent, 0.3));
        marks.push(Mark::Path { points: vec![a, b], stroke: glow });
    }
    marks.extend(line.map(|[a, b]| stretch(look, a, b)).unwrap_or_default());
    EdgeMark { edge: index, line: line.unwrap_or([from.center, to.center]).to_vec(), marks }
}

/// The line between two nodes from rim to rim; `None` where they touch.
fn between_rims(a: &Placed, b: &Placed) -> Option<[Point; 2]> {
    let (towards, length) = direction(a.center, b.center)?;
    let reach = |p: &Placed, towards: Point| match p.emphasis {
        Emphasis::Selected => p.extent + nodes::RING_GAP + 1.5,
        _ => nodes::rim(p.kind, p.radius, towards) + nodes::paper_rim(p.radius) + 0.5,
    };
    let (start, end) = (reach(a, towards), reach(b, [-towards[0], -towards[1]]));
    (length > start + end + 1.0).then(|| [along(a.center, towards, start), along(b.center, towards, -end)])
}

/// The marks of a line from `from` to `to`, where an arrow's tip is.
fn stretch(look: Look, from: Point, to: Point) -> Vec<Mark> {
    let Some((towards, length)) = direction(from, to) else { return Vec::new() };
    let across = [-towards[1], towards[0]];
    let head = if look.arrow { (5.5 + 2.4 * look.width).min(length) } else { 0.0 };
    let end = along(to, towards, -head * 0.9);
    let mut marks = Vec::new();

    let solid = Stroke { width: look.width, color: look.color, dash: look.dash };
    let (tracks, stroke) = match look.double {
        true => (vec![-0.5, 0.5], Stroke { width: (look.width * 0.7).max(1.0), ..solid }),
        false => (vec![0.0], solid),
    };
    let middle = along(from, towards, (length - head) / 2.0);
    let is_broken = look.broken && length - head > BREAK_MIN_LENGTH;
    for track in tracks {
        let aside = |p: Point| along(p, across, track * (stroke.width * 2.0 + 1.4));
        let pieces = match is_broken {
            true => vec![[from, along(middle, towards, -BREAK)], [along(middle, towards, BREAK), end]],
            false => vec![[from, end]],
        };
        marks.extend(pieces.into_iter().map(|p| Mark::Path { points: p.map(aside).to_vec(), stroke }));
    }
    if is_broken {
        let slant = [across[0] * 0.87 + towards[0] * 0.5, across[1] * 0.87 + towards[1] * 0.5];
        let half = 4.0 + look.width;
        for at in [-BREAK, BREAK].map(|d| along(middle, towards, d)) {
            let points = vec![along(at, slant, -half), along(at, slant, half)];
            marks.push(Mark::Path { points, stroke: Stroke::solid(1.5, look.color) });
        }
    }
    if look.arrow {
        let base = along(to, towards, -head);
        let points = vec![to, along(base, across, head * 0.42), along(base, across, -head * 0.42)];
        marks.push(Mark::Polygon { points, fill: look.color, stroke: None });
    }
    marks
}

/// The unit vector from `a` to `b` and their distance, if there is any.
fn direction(a: Point, b: Point) -> Option<(Point, f32)> {
    let d = [b[0] - a[0], b[1] - a[1]];
    let length = d[0].hypot(d[1]);
    (length > 0.01 && length.is_finite()).then(|| ([d[0] / length, d[1] / length], length))
}

/// The point `by` points from `p` in the unit direction `towards`.
fn along(p: Point, towards: Point, by: f32) -> Point {
    [p[0] + towards[0] * by, p[1] + towards[1] * by]
}
