//! Edges: family by hue, type and status by mark, number of deals by width; they end at the rims of their nodes.
//!
//! Capital deals have an arrow at the receiving end, joint ventures a double line, memberships a thin neutral one.
//! Deals ahead are dashed; deals that are over are grey with a break. From near, the deals of a pair are drawn apart.

use super::{
    Camera, EdgeMark, Emphasis, Input, Mark, Placed, Rgba, Stroke, nodes, strands,
    theme::{Family, Theme, fade},
};
use crate::{
    extract::StatusGroup,
    layout::Point,
    network::{Arrow, Edge},
    resolve::Deal,
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
    stretch(Look { width, arrow: family == Some(Family::Capital), ..look }, &[from, to])
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
    shown.sort_unstable_by_key(|(order, ..)| *order);
    let alpha = crowd_alpha(input, camera);
    let draw = |((.., index), edge, ends): ((bool, Emphasis, bool, usize), &Edge, [&Placed; 2])| {
        let lines = lines(edge, ends, input, camera);
        lines.iter().map(|line| draw_one(index, line, input, camera, alpha)).collect::<Vec<_>>()
    };
    shown.into_iter().flat_map(draw).collect()
}

/// In a crowd lines are see-through, so that their thickness of many is seen. The alpha falls with the ink that all
/// lines would put on each point of the plane; it is the same wherever the view is.
fn crowd_alpha(input: &Input, camera: &Camera) -> f32 {
    let length = |edge: &Edge| {
        let (a, b) = (input.positions.get(edge.a)?, input.positions.get(edge.b)?);
        Some((a[0] - b[0]).hypot(a[1] - b[1])).filter(|length| length.is_finite())
    };
    let length: f32 = input.network.edges.iter().filter_map(length).sum();
    let Some((min, max)) = super::camera::bounds(input.positions) else { return 1.0 };
    let area = ((max[0] - min[0]) * (max[1] - min[1])).max(1.0);
    let ink = length * THIN * thinning(camera.zoom) / (area * camera.zoom).max(f32::MIN_POSITIVE);
    (0.5 * ink.powf(-0.6)).clamp(0.1, 1.0)
}

/// From afar thinner lines keep a crowd legible.
fn thinning(zoom: f32) -> f32 {
    zoom.clamp(0.3, 1.0).sqrt()
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

/// One line to draw: an edge, or one of its deals.
struct Line<'a> {
    /// Index of the deal, if it is one of several that are drawn apart.
    deal: Option<usize>,
    family: Option<Family>,
    status: StatusGroup,
    n_deals: usize,
    has_arrow: bool,
    from: &'a Placed<'a>,
    to: &'a Placed<'a>,
    /// Where it is bent to.
    bend: Option<Point>,
}

/// The lines of an edge: itself, or its deals where they fan out.
fn lines<'a>(edge: &Edge, [a, b]: [&'a Placed<'a>; 2], input: &Input, camera: &Camera) -> Vec<Line<'a>> {
    let centers = [a.center, b.center];
    let deals = strands::fan(input, camera.zoom, edge, centers);
    if deals.is_empty() {
        let family = edge.deal_type.map(Family::of);
        let [from, to] = if edge.arrow == Some(Arrow::BtoA) { [b, a] } else { [a, b] };
        let has_arrow = family == Some(Family::Capital) && edge.arrow.is_some();
        let (status, n_deals) = (edge.status, edge.deals.len());
        return vec![Line { deal: None, family, status, n_deals, has_arrow, from, to, bend: None }];
    }
    let gives = |deal: &Deal, node: &Placed| {
        let entity = input.network.nodes.get(node.node).map(|n| n.entity);
        deal.parties.iter().any(|p| Some(p.entity) == entity && p.role.is_giver())
    };
    let strand = |(i, &index): (usize, &usize)| {
        let deal = input.resolved.deals.get(index)?;
        let family = Some(Family::of(deal.deal_type));
        let [from, to] = if gives(deal, b) && !gives(deal, a) { [b, a] } else { [a, b] };
        let has_arrow =
            family == Some(Family::Capital) && deal.deal_type.is_directed() && gives(deal, from) && !gives(deal, to);
        let bend = Some(strands::bend(centers, i, deals.len()));
        Some(Line { deal: Some(index), family, status: deal.status.group(), n_deals: 1, has_arrow, from, to, bend })
    };
    deals.iter().enumerate().filter_map(strand).collect()
}

