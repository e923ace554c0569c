//! Components side by side, the largest in the middle.
//!
//! Each is covered with square cells, so that a small one fits into the bay of a large one (after Freivalds, Dogrusoz,
//! Kikusts, "Disconnected graph layout and the polyomino packing approach", 2001).

use super::{Point, graph::Graph, hilbert::extent};
use std::collections::{BTreeSet, HashSet};

/// Width over height of the drawing that is aimed at, before it is stretched.
const ASPECT: f32 = 1.15;
/// So many groups are placed with care for the whole drawing's extent; the many small ones go where there is room.
const N_CAREFUL: usize = 8;
/// Free places looked at for such a group.
const N_LOOKED_AT: usize = 4000;
/// So many cells cover all groups' rectangles together, about.
const N_CELLS: f32 = 20_000.0;
/// Groups up to this size keep others off their edges; in larger ones edges are everywhere between the nodes.
const MAX_TRACED: usize = 5000;

type Cell = [i32; 2];

/// Moves each group of nodes as a whole to a free place near the middle of the first, which stays. `groups` come in
/// the order of placing; `gap` is the room between two rims.
pub fn pack(points: &mut [Point], graph: &Graph, groups: &[Vec<usize>], gap: f32) {
    let Some((first, rest)) = groups.split_first().filter(|(_, rest)| !rest.is_empty()) else { return };
    let side = side(points, graph, groups, gap);
    let shape = cells(points, graph, first, side);
    let mut bounds = bounds(&shape);
    let middle = [(bounds.0[0] + bounds.1[0]) / 2, (bounds.0[1] + bounds.1[1]) / 2];
    let mut taken: HashSet<Cell> = widened(&shape).collect();
    // Free cells from the middle outwards, as far as anyone looked.
    let mut free: Vec<Cell> = Vec::new();
    let mut further = spiral().map(|at| [middle[0] + at[0], middle[1] + at[1]]);
    for (n, group) in rest.iter().enumerate() {
        let shape = cells(points, graph, group, side);
        let Some(anchor) = anchor(&shape) else { continue };
        let form: Vec<Cell> = shape.iter().map(|c| [c[0] - anchor[0], c[1] - anchor[1]]).collect();
        let is_free =
            |taken: &HashSet<Cell>, at: &Cell| form.iter().all(|c| !taken.contains(&[c[0] + at[0], c[1] + at[1]]));
        if n < N_CAREFUL {
            free.extend(further.by_ref().filter(|at| !taken.contains(at)).take(N_LOOKED_AT.saturating_sub(free.len())));
        }
        let found = if n < N_CAREFUL {
            let places = free.iter().copied().filter(|at| is_free(&taken, at));
            let cost =
                |at: &Cell| height(united(bounds, &form, *at)) + distance([at[0] - middle[0], at[1] - middle[1]]) / 3;
            places.min_by_key(cost)
        } else {
            free.iter().copied().find(|at| is_free(&taken, at))
        };
        let Some(at) = found.or_else(|| {
            further.by_ref().filter(|at| !taken.contains(at)).find(|at| {
                free.push(*at);
                is_free(&taken, at)
            })
        }) else {
            continue;
        };
        bounds = united(bounds, &form, at);
        let by = [at[0] - anchor[0], at[1] - anchor[1]].map(|steps| steps as f32 * side);
        group.iter().for_each(|&m| points[m] = [points[m][0] + by[0], points[m][1] + by[1]]);
        let placed: BTreeSet<Cell> = form.iter().map(|c| [c[0] + at[0], c[1] + at[1]]).collect();
        taken.extend(widened(&placed));
        let (low, high) = self::bounds(&placed);
        let is_near = |at: &Cell| (0..2).all(|axis| (low[axis] - 1..=high[axis] + 1).contains(&at[axis]));
        free.retain(|at| !is_near(at) || !taken.contains(at));
    }
}

/// The box around `bounds` and a form placed at a cell.
fn united((low, high): (Cell, Cell), form: &[Cell], at: Cell) -> (Cell, Cell) {
    form.iter().map(|c| [c[0] + at[0], c[1] + at[1]]).fold((low, high), |(low, high), c| {
        ([low[0].min(c[0]), low[1].min(c[1])], [high[0].max(c[0]), high[1].max(c[1])])
    })
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

/// Side of a cell in points: the room of a small node, or more where there is much to cover.
fn side(points: &[Point], graph: &Graph, groups: &[Vec<usize>], gap: f32) -> f32 {
    let area = |group: &Vec<usize>| {
        let own: Vec<Point> = group.iter().map(|&node| points[node]).collect();
        let [low, high] = extent(&own);
        (high[0] - low[0] + gap) * (high[1] - low[1] + gap)
    };
    let mean = graph.radii.iter().sum::<f32>() / graph.n().max(1) as f32;
    gap.max(3.0 * mean).max(1.0).max((groups.iter().map(area).sum::<f32>() / N_CELLS).sqrt())
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
fn widened(cells: &BTreeSet<Cell>) -> impl Iterator<Item = Cell> {
    cells.iter().flat_map(|&[x, y]| (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| [x + dx, y + dy])))
}

/// Lowest and highest coordinates.
fn bounds(cells: &BTreeSet<Cell>) -> (Cell, Cell) {
    let first = cells.first().copied().unwrap_or_default();
    let form: Vec<Cell> = cells.iter().copied().collect();
    united((first, first), &form, [0, 0])
}

/// The cell of the shape that is nearest to the middle of its bounds.
fn anchor(shape: &BTreeSet<Cell>) -> Option<Cell> {
    let (low, high) = bounds(shape);
    let off = |c: &&Cell| (2 * c[0] - low[0] - high[0]).abs() + (2 * c[1] - low[1] - high[1]).abs();
    shape.iter().min_by_key(off).copied()
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

#[cfg(test)]
mod tests {
    use super::super::Request;
    use super::*;

    #[test]
    fn thousands_of_small_groups_lie_apart_in_a_wide_field() {
        // Stars of 2 to 6 nodes, all at the same place.
        let (mut edges, mut points, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        for star in 0..1500 {
            let hub = points.len();
            points.push([0.0, 0.0]);
            for leaf in 0..=star % 5 {
                edges.push((hub, points.len(), 1.0));
                points.push([60.0 * (leaf as f32).cos(), 60.0 * (leaf as f32).sin()]);
            }
            groups.push((hub..points.len()).collect::<Vec<usize>>());
        }
        let graph = Graph::new(&Request { radii: vec![8.0; points.len()], edges, ..Request::default() });
        pack(&mut points, &graph, &groups, 48.0);
        let boxes: Vec<[Point; 2]> =
            groups.iter().map(|g| extent(&g.iter().map(|&node| points[node]).collect::<Vec<_>>())).collect();
        let is_apart =
            |a: &[Point; 2], b: &[Point; 2]| (0..2).any(|x| a[1][x] + 16.0 < b[0][x] || b[1][x] + 16.0 < a[0][x]);
        // Stars may reach into each other's boxes, but most do not, and no hub stands on a hub.
        let n_apart = boxes.windows(2).filter(|w| is_apart(&w[0], &w[1])).count();
        assert!(n_apart > 1400, "{n_apart}");
        let [low, high] = extent(&points);
        let aspect = (high[0] - low[0]) / (high[1] - low[1]);
        assert!((0.9..1.5).contains(&aspect), "{aspect}");
    }
}
