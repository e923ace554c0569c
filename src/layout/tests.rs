//! Tests of the engine as a whole.

use super::*;

fn ring_of_stars(n_hubs: usize, n_leaves: usize) -> Request {
    let n = n_hubs * (n_leaves + 1);
    let mut edges = Vec::new();
    for hub in 0..n_hubs {
        edges.push((hub, (hub + 1) % n_hubs, 1.0));
        edges.extend((0..n_leaves).map(|leaf| (hub, n_hubs + hub * n_leaves + leaf, 1.0)));
    }
    Request { radii: vec![8.0; n], edges, start: vec![None; n], seed: 7, ..Request::default() }
}

fn run(request: &Request) -> Vec<Point> {
    layout(request, &mut |_| ControlFlow::Continue(()))
}

fn distance(a: Point, b: Point) -> f32 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}

/// The least distance between two rims.
fn least_gap(request: &Request, points: &[Point]) -> f32 {
    let mut least = f32::INFINITY;
    for i in 0..points.len() {
        for j in 0..i {
            least = least.min(distance(points[i], points[j]) - request.radii[i] - request.radii[j]);
        }
    }
    least
}

fn extent(points: &[Point], axis: usize) -> f32 {
    let values = || points.iter().map(|p| p[axis]);
    values().fold(f32::MIN, f32::max) - values().fold(f32::MAX, f32::min)
}

#[test]
fn nothing_and_one_node() {
    assert!(run(&Request::default()).is_empty());
    assert_eq!(run(&Request { radii: vec![5.0], start: vec![None], ..Request::default() }), [[0.0, 0.0]]);
}

#[test]
fn a_pair_lies_flat_at_an_edges_length() {
    let request = Request { radii: vec![7.0; 2], edges: vec![(0, 1, 1.0)], start: vec![None; 2], ..Request::default() };
    let points = run(&request);
    assert!((points[0][1] - points[1][1]).abs() < 1.0);
    assert!((70.0..110.0).contains(&distance(points[0], points[1])), "{points:?}");
}

#[test]
fn nodes_have_room_for_names_and_the_drawing_is_wide() {
    let request = ring_of_stars(6, 14);
    let points = run(&request);
    assert!(least_gap(&request, &points) >= 28.0, "{}", least_gap(&request, &points));
    assert!(extent(&points, 0) > extent(&points, 1));
    for axis in [0, 1] {
        let values = || points.iter().map(|p| p[axis]);
        let middle = values().fold(f32::MIN, f32::max) + values().fold(f32::MAX, f32::min);
        assert!(middle.abs() < 2.0, "centred");
    }
}

#[test]
fn leaves_stand_around_their_hub() {
    let request = ring_of_stars(1, 12);
    let points = run(&request);
    let stretch = Room::Names.stretch();
    let mut angles: Vec<f32> = (1..13)
        .map(|i| {
            let [dx, dy] = [(points[i][0] - points[0][0]) / stretch[0], (points[i][1] - points[0][1]) / stretch[1]];
            dy.atan2(dx)
        })
        .collect();
    angles.sort_by(f32::total_cmp);
    let widest = angles.windows(2).map(|w| w[1] - w[0]).fold(0.0, f32::max);
    assert!(widest < 2.0 * std::f32::consts::TAU / 12.0, "{angles:?}");
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let request = ring_of_stars(5, 8);
    let bytes = |points: Vec<Point>| points.iter().flatten().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>();
    assert_eq!(bytes(run(&request)), bytes(run(&request)));
    assert_ne!(bytes(run(&request)), bytes(run(&Request { seed: 8, ..request })));
}

#[test]
fn pins_do_not_move() {
    let mut request = ring_of_stars(5, 6);
    request.start[3] = Some([400.0, -123.5]);
    request.start[9] = Some([-77.25, 1e3]);
    request.pinned = vec![3, 9, 4, 1000];
    let points = run(&request);
    assert_eq!((points[3], points[9]), ([400.0, -123.5], [-77.25, 1e3]));
    assert!(least_gap(&request, &points) >= 28.0);
}

#[test]
fn what_is_placed_hardly_moves_when_nodes_join() {
    let first = run(&ring_of_stars(5, 8));
    let n = first.len();
    let mut request = ring_of_stars(5, 8);
    request.start = first.iter().copied().map(Some).collect();
    let again = run(&request);
    assert!((0..n).all(|i| distance(first[i], again[i]) < 2.0), "nothing joined");
    for new in 0..6 {
        request.radii.push(8.0);
        request.start.push(None);
        request.edges.push((new % 5, n + new, 1.0));
    }
    let joined = run(&request);
    let moved = (0..n).map(|i| distance(first[i], joined[i])).sum::<f32>() / n as f32;
    assert!(moved < 12.0, "{moved}");
    assert!(least_gap(&request, &joined) >= 28.0);
    assert!((0..6).all(|new| distance(joined[new % 5], joined[n + new]) < 500.0), "new nodes stand near their hub");
}

#[test]
fn a_filter_that_takes_nodes_away_moves_none() {
    let first = run(&ring_of_stars(5, 8));
    let mut fewer = ring_of_stars(5, 8);
    fewer.start = first.iter().copied().map(Some).collect();
    fewer.radii.truncate(25);
    fewer.start.truncate(25);
    let points = run(&fewer);
    assert!((0..25).all(|i| distance(first[i], points[i]) < 2.0));
}

