//! Components side by side, the largest in the middle.
//!
//! Each is covered with square cells, so that a small one fits into the bay of a large one (after Freivalds, Dogrusoz,
//! Kikusts, "Disconnected graph layout and the polyomino packing approach", 2001).

use super::{Point, component::GAP, graph::Graph};
use std::collections::BTreeSet;

/// Side of a cell in points: the room of a small node.
const CELL: f32 = GAP;
/// Width over height of the drawing that is aimed at, before it is stretched.
const ASPECT: f32 = 1.1;

type Cell = [i32; 2];

/// Moves each group of nodes as a whole to the free place nearest the middle of the first, which stays. `groups` come
/// in the order of placing.
pub fn pack(points: &mut [Point], graph: &Graph, groups: &[Vec<usize>]) {
    let Some((first, rest)) = groups.split_first() else { return };
    let shape = cells(points, graph, first);
    let mut taken = widened(&shape);
    let (low, high) = extent(&shape);
    let middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
    let (mut last_form, mut tried) = (Vec::new(), 0);
    for group in rest {
        let shape = cells(points, graph, group);
        let (low, high) = extent(&shape);
        let form: Vec<Cell> = shape.iter().map(|c| [c[0] - low[0], c[1] - low[1]]).collect();
        // What found no room for this form will find none for the next of the same form.
        tried = if form == last_form { tried } else { 0 };
        for at in spiral().skip(tried) {
            tried += 1;
            let corner = [middle[0] + at[0] - (high[0] - low[0]) / 2, middle[1] + at[1] - (high[1] - low[1]) / 2];
            let place = |c: &Cell| [c[0] + corner[0], c[1] + corner[1]];
            if form.iter().all(|c| !taken.contains(&place(c))) {
                let by = [corner[0] - low[0], corner[1] - low[1]].map(|steps| steps as f32 * CELL);
                group.iter().for_each(|&m| points[m] = [points[m][0] + by[0], points[m][1] + by[1]]);
                taken.extend(widened(&form.iter().map(place).collect()));
                break;
            }
        }
        last_form = form;
    }
}

/// Cells that the group's nodes and edges touch.
fn cells(points: &[Point], graph: &Graph, group: &[usize]) -> BTreeSet<Cell> {
    let mut cells = BTreeSet::new();
    let cell = |[x, y]: Point| [(x / CELL).floor() as i32, (y / CELL).floor() as i32];
    for &a in group {
        for &(b, _) in graph.neighbours[a].iter().filter(|(b, _)| *b > a) {
            let ([ax, ay], [bx, by]) = (points[a], points[b]);
            let n = ((bx - ax).abs().max((by - ay).abs()) / CELL * 2.0).ceil().max(1.0);
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
fn widened(cells: &BTreeSet<Cell>) -> BTreeSet<Cell> {
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

/// All cells, in rings of the drawing's aspect around the origin.
fn spiral() -> impl Iterator<Item = Cell> {
    let width = |ring: i32| (ring as f32 * ASPECT).round() as i32;
    let rings = (1..i32::MAX).flat_map(move |ring| {
        let (w, inner) = (width(ring), width(ring - 1));
        let rows = (-w..=w).flat_map(move |x| [[x, -ring], [x, ring]]);
        let columns = (1 - ring..ring).flat_map(move |y| (inner + 1..=w).flat_map(move |x| [[-x, y], [x, y]]));
        columns.chain(rows)
    });
    std::iter::once([0, 0]).chain(rings)
}
