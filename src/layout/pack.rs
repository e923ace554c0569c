//! Components side by side, the largest in the middle.
//!
//! Each is covered with square cells, so that a small one fits into the bay of a large one (after Freivalds, Dogrusoz,
//! Kikusts, "Disconnected graph layout and the polyomino packing approach", 2001).

use super::{Point, graph::Graph};
use std::collections::{BTreeSet, HashSet};

/// Width over height of the drawing that is aimed at, before it is stretched.
const ASPECT: f32 = 1.15;

type Cell = [i32; 2];

/// So many groups are placed with care for the whole drawing's extent; the many small ones go where there is room.
const N_CAREFUL: usize = 8;
/// Places looked at for such a group beyond the first that is free.
const N_LOOKED_AT: usize = 4000;

/// The drawing of the first group is cut into no more cells than this along a side.
const MAX_SIDE: f32 = 200.0;
/// Groups up to this size keep others off their edges; in larger ones edges are everywhere between the nodes.
const MAX_TRACED: usize = 5000;

/// Moves each group of nodes as a whole to a free place near the middle of the first, which stays. `groups` come in
/// the order of placing; `gap` is the room between two rims.
pub fn pack(points: &mut [Point], graph: &Graph, groups: &[Vec<usize>], gap: f32) {
    let Some((first, rest)) = groups.split_first().filter(|(_, rest)| !rest.is_empty()) else { return };
    let side = side(points, graph, first, gap);
    let cells = |points: &[Point], group: &[usize]| cells(points, graph, group, side);
    let shape = cells(points, first);
    let mut taken: HashSet<Cell> = widened(&shape);
    let mut bounds = extent(&shape);
    let middle = [(bounds.0[0] + bounds.1[0]) / 2, (bounds.0[1] + bounds.1[1]) / 2];
    let (mut last_form, mut tried) = (Vec::new(), 0);
    for (n, group) in rest.iter().enumerate() {
        let shape = cells(points, group);
        let (low, high) = extent(&shape);
        let size = [high[0] - low[0], high[1] - low[1]];
        let form: Vec<Cell> = shape.iter().map(|c| [c[0] - low[0], c[1] - low[1]]).collect();
        // What found no room for this form will find none for the next of the same form.
        tried = if form == last_form { tried } else { 0 };
        let is_free = |corner: &Cell| form.iter().all(|c| !taken.contains(&[c[0] + corner[0], c[1] + corner[1]]));
        let corner = |at: Cell| [middle[0] + at[0] - size[0] / 2, middle[1] + at[1] - size[1] / 2];
        let mut places = spiral().skip(tried).map(corner).inspect(|_| tried += 1);
        let Some(mut best) = places.find(is_free) else { continue };
        if n < N_CAREFUL {
            let further = spiral().take(N_LOOKED_AT).map(|at| (at, corner(at))).filter(|(_, corner)| is_free(corner));
            let cost = |&(at, corner): &(Cell, Cell)| height(united(bounds, corner, size)) + distance(at) / 3;
            best = further.min_by_key(cost).map_or(best, |(_, corner)| corner);
        }
        bounds = united(bounds, best, size);
        let by = [best[0] - low[0], best[1] - low[1]].map(|steps| steps as f32 * side);
        group.iter().for_each(|&m| points[m] = [points[m][0] + by[0], points[m][1] + by[1]]);
        taken.extend(widened(&form.iter().map(|c| [c[0] + best[0], c[1] + best[1]]).collect()));
        last_form = form;
    }
}

/// The box around `bounds` and a form of that size with its low corner at `corner`.
fn united((low, high): (Cell, Cell), corner: Cell, size: Cell) -> (Cell, Cell) {
    let far = [corner[0] + size[0], corner[1] + size[1]];
    ([low[0].min(corner[0]), low[1].min(corner[1])], [high[0].max(far[0]), high[1].max(far[1])])
}

/// The height that a box of the drawing's aspect needs to hold these bounds; in thousandths of a cell.
fn height((low, high): (Cell, Cell)) -> i64 {
    let [width, height] = [high[0] - low[0] + 1, high[1] - low[1] + 1].map(|n| n as f32);
    (width / ASPECT * 1000.0).max(height * 1000.0) as i64
}

/// How far off the middle, likewise.
fn distance([x, y]: Cell) -> i64 {
    ((x.abs() as f32 / ASPECT + y.abs() as f32) * 1000.0) as i64
}

/// Side of a cell in points: the room of a small node, or more where the first group is large.
fn side(points: &[Point], graph: &Graph, first: &[usize], gap: f32) -> f32 {
    let mean = graph.radii.iter().sum::<f32>() / graph.n().max(1) as f32;
    let own: Vec<Point> = first.iter().map(|&node| points[node]).collect();
    let [low, high] = super::hilbert::extent(&own);
    gap.max(3.0 * mean).max(1.0).max((high[0] - low[0]).max(high[1] - low[1]) / MAX_SIDE)
}

/// Cells that the group's nodes and edges touch.
fn cells(points: &[Point], graph: &Graph, group: &[usize], side: f32) -> BTreeSet<Cell> {
    let mut cells = BTreeSet::new();
    let cell = |[x, y]: Point| [(x / side).floor() as i32, (y / side).floor() as i32];
    for &a in group {
        let later = graph.neighbours(a).iter().filter(|&&b| b as usize > a && group.len() <= MAX_TRACED);
        for &b in later {
            let ([ax, ay], [bx, by]) = (points[a], points[b as usize]);
            let n = ((bx - ax).abs().max((by - ay).abs()) / side * 2.0).ceil().max(1.0);
            let on_edge = |k: usize| [ax + (bx - ax) * k as f32 / n, ay + (by - ay) * k as f32 / n];
            cells.extend((0..=n as usize).map(|k| cell(on_edge(k))));
        }
        let reach = graph.radii[a];
        let corners = [[-reach, -reach], [-reach, reach], [reach, -reach], [reach, reach]];
        cells.extend(corners.map(|[dx, dy]| cell([points[a][0] + dx, points[a][1] + dy])));
    }
    cells
}

/// The cells and those around them.
fn widened(cells: &BTreeSet<Cell>) -> HashSet<Cell> {
    let around = |&[x, y]: &Cell| (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| [x + dx, y + dy]));
    cells.iter().flat_map(around).collect()
}

/// Lowest and highest coordinates.
fn extent(cells: &BTreeSet<Cell>) -> (Cell, Cell) {
    let first = cells.first().copied().unwrap_or_default();
    cells.iter().fold((first, first), |(low, high), c| {
        ([low[0].min(c[0]), low[1].min(c[1])], [high[0].max(c[0]), high[1].max(c[1])])
    })
}

/// All cells, in elliptic rings of the drawing's aspect around the origin: what lies beside comes before what lies
/// across the corner.
fn spiral() -> impl Iterator<Item = Cell> {
    (0..i32::MAX).flat_map(|ring| {
        let width = |ring: i32, y: i32| ((ring * ring - y * y) as f32).sqrt() * ASPECT;
        (-ring..=ring).flat_map(move |y| {
            let inner = if y.abs() < ring { width(ring - 1, y.abs().min(ring - 1)).floor() as i32 + 1 } else { 0 };
            (inner..=width(ring, y).floor() as i32).flat_map(move |x| [[x, y], [-x, y]])
        })
    })
}
