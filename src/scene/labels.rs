//! Labels: which names and edge texts are written, and where.
//!
//! Greedy: selected nodes, then the more connected, then by name, each at the best of twelve places around its disc;
//! no label lies on another label, only those of hubs and of the selection may lie on a disc, and of the free places
//! the one with the fewest lines wins. The geometry is that of the zoomed plane without the camera's centre, so panning
//! never changes a choice; labels out of view are left out only at the end. In a large network only the surroundings of
//! the view are labelled, far enough around it that what lies beyond hardly matters. A node under the pointer, and the selected edge, are always labelled: what they
//! cover gives way.

use super::{
    Camera, EdgeLabel, Emphasis, Input, Label, Mark, Placed, Rgba, camera,
    font::{self, Weight},
    nodes,
    room::{Rect, Room},
    theme::fade,
};
use crate::layout::Point;
use std::{cmp::Reverse, collections::BTreeSet};

/// Size of node labels in points.
pub const LABEL_SIZE: f32 = 13.0;
/// Size of edge labels in points.
pub const EDGE_LABEL_SIZE: f32 = 11.5;
/// Longest label of a node and of an edge, in em.
const MAX_EM: f32 = 14.0;
const EDGE_MAX_EM: f32 = 24.0;
/// Distance from a node's rim to its label, in points; a selection's ring fits between.
const GAP: f32 = 6.0;
/// Free space kept around labels, in points.
const PADDING: [f32; 2] = [3.0, 1.0];
/// Free space kept between a label and any disc, in points: just less than to the own disc, so that no stranger's is
/// nearer.
const CLEARANCE: [f32; 2] = [GAP - 0.5, GAP - 2.5];
/// A disc within this distance of a label, in points, may be taken for the label's own.
const AMBIGUOUS: f32 = 12.0;
/// What a disc that near costs, in lines crossed.
const AMBIGUOUS_COST: usize = 4;
/// How much longer than its text an edge must be, in points, so that its ends and its arrow stay to be seen.
const EDGE_MIN_REST: f32 = 60.0;
/// Nodes of less than this radius, in points, are dots of a crowd. Names may lie on them, and only the most connected
/// are named: one for so much of the plane, in square points.
const DOT: f32 = 4.0;
const AREA_PER_NAME: f32 = 6000.0;
/// Among more lines than these no place for a label is better than another.
const MAX_LINES: usize = 3000;
/// In networks of more nodes than this, labels are placed only around the view: in a part of the plane with borders at
/// multiples of [`TILE`] that lie at least [`AROUND`] away from it, in points.
const MAX_WHOLE: usize = 2000;
const TILE: f32 = 256.0;
const AROUND: f32 = 320.0;
/// Edges are labelled from this zoom on.
const EDGE_LABEL_ZOOM: f32 = 1.6;

/// What [`draw`] found room for.
pub(super) struct Labels {
    pub nodes: Vec<Label>,
    pub edges: Vec<EdgeLabel>,
    pub n_hidden: usize,
}

/// Places every label, in view or not; returns those in view.
pub(super) fn draw(input: &Input, camera: &Camera, placed: &[Option<Placed>]) -> Labels {
    let plane = Plane::new(input, camera);
    let mut room = furnish(&plane, placed);
    let mut names = place_names(&plane, placed, &mut room);
    let edges = place_edge_texts(&plane, placed, &mut room, &mut names);
    let edges = match input.hovered.and_then(|node| placed.get(node)?.as_ref()) {
        Some(hovered) if !names.iter().any(|n| n.of == hovered.node) => {
            let forced = force(&plane, hovered, &room);
            names.retain(|n| !n.taken().overlaps(&forced.taken()));
            let edges = edges.into_iter().filter(|e| !e.taken().overlaps(&forced.taken())).collect();
            names.push(forced);
            edges
        }
        _ => edges,
    };
    show(&plane, placed, names, edges)
}

/// The zoomed plane, on which labels are placed: layout points times zoom.
struct Plane<'a> {
    input: &'a Input<'a>,
    camera: &'a Camera,
    /// From the plane to the screen.
    shift: Point,
    /// Labels of nodes with at least this degree are SemiBold.
    bold_degree: usize,
    /// A node with at least this degree is a hub: its label may lie on the discs of others, or a crowd around it
    /// would leave the most important node nameless.
    hub_degree: usize,
}

impl<'a> Plane<'a> {
    fn new(input: &'a Input<'a>, camera: &'a Camera) -> Self {
        let max_degree = input.network.nodes.iter().map(|n| n.degree).max().unwrap_or(0);
        let shift = [0, 1].map(|i| camera.size[i] / 2.0 - camera.center[i] * camera.zoom);
        Self {
            input,
            camera,
            shift,
            bold_degree: max_degree.div_ceil(2).max(3),
            hub_degree: max_degree.div_ceil(4).max(5),
        }
    }

