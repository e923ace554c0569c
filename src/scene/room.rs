//! What space is taken: grids over the plane in which labels look for room.

use crate::layout::Point;

/// An axis-parallel box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub min: Point,
    pub max: Point,
}

impl Rect {
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

    /// The box with `by` points more on each side.
    pub fn padded(&self, [x, y]: [f32; 2]) -> Self {
        Self { min: [self.min[0] - x, self.min[1] - y], max: [self.max[0] + x, self.max[1] + y] }
    }

    /// The box moved by `by`.
    pub fn shifted(&self, by: Point) -> Self {
        let shift = |p: Point| [p[0] + by[0], p[1] + by[1]];
        Self { min: shift(self.min), max: shift(self.max) }
    }
}

/// Side of a cell in points, at least: for lines and discs about the height of a label, for boxes about its width.
const LINE_CELL: f32 = 16.0;
const DISC_CELL: f32 = 24.0;
const BOX_CELL: f32 = 80.0;
/// Cells along an axis, at most.
const MAX_CELLS: f32 = 192.0;

/// A part of the plane with the boxes, discs and lines that were put into it.
pub(super) struct Room {
    bounds: Rect,
    /// Every box, in each cell it reaches.
    boxes: Grid<Vec<Rect>>,
    /// Every disc, in each cell it reaches.
    discs: Grid<Vec<(Point, f32)>>,
    /// How many lines pass a cell.
    lines: Grid<u16>,
}

impl Room {
    /// An empty room over finite `bounds`.
    pub fn new(bounds: Rect) -> Self {
        Self {
            bounds,
            boxes: Grid::new(bounds, BOX_CELL),
            discs: Grid::new(bounds, DISC_CELL),
            lines: Grid::new(bounds, LINE_CELL),
        }
    }

    /// Takes the space of a label.
    pub fn add_box(&mut self, rect: Rect) {
        for i in self.boxes.indexes(rect) {
            if let Some(cell) = self.boxes.cells.get_mut(i) {
                cell.push(rect);
            }
        }
    }

    /// Takes the space of a node.
    pub fn add_disc(&mut self, center: Point, radius: f32) {
        for i in self.discs.indexes(around(center, radius)) {
            if let Some(cell) = self.discs.cells.get_mut(i) {
                cell.push((center, radius));
            }
        }
    }

    /// Notes a line; labels may lie on lines, but rather not.
    pub fn add_line(&mut self, from: Point, to: Point) {
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        let steps = (length / self.lines.side * 2.0).clamp(1.0, 8.0 * MAX_CELLS) as usize;
        let mut last = None;
        for i in 0..=steps {
            let t = i as f32 / steps as f32;
            let at = self.lines.index([0, 1].map(|k| from[k] + (to[k] - from[k]) * t));
            if last != Some(at) {
                last = Some(at);
                if let Some(cell) = self.lines.cells.get_mut(at) {
                    *cell = cell.saturating_add(1);
                }
            }
        }
    }

    /// True if the point lies in the room.
    pub fn holds(&self, p: Point) -> bool {
        self.bounds.touches(p, 1.0)
    }

    /// True unless the line passes the room on one side.
    pub fn is_near(&self, [a, b]: [Point; 2]) -> bool {
        let Rect { min, max } = self.bounds;
        [0, 1].iter().all(|&i| a[i].max(b[i]) >= min[i] && a[i].min(b[i]) <= max[i])
    }

    /// True if `rect` lies in the room and overlaps no box.
    pub fn has_no_box(&self, rect: Rect) -> bool {
        rect.lies_in(&self.bounds) && !self.boxes.over(rect).flatten().any(|b| rect.overlaps(b))
    }

    /// True if a disc touches `rect`.
    pub fn has_disc(&self, rect: Rect) -> bool {
        self.discs.over(rect).flatten().any(|&(c, r)| rect.touches(c, r))
    }

    /// How many discs touch `rect`.
    pub fn n_discs(&self, rect: Rect) -> usize {
        let count = |i: usize| {
            // Of the cells that disc and box share, the disc counts in the first.
            let is_first = |c: Point, r: f32| self.discs.index([0, 1].map(|k| (c[k] - r).max(rect.min[k]))) == i;
            let discs = self.discs.cells.get(i).into_iter().flatten();
            discs.filter(|&&(c, r)| rect.touches(c, r) && is_first(c, r)).count()
        };
        self.discs.indexes(rect).map(count).sum()
    }