fn draw_one(index: usize, line: &Line, input: &Input, camera: &Camera, crowd: f32) -> EdgeMark {
    let is_picked = input.selected_edge == Some(index)
        && (line.deal.is_none() || input.selected_deal.is_none() || input.selected_deal == line.deal);
    let emphasis = emphasis(index, [line.from, line.to], input);
    let is_chosen = !(input.selected.is_empty() && input.trail.is_empty());
    let is_clear = is_picked || (emphasis != Emphasis::Faded && is_chosen);
    let alpha = if is_clear { 1.0 } else { emphasis.alpha() * crowd };
    let plain = look(line.family, line.status, line.n_deals, input.theme);
    let look = Look {
        color: fade(plain.color, alpha),
        width: plain.width * thinning(camera.zoom) + if is_picked { 1.5 } else { 0.0 },
        arrow: line.has_arrow,
        ..plain
    };
    let points = between_rims(line.from, line.to, line.bend);
    let mut marks = Vec::new();
    if let (true, Some(points)) = (is_picked, &points) {
        let glow = Stroke::solid(look.width + 8.0, fade(input.theme.accent, 0.3));
        marks.push(Mark::Path { points: points.clone(), stroke: glow });
    }
    marks.extend(points.as_ref().map(|points| stretch(look, points)).unwrap_or_default());
    EdgeMark { edge: index, deal: line.deal, line: points.unwrap_or(vec![line.from.center, line.to.center]), marks }
}

/// The line between two nodes from rim to rim, in pieces if it is bent; `None` where they touch.
fn between_rims(a: &Placed, b: &Placed, bend: Option<Point>) -> Option<Vec<Point>> {
    let reach = |p: &Placed, towards: Point| match p.emphasis {
        Emphasis::Selected => p.extent + nodes::RING_GAP + 1.5,
        _ => nodes::rim(p.kind, p.radius, towards) + nodes::paper_rim(p.radius) + 0.5,
    };
    let (_, length) = direction(a.center, b.center)?;
    let (out, _) = direction(a.center, bend.unwrap_or(b.center))?;
    let (back, _) = direction(b.center, bend.unwrap_or(a.center))?;
    let (start, end) = (reach(a, out), reach(b, back));
    let ends = [along(a.center, out, start), along(b.center, back, end)];
    let line = || bend.map_or(ends.to_vec(), |bend| strands::pieces(ends, bend));
    (length > start + end + 1.0).then(line)
}

/// The marks of a line, at whose end an arrow's tip is.
fn stretch(look: Look, line: &[Point]) -> Vec<Mark> {
    let [.., before, to] = line else { return Vec::new() };
    let Some((towards, _)) = direction(*before, *to) else { return Vec::new() };
    let length = strands::length(line);
    let head = if look.arrow { (5.5 + 2.4 * look.width).min(length) } else { 0.0 };
    let end = length - head * 0.9;
    let solid = Stroke { width: look.width, color: look.color, dash: look.dash };
    let (tracks, stroke): (&[f32], Stroke) = match look.double {
        true => (&[-0.5, 0.5], Stroke { width: (look.width * 0.7).max(1.0), ..solid }),
        false => (&[0.0], solid),
    };
    let middle = (length - head) / 2.0;
    let is_broken = look.broken && length - head > BREAK_MIN_LENGTH;
    let pieces = match is_broken {
        true => vec![strands::cut(line, 0.0, middle - BREAK), strands::cut(line, middle + BREAK, end)],
        false => vec![strands::cut(line, 0.0, end)],
    };
    let mut marks = Vec::new();
    for piece in pieces {
        for track in tracks {
            let points = beside(&piece, track * (stroke.width * 2.0 + 1.4));
            marks.push(Mark::Path { points, stroke });
        }
    }
    if is_broken {
        for at in [middle - BREAK, middle + BREAK] {
            marks.extend(slash(&strands::cut(line, at - 0.5, at + 0.5), look));
        }
    }
    if look.arrow {
        let (base, across) = (along(*to, towards, -head), [-towards[1], towards[0]]);
        let points = vec![*to, along(base, across, head * 0.42), along(base, across, -head * 0.42)];
        marks.push(Mark::Polygon { points, fill: look.color, stroke: None });
    }
    marks
}

/// A line beside another, so many points to its right.
fn beside(line: &[Point], by: f32) -> Vec<Point> {
    let ends = line.first().zip(line.last());
    match ends.and_then(|(a, b)| direction(*a, *b)) {
        Some((towards, _)) if by != 0.0 => line.iter().map(|p| along(*p, [-towards[1], towards[0]], by)).collect(),
        _ => line.to_vec(),
    }
}

/// A stroke of the break mark across a short piece of the line.
fn slash(piece: &[Point], look: Look) -> Option<Mark> {
    let (a, b) = (*piece.first()?, *piece.last()?);
    let (towards, _) = direction(a, b)?;
    let middle = [0, 1].map(|i| (a[i] + b[i]) / 2.0);
    let slant = [towards[0] * 0.5 - towards[1] * 0.87, towards[1] * 0.5 + towards[0] * 0.87];
    let half = 4.0 + look.width;
    let points = vec![along(middle, slant, -half), along(middle, slant, half)];
    Some(Mark::Path { points, stroke: Stroke::solid(1.5, look.color) })
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
