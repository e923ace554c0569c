//! How many updates a second a dragged node gives: `cargo bench --no-default-features --bench drag`.
//!
//! Prints a line of JSON for 10,000 and for 100,000 nodes with twice as many edges, where a node is dragged in a circle.
#![allow(clippy::disallowed_macros, reason = "a benchmark prints")]

use hapjong::layout::{self, Request, Room, Simulation};
use std::{f32::consts::TAU, ops::ControlFlow, time::Instant};

const N_UPDATES: usize = 100;

fn main() {
    for n_nodes in [10_000, 100_000] {
        let request = request(n_nodes);
        let places = layout::layout(&request, &mut |_| ControlFlow::Continue(()));
        let mut simulation = Simulation::new(&request, &places);
        let dragged = n_nodes / 2;
        let mut seconds: Vec<f64> = (0..N_UPDATES)
            .map(|update| {
                let (sin, cos) = (TAU * update as f32 / N_UPDATES as f32).sin_cos();
                let started = Instant::now();
                simulation.hold(dragged, [places[dragged][0] + 300.0 * sin, places[dragged][1] + 300.0 * cos]);
                simulation.step();
                std::hint::black_box(simulation.positions());
                started.elapsed().as_secs_f64()
            })
            .collect();
        seconds.sort_by(f64::total_cmp);
        let [median, slowest] = [seconds[N_UPDATES / 2], seconds[N_UPDATES - 1]];
        println!(
            "{{\"nodes\":{n_nodes},\"edges\":{},\"updates_per_s\":{:.0},\"median_ms\":{:.2},\"slowest_ms\":{:.2}}}",
            request.edges.len(),
            1.0 / median,
            median * 1e3,
            slowest * 1e3
        );
    }
}

/// Nodes that join, each to two ends of earlier edges.
fn request(n_nodes: usize) -> Request {
    let mut state = 1_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut ends = vec![0, 1];
    for node in 2..n_nodes {
        let (a, b) = (ends[below(ends.len())], ends[below(ends.len())]);
        ends.extend([a, node, b, node]);
    }
    Request {
        radii: vec![5.0; n_nodes],
        edges: ends.chunks_exact(2).map(|ends| (ends[0], ends[1], 1.0)).collect(),
        room: Room::Dots,
        ..Request::default()
    }
}