    /// The part of the plane in which labels are placed.
    fn bounds(&self, placed: &[Option<Placed>]) -> Rect {
        let centers: Vec<Point> = placed.iter().flatten().map(|p| self.at(p.node)).collect();
        let (min, max) = camera::bounds(&centers).unwrap_or_default();
        let whole = Rect { min, max }.padded(camera::margin(self.camera.size));
        if centers.len() <= MAX_WHOLE {
            return whole;
        }
        let around = AROUND + self.input.bleed;
        let low = [0, 1].map(|i| ((-self.shift[i] - around) / TILE).floor() * TILE);
        let high = [0, 1].map(|i| ((self.camera.size[i] - self.shift[i] + around) / TILE).ceil() * TILE);
        let min = [0, 1].map(|i| low[i].clamp(whole.min[i], whole.max[i]));
        Rect { min, max: [0, 1].map(|i| high[i].clamp(min[i], whole.max[i])) }
    }

    fn at(&self, node: usize) -> Point {
        self.input.positions.get(node).map_or([0.0; 2], |p| p.map(|v| v * self.camera.zoom))
    }

    fn weight(&self, degree: usize) -> Weight {
        if degree >= self.bold_degree { Weight::SemiBold } else { Weight::Regular }
    }
}

/// A text with a place on the plane.
struct Written {
    /// Index of its node or edge.
    of: usize,
    text: String,
    size: f32,
    weight: Weight,
    baseline_left: Point,
    /// Where its ink is.
    ink: Rect,
}

impl Written {
    /// `text` cut to `max_em`, at the origin.
    fn new(of: usize, text: &str, size: f32, weight: Weight, max_em: f32, fonts: &font::Fonts) -> Self {
        let (text, width) = fonts.ellipsis(&font::printable(text), size, weight, max_em * size);
        let ink = Rect { min: [0.0, -font::ASCENT * size], max: [width, font::DESCENT * size] };
        Self { of, text, size, weight, baseline_left: [0.0; 2], ink }
    }

    fn width(&self) -> f32 {
        self.ink.max[0] - self.ink.min[0]
    }

    fn moved_to(mut self, baseline_left: Point) -> Self {
        self.ink = self.ink.shifted([0, 1].map(|i| baseline_left[i] - self.baseline_left[i]));
        self.baseline_left = baseline_left;
        self
    }

    /// Its ink and the free space around.
    fn taken(&self) -> Rect {
        self.ink.padded(PADDING)
    }

    fn mark(&self, shift: Point, color: Rgba, halo: Option<Rgba>) -> Mark {
        Mark::Text {
            baseline_left: [self.baseline_left[0] + shift[0], self.baseline_left[1] + shift[1]],
            text: self.text.clone(),
            size: self.size,
            weight: self.weight,
            color,
            halo,
        }
    }
}

/// The room with every node and line in it that is not faded, and no dot: labels may lie on those.
fn furnish(plane: &Plane, placed: &[Option<Placed>]) -> Room {
    let mut room = Room::new(plane.bounds(placed));
    for p in placed.iter().flatten().filter(|p| p.emphasis != Emphasis::Faded && p.extent >= DOT) {
        room.add_disc(plane.at(p.node), p.extent);
    }
    let edges = 0..plane.input.network.edges.len();
    let lines: Vec<_> = edges.filter_map(|edge| ends(plane, placed, edge)).filter(|ends| room.is_near(*ends)).collect();
    if lines.len() <= MAX_LINES {
        lines.into_iter().for_each(|[a, b]| room.add_line(a, b));
    }
    room
}

fn place_names(plane: &Plane, placed: &[Option<Placed>], room: &mut Room) -> Vec<Written> {
    let is_worth = worth_naming(plane, placed);
    let is_wanted = |p: &&Placed| {
        let is_worth = p.extent >= DOT || p.emphasis == Emphasis::Selected || is_worth.contains(&p.node);
        p.emphasis != Emphasis::Faded && is_worth && room.holds(plane.at(p.node))
    };
    let mut order: Vec<&Placed> = placed.iter().flatten().filter(is_wanted).collect();
    order.sort_unstable_by_key(|p| (Reverse(p.emphasis), Reverse(p.degree), p.name, p.node));
    let mut names = Vec::new();
    for p in order {
        let name = name(plane, p);
        let places = places(plane.at(p.node), p.extent, name.width());
        let spot = best(&name, &places, room, Cover::Nothing);
        let matters = p.emphasis == Emphasis::Selected || p.degree >= plane.hub_degree;
        let spot = spot.or_else(|| best(&name, &places, room, Cover::Discs).filter(|_| matters));
        match spot {
            Some(spot) => {
                let name = name.moved_to(spot);
                room.add_box(name.taken());
                names.push(name);
            }
            // A nameless node keeps names of smaller ones away, or they would be taken for its own.
            None if p.extent >= DOT => room.add_disc(plane.at(p.node), p.extent + AMBIGUOUS - CLEARANCE[0]),
            None => {}
        }
    }
    names
}