    /// About how many lines cross `rect`, a line along it counted for each cell it passes.
    pub fn n_lines(&self, rect: Rect) -> usize {
        self.lines.over(rect).map(|n| usize::from(*n)).sum()
    }
}

/// The box around a disc.
fn around(center: Point, radius: f32) -> Rect {
    Rect { min: center.map(|v| v - radius), max: center.map(|v| v + radius) }
}

/// Square cells over a part of the plane; what lies outside belongs to the outermost cells.
struct Grid<T> {
    min: Point,
    side: f32,
    columns: usize,
    rows: usize,
    cells: Vec<T>,
}

impl<T: Default + Clone> Grid<T> {
    fn new(bounds: Rect, min_side: f32) -> Self {
        let extent = [0, 1].map(|i| (bounds.max[i] - bounds.min[i]).max(1.0));
        let side = min_side.max(extent[0].max(extent[1]) / MAX_CELLS);
        let [columns, rows] = extent.map(|e| (e / side) as usize + 1);
        Self { min: bounds.min, side, columns, rows, cells: vec![T::default(); columns * rows] }
    }

    fn column_row(&self, p: Point) -> [usize; 2] {
        // A float cast saturates.
        let [column, row] = [0, 1].map(|i| ((p[i] - self.min[i]) / self.side) as usize);
        [column.min(self.columns - 1), row.min(self.rows - 1)]
    }

    fn index(&self, p: Point) -> usize {
        let [column, row] = self.column_row(p);
        row * self.columns + column
    }

    fn indexes(&self, rect: Rect) -> impl Iterator<Item = usize> + use<T> {
        let ([left, top], [right, bottom]) = (self.column_row(rect.min), self.column_row(rect.max));
        let columns = self.columns;
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    fn over(&self, rect: Rect) -> impl Iterator<Item = &T> {
        self.indexes(rect).filter_map(|i| self.cells.get(i))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn boxed(center: Point, size: [f32; 2]) -> Rect {
        let half = size.map(|s| s / 2.0);
        Rect { min: [0, 1].map(|i| center[i] - half[i]), max: [0, 1].map(|i| center[i] + half[i]) }
    }

    fn room() -> Room {
        Room::new(Rect { min: [-100.0, -50.0], max: [100.0, 50.0] })
    }

    #[test]
    fn boxes_and_discs_take_space() {
        let mut room = room();
        room.add_box(boxed([0.0, 0.0], [40.0, 10.0]));
        room.add_disc([60.0, 0.0], 10.0);
        assert!(!room.has_no_box(boxed([25.0, 4.0], [20.0, 10.0])));
        assert!(room.has_no_box(boxed([60.0, 12.0], [20.0, 10.0])));
        assert_eq!(room.n_discs(boxed([60.0, 12.0], [20.0, 10.0])), 1);
        assert_eq!(room.n_discs(boxed([0.0, 20.0], [40.0, 10.0])), 0);
    }

    #[test]
    fn a_disc_counts_once_and_from_any_cell() {
        let mut room = Room::new(Rect { min: [-400.0, -50.0], max: [400.0, 50.0] });
        room.add_disc([79.0, 0.0], 30.0);
        assert_eq!(room.n_discs(boxed([115.0, 0.0], [20.0, 10.0])), 1);
        assert_eq!(room.n_discs(boxed([0.0, 0.0], [600.0, 10.0])), 1);
        assert_eq!(room.n_discs(boxed([130.0, 0.0], [20.0, 10.0])), 0);
    }

    #[test]
    fn nothing_is_free_outside() {
        assert!(!room().has_no_box(boxed([95.0, 0.0], [20.0, 10.0])));
    }

    #[test]
    fn lines_are_counted_where_they_pass() {
        let mut room = room();
        room.add_line([-90.0, 0.0], [90.0, 0.0]);
        assert!(room.n_lines(boxed([0.0, 0.0], [60.0, 10.0])) >= 3);
        assert_eq!(room.n_lines(boxed([0.0, -40.0], [60.0, 10.0])), 0);
    }
}
