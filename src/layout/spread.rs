//! Room for nodes and labels: nodes pushed apart, and off the lines of edges they do not belong to.

use super::{Point, grid::Grid};

/// Pushes nodes apart until their rims are `gap` apart, all at once; to be repeated. Of a pair each moves in proportion
/// to its mobility (0: never). Returns the largest shortfall found. O(nodes) where the drawing is not crowded.
pub fn separate(points: &mut [Point], radii: &[f32], mobility: &[f32], gap: f32) -> f32 {
    /// Part of a shortfall made good in a round; more lets crowded nodes jump about.
    const STRENGTH: f32 = 0.55;
    let widest = radii.iter().copied().fold(0.0, f32::max);
    let mut moves = vec![[0.0_f32; 2]; points.len()];
    let mut worst = 0.0_f32;
    Grid::new(points, 2.0 * widest + gap).pairs(&mut |a, b| {
        let wanted = radii[a] + radii[b] + gap;
        let [dx, dy] = [points[a][0] - points[b][0], points[a][1] - points[b][1]];
        let distance = (dx * dx + dy * dy).sqrt();
        let mobile = mobility[a] + mobility[b];
        if distance >= wanted || mobile == 0.0 {
            return;
        }
        worst = worst.max(wanted - distance);
        // Coincident nodes part in a direction of their own.
        let angle = (a * 31 + b) as f32;
        let [ux, uy] = if distance > 1e-3 { [dx / distance, dy / distance] } else { [angle.cos(), angle.sin()] };
        let push = STRENGTH * (wanted - distance) / mobile;
        moves[a] = [moves[a][0] + ux * push * mobility[a], moves[a][1] + uy * push * mobility[a]];
        moves[b] = [moves[b][0] - ux * push * mobility[b], moves[b][1] - uy * push * mobility[b]];
    });
    apply(points, &moves, widest + gap);
    worst
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
    apply(points, &moves, 20.0);
}

/// Moves every point, none further than `most` along an axis.
fn apply(points: &mut [Point], moves: &[Point], most: f32) {
    for (point, by) in points.iter_mut().zip(moves) {
        *point = [point[0] + by[0].clamp(-most, most), point[1] + by[1].clamp(-most, most)];
    }
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