/// The most connected nodes, as many as the plane has room for among dots.
fn worth_naming(plane: &Plane, placed: &[Option<Placed>]) -> BTreeSet<usize> {
    let centers: Vec<Point> = placed.iter().flatten().map(|p| plane.at(p.node)).collect();
    let (min, max) = camera::bounds(&centers).unwrap_or_default();
    let n = ((max[0] - min[0]) * (max[1] - min[1]) / AREA_PER_NAME) as usize;
    let mut ranks: Vec<(Reverse<usize>, usize)> =
        placed.iter().flatten().map(|p| (Reverse(p.degree), p.node)).collect();
    if n < ranks.len() {
        ranks.select_nth_unstable(n);
        ranks.truncate(n);
    }
    ranks.into_iter().map(|(_, node)| node).collect()
}

fn name(plane: &Plane, p: &Placed) -> Written {
    Written::new(p.node, p.name, LABEL_SIZE, plane.weight(p.degree), MAX_EM, plane.input.fonts)
}

/// Twelve baselines around a disc, with what each costs in lines crossed: right, below, left, above, then the corners,
/// then above and below shifted to either side.
fn places(center: Point, extent: f32, width: f32) -> [(Point, usize); 12] {
    let [x, y] = center;
    let away = extent + GAP;
    // Text above and below may stand nearer: the ink seldom fills its box there.
    let near = away - 2.0;
    let corner = away * 0.72;
    let (ascent, descent) = (font::ASCENT * LABEL_SIZE, font::DESCENT * LABEL_SIZE);
    let level = y + font::MIDDLE * LABEL_SIZE;
    let (below, above) = (y + near + ascent, y - near - descent);
    let (corner_below, corner_above) = (y + corner + ascent, y - corner - descent);
    [
        ([x + away, level], 0),
        ([x - width * 0.5, below], 1),
        ([x - away - width, level], 1),
        ([x - width * 0.5, above], 2),
        ([x + corner, corner_below], 3),
        ([x + corner, corner_above], 3),
        ([x - corner - width, corner_below], 4),
        ([x - corner - width, corner_above], 4),
        ([x - width * 0.25, below], 5),
        ([x - width * 0.25, above], 5),
        ([x - width * 0.75, below], 6),
        ([x - width * 0.75, above], 6),
    ]
}

/// What a label may lie on besides lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cover {
    Nothing,
    Discs,
}

/// The baseline that costs least of those that are free: few lines crossed, and no stranger's disc near.
fn best(text: &Written, places: &[(Point, usize)], room: &Room, cover: Cover) -> Option<Point> {
    let is_free = |ink: Rect| {
        room.has_no_box(ink.padded(PADDING)) && (cover == Cover::Discs || !room.has_disc(ink.padded(CLEARANCE)))
    };
    let cost = |ink: Rect| {
        // The own disc is always near, which adds the same to every place.
        room.n_lines(ink.padded(PADDING)) + AMBIGUOUS_COST * room.n_discs(ink.padded([AMBIGUOUS; 2]))
    };
    let inks = places.iter().map(|(spot, bias)| (spot, bias, text.ink.shifted(*spot)));
    let free = inks.filter(|(.., ink)| is_free(*ink));
    free.min_by_key(|(_, bias, ink)| *bias + cost(*ink)).map(|(spot, ..)| *spot)
}

/// A name at its best place, on other labels if there is no other.
fn force(plane: &Plane, p: &Placed, room: &Room) -> Written {
    let name = name(plane, p);
    let places = places(plane.at(p.node), p.extent, name.width());
    let spot = best(&name, &places, room, Cover::Nothing);
    let spot = spot.or_else(|| best(&name, &places, room, Cover::Discs)).unwrap_or(places[0].0);
    name.moved_to(spot)
}

