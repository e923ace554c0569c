//! A dragged node pulls its neighbours along: the simulation runs in a job, holds come in, positions go out.

use super::work::Event;
use crate::{
    job::Job,
    layout::{Point, Request, Simulation},
};
use egui::Context;
use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::sleep,
    time::{Duration, Instant},
};

/// Shortest time from one step to the next.
const STEP: Duration = Duration::from_millis(12);
/// When nothing moves further than this in a step, in points of the layout, all is at rest.
const CALM: f32 = 0.3;

/// A hand at a node. Dropping it lets go.
pub struct Drag {
    holds: Sender<(usize, Point)>,
    held: Option<(usize, Point)>,
    job: Job<Event>,
}

impl Drag {
    /// Takes the drawing as it is.
    pub fn start(ctx: &Context, request: Request, points: Vec<Point>) -> Self {
        let ctx = ctx.clone();
        let (holds, taken) = channel();
        let job = Job::start(
            move || ctx.request_repaint(),
            Event::Crashed,
            move |reporter| {
                let mut simulation = Simulation::new(&request, &points);
                let mut is_calm = true;
                while let Some(hold) = next(&taken, is_calm) {
                    if reporter.is_cancelled() {
                        return;
                    }
                    let started = Instant::now();
                    if let Some((node, to)) = hold {
                        simulation.hold(node, to);
                    }
                    is_calm = simulation.step() < CALM;
                    reporter.send(Event::Placed(simulation.positions()));
                    sleep(STEP.saturating_sub(started.elapsed()));
                }
            },
        );
        Self { holds, held: None, job }
    }

    /// Holds a node there.
    pub fn hold(&mut self, node: usize, to: Point) {
        self.held = Some((node, to));
        // A simulation that ended has said why.
        let _ = self.holds.send((node, to));
    }

    /// The latest positions since the last call, what is held where it is held by now.
    pub fn collect(&self) -> Option<Event> {
        let mut event = self.job.events.try_iter().last()?;
        if let (Event::Placed(points), Some((node, to))) = (&mut event, self.held)
            && let Some(point) = points.get_mut(node)
        {
            *point = to;
        }
        Some(event)
    }
}

/// The latest hold, if there is a new one; waits for it while all is calm. `None` once the hand has let go.
fn next(taken: &Receiver<(usize, Point)>, is_calm: bool) -> Option<Option<(usize, Point)>> {
    let first = if is_calm { Some(taken.recv().ok()?) } else { taken.try_recv().ok() };
    Some(taken.try_iter().last().or(first))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_come_along_and_the_hand_can_let_go() {
        let points: Vec<Point> = (0..4).map(|i| [60.0 * i as f32, 0.0]).collect();
        let edges = vec![(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)];
        let request = Request { radii: vec![8.0; 4], edges, start: vec![None; 4], ..Request::default() };
        let mut drag = Drag::start(&Context::default(), request, points);
        drag.hold(0, [-200.0, 0.0]);
        let moved = |event: Event| match event {
            Event::Placed(points) => points[0][0] < -199.0 && points[1][0] < 20.0,
            _ => panic!("the simulation only places"),
        };
        let Drag { holds, job, .. } = drag;
        assert!(job.events.iter().any(moved));
        drop(holds);
        assert!(job.events.iter().all(|event| matches!(event, Event::Placed(_))), "it ends by itself");
    }
}