#[test]
fn coincident_starts_part() {
    let mut request = ring_of_stars(4, 6);
    request.start = vec![Some([10.0, 10.0]); request.radii.len()];
    assert!(least_gap(&request, &run(&request)) >= 28.0);
    let lonely = Request { radii: vec![8.0; 9], start: vec![Some([0.0, 0.0]); 9], ..Request::default() };
    assert!(least_gap(&lonely, &run(&lonely)) >= 28.0);
}

#[test]
fn components_lie_apart_and_around_the_largest() {
    let mut request = ring_of_stars(4, 6);
    for _ in 0..20 {
        let n = request.radii.len();
        request.radii.extend([8.0, 8.0]);
        request.start.extend([None, None]);
        request.edges.push((n, n + 1, 1.0));
    }
    let points = run(&request);
    assert!(least_gap(&request, &points) >= 28.0);
    let aspect = extent(&points, 0) / extent(&points, 1);
    assert!((1.0..2.4).contains(&aspect), "{aspect}");
    let middle = points[..4].iter().fold([0.0, 0.0], |m, p| [m[0] + p[0] / 4.0, m[1] + p[1] / 4.0]);
    assert!(distance(middle, [0.0, 0.0]) < extent(&points, 0) / 4.0);
}

#[test]
fn nonsense_is_survived() {
    let request = Request {
        radii: vec![8.0, f32::NAN, -3.0, f32::INFINITY],
        edges: vec![(0, 1, 1.0), (1, 1, 1.0), (2, 99, 1.0), (2, 3, f32::NAN), (0, 2, f32::INFINITY), (0, 1, 2.0)],
        start: vec![Some([f32::NAN, 0.0])],
        pinned: vec![0, 2, 77],
        ..Request::default()
    };
    let points = run(&request);
    assert_eq!(points.len(), 4);
    assert!(points.iter().flatten().all(|x| x.is_finite()));
}

#[test]
fn progress_sees_all_nodes_and_stops_at_once() {
    let request = ring_of_stars(5, 8);
    let mut n_seen = 0;
    let points = layout(&request, &mut |points| {
        assert_eq!(points().len(), request.radii.len());
        n_seen += 1;
        if n_seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(n_seen, 3);
    assert!(points.len() == request.radii.len() && points.iter().flatten().all(|x| x.is_finite()));
}

#[test]
fn a_component_beyond_all_pairs_is_laid_out_by_pivots() {
    let request = ring_of_stars(40, 59);
    let points = run(&request);
    assert!(least_gap(&request, &points) > 0.0);
    let length = |&(a, b, _): &(usize, usize, f32)| distance(points[a], points[b]);
    let mean = request.edges.iter().map(length).sum::<f32>() / request.edges.len() as f32;
    assert!(mean < extent(&points, 0) / 4.0, "edges are short: {mean}");
}

/// Nodes that join, each to two earlier ones, the more readily the more edges these have.
fn scale_free(n: usize) -> Request {
    let mut random = Random(9);
    let mut ends = vec![0, 1];
    let mut edges = vec![(0, 1, 1.0)];
    for node in 2..n {
        let (a, b) = (ends[random.below(ends.len())], ends[random.below(ends.len())]);
        edges.extend([(a, node, 1.0), (b, node, 1.0)]);
        ends.extend([a, b, node, node]);
    }
    Request { radii: vec![5.0; n], edges, start: vec![None; n], room: Room::Dots, ..Request::default() }
}

fn request_with(start: Vec<Option<Point>>, request: &Request) -> Request {
    Request { start, ..request.clone() }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let request = scale_free(3000);
    let with = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().map(|pool| pool.install(|| run(&request)));
    assert_eq!(with(1).ok(), with(3).ok());
}

#[test]
fn a_large_drawing_has_no_overlap_in_either_quality() {
    for quality in [Quality::Fast, Quality::Best] {
        let request = Request { quality, ..scale_free(3000) };
        assert!(least_gap(&request, &run(&request)) > 0.5, "{quality:?}");
    }
}

#[test]
fn hidden_nodes_come_back_and_the_others_stay() {
    for n in [80, 2500] {
        let request = scale_free(n);
        let all = run(&request);
        let is_shown = |node: usize| node % 3 != 1;
        let start = (0..n).map(|node| is_shown(node).then(|| all[node])).collect();
        let again = run(&request_with(start, &request));
        let mut ways: Vec<f32> = (0..n).filter(|&i| is_shown(i)).map(|i| distance(all[i], again[i])).collect();
        ways.sort_by(f32::total_cmp);
        assert!(ways[ways.len() / 2] < 0.02 * extent(&all, 0), "{n}");
        assert!(least_gap(&request, &again) > 0.5, "{n}");
    }
}

#[test]
fn what_belongs_together_is_drawn_closer() {
    // A ring, of which two neighbours have much to do with each other.
    let weight = |i: usize| if i == 0 { 9.0 } else { 1.0 };
    let edges = (0..12).map(|i| (i, (i + 1) % 12, weight(i))).collect();
    let request = Request { radii: vec![5.0; 12], edges, room: Room::Dots, ..Request::default() };
    let points = run(&request);
    assert!(distance(points[0], points[1]) < 0.8 * distance(points[5], points[6]));
}

#[test]
fn a_few_known_nodes_keep_the_drawing_where_it_was() {
    let request = ring_of_stars(6, 6);
    let first = run(&request);
    let start = (0..first.len()).map(|i| (i < 6).then(|| [first[i][0] + 1000.0, first[i][1] - 500.0])).collect();
    let again = run(&request_with(start, &request));
    let way = |i: usize| distance([first[i][0] + 1000.0, first[i][1] - 500.0], again[i]);
    assert!((0..first.len()).map(way).sum::<f32>() / (first.len() as f32) < 0.25 * extent(&first, 0));
}