/// Texts on edges; the selected one's takes the place of names if it must.
fn place_edge_texts(
    plane: &Plane,
    placed: &[Option<Placed>],
    room: &mut Room,
    names: &mut Vec<Written>,
) -> Vec<Written> {
    let input = plane.input;
    let n_edges = if plane.camera.zoom > EDGE_LABEL_ZOOM { input.network.edges.len() } else { 0 };
    let others = (0..n_edges).filter(|&edge| input.selected_edge != Some(edge));
    let mut texts = Vec::new();
    for index in input.selected_edge.into_iter().chain(others) {
        let is_picked = input.selected_edge == Some(index);
        let ends = ends(plane, placed, index).filter(|ends| is_picked || room.is_near(*ends));
        let Some(ends) = ends else { continue };
        let Some(text) = (input.edge_label)(index) else { continue };
        let weight = if is_picked { Weight::SemiBold } else { Weight::Regular };
        let text = Written::new(index, &text, EDGE_LABEL_SIZE, weight, EDGE_MAX_EM, input.fonts);
        let [a, b] = ends;
        let is_short = (b[0] - a[0]).hypot(b[1] - a[1]) < text.width() + EDGE_MIN_REST;
        if is_short && !is_picked {
            continue;
        }
        let places = places_along(ends, text.width());
        let free = best(&text, &places, room, Cover::Nothing);
        let Some(spot) = free.or(is_picked.then_some(places[0].0)) else { continue };
        let text = text.moved_to(spot);
        names.retain(|n| !n.taken().overlaps(&text.taken()));
        room.add_box(text.taken());
        texts.push(text);
    }
    texts
}

/// The ends of an edge on the plane, unless it is faded.
fn ends(plane: &Plane, placed: &[Option<Placed>], edge: usize) -> Option<[Point; 2]> {
    let (is_picked, edge) = (plane.input.selected_edge == Some(edge), plane.input.network.edges.get(edge)?);
    let (a, b) = (placed.get(edge.a)?.as_ref()?, placed.get(edge.b)?.as_ref()?);
    let touches_selection = a.emphasis == Emphasis::Selected || b.emphasis == Emphasis::Selected;
    (is_picked || plane.input.selected.is_empty() || touches_selection).then(|| [plane.at(a.node), plane.at(b.node)])
}

/// Baselines centred on points of the line, with what each costs in lines crossed: the middle first.
fn places_along([a, b]: [Point; 2], width: f32) -> [(Point, usize); 5] {
    [(0.5, 0), (0.42, 1), (0.58, 1), (0.34, 2), (0.66, 2)].map(|(t, cost)| {
        let on = [0, 1].map(|i| a[i] + (b[i] - a[i]) * t);
        ([on[0] - width / 2.0, on[1] + font::MIDDLE * EDGE_LABEL_SIZE], cost)
    })
}

/// From the plane to the screen, without what is out of view. Hidden names are counted in the view alone.
fn show(plane: &Plane, placed: &[Option<Placed>], names: Vec<Written>, edges: Vec<Written>) -> Labels {
    let (shift, theme, bleed) = (plane.shift, plane.input.theme, plane.input.bleed);
    let view = Rect { min: [0.0; 2], max: plane.camera.size }.padded([bleed; 2]);
    let is_seen = |node: usize, bleed: f32| {
        placed.get(node).and_then(Option::as_ref).is_some_and(|p| nodes::in_view(p, plane.camera, bleed))
    };
    let n_named = names.iter().filter(|n| is_seen(n.of, 0.0)).count();
    let is_wanted = |p: &&Placed| p.emphasis != Emphasis::Faded || plane.input.hovered == Some(p.node);
    let n_wanted = placed.iter().flatten().filter(is_wanted).filter(|p| is_seen(p.node, 0.0)).count();

    let halo = Some(fade(theme.background, 0.9));
    let mut nodes = Vec::new();
    for name in names.iter().filter(|n| is_seen(n.of, bleed)) {
        let Rect { min, max } = name.ink.shifted(shift);
        if (Rect { min, max }).overlaps(&view) {
            nodes.push(Label { node: name.of, min, max, mark: name.mark(shift, theme.text, halo) });
        }
    }
    let mut texts = Vec::new();
    for text in edges {
        let Rect { min, max } = text.taken().shifted(shift);
        if (Rect { min, max }).overlaps(&view) {
            let color = if plane.input.selected_edge == Some(text.of) { theme.text } else { theme.text_weak };
            // A text along its own line needs more than a halo.
            let paper = Mark::Rect { min, max, radius: 3.0, fill: fade(theme.background, 0.88), stroke: None };
            texts.push(EdgeLabel { edge: text.of, min, max, marks: [paper, text.mark(shift, color, None)] });
        }
    }
    Labels { nodes, edges: texts, n_hidden: n_wanted.saturating_sub(n_named) }
}
