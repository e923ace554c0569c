//! Room for nodes and labels: nodes pushed apart, and off the lines of edges they do not belong to.

use super::{Point, grid::Grid};

/// Pairs of nodes that are too close, or nearly so, and what they should keep.
pub struct Crowd {
    pairs: Vec<(u32, u32)>,
    /// The nodes of all pairs.
    nodes: Vec<u32>,
    /// Where a round moves each node of the drawing; zero between rounds.
    moves: Vec<Point>,
    gap: f32,
}

impl Crowd {
    /// Finds all pairs whose rims are closer than `gap` and a little more, so that it holds for some rounds. O(nodes)
    /// where the drawing is not crowded.
    pub fn new(points: &[Point], radii: &[f32], gap: f32) -> Self {
        let widest = radii.iter().copied().fold(0.0, f32::max);
        let margin = 0.25 * (gap + widest);
        let mut pairs = Vec::new();
        Grid::new(points, 2.0 * widest + gap + margin).pairs(&mut |a, b| {
            if distance(points[a], points[b]) < radii[a] + radii[b] + gap + margin {
                pairs.push((a as u32, b as u32));
            }
        });
        let mut nodes: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        Self { pairs, nodes, moves: vec![[0.0; 2]; points.len()], gap }
    }

    /// Pushes nodes apart, all at once; to be repeated. Of a pair each moves in proportion to its mobility (0: never).
    /// Returns the largest shortfall found.
    pub fn part(&mut self, points: &mut [Point], radii: &[f32], mobility: &[f32]) -> f32 {
        /// Part of a shortfall made good in a round; more lets crowded nodes jump about.
        const STRENGTH: f32 = 0.55;
        let mut worst = 0.0_f32;
        let mut widest = 0.0_f32;
        for &(a, b) in &self.pairs {
            let (a, b) = (a as usize, b as usize);
            let wanted = radii[a] + radii[b] + self.gap;
            let [dx, dy] = [points[a][0] - points[b][0], points[a][1] - points[b][1]];
            let distance = (dx * dx + dy * dy).sqrt();
            let mobile = mobility[a] + mobility[b];
            if distance >= wanted || mobile == 0.0 {
                continue;
            }
            worst = worst.max(wanted - distance);
            widest = widest.max(wanted);
            // Coincident nodes part in a direction of their own.
            let angle = (a * 31 + b) as f32;
            let [ux, uy] = if distance > 1e-3 { [dx / distance, dy / distance] } else { [angle.cos(), angle.sin()] };
            let push = STRENGTH * (wanted - distance) / mobile;
            for (node, push) in [(a, push * mobility[a]), (b, -push * mobility[b])] {
                let [x, y] = self.moves[node];
                self.moves[node] = [x + ux * push, y + uy * push];
            }
        }
        for &node in &self.nodes {
            shift(&mut points[node as usize], std::mem::take(&mut self.moves[node as usize]), widest);
        }
        worst
    }
}

/// Pushes nodes apart once, as [`Crowd::part`].
pub fn separate(points: &mut [Point], radii: &[f32], mobility: &[f32], gap: f32) -> f32 {
    Crowd::new(points, radii, gap).part(points, radii, mobility)
}

/// Pushes nodes off edges they do not belong to, so that none seems to be linked by them. The edge's ends give way a
/// little. O(nodes · edges).
pub fn clear_edges(points: &mut [Point], radii: &[f32], mobility: &[f32], edges: &[(usize, usize)], strength: f32) {
    /// Room between a rim and the line.
    const CLEARANCE: f32 = 12.0;
    const ENDS_GIVE: f32 = 0.25;
    let mut moves = vec![[0.0_f32; 2]; points.len()];
    for &(a, b) in edges {
        let ([ax, ay], [ex, ey]) = (points[a], [points[b][0] - points[a][0], points[b][1] - points[a][1]]);
        let square = ex * ex + ey * ey;
        for (node, &[x, y]) in points.iter().enumerate() {
            let along = ((x - ax) * ex + (y - ay) * ey) / square;
            if node == a || node == b || !(0.0..=1.0).contains(&along) {
                continue;
            }
            let [dx, dy] = [x - ax - along * ex, y - ay - along * ey];
            let distance = (dx * dx + dy * dy).sqrt();
            let shortfall = radii[node] + CLEARANCE - distance;
            if shortfall <= 0.0 {
                continue;
            }
            let long = square.sqrt();
            let [ux, uy] = if distance > 1e-3 { [dx / distance, dy / distance] } else { [-ey / long, ex / long] };
            for (node, part) in [(node, 1.0), (a, -ENDS_GIVE * (1.0 - along)), (b, -ENDS_GIVE * along)] {
                let push = strength * shortfall * part * mobility[node];
                moves[node] = [moves[node][0] + ux * push, moves[node][1] + uy * push];
            }
        }
    }
    points.iter_mut().zip(moves).for_each(|(point, by)| shift(point, by, 20.0));
}

/// Moves a point, no further than `most` along an axis.
fn shift(point: &mut Point, by: Point, most: f32) {
    *point = [point[0] + by[0].clamp(-most, most), point[1] + by[1].clamp(-most, most)];
}

/// Between two points.
pub fn distance(a: Point, b: Point) -> f32 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}

/// Number of pairs of edges that cross. O(edges²).
pub fn n_crossings(points: &[Point], edges: &[(usize, usize)]) -> usize {
    let side = |a: Point, b: Point, c: Point| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let crosses = |&(a, b): &(usize, usize), &(c, d): &(usize, usize)| {
        let [p, q, r, s] = [a, b, c, d].map(|node| points[node]);
        let is_joined = a == c || a == d || b == c || b == d;
        !is_joined && side(p, q, r) * side(p, q, s) < 0.0 && side(r, s, p) * side(r, s, q) < 0.0
    };
    edges.iter().enumerate().map(|(i, e)| edges[i + 1..].iter().filter(|f| crosses(e, f)).count()).sum()
}
