//! What space is taken: a grid over the plane in which labels look for room.

use crate::layout::Point;

/// An axis-parallel box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub min: Point,
    pub max: Point,
}

impl Rect {
    /// The box of this size around `center`.
    pub fn around(center: Point, size: [f32; 2]) -> Self {
        let half = [size[0] / 2.0, size[1] / 2.0];
        Self { min: [center[0] - half[0], center[1] - half[1]], max: [center[0] + half[0], center[1] + half[1]] }
    }

    /// True if the boxes share more than a side.
    pub fn overlaps(&self, other: &Self) -> bool {
        [0, 1].iter().all(|&i| self.min[i] < other.max[i] && self.max[i] > other.min[i])
    }

    /// True if the whole of this box lies in `other`.
    pub fn lies_in(&self, other: &Self) -> bool {
        [0, 1].iter().all(|&i| self.min[i] >= other.min[i] && self.max[i] <= other.max[i])
    }

    /// True if the box and the disc share more than a point.
    pub fn touches(&self, center: Point, radius: f32) -> bool {
        let nearest = [0, 1].map(|i| center[i].clamp(self.min[i], self.max[i]) - center[i]);
        nearest[0].hypot(nearest[1]) < radius
    }

    /// The box moved by `by`.
    pub fn shifted(&self, by: Point) -> Self {
        let shift = |p: Point| [p[0] + by[0], p[1] + by[1]];
        Self { min: shift(self.min), max: shift(self.max) }
    }
}

/// Side of a cell in points, at least: about the height of a label.
const MIN_CELL: f32 = 16.0;
/// Cells along an axis, at most.
const MAX_CELLS: f32 = 192.0;

/// A grid over a part of the plane with the boxes, discs and lines that were put into it.
pub(super) struct Room {
    bounds: Rect,
    cell: f32,
    columns: usize,
    cells: Vec<Cell>,
}

#[derive(Default, Clone)]
struct Cell {
    boxes: Vec<Rect>,
    discs: Vec<(Point, f32)>,
    n_lines: u16,
}

impl Room {
    /// An empty room over finite `bounds`.
    pub fn new(bounds: Rect) -> Self {
        let extent = [0, 1].map(|i| (bounds.max[i] - bounds.min[i]).max(1.0));
        let cell = MIN_CELL.max(extent[0].max(extent[1]) / MAX_CELLS);
        let [columns, rows] = extent.map(|e| (e / cell) as usize + 1);
        Self { bounds, cell, columns, cells: vec![Cell::default(); columns * rows] }
    }

    /// Takes the space of a label.
    pub fn add_box(&mut self, rect: Rect) {
        self.each(rect, |cell| cell.boxes.push(rect));
    }

    /// Takes the space of a node.
    pub fn add_disc(&mut self, center: Point, radius: f32) {
        self.each(Rect::around(center, [radius * 2.0; 2]), |cell| cell.discs.push((center, radius)));
    }

    /// Notes a line; labels may lie on lines, but rather not.
    pub fn add_line(&mut self, from: Point, to: Point) {
        let steps = ((to[0] - from[0]).hypot(to[1] - from[1]) / self.cell * 2.0).clamp(1.0, 8.0 * MAX_CELLS) as usize;
        let mut last = None;
        for i in 0..=steps {
            let t = i as f32 / steps as f32;
            let at = self.index(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t);
            if last != Some(at) {
                last = Some(at);
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.n_lines = cell.n_lines.saturating_add(1);
                }
            }
        }
    }

    /// True if `rect` lies in the room and overlaps no box and no disc.
    pub fn is_free(&self, rect: Rect) -> bool {
        self.has_no_box(rect) && self.over(rect).all(|cell| !cell.discs.iter().any(|&(c, r)| rect.touches(c, r)))
    }

    /// True if `rect` lies in the room and overlaps no box.
    pub fn has_no_box(&self, rect: Rect) -> bool {
        rect.lies_in(&self.bounds) && self.over(rect).all(|cell| !cell.boxes.iter().any(|b| rect.overlaps(b)))
    }

    /// About how many lines cross `rect`, a line along it counted for each cell it passes.
    pub fn n_lines(&self, rect: Rect) -> usize {
        self.over(rect).map(|cell| usize::from(cell.n_lines)).sum()
    }

    fn column_row(&self, x: f32, y: f32) -> [usize; 2] {
        // A float cast saturates, so that what lies outside counts to the outermost cells.
        let [column, row] = [(x - self.bounds.min[0]) / self.cell, (y - self.bounds.min[1]) / self.cell];
        let rows = self.cells.len() / self.columns;
        [(column as usize).min(self.columns - 1), (row as usize).min(rows - 1)]
    }

    fn index(&self, x: f32, y: f32) -> usize {
        let [column, row] = self.column_row(x, y);
        row * self.columns + column
    }

    fn indexes(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let [left, top] = self.column_row(rect.min[0], rect.min[1]);
        let [right, bottom] = self.column_row(rect.max[0], rect.max[1]);
        let columns = self.columns;
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    fn over(&self, rect: Rect) -> impl Iterator<Item = &Cell> {
        self.indexes(rect).filter_map(|i| self.cells.get(i))
    }

    fn each(&mut self, rect: Rect, mut act: impl FnMut(&mut Cell)) {
        for i in self.indexes(rect) {
            if let Some(cell) = self.cells.get_mut(i) {
                act(cell);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn room() -> Room {
        Room::new(Rect { min: [-100.0, -50.0], max: [100.0, 50.0] })
    }

    #[test]
    fn boxes_and_discs_take_space() {
        let mut room = room();
        room.add_box(Rect::around([0.0, 0.0], [40.0, 10.0]));
        room.add_disc([60.0, 0.0], 10.0);
        assert!(!room.is_free(Rect::around([25.0, 4.0], [20.0, 10.0])));
        assert!(!room.is_free(Rect::around([60.0, 12.0], [20.0, 10.0])));
        assert!(room.has_no_box(Rect::around([60.0, 12.0], [20.0, 10.0])));
        assert!(room.is_free(Rect::around([0.0, 20.0], [40.0, 10.0])));
    }

    #[test]
    fn nothing_is_free_outside() {
        assert!(!room().is_free(Rect::around([95.0, 0.0], [20.0, 10.0])));
    }

    #[test]
    fn lines_are_counted_where_they_pass() {
        let mut room = room();
        room.add_line([-90.0, 0.0], [90.0, 0.0]);
        assert!(room.n_lines(Rect::around([0.0, 0.0], [60.0, 10.0])) >= 3);
        assert_eq!(room.n_lines(Rect::around([0.0, -40.0], [60.0, 10.0])), 0);
    }
}
